import aiohttp
import pytest

from sandbox.web import Page
from tests.sandbox.web.conftest import Visitor


async def test_without_the_token_nothing_is_shown(page: Page) -> None:
    base, _, _ = page.address.partition("/?")
    async with aiohttp.ClientSession(base) as session:
        for path in ("/", "/?token=wrong", "/api/state?token=wrong", "/static/main.js"):
            async with session.get(path) as answer:
                assert answer.status == 403
        async with session.post("/api/speed", json={"speed": 5}) as answer:
            assert answer.status == 403


async def test_the_printed_address_opens_the_page_and_is_needed_once(visitor: Visitor) -> None:
    async with visitor.session.get("/") as answer:
        assert answer.status == 200
        assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("header", "value", "status"),
    [("Host", "paddock.example", 421), ("Host", "localhost", 421), ("Origin", "http://127.0.0.1:1", 403)],
)
async def test_neither_another_name_nor_another_page_gets_in(
    visitor: Visitor, header: str, value: str, status: int
) -> None:
    async with visitor.session.get("/api/state", headers={header: value}) as answer:
        assert answer.status == status


async def test_no_script_but_the_page_s_own_may_run(visitor: Visitor) -> None:
    for path in ("/", "/static/main.js", "/api/state"):
        async with visitor.session.get(path) as answer:
            policy = answer.headers["Content-Security-Policy"]
            assert "default-src 'none'" in policy
            assert "script-src 'self';" in policy
            assert "unsafe" not in policy
            assert "Access-Control-Allow-Origin" not in answer.headers


@pytest.mark.parametrize("name", ["..%2Fpage.py", "nothing.js", "index.html", "%2Fetc%2Fpasswd"])
async def test_only_the_page_s_own_files_are_served(visitor: Visitor, name: str) -> None:
    async with visitor.session.get(f"/static/{name}") as answer:
        assert answer.status == 404


async def test_the_stream_needs_the_token_too(page: Page) -> None:
    base, _, _ = page.address.partition("/?")
    async with aiohttp.ClientSession(base) as session, session.get("/api/events?as=mona") as answer:
        assert answer.status == 403
