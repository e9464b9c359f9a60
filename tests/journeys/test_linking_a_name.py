"""/linkme: from a name in the game to a member here, and back."""

import re

from sandbox.discord import Person
from sandbox.games.ams2.members import Member
from tests.evening import Evening


async def code_of(person: Person) -> str:
    reply = await person.slash("linkme")
    assert reply.ephemeral
    found = re.search(r"\d{4}-\d{4}", reply.text)
    assert found is not None
    return found[0]


async def typed(story: Evening, player: Member, text: str) -> str:
    """Have a player type something in the game; return what the bot whispers back."""
    before = len(story.paddock.heard)
    story.paddock.say(player, text)
    await story.look()
    await story.paddock.until(lambda: len(story.paddock.heard) > before)
    to, answer = story.paddock.heard[-1]
    assert to == player.refid
    return answer


async def test_a_code_typed_in_the_game_links_and_is_shown_to_nobody(story: Evening) -> None:
    ann, tom = story.paddock.join("Ann"), story.person("tom")
    answer = await typed(story, ann, f"!linkme {await code_of(tom)}")
    assert "tom" in answer
    assert "!unlink" in answer
    await story.until_shown("status", "Ann", f"<@{tom.id}>")
    await story.until_shown("audit", "Ann", f"<@{tom.id}>")
    assert "Ann" in (await tom.slash("me links")).text
    assert "Ann" in (await story.person("tim").user_command("Player card", target="tom")).text
    assert story.discord.messages_in("chat") == []


async def test_a_code_works_once(story: Evening) -> None:
    ann, ben = story.paddock.join("Ann"), story.paddock.join("Ben")
    code = await code_of(story.person("tom"))
    await typed(story, ann, f"!linkme {code}")
    assert "used already" in await typed(story, ben, f"!linkme {code}")


async def test_two_who_type_one_code_in_the_same_moment_do_not_both_get_it(story: Evening) -> None:
    ann, ben = story.paddock.join("Ann"), story.paddock.join("Ben")
    code = await code_of(story.person("tom"))
    story.paddock.say(ann, f"!linkme {code}")
    story.paddock.say(ben, f"!linkme {code}")
    await story.look()
    await story.paddock.until(lambda: len(story.paddock.heard) == 2)
    answers = dict(story.paddock.heard)
    assert "linked to tom" in answers[ann.refid]
    assert "used already" in answers[ben.refid]


async def test_a_newer_code_kills_the_older(story: Evening) -> None:
    ann, tom = story.paddock.join("Ann"), story.person("tom")
    old = await code_of(tom)
    await code_of(tom)
    assert "not known" in await typed(story, ann, f"!linkme {old}")


async def test_five_wrong_codes_silence_the_bot_and_alarm_the_staff(story: Evening) -> None:
    ann = story.paddock.join("Ann")
    for _ in range(5):
        await typed(story, ann, "!linkme 0000-0000")
    await story.until_shown("audit", "Ann", "too many")
    heard = len(story.paddock.heard)
    story.paddock.say(ann, f"!linkme {await code_of(story.person('tom'))}")
    await story.look()
    await story.until_shown("overview", "1 playing")
    assert len(story.paddock.heard) == heard
    assert "Nothing yet" in (await story.person("tom").slash("me links")).text


async def test_whoever_is_linked_already_is_told_to_whom(story: Evening) -> None:
    ann = story.paddock.join("Ann")
    await typed(story, ann, f"!linkme {await code_of(story.person('tom'))}")
    answer = await typed(story, ann, f"!linkme {await code_of(story.person('tim'))}")
    assert "tom" in answer
    assert "!unlink" in answer
    assert "Ann" in (await story.person("tom").slash("me links")).text


async def test_a_link_is_undone_in_the_game_or_in_discord(story: Evening) -> None:
    ann, tom = story.paddock.join("Ann"), story.person("tom")
    await typed(story, ann, f"!linkme {await code_of(tom)}")
    assert "no longer linked" in await typed(story, ann, "!unlink")
    await typed(story, ann, f"!linkme {await code_of(tom)}")
    assert "no longer linked" in (await tom.slash("unlink")).text
    assert "not linked to any player" in (await tom.slash("unlink")).text


async def test_a_code_without_its_command_is_not_relayed_but_explained(story: Evening) -> None:
    ann = story.paddock.join("Ann")
    assert "!linkme" in await typed(story, ann, await code_of(story.person("tom")))
    assert story.discord.messages_in("chat") == []


async def test_where_the_chat_is_not_heard_the_game_whispers_a_code_to_type_here(story: Evening) -> None:
    ann, tom = story.paddock.join("Ann"), story.person("tom")
    await story.look()
    offered = await tom.slash("linkme", server="paddock", player="Ann")
    to, whisper = story.paddock.heard[-1]
    assert to == ann.refid
    code = re.search(r"\d{4}-\d{4}", whisper)
    assert code is not None
    form = await tom.press(offered.message, label="Type the code")
    wrong = await tom.submit(form, {"Code": "0000-0000"})
    assert "not right" in wrong.text
    form = await tom.press(offered.message, label="Type the code")
    answer = await tom.submit(form, {"Code": code[0]})
    assert "linked to **Ann**" in answer.text
    assert "Ann" in (await tom.slash("me links")).text


async def test_a_code_typed_in_discord_is_not_carried_into_the_game_and_dies(story: Evening) -> None:
    ann, tom = story.paddock.join("Ann"), story.person("tom")
    code = await code_of(tom)
    await tom.say("chat", f"!linkme {code}")
    await story.until_shown("chat", "in the game's chat, not here")
    assert story.paddock.heard == []
    assert "not known" in await typed(story, ann, f"!linkme {code}")


async def test_a_code_said_aloud_dies_and_a_second_code_in_a_line_is_seen(story: Evening) -> None:
    ann, tom = story.paddock.join("Ann"), story.person("tom")
    code = await code_of(tom)
    await typed(story, ann, f"0000-1111 no, {code}")
    assert "not known" in await typed(story, ann, f"!linkme {code}")
    assert story.discord.messages_in("chat") == []
