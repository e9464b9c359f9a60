"""The console, accounts and groups of a Terraria server, used by an admin in Discord."""

import asyncio
import logging
from pathlib import Path

import pytest

from cogs.tshock import TShock
from sandbox.discord.errors import JSON
from sandbox.games.tshock import V4
from tests.evening import Evening, evening

PASSWORD = "open % %41 sesame"


async def offers(story: Evening, command: str, focused: str, typed: str) -> list[str]:
    """What ada is offered, once it was read behind the scenes."""
    assert story.app is not None
    backend = story.app.servers.sources["hall"].backend
    assert isinstance(backend, TShock)
    choices: list[JSON] = []
    for _ in range(2):
        choices = await story.person("ada").autocomplete(command, {}, focused=focused, typed=typed)
        for reading in (backend.accounts.known._reading, backend.groups.known._reading):
            if reading is not None:
                await reading
    return [choice["value"] for choice in choices]


def everything_shown(story: Evening) -> str:
    """All messages of all channels, those for one person alone too."""
    channels = story.guild.channels.values()
    return "\n".join(message.text for channel in channels for message in channel.messages.values())


async def test_a_command_is_run_and_its_answer_is_for_whoever_asked(terraria: Evening) -> None:
    terraria.hall.join("Nell")
    ada = terraria.person("ada")
    answer = await ada.slash("terraria command", command="userinfo Nell")
    assert answer.ephemeral
    assert "[address]" in answer.text.replace("\\", "")
    assert terraria.hall.player("Nell").ip not in everything_shown(terraria)
    await terraria.until_shown("audit", "ran **/userinfo Nell**")
    assert not terraria.shows("audit", "address")
    quiet = await ada.slash("terraria command", command="/slap Nell")
    assert "told nothing" in quiet.text


async def test_what_the_console_refuses_is_not_called_done(terraria: Evening) -> None:
    answer = await terraria.person("ada").slash("terraria command", command="/nosuch")
    assert "Not done" in answer.text
    assert "Invalid command entered" in answer.text
    await terraria.until_shown("audit", "ran **/nosuch**", "[refused]")


async def test_a_command_with_a_password_is_neither_sent_nor_kept(terraria: Evening) -> None:
    answer = await terraria.person("ada").slash("terraria command", command="/user add nell sesame vip")
    assert "/terraria user" in answer.text
    assert "sesame" not in everything_shown(terraria)
    assert all(path != "/v3/server/rawcmd" for path, _ in terraria.hall.asked)
    assert not terraria.shows("audit", "ran")
    assert b"sesame" not in (terraria.folder / "steward.db").read_bytes()


async def test_an_account_is_made_in_a_form_and_its_password_stays_nowhere(
    terraria: Evening, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    ada, accounts = terraria.person("ada"), terraria.hall.accounts
    form = await ada.slash("terraria user create", user="Nell", group="vip")
    made = await ada.submit(form, {"Password": PASSWORD})
    assert "successfully created" in made.text
    assert made.ephemeral
    account = accounts.get("Nell")
    assert account is not None
    assert account.group == "vip"
    assert account.accepts(PASSWORD)
    await terraria.until_shown("audit", "made the account **Nell**")
    form = await ada.slash("terraria user update", user="Nell", group="default", new_password=True)
    changed = await ada.submit(form, {"Password": "sesame, again"})
    assert "Group updated" in changed.text
    assert "Password updated" in changed.text
    assert account.group == "default"
    assert account.accepts("sesame, again")
    await terraria.until_shown("audit", "changed the password of **Nell**")
    await terraria.stop()
    assert "sesame" not in everything_shown(terraria)
    assert "sesame" not in caplog.text
    for file in terraria.folder.glob("steward.db*"):
        assert b"sesame" not in file.read_bytes()


async def test_a_password_with_a_blank_at_its_end_is_refused_as_it_was_typed(terraria: Evening) -> None:
    ada = terraria.person("ada")
    refused = await ada.submit(await ada.slash("terraria user create", user="Nell"), {"Password": "sesame "})
    assert "without blanks at its ends" in refused.text
    assert "sesame" not in refused.text
    assert terraria.hall.accounts.get("Nell") is None


async def test_a_password_is_left_as_it_is_where_the_group_before_it_was_refused(terraria: Evening) -> None:
    ada = terraria.person("ada")
    nell = terraria.hall.accounts.add("nell", PASSWORD, "default")
    form = await ada.slash("terraria user update", user="nell", group="nosuch", new_password=True)
    refused = await ada.submit(form, {"Password": "sesame, again"})
    assert "Not done" in refused.text
    assert nell.accepts(PASSWORD)


async def test_a_list_to_choose_from_waits_for_no_server(terraria: Evening) -> None:
    for path in ("/v2/users/list", "/v2/groups/list"):
        terraria.hall.faults.add(path, "hang", times=None)
    ada = terraria.person("ada")
    for focused in ("user", "group"):
        async with asyncio.timeout(3):  # a question to a silent server takes longer
            offered = await ada.autocomplete("terraria user update", {}, focused=focused, typed="")
        assert offered == []


async def test_an_old_servers_account_gets_its_password_twice_and_that_is_said(tmp_path: Path) -> None:
    async with evening(tmp_path, hall=V4) as old:
        await old.start()
        ada = old.person("ada")
        made = await ada.submit(await ada.slash("terraria user create", user="Nell"), {"Password": PASSWORD})
        assert "set a second time" in made.text
        account = old.hall.accounts.get("Nell")
        assert account is not None
        assert account.accepts(PASSWORD)


async def test_accounts_are_offered_listed_shown_and_deleted(terraria: Evening) -> None:
    ada, hall = terraria.person("ada"), terraria.hall
    hall.accounts.add("nell", PASSWORD, "vip")
    hall.accounts.add("*oleg*", PASSWORD, "default")
    hall.join("Nell of the Hill", account="nell")
    assert await offers(terraria, "terraria user show", "user", "ne") == ["nell"]
    assert "**nell** \N{MIDDLE DOT} vip" in (await ada.slash("terraria user list")).text
    assert "\\*oleg\\*" in (await ada.slash("terraria user list")).text
    assert "nell" in (await ada.slash("terraria user online")).text
    assert "Plays now\nyes" in (await ada.slash("terraria user show", user="nell")).text
    question = await ada.slash("terraria user delete", user="nell")
    assert "cannot be brought back" in question.text
    assert hall.accounts.get("nell")
    assert "deleted" in (await ada.press(question.message, label="Delete it")).text
    assert hall.accounts.get("nell") is None
    assert await offers(terraria, "terraria user show", "user", "") == ["*oleg*"]
    missing = await ada.slash("terraria user delete", user="nell")
    assert "doesn't exist" in missing.text


async def test_groups_are_made_changed_from_old_to_new_and_deleted(terraria: Evening) -> None:
    ada, groups = terraria.person("ada"), terraria.hall.groups
    made = await ada.slash(
        "terraria group create", group="builders", parent="default", permissions="tshock.slap, !tshock.warp"
    )
    assert "created successfully" in made.text
    groups.find("builders").colour = groups.find("builders").stored_colour = (9, 8, 7)
    assert await offers(terraria, "terraria group update", "parent", "vi") == ["vip"]
    shown = await ada.slash("terraria group show", group="builders")
    assert "tshock.slap, !tshock.warp" in shown.text
    question = await ada.slash(
        "terraria group update", group="builders", parent="vip", permissions="tshock.slap, tshock.whisper"
    )
    for words in ("default \N{RIGHTWARDS ARROW} **vip**", "gains: tshock.whisper", "loses: !tshock.warp"):
        assert words in question.text
    assert groups.find("builders").parent == "default"
    assert "updated" in (await ada.press(question.message, label="Change it")).text
    groups.reload()
    builders = groups.find("builders")
    assert (builders.parent, builders.permissions, builders.colour) == (
        "vip",
        ["tshock.slap", "tshock.whisper"],
        (9, 8, 7),
    )
    assert "**builders** \N{MIDDLE DOT} below vip" in (await ada.slash("terraria group list")).text
    question = await ada.slash("terraria group delete", group="builders")
    await ada.press(question.message, label="Delete it")
    assert "builders" not in groups
    for told in ("made the group **builders**", "changed the group **builders**", "deleted the group"):
        await terraria.until_shown("audit", told)


async def test_one_permission_is_added_and_one_taken_without_typing_the_others(terraria: Evening) -> None:
    ada, groups = terraria.person("ada"), terraria.hall.groups
    groups.add("builders", "", ("tshock.slap", "tshock.warp", "!tshock.whisper"))
    question = await ada.slash(
        "terraria group update", group="builders", add="tshock.admin.kick", remove="tshock.slap"
    )
    assert "gains: tshock.admin.kick\nIt loses: tshock.slap" in question.text
    await ada.press(question.message, label="Change it")
    builders = groups.find("builders")
    assert builders.permissions == ["tshock.warp", "tshock.admin.kick"]
    assert builders.negated == ["tshock.whisper"]


async def test_a_change_of_nothing_is_asked_back(terraria: Evening) -> None:
    ada = terraria.person("ada")
    assert "given, or another" in (await ada.slash("terraria group update", group="vip")).text
    for nothing in ({"add": "tshock.reservedslot"}, {"remove": "tshock.slap"}, {"parent": "default"}):
        answer = await ada.slash("terraria group update", group="vip", **nothing)
        assert "something that changes" in answer.text
    assert "given, or new_password" in (await ada.slash("terraria user update", user="nell")).text


async def test_whoever_lost_the_role_cannot_send_the_form_off(terraria: Evening) -> None:
    ada = terraria.person("ada")
    form = await ada.slash("terraria user create", user="Nell")
    terraria.guild.set_roles("ada", [])
    refused = await ada.submit(form, {"Password": PASSWORD})
    assert "is for admins" in refused.text
    assert terraria.hall.accounts.get("Nell") is None
