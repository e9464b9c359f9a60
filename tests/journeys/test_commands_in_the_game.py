"""What players type in the game's chat and look up in Discord, from the first lap to the staff's desk."""

from collections.abc import Callable, Iterable
from itertools import islice

import pytest

from bot.domain.racing import Car, Driver, Lap, StageKind, Track
from bot.domain.snapshot import Identity
from bot.services import replies
from bot.storage import content, laps
from bot.storage.content import CAR, TRACK, Named
from sandbox.discord.person import Person
from sandbox.games.ams2 import Weekend
from sandbox.games.ams2.members import Member
from tests.evening import Evening

RING, COUPE = Track("41", "Old Ring"), Car("7", "Coupe", "GT3")


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody has to read here."""
    monkeypatch.setattr(replies, "LINE_PAUSE", 0.0)


async def drove(story: Evening, player: Member, *times: int) -> None:
    """Let the bot know laps of *player* from earlier evenings."""
    assert story.app is not None
    driver = Driver(player.name, Identity("steam", str(player.steamid)))
    driven = [
        Lap(
            ref=f"{player.steamid}:{number}",
            stage_ref="0:1",
            at=story.clock.utc(),
            kind=StageKind.RACE,
            track=RING,
            car=COUPE,
            driver=driver,
            number=number,
            ms=ms,
            sectors=(30_000, 30_000, ms - 60_000),
            is_valid=True,
        )
        for number, ms in enumerate(times, 1)
    ]
    async with story.app._database.write() as connection:
        names = [
            Named(("ams2", TRACK, RING.key), RING.name),
            Named(("ams2", CAR, COUPE.key), COUPE.name, "GT3"),
        ]
        await content.put(connection, names)
        await laps.put(connection, "paddock", "ams2", driven)
        assert driver.identity
        await laps.put_names(connection, [(driver.identity, driver.name)])
    await story.app.records.recall()


async def hears(story: Evening, player: Member, text: str, lines: int = 1) -> list[str]:
    """Have a player type something in the game; return what only they are answered."""
    before = len(story.paddock.heard)
    story.paddock.say(player, text)
    await story.look()
    await story.paddock.until(lambda: len(story.paddock.heard) >= before + lines)
    heard = story.paddock.heard[before:]
    assert {to for to, _ in heard} == {player.refid}
    return [line for _, line in heard]


async def test_a_player_asks_for_their_best_lap_and_hears_it_alone(story: Evening) -> None:
    ann, ben = story.paddock.join("Ann"), story.paddock.join("Ben")
    await drove(story, ann, 90_123, 89_500)
    await drove(story, ben, 88_000)
    assert await hears(story, ann, "!best old") == ["Your best on Old Ring: 1:29.500 in Coupe"]
    told = await hears(story, ben, "!records ring", lines=2)
    assert told == ["Old Ring: 1. Ben 1:28.000 in Coupe", "2. Ann 1:29.500 in Coupe"]
    assert len(await hears(story, ben, "!help", lines=2)) == 2
    assert story.discord.messages_in("chat") == []


async def test_a_report_reaches_the_staff_with_what_happened_before(story: Evening) -> None:
    ann, ben = story.paddock.join("Ann"), story.paddock.join("Ben")
    story.paddock.say(ben, "out of my way")
    await story.look()
    answer = await hears(story, ann, "!report ben rammed me @everyone")
    assert "the staff will read it" in answer[0]
    await story.until_shown("staff", "Report", "**Ann** reports **Ben**", "rammed me")
    [report] = [one for one in story.discord.messages_in("staff") if "Report" in one.text]
    assert "**Ben**: out of my way" in report.text
    assert "**Ben** joined" in report.text
    assert "@everyone" not in report.text
    assert not story.shows("chat", "rammed")
    await story.stop()
    await story.start()
    await story.look()
    assert len([one for one in story.discord.messages_in("staff") if "Report" in one.text]) == 1


async def test_records_and_laps_are_looked_up_in_discord(story: Evening) -> None:
    ann, tom = story.paddock.join("Ann"), story.person("tom")
    await drove(story, ann, *range(90_000, 104_000, 1_000))
    [track] = await tom.autocomplete("records", {}, focused="track", typed="ring")
    shown = await tom.slash("records", track=track["value"], car="GT3")
    assert "1:30.000" in shown.text
    assert "**Ann**" in shown.text
    assert "must be a track" in (await tom.slash("records", track="the moon")).text
    assert "`/linkme` does that" in (await tom.slash("laps")).text
    await leaf_through(tom, str(ann.steamid))


async def leaf_through(tom: Person, secret: str) -> None:
    """Look at all of Ann's laps; nothing on the way tells who she is."""
    [driver] = await tom.autocomplete("laps", {}, focused="driver", typed="an")
    assert driver["name"] == "Ann"
    first = await tom.slash("laps", driver=driver["value"], track="Old Ring")
    assert "Laps of Ann on Old Ring" in first.text
    assert [file.filename for file in first.message.files] == ["laps.png"]
    second = await tom.press(first.message, label="1 of 2")
    assert "1:30.000" in first.text + second.text
    assert secret not in driver["value"] + first.text + second.text


async def test_the_timing_board_is_edited_and_never_posted_again(story: Evening) -> None:
    course = Weekend(story.paddock, seed=8).course()
    await drive(story, islice(course, 300))
    await story.until_shown("timing", "\N{STOPWATCH}", "Practice", "best")
    [board] = story.discord.messages_in("timing")
    before = board.text
    await drive(story, islice(course, 100))
    await story.discord.until(lambda: board.text != before, timeout=8)
    assert story.discord.messages_in("timing") == [board]


async def drive(story: Evening, steps: Iterable[tuple[float, Callable[[], object]]]) -> None:
    """Let a part of a weekend pass, and have it looked at."""
    for wait, step in steps:
        story.clock.pass_by(seconds=wait)
        step()
    await story.look()
