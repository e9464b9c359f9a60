"""Acts on the world, over real HTTP in both dialects."""

import pytest

from bot.domain.errors import AuthFailed, OutcomeUnknown, Rejected
from cogs.tshock.world_acts import PartOfDay
from sandbox.games.tshock import V6
from tests.cogs.tshock.world import Hall


@pytest.mark.parametrize(
    ("part", "clock"), [("day", "4:30"), ("noon", "12:00"), ("night", "19:30"), ("midnight", "0:00")]
)
async def test_the_time_is_set_and_told_as_the_clock_shows_it(
    world: Hall, part: PartOfDay, clock: str
) -> None:
    assert await world.backend.world.set_time(part) == f"The world's clock shows {clock}"
    assert world.game.world.clock == clock


async def test_a_time_that_the_server_has_words_about_was_not_set(world: Hall) -> None:
    steward = world.game.groups.find("steward")
    steward.permissions.remove("tshock.world.time.set")
    with pytest.raises(Rejected, match="You do not have access"):
        await world.backend.world.set_time("noon")


async def test_a_blood_moon_begins_and_ends(world: Hall) -> None:
    assert await world.backend.world.set_blood_moon(on=True) == "Blood Moon has been set to True"
    assert world.game.world.bloodmoon
    await world.backend.world.set_blood_moon(on=False)
    assert not world.game.world.bloodmoon


async def test_a_meteor_falls_once_though_its_answer_is_lost(world: Hall) -> None:
    assert await world.backend.world.drop_meteor() == "Meteor has been spawned"
    world.game.faults.add("/world/meteor", "lost_answer")
    with pytest.raises(OutcomeUnknown):
        await world.backend.world.drop_meteor()
    assert world.game.world.meteors == 2


async def test_friendly_creatures_are_killed_only_where_asked(world: Hall) -> None:
    assert (await world.backend.world.butcher(friendly_too=False)).startswith("3 NPCs")
    assert world.game.world.friendly == 1
    assert (await world.backend.world.butcher(friendly_too=True)).startswith("1 NPC")
    assert world.game.world.friendly == 0


async def test_the_world_is_saved_and_saves_itself_or_not(world: Hall) -> None:
    saves = world.game.world.saves
    assert await world.backend.world.save() == "World saved"
    assert world.game.world.saves == saves + 1
    assert await world.backend.world.set_autosave(on=False) == "AutoSave has been set to False"
    assert not world.game.config.autosave
    await world.backend.world.set_autosave(on=True)
    assert world.game.config.autosave


async def test_a_missing_permission_is_named(world: Hall) -> None:
    world.game.groups.find("steward").permissions.remove("tshock.rest.butcher")
    with pytest.raises(AuthFailed, match=r"tshock\.rest\.butcher"):
        await world.backend.world.butcher(friendly_too=False)


async def test_the_server_is_switched_off_with_a_message_and_saved_where_asked(world: Hall) -> None:
    world.join("Nell")
    nell, saves = world.game.player("Nell"), world.game.world.saves
    said = await world.backend.process.off("back at 9\n[c/FF0000:sharp]", save=False)
    assert said == "The server is shutting down"
    assert world.game.world.saves == saves
    assert nell.parted == "back at 9 [c/FF0000:sharp]"
    await world.game.until(lambda: not world.game.listening)


async def test_a_server_is_saved_before_it_goes_off(world: Hall) -> None:
    saves = world.game.world.saves
    await world.backend.process.off("", save=True)
    assert world.game.world.saves == saves + 1


@pytest.mark.parametrize(("fault", "seen"), [("lost_answer", "silent"), ("500", "still answering")])
async def test_an_end_without_an_answer_is_looked_for(world: Hall, fault: str, seen: str) -> None:
    await world.backend.look({})
    world.game.faults.add("/v2/server/off", fault)
    with pytest.raises(OutcomeUnknown, match=seen):
        await world.backend.process.off("", save=True)


async def test_only_an_old_server_can_be_started_anew(world: Hall) -> None:
    await world.backend.look({})
    if world.game.dialect is V6:
        with pytest.raises(Rejected, match="no such thing"):
            await world.backend.process.restart("")
        return
    assert "restart" in await world.backend.process.restart("")
    await world.game.until(lambda: world.game.starts == 2 and world.game.listening)


async def test_configuration_is_read_again(world: Hall) -> None:
    assert "reload complete" in await world.backend.process.reload()


async def test_the_message_of_the_day_is_shown_without_colours(world: Hall) -> None:
    world.game.config.motd = ["%255,255,0%Here: %players%", "[c/FF0000:Mind] the gap"]
    assert await world.backend.process.motd() == ["Here: %players%", "Mind the gap"]
