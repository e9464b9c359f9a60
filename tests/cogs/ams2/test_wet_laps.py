"""Rain over a scripted evening, as it stands in the laps."""

from sandbox.games.ams2 import Weekend
from tests.cogs.ams2.test_driving import Evening
from tests.cogs.ams2.world import Paddock

SHORT = {"PracticeLength": 5, "QualifyLength": 5, "RaceLength": 5}
STEPS = 25
"""Steps of the script from look to look."""


async def test_laps_are_wet_while_the_track_is(world: Paddock) -> None:
    game, evening = world.game, Evening(world)
    game.next_attributes |= SHORT
    was_wet: dict[str, bool] = {}
    logged = 0
    for number, (wait, step) in enumerate(Weekend(game, seed=8).course()):
        world.clock.now += wait
        step()
        fresh = game.log.range(logged, 1000)["events"]
        logged += len(fresh)
        was_wet |= {f"0:{event['index']}": int(game.attributes["WetnessAverage"]) > 50 for event in fresh}
        if number % STEPS == 0:
            await evening.read()
        if game.session_state == "Returning":
            break
    await evening.read()
    told = {lap.ref: lap.wet for lap in evening.laps}
    known = {ref: wet for ref, wet in told.items() if wet is not None}
    assert set(known.values()) == {True, False}
    assert known == {ref: was_wet[ref] for ref in known}
    assert len(known) > len(told) / 2
