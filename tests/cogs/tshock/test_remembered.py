"""Lists to choose from are at hand at once and read behind the scenes."""

from tests.cogs.tshock.world import Hall

LIST = "/v2/groups/list"


def asked(world: Hall) -> int:
    return sum(path == LIST for path, _ in world.game.asked)


async def names(world: Hall) -> set[str]:
    """What is remembered once all that is being read was read."""
    known = world.backend.groups.known
    known.recall()
    if known._reading is not None:
        await known._reading
    return {one.name for one in known._values}


async def test_it_is_read_once_a_minute_however_often_somebody_types(world: Hall) -> None:
    known = world.backend.groups.known
    assert known.recall() == ()
    known.recall()
    assert "vip" in await names(world)
    assert {one.name for one in known.recall()} >= {"vip", "admin"}
    assert asked(world) == 1
    world.time += 61
    await names(world)
    assert asked(world) == 2


async def test_a_change_is_seen_at_the_next_time(world: Hall) -> None:
    assert "vip" in await names(world)
    await world.backend.groups.delete("vip")
    assert "vip" not in await names(world)


async def test_a_server_that_does_not_answer_leaves_what_was_known(world: Hall) -> None:
    before = await names(world)
    world.game.faults.add(LIST, "html", times=None)
    world.time += 61
    assert await names(world) == before
    await names(world)
    assert asked(world) == 2


async def test_closing_ends_what_is_being_read(world: Hall) -> None:
    world.game.faults.add(LIST, "hang", times=None)
    world.backend.groups.known.recall()
    await world.game.until(lambda: asked(world))
    await world.backend.close()
    reading = world.backend.groups.known._reading
    assert reading is not None
    assert reading.cancelled()
