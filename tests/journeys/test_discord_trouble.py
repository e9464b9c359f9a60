"""Requests that Discord refuses, delays or leaves without an answer; channels and messages that are gone."""

from collections.abc import Iterable

import pytest

from sandbox.discord.model import Channel, Message
from tests.evening import Evening

PASSING = (
    *("429", "429 shared", "429 global", "429 without Via", "30046"),
    *("500", "502", "503", "504", "html", "cut_before", "cut_after"),
)
"""What goes wrong once and then no more."""


def named(place: str, fault: str) -> str:
    return f"{place}-{fault.replace(' ', '-').replace('_', '-').lower()}"


class Troubled:
    """The evening's server shown once more for each fault, in channels of its own."""

    def __init__(self, story: Evening) -> None:
        self.story = story
        for fault in PASSING:
            places = {place: story.guild.add_channel(named(place, fault)).id for place in ("status", "feed")}
            story.more_settings += (
                f"  {named('seen', fault)}: {{game: ams2, url: '{story.paddock.url}', username: steward,"
                f" password: pw, poll: 1s, channels: {places}}}\n"
            )

    def break_once(self, method: str, place: str, path: str = "") -> None:
        for fault in PASSING:
            channel = self.story.guild.channel(named(place, fault)).id
            self.story.discord.faults.add(
                method, f"/channels/{channel}/messages{path}", fault=fault, retry_after=0.1
            )

    def texts(self, place: str) -> dict[str, list[str]]:
        """What stands in the channels for each fault, message by message."""
        read = self.story.discord.messages_in
        return {fault: [message.text for message in read(named(place, fault))] for fault in PASSING}

    async def until_all_show(self, place: str, text: str) -> None:
        """Wait until each channel's only message shows *text*."""
        await self.story.discord.until(
            lambda: all(text in "".join(texts) for texts in self.texts(place).values()), timeout=15
        )
        assert {fault: len(texts) for fault, texts in self.texts(place).items()} == dict.fromkeys(PASSING, 1)


async def test_what_discord_fails_at_once_is_tried_again_and_done_once(prepared: Evening) -> None:
    troubled = Troubled(prepared)
    troubled.break_once("POST", "status")
    await prepared.start()
    await troubled.until_all_show("status", "Players: 0")
    troubled.break_once("PATCH", "status", "/{message}")
    troubled.break_once("POST", "feed")
    prepared.paddock.join("Ann")
    await troubled.until_all_show("status", "Ann")
    await troubled.until_all_show("feed", "Ann")
    assert prepared.discord.faults.waiting == []


async def test_a_channel_without_permission_is_told_once_and_used_again_once_it_opens(
    story: Evening, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", logger="bot")
    status, feed = story.guild.channel("status"), story.guild.channel("feed")
    set_rights(story, status, denied=["view_channel"])
    set_rights(story, feed, denied=["send_messages"])
    story.paddock.join("Ann")
    await story.look()
    await story.until_shown("overview", "1 playing")  # the others go on
    await story.discord.until(lambda: len(refused(story)) >= 2)
    set_rights(story, feed, denied=["send_messages", "embed_links"])  # it is tried again at each change
    await story.discord.until(lambda: len(refused(story)) >= 4)
    set_rights(story, status)
    set_rights(story, feed)
    await story.until_shown("status", "Ann")
    await story.until_shown("feed", "Ann", "joined")
    lines = [record.getMessage() for record in caplog.records if record.levelname == "WARNING"]
    assert sorted(lines) == [
        f"no board can be shown in channel {status.id}: the bot lacks View Channel",
        f"no news can be told in channel {feed.id}: the bot lacks Send Messages",
    ]


async def test_a_channel_that_is_gone_stops_nothing_else(
    story: Evening, caplog: pytest.LogCaptureFixture
) -> None:
    ann = story.paddock.join("Ann")
    gone = {story.guild.delete_channel(name).id for name in ("status", "chat")}
    for number in range(600):  # more than are handed out at once
        story.paddock.say(ann, f"line {number}")
    await story.look()
    await story.until_shown("feed", "Ann", "joined")
    await story.until_shown("overview", "1 playing")
    await story.discord.until(lambda: asked_in_vain(story) == gone)
    story.paddock.join("Ben")
    await story.look()
    await story.until_shown("feed", "Ben", "joined")
    await story.stop()
    for name in ("status", "chat"):
        story.guild.add_channel(name)
    await story.start()
    await story.until_shown("status", "Ann")
    await story.until_shown("chat", "line 599")
    assert len(story.discord.messages_in("status")) == 1
    assert len(story.lines("chat", "line")) == 600
    assert caplog.text.count("no board can be shown") == caplog.text.count("no news can be told") == 1


async def test_a_board_that_discord_calls_gone_is_looked_for_before_it_is_made_again(story: Evening) -> None:
    board = shown_in(story, "status")
    path = f"/channels/{board.channel.id}/messages/{board.id}"
    story.discord.faults.add("PATCH", path, fault="404/10008")
    story.paddock.join("Ann")
    await story.look()
    await story.until_shown("status", "Ann")
    assert shown_in(story, "status").id == board.id


async def test_boards_that_were_deleted_while_nobody_told_the_bot_are_made_again(story: Evening) -> None:
    await both_boards_stand(story)
    await story.stop()
    await delete_boards(story)
    await story.start()
    await both_boards_stand(story)

    story.discord.refuse_connections(True)
    story.discord.gateway_close(1000)
    await story.discord.until(lambda: not story.discord.connected)
    await delete_boards(story)
    story.discord.forget_sessions()
    story.discord.refuse_connections(False)
    await both_boards_stand(story)


async def test_a_board_that_is_no_longer_wanted_is_taken_away(prepared: Evening) -> None:
    story, second = prepared, prepared.guild.add_channel("second")
    story.more_settings = (
        f"  second: {{game: ams2, url: '{story.paddock.url}', username: steward, password: pw,"
        f" channels: {{status: {second.id}}}}}\n"
    )
    await story.start()
    await story.discord.until(lambda: story.board("second"))
    await story.stop()
    story.more_settings = ""
    story.guild.change_channel(story.guild.channel("status"), name="old")
    story.guild.add_channel("status")
    await story.start()
    await story.discord.until(lambda: not (story.board("old") or story.board("second")))
    assert "Players" in shown_in(story, "status").text


async def both_boards_stand(story: Evening) -> None:
    names = ("status", "overview")
    await story.discord.until(lambda: all(story.board(name) for name in names), timeout=10)
    assert [len(story.discord.messages_in(name)) for name in names] == [1, 1]


async def delete_boards(story: Evening) -> None:
    for name in ("status", "overview"):
        await story.person("ada").delete(shown_in(story, name))


def shown_in(story: Evening, channel: str) -> Message:
    [message] = story.discord.messages_in(channel)
    return message


def refused(story: Evening) -> list[str]:
    return [request["path"] for request in story.discord.refusals if request["status"] == 403]


def asked_in_vain(story: Evening) -> set[int]:
    """The channels of which Discord said that they are unknown."""
    missing = [request for request in story.discord.refusals if request["answer"].get("code") == 10003]
    return {int(request["path"].split("/")[2]) for request in missing}


def set_rights(story: Evening, channel: Channel, denied: Iterable[str] = ()) -> None:
    story.guild.overwrite(channel, story.guild.bot, deny=denied)
    story.guild.change_channel(channel)
