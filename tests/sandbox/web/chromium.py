"""A headless Chromium, driven over its DevTools protocol with what aiohttp already has."""

import asyncio
import base64
import contextlib
import itertools
import json
import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--remote-debugging-port=0",
)
PATIENCE = 10.0
STILL = """Promise.all(document.getAnimations()
    .filter((one) => one instanceof CSSTransition).map((one) => one.finished))"""
KEYS = {"Enter": 13, "Tab": 9, "Escape": 27, "ArrowDown": 40, "ArrowUp": 38, "Backspace": 8}


def chromium() -> str:
    """The browser's program; where there is none the test is skipped, or fails with REQUIRE_BROWSER=1."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None and os.environ.get("REQUIRE_BROWSER") == "1":
        pytest.fail(f"REQUIRE_BROWSER=1, and none of these is installed: {', '.join(NAMES)}")
    if found is None:
        pytest.skip("no Chromium on this machine: the page was not looked at in a browser")
    return found


class Tab:
    """One page of the browser; *errors* is what its console complained about."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)
        self._answers: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self.errors: list[str] = []

    async def listen(self) -> None:
        async for frame in self._socket:
            message = json.loads(frame.data)
            if message.get("method") in {"Runtime.exceptionThrown", "Log.entryAdded"}:
                self.errors.append(json.dumps(message["params"]))
            answer = self._answers.pop(message.get("id", 0), None)
            if answer is not None:
                answer.set_result(message)

    async def call(self, method: str, **params: Any) -> dict[str, Any]:
        number = next(self._numbers)
        self._answers[number] = asyncio.get_running_loop().create_future()
        await self._socket.send_json({"id": number, "method": method, "params": params})
        async with asyncio.timeout(PATIENCE):
            message = await self._answers[number]
        if "error" in message:
            raise RuntimeError(f"{method}: {message['error']}")
        result: dict[str, Any] = message["result"]
        return result

    async def run(self, script: str) -> Any:
        """The value of a JavaScript expression; promises are waited for."""
        answer = await self.call(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True, userGesture=True
        )
        if "exceptionDetails" in answer:
            raise RuntimeError(f"{script}: {answer['exceptionDetails']}")
        return answer["result"].get("value")

    async def open(self, address: str) -> None:
        await self.call("Page.navigate", url=address)

    async def until(self, script: str) -> Any:
        """Wait until an expression is true in the page, asked again at every change of the page."""
        waiting = f"""new Promise((done, fail) => {{
            const end = (how, value) => {{ observer.disconnect(); how(value); }};
            const look = () => {{ const found = ({script}); if (found) end(done, found); }};
            const observer = new MutationObserver(look);
            const all = {{subtree: true, childList: true, attributes: true, characterData: true}};
            observer.observe(document, all);
            setTimeout(() => end(fail, document.body.innerText), {PATIENCE * 800});
            look();
        }})"""
        return await self.run(waiting)

    async def see(self, text: str, within: str = "body") -> None:
        """Wait until *text* can be read in the first element that *within* selects."""
        await self.until(f"document.querySelector({within!r})?.innerText.includes({json.dumps(text)})")

    async def click(self, selector: str, text: str = "") -> None:
        """Click the first element of *selector* that shows *text*, with a real mouse, once it is there."""
        await self.run(STILL)
        place = await self.until(
            f"""(() => {{
            const node = [...document.querySelectorAll({selector!r})].find(
                (one) => one.innerText.includes({json.dumps(text)}) && one.getClientRects().length);
            node?.scrollIntoView({{block: "nearest"}});
            const box = node?.getBoundingClientRect();
            return box && {{x: box.x + box.width / 2, y: box.y + box.height / 2}};
        }})()"""
        )
        for kind in ("mousePressed", "mouseReleased"):
            await self.call("Input.dispatchMouseEvent", type=kind, button="left", clickCount=1, **place)

    async def type(self, text: str) -> None:
        await self.call("Input.insertText", text=text)

    async def press(self, key: str) -> None:
        code = KEYS[key]
        text = {"text": "\r"} if key == "Enter" else {}
        for kind in ("keyDown", "keyUp"):
            await self.call("Input.dispatchKeyEvent", type=kind, key=key, windowsVirtualKeyCode=code, **text)

    async def resize(self, width: int, height: int) -> None:
        await self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )

    async def screenshot(self, path: str | Path) -> None:
        answer = await self.call("Page.captureScreenshot", format="png")
        Path(path).write_bytes(base64.b64decode(answer["data"]))  # noqa: ASYNC240 - a small file, in a test


@contextlib.contextmanager
def browser() -> Iterator[str]:
    """A browser with nothing remembered; gives the address of its DevTools."""
    with tempfile.TemporaryDirectory(prefix="chromium-", ignore_cleanup_errors=True) as folder:
        command = [chromium(), *FLAGS, f"--user-data-dir={folder}", "about:blank"]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as program:  # noqa: S603 - the browser found above
            try:
                yield f"http://127.0.0.1:{_port(program)}"
            finally:
                program.terminate()


def _port(program: subprocess.Popen[bytes]) -> int:
    """The port that the browser chose, from the line in which it says so."""
    assert program.stderr is not None
    impatience = threading.Timer(30, program.kill)
    impatience.start()
    try:
        for line in program.stderr:
            if b"DevTools listening on ws://" in line:
                return int(line.split(b":")[-1].split(b"/")[0])
    finally:
        impatience.cancel()
    raise RuntimeError("the browser ended without listening")


@contextlib.asynccontextmanager
async def new_tab(address: str) -> AsyncIterator[Tab]:
    """A blank tab in the browser whose DevTools are at *address*."""
    async with aiohttp.ClientSession(address) as session:
        async with session.put("/json/new?about:blank") as answer:
            about = await answer.json()
        async with session.ws_connect(about["webSocketDebuggerUrl"], max_msg_size=0) as socket:
            tab = Tab(socket)
            listening = asyncio.create_task(tab.listen())
            for domain in ("Page", "Runtime", "Log"):
                await tab.call(f"{domain}.enable")
            yield tab
            await tab.call("Page.navigate", url="about:blank")  # ends its requests
            listening.cancel()
        await session.get(f"/json/close/{about['id']}")
