"""What a result shows, and that it stays within Discord's limits whoever drove."""

import re
from dataclasses import replace

import discord
from hypothesis import given as for_all
from hypothesis import strategies as st

from bot.domain.classification import PenaltyKind
from bot.domain.racing import Car, Driver, Ending, Finish, StageKind
from bot.domain.snapshot import Identity
from bot.ui.result_embeds import details_pages, moved_embed, penalty_lines, result_embed
from tests.bot.driving import ANN, BEN, COUPE, NOON, ROADSTER, STRANGER, row
from tests.bot.ui.results import STEAM, duel, given, kept, race

HOSTILE = "**@everyone** [x](http://y)\n```\n# big \u202e<@9>"


def text(embed: discord.Embed) -> str:
    return f"{embed.title}\n{embed.description}"


def columns(embed: discord.Embed) -> list[str]:
    """The lines inside the first code block."""
    return (embed.description or "").split("```")[1].strip("\n").split("\n")


def test_a_post_names_the_race_the_winner_and_what_is_left_of_it() -> None:
    shown = text(result_embed(kept(duel()), with_order=False))
    assert "Race \N{MIDDLE DOT} Old Ring" in shown
    assert "10 laps" in shown
    assert "Won by **Ann**, Coupe, 15:00.000" in shown
    assert "```" not in shown


def test_the_columns_align_whatever_the_letters_of_a_name() -> None:
    names = ("Ann", "山田太郎", "Łukasz Ć", "e\u0301mile", "a very long name of a driver")
    rows = [row(Driver(name), total_ms=900_000 + number) for number, name in enumerate(names)]
    lines = columns(result_embed(kept(race(*rows)), with_order=True))
    assert [line.split()[-1] for line in lines] == ["1:29.000"] * 5
    assert [len(line) for line in lines] == [
        len(lines[0]),
        len(lines[0]) - 4,
        len(lines[0]),
        len(lines[0]) + 1,
        len(lines[0]),
    ]


def test_who_left_or_was_thrown_out_stands_below_with_the_reason() -> None:
    rows = (
        row(ANN),
        row(BEN, laps=9),
        row(STRANGER, laps=4, total_ms=None, finish=Finish.LEFT),
        row(Driver("Dan"), finish=Finish.DISQUALIFIED),
    )
    lines = [line.split() for line in columns(result_embed(kept(race(*rows)), with_order=True))]
    assert [line[0] for line in lines] == ["1", "2", "DNF", "DSQ"]
    assert lines[1][2:4] == ["+1", "lap"]
    assert lines[2][3:5] == ["4", "laps"]


def test_each_class_has_its_own_podium() -> None:
    rows = (row(ANN), row(BEN, car=ROADSTER, total_ms=950_000), row(STRANGER, total_ms=960_000))
    shown = text(result_embed(kept(race(*rows)), with_order=False))
    assert "GT3: 1. **Ann**, 2. **A stranger**" in shown
    assert "Vintage: 1. **Ben**" in shown


def test_what_was_not_seen_or_ended_early_is_said() -> None:
    early = race(row(), ending=Ending.RESTARTED, is_complete=False)
    shown = text(result_embed(kept(early), with_order=False))
    assert "Restarted before the flag" in shown
    assert "Incomplete" in shown


def test_a_practice_is_about_best_laps_and_whoever_set_none_is_no_dnf() -> None:
    rows = (row(ANN), row(BEN, best_ms=90_500), row(STRANGER, best_ms=None, finish=Finish.LEFT))
    practice = race(*rows, kind=StageKind.PRACTICE, stage="Practice", laps=None, minutes=20)
    embed = result_embed(kept(practice), with_order=True)
    assert "Fastest: **Ann**, Coupe, 1:29.000" in text(embed)
    assert "20 min" in text(embed)
    assert [line.split()[0] for line in columns(embed)] == ["1", "2", "-"]
    assert columns(embed)[1].endswith("+1.500")


def test_nobody_drove_is_said_in_words() -> None:
    assert "Nobody drove" in text(result_embed(kept(race()), with_order=True))
    assert "Nobody drove" in text(details_pages(kept(race()))[0])


def test_details_tell_every_penalty_and_who_took_which_back() -> None:
    back = replace(given(BEN, number=2), revoked_at=NOON, revoked_by=6)
    one = kept(duel(), [given(ANN), back])
    assert text(details_pages(one)[0]).index("Ben") < text(details_pages(one)[0]).index("Ann")
    first, second = penalty_lines(one)
    assert "**Ann** +5 s: Pushed (<@5>" in first
    assert "~~**Ben** +5 s: Pushed~~" in second
    assert "taken back by <@6>" in second
    assert first in text(details_pages(one)[-1])


def test_the_answer_to_a_penalty_shows_who_moved_and_nobody_else() -> None:
    rows = (row(ANN, total_ms=900_000), row(BEN, total_ms=902_000), row(STRANGER, total_ms=990_000))
    before, after = kept(race(*rows)), kept(race(*rows), [given(ANN)])
    shown = text(moved_embed(before.order, after, "Ann: +5 s"))
    assert "`  1` **Ben** (was 2)" in shown
    assert "`  2` **Ann** (was 1)" in shown
    assert "stranger" not in shown


def test_a_disqualification_counts_at_once() -> None:
    before, after = kept(duel()), kept(duel(), [given(ANN, PenaltyKind.DISQUALIFIED, 0)])
    shown = text(moved_embed(before.order, after, "x"))
    assert "`DSQ` **Ann** (was 1)" in shown


def test_hostile_names_stay_text_and_end_no_block() -> None:
    hostile = Driver(HOSTILE, Identity("steam", f"{STEAM}000000009"))
    one = kept(race(row(hostile, car=Car("1", HOSTILE, HOSTILE)), row(BEN)), [given(hostile)])
    for embed in (result_embed(one, HOSTILE, with_order=True), *details_pages(one, HOSTILE)):
        assert "@everyone" not in text(embed)
        assert "](http" not in text(embed)
        assert not re.search(r"(?<!\\)<@9>", text(embed))
        assert (embed.description or "").count("```") % 2 == 0


names = st.text(max_size=80)
finishes = st.sampled_from(list(Finish))
drivers = st.lists(st.tuples(names, names, finishes, st.integers(0, 10**9)), max_size=90)


@for_all(drivers, st.sampled_from(list(StageKind)), st.text(max_size=300))
def test_whoever_drove_each_embed_fits_and_no_block_is_cut(
    rows: list[tuple[str, str, Finish, int]], kind: StageKind, title: str
) -> None:
    driven = [
        row(
            Driver(name, Identity("steam", f"{STEAM}{number:09}")),
            car=replace(COUPE, name=car),
            finish=finish,
            total_ms=ms,
            best_ms=ms,
        )
        for number, (name, car, finish, ms) in enumerate(rows)
    ]
    stage = race(*driven, kind=kind, stage=title)
    penalties = [replace(given(one.driver, number=i), reason=title[:200]) for i, one in enumerate(driven)]
    one = kept(stage, penalties)
    for embed in (result_embed(one, title, with_order=True), *details_pages(one, title)):
        assert 1 <= len(embed.title or "") <= 256
        assert 1 <= len(embed.description or "") <= 4096
        assert (embed.description or "").count("```") % 2 == 0
        assert STEAM not in text(embed)
