"""Game servers that fail, each in its own way, while another one is well."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from sandbox.games.ams2 import AMS2Server
from tests.evening import Evening, evening

LATE, SILENT = "what you see may be old", "**No answer** since"
ODD = (SILENT, "is not one of this kind of server", "Check the address in main.yaml")
REFUSED = ("**The bot is refused** since", "check user name, password and groups")
BOARDS = {
    "refuse": (SILENT, "the connection closed"),
    "hang": (SILENT, "no answer within"),
    "html": ODD,
    "truncated": ODD,
    "empty_object": ODD,
    "wrong_types": ODD,
    "401": (*REFUSED, "answers 401"),
    "403": (*REFUSED, "answers 403"),
    "500": (SILENT, "answers 500"),
    "big": (*ODD, "more than 4 MiB"),
}
"""What the board of a server says that fails like that: since when, the cause, and what to do."""


class Ward:
    """One server for each way to fail, and their boards; the evening's own server stays well."""

    def __init__(self, story: Evening) -> None:
        self.story = story
        self.sick: dict[str, AMS2Server] = {}

    def admit(self, kind: str, server: AMS2Server) -> None:
        channel = self.story.guild.add_channel(named(kind))
        feed = self.story.guild.channel("feed").id
        self.sick[kind] = server
        self.story.more_settings += (
            f"  {named(kind)}: {{game: ams2, url: '{server.url}', username: steward, password: pw, poll: 1s,"
            f" channels: {{status: {channel.id}, feed: {feed}}}}}\n"
        )

    def lacking(self, texts: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
        """The boards that do not show their texts, with what they show instead."""
        shown = {kind: "".join(m.text for m in self.story.discord.messages_in(named(kind))) for kind in texts}
        return {kind: shown[kind] for kind in texts if not all(text in shown[kind] for text in texts[kind])}

    async def until_all_show(self, texts: Mapping[str, tuple[str, ...]], within: float) -> None:
        try:
            await self.story.discord.until(lambda: not self.lacking(texts), timeout=within)
        except TimeoutError:
            assert self.lacking(texts) == {}

    def history(self, kind: str) -> list[str]:
        """What the description of a board said, from edit to edit."""
        channel = self.story.guild.channel(named(kind)).id
        edits = [
            request["body"]["embeds"][0].get("description", "")
            for request in self.story.discord.recording.requests
            if request["method"] == "PATCH" and f"/{channel}/" in request["path"]
        ]
        signs = [next((sign for sign in (LATE, SILENT, REFUSED[0]) if sign in edit), "") for edit in edits]
        return [sign for before, sign in zip(["", *signs], signs, strict=False) if sign != before]

    def told(self, kind: str, words: str) -> int:
        """How often the feed told *words* of one server."""
        return sum(line.endswith(named(kind)) for line in self.story.lines("feed", words))

    async def look(self) -> None:
        """Look at every sick server now: its next turn may be minutes away."""
        assert self.story.app is not None
        sources = self.story.app.servers.sources
        await asyncio.gather(*(sources[named(kind)].coordinator.refresh() for kind in self.sick))


def named(kind: str) -> str:
    return f"fails-{kind.replace('_', '-')}"


@pytest.fixture
async def ward(tmp_path: Path) -> AsyncIterator[Ward]:
    async with evening(tmp_path) as story, AsyncExitStack() as servers:
        ward = Ward(story)
        for kind in BOARDS:
            ward.admit(kind, await servers.enter_async_context(AMS2Server()))
        await story.start()
        yield ward
        await story.stop()


async def test_each_way_to_fail_is_a_state_with_a_cause_and_the_others_go_on(
    ward: Ward, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", logger="bot")
    story, everybody = ward.story, dict.fromkeys(BOARDS, ("Players: 0",))
    await ward.until_all_show(everybody, within=15)
    for kind, server in ward.sick.items():
        server.faults.add("*", kind, times=None)
    # one poll and five seconds; what is marked already must not be waited for again
    marked = dict.fromkeys(BOARDS, ("Last seen <t:",))
    await ward.until_all_show(marked, within=7)

    story.paddock.join("Ann")
    await story.until_shown("feed", "Ann", "joined")
    await story.until_shown("status", "Ann")

    await ward.until_all_show(BOARDS, within=15)
    for server in ward.sick.values():
        server.faults.clear()
    await ward.look()
    await story.discord.until(lambda: all(ward.history(kind)[-1] == "" for kind in BOARDS), timeout=8)
    await story.discord.until(lambda: all(ward.told(kind, "is back") for kind in BOARDS))
    assert {kind: ward.told(kind, "is lost") for kind in BOARDS} == dict.fromkeys(BOARDS, 1)
    assert {kind: ward.told(kind, "is back") for kind in BOARDS} == dict.fromkeys(BOARDS, 1)

    assert {kind: ward.history(kind) for kind in BOARDS} == {
        kind: [REFUSED[0], ""] if BOARDS[kind][0] == REFUSED[0] else [LATE, SILENT, ""] for kind in BOARDS
    }

    lines = [f"{record.levelname} {record.getMessage()}" for record in caplog.records]
    for kind in BOARDS:
        [broke, back] = [line for line in lines if f"{named(kind)}" in line]
        assert broke.startswith(f"WARNING {named(kind)} does not answer as it should:")
        assert back == f"INFO {named(kind)} answers again"
