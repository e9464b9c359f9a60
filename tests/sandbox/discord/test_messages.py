import io

import discord
import pytest

from sandbox.discord import SandboxDiscord
from sandbox.discord.guild import Guild
from tests.sandbox.discord.conftest import Bot, Clock, Rest, Running, text_channel

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x02\x00\x00\x00\x03\x08\x06\x00\x00\x00\x00\x00\x00\x00"
)


async def test_a_message_is_sent_edited_and_deleted_before_everybody_s_eyes(
    here: SandboxDiscord, guild: Guild, running: Running
) -> None:
    async with running(Bot()) as bot:
        channel = text_channel(bot, guild, "status")
        sent = await channel.send("one")
        [shown] = here.messages_in("status", seen_by="mona")
        assert (shown.text, shown.author.bot) == ("one", True)
        await sent.edit(content="two", embed=discord.Embed(description="and more"))
        assert shown.text == "two\nand more"
        assert shown.edited_at is not None
        await sent.delete()
        assert here.messages_in("status") == []
        with pytest.raises(discord.NotFound) as missing:
            await sent.edit(content="three")
    assert missing.value.code == 10008


async def test_the_bot_hears_what_people_write(here: SandboxDiscord, guild: Guild, running: Running) -> None:
    async with running(Bot()) as bot:
        said = await here.as_user("mona").say("general", "hello <@&1> @everyone")
        heard = (
            await bot.wait_for("message", timeout=2) if not bot.cached_messages else bot.cached_messages[0]
        )
        assert (heard.id, heard.content, heard.author.name) == (said.id, "hello <@&1> @everyone", "mona")
        assert heard.mention_everyone
        assert heard.guild is not None
        assert heard.guild.id == guild.id


async def test_history_comes_in_pages(guild: Guild, rest: Rest) -> None:
    path = f"/channels/{guild.channel('general').id}/messages"
    ids = [(await rest("POST", path, {"content": str(n)}))[1]["id"] for n in range(6)]

    async def page(**query: str) -> list[int]:
        _, messages = await rest("GET", path, **query)
        return [ids.index(message["id"]) for message in messages]

    assert await page(limit="2") == [5, 4]
    assert await page(limit="2", before=ids[4]) == [3, 2]
    assert await page(limit="2", after=ids[1]) == [3, 2]
    assert await page(limit="3", around=ids[2]) == [3, 2, 1]


async def test_the_same_nonce_makes_no_second_message(
    here: SandboxDiscord, guild: Guild, running: Running, clock: Clock
) -> None:
    async with running(Bot()) as bot:
        channel = text_channel(bot, guild, "status")
        first, again = await channel.send("x", nonce="board-1"), await channel.send("x", nonce="board-1")
        clock.now += 600
        later = await channel.send("x", nonce="board-1")
    assert first.id == again.id != later.id
    assert len(here.messages_in("status")) == 2


async def test_a_picture_in_an_embed_is_served_and_no_attachment(
    here: SandboxDiscord, guild: Guild, running: Running, rest: Rest
) -> None:
    async with running(Bot()) as bot:
        channel = text_channel(bot, guild, "status")
        embed = discord.Embed(title="Board").set_image(url="attachment://board.png")
        sent = await channel.send(embed=embed, file=discord.File(io.BytesIO(PNG), "board.png"))
        image = sent.embeds[0].image
        assert (sent.attachments, image.width, image.height) == ([], 2, 3)
        async with rest.session.get(str(image.url)) as answer:
            assert (await answer.read(), answer.content_type) == (PNG, "image/png")
        new = discord.File(io.BytesIO(PNG + b"2"), "board.png")
        await sent.edit(embed=embed, attachments=[new])
    [shown] = here.messages_in("status")
    assert [file.content for file in shown.files] == [PNG + b"2"]


async def test_an_edit_keeps_the_files_it_does_not_speak_of(
    here: SandboxDiscord, guild: Guild, running: Running
) -> None:
    async with running(Bot()) as bot:
        files = [discord.File(io.BytesIO(name.encode()), f"{name}.txt", description=name) for name in "ab"]
        sent = await text_channel(bot, guild, "status").send("x", files=files)
        [shown] = here.messages_in("status")
        await sent.edit(content="y")
        assert [(file.filename, file.description) for file in shown.attachments] == [
            ("a.txt", "a"),
            ("b.txt", "b"),
        ]
        await sent.edit(attachments=[sent.attachments[1]])
        assert [file.filename for file in shown.attachments] == ["b.txt"]


async def test_mentions_ping_only_whom_they_may(guild: Guild, rest: Rest) -> None:
    path = f"/channels/{guild.channel('general').id}/messages"
    mona = guild.member("mona").id
    body = {"content": f"<@{mona}> @everyone"}
    _, loud = await rest("POST", path, body)
    _, quiet = await rest("POST", path, {**body, "allowed_mentions": {"parse": []}})
    assert ([user["username"] for user in loud["mentions"]], loud["mention_everyone"]) == (["mona"], True)
    assert (quiet["mentions"], quiet["mention_everyone"]) == ([], False)


async def test_old_messages_are_not_deleted_in_bulk(guild: Guild, rest: Rest, clock: Clock) -> None:
    path = f"/channels/{guild.channel('general').id}/messages"
    ids = [(await rest("POST", path, {"content": "x"}))[1]["id"] for _ in range(3)]
    for wrong, code in ((ids[:1], 50016), ([ids[0], ids[0]], 50016)):
        assert (await rest("POST", path + "/bulk-delete", {"messages": wrong}))[1]["code"] == code
    assert await rest("POST", path + "/bulk-delete", {"messages": ids[:2]}) == (204, None)
    clock.now += 15 * 86_400
    young = (await rest("POST", path, {"content": "x"}))[1]["id"]
    assert (await rest("POST", path + "/bulk-delete", {"messages": [ids[2], young]}))[1]["code"] == 50034


async def test_pins_reactions_and_threads_work_from_the_real_client(
    here: SandboxDiscord, guild: Guild, running: Running
) -> None:
    async with running(Bot()) as bot:
        message = await text_channel(bot, guild, "general").send("x")
        await message.pin()
        assert [pinned.id async for pinned in message.channel.pins()] == [message.id]
        await message.add_reaction("\N{CHEQUERED FLAG}")
        assert here.messages_in("general")[0].reactions == {"\N{CHEQUERED FLAG}": [here.application_id]}
        thread = await message.create_thread(name="Steward's room")
        await thread.send("inside")
        assert [shown.text for shown in here.messages_in("Steward's room")] == ["inside"]
        with pytest.raises(discord.HTTPException) as again:
            await message.create_thread(name="Again")
        await thread.edit(archived=True, locked=True)
        with pytest.raises(discord.HTTPException) as closed:
            await thread.send("too late")
    assert (again.value.code, closed.value.code) == (160004, 50083)


async def test_a_person_who_refuses_dms_gets_none(guild: Guild, running: Running) -> None:
    async with running(Bot()) as bot:
        tom = await bot.fetch_user(guild.member("tom").id)
        assert (await tom.send("hello")).content == "hello"
        guild.member("tom").user.accepts_dms = False
        with pytest.raises(discord.Forbidden) as refused:
            await tom.send("hello")
    assert refused.value.code == 50007


async def test_webhooks_post_under_their_own_name(
    here: SandboxDiscord, guild: Guild, running: Running
) -> None:
    async with running(Bot()) as bot:
        webhook = await text_channel(bot, guild, "status").create_webhook(name="Relay")
        sent = await webhook.send("from the game", username="Ann", wait=True)
        await sent.edit(content="from the race")
        [shown] = here.messages_in("status")
        assert (shown.author.name, shown.text) == ("Ann", "from the race")
        await sent.delete()
    assert here.messages_in("status") == []
