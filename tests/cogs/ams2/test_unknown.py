"""What a newer build may send that its lists, or the bot, do not name."""

from dataclasses import replace

from tests.cogs.ams2.world import Paddock

LABEL = "Not in its lists"


async def told(world: Paddock) -> str:
    await world.look()
    return next(fact.value for fact in await world.backend.vitals("") if fact.label == LABEL)


async def test_events_and_their_attributes_that_no_list_names_are_told(world: Paddock) -> None:
    world.join("Ann")
    world.game.log.add("TyreBurst", 7, 3, Wheel=2)
    world.game.log.add("PlayerChat", 7, Message="hi", Tone="angry")
    assert await told(world) == "kept as they came: events TyreBurst; attributes PlayerChat.Tone"


async def test_attributes_and_states_that_are_new_are_told(world: Paddock) -> None:
    world.join("Ann")
    world.game.load_race(ai=1)
    world.clock.now += 60
    world.game.attributes |= {"SessionGrip": 3, "SessionStage": "Relay1"}
    world.game.cars[0].state = "Towed"
    world.game.title = replace(world.game.title, wipers="WiperBlade")
    assert await told(world) == (
        "kept as they came: attributes participant.WiperBlade, session.SessionGrip;"
        " values SessionStage Relay1, State Towed"
    )


async def test_without_the_lists_nothing_is_judged(world: Paddock) -> None:
    world.game.faults.add("api/list/all", "403")
    world.join("Ann")
    world.game.log.add("TyreBurst", 7, 3)
    world.game.attributes["SessionGrip"] = 3
    assert (await told(world)).startswith("nothing")


async def test_however_many_come_few_are_shown(world: Paddock) -> None:
    for number in range(200):
        world.game.log.add(f"Odd{number:03}{'x' * 100}")
    words = await told(world)
    assert "Odd000" in words
    assert words.endswith("and 42 more")
    assert len(words) < 500
