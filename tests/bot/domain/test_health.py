"""A source is late after one or two failed looks, lost after the third, refused by bad credentials."""

from datetime import UTC, datetime, timedelta

from bot.domain.errors import AuthFailed, Unreachable
from bot.domain.health import Condition, Health

START = datetime(2026, 3, 1, 20, 0, tzinfo=UTC)
SILENT = Unreachable("paddock", "look", "no answer")


def after(*failures: int) -> datetime:
    return START + timedelta(seconds=sum(failures))


def test_three_failed_looks_in_a_row_make_a_server_lost() -> None:
    health = Health(condition=Condition.LIVE, since=START)
    seen = []
    for second in (5, 10, 15, 20):
        health = health.failed(SILENT, after(second))
        seen.append(health.condition)
    assert seen == [Condition.LATE, Condition.LATE, Condition.LOST, Condition.LOST]


def test_the_condition_keeps_the_moment_it_began() -> None:
    health = Health(condition=Condition.LIVE, since=START)
    for second in (5, 10, 15, 20):
        health = health.failed(SILENT, after(second))
    assert health.since == after(15)


def test_refused_credentials_count_at_once() -> None:
    health = Health(condition=Condition.LIVE, since=START)
    assert health.failed(AuthFailed("paddock", "look"), after(5)).condition is Condition.REFUSED


def test_one_answer_makes_everything_good_again() -> None:
    health = Health(condition=Condition.LIVE, since=START)
    for second in (5, 10, 15):
        health = health.failed(SILENT, after(second))
    back = health.succeeded(after(20))
    assert (back.condition, back.since, back.failures, back.cause) == (Condition.LIVE, after(20), 0, None)


def test_an_answer_after_an_answer_changes_nothing() -> None:
    health = Health(condition=Condition.LIVE, since=START)
    assert health.succeeded(after(5)) is health
