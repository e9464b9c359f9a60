"""/linkme where a name is all that tells players apart: a code by whisper, to exactly one of them."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sandbox.discord import Person
from sandbox.discord.reply import Reply
from sandbox.games.tshock import V4, V6
from sandbox.games.tshock.people import Player
from tests.evening import Evening, evening


@pytest.fixture(params=[V4, V6], ids=["of 2016", "of today"])
async def hall(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Evening]:
    async with evening(tmp_path, hall=request.param, hall_logs=True) as furnished:
        yield await furnished.start()
        assert furnished.discord.unknown_routes == []


def codes(player: Player) -> list[str]:
    """Every code that *player* was whispered."""
    return [found[0] for line in player.whispers if (found := re.search(r"\d{4}-\d{4}", line))]


async def ask(story: Evening, person: Person, name: str) -> Reply:
    await story.look("hall")
    return await person.slash("linkme", server="hall", player=name)


async def type_code(person: Person, offered: Reply, code: str) -> str:
    form = await person.press(offered.message, label="Type the code")
    return (await person.submit(form, {"Code": code})).text


async def test_whoever_is_logged_in_is_linked_by_their_account(hall: Evening) -> None:
    mira, other, tom = hall.hall.join("Mira", account="mira_b"), hall.hall.join("Mir"), hall.person("tom")
    answer = await type_code(tom, await ask(hall, tom, "Mira"), codes(mira)[0])
    assert "linked to **Mira**" in answer
    assert "weak" not in answer
    assert other.whispers == []
    await hall.until_shown("hall-status", "Mira", f"<@{tom.id}>")
    hall.hall.leave(mira)
    hall.hall.join("Renamed", account="mira_b")
    await hall.look("hall")
    await hall.until_shown("hall-status", "Renamed", f"<@{tom.id}>")


async def test_a_character_without_account_makes_a_weak_link_that_is_shown_as_one(hall: Evening) -> None:
    mira, tom = hall.hall.join("Mira"), hall.person("tom")
    answer = await type_code(tom, await ask(hall, tom, "Mira"), codes(mira)[0])
    assert "linked to **Mira**" in answer
    assert "weak link" in answer
    await hall.until_shown("audit", "Mira", "bare name")
    assert "weak: by name alone" in (await tom.slash("me links")).text
    assert "weak: by name alone" in (await hall.person("tim").user_command("Player card", target="tom")).text
    await hall.look("hall")
    assert not hall.shows("hall-status", f"<@{tom.id}>")
    assert "no longer linked" in (await tom.slash("unlink")).text


async def test_a_proven_account_takes_the_place_of_the_weak_link(hall: Evening) -> None:
    mira, tom = hall.hall.join("Mira"), hall.person("tom")
    await type_code(tom, await ask(hall, tom, "Mira"), codes(mira)[0])
    hall.hall.login(mira, "mira_b")
    await type_code(tom, await ask(hall, tom, "Mira"), codes(mira)[1])
    links = (await tom.slash("me links")).text
    assert links.count("**Mira**") == 1
    assert "weak" not in links


async def test_a_weak_link_gives_way_to_whoever_wears_the_name_later(hall: Evening) -> None:
    mira, tom, tim = hall.hall.join("Mira"), hall.person("tom"), hall.person("tim")
    await type_code(tom, await ask(hall, tom, "Mira"), codes(mira)[0])
    assert "linked to **Mira**" in await type_code(tim, await ask(hall, tim, "Mira"), codes(mira)[1])
    assert "Nothing yet" in (await tom.slash("me links")).text


async def test_a_proven_link_is_not_taken_away_by_another(hall: Evening) -> None:
    mira, tom = hall.hall.join("Mira", account="mira_b"), hall.person("tom")
    await type_code(tom, await ask(hall, tom, "Mira"), codes(mira)[0])
    assert "Somebody else is linked" in (await ask(hall, hall.person("tim"), "Mira")).text
    assert len(codes(mira)) == 1


@pytest.mark.parametrize("account", [None, "thief"], ids=["a guest", "another account"])
async def test_a_code_is_worth_nothing_once_another_wears_the_name(
    hall: Evening, account: str | None
) -> None:
    mira, tom = hall.hall.join("Mira", account="mira_b"), hall.person("tom")
    offered = await ask(hall, tom, "Mira")
    hall.hall.leave(mira)
    hall.hall.join("Mira", account=account)
    assert "somebody else now" in await type_code(tom, offered, codes(mira)[0])
    assert "not right" in await type_code(tom, offered, codes(mira)[0])
    assert "Nothing yet" in (await tom.slash("me links")).text


async def test_whoever_logs_in_after_the_whisper_asks_again(hall: Evening) -> None:
    mira, tom = hall.hall.join("Mira"), hall.person("tom")
    offered = await ask(hall, tom, "Mira")
    hall.hall.login(mira, "mira_b")
    assert "logged in otherwise" in await type_code(tom, offered, codes(mira)[0])


async def test_whoever_left_after_the_whisper_is_linked_all_the_same(hall: Evening) -> None:
    mira, tom = hall.hall.join("Mira", account="mira_b"), hall.person("tom")
    offered = await ask(hall, tom, "Mira")
    hall.hall.leave(mira)
    assert "linked to **Mira**" in await type_code(tom, offered, codes(mira)[0])


async def test_a_name_that_changed_its_wearer_since_the_last_look_is_bound_to_the_new_one(
    hall: Evening,
) -> None:
    mira, tom = hall.hall.join("Mira", account="mira_b"), hall.person("tom")
    await hall.look("hall")
    hall.hall.leave(mira)
    thief = hall.hall.join("Mira", account="thief")
    offered = await tom.slash("linkme", server="hall", player="Mira")
    hall.hall.leave(thief)
    hall.hall.join("Mira", account="mira_b")
    assert "somebody else now" in await type_code(tom, offered, codes(thief)[0])


async def test_two_who_ask_for_one_player_are_told_apart_by_their_codes(hall: Evening) -> None:
    mira, tom, tim = hall.hall.join("Mira", account="mira_b"), hall.person("tom"), hall.person("tim")
    toms, tims = await ask(hall, tom, "Mira"), await ask(hall, tim, "Mira")
    first, second = codes(mira)
    assert ["tom" in line for line in mira.whispers] == [True, False]
    assert "not right" in await type_code(tom, toms, second)
    assert "not right" in await type_code(tim, tims, first)
    assert "linked to **Mira**" in await type_code(tim, tims, second)
    assert "Somebody else is linked" in await type_code(tom, toms, first)


@pytest.mark.parametrize("name", ["Ali", 'Bob, the "B"', "%41", "[c/FF0000:red]", "two  blanks", "\\", "7"])
async def test_only_the_player_of_that_name_is_whispered_to(hall: Evening, name: str) -> None:
    wanted = hall.hall.join(name, account="wanted")
    others = [hall.hall.join(other) for other in ("Alice", "Bob", "A", "red", "two blanks", "\\\\", "70")]
    tom = hall.person("tom")
    await hall.look("hall")
    assert hall.app is not None
    server = hall.app.servers.get("hall")
    assert server is not None
    handle = next(one.handle for one in server.roster.values() if one.name == name)
    offered = await tom.slash("linkme", server="hall", player=f"player:{handle}")
    if name == "7" and not hall.hall.dialect.modern:
        assert "number of somebody else's slot" in offered.text
        return
    assert [one.whispers for one in others] == [[] for _ in others]
    assert "linked to" in await type_code(tom, offered, codes(wanted)[0])


async def test_a_player_who_takes_no_whispers_is_told_what_to_do(terraria: Evening) -> None:
    mira, tom = terraria.hall.join("Mira", account="mira_b"), terraria.person("tom")
    mira.accepts_whispers = False
    answer = (await ask(terraria, tom, "Mira")).text
    assert "Mira is not accepting whispers" in answer
    assert "/wallow" in answer
    assert codes(mira) == []


async def test_a_line_in_the_log_proves_nothing(hall: Evening) -> None:
    mira, tom = hall.hall.join("Mira", account="mira_b"), hall.person("tom")
    await hall.look("hall")
    code = re.search(r"\d{4}-\d{4}", (await tom.slash("linkme")).text)
    assert code is not None
    hall.hall.say(mira, f"!linkme {code[0]}")
    await hall.look("hall")
    await hall.hall.until(lambda: mira.whispers)
    assert "/linkme in Discord" in mira.whispers[-1]
    hall.hall.say(mira, "!unlink")
    await hall.look("hall")
    await hall.hall.until(lambda: len(mira.whispers) == 2)
    assert "/unlink there" in mira.whispers[-1]
    assert "Nothing yet" in (await tom.slash("me links")).text
    assert not hall.shows("hall-chat", "linkme")


async def test_without_a_name_a_code_is_offered_for_where_it_counts(hall: Evening) -> None:
    tom = hall.person("tom")
    paddock = hall.server.title
    assert f"Join **{paddock}**" in (await tom.slash("linkme")).text
    assert "your name there" in (await tom.slash("linkme", server="hall")).text
    board = hall.board("hall-status")
    assert board is not None
    assert "your name there" in (await tom.press(board, label="Link my name")).text


async def test_a_server_that_does_not_answer_links_nobody_and_the_code_lives(hall: Evening) -> None:
    mira, tom = hall.hall.join("Mira", account="mira_b"), hall.person("tom")
    offered = await ask(hall, tom, "Mira")
    await hall.hall.down()
    assert "No answer" in await type_code(tom, offered, codes(mira)[0])
    await hall.hall.up()
    assert "linked to **Mira**" in await type_code(tom, offered, codes(mira)[0])


@pytest.mark.parametrize("account", [None, "mira_b"], ids=["of a guest", "of an account"])
async def test_a_name_that_changes_its_wearer_during_the_whisper_makes_no_code(
    hall: Evening, account: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    game, tom = hall.hall, hall.person("tom")
    game.join("Mira", account=account)
    shown = game.whisper

    def swap_and_show(player: Player, author: str, text: str) -> None:
        game.leave(player)
        shown(game.join("Mira", account="thief"), author, text)

    monkeypatch.setattr(game, "whisper", swap_and_show)
    offered = await ask(hall, tom, "Mira")
    monkeypatch.undo()
    assert "somebody else now" in offered.text
    game.join("Bram")
    code = codes(game.player("Mira"))[0]
    assert "not right" in await type_code(tom, await ask(hall, tom, "Bram"), code)


async def test_one_name_in_two_games_is_unlinked_in_the_one_that_is_chosen(hall: Evening) -> None:
    mira, tom = hall.hall.join("Mira", account="mira_b"), hall.person("tom")
    hall.paddock.join("Mira")
    await hall.look()
    first = await tom.slash("linkme", server="paddock", player="Mira")
    whispered = re.search(r"\d{4}-\d{4}", hall.paddock.heard[-1][1])
    assert whispered is not None
    await type_code(tom, first, whispered[0])
    await type_code(tom, await ask(hall, tom, "Mira"), codes(mira)[0])
    assert "Several players" in (await tom.slash("unlink", player="Mira")).text
    choices = await tom.autocomplete("unlink", {}, focused="player", typed="mi")
    assert [one["name"] for one in choices] == ["Mira (Steam)", "Mira (on hall)"]
    assert "no longer linked" in (await tom.slash("unlink", player=choices[1]["value"])).text
    left = (await tom.slash("me links")).text
    assert "Steam" in left
    assert "hall" not in left
