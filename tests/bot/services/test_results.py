from dataclasses import replace
from datetime import date, timedelta, timezone

import pytest
from sqlalchemy import select, text

from bot.domain.classification import PenaltyKind
from bot.domain.errors import BadValue, NoSuchDriver, NoSuchPenalty, NoSuchResult
from bot.domain.racing import Ending, Finish, StageKind
from bot.services.results import Results
from bot.storage.database import Database
from bot.storage.schema import act
from tests.bot.driving import ANN, BEN, HILL, HOUR, NOON, RING, ROADSTER, ROBOT, STRANGER, result, row
from tests.bot.services.following import Following

STEWARD = 77
TIME, PLACES, DSQ = PenaltyKind.TIME, PenaltyKind.PLACES, PenaltyKind.DISQUALIFIED
RACE = result(
    "0:5",
    [
        row(ANN),
        row(BEN, total_ms=902_000, pit_stops=1, cuts=2, impacts=3),
        row(ROBOT, 9),
        row(STRANGER, 2, None),
    ],
    ending=Ending.ABANDONED,
    is_complete=False,
    minutes=20,
)


@pytest.fixture
async def bot(database: Database) -> Following:
    return await Following(database).start()


@pytest.fixture
def results(bot: Following) -> Results:
    return Results(bot.database, lambda: bot.now)


async def sent(bot: Following) -> None:
    """Take all news for told."""
    async with bot.database.write() as connection:
        await connection.execute(text("UPDATE outbox SET sent_at = 1"))


async def names(results: Results) -> list[str]:
    kept = await results.find(1)
    assert kept
    return [line.row.driver.name for line in kept.order]


async def test_a_result_comes_back_whole(bot: Following, results: Results) -> None:
    await bot.drive(results=[RACE])
    kept = await results.find(1)
    assert kept
    assert kept.result == RACE
    assert (kept.server, kept.game, kept.penalties, kept.message_id) == ("paddock", "arcade", (), None)
    assert await results.find(2) is None


async def test_where_a_result_was_posted_is_remembered_and_stays_when_it_is_amended(
    bot: Following, results: Results
) -> None:
    await bot.drive(results=[RACE])
    await results.posted(1, 3, 333)
    await results.penalise(STEWARD, 1, ANN.key, TIME, 5000, "cut")
    await bot.drive(results=[replace(RACE, rows=RACE.rows[:2])])
    kept = await results.find(1)
    assert kept
    assert (kept.channel_id, kept.message_id, len(kept.result.rows), len(kept.penalties)) == (3, 333, 2, 1)


async def test_a_penalty_changes_the_order_and_tells_staff_and_the_results_channel(
    bot: Following, results: Results
) -> None:
    await bot.drive(results=[RACE])
    await sent(bot)
    told: list[str] = []
    results.listen(lambda: told.append("news"))
    kept = await results.penalise(STEWARD, 1, ANN.key, TIME, 5000, "cut the chicane")
    assert [line.row.driver.name for line in kept.order][:2] == ["Ben", "Ann"] == (await names(results))[:2]
    assert (kept.penalties[0].actor, kept.penalties[0].reason) == (STEWARD, "cut the chicane")
    assert await bot.news("result") == [{"result": 1}]
    [audit] = await bot.news("audit")
    assert (audit["verb"], audit["actor"], audit["target"]) == ("penalty", STEWARD, "Ann")
    assert audit["reason"] == "5 s added, cut the chicane"
    assert told == ["news"]
    async with bot.database.read() as connection:
        done = (await connection.execute(select(act))).one()
    assert (done.outcome, done.server, done.settled_at) == ("done", "paddock", NOON)


async def test_a_revoked_penalty_counts_no_more_and_stays_in_the_history(
    bot: Following, results: Results
) -> None:
    await bot.drive(results=[RACE])
    kept = await results.penalise(STEWARD, 1, ANN.key, DSQ, 0, "wrong person")
    assert (await names(results))[-1] == "Ann"
    await sent(bot)
    kept = await results.revoke(78, 1, kept.penalties[0].id)
    assert (await names(results))[0] == "Ann"
    assert (kept.penalties[0].revoked_at, kept.penalties[0].revoked_by) == (NOON, 78)
    assert await bot.news("result") == [{"result": 1}]
    assert [row["verb"] for row in await bot.news("audit")] == ["revoke"]
    with pytest.raises(NoSuchPenalty):
        await results.revoke(78, 1, kept.penalties[0].id)


async def test_a_penalty_of_a_result_from_a_logs_past_posts_nothing_but_the_audit(
    bot: Following, results: Results
) -> None:
    await bot.look(bot.slice(results=[RACE], quiet=True))
    kept = await results.penalise(STEWARD, 1, ANN.key, TIME, 5000, "cut")
    await results.revoke(STEWARD, 1, kept.penalties[0].id)
    assert await bot.news("result") == []
    assert [row["verb"] for row in await bot.news("audit")] == ["penalty", "revoke"]


async def test_what_cannot_be_penalised_changes_nothing(bot: Following, results: Results) -> None:
    await bot.drive(results=[RACE, result("0:6", [row(STRANGER)])])
    await sent(bot)
    with pytest.raises(NoSuchResult):
        await results.penalise(STEWARD, 9, ANN.key, DSQ, 0, "")
    with pytest.raises(NoSuchDriver):
        await results.penalise(STEWARD, 2, ANN.key, DSQ, 0, "")
    with pytest.raises(NoSuchPenalty):
        await results.revoke(STEWARD, 1, 1)
    assert await bot.news("result") == await bot.news("audit") == []


@pytest.mark.parametrize(
    ("kind", "amount"), [(TIME, 0), (TIME, -5000), (TIME, 3_600_001), (PLACES, 0), (PLACES, 100), (DSQ, 1)]
)
async def test_an_impossible_amount_is_refused(
    bot: Following, results: Results, kind: PenaltyKind, amount: int
) -> None:
    await bot.drive(results=[RACE])
    with pytest.raises(BadValue):
        await results.penalise(STEWARD, 1, ANN.key, kind, amount, "")
    kept = await results.find(1)
    assert kept
    assert kept.penalties == ()


async def test_no_printed_result_tells_who_drove(bot: Following, results: Results) -> None:
    await bot.drive(results=[RACE])
    kept = await results.penalise(STEWARD, 1, ANN.key, DSQ, 0, "")
    assert ANN.identity
    assert ANN.identity.key not in repr([kept, kept.order])


async def test_results_are_found_newest_first_by_server_track_and_page(
    bot: Following, results: Results
) -> None:
    race = [row(ANN), row(BEN, total_ms=950_000)]
    for number in range(1, 6):
        track = HILL if number == 3 else RING
        await bot.drive(results=[result(f"0:{number}", race, track=track)])
    await results.penalise(STEWARD, 5, ANN.key, DSQ, 0, "")
    heads = await results.search(limit=2)
    assert [(head.id, head.winner, head.drivers) for head in heads] == [(5, "Ben", 2), (4, "Ann", 2)]
    assert [head.id for head in await results.search(before=4)] == [3, 2, 1]
    assert [(head.id, head.track) for head in await results.search(track=HILL.key)] == [(3, HILL)]
    assert await results.search(servers=["arena"]) == []
    assert len(await results.search(servers=["paddock", "arena"])) == 5


async def test_a_list_names_the_newest_results_of_the_servers_asked_for(
    bot: Following, results: Results
) -> None:
    for number in range(1, 4):
        await bot.drive(results=[result(f"0:{number}", [row(ANN)], track=HILL)])
    [newest, older] = await results.headings(["paddock"], 2)
    assert (newest.id, newest.server, newest.track, newest.ended_at) == (3, "paddock", HILL, NOON)
    assert older.id == 2
    assert await results.headings(["arena"], 2) == []


async def test_a_day_is_that_of_the_zone(bot: Following, results: Results) -> None:
    for number, hours in enumerate((-1, 1), 1):
        ended = NOON + 12 * HOUR + hours * HOUR
        await bot.drive(results=[result(f"0:{number}", [row(ANN)], ended_at=ended)])
    east = timezone(timedelta(hours=2))
    assert [head.id for head in await results.search(day=date(2026, 3, 1))] == [1]
    assert [head.id for head in await results.search(day=date(2026, 3, 2))] == [2]
    assert [head.id for head in await results.search(day=date(2026, 3, 2), zone=east)] == [2, 1]


async def test_a_stage_in_which_nobody_was_classified_has_no_winner(bot: Following, results: Results) -> None:
    nobody = [row(ANN, 3, None, finish=Finish.DNF)]
    await bot.drive(results=[result("0:1", nobody), result("0:2", kind=StageKind.PRACTICE)])
    assert [(head.winner, head.drivers) for head in await results.search()] == [("", 0), ("", 1)]


async def test_cars_are_shown_by_the_newest_names(bot: Following, results: Results) -> None:
    numbered = replace(ROADSTER, name="car 8", group="")
    await bot.drive(results=[result("0:1", [row(ANN, car=numbered)])])
    await bot.drive(results=[result("0:2", [row(ANN, car=ROADSTER)])])
    kept = await results.find(1)
    assert kept
    assert kept.result.rows[0].car == ROADSTER
