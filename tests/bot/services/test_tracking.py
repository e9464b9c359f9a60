from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.capabilities import Backend
from bot.domain.errors import AuthFailed, Unreachable
from bot.domain.events import Departure, Event, PlayerJoined, PlayerLeft, PlayerSaid, StageChanged
from bot.domain.health import Condition
from bot.domain.look import LogSlice, Look, Position, Positions, Seen
from bot.domain.places import Place
from bot.domain.roster import Told
from bot.domain.snapshot import Player, Snapshot, Stage
from bot.polling.coordinator import Coordinator
from bot.services.content import Content
from bot.services.driving import Driving
from bot.services.servers import Server, Servers, Source
from bot.services.tracking import Tracking
from bot.storage import outbox, visits
from bot.storage.database import Database

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
SILENT = Unreachable("paddock", "look", "no answer within 3.5 s")
ANN, BEN = Player(handle="11", name="Ann"), Player(handle="12", name="Ben")


class Logging(Backend):
    """A game whose log tells who comes and goes; it brings what the test puts into *looks*."""

    log_tells = frozenset({PlayerJoined, PlayerLeft, PlayerSaid, StageChanged})

    def __init__(self) -> None:
        self.looks: list[Look | Exception] = []
        self.asked: list[Positions] = []

    async def look(self, since: Positions) -> Look:
        self.asked.append(since)
        answer = self.looks.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


class Silent(Logging):
    """A game without a log."""

    log_tells = frozenset()


class Run:
    """One run of the program, as far as tracking goes; another one on the same database is a restart."""

    def __init__(self, database: Database, backend: Logging | None = None) -> None:
        self.database = database
        self.backend = backend or Logging()
        self.servers = Servers()
        self.tracking = Tracking(
            database, self.servers, self._read_chat, Driving(Content(), lambda: NOON), lambda: NOON
        )
        self.shown: list[str] = []
        self.tracking.listen(lambda server: self.shown.append(server.name))
        coordinator = Coordinator("paddock", self.backend, timedelta(seconds=5), self.tracking, lambda: NOON)
        place = Place(channels={"feed": 1, "chat": 2}, roles={})
        self.servers.add(
            Source(
                name="paddock",
                game="arcade",
                backend=self.backend,
                coordinator=coordinator,
                place_of=lambda _: place,
            )
        )

    async def _read_chat(
        self, connection: AsyncConnection, server: Server, told: Told
    ) -> list[outbox.News] | None:
        return None

    async def looks(self, *looks: Look | Exception) -> None:
        self.backend.looks = list(looks)
        for _ in looks:
            await self.servers.sources["paddock"].coordinator.refresh()

    def server(self, name: str = "paddock") -> Server:
        server = self.servers.get(name)
        assert server is not None
        return server

    async def news(self) -> list[tuple[str, Any]]:
        """What was put into the outbox, in order: what happened, and to whom or how much."""
        async with self.database.read() as connection:
            rows = await outbox.unsent(connection, 100)
        return [
            (
                row.payload.get("what", "said"),
                row.payload.get("name") or row.payload.get("lost") or row.payload.get("stage") or row.server,
            )
            for row in rows
        ]

    async def present(self, server: str = "paddock") -> list[str]:
        async with self.database.read() as connection:
            there = (await visits.present(connection)).get(server, {})
        return sorted(player.name for player in there.values())


async def started(database: Database, backend: Logging | None = None) -> Run:
    run = Run(database, backend)
    await run.tracking.recall()
    return run


def look(
    *players: Player, at: int, events: Iterable[Event] = (), epoch: int = 0, stage: str = "Race", **log: Any
) -> Look:
    """One look at the only server, with its log read up to *at*."""
    position = Position(epoch=epoch, index=at, mark=str(at))
    slice_ = LogSlice(position=position, events=tuple(events), **log)
    return {"": Seen(snapshot=snapshot(*players, stage=stage), log=slice_)}


def snapshot(*players: Player, stage: str = "Race") -> Snapshot:
    return Snapshot(at=NOON, title="Paddock", players=players, stage=Stage(name=stage))


def joined(player: Player) -> PlayerJoined:
    return PlayerJoined(at=NOON, player=player)


def left(player: Player) -> PlayerLeft:
    return PlayerLeft(at=NOON, handle=player.handle, how=Departure.LEFT)


async def test_whoever_is_there_at_first_contact_is_present_and_no_news(database: Database) -> None:
    run = await started(database)
    await run.looks(look(ANN, BEN, at=40))
    assert await run.news() == []
    assert await run.present() == ["Ann", "Ben"]
    assert run.backend.asked == [{}]


async def test_events_become_news_once_and_the_log_is_read_on_from_there(database: Database) -> None:
    run = await started(database)
    said = PlayerSaid(at=NOON, handle=ANN.handle, text="hello")
    await run.looks(look(at=1), look(ANN, at=3, events=[joined(ANN), said]), look(at=4, events=[left(ANN)]))
    assert await run.news() == [("joined", "Ann"), ("said", "Ann"), ("left", "Ann")]
    assert await run.present() == []
    assert [since.get("") for since in run.backend.asked] == [
        None,
        Position(epoch=0, index=1, mark="1"),
        Position(epoch=0, index=3, mark="3"),
    ]


async def test_what_is_told_by_the_log_is_not_told_by_the_difference_too(database: Database) -> None:
    run = await started(database)
    await run.looks(look(at=1), look(ANN, at=1, stage="Lobby"))
    assert await run.news() == []
    assert await run.present() == ["Ann"]


async def test_a_game_without_a_log_is_told_by_the_difference(database: Database) -> None:
    run = await started(database, Silent())
    await run.looks(*({"": Seen(snapshot=seen)} for seen in (snapshot(ANN), snapshot(BEN), snapshot(BEN))))
    assert await run.news() == [("joined", "Ben"), ("left", "Ann")]
    await run.looks({"": Seen(snapshot=snapshot(BEN, stage="Lobby"))})
    assert (await run.news())[2:] == [("stage", "Lobby")]

    again = await started(database, Silent())
    await again.looks({"": Seen(snapshot=snapshot(BEN, ANN, stage="Lobby"))})
    assert (await run.news())[3:] == [("joined", "Ann")]


async def test_a_look_that_is_equal_in_what_is_kept_opens_no_transaction(database: Database) -> None:
    run = await started(database)
    await run.looks(look(ANN, at=1))
    shown, statements = len(run.shown), []
    for engine in (database._writer, database._reader):
        event.listen(engine.sync_engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    await run.looks(look(ANN, at=1), look(ANN, at=1))
    assert statements == []
    assert len(run.shown) == shown
    await run.looks(look(ANN, at=1, stage="Lobby"))
    assert statements != []


async def test_a_part_of_the_log_that_tells_nothing_is_not_read_again(database: Database) -> None:
    run = await started(database)
    await run.looks(look(at=1), look(at=2))
    again = await started(database)
    assert again.tracking.positions("paddock")[""].index == 2


async def test_events_that_were_gone_are_told_as_a_number_and_whoever_is_there_is_noted(
    database: Database,
) -> None:
    run = await started(database)
    await run.looks(look(ANN, at=1), look(BEN, at=60, lost=58), look(BEN, at=99, lost=38))
    assert await run.news() == [("gap", 58), ("gap", 38)]
    assert await run.present() == ["Ben"]


async def test_a_restarted_server_is_told_and_its_old_handles_mean_nobody(database: Database) -> None:
    run = await started(database)
    await run.looks(look(ANN, at=50))
    namesake = Player(handle=ANN.handle, name="Cid")
    await run.looks(look(namesake, at=2, epoch=1, events=[joined(namesake)], began_anew=True))
    assert await run.news() == [("restarted", "paddock"), ("joined", "Cid")]
    assert await run.present() == ["Cid"]
    async with database.read() as connection:
        ended = await connection.execute(text("SELECT name FROM visit WHERE left_at IS NOT NULL"))
        assert list(ended.scalars()) == ["Ann"]


async def test_a_restarted_server_is_told_though_nobody_is_on_it_before_and_after(database: Database) -> None:
    run = await started(database)
    await run.looks(look(at=50), look(at=0, epoch=1, began_anew=True))
    assert await run.news() == [("restarted", "paddock")]
    assert (await started(database)).tracking.positions("paddock")[""].epoch == 1


async def test_a_restart_of_the_bot_takes_up_people_position_and_what_was_seen(database: Database) -> None:
    run = await started(database)
    await run.looks(look(ANN, at=7))
    again = await started(database)
    assert again.server().snapshot == snapshot(ANN)
    await again.looks(look(BEN, at=9, events=[joined(BEN), left(ANN)]))
    assert await again.news() == [("joined", "Ben"), ("left", "Ann")]
    assert again.backend.asked == [{"": Position(epoch=0, index=7, mark="7")}]


async def test_a_look_that_could_not_be_stored_is_read_again(database: Database) -> None:
    run = await started(database)
    await run.looks(look(at=1))
    async with database.write() as connection:
        await connection.execute(
            text("CREATE TRIGGER full BEFORE INSERT ON outbox BEGIN SELECT RAISE(ABORT, 'full'); END")
        )
    await run.looks(look(ANN, at=2, events=[joined(ANN)]))
    assert await run.present() == []
    async with database.write() as connection:
        await connection.execute(text("DROP TRIGGER full"))
    await run.looks(look(ANN, at=2, events=[joined(ANN)]))
    assert await run.news() == [("joined", "Ann")]
    assert [since[""].index for since in run.backend.asked[1:]] == [1, 1]


async def test_a_bot_that_was_overtaken_goes_on_from_where_the_other_one_is(database: Database) -> None:
    run, other = await started(database), await started(database)
    await other.looks(look(ANN, at=5))
    await run.looks(look(ANN, BEN, at=6))
    await run.looks(look(ANN, BEN, at=6, events=[joined(BEN)]))
    assert await run.news() == [("joined", "Ben")]


async def test_lost_and_back_are_told_once_and_over_restarts(database: Database) -> None:
    run = await started(database)
    await run.looks(look(at=1), SILENT, SILENT)
    assert await run.news() == []
    await run.looks(SILENT, SILENT, AuthFailed("paddock", "look", "answers 401"), SILENT)
    assert await run.news() == [("lost", "paddock")]
    again = await started(database)
    await again.looks(SILENT, SILENT, SILENT)
    await again.looks(look(at=1), look(at=1))
    assert await again.news() == [("lost", "paddock"), ("back", "paddock")]
    await (await started(database)).looks(look(at=1))
    assert len(await again.news()) == 2


async def test_refused_credentials_are_told_at_once(database: Database) -> None:
    run = await started(database)
    await run.looks(AuthFailed("paddock", "look", "answers 401"))
    assert await run.news() == [("refused", "paddock")]


async def test_several_servers_behind_one_source_are_each_followed(database: Database) -> None:
    run = await started(database)
    assert [server.name for server in run.servers] == ["paddock"]  # the stand-in
    await run.looks(SILENT, SILENT, SILENT)
    sprint, cup = look(ANN, at=1)[""], look(at=1)[""]
    await run.looks({"sprint": sprint, "cup": cup})
    assert [server.name for server in run.servers] == ["paddock/sprint", "paddock/cup"]
    assert await run.news() == [("lost", "paddock"), ("back", "paddock/sprint"), ("back", "paddock/cup")]
    assert await run.present("paddock/sprint") == ["Ann"]

    again = await started(database)
    assert sorted(server.name for server in again.servers) == ["paddock/cup", "paddock/sprint"]
    await again.looks({"sprint": sprint, "cup": look(BEN, at=2, events=[joined(BEN)])[""], "new": cup})
    assert (await again.news())[3:] == [("joined", "Ben")]
    assert {server.health.condition for server in again.servers} == {Condition.LIVE}


async def test_a_listener_that_fails_stops_neither_the_others_nor_the_look(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    run = Run(database)
    heard: list[str] = []

    def fail(_: Server) -> None:
        raise ValueError("broken")

    run.tracking.listen(fail)
    run.tracking.listen(lambda server: heard.append(server.name))
    await run.tracking.recall()
    await run.looks(look(ANN, at=1))
    assert heard != []
    assert "a listener failed for paddock" in caplog.text
    assert await run.present() == ["Ann"]
