"""The operator's presets: found, asked about and set by command, and in taps from the control panel."""

from pathlib import Path

import pytest

from sandbox.discord.model import Message
from tests.evening import Evening
from tests.settable import Settable, made_settable

SPRINT = """\
name: Sprint
description: Rain *and* few cars
session:
  weather: rain
  Grid size: 12
"""
AS_NOW = "session: {Weather: clear, Grid: 20}\n"
BROKEN = """\
session:
  Wether: Rain
  Weather: Snow
  Grid: 99
"""
ELSEWHERE = "name: Spa only\nservers: [spa]\nsession: {Weather: Rain}\n"
SPA = """\
  spa: {game: ams2, url: "http://127.0.0.1:9"}
"""


def write(folder: Path, **presets: str) -> None:
    (folder / "config" / "presets").mkdir(parents=True)
    for name, text in presets.items():
        (folder / "config" / "presets" / f"{name}.yaml").write_text(text)


@pytest.fixture
async def settable(prepared: Evening) -> Settable:
    """The server behind a story with presets, some of them for another server or wrong."""
    prepared.more_settings = SPA
    write(prepared.folder, sprint=SPRINT, usual=AS_NOW, broken=BROKEN, elsewhere=ELSEWHERE)
    await prepared.start()
    return await made_settable(prepared)


async def panel_of(story: Evening) -> Message:
    story.paddock.join("Ann")
    await story.look()
    await story.until_shown("staff", "control panel", "Ann")
    board = story.board("staff")
    assert board is not None
    return board


def lists_in(message: Message) -> list[str]:
    """The ids of the two lists: for the session that runs, and for the next one."""
    return [row["components"][0]["custom_id"] for row in message.components]


async def test_a_preset_is_asked_about_setting_by_setting_and_then_set_in_the_servers_own_values(
    prepared: Evening, settable: Settable
) -> None:
    mona = prepared.person("mona")
    question = await mona.slash("session preset", preset="sprint", reason="race night", server="paddock")
    assert "Change the session that runs" in question.text
    assert "Weather: Clear → **Rain**" in question.text
    assert "Grid size: 20 → **12**" in question.text
    assert not settable.asked
    receipt = await mona.press(question.message, label="Change it")
    assert settable.asked == (({"Weather": "2", "Grid": "12"}, False, False),)
    assert "is **Rain** now" in receipt.text
    assert "was not applied. It is 20." in receipt.text
    await prepared.until_shown("audit", "set **Weather = Rain", "preset Sprint, race night")


@pytest.mark.usefixtures("settable")
async def test_what_is_so_already_is_asked_about_as_that(prepared: Evening) -> None:
    mona = prepared.person("mona")
    question = await mona.slash("session preset", preset="usual", reason="x", server="paddock")
    assert "Weather: **Clear**, as now\nGrid size: **20**, as now\n" in question.text


async def test_a_preset_can_be_for_the_next_session(prepared: Evening, settable: Settable) -> None:
    mona = prepared.person("mona")
    question = await mona.slash("session preset", preset="Sprint", reason="x", next=True, server="paddock")
    assert "Change the next session" in question.text
    await mona.press(question.message, label="Change it")
    assert settable.asked == (({"Weather": "2", "Grid": "12"}, True, False),)


async def test_what_a_server_does_not_know_is_told_by_file_and_line_and_nothing_is_sent(
    prepared: Evening, settable: Settable
) -> None:
    told = await prepared.person("mona").slash(
        "session preset", preset="broken", reason="x", server="paddock"
    )
    lines = told.text.replace("\\", "").splitlines()
    assert "nothing was sent" in lines[0]
    where = "config/presets/broken.yaml, line"
    assert (
        f"{where} 2: session.Wether: found 'Wether', expected one from the list that can be set" in lines[1]
    )
    assert "such as: Weather" in lines[1]
    assert f"{where} 3: session.Weather: found 'Snow', expected one of these: Clear, Rain" in lines[2]
    assert f"{where} 4: session.Grid: found '99', expected a whole number from 2 to 64" in lines[3]
    assert told.message.components == []
    assert settable.asked == ()


@pytest.mark.parametrize("asked", ["Spa only", "nothing"])
@pytest.mark.usefixtures("settable")
async def test_a_preset_for_another_server_is_none_here(prepared: Evening, asked: str) -> None:
    told = await prepared.person("mona").slash("session preset", preset=asked, reason="x", server="paddock")
    assert "one of these: broken, Sprint, usual" in told.text


@pytest.mark.usefixtures("settable")
async def test_the_presets_of_the_chosen_server_are_offered_while_typing(prepared: Evening) -> None:
    mona = prepared.person("mona")
    here = await mona.autocomplete("session preset", {"server": "paddock"}, focused="preset", typed="r")
    assert [(choice["name"], choice["value"]) for choice in here] == [
        ("broken", "broken"),
        ("Sprint: Rain *and* few cars", "Sprint"),
    ]
    typed = await mona.autocomplete("session preset", {"server": "paddock"}, focused="preset", typed="SPR")
    assert [choice["value"] for choice in typed] == ["Sprint"]


async def test_from_the_panel_it_is_three_taps(prepared: Evening, settable: Settable) -> None:
    mona = prepared.person("mona")
    lists = await mona.press(await panel_of(prepared), label="Preset")
    assert lists.ephemeral
    assert "**Sprint**: Rain \\*and\\* few cars" in lists.text
    assert "Spa only" not in lists.text
    question = await mona.choose(lists.message, "Sprint", lists_in(lists.message)[0])
    assert "Weather: Clear → **Rain**" in question.text
    assert not settable.asked
    await mona.press(question.message, label="Change it")
    assert settable.asked == (({"Weather": "2", "Grid": "12"}, False, False),)
    await prepared.until_shown("audit", "preset Sprint, from the control panel")


async def test_the_panel_has_presets_for_the_next_session_too(prepared: Evening, settable: Settable) -> None:
    mona = prepared.person("mona")
    lists = await mona.press(await panel_of(prepared), label="Preset")
    question = await mona.choose(lists.message, "Sprint", lists_in(lists.message)[1])
    assert "Change the next session" in question.text
    await mona.press(question.message, label="Change it")
    assert settable.asked == (({"Weather": "2", "Grid": "12"}, True, False),)


async def test_many_presets_with_long_and_hostile_words_fit_into_what_discord_takes(
    prepared: Evening,
) -> None:
    about = f"description: '{'[x](http://evil) @everyone ' * 7}'"
    texts = {
        f"p{number:02}": f"name: '{number:02} **{'n' * 95}'\n{about}\nsession: {{Weather: Rain}}\n"
        for number in range(60)
    }
    write(prepared.folder, **texts)
    await prepared.start()
    settable = await made_settable(prepared)
    mona = prepared.person("mona")
    offered = await mona.autocomplete("session preset", {}, focused="preset", typed="5")
    assert len(offered) == 15
    lists = await mona.press(await panel_of(prepared), label="Preset")
    assert "The lists hold the first 50; `/session preset` knows them all." in lists.text
    assert len(lists_in(lists.message)) == 4
    question = await mona.choose(lists.message, f"49 **{'n' * 95}", lists_in(lists.message)[3])
    await mona.press(question.message, label="Change it")
    assert settable.asked == (({"Weather": "2"}, True, False),)


async def test_whoever_is_no_moderator_any_more_is_refused_at_every_tap(
    prepared: Evening, settable: Settable
) -> None:
    tom, mona, panel = prepared.person("tom"), prepared.person("mona"), await panel_of(prepared)
    assert "is for moderators" in (await tom.press(panel, label="Preset")).text
    lists = await mona.press(panel, label="Preset")
    now, _ = lists_in(lists.message)
    question = await mona.choose(lists.message, "Sprint", now)
    prepared.guild.set_roles("mona", [])
    assert "is for moderators" in (await mona.choose(lists.message, "Sprint", now)).text
    assert "is for moderators" in (await mona.press(question.message, label="Change it")).text
    assert settable.asked == ()
