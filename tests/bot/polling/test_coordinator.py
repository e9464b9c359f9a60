import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.capabilities import Backend
from bot.domain.errors import AuthFailed, BackendError, ProtocolError, RateLimited, Unreachable
from bot.domain.health import Condition, Health
from bot.domain.look import LogSlice, Look, Position, Positions, Seen
from bot.domain.snapshot import Snapshot
from bot.polling import coordinator
from bot.polling.coordinator import Coordinator

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
POLL = timedelta(seconds=5)
SILENT = Unreachable("paddock", "look", "no answer within 3.5 s")
NO_ACCESS = AuthFailed("paddock", "look", "answers 401")


class Scripted(Backend):
    """Brings what the test tells it to, look by look."""

    def __init__(self) -> None:
        self.answers: list[Look | BackendError] = []
        self.asked: list[Positions] = []
        self.gate: asyncio.Event | None = None
        self.at_once = self.most_at_once = 0

    async def look(self, since: Positions) -> Look:
        self.asked.append(since)
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            if self.gate is not None:
                await self.gate.wait()
        finally:
            self.at_once -= 1
        answer = self.answers.pop(0) if self.answers else seen()
        if isinstance(answer, BackendError):
            raise answer
        return answer


class Notes:
    """The sink: notes down what it is told."""

    def __init__(self) -> None:
        self.looks: list[Look] = []
        self.judged_as: list[Health] = []
        self.position = Position(epoch=0, index=7)
        self.broken = False

    def positions(self, source: str) -> Positions:
        return {"": self.position}

    async def seen(self, source: str, look: Look) -> None:
        if self.broken:
            raise OSError("the disk is full")
        self.looks.append(look)

    async def judged(self, source: str, health: Health) -> None:
        self.judged_as.append(health)


def seen(*, more: bool = False) -> Look:
    slice_ = LogSlice(position=Position(epoch=0, index=8), more=more)
    return {"": Seen(snapshot=Snapshot(at=NOON, title="Paddock"), log=slice_)}


class Source:
    """A coordinator with its rim under the test's hand."""

    def __init__(self) -> None:
        self.now = NOON
        self.backend, self.notes = Scripted(), Notes()
        self.coordinator = Coordinator("paddock", self.backend, POLL, self.notes, lambda: self.now)

    @property
    def condition(self) -> Condition:
        return self.coordinator.health.condition

    async def fail(self, *errors: BackendError) -> None:
        self.backend.answers = list(errors)
        for _ in errors:
            await self.coordinator.refresh()

    async def ticks_until_asked(self, most: int = 1000) -> timedelta:
        """Let time pass in polls until a tick looks again; return how much that took."""
        began, before = self.now, len(self.backend.asked)
        for _ in range(most):
            self.now += POLL
            await self.coordinator.tick()
            if len(self.backend.asked) > before:
                return self.now - began
        raise AssertionError("it never looks again")


@pytest.fixture
def source() -> Source:
    return Source()


async def test_a_look_goes_on_from_where_the_log_was_read_and_is_handed_on(source: Source) -> None:
    assert source.condition is Condition.WAITING
    await source.coordinator.tick()
    assert source.backend.asked == [{"": Position(epoch=0, index=7)}]
    assert source.notes.looks == [seen()]
    assert source.notes.judged_as[-1].condition is Condition.LIVE


async def test_a_log_that_holds_more_than_one_look_is_read_to_its_end_at_once(source: Source) -> None:
    source.backend.answers = [seen(more=True), seen(more=True), seen()]
    await source.coordinator.refresh()
    assert len(source.notes.looks) == 3


async def test_failures_make_a_source_late_twice_and_then_lost(source: Source) -> None:
    conditions = []
    for _ in range(4):
        await source.fail(SILENT)
        conditions.append(source.condition)
    assert conditions == [Condition.LATE, Condition.LATE, Condition.LOST, Condition.LOST]
    assert source.notes.judged_as[-1].cause is SILENT


async def test_one_log_line_when_it_breaks_and_one_when_it_is_back(
    source: Source, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    await source.fail(SILENT, SILENT, ProtocolError("paddock", "look"), NO_ACCESS, SILENT)
    await source.coordinator.refresh()
    await source.coordinator.refresh()
    assert [record.getMessage() for record in caplog.records] == [
        f"paddock does not answer as it should: {SILENT}",
        "paddock answers again",
    ]


async def test_the_pause_grows_to_five_minutes_and_ends_with_the_first_success(source: Source) -> None:
    await source.fail(SILENT, SILENT, SILENT)
    source.backend.answers = [SILENT] * 8
    pauses = [(await source.ticks_until_asked()).total_seconds() for _ in range(9)]
    assert pauses == [10, 20, 40, 80, 160, 300, 300, 300, 300]
    assert source.condition is Condition.LIVE
    assert await source.ticks_until_asked() == POLL


async def test_a_source_that_is_late_is_looked_at_as_often_as_ever(source: Source) -> None:
    await source.fail(SILENT)
    source.backend.answers = [SILENT]
    assert await source.ticks_until_asked() == POLL


async def test_refused_credentials_are_tried_again_after_five_minutes(source: Source) -> None:
    await source.fail(NO_ACCESS)
    assert source.condition is Condition.REFUSED
    assert await source.ticks_until_asked() == timedelta(minutes=5)


async def test_a_server_that_asks_for_a_pause_gets_it(source: Source) -> None:
    await source.fail(RateLimited("paddock", "look", 42))
    assert await source.ticks_until_asked() == timedelta(seconds=45)


async def test_whoever_asks_for_a_look_gets_one_whatever_the_pause(source: Source) -> None:
    await source.fail(NO_ACCESS)
    await source.coordinator.refresh()
    assert source.condition is Condition.LIVE


async def test_there_is_one_look_at_a_time(source: Source) -> None:
    source.backend.gate = asyncio.Event()
    looks = [asyncio.create_task(source.coordinator.refresh()) for _ in range(3)]
    source.backend.gate.set()
    await asyncio.gather(*looks)
    assert (len(source.backend.asked), source.backend.most_at_once) == (3, 1)


async def test_a_look_that_takes_too_long_is_a_failed_one(
    source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(coordinator, "LOOK_DEADLINE", 0.01)
    source.backend.gate = asyncio.Event()
    await source.coordinator.refresh()
    assert source.condition is Condition.LATE
    assert "no whole answer" in str(source.coordinator.health.cause)


async def test_a_look_that_cannot_be_stored_counts_as_failed_and_is_told_once(
    source: Source, caplog: pytest.LogCaptureFixture
) -> None:
    source.notes.broken = True
    conditions = []
    for _ in range(3):
        await source.coordinator.refresh()
        conditions.append(source.condition)
    source.notes.broken = False
    await source.coordinator.refresh()
    assert [*conditions, source.condition] == [Condition.LATE, Condition.LATE, Condition.LOST, Condition.LIVE]
    assert [record.exc_info is not None for record in caplog.records].count(True) == 1


async def test_a_long_pause_that_a_server_asks_for_ends_after_five_minutes(source: Source) -> None:
    source.backend.answers = [RateLimited("paddock", "look", 86400.0)]
    await source.coordinator.tick()
    assert await source.ticks_until_asked() == timedelta(minutes=5)
