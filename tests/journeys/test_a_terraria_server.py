"""A Terraria server beside the race server: its board, and what admins do to it below /terraria."""

from pathlib import Path

import pytest

from sandbox.discord.errors import ClientRefused
from sandbox.games.tshock import V4
from tests.evening import Evening, evening


def offered(story: Evening, root: str = "terraria") -> set[str]:
    """What ada finds below one root."""
    commands = {one["name"]: one for one in story.person("ada").commands("general")}
    return {part["name"] for part in commands[root]["options"]} if root in commands else set()


async def test_its_board_shows_who_is_there(terraria: Evening) -> None:
    terraria.hall.join("Nell")
    await terraria.look("hall")
    await terraria.until_shown("hall-status", "Nell")
    assert not terraria.shows("status", "Nell")


async def test_its_commands_are_for_admins_alone(terraria: Evening) -> None:
    for name in ("mona", "tom"):
        with pytest.raises(ClientRefused):
            await terraria.person(name).slash("terraria save")
    assert not terraria.hall.world.saves


async def test_without_such_a_server_there_are_no_such_commands(story: Evening) -> None:
    assert not offered(story)


async def test_a_server_of_today_offers_no_restart(terraria: Evening) -> None:
    assert "save" in offered(terraria)
    assert "restart" not in offered(terraria)


async def test_an_old_server_is_started_anew_once_that_is_confirmed(tmp_path: Path) -> None:
    async with evening(tmp_path, hall=V4) as old:
        await old.start()
        await old.discord.until(lambda: "restart" in offered(old))
        old.hall.join("Nell")
        await old.look("hall")
        ada = old.person("ada")
        question = await ada.slash("terraria restart", message="a minute")
        assert "One player is put out" in question.text
        done = await ada.press(question.message, label="Restart it")
        assert "Done" in done.text
        await old.hall.until(lambda: old.hall.starts == 2)
        await old.until_shown("audit", "restarted the server")


async def test_the_world_is_changed_at_a_tap_and_the_server_is_quoted(terraria: Evening) -> None:
    ada, world = terraria.person("ada"), terraria.hall.world
    answer = await ada.slash("terraria world", what="Time: noon")
    assert "clock shows 12:00" in answer.text
    assert answer.ephemeral
    assert world.clock == "12:00"
    assert "set to True" in (await ada.slash("terraria world", what="Blood moon: begin")).text
    assert world.bloodmoon
    await terraria.until_shown("audit", "made it noon", "clock shows 12:00")
    await terraria.until_shown("audit", "began a blood moon", "Blood Moon has been set")


async def test_what_destroys_is_asked_first(terraria: Evening) -> None:
    ada, world = terraria.person("ada"), terraria.hall.world
    question = await ada.slash("terraria world", what="Kill all creatures, friendly ones too")
    assert "friendly ones too" in question.text
    assert world.hostile == 3
    done = await ada.press(question.message, label="Kill them all")
    assert "4 NPCs have been killed" in done.text
    assert (world.hostile, world.friendly) == (0, 0)


async def test_everybody_is_told_of_a_meteor_that_fell(terraria: Evening) -> None:
    ada = terraria.person("ada")
    question = await ada.slash("terraria world", what="Meteor")
    await ada.press(question.message, label="Let it fall")
    await terraria.until_shown("hall-feed", "A meteorite fell")


async def test_a_meteor_that_was_refused_is_no_news(terraria: Evening) -> None:
    ada, group = terraria.person("ada"), terraria.hall.groups.find("steward")
    group.permissions.remove("tshock.rest.causeevents")
    question = await ada.slash("terraria world", what="Meteor")
    assert "causeevents" in (await ada.press(question.message, label="Let it fall")).text
    await terraria.until_shown("audit", "let a meteor fall")
    assert not terraria.shows("hall-feed", "meteorite")


async def test_saving_and_autosave_are_one_command_each(terraria: Evening) -> None:
    ada, saves = terraria.person("ada"), terraria.hall.world.saves
    assert "World saved" in (await ada.slash("terraria save")).text
    assert terraria.hall.world.saves == saves + 1
    assert "set to False" in (await ada.slash("terraria autosave", state="off")).text
    assert not terraria.hall.config.autosave
    assert "reload complete" in (await ada.slash("terraria reload")).text
    assert "Type /rules first" in (await ada.slash("terraria motd")).text
    for told in ("saved the world", "switched autosave off", "had the configuration reloaded"):
        await terraria.until_shown("audit", told)


async def test_a_server_goes_off_once_its_name_is_typed(terraria: Evening) -> None:
    terraria.hall.join("Nell")
    nell, ada = terraria.hall.player("Nell"), terraria.person("ada")
    form = await ada.slash("terraria off", save=False)
    wrong = await ada.submit(form, {"Type hall": "paddock"})
    assert "the server's name, hall" in wrong.text
    assert terraria.hall.listening
    right = {"Type hall": "hall", "What the players read": "good night"}
    done = await ada.submit(await ada.slash("terraria off", save=False), right)
    assert "shutting down" in done.text
    assert nell.parted == "good night"
    await terraria.hall.until(lambda: not terraria.hall.listening)
    await terraria.until_shown("audit", "switched the server off without saving")


async def test_an_answer_that_never_came_is_said_and_nothing_is_sent_again(terraria: Evening) -> None:
    terraria.hall.faults.add("/v2/world/save", "lost_answer")
    answer = await terraria.person("ada").slash("terraria save")
    assert "nobody knows" in answer.text
    assert sum(path == "/v2/world/save" for path, _ in terraria.hall.asked) == 1
    await terraria.until_shown("audit", "saved the world", "[unknown]")
