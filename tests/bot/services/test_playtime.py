"""What counts as played: looks written by the test, followed into a real database."""

from datetime import datetime, timedelta

import pytest

from bot.domain.events import Departure, PlayerJoined, PlayerLeft
from bot.domain.look import LogSlice, Position, Seen
from bot.domain.playtime import Someone, Stay, since, someone
from bot.domain.snapshot import Identity, Player, Snapshot, bare_name
from bot.services.playtime import Playtime, Stats
from bot.storage.database import Database
from tests.bot.driving import NOON
from tests.bot.services.following import Following

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
ANN_ID = Identity("steam", "76561198000000001")
ANN = Player(handle="11", name="Ann", identity=ANN_ID)
GUEST = Player(handle="7", name="Nell")
NELL_ID = Identity("tshock:hall", "nell_b")
NELL = Player(handle="7", name="Nell", identity=NELL_ID)


class Watching(Following):
    """A game without a log, unless the test says that it has one."""

    has_log = False

    async def start(self) -> "Watching":
        await super().start()
        if not self.has_log:
            self.backend.log_tells = frozenset()
        return self

    async def see(
        self, *players: Player, after: timedelta = MINUTE, began_anew: bool = False, lost: int = 0
    ) -> None:
        """Let time pass, and look."""
        self.now += after
        snapshot = Snapshot(at=self.now, title="Paddock", players=players)
        self.index += lost
        position = Position(epoch=0, index=self.index)
        log = LogSlice(position=position, began_anew=began_anew, lost=lost)
        seen = Seen(snapshot=snapshot, log=log if self.has_log or began_anew else None)
        await self.look({"": seen})
        assert not self.coordinator.health.failures

    async def played(self, who: Player) -> Stats:
        someone = Someone(who.name, who.identity, "" if who.identity else "paddock")
        await self.tracking.keep_seen()
        found = await Playtime(self.database, lambda: self.now).stats([someone])
        assert found is not None
        return found


async def watching(database: Database) -> Watching:
    bot = Watching(database)
    return await bot.start()


async def test_played_is_from_the_first_look_to_the_last_that_shows_somebody(database: Database) -> None:
    bot = await watching(database)
    for _ in range(11):
        await bot.see(ANN)
    assert (await bot.played(ANN)).all.total == 10 * MINUTE
    await bot.see()
    stats = await bot.played(ANN)
    assert (stats.all.total, stats.all.visits, stats.all.longest) == (11 * MINUTE, 1, 11 * MINUTE)
    assert (stats.all.first_at, stats.all.last_at) == (NOON + MINUTE, NOON + 12 * MINUTE)


@pytest.mark.parametrize(("afterwards", "played"), [((ANN,), 2 * MINUTE), ((), MINUTE)])
async def test_while_nobody_watched_nobody_played(
    database: Database, afterwards: tuple[Player, ...], played: timedelta
) -> None:
    bot = await watching(database)
    await bot.see(ANN)
    await bot.see(ANN)
    await bot.see(*afterwards, after=3 * HOUR)
    await bot.see(*afterwards)
    assert (await bot.played(ANN)).all.total == played


async def test_a_crash_of_the_bot_costs_what_came_after_the_last_look_that_was_kept(
    database: Database,
) -> None:
    bot = await watching(database)
    for _ in range(6):
        await bot.see(ANN)
    await bot.tracking.keep_seen()
    await bot.see(ANN)
    again = Watching(database, now=bot.now)
    await again.start()
    await again.see(ANN, after=HOUR)
    stats = await again.played(ANN)
    assert (stats.all.total, stats.all.visits) == (5 * MINUTE, 2)


async def test_a_short_gap_is_no_gap(database: Database) -> None:
    bot = await watching(database)
    await bot.see(ANN)
    await bot.see(ANN, after=2 * MINUTE)
    stats = await bot.played(ANN)
    assert (stats.all.total, stats.all.visits) == (2 * MINUTE, 1)


async def test_a_restart_of_the_games_server_ends_visits_when_they_were_seen_last(database: Database) -> None:
    bot = await watching(database)
    await bot.see(ANN)
    await bot.see(ANN)
    await bot.see(began_anew=True)
    assert (await bot.played(ANN)).all.total == MINUTE


async def test_a_log_tells_of_the_time_in_between_unless_it_lost_something(database: Database) -> None:
    bot = Watching(database)
    bot.has_log = True
    await bot.start()
    await bot.see(ANN)
    await bot.see(ANN, after=3 * HOUR)
    assert (await bot.played(ANN)).all.total == 3 * HOUR
    await bot.see(ANN, after=3 * HOUR, lost=5)
    await bot.see(ANN)
    stats = await bot.played(ANN)
    assert (stats.all.total, stats.all.visits) == (3 * HOUR + MINUTE, 2)


async def test_a_log_tells_when_somebody_came_and_went(database: Database) -> None:
    bot = Watching(database)
    bot.has_log = True
    await bot.start()
    await bot.see()
    came = PlayerJoined(at=NOON, player=ANN)
    went = PlayerLeft(at=NOON + timedelta(seconds=90), handle="11", how=Departure.LEFT)
    await bot.look(bot.slice(events=[came, went]))
    assert (await bot.played(ANN)).all.total == timedelta(seconds=90)


async def test_who_logs_in_has_played_the_whole_visit_as_that_account(database: Database) -> None:
    bot = await watching(database)
    await bot.see(GUEST)
    await bot.see(NELL)
    await bot.see(NELL)
    stats = await bot.played(NELL)
    assert (stats.all.total, stats.all.visits) == (2 * MINUTE, 1)
    assert await Playtime(database, lambda: bot.now).stats([Someone("Nell", None, "paddock")]) is None


async def test_a_log_that_names_nobody_is_made_good_by_the_look(database: Database) -> None:
    bot = Watching(database)
    bot.has_log = True
    await bot.start()
    await bot.see()
    await bot.look(bot.slice(events=[PlayerJoined(at=bot.now, player=GUEST)], players=[NELL]))
    await bot.see(NELL)
    stats = await bot.played(NELL)
    assert (stats.all.total, stats.all.visits) == (MINUTE, 1)


async def test_who_has_only_a_weak_link_is_whoever_wears_the_name_there(database: Database) -> None:
    bot = await watching(database)
    await bot.see(GUEST)
    await bot.see(GUEST)
    await bot.see()
    linked = someone("Nell", bare_name("paddock", "Nell"))
    stats = await Playtime(database, lambda: bot.now).stats([linked])
    assert stats is not None
    assert stats.all.total == 2 * MINUTE
    assert someone("Nell", NELL_ID) == Someone("Nell", NELL_ID)


async def test_who_logs_in_as_somebody_else_begins_another_visit(database: Database) -> None:
    other = Player(handle="7", name="Nell", identity=Identity("tshock:hall", "other"))
    bot = await watching(database)
    for player in (NELL, NELL, other, other):
        await bot.see(player)
    assert (await bot.played(NELL)).all.total == 2 * MINUTE
    assert (await bot.played(other)).all.total == MINUTE


async def test_lately_counts_what_lies_within_the_days(database: Database) -> None:
    bot = await watching(database)
    for _ in range(61):
        await bot.see(ANN)
    await bot.see()
    stats = await bot.played(ANN)
    assert (stats.week, stats.month) == (61 * MINUTE, 61 * MINUTE)
    bot.now += 7 * DAY - 30 * MINUTE
    stats = await bot.played(ANN)
    assert (stats.week, stats.month) == (30 * MINUTE, 61 * MINUTE)
    bot.now += 30 * DAY
    stats = await bot.played(ANN)
    assert (stats.week, stats.month, stats.all.total) == (timedelta(), timedelta(), 61 * MINUTE)


def test_of_a_stay_only_what_comes_after_a_moment_counts() -> None:
    def stay(began: datetime, ended: datetime) -> Stay:
        return Stay("paddock", began, ended)

    around, before = stay(NOON - HOUR, NOON + MINUTE), stay(NOON - HOUR, NOON)
    after, odd = stay(NOON + HOUR, NOON + 2 * HOUR), stay(NOON + HOUR, NOON)
    assert since([around, before, after, odd], NOON) == HOUR + MINUTE
    assert since([], NOON) == timedelta()
