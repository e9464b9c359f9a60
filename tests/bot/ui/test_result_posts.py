"""The posts of results, through the real client: each once, in order, and true after each change."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from bot.domain.classification import PenaltyKind
from bot.domain.racing import StageResult
from bot.pictures.painter import Painter
from bot.services import news
from bot.storage import outbox
from bot.storage import results as stored
from sandbox.discord.model import Message
from tests.bot.driving import ANN, BEN
from tests.bot.ui.results import STEAM, duel
from tests.evening import Evening


async def ended(story: Evening, *stages: StageResult, server: str = "paddock") -> list[int]:
    """Store results as one look does, with the news of them."""
    assert story.app is not None
    ids = []
    async with story.app._database.write() as connection:
        for stage in stages:
            number = await stored.keep(connection, server, "ams2", stage, tell=True)
            assert number is not None
            await outbox.put(connection, [news.result(server, stage.ended_at, number)])
            ids.append(number)
    story.app.feed.wake()
    return ids


async def penalised(story: Evening, number: int) -> None:
    """Give Ann five seconds, which Ben gains a place by."""
    assert story.app is not None
    await story.app.results.penalise(5, number, ANN.key, PenaltyKind.TIME, 5000, "Pushed")


def posts(story: Evening, channel: str = "results") -> list[Message]:
    return story.discord.messages_in(channel)


def first_places(messages: Iterable[Message]) -> list[str]:
    return [message.text.partition("Won by **")[2].partition("**")[0] for message in messages]


async def test_a_result_is_posted_as_a_picture_with_words_for_who_cannot_see_it(story: Evening) -> None:
    await ended(story, duel())
    await story.discord.until(lambda: posts(story), timeout=10)
    [post] = posts(story)
    [picture] = post.files
    assert post.attachments == []  # it is shown inside the embed
    assert picture.content_type == "image/png"
    assert (picture.width or 0) > 300
    assert "Ann" in (picture.description or "")
    assert "Won by **Ann**" in post.text
    assert STEAM not in post.text + str(post.components) + str(picture.description)


async def test_two_results_of_one_look_are_told_in_order(story: Evening) -> None:
    await ended(story, replace(duel(), ref="0:1", stage="Qualifying"), replace(duel(), ref="0:2"))
    await story.discord.until(lambda: len(posts(story)) == 2, timeout=10)
    assert [post.text.partition(" ")[0] for post in posts(story)] == ["Qualifying", "Race"]


async def test_a_penalty_changes_the_post_in_its_place(story: Evening) -> None:
    [number] = await ended(story, duel())
    await story.discord.until(lambda: posts(story), timeout=10)
    [post] = posts(story)
    before = post.files
    await penalised(story, number)
    await story.discord.until(lambda: first_places([post]) == ["Ben"], timeout=10)
    assert posts(story) == [post]
    assert len(post.files) == 1
    assert post.files != before
    assert "Penalties: **Ann** +5 s" in post.text


async def test_a_painter_that_fails_leaves_columns_of_text_and_no_old_picture(
    story: Evening, monkeypatch: pytest.MonkeyPatch
) -> None:
    [number] = await ended(story, duel())
    await story.discord.until(lambda: posts(story), timeout=10)
    [post] = posts(story)
    assert story.app is not None
    monkeypatch.setattr(story.app.feed._results, "_painter", Painter(deadline=0))
    await penalised(story, number)
    await story.discord.until(lambda: "```" in post.text, timeout=10)
    assert post.files == []
    assert [line.split()[:2] for line in post.text.split("```")[1].strip().splitlines()] == [
        ["1", "Ben"],
        ["2", "Ann"],
    ]


async def test_without_the_permission_for_files_the_result_is_told_in_columns(prepared: Evening) -> None:
    story = prepared
    story.guild.overwrite(story.guild.channel("results"), story.guild.bot, deny=["attach_files"])
    await story.start()
    await ended(story, duel())
    await story.until_shown("results", "Won by **Ann**", "```")
    assert posts(story)[0].files == []


async def test_a_post_that_somebody_deleted_comes_back_with_the_next_change_and_once(story: Evening) -> None:
    [number] = await ended(story, duel())
    await story.discord.until(lambda: posts(story), timeout=10)
    await story.person("ada").delete(posts(story)[0])
    await ended(story, replace(duel(), ref="0:2"))
    await story.discord.until(lambda: posts(story), timeout=10)
    assert first_places(posts(story)) == ["Ann"]  # the other one, and not the deleted one again
    await penalised(story, number)
    await story.discord.until(lambda: len(posts(story)) == 2, timeout=10)
    assert first_places(posts(story)) == ["Ann", "Ben"]
    assert story.app is not None
    await story.app.results.penalise(5, number, BEN.key, PenaltyKind.DISQUALIFIED, 0, "Rude")
    await story.discord.until(lambda: first_places(posts(story)) == ["Ann", "Ann"], timeout=10)


@pytest.mark.parametrize("minutes", [0, 6])
async def test_a_crash_between_post_and_note_posts_nothing_twice(story: Evening, minutes: int) -> None:
    path = f"/channels/{story.guild.channel('results').id}/messages"
    story.discord.faults.add("POST", path, fault="cut_after")
    [number] = await ended(story, duel())
    await story.discord.until(lambda: posts(story), timeout=10)
    await story.kill()
    story.clock.pass_by(minutes=minutes)
    await story.start()
    [post] = posts(story)
    await penalised(story, number)
    await story.discord.until(lambda: first_places([post]) == ["Ben"], timeout=10)
    assert posts(story) == [post]


async def test_where_two_servers_share_a_channel_the_title_names_the_server(prepared: Evening) -> None:
    story, channel = prepared, prepared.guild.channel("results").id
    story.more_settings = (
        f"  oval: {{game: ams2, url: '{story.paddock.url}', username: steward, password: pw,"
        f" channels: {{results: {channel}}}}}\n"
    )
    await story.start()
    await ended(story, duel(), server="oval")
    await story.until_shown("results", "oval \N{MIDDLE DOT} Race")


async def test_a_post_of_a_server_that_is_gone_is_still_kept_true(prepared: Evening) -> None:
    story, channel = prepared, prepared.guild.channel("results").id
    story.more_settings = (
        f"  oval: {{game: ams2, url: '{story.paddock.url}', username: steward, password: pw,"
        f" channels: {{results: {channel}}}}}\n"
    )
    await story.start()
    [number] = await ended(story, duel(), server="oval")
    await story.discord.until(lambda: posts(story), timeout=10)
    await penalised(story, number)  # its edit comes once the post is noted
    await story.discord.until(lambda: first_places(posts(story)) == ["Ben"], timeout=10)
    await story.stop()
    story.more_settings = ""
    await story.start()
    assert story.app is not None
    await story.app.results.penalise(5, number, BEN.key, PenaltyKind.DISQUALIFIED, 0, "Rude")
    await story.discord.until(lambda: first_places(posts(story)) == ["Ann"], timeout=10)
    assert "oval \N{MIDDLE DOT} Race" in posts(story)[0].text
