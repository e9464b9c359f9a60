"""Console commands that somebody types: which are taken, and what of their answers is shown."""

import pytest

from bot.domain.errors import BadValue, OutcomeUnknown, Rejected
from cogs.tshock import GAME, TShock, TShockSettings
from cogs.tshock.commanding import REFUSED, Commanding, cleaned
from tests.cogs.tshock.world import Hall


@pytest.fixture
def console(world: Hall) -> Commanding:
    return world.backend.console


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("/who", "/who"),
        ("who -i", "/who -i"),
        (".time 14:30", "/time 14:30"),
        ("  / worldinfo\n", "/worldinfo"),
        ("/give\t73 Nell", "/give 73 Nell"),
    ],
)
def test_a_command_is_sent_with_one_slash_in_one_line(world: Hall, typed: str, sent: str) -> None:
    assert world.backend.console.taken(typed) == sent


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_what_has_its_own_command_or_carries_passwords_is_not_taken(world: Hall, name: str) -> None:
    for typed in (f"/{name} Nell sesame", name, f".{name.upper()}\tx", f" /  {name} x"):
        with pytest.raises(BadValue) as caught:
            world.backend.console.taken(typed)
        assert "sesame" not in str(caught.value)


@pytest.mark.parametrize("typed", ["", "/", "   ", "/ \n", "/who\u202e", "\uff55ser add"])
def test_what_is_no_command_is_not_taken(world: Hall, typed: str) -> None:
    with pytest.raises(BadValue):
        world.backend.console.taken(typed)


async def test_the_operator_refuses_more(world: Hall) -> None:
    keys = {"game": "tshock", "url": world.game.url, "refused_commands": ["/Vault", "house"]}
    backend = GAME.backend("hall", TShockSettings.model_validate(keys), world.sessions, world.now)
    assert isinstance(backend, TShock)
    console = backend.console
    for typed in ("/vault open sesame", "HOUSE"):
        with pytest.raises(BadValue, match=r"main\.yaml"):
            console.taken(typed)
    assert console.taken("/vaults") == "/vaults"


async def test_what_the_server_tells_is_shown_without_colours(world: Hall, console: Commanding) -> None:
    world.join("Nell")
    assert await console.run("/who") == ["Online Players (1/8)", "Nell"]
    assert await console.run("/slap Nell") == []


async def test_nobody_reads_where_a_player_is_at_home(world: Hall, console: Commanding) -> None:
    world.join("Nell")
    told = " ".join(await console.run('/userinfo "Nell"'))
    assert "[address]" in told
    assert world.game.player("Nell").ip not in told


@pytest.mark.parametrize("command", ["/nosuch", "/login x", "/rules"])
async def test_a_failure_is_told_though_the_server_says_that_all_is_well(
    world: Hall, console: Commanding, command: str
) -> None:
    if command == "/rules":
        world.game.groups.find("steward").permissions.remove("tshock.slap")
        command = "/slap Nell"
    with pytest.raises(Rejected):
        await console.run(command)


async def test_a_command_that_broke_may_have_done_something(console: Commanding) -> None:
    with pytest.raises(OutcomeUnknown, match="check logs"):
        await console.run("/ban add Nell")


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("IP Address: 203.0.113.10.", "IP Address: [address]."),
        ("203.0.113.10:7777 joined", "[address]:7777 joined"),
        ("from 2001:db8::7, and ::1", "from [address], and [address]"),
        ("[c/FF0000:at 203.0.113.10]", "at [address]"),
        ("uuid " + "ab12" * 16, "uuid [hidden]"),
        ("Terraria v1.4.5.8 at 12:30:45", "Terraria v1.4.5.8 at 12:30:45"),
        ("deadbeef: face", "deadbeef: face"),
    ],
)
def test_addresses_and_identifiers_are_hidden_and_nothing_else(line: str, shown: str) -> None:
    assert cleaned([line]) == [shown]
