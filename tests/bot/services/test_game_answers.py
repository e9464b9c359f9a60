"""What the bot says to players in a game."""

from datetime import timedelta

import pytest

from bot.domain.capabilities import HearsChat, HearsLaps
from bot.domain.racing import Finish, StageKind
from bot.domain.snapshot import Identity
from bot.domain.timing import Timing
from bot.services.game_answers import GameAnswers
from bot.services.results import Results
from bot.storage import laps as stored_laps
from bot.storage.database import Database
from tests.bot.driving import ANN, BEN, HILL, NOON, RING, ROADSTER, lap, result, row
from tests.bot.services.following import Following, Scripted


class Racing(Scripted, HearsChat, HearsLaps):
    """A game that tells laps and in whose chat codes are typed."""


@pytest.fixture
async def bot(database: Database) -> Following:
    bot = await Following(database).start()
    on_ring = Timing(kind=StageKind.PRACTICE, stage="Practice", track=RING, rows=())
    await bot.drive(
        laps=[
            lap("0:1", ms=90_000),
            lap("0:2", ms=91_000, car=ROADSTER),
            lap("0:3", ms=89_500, wet=True),
            lap("0:4", BEN, ms=88_000),
            lap("0:5", ms=70_000, track=HILL),
            lap("0:6", ms=60_000, is_valid=False),
        ],
        timing=on_ring,
    )
    return bot


async def said(
    bot: Following, command: str, asked: str = "", who: Identity | None = ANN.identity
) -> list[str]:
    answers = GameAnswers(bot.records, Results(bot.database, lambda: NOON))
    return list(await answers.answer(bot.server, command, asked, who))


async def test_ones_best_laps_here_come_with_each_car(bot: Following) -> None:
    assert await said(bot, "best") == ["Your best on Old Ring: 1:29.500 in Coupe", "1:31.000 in Roadster"]
    assert await said(bot, "best", "hill") == ["Your best on Hill Climb: 1:10.000 in Coupe"]


async def test_laps_on_other_servers_do_not_count_here(bot: Following) -> None:
    async with bot.database.write() as connection:
        await stored_laps.put(
            connection, "arena", "arcade", [lap("0:1", ms=80_000), lap("0:2", BEN, ms=81_000)]
        )
    assert (await said(bot, "best"))[0] == "Your best on Old Ring: 1:29.500 in Coupe"
    assert (await said(bot, "records"))[0] == "Old Ring: 1. Ben 1:28.000 in Coupe"


async def test_who_has_no_lap_or_no_track_or_no_identity_is_told_so(bot: Following) -> None:
    assert await said(bot, "best", "hill", BEN.identity) == ["You have no valid lap on Hill Climb yet."]
    assert (await said(bot, "best", "moon"))[0].startswith("No laps are known of that track.")
    assert (await said(bot, "best", "", None))[0].startswith("This server does not tell who you are")


async def test_the_fastest_here_are_told_by_name(bot: Following) -> None:
    assert await said(bot, "records") == [
        "Old Ring: 1. Ben 1:28.000 in Coupe",
        "2. Ann 1:29.500 in Coupe",
        "3. Ann 1:31.000 in Roadster",
    ]


async def test_the_last_result_tells_the_podium_and_ones_own_place(bot: Following) -> None:
    assert await said(bot, "last") == ["No result is known here yet."]
    rows = [row(BEN, total_ms=900_000), row(ANN, total_ms=903_500)]
    await bot.drive(results=[result("0:9", rows)])
    lines = await said(bot, "last")
    assert lines == ["Race on Old Ring: 1. Ben, 2. Ann", "You: 2 of 2, +3.500, best lap 1:29.000"]
    assert await said(bot, "last", who=Identity("steam", "0")) == lines[:1]


async def test_who_dropped_out_is_told_so(bot: Following) -> None:
    rows = [row(BEN), row(ANN, finish=Finish.RETIRED, laps=3, total_ms=None)]
    await bot.drive(results=[result("0:9", rows, ended_at=NOON + timedelta(hours=1))])
    assert (await said(bot, "last"))[1] == "You were not classified."


async def test_help_names_every_command_in_lines_that_a_chat_can_show(bot: Following) -> None:
    bot.servers.sources["paddock"].backend = Racing()
    lines = await said(bot, "help")
    assert all(len(line) <= 200 for line in lines)
    assert all(
        f"!{word}" in " ".join(lines) for word in ("best", "records", "last", "report", "linkme", "unlink")
    )


async def test_help_leaves_out_what_counts_for_nothing_there(bot: Following) -> None:
    [line] = await said(bot, "help")
    assert "!report" in line
    assert "!linkme" not in line
