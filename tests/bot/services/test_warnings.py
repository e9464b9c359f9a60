"""Warnings for those who drive carelessly."""

from bot.domain.racing import IncidentKind
from bot.domain.snapshot import Player
from bot.storage.database import Database
from tests.bot.driving import ANN, BEN, ROBOT, incident
from tests.bot.services.following import Following

ANNE = Player(handle="1", name="Ann", identity=ANN.identity)
IMPACT, CUT = IncidentKind.IMPACT, IncidentKind.CUT


async def warning(database: Database, impacts: int = 0, cuts: int = 0) -> Following:
    """A run of the program that warns after so many."""
    bot = await Following(database).start()
    bot.servers.sources["paddock"].warn_after = {IMPACT: impacts, CUT: cuts}
    await bot.drive(players=[ANNE])
    return bot


async def told(bot: Following) -> list[int]:
    replies = [one["count"] for one in await bot.news("reply")]
    assert replies == [one["count"] for one in await bot.news("audit")]
    return replies


async def test_nobody_is_warned_unless_the_settings_ask_for_it(database: Database) -> None:
    bot = await warning(database)
    await bot.drive(players=[ANNE], incidents=[incident(f"0:{n}") for n in range(20)])
    assert await told(bot) == []


async def test_a_warning_comes_at_each_multiple(database: Database) -> None:
    bot = await warning(database, impacts=3)
    for number in range(7):
        await bot.drive(players=[ANNE], incidents=[incident(f"0:{number}")])
    assert await told(bot) == [3, 6]


async def test_a_burst_is_warned_of_once(database: Database) -> None:
    bot = await warning(database, impacts=3)
    await bot.drive(players=[ANNE], incidents=[incident(f"0:{n}") for n in range(7)])
    assert await told(bot) == [7]


async def test_what_is_read_twice_or_after_a_restart_is_warned_of_once(database: Database) -> None:
    bot = await warning(database, impacts=2)
    both = [incident("0:1"), incident("0:2")]
    await bot.drive(players=[ANNE], incidents=both)
    await bot.drive(players=[ANNE], incidents=both)
    again = await warning(database, impacts=2)
    await again.drive(players=[ANNE], incidents=both)
    assert await told(again) == [2]


async def test_stages_kinds_and_drivers_are_counted_apart(database: Database) -> None:
    bot = await warning(database, impacts=2, cuts=2)
    await bot.drive(
        players=[ANNE],
        incidents=[
            incident("0:1"),
            incident("0:2", kind=CUT),
            incident("0:3", BEN),
            incident("0:4", stage_ref="0:4"),
            incident("0:5", ROBOT),
            incident("0:6", ROBOT),
        ],
    )
    assert await told(bot) == []


async def test_what_happened_before_the_bot_came_is_no_warning(database: Database) -> None:
    bot = await warning(database, impacts=1)
    await bot.drive(players=[ANNE], quiet=True, incidents=[incident("0:1")])
    assert await told(bot) == []


async def test_whoever_is_gone_already_is_told_to_the_staff_alone(database: Database) -> None:
    bot = await warning(database, cuts=1)
    await bot.drive(players=[ANNE], incidents=[incident("0:1", BEN, kind=CUT)])
    assert await bot.news("reply") == []
    [alert] = await bot.news("audit")
    assert (alert["name"], alert["of"], alert["count"]) == ("Ben", "cuts", 1)
