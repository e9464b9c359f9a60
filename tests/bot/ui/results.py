"""Results that the tests of their presenters share."""

from collections.abc import Iterable

from bot.domain.classification import Penalty, PenaltyKind
from bot.domain.racing import Driver, ResultRow, StageResult
from bot.services.results import Kept
from tests.bot.driving import ANN, BEN, NOON, result, row

STEAM = "76561198"
"""How every identity here begins; nobody may be shown it."""


def kept(stage: StageResult, penalties: Iterable[Penalty] = ()) -> Kept:
    """A result of the paddock, posted nowhere yet."""
    return Kept(
        id=7,
        server="paddock",
        game="ams2",
        result=stage,
        penalties=tuple(penalties),
        told=True,
        channel_id=None,
        message_id=None,
    )


def race(*rows: ResultRow, **facts: object) -> StageResult:
    return result("0:1", rows, **facts)


def duel() -> StageResult:
    """Ann wins from Ben by two seconds."""
    return race(row(ANN, total_ms=900_000), row(BEN, total_ms=902_000))


def given(
    driver: Driver, kind: PenaltyKind = PenaltyKind.TIME, amount: int = 5000, number: int = 1
) -> Penalty:
    return Penalty(id=number, driver=driver.key, kind=kind, amount=amount, reason="Pushed", actor=5, at=NOON)
