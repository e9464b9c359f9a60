"""How answers reach people in a game."""

import asyncio
from datetime import timedelta

import pytest

from bot.domain.capabilities import CanWhisper, HearsLaps
from bot.domain.snapshot import Player
from bot.services import news
from bot.services.game_answers import GameAnswers
from bot.services.replies import Replies
from bot.services.results import Results
from bot.storage import outbox
from bot.storage.database import Database
from tests.bot.driving import ANN, NOON
from tests.bot.services.following import Following, Scripted

ANNE = Player(handle="1", name="Ann", identity=ANN.identity)


class Whispering(Scripted, CanWhisper, HearsLaps):
    """A game that notes what it was to whisper."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[tuple[str, str]] = []

    async def whisper(self, server: str, player: Player, text: str) -> None:
        self.heard.append((player.handle, text))


class Desk:
    """The outbox, and those who answer from it."""

    def __init__(self, bot: Following, game: Whispering) -> None:
        self.bot, self.game = bot, game
        answers = GameAnswers(bot.records, Results(bot.database, lambda: bot.now))
        self.replies = Replies(bot.database, bot.servers, answers, _name_of, lambda: bot.now)

    async def reply(self, what: str, **facts: object) -> None:
        """Put one reply into the outbox, and deliver what is there."""
        row = news.reply(self.bot.server, NOON, ANNE, what, **facts)
        async with self.bot.database.write() as connection:
            await outbox.put(connection, [row])
        for waiting in await self.waiting():
            await self.replies.deliver(waiting)

    async def waiting(self) -> list[outbox.OutboxRow]:
        async with self.bot.database.read() as connection:
            return await outbox.unsent(connection, 100)


async def _name_of(_: int) -> str:
    return "tom"


@pytest.fixture
async def desk(database: Database) -> Desk:
    bot, game = await Following(database).start(), Whispering()
    bot.servers.sources["paddock"].backend = game
    return Desk(bot, game)


async def test_a_warning_and_a_link_are_put_into_words(desk: Desk) -> None:
    await desk.reply("impacts", count=4)
    await desk.reply("linked", member=1)
    assert [line.split(".")[0] for _, line in desk.game.heard] == [
        "Warning: 4 impacts in this stage",
        "You are linked to tom on Discord",
    ]
    assert await desk.waiting() == []


async def test_what_is_older_than_ten_minutes_is_dropped(desk: Desk) -> None:
    desk.bot.now = NOON + news.OLD_NEWS + timedelta(seconds=1)
    await desk.reply("help", asked="")
    assert desk.game.heard == []
    assert await desk.waiting() == []


async def test_others_may_speak_between_two_lines_of_an_answer(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    paused, go_on = asyncio.Event(), asyncio.Event()

    async def pause(_: float) -> None:
        paused.set()
        await go_on.wait()

    monkeypatch.setattr(asyncio, "sleep", pause)
    answering = asyncio.create_task(desk.reply("help", asked=""))
    await paused.wait()
    async with desk.bot.server.chat.turn("paddock"):
        assert len(desk.game.heard) == 1
    go_on.set()
    await answering
    assert len(desk.game.heard) == 2
