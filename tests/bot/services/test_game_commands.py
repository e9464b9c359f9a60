"""What players type to the bot in a game."""

from datetime import timedelta

import pytest

from bot.domain.capabilities import CanWhisper, HearsChat, HearsLaps
from bot.domain.events import PlayerJoined, PlayerSaid
from bot.domain.snapshot import Player
from bot.services.game_commands import COMMANDS_OF_ONE, WINDOW, GameCommands
from bot.services.linking import Linking
from bot.storage.database import Database
from tests.bot.driving import ANN, BEN, NOON, lap
from tests.bot.services.following import Following, Scripted

ANNE = Player(handle="1", name="Ann", identity=ANN.identity)
BENNY = Player(handle="2", name="Ben", identity=BEN.identity)
BENEDICT = Player(handle="3", name="Ben van Dyke")


class Lapless(Scripted, HearsChat, CanWhisper):
    """A game that whispers, and tells no laps."""

    async def whisper(self, server: str, player: Player, text: str) -> None:
        raise AssertionError("nothing is sent by the look itself")


class Listening(Lapless, HearsLaps):
    """A game that whispers."""


class Deaf(Scripted, HearsChat):
    """A game in which nobody can be answered."""


class Evening(Following):
    """A run in which three people play and the bot reads their chat."""

    async def begin(self, backend: Scripted | None = None, *, audited: bool = True) -> "Evening":
        await self.start()
        self.backend = backend or Listening()
        self.servers.sources["paddock"].backend = self.backend
        self.coordinator._backend = self.backend
        commands = GameCommands(Linking(self.database, lambda: self.now).read_chat, audited=audited)
        self.tracking._read_chat = commands.read_chat
        people = (ANNE, BENNY, BENEDICT)
        joined = [PlayerJoined(at=NOON, player=player) for player in people]
        await self.drive(events=joined, players=people, laps=[lap("0:1")])
        return self

    async def hear(self, *texts: str, handle: str = "1", later: timedelta = timedelta()) -> None:
        said = [PlayerSaid(at=NOON + later, handle=handle, text=text) for text in texts]
        await self.drive(events=said, players=(ANNE, BENNY, BENEDICT))


@pytest.fixture
async def evening(database: Database) -> Evening:
    return await Evening(database).begin()


@pytest.mark.parametrize("text", ["!best", "  !BEST  ring ", "!records", "!last", "!help me"])
async def test_a_command_is_answered_in_the_game_and_not_relayed(evening: Evening, text: str) -> None:
    await evening.hear(text)
    [reply] = await evening.news("reply")
    assert reply["what"] == text.split(maxsplit=1)[0].lower().removeprefix("!")
    assert reply["asked"] == " ".join(text.split()[1:])
    assert reply["handle"] == "1"
    assert await evening.news("chat") == []


@pytest.mark.parametrize("text", ["!bestof", "!rules", "best", "well !best", "! best", "!"])
async def test_another_word_stays_chat(evening: Evening, text: str) -> None:
    await evening.hear(text)
    assert await evening.news("reply") == []
    assert [one["text"] for one in await evening.news("chat")] == [text]


async def test_where_nobody_can_be_answered_all_is_chat(database: Database) -> None:
    evening = await Evening(database).begin(Deaf())
    await evening.hear("!best")
    assert [one["text"] for one in await evening.news("chat")] == ["!best"]


async def test_where_no_laps_are_told_words_about_laps_are_chat(database: Database) -> None:
    evening = await Evening(database).begin(Lapless())
    await evening.hear("!best", "!help")
    assert [one["text"] for one in await evening.news("chat")] == ["!best"]
    assert [one["what"] for one in await evening.news("reply")] == ["help"]


async def test_codes_still_come_first(evening: Evening) -> None:
    await evening.hear("!linkme")
    assert [one["what"] for one in await evening.news("reply")] == ["how_to_link"]


async def test_whoever_types_too_much_is_not_answered_until_a_minute_passed(evening: Evening) -> None:
    await evening.hear(*["!last"] * (COMMANDS_OF_ONE + 3))
    assert len(await evening.news("reply")) == COMMANDS_OF_ONE
    await evening.hear("!last", handle="2")
    assert len(await evening.news("reply")) == COMMANDS_OF_ONE + 1
    await evening.hear("!last", later=WINDOW)
    assert len(await evening.news("reply")) == COMMANDS_OF_ONE + 2
    assert await evening.news("chat") == []


@pytest.mark.parametrize(
    ("words", "about"),
    [
        ("ben pushed me off", "Ben"),
        ("Ben van Dyke pushed me off", "Ben van Dyke"),
        ("an brakes in corners", "Ann"),
        ("be hit me", None),  # two people are called like that
        ("Zoe hit me", None),
    ],
)
async def test_a_report_goes_to_the_staff_alone(evening: Evening, words: str, about: str | None) -> None:
    await evening.hear(f"!report {words}")
    [report] = await evening.news("staff")
    assert (report["name"], report["about"], report["words"]) == ("Ann", about, words)
    assert [one["what"] for one in await evening.news("reply")] == ["reported"]
    assert await evening.news("chat") == []


async def test_a_report_without_words_is_explained(evening: Evening) -> None:
    await evening.hear("!report")
    assert await evening.news("staff") == []
    assert [one["what"] for one in await evening.news("reply")] == ["how_to_report"]


@pytest.mark.parametrize(("channels", "answer"), [({}, "unread"), ({"staff": 4}, "reported")])
async def test_whoever_reports_what_nobody_would_read_is_told_so(
    database: Database, channels: dict[str, int], answer: str
) -> None:
    evening = await Evening(database, channels=channels).begin(audited=False)
    await evening.hear("!report Ben hit me")
    assert [one["what"] for one in await evening.news("reply")] == [answer]
    assert len(await evening.news("staff")) == (answer == "reported")


async def test_whoever_is_not_known_is_neither_answered_nor_relayed(evening: Evening) -> None:
    await evening.hear("!report Ben hit me", handle="99")
    for kind in ("reply", "staff", "chat"):
        assert await evening.news(kind) == []
