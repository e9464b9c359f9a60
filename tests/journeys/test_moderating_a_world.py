"""Bans and mutes on a Terraria server, as moderators give and lift them on a phone."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sandbox.games.tshock import V4, V6, JoinRefused
from tests.evening import Evening, evening


@pytest.fixture(params=[V4, V6], ids=["of 2016", "of today"])
async def world(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Evening]:
    async with evening(tmp_path, hall=request.param) as furnished:
        yield await furnished.start()


async def ban(story: Evening, **options: str) -> str:
    """Ban Evil; return the receipt."""
    mona = story.person("mona")
    question = await mona.slash("ban", player="Evil", reason="griefing", server="hall", **options)
    assert "Evil" in question.text
    return (await mona.press(question.message, label="Ban")).text


async def test_a_ban_for_good_keeps_out_is_listed_and_is_lifted_by_name(world: Evening) -> None:
    world.hall.join("Evil", ip="203.0.113.9")
    await world.look("hall")
    assert "Done" in await ban(world)
    with pytest.raises(JoinRefused, match="griefing"):
        world.hall.join("Evil", ip="203.0.113.9")
    mona = world.person("mona")
    listed = (await mona.slash("mod bans", server="hall")).text
    assert "Evil" in listed
    assert "griefing" in listed
    assert "203.0.113" not in listed
    question = await mona.slash("unban", who="evil", reason="enough", server="hall")
    assert "Done" in (await mona.press(question.message, label="Lift it")).text
    world.hall.join("Evil", ip="203.0.113.9")
    await world.until_shown("audit", "lifted the ban of **Evil**", "enough")
    assert "Nobody is banned" in (await mona.slash("mod bans", server="hall")).text


async def test_a_ban_ends_in_time_whoever_keeps_the_time(world: Evening) -> None:
    world.hall.join("Evil")
    await world.look("hall")
    assert "Done" in await ban(world, duration="1h")
    with pytest.raises(JoinRefused):
        world.hall.join("Evil")
    await world.stop()
    world.clock.pass_by(hours=1, seconds=5)
    await world.start()
    await world.enforce()
    if not world.hall.dialect.modern:
        await world.until_shown("audit", "lifted the ban of **Evil**", "its time is over")
    world.hall.join("Evil")


async def test_an_address_can_be_banned_and_is_shown_to_nobody(world: Evening) -> None:
    world.hall.join("Evil", ip="203.0.113.9")
    await world.look("hall")
    assert "Done" in await ban(world, by="Their address")
    with pytest.raises(JoinRefused):
        world.hall.join("Angel", ip="203.0.113.9")
    said = "\n".join(
        message.text for name in ("hall-feed", "audit") for message in world.discord.messages_in(name)
    )
    assert "203.0.113" not in said + (await world.person("mona").slash("mod bans", server="hall")).text


async def test_who_is_not_banned_cannot_be_unbanned(world: Evening) -> None:
    answer = await world.person("mona").slash("unban", who="Nobody", reason="x", server="hall")
    assert "/mod bans" in answer.text


async def test_a_mute_holds_when_its_player_comes_back_and_ends_in_time(world: Evening) -> None:
    world.hall.join("Spam")
    await world.look("hall")
    mona = world.person("mona")
    question = await mona.slash("mod mute", player="Spam", reason="caps", duration="1h", server="hall")
    assert "1 h" in question.text
    assert "Done" in (await mona.press(question.message, label="Mute")).text
    assert world.hall.player("Spam").muted
    world.hall.leave(world.hall.player("Spam"))
    await world.look("hall")
    again = world.hall.join("Spam")
    assert not again.muted
    await world.look("hall")
    await world.enforce()
    assert again.muted
    assert "Spam" in (await mona.slash("mod bans", server="hall")).text
    world.clock.pass_by(hours=1)
    await world.enforce()
    assert not again.muted
    await world.until_shown("audit", "let **Spam** write again", "its time is over")


async def test_a_mute_is_lifted_from_a_list_of_names(world: Evening) -> None:
    world.hall.join("Spam")
    await world.look("hall")
    mona = world.person("mona")
    question = await mona.slash("mod mute", player="Spam", reason="caps", server="hall")
    await mona.press(question.message, label="Mute")
    [choice] = await mona.autocomplete("mod unmute", {"server": "hall"}, focused="player", typed="sp")
    assert choice["name"] == "Spam"
    answer = await mona.slash("mod unmute", player=choice["value"], reason="sorry", server="hall")
    assert "Done" in answer.text
    assert not world.hall.player("Spam").muted
    assert await mona.autocomplete("mod unmute", {"server": "hall"}, focused="player", typed="") == []


async def test_a_race_server_neither_mutes_nor_bans_for_good(world: Evening) -> None:
    world.paddock.join("Ann")
    await world.look()
    mona = world.person("mona")
    muted = await mona.slash("mod mute", player="Ann", reason="x", server="paddock")
    assert "There is: `hall`" in muted.text
    assert "forgets" in (await mona.slash("ban", player="Ann", reason="x", server="paddock")).text


async def test_a_name_that_is_a_command_is_banned_and_nobody_else(world: Evening) -> None:
    for name in ("Evil", '" /off-nosave', ";", "%41"):
        world.hall.join(name)
    await world.look("hall")
    assert "Done" in await ban(world)
    assert sorted(player.name for player in world.hall.players) == sorted(['" /off-nosave', ";", "%41"])
