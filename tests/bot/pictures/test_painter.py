"""Pictures are drawn by a real process, which may hang, die or be left alone."""

import asyncio
import logging
import os
import signal
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import pytest

from bot.pictures.painter import Painter

PNG = b"\x89PNG\r\n\x1a\n"


def svg(inside: str = "", width: int = 60, height: int = 30) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">{inside}</svg>'


@pytest.fixture
async def painter() -> AsyncIterator[Painter]:
    painter = Painter()
    yield painter
    await painter.close()


def worker_of(painter: Painter) -> int:
    assert painter._worker is not None
    return painter._worker.pid


def lives(pid: int) -> bool:
    with suppress(ProcessLookupError):
        os.kill(pid, 0)
        return True
    return False


async def test_a_picture_is_drawn_by_one_worker(painter: Painter) -> None:
    assert painter._worker is None
    first, second = await asyncio.gather(
        painter.paint(svg()), painter.paint(svg('<rect width="9" height="9"/>'))
    )
    assert first is not None
    assert second is not None
    assert first.startswith(PNG)
    assert first != second


@pytest.mark.parametrize(
    "wrong",
    [svg("<rect"), "", "not an svg", svg(width=9999, height=9999), svg(f"<!--{'x' * 1_000_000}-->")],
    ids=["broken", "empty", "something else", "wide", "long"],
)
async def test_what_cannot_be_drawn_is_none_and_one_line(
    painter: Painter, caplog: pytest.LogCaptureFixture, wrong: str
) -> None:
    with caplog.at_level(logging.WARNING):
        assert await painter.paint(wrong) is None
    assert len(caplog.records) == 1
    assert await painter.paint(svg()) is not None


async def test_a_name_that_no_encoding_knows_is_drawn_all_the_same(painter: Painter) -> None:
    assert await painter.paint(svg("<text y='20'>\ud800</text>")) is not None


async def test_a_worker_that_hangs_is_ended_and_replaced(caplog: pytest.LogCaptureFixture) -> None:
    painter = Painter(deadline=3.0)
    await painter.paint(svg())
    hanging = worker_of(painter)
    os.kill(hanging, signal.SIGSTOP)
    painter._deadline = 0.05
    assert await painter.paint(svg()) is None
    assert "within 0.05 s" in caplog.text
    painter._deadline = 3.0
    assert await painter.paint(svg()) is not None
    assert worker_of(painter) != hanging
    await painter.close()
    assert not lives(hanging)


async def test_a_worker_that_was_killed_is_replaced(painter: Painter) -> None:
    await painter.paint(svg())
    dead = worker_of(painter)
    os.kill(dead, signal.SIGSTOP)
    asked = asyncio.create_task(painter.paint(svg()))
    await asyncio.sleep(0)
    os.kill(dead, signal.SIGKILL)
    assert await asked is None
    assert await painter.paint(svg()) is not None
    assert worker_of(painter) != dead


async def test_whoever_is_cancelled_leaves_no_answer_behind_for_the_next(painter: Painter) -> None:
    red = await painter.paint(svg('<rect width="9" height="9" fill="red"/>'))
    asked = asyncio.create_task(painter.paint(svg()))
    for _ in range(3):
        await asyncio.sleep(0)
    asked.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asked
    assert await painter.paint(svg('<rect width="9" height="9" fill="red"/>')) == red


async def test_a_quiet_worker_is_ended() -> None:
    painter = Painter(quiet=0.05)
    await painter.paint(svg())
    worker = painter._worker
    assert worker is not None
    await asyncio.wait_for(worker.wait(), 5)
    assert await painter.paint(svg()) is not None
    await painter.close()


async def test_a_worker_that_draws_for_longer_than_it_may_be_quiet_is_ended_afterwards() -> None:
    painter = Painter(quiet=0.001)
    assert await painter.paint(svg()) is not None  # the start of the worker alone takes longer
    worker = painter._worker
    assert worker is not None
    await asyncio.wait_for(worker.wait(), 5)
    await painter.close()


async def test_closing_leaves_no_process(painter: Painter) -> None:
    await painter.paint(svg())
    pid = worker_of(painter)
    await painter.close()
    assert not lives(pid)


async def test_closing_what_never_drew_is_quiet(painter: Painter) -> None:
    await painter.close()


async def test_ctrl_c_is_not_for_the_worker(painter: Painter) -> None:
    await painter.paint(svg())
    os.kill(worker_of(painter), signal.SIGINT)
    assert await painter.paint(svg()) is not None
    assert os.getpgid(worker_of(painter)) != os.getpgid(0)


@pytest.mark.skipif(not Path("/proc").exists(), reason="reads what a process has loaded")
async def test_the_worker_loads_nothing_of_the_bot(painter: Painter) -> None:
    await painter.paint(svg("<text y='20'>Ann</text>"))
    loaded = await asyncio.to_thread(Path(f"/proc/{worker_of(painter)}/maps").read_text)
    assert "resvg" in loaded
    assert not any(name in loaded for name in ("sqlalchemy", "aiohttp", "pydantic", "yarl"))
