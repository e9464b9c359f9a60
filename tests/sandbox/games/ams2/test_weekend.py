import argparse
import asyncio
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import aiohttp
import pytest

from sandbox.games.ams2 import AMS2, PC1, AMS2Server, Title, Weekend, command
from sandbox.games.ams2.agenda import Step
from sandbox.games.ams2.crowd import HOSTILE
from tests.sandbox.games.ams2.support import Client, Clock

HOUR = 3600.0


class Evening:
    """Plays a script by moving the clock instead of waiting."""

    def __init__(self, server: AMS2Server, clock: Clock, seed: int = 1) -> None:
        self.server = server
        self.clock = clock
        self.weekend = Weekend(server, seed=seed)
        self._course: Iterator[Step] = self.weekend.course()

    def until(self, done: Callable[[], bool], *, within: float = 4 * HOUR) -> None:
        """Play until *done*; fail if that takes longer than *within* seconds of the script."""
        end = self.clock.now + within
        for wait, step in self._course:
            assert wait >= 0
            self.clock.now += wait
            step()
            if done():
                return
            assert self.clock.now < end, "it never happened"

    def until_state(self, state: str, stage: str = "Practice1") -> None:
        self.until(lambda: (self.server.session_state, self.server.session_stage) == (state, stage))

    def play(self, seconds: float) -> None:
        end = self.clock.now + seconds
        self.until(lambda: self.clock.now >= end, within=2 * seconds + HOUR)

    def events(self, *names: str) -> list[dict[str, Any]]:
        log = self.server.log.range(0, 100_000)["events"]
        return [event for event in log if not names or event["name"] in names]


@pytest.fixture
def evening(server: AMS2Server, clock: Clock) -> Evening:
    return Evening(server, clock)


def the_path(events: list[dict[str, Any]]) -> list[str]:
    return [list(event["attributes"].values())[1] for event in events]


async def test_an_evening_goes_from_the_lobby_to_the_race_and_back(evening: Evening) -> None:
    evening.until_state("Returning", "Race1")
    evening.until_state("Lobby")
    assert the_path(evening.events("StateChanged", "StageChanged")) == [
        *["Lobby", "Loading", "Race"],
        *["Qualifying1", "PostRace", "Race1", "Race"],
        *["PostRace", "Returning", "Lobby", "Practice1"],
    ]


async def test_the_same_seed_is_the_same_evening() -> None:
    logs = []
    for _ in range(2):
        clock = Clock()
        evening = Evening(AMS2Server(clock=clock), clock, seed=7)
        evening.play(HOUR)
        logs.append(evening.events())
    assert logs[0] == logs[1]
    assert len(logs[0]) > 1000


async def test_another_seed_is_another_evening() -> None:
    logs = []
    for seed in (7, 8):
        clock = Clock()
        evening = Evening(AMS2Server(clock=clock), clock, seed=seed)
        evening.play(600)
        logs.append(evening.events("PlayerJoined"))
    assert logs[0] != logs[1]


@pytest.mark.parametrize("seed", range(1, 6))
async def test_every_evening_has_people_ai_cars_and_things_that_go_wrong(clock: Clock, seed: int) -> None:
    evening = Evening(AMS2Server(clock=clock), clock, seed)
    evening.until_state("PostRace", "Race1")
    counted = Counter(event["name"] for event in evening.events())
    people = {e["attributes"]["Name"] for e in evening.events("PlayerJoined")}
    assert 10 <= len(people) <= 14
    assert set(HOSTILE) <= people
    assert {"PlayerChat", "Impact", "CutTrackStart", "CutTrackEnd", "PlayerLeft"} <= counted.keys()
    assert counted["CutTrackEnd"] < counted["CutTrackStart"]
    ai = [e for e in evening.events("ParticipantCreated") if not e["attributes"]["IsPlayer"]]
    assert len(ai) == 6
    states = {e["attributes"]["NewState"] for e in evening.events("State")}
    assert {"InGarage", "EnteringPits", "InPits", "ExitingPits", "Racing", "Finished", "Retired"} <= states
    assert any(event["refid"] > 2**15 for event in evening.events("PlayerJoined"))


async def test_who_leaves_during_the_race_has_no_result(evening: Evening) -> None:
    evening.until_state("Race", "Race1")
    start = len(evening.events())
    evening.until_state("PostRace", "Race1")
    race = evening.events()[start:]
    gone = {event["refid"] for event in race if event["name"] == "PlayerLeft"}
    results = [event for event in race if event["name"] == "Results"]
    reasons = [event["attributes"]["GameReasonId"] for event in race if event["name"] == "PlayerLeft"]
    assert sorted(reasons) == [0, 1]
    assert gone.isdisjoint(event["refid"] for event in results if event["attributes"]["Lap"])
    positions = [event["attributes"]["RacePosition"] for event in results]
    assert positions == sorted(positions)


async def test_the_results_of_a_race_come_in_the_second_of_its_end(evening: Evening) -> None:
    evening.until_state("PostRace", "Race1")
    last = evening.events()[-len(evening.server.cars) - 2 :]
    assert [last[0]["name"], last[1]["name"]] == ["State", "StateChanged"]
    assert {event["name"] for event in last[2:]} == {"Results"}
    assert len({event["time"] for event in last}) == 1


async def test_a_finisher_has_driven_the_whole_distance_or_was_lapped(evening: Evening) -> None:
    evening.until_state("PostRace", "Race1")
    results = [e["attributes"] for e in evening.events("Results")[-len(evening.server.cars) :]]
    finished = [row for row in results if row["State"] == "Finished"]
    assert finished[0]["Lap"] == 12
    assert all(row["Lap"] in {11, 12} for row in finished)
    assert {row["State"] for row in results} == {"Finished", "DNF", "Retired", "Disqualified"}


async def test_every_race_is_on_another_track_than_the_one_before(evening: Evening) -> None:
    evening.until_state("Race")
    here = evening.server.attributes["TrackId"]
    for _ in range(50):
        evening.server.next_attributes.clear()
        evening.weekend._choose_next()
        assert evening.server.next_attributes["TrackId"] != here
    evening.until_state("Lobby")
    assert evening.server.attributes["TrackId"] != here


@pytest.mark.parametrize(("title", "setups"), [(AMS2, 3), (PC1, 2)])
async def test_after_two_races_everybody_leaves_and_later_comes_again(
    clock: Clock, title: Title, setups: int
) -> None:
    evening = Evening(AMS2Server(clock=clock, title=title, ring_size=50_000), clock)
    for _ in range(2):
        evening.until_state("PostRace", "Race1")
        evening.until_state("Lobby")
    evening.until(lambda: not evening.server.members)
    assert len(evening.events("SessionSetup")) == setups
    reasons = {event["attributes"]["Reason"] for event in evening.events("PlayerLeft")[-5:]}
    assert (evening.server.state, reasons) == ("Idle", {"left"})
    evening.until_state("Lobby")


async def test_the_second_race_is_restarted_once_and_everybody_comes_back(clock: Clock) -> None:
    evening = Evening(AMS2Server(clock=clock, ring_size=50_000), clock)
    evening.until_state("PostRace", "Race1")
    evening.until(lambda: not evening.server.members)
    names = [event["name"] for event in evening.events()]
    restart = names.index("SoftRestart")
    assert set(names[restart + 1 : -1]) <= {"PlayerLeft", "Sector", "Lap", "State"}
    assert (names[-2], names[-1]) == ("PlayerLeft", "SessionDestroyed")
    setup = len(names) - names[::-1].index("SessionSetup")
    assert "Impact" in names[setup:restart]
    assert "Lap" in names[setup:restart]
    evening.until(lambda: len(evening.server.members) >= 8, within=600)
    evening.until_state("PostRace", "Race1")
    assert len(evening.events("SoftRestart")) == 1


async def test_what_the_script_had_in_mind_is_dropped_when_somebody_was_faster(evening: Evening) -> None:
    evening.until_state("Returning", "Race1")
    evening.server.open_lobby()
    evening.play(6)
    assert the_path(evening.events("StateChanged"))[-2:] == ["Returning", "Lobby"]


async def test_the_script_follows_an_advance_from_outside(evening: Evening, client: Client) -> None:
    evening.until_state("Race")
    await client.ask("api/session/advance")
    evening.server.settle()
    assert evening.server.session_stage == "Qualifying1"
    evening.play(120)
    assert evening.events("Lap", "Sector")
    await client.ask("api/session/advance")
    evening.server.settle()
    evening.until_state("PostRace", "Race1")
    evening.until_state("Lobby")


async def test_somebody_kicked_comes_back(evening: Evening) -> None:
    evening.play(150)
    victim = evening.server.members[2]
    evening.server.kick(victim)
    evening.until(lambda: victim.steamid in {member.steamid for member in evening.server.members})
    assert victim not in evening.server.members


async def test_somebody_banned_stays_away_until_the_ban_is_over(evening: Evening) -> None:
    evening.play(150)
    victim = evening.server.members[2]
    evening.server.kick(victim, 900)
    over = evening.clock.now + 900
    here = evening.server.members
    evening.until(lambda: victim.steamid in {member.steamid for member in here}, within=1200)
    assert evening.clock.now >= over


async def test_after_a_restart_of_the_process_people_come_again(evening: Evening) -> None:
    evening.until_state("Race")
    evening.server.restart()
    evening.until_state("Race")
    assert evening.events()[0]["index"] == 0
    assert len(evening.server.members) >= 8


async def test_a_late_comer_in_practice_gets_a_car(evening: Evening) -> None:
    evening.until_state("Race")
    victim = evening.server.members[2]
    evening.server.kick(victim)
    evening.until(lambda: any(car.name == victim.name for car in evening.server.cars), within=600)
    assert evening.server.session_stage == "Practice1"


async def test_the_track_somebody_asked_for_is_driven_next(evening: Evening, client: Client) -> None:
    evening.until_state("PostRace", "Race1")
    spa = (await client.response("api/list/tracks"))["list"][1]["id"]
    await client.ask(f"api/session/set_next_attributes?session_TrackId={spa}")
    evening.until_state("Lobby")
    assert evening.server.attributes["TrackId"] == spa


async def test_a_change_of_speed_leaves_the_share_that_was_driven_and_tells_real_seconds(
    evening: Evening, client: Client
) -> None:
    async def clock() -> tuple[int, int]:
        attributes = (await client.response("api/session/status?attributes"))["attributes"]
        return attributes["SessionTimeElapsed"], attributes["SessionTimeDuration"]

    evening.until_state("Race")
    evening.clock.now += 100
    _, whole = await clock()
    evening.weekend.speed = 20
    assert await clock() == (5, whole / 20)
    evening.clock.now += 2
    assert await clock() == (7, whole / 20)


async def test_a_running_weekend_waits_less_at_a_higher_speed() -> None:
    server = AMS2Server()
    running = asyncio.create_task(Weekend(server, seed=1, speed=1e9).run())
    async with asyncio.timeout(10):  # a real weekend would need minutes
        while server.log.overview()["count"] <= 100:  # noqa: ASYNC110 - it only waits for its turn
            await asyncio.sleep(0)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def test_the_command_serves_until_it_is_stopped(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PADDOCK", "secret")
    parser = argparse.ArgumentParser()
    command.add_parser(parser.add_subparsers())
    args = parser.parse_args(["ams2", "--port", "0", "--user", "ann", "--password-env", "PADDOCK"])
    serving = asyncio.create_task(args.run(args))
    said = ""
    async with asyncio.timeout(5):
        while "http://127.0.0.1:" not in said:
            await asyncio.sleep(0)
            said += capsys.readouterr().out
    url = said.split()[3].rstrip(",")
    headers = {"Authorization": aiohttp.encode_basic_auth("ann", "secret")}
    async with aiohttp.ClientSession() as session, session.get(f"{url}/status", headers=headers) as answer:
        assert answer.status == 200
    serving.cancel()
    with pytest.raises(asyncio.CancelledError):
        await serving
    assert "secret" not in said
