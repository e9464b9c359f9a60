from typing import Any

import pytest

from sandbox.discord import SandboxDiscord
from sandbox.discord.guild import Guild
from tests.sandbox.discord.conftest import Rest
from tests.sandbox.discord.test_message_limits import paths

Body = dict[str, Any]


def command(**changes: Any) -> Body:
    return {"name": "kick", "description": "Remove somebody", "type": 1} | changes


def option(**changes: Any) -> Body:
    return {"name": "player", "description": "Who", "type": 3} | changes


CHOICE = {"name": "a", "value": "a"}
REFUSED = [
    ("0.name", [command(name="Kick")]),
    ("0.name", [command(name="kick now")]),
    ("0.name", [command(name="k" * 33)]),
    ("0.description", [command(description="")]),
    ("0.description", [command(description="d" * 101)]),
    ("1.name", [command(), command()]),
    ("0.options.0.name", [command(options=[option(name="Player")])]),
    ("0.options.1.name", [command(options=[option(), option()])]),
    ("0.options.1.required", [command(options=[option(), option(name="b", required=True)])]),
    ("0.options", [command(options=[option(name=f"o{n}") for n in range(26)])]),
    ("0.options.0.choices", [command(options=[option(choices=[CHOICE] * 26)])]),
    ("0.options.0.choices.0.name", [command(options=[option(choices=[{"name": "", "value": "a"}])])]),
    ("0.options.0.autocomplete", [command(options=[option(autocomplete=True, choices=[CHOICE])])]),
    ("0.options.0.autocomplete", [command(options=[option(autocomplete=True, type=6)])]),
    ("0.options.0.options.0.name", [command(options=[option(type=1, options=[option(name="A")])])]),
    ("0.description", [command(type=2, name="Player card")]),
    (
        "0",
        [
            command(
                options=[
                    option(
                        name=f"o{n}", choices=[{"name": f"{i:050}", "value": f"{i:050}"} for i in range(25)]
                    )
                    for n in range(4)
                ]
            )
        ],
    ),
]


@pytest.mark.parametrize(("path", "bodies"), REFUSED)
async def test_a_command_beyond_a_limit_is_refused_where_it_is(
    here: SandboxDiscord, guild: Guild, rest: Rest, path: str, bodies: list[Body]
) -> None:
    scope = f"/applications/{here.application_id}/guilds/{guild.id}/commands"
    status, answer = await rest("PUT", scope, bodies)
    assert (status, answer["code"], paths(answer["errors"])) == (400, 50035, [path])


async def test_more_than_a_hundred_commands_are_refused(
    here: SandboxDiscord, guild: Guild, rest: Rest
) -> None:
    scope = f"/applications/{here.application_id}/guilds/{guild.id}/commands"
    status, answer = await rest("PUT", scope, [command(name=f"c{n}") for n in range(101)])
    assert (status, answer["code"]) == (400, 30032)


async def test_a_day_has_room_for_two_hundred_new_commands(
    here: SandboxDiscord, guild: Guild, rest: Rest
) -> None:
    scope = f"/applications/{here.application_id}/guilds/{guild.id}/commands"
    for first in (0, 100):
        bodies = [command(name=f"c{n}") for n in range(first, first + 100)]
        assert (await rest("PUT", scope, bodies))[0] == 200
    status, answer = await rest("PUT", scope, [command(name="c300")])
    assert (status, answer["code"]) == (400, 30034)


async def test_a_command_keeps_its_id_and_shows_its_permission_as_text(
    here: SandboxDiscord, guild: Guild, rest: Rest
) -> None:
    scope = f"/applications/{here.application_id}/guilds/{guild.id}/commands"
    _, [old] = await rest("PUT", scope, [command(default_member_permissions=2)])
    _, [new] = await rest("PUT", scope, [command(description="Other words")])
    assert (old["default_member_permissions"], new["default_member_permissions"]) == ("2", None)
    assert old["id"] == new["id"]
    assert old["version"] != new["version"]
    assert await rest("GET", scope) == (200, [new])
    assert await rest("DELETE", f"{scope}/{new['id']}") == (204, None)
    assert (await rest("GET", f"{scope}/{new['id']}"))[1]["code"] == 10063
