"""The chat of a Terraria server, out of its log files, and what is said where there are none."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sandbox.games.tshock import V6
from tests.evening import Evening, evening


@pytest.fixture
async def logging(tmp_path: Path) -> AsyncIterator[Evening]:
    """An evening with a Terraria server whose log files the bot may read."""
    async with evening(tmp_path, hall=V6, hall_logs=True) as furnished:
        yield await furnished.start()
        assert furnished.discord.unknown_routes == []


async def test_what_players_write_is_shown_and_what_members_write_is_no_echo(logging: Evening) -> None:
    nell = logging.hall.join("Nell")
    logging.hall.say(nell, "anyone *there*?")
    await logging.look("hall")
    await logging.until_shown("hall-chat", "Nell", "anyone")
    await logging.person("tom").say("hall-chat", "Nell: I am")
    await logging.hall.until(lambda: "[Discord] tom: Nell: I am" in nell.screen)
    logging.hall.say(nell, "good")
    await logging.look("hall")
    await logging.until_shown("hall-chat", "Nell", "good")
    assert len(logging.lines("hall-chat", "I am")) == 1
    assert not logging.shows("hall-chat", "not shown here")


async def test_who_comes_and_goes_is_told_once(logging: Evening) -> None:
    nell = logging.hall.join("Nell")
    await logging.look("hall")
    await logging.until_shown("hall-feed", "Nell", "joined")
    logging.hall.leave(nell)
    logging.hall.join("Bram")
    await logging.look("hall")
    await logging.until_shown("hall-feed", "Bram")
    await logging.look("hall")
    assert len(logging.lines("hall-feed", "Nell")) == 2
    assert len(logging.lines("hall-feed", "Bram")) == 1


async def test_players_are_told_what_they_can_type_there(logging: Evening) -> None:
    nell = logging.hall.join("Nell")
    logging.hall.say(nell, "!help")
    logging.hall.say(nell, "!best")
    await logging.look("hall")
    await logging.until_shown("hall-chat", "!best")
    await logging.hall.until(lambda: nell.whispers)
    assert "!report" in nell.whispers[0]
    assert not any(word in "".join(nell.whispers) for word in ("laps", "!linkme"))
    logging.hall.say(nell, "!report Bram took my chest")
    await logging.look("hall")
    await logging.until_shown("hall-staff", "Nell", "took my chest")


async def test_a_restart_of_the_bot_loses_no_word_and_repeats_none(logging: Evening) -> None:
    nell = logging.hall.join("Nell")
    logging.hall.say(nell, "one")
    await logging.look("hall")
    await logging.until_shown("hall-chat", "one")
    await logging.stop()
    logging.hall.say(nell, "two")
    logging.hall.leave(nell)
    await logging.start()
    await logging.until_shown("hall-chat", "two")
    assert [len(logging.lines("hall-chat", word)) for word in ("one", "two")] == [1, 1]
    await logging.until_shown("hall-feed", "Nell", "is gone")


async def test_whoever_writes_where_no_answer_can_come_is_told_once(terraria: Evening) -> None:
    nell, tom = terraria.hall.join("Nell"), terraria.person("tom")
    await tom.say("hall-chat", "hello")
    await terraria.until_shown("hall-chat", "not shown here")
    await tom.say("hall-chat", "again")
    await terraria.hall.until(lambda: "[Discord] tom: again" in nell.screen)
    await terraria.person("tim").say("hall-chat", "hello")
    await terraria.discord.until(lambda: len(terraria.lines("hall-chat", "not shown here")) == 2)
