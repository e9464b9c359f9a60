"""What leaves as a file: readable by spreadsheets and programs, harmless, and without identities."""

import csv
import io
import json

import pytest

from bot.domain.classification import PenaltyKind
from bot.domain.racing import Car, Driver, Finish
from bot.ui.result_export import as_csv, as_json, file_name
from tests.bot.driving import ANN, BEN, STRANGER, row
from tests.bot.ui.results import STEAM, duel, given, kept, race


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_a_spreadsheet_gets_a_row_for_each_driver_in_the_order_that_counts() -> None:
    first, second = rows_of(as_csv(kept(duel(), [given(ANN)])))
    assert list(first) == [
        *("place", "class place", "driver", "car", "class", "laps", "total", "gap", "best"),
        *("pits", "cuts", "impacts", "status", "penalties"),
    ]
    assert (first["driver"], first["place"], first["total"], first["gap"]) == ("Ben", "1", "15:02.000", "")
    assert (second["driver"], second["total"], second["gap"]) == ("Ann", "15:05.000", "3.000")
    assert second["penalties"] == "5 s (Pushed)"


def test_it_says_by_its_first_bytes_that_it_is_utf_8() -> None:
    assert as_csv(kept(race(row(Driver("Łukasz"))))).startswith(b"\xef\xbb\xbfplace")


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@x", "\t=1", " =1", "\r=1"])
def test_no_name_is_calculated(name: str) -> None:
    [line] = rows_of(as_csv(kept(race(row(Driver(name), car=Car("1", name, name))))))
    assert line["driver"].startswith("'")
    assert line["car"].startswith("'")
    assert line["class"].startswith("'")


def test_lapped_left_and_disqualified_drivers_keep_what_is_known() -> None:
    rows = (row(ANN), row(BEN, laps=9), row(STRANGER, laps=3, total_ms=None, finish=Finish.LEFT))
    one = kept(race(*rows), [given(ANN, PenaltyKind.DISQUALIFIED, 0)])
    shown = {line["driver"]: line for line in rows_of(as_csv(one))}
    assert shown["Ann"]["status"] == "disqualified"
    assert shown["Ann"]["place"] == ""
    assert shown["A stranger"]["status"] == "left"
    assert shown["A stranger"]["laps"] == "3"


def test_a_program_gets_the_same_in_milliseconds() -> None:
    told = json.loads(as_json(kept(duel(), [given(ANN)])))
    assert told["track"] == "Old Ring"
    assert told["ended_at"] == "2026-03-01T12:00:00+00:00"
    assert [(line["driver"], line["total_ms"], line["gap_ms"]) for line in told["order"]] == [
        ("Ben", 902_000, None),
        ("Ann", 905_000, 3000),
    ]
    assert told["order"][1]["penalties"] == [{"kind": "time", "amount": 5000, "reason": "Pushed"}]


def test_no_identity_leaves() -> None:
    one = kept(duel(), [given(ANN)])
    assert STEAM.encode() not in as_csv(one) + as_json(one)


def test_the_files_name_holds_no_foreign_text() -> None:
    assert file_name(kept(duel()), "csv") == "2026-03-01-race-7.csv"
