"""Staff look closer at somebody on a Terraria server, and everybody reads what the server itself says."""

from sandbox.discord.reply import Reply
from sandbox.games.tshock.people import Item
from tests.evening import Evening


async def chosen(story: Evening, name: str) -> Reply:
    """Have Mona choose somebody on the panel of the hall."""
    await story.look("hall")
    await story.until_shown("hall-staff", "control panel", name)
    panel = story.board("hall-staff")
    assert panel is not None
    return await story.person("mona").choose(panel, name)


async def test_what_somebody_carries_is_asked_when_the_button_is_pressed(terraria: Evening) -> None:
    nell = terraria.hall.join("Nell", account="nell_b", ip="127.0.0.77")
    card = await chosen(terraria, "Nell")
    nell.inventory = [Item(8, "Torch", 99), Item(73, "Gold @everyone", 25)]
    told = await terraria.person("mona").press(card.message, label="Inventory")
    assert told.ephemeral
    for text in ("99 Torch", "25 Gold", "nell\\_b", "tile 2098 from the left"):
        assert text in told.text
    assert "127.0.0.77" not in told.text
    assert "@everyone" not in told.text


async def test_a_character_is_killed_with_a_reason_for_the_audit(terraria: Evening) -> None:
    for name in ("Nell", "Nelly"):
        terraria.hall.join(name)
    mona = terraria.person("mona")
    card = await chosen(terraria, "Nell")
    receipt = await mona.submit(await mona.press(card.message, label="Kill"), {"Why": "stuck in a wall"})
    assert "Done" in receipt.text
    assert receipt.ephemeral
    assert [(player.name, player.deaths) for player in terraria.hall.players] == [("Nell", 1), ("Nelly", 0)]
    await terraria.until_shown("audit", "killed **Nell** in the game: stuck in a wall")


async def test_whoever_is_no_moderator_any_more_may_do_neither(terraria: Evening) -> None:
    nell = terraria.hall.join("Nell")
    mona = terraria.person("mona")
    card = await chosen(terraria, "Nell")
    form = await mona.press(card.message, label="Kill")
    terraria.guild.set_roles("mona", [])
    assert "is for moderators" in (await mona.press(card.message, label="Inventory")).text
    assert "is for moderators" in (await mona.submit(form, {"Why": "x"})).text
    assert nell.deaths == 0
    assert not any(path.endswith("/players/read") for path, _ in terraria.hall.asked)


async def test_of_somebody_who_left_the_answer_says_so(terraria: Evening) -> None:
    nell = terraria.hall.join("Nell")
    card = await chosen(terraria, "Nell")
    terraria.hall.leave(nell)
    assert "is not on" in (await terraria.person("mona").press(card.message, label="Inventory")).text


async def test_a_race_server_offers_neither(terraria: Evening) -> None:
    terraria.paddock.join("Ann")
    await terraria.look()
    await terraria.until_shown("staff", "Ann")
    panel = terraria.board("staff")
    assert panel is not None
    card = await terraria.person("mona").choose(panel, "Ann")
    assert "Kick" in str(card.message.components)
    assert "Kill" not in str(card.message.components)
    assert "Inventory" not in str(card.message.components)


async def test_everybody_reads_the_texts_of_the_server_and_it_is_asked_once(terraria: Evening) -> None:
    for _ in range(3):
        told = await terraria.person("tom").slash("servers", server="hall")
        for text in ("You have reached Hollowmere", "Build, do not burn", "Chests have owners"):
            assert text in told.text
        assert "%" not in told.text
    assert sum(path == "/v3/server/motd" for path, _ in terraria.hall.asked) == 1
