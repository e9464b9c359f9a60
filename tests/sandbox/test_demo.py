import asyncio
import re
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from sandbox.child import Child
from sandbox.demo import beside, build_guild
from sandbox.discord import SandboxDiscord
from sandbox.web import Page

ROOT = Path(__file__).parents[2]


class Demo:
    """The demo as a person starts it, and what it has printed so far."""

    def __init__(self, program: asyncio.subprocess.Process) -> None:
        self.program, self.printed = program, ""

    async def until(self, pattern: str) -> str:
        """Read on until *pattern* is printed; return its first group."""
        assert self.program.stdout is not None
        async with asyncio.timeout(60):
            while not (found := re.search(pattern, self.printed)):
                line = await self.program.stdout.readline()
                assert line, self.printed
                self.printed += line.decode()
        return found[1]

    async def end(self) -> int:
        assert self.program.stdout is not None
        self.program.send_signal(signal.SIGTERM)
        async with asyncio.timeout(60):
            self.printed += (await self.program.stdout.read()).decode()
            return await self.program.wait()


@asynccontextmanager
async def demo(*arguments: str) -> AsyncIterator[Demo]:
    program = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "sandbox", "demo", *arguments),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        yield Demo(program)
    finally:
        if program.returncode is None:
            program.terminate()
            await program.communicate()


async def test_the_demo_runs_the_bot_and_ends_without_a_trace() -> None:
    async with demo("--port", "0", "--seed", "7") as running:
        address = await running.until(r"Open this page: +(\S+)")
        folder = Path(await running.until(r"removes (\S+)"))
        await running.until(r"(told Discord \d+ commands)")
        base, _, token = address.partition("/?token=")
        jar = aiohttp.CookieJar(unsafe=True)
        async with aiohttp.ClientSession(base, cookie_jar=jar) as session:
            async with session.get(f"/?token={token}") as answer:
                assert answer.status == 200
            async with session.get("/api/state?as=rookie") as answer:
                state = await answer.json()
        assert [game["name"] for game in state["games"]] == ["paddock", "oval", "hall"]
        assert "audit" not in [channel["name"] for channel in state["channels"]]
        assert await asyncio.to_thread((folder / "main.yaml").exists)
        assert await asyncio.to_thread((folder / "config" / "presets" / "sprint.yaml").exists)
        assert await running.end() == 0
    assert not await asyncio.to_thread(folder.exists)
    assert token not in running.printed.replace(address, "")


async def test_a_port_that_is_taken_is_said() -> None:
    taken = await asyncio.start_server(lambda _reader, writer: writer.close(), "127.0.0.1")
    async with taken:
        port = taken.sockets[0].getsockname()[1]
        async with demo("--port", str(port)) as running:
            await running.until(f"(port {port} is taken)")
            assert await running.program.wait() == 1


async def test_a_bot_that_ends_by_itself_ends_the_demo(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bot = Child(["-c", "raise SystemExit('the token is wrong')"], folder=tmp_path, secrets={})
    async with SandboxDiscord() as discord:
        page = Page(discord, build_guild(discord))
        assert await beside(bot, page, asyncio.Event()) == 1
    said = capsys.readouterr().out
    assert "ended by itself with exit code 1" in said
    assert said.count("the token is wrong") == 2  # as it came, and again below


async def test_a_child_that_ends_by_itself_leaves_its_last_lines(tmp_path: Path) -> None:
    heard: list[str] = []
    script = "import os, sys; print(os.environ['WORD']); sys.exit(3)"
    child = Child(["-c", script], folder=tmp_path, secrets={"WORD": "sesame"})
    assert await child.run(heard.append) == 3
    assert heard == list(child.last_lines) == ["sesame"]


POLITE = "print('bye'), sys.exit(0)"
STUBBORN = "print('no')"


@pytest.mark.parametrize(
    ("answer", "last"), [(POLITE, "bye"), (STUBBORN, "no")], ids=["politely", "stubbornly"]
)
async def test_a_child_is_ended_with_us(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str, last: str
) -> None:
    monkeypatch.setattr("sandbox.child.PATIENCE", 1.0)
    script = f"""
import signal, sys
signal.signal(signal.SIGTERM, lambda *_: ({answer}))
print('ready')
while True: signal.pause()
"""
    child = Child(["-c", script], folder=tmp_path, secrets={})
    heard: asyncio.Queue[str] = asyncio.Queue()
    running = asyncio.create_task(child.run(heard.put_nowait))
    assert await heard.get() == "ready"
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert list(child.last_lines) == ["ready", last]
