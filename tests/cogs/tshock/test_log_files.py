"""Reading on in log files, whatever happens to them meanwhile."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from cogs.tshock.log_files import MOST_BYTES, Read, read_on

FIRST, SECOND, THIRD = (f"2026-03-01_1{hour}-00-00.log" for hour in (2, 3, 4))


def line(text: str, time: str = "12:00:00") -> str:
    return f"2026-03-01 {time} - TextLog: INFO: {text}"


@pytest.fixture
def logs(tmp_path: Path) -> Path:
    """Return a folder with the file of a server that has just begun."""
    (tmp_path / "logs").mkdir()
    (tmp_path / "logs" / FIRST).touch()
    return tmp_path / "logs"


def write(file: Path, *lines: str, end: str = "\n") -> None:
    with file.open("a", encoding="utf-8", newline="") as opened:
        opened.write("".join(f"{one}{end}" for one in lines))


def all_of(log: Path, last: Read) -> tuple[list[str], Read]:
    """Read on until nothing waits any more; return all lines."""
    lines: list[str] = []
    while True:
        last = read_on(log, last.index, last.mark)
        lines += last.lines
        if not last.more:
            return lines, last


def test_the_past_is_passed_over_and_what_comes_is_read_once(logs: Path) -> None:
    write(logs / FIRST, line("old"))
    met = read_on(logs, 0, "")
    assert (met.lines, met.is_met) == ((), False)
    write(logs / FIRST, line("a"), line("b"))
    lines, last = all_of(logs, met)
    assert lines == [line("a"), line("b")]
    assert all_of(logs, last)[0] == []
    assert all_of(logs, met)[0] == lines  # a look that could not be stored


def test_a_line_is_read_when_it_is_whole(logs: Path) -> None:
    met = read_on(logs, 0, "")
    write(logs / FIRST, line("half"), end="")
    lines, last = all_of(logs, met)
    assert lines == []
    write(logs / FIRST, " and half")
    assert all_of(logs, last)[0] == [line("half and half")]


def test_each_start_of_the_server_is_read_to_its_end_before_the_next(logs: Path) -> None:
    write(logs / FIRST, line("old"))
    met = read_on(logs, 0, "")
    write(logs / FIRST, line("last words"))
    write(logs / FIRST, line("cut off by the en"), end="")
    write(logs / SECOND, line("a"))
    write(logs / THIRD, line("b"))
    first = read_on(logs, met.index, met.mark)
    assert (first.lines, first.moved, first.is_past) == ([line("last words")], False, True)
    second = read_on(logs, first.index, first.mark)
    assert (second.lines, second.moved, second.is_past) == ([line("a")], True, True)
    third = read_on(logs, second.index, second.mark)
    assert (third.lines, third.moved, third.is_past, third.more) == ([line("b")], True, False, False)


def test_other_files_in_the_folder_are_left_alone(logs: Path) -> None:
    write(logs / FIRST, line("old"))
    met = read_on(logs, 0, "")
    write(logs / "zzz.log", line("of another program"))
    write(logs / "2026-03-01_13-00-00.log.gz", line("packed"))
    assert all_of(logs, met)[0] == []


def test_a_file_that_is_gone_gives_way_to_the_next(logs: Path) -> None:
    write(logs / FIRST, line("old"))
    met = read_on(logs, 0, "")
    (logs / FIRST).unlink()
    with pytest.raises(FileNotFoundError, match="no log file"):
        read_on(logs, met.index, met.mark)
    write(logs / "2025-01-01_00-00-00.log", line("brought back"))
    lines, last = all_of(logs, met)
    assert lines == []
    write(logs / SECOND, line("a"))
    assert all_of(logs, last)[0] == [line("a")]


@pytest.mark.parametrize("anew", ["", line("other", "12:30:00") + "\n" + line("x" * 300, "12:30:00") + "\n"])
def test_a_file_that_was_cut_or_replaced_is_read_from_its_beginning(tmp_path: Path, anew: str) -> None:
    file = tmp_path / "server.log"
    write(file, *[line(f"old {number}") for number in range(10)])
    met = read_on(file, 0, "")
    file.write_text(anew, encoding="utf-8")
    write(file, line("new"))
    lines, last = all_of(file, met)
    assert lines == [*anew.splitlines(), line("new")]
    write(file, line("newer"))
    assert all_of(file, last)[0] == [line("newer")]


def test_a_longer_file_of_another_start_is_not_taken_for_the_same(tmp_path: Path) -> None:
    file = tmp_path / "server.log"
    write(file, line("old"))
    met = read_on(file, 0, "")
    file.write_text(f"{line('other', '13:00:00')}\n" * 5, encoding="utf-8")
    assert all_of(file, met)[0] == [line("other", "13:00:00")] * 5


def test_another_log_is_met_as_for_the_first_time(logs: Path, tmp_path: Path) -> None:
    write(logs / FIRST, line("a"))
    met = read_on(logs, 0, "")
    other = tmp_path / "other"
    other.mkdir()
    write(other / SECOND, line("the past of another server"))
    assert read_on(other, met.index, met.mark) == read_on(other, 0, "")


def test_line_ends_of_windows_and_broken_bytes_are_taken_as_they_come(logs: Path) -> None:
    met = read_on(logs, 0, "")
    (logs / FIRST).write_bytes(
        line("Ann: \xc3").encode("latin-1") + b"\r\n\r\n" + line("ok").encode() + b"\r\n"
    )
    assert all_of(logs, met)[0] == [line("Ann: \N{REPLACEMENT CHARACTER}"), line("ok")]


def test_much_is_read_in_parts_and_a_line_without_end_is_passed_over(logs: Path) -> None:
    met = read_on(logs, 0, "")
    many = [line(f"number {number}") for number in range(2000)]
    write(logs / FIRST, *many)
    write(logs / FIRST, "x" * (3 * MOST_BYTES))
    write(logs / FIRST, line("after it"))
    assert len(read_on(logs, met.index, met.mark).lines) < 1000
    lines, last = all_of(logs, met)
    assert [one for one in lines if one.startswith("2026")] == [*many, line("after it")]
    assert last.index == (logs / FIRST).stat().st_size


def test_the_zone_of_the_server_is_told_by_when_its_file_was_written(logs: Path) -> None:
    met = read_on(logs, 0, "")
    write(logs / FIRST, line("a", "11:59:00"), line("b", "14:00:00"))
    os.utime(logs / FIRST, (1_772_366_402, 1_772_366_402))  # 12:00:02 UTC
    assert read_on(logs, met.index, met.mark).ahead == timedelta(hours=-2)


def test_a_forged_time_that_cannot_be_is_no_time(logs: Path) -> None:
    met = read_on(logs, 0, "")
    write(logs / FIRST, line("a"), "2026-99-99 99:99:99 - Utils: INFO: Broadcast: forged")
    assert read_on(logs, met.index, met.mark).ahead == timedelta(0)


def test_a_log_that_is_not_there_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_on(tmp_path / "nowhere", 0, "")


@given(
    text=st.binary(max_size=300).map(lambda data: data + b"\n"),
    pieces=st.lists(st.integers(1, 40), max_size=30),
)
@hypothesis_settings(max_examples=50, deadline=None)
def test_however_a_file_grows_the_same_is_read(
    tmp_path_factory: pytest.TempPathFactory, text: bytes, pieces: list[int]
) -> None:
    whole, grown = (
        tmp_path_factory.mktemp("logs") / "whole.log",
        tmp_path_factory.mktemp("logs") / "grown.log",
    )
    whole.touch()
    grown.touch()
    at_once, last = read_on(whole, 0, ""), read_on(grown, 0, "")
    whole.write_bytes(text)
    lines: list[str] = []
    for size in [*pieces, len(text)]:
        with grown.open("ab") as file:
            file.write(text[:size])
        text = text[size:]
        last = read_on(grown, last.index, last.mark)
        lines += last.lines
    assert lines == list(read_on(whole, at_once.index, at_once.mark).lines)
