import asyncio
from datetime import timedelta

import pytest

from bot.polling.schedule import Schedule

OFTEN = timedelta(seconds=0.02)


class Job:
    """Counts its calls; each ends when it is let."""

    def __init__(self) -> None:
        self.begun = 0
        self.running = 0
        self.most_at_once = 0
        self.let = asyncio.Event()
        self._changed = asyncio.Condition()

    async def __call__(self) -> None:
        self.begun += 1
        self.running += 1
        self.most_at_once = max(self.most_at_once, self.running)
        async with self._changed:
            self._changed.notify_all()
        try:
            await self.let.wait()
        finally:
            self.running -= 1

    async def until_begun(self, times: int) -> None:
        async with asyncio.timeout(5), self._changed:
            await self._changed.wait_for(lambda: self.begun >= times)


async def test_a_job_is_called_again_and_again_though_it_fails(caplog: pytest.LogCaptureFixture) -> None:
    schedule, calls, thrice = Schedule(), 0, asyncio.Event()

    async def fail() -> None:
        nonlocal calls
        calls += 1
        if calls == 3:
            thrice.set()
        raise ValueError("broken")

    schedule.every(OFTEN, "a bad job", fail)
    schedule.start()
    async with asyncio.timeout(5):
        await thrice.wait()
    await schedule.stop()
    assert "the job a bad job failed" in caplog.text


async def test_a_job_that_takes_long_is_not_called_twice_at_once_and_nobody_complains(
    caplog: pytest.LogCaptureFixture,
) -> None:
    schedule, slow, quick = Schedule(), Job(), Job()
    quick.let.set()
    schedule.every(OFTEN, "slow", slow)
    schedule.every(OFTEN, "quick", quick)
    schedule.start()
    await slow.until_begun(1)
    await quick.until_begun(quick.begun + 5)
    assert slow.begun == 1
    slow.let.set()
    await slow.until_begun(3)
    await schedule.stop()
    assert slow.most_at_once == quick.most_at_once == 1
    assert caplog.text == ""


async def test_a_stop_lets_what_runs_end_and_begins_nothing_more() -> None:
    schedule, job = Schedule(), Job()
    schedule.every(OFTEN, "slow", job)
    schedule.start()
    await job.until_begun(1)
    stopping = asyncio.create_task(schedule.stop())
    job.let.set()
    await stopping
    assert (job.begun, job.running) == (1, 0)


async def test_a_stop_gives_up_on_what_does_not_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.polling.schedule._DRAIN", 0.05)
    schedule, job = Schedule(), Job()
    schedule.every(OFTEN, "stuck", job)
    schedule.start()
    await job.until_begun(1)
    await schedule.stop()
    assert (job.begun, job.running) == (1, 0)


async def test_jobs_are_spread_over_their_period_in_the_same_way_after_each_start() -> None:
    periods = [_starts(), _starts()]
    assert periods[0] == pytest.approx(periods[1], abs=1)
    assert len({round(start / 10) for start in periods[0]}) > 5


def _starts() -> list[float]:
    """When each of 20 jobs is called first, in seconds after the first of them."""
    schedule = Schedule()
    for number in range(20):
        schedule.every(timedelta(minutes=2), f"look at {number}", Job())
    times = [schedule._scheduler.get_job(f"look at {number}").next_run_time for number in range(20)]
    return [(time - min(times)).total_seconds() for time in times]
