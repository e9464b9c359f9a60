"""Mutes that a game forgets, and bans that it never ends: kept up and ended by the bot."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from bot.domain.bans import Ban, BanBy
from bot.domain.capabilities import Backend, CanMute, KeepsBans
from bot.domain.errors import BackendError, NoSuchPlayer, OutcomeUnknown, Rejected, Unreachable
from bot.domain.look import LogSlice, Look, Position, Positions, Seen
from bot.domain.outcomes import Outcome
from bot.domain.places import Place
from bot.domain.sanctions import SanctionKind
from bot.domain.snapshot import Identity, Player, Snapshot
from bot.polling.coordinator import Coordinator
from bot.services.driving import Driving
from bot.services.enforcement import Enforcement
from bot.services.moderation import Moderation
from bot.services.records import Records
from bot.services.sanctions import Sanctions
from bot.services.servers import Server, Servers, Source
from bot.services.tracking import Tracking
from bot.storage.database import Database
from bot.storage.schema import act
from tests.bot.driving import NOON

MONA = 7
HOUR = timedelta(hours=1)


class Arcade(Backend, CanMute, KeepsBans):
    """A game that forgets its mutes when somebody leaves, and whose bans have no end."""

    def __init__(self) -> None:
        self.there: dict[str, Player] = {}
        self.muted: set[str] = set()
        self.banned: list[str] = []
        self.asked: list[str] = []
        self.fails: BackendError | None = None
        self.epoch = 0
        self.is_down = False
        self.remark = ""

    def join(self, name: str, account: str = "") -> Player:
        player = Player(
            handle=f"h{name}", name=name, identity=Identity("arcade", account) if account else None
        )
        self.there[name] = player
        return player

    def leave(self, name: str) -> None:
        del self.there[name]
        self.muted.discard(name)

    async def look(self, since: Positions) -> Look:
        if self.is_down:
            raise Unreachable("arcade", "look")
        shown = Snapshot(at=NOON, title="Arcade", players=tuple(self.there.values()))
        return {"": Seen(snapshot=shown, log=LogSlice(position=Position(epoch=self.epoch, index=0)))}

    async def mute(self, server: str, player: Player) -> None:
        self._hear("mute", player)
        self.muted.add(player.name)

    async def unmute(self, server: str, player: Player) -> None:
        self._hear("unmute", player)
        self.muted.discard(player.name)

    def ban_ways(self, server: str) -> Sequence[BanBy]:
        return (BanBy.CHARACTER,)

    async def ban(
        self,
        server: str,
        player: Player,
        duration: timedelta | None,
        reason: str,
        by: BanBy | None = None,
    ) -> Ban:
        self.banned.append(player.name)
        return Ban(key=player.name, who=player.name, remark=self.remark)

    async def bans(self, server: str) -> Sequence[Ban]:
        return [Ban(key=name, who=name) for name in self.banned]

    async def unban(self, server: str, key: str) -> None:
        self.asked.append(f"unban {key}")
        if self.fails:
            raise self.fails
        self.banned.remove(key)

    def _hear(self, what: str, player: Player) -> None:
        self.asked.append(f"{what} {player.name}")
        if self.fails:
            raise self.fails
        if player.name not in self.there:
            raise NoSuchPlayer(player.name, "arcade")


class Run:
    """One run of the program; another on the same database is a restart."""

    def __init__(self, database: Database, game: Arcade, now: datetime = NOON) -> None:
        self.database, self.game, self.now = database, game, now
        clock = lambda: self.now  # noqa: E731 - the clock that a test moves
        self.servers = Servers()
        self.sanctions = Sanctions(database)
        self.moderation = Moderation(database, self.servers, self.sanctions, clock)
        self.enforcement = Enforcement(self.moderation, self.sanctions, self.servers, clock)
        driving = Driving(Records(database, clock).content, clock)

        async def nobody_reads(*_: object) -> None:
            return None

        self.tracking = Tracking(database, self.servers, nobody_reads, driving, clock)
        self.tracking.listen(self.enforcement.server_changed)
        coordinator = Coordinator("arcade", game, timedelta(seconds=5), self.tracking, clock)
        place = Place(channels={})
        self.servers.add(
            Source(
                name="arcade",
                game="arcade",
                backend=game,
                coordinator=coordinator,
                place_of=lambda _: place,
            )
        )

    async def start(self) -> "Run":
        await self.tracking.recall()
        await self.sanctions.recall()
        await self.look()
        return self

    @property
    def server(self) -> Server:
        server = self.servers.get("arcade")
        assert server
        return server

    async def look(self) -> None:
        await self.server.source.coordinator.refresh()

    async def pass_time(self, length: timedelta = timedelta(seconds=5)) -> None:
        self.now += length
        await self.look()
        await self.enforcement.tick()
        await self.moderation.close()

    async def acts(self) -> list[tuple[str, str, int, str]]:
        async with self.database.read() as connection:
            rows = await connection.execute(select(act).order_by(act.c.id))
            return [(row.verb, row.target, row.actor, row.outcome) for row in rows]


@pytest.fixture
async def run(database: Database) -> Run:
    return await Run(database, Arcade()).start()


async def muted(run: Run, length: timedelta | None = HOUR, account: str = "") -> Player:
    ann = run.game.join("Ann", account)
    await run.look()
    receipt = await run.moderation.mute(MONA, run.server, ann, length, "spam")
    assert receipt.outcome is Outcome.DONE
    return ann


async def test_a_mute_holds_for_its_time_and_is_then_lifted_once(run: Run) -> None:
    await muted(run)
    await run.pass_time(HOUR - timedelta(seconds=10))
    assert run.game.muted
    await run.pass_time(timedelta(seconds=10))
    await run.pass_time()
    assert run.game.muted == set()
    assert await run.acts() == [("mute", "Ann", MONA, "done"), ("unmute", "Ann", MONA, "done")]
    assert run.sanctions.running() == []


async def test_who_comes_back_is_muted_again_once(run: Run) -> None:
    await muted(run)
    await run.pass_time()
    asked = len(run.game.asked)
    run.game.leave("Ann")
    await run.pass_time()
    run.game.join("Ann")
    await run.pass_time()
    await run.pass_time()
    assert run.game.muted == {"Ann"}
    assert len(run.game.asked) == asked + 1
    assert [verb for verb, *_ in await run.acts()] == ["mute"]


async def test_who_left_and_came_back_between_two_ticks_is_muted_again(run: Run) -> None:
    await muted(run)
    await run.pass_time()
    run.game.leave("Ann")
    await run.look()
    run.game.join("Ann")
    await run.pass_time()
    assert run.game.muted == {"Ann"}


async def test_after_a_restart_of_the_game_everybody_is_muted_again(run: Run) -> None:
    await muted(run)
    await run.pass_time()
    run.game.muted.clear()
    run.game.epoch = 1
    await run.pass_time()
    assert run.game.muted == {"Ann"}


async def test_a_restart_of_the_bot_forgets_no_mute(run: Run) -> None:
    await muted(run)
    run.game.muted.clear()
    again = await Run(run.database, run.game, run.now).start()
    await again.pass_time()
    assert run.game.muted == {"Ann"}
    await again.pass_time(HOUR)
    assert run.game.muted == set()


async def test_a_mute_without_an_end_holds_until_somebody_lifts_it(run: Run) -> None:
    await muted(run, None)
    await run.pass_time(timedelta(days=400))
    [mute] = run.sanctions.running("arcade", SanctionKind.MUTE)
    receipt = await run.moderation.unmute(8, run.server, mute, "enough")
    assert receipt.outcome is Outcome.DONE
    assert (run.game.muted, run.sanctions.running()) == (set(), [])


async def test_a_mute_that_ends_while_its_player_is_away_asks_the_game_nothing(run: Run) -> None:
    await muted(run)
    await run.pass_time()
    run.game.leave("Ann")
    asked = len(run.game.asked)
    await run.pass_time(HOUR)
    run.game.join("Ann")
    await run.pass_time()
    assert run.game.muted == set()
    assert len(run.game.asked) == asked


async def test_a_new_mute_takes_the_place_of_the_one_before(run: Run) -> None:
    ann = await muted(run)
    await run.moderation.mute(MONA, run.server, ann, timedelta(hours=3), "again")
    await run.pass_time(HOUR)
    assert run.game.muted == {"Ann"}
    [mute] = run.sanctions.running()
    assert mute.reason == "again"


@pytest.mark.parametrize(
    ("account", "back_as", "is_muted"),
    [
        ("ann_b", ("Other", "ann_b"), True),
        ("ann_b", ("Ann", "somebody"), False),
        ("ann_b", ("Ann", ""), True),
        ("", ("Ann", "ann_b"), True),
        ("", ("Other", ""), False),
    ],
)
async def test_who_is_meant_is_known_by_account_and_else_by_name(
    run: Run, account: str, back_as: tuple[str, str], is_muted: bool
) -> None:
    await muted(run, account=account)
    await run.pass_time()
    run.game.leave("Ann")
    await run.pass_time()
    run.game.join(*back_as)
    await run.pass_time()
    assert bool(run.game.muted) is is_muted


async def test_a_mute_that_was_refused_does_not_run(run: Run) -> None:
    ann = run.game.join("Ann")
    await run.look()
    run.game.fails = Rejected("arcade", "mute", "no")
    receipt = await run.moderation.mute(MONA, run.server, ann, HOUR, "spam")
    assert receipt.outcome is Outcome.REFUSED
    assert run.sanctions.running() == []


async def test_while_the_game_does_not_answer_nothing_is_tried_and_then_it_is_made_up_for(run: Run) -> None:
    await muted(run)
    await run.pass_time()
    run.game.leave("Ann")
    await run.pass_time()
    run.game.join("Ann")
    run.game.fails = Unreachable("arcade", "mute")
    await run.pass_time()
    assert run.game.muted == set()
    run.game.fails = None
    await run.pass_time()
    assert run.game.muted == {"Ann"}


async def test_a_ban_that_the_game_does_not_end_is_lifted_in_time(run: Run) -> None:
    ann = run.game.join("Ann")
    await run.moderation.ban(MONA, run.server, ann, HOUR, "griefing")
    [sanction] = run.sanctions.running()
    assert (sanction.kind, sanction.key) == (SanctionKind.BAN, "Ann")
    again = await Run(run.database, run.game, run.now).start()
    await again.pass_time(HOUR)
    assert run.game.banned == []
    assert await again.acts() == [("ban", "Ann", MONA, "done"), ("unban", "Ann", MONA, "done")]
    await again.pass_time(HOUR)
    assert len(await again.acts()) == 2


async def test_a_ban_whose_end_came_while_the_game_was_down_is_lifted_when_it_is_back(run: Run) -> None:
    await run.moderation.ban(MONA, run.server, run.game.join("Ann"), HOUR, "griefing")
    run.game.is_down = True
    for length in (*[timedelta(seconds=5)] * 3, HOUR):
        await run.pass_time(length)
    assert run.game.asked == []
    run.game.is_down = False
    await run.pass_time()
    assert run.game.banned == []


async def test_a_ban_whose_player_is_perhaps_still_there_is_lifted_in_time_too(run: Run) -> None:
    run.game.remark = "They may still be there"
    receipt = await run.moderation.ban(MONA, run.server, run.game.join("Ann"), HOUR, "griefing")
    assert (receipt.outcome, receipt.words) == (Outcome.DONE, "They may still be there")
    await run.pass_time(HOUR)
    assert run.game.banned == []


async def test_the_end_of_an_older_ban_does_not_lift_a_newer_one(run: Run) -> None:
    ann = run.game.join("Ann")
    await run.moderation.ban(MONA, run.server, ann, HOUR, "griefing")
    run.game.banned.remove("Ann")  # lifted in the game itself
    await run.moderation.ban(MONA, run.server, ann, None, "again")
    await run.pass_time(HOUR)
    assert run.game.banned == ["Ann"]


async def test_a_server_that_can_no_longer_mute_holds_up_nothing_else(run: Run) -> None:
    await muted(run)
    await run.moderation.ban(MONA, run.server, run.game.join("Bob"), HOUR, "griefing")
    run.game.lacks = frozenset({CanMute})
    await run.pass_time(HOUR)
    assert run.game.banned == []


async def test_a_ban_for_good_is_the_games_alone(run: Run) -> None:
    await run.moderation.ban(MONA, run.server, run.game.join("Ann"), None, "griefing")
    assert run.sanctions.running() == []


async def test_a_ban_lifted_by_hand_is_not_lifted_again(run: Run) -> None:
    await run.moderation.ban(MONA, run.server, run.game.join("Ann"), HOUR, "griefing")
    await run.moderation.unban(8, run.server, Ban(key="Ann", who="Ann"), "enough")
    await run.pass_time(HOUR)
    assert run.game.asked == ["unban Ann"]


async def test_lifting_that_fails_is_tried_again_after_minutes_and_not_at_every_tick(run: Run) -> None:
    await run.moderation.ban(MONA, run.server, run.game.join("Ann"), HOUR, "griefing")
    run.game.fails = OutcomeUnknown("arcade", "unban", "lost")
    await run.pass_time(HOUR)
    for _ in range(5):
        await run.pass_time()
    assert run.game.asked == ["unban Ann"]
    run.game.fails = None
    await run.pass_time(timedelta(minutes=5))
    assert run.game.banned == []
