"""What a newer build may send that its lists, or the bot, do not name."""

from dataclasses import replace

from tests.cogs.ams2.world import Paddock

LABEL = "Not in its lists"


async def told(world: Paddock) -> str:
    await world.look_with_names()
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


async def test_values_that_their_lists_do_not_name_are_told(world: Paddock) -> None:
    world.join("Ann")
    world.game.attributes |= {"DamageType": 9, "TrackId": -5, "MultiClassSlot1": 0, "GridLayout": 17}
    world.game.attributes |= {"RaceWeatherSlot4": 0, "MultiClassSlot2": 77, "TireWearType": 8}
    assert await told(world) == ("kept as they came: values DamageType 9, MultiClassSlot2 77, TrackId -5")


async def test_what_a_build_lists_and_the_bot_has_no_words_for_is_told(world: Paddock) -> None:
    everything = world.game.title.lists["all"]
    events = [*everything["events"]["list"], {"name": "TyreBurst", "type": "Participant", "attributes": []}]
    session = [*everything["attributes/session"]["list"], {"name": "Grip", "type": "int8"}]
    more = {"events": {"list": events}, "attributes/session": {"list": session}}
    lists = {**world.game.title.lists, "all": everything | more}
    world.game.title = replace(world.game.title, lists=lists)
    await world.look_with_names()
    vitals = {fact.label: fact.value for fact in await world.backend.vitals("")}
    assert vitals["Lists"].endswith("; new to the bot: TyreBurst (Participant), Grip")


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
    assert words.endswith("and 192 more")
    assert len(words) < 500
