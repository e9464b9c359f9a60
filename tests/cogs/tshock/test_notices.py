"""The texts of a Terraria server, as a table and over real HTTP in both dialects."""

from bot.domain.details import Notice
from tests.cogs.tshock.world import Hall

PATHS = ("/v3/server/motd", "/v3/server/rules")
RULES = Notice("Rules", ("Build, do not burn.", "Chests have owners."))


def asked(world: Hall) -> int:
    return sum(path in PATHS for path, _ in world.game.asked)


async def test_texts_are_shown_without_colours_and_with_the_name_of_the_world(world: Hall) -> None:
    world.game.config.motd = [
        "You have reached %map%.",
        "%255,255,0%Here now: %players%",
        " %255,0,0%100% [c/FF0000:fun], 5%,5%,5% off",
        "",
        " \t",
        "@everyone\r\nlook",
    ]
    await world.look()
    assert await world.backend.notices("") == [
        Notice(
            "Message of the day",
            ("You have reached Hollowmere.", "100% fun, 5%,5%,5% off", "@everyone look"),
        ),
        RULES,
    ]


async def test_they_are_asked_again_after_an_hour_and_after_a_restart_only(world: Hall) -> None:
    begin = (await world.look()).log
    assert begin is not None
    for _ in range(5):
        assert RULES in await world.backend.notices("")
    assert asked(world) == 2
    world.time += 3600
    await world.backend.notices("")
    assert asked(world) == 4
    world.game.restart()
    await world.look({"": begin.position})
    await world.backend.notices("")
    assert asked(world) == 6


async def test_a_server_without_the_files_or_that_is_sick_shows_none_and_is_left_alone(world: Hall) -> None:
    world.game.config.motd = None
    await world.look()
    assert await world.backend.notices("") == await world.backend.notices("") == [RULES]
    world.time += 300
    for path in PATHS:
        world.game.faults.add(path, "wrong_types", times=None)
    assert await world.backend.notices("") == await world.backend.notices("") == []
    assert asked(world) == 4
    world.game.faults.clear()
    world.time += 299
    assert await world.backend.notices("") == []
    world.time += 1
    assert await world.backend.notices("") == [RULES]


async def test_they_need_no_token_unless_the_server_says_so(world: Hall) -> None:
    await world.backend.notices("")
    assert not any("token" in query for path, query in world.game.asked if path in PATHS)
    world.game.config.enable_token_endpoint_authentication = True
    assert RULES in await world.new_backend(token=world.game.token).notices("")
