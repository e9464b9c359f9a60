"""What a live check says of presets, for a game whose session can be set and one whose cannot."""

from collections.abc import AsyncIterator, Sequence
from typing import Any

import pytest

from bot import preset_check
from bot.domain.capabilities import Backend, CanSetSession
from bot.domain.errors import Unreachable
from bot.domain.look import Look, Positions
from bot.domain.presets import Preset, Wish
from bot.domain.session_settings import Setting
from bot.http import Sessions
from bot.preset_check import check_presets
from cogs.ams2 import GAME, AMS2Settings
from sandbox.games.ams2 import AMS2Server
from tests.evening import SharedClock
from tests.settable import HOST, Settable

GOOD = (Wish("weather", "rain", 2), Wish("Grid size", "12", 3))


def preset(*wishes: Wish, **whom: Any) -> Preset:
    return Preset(name="x", file="config/presets/x.yaml", wishes=wishes or GOOD, **whom)


@pytest.fixture
async def paddock() -> AsyncIterator[AMS2Server]:
    async with AMS2Server(users={"steward": "pw"}) as running:
        yield running


@pytest.fixture
async def backend(paddock: AMS2Server) -> AsyncIterator[Backend]:
    written = {"game": "ams2", "url": paddock.url, "username": "steward", "password": "pw"}
    async with Sessions() as sessions:
        made = GAME.backend("paddock", AMS2Settings.model_validate(written), sessions, SharedClock().utc)
        made.__class__ = Settable
        yield made
        await made.close()


async def told(backend: Backend, *presets: Preset) -> list[str]:
    found = await check_presets("paddock", "ams2", backend, presets)
    return [f"{finding} [{finding.code}]" for finding in found]


async def test_a_preset_whose_words_the_server_knows_is_good(backend: Backend) -> None:
    assert (
        await told(backend, preset(), preset(servers=("paddock",), game="ams2"))
        == ["ok      config/presets/x.yaml: servers.paddock knows all that it sets. [0]"] * 2
    )
    assert isinstance(backend, Settable)
    assert backend.asked == ()


async def test_each_word_that_the_server_does_not_know_is_a_line(backend: Backend) -> None:
    wrong = preset(Wish("Weather", "Snow\x1b[2J", 2), Wish("Sky", "1", 3), Wish("Grid", "12", 4))
    place, where = "failed  config/presets/x.yaml", " (on servers.paddock). [78]"
    [weather, sky] = await told(backend, wrong)
    snow = f"{place}:2: session.Weather: found 'Snow\\x1b[2J', expected one of these: Clear, Rain{where}"
    assert weather == snow
    assert sky == f"{place}:3: session.Sky: found 'Sky', expected one from the list that can be set{where}"


async def test_a_preset_for_others_is_not_tried_and_nothing_is_asked(
    paddock: AMS2Server, backend: Backend
) -> None:
    assert await told(backend, preset(game="arcade"), preset(game="arcade", servers=("paddock",))) == []
    assert paddock.asked == []
    assert await told(backend, preset(servers=("oval",))) == []


class Closed(Settable):
    """A server that was found to be one that cannot be set."""

    async def look(self, since: Positions) -> Look:
        looked = await super().look(since)
        self.lacks = frozenset({CanSetSession})
        return looked


async def test_a_server_that_cannot_be_set_makes_a_warning_of_what_is_meant_for_it(backend: Backend) -> None:
    backend.__class__ = Closed
    warned = "warning config/presets/x.yaml: servers.paddock cannot change its session settings. [0]"
    assert await told(backend, preset(), preset(game="ams2"), preset(servers=("paddock",))) == [warned] * 2


class Slow(Settable):
    """A server that tells only after some looks what can be set."""

    looks = 0
    looks_needed = 99

    async def look(self, since: Positions) -> Look:
        self.looks += 1
        return await super().look(since)

    def session_settings(self, server: str) -> Sequence[Setting]:
        return super().session_settings(server) if self.looks >= self.looks_needed else (HOST,)


async def test_a_preset_is_not_called_good_before_it_was_seen_what_can_be_set(
    backend: Backend, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preset_check, "PAUSE", 0)
    backend.__class__ = Slow
    [line] = await told(backend, preset())
    assert line == (
        "note    config/presets/x.yaml: not tried: servers.paddock shows nothing now that can be set. [0]"
    )


async def test_what_can_be_set_is_waited_for(backend: Backend, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preset_check, "PAUSE", 0)
    backend.__class__ = Slow
    backend.looks_needed = 3  # type: ignore[attr-defined]  # it is a Slow now
    [line] = await told(backend, preset())
    assert line.startswith("ok ")


async def test_a_server_that_does_not_answer_says_so(paddock: AMS2Server, backend: Backend) -> None:
    await paddock.down()
    with pytest.raises(Unreachable):
        await told(backend, preset())
