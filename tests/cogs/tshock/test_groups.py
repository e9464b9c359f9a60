"""Groups over real HTTP in both dialects."""

import pytest

from bot.domain.errors import BadValue, OutcomeUnknown, Rejected
from cogs.tshock.groups import Groups, checked_name, permissions_after, permissions_meant
from tests.cogs.tshock.world import Hall


@pytest.fixture
def groups(world: Hall) -> Groups:
    return world.backend.groups


async def test_a_group_is_made_with_what_it_has_and_what_it_takes_away(groups: Groups) -> None:
    said = await groups.create("builders", "default", ["tshock.slap", "!tshock.warp"])
    assert "builders" in said
    made = await groups.read("builders")
    assert (made.parent, made.own) == ("default", ["tshock.slap", "!tshock.warp"])
    assert "tshock.slap" in made.totalpermissions
    assert ("builders", "default") in {(one.name, one.parent) for one in await groups.listed()}


async def test_a_change_keeps_the_colour_past_the_next_reload(world: Hall, groups: Groups) -> None:
    game = world.game.groups
    game.add("builders", "default", ("tshock.slap",), (1, 22, 255))
    await groups.update("builders", "vip", None)
    game.reload()
    changed = game.find("builders")
    assert (changed.parent, changed.permissions, changed.colour) == ("vip", ["tshock.slap"], (1, 22, 255))
    await groups.update("builders", None, ["tshock.warp", "!tshock.slap"])
    game.reload()
    assert (changed.permissions, changed.negated) == (["tshock.warp"], ["tshock.slap"])
    assert (changed.parent, changed.colour) == ("vip", (1, 22, 255))


async def test_all_own_permissions_can_be_taken(world: Hall, groups: Groups) -> None:
    world.game.groups.add("builders", "", ("tshock.slap",))
    await groups.update("builders", None, [])
    assert world.game.groups.find("builders").permissions == []


async def test_a_group_is_deleted(groups: Groups) -> None:
    await groups.delete("vip")
    with pytest.raises(Rejected, match="doesn't exist"):
        await groups.read("vip")


async def test_the_server_says_no_in_its_words(groups: Groups) -> None:
    with pytest.raises(Rejected, match="already exists"):
        await groups.create("vip", None, [])
    with pytest.raises(Rejected, match="Invalid parent"):
        await groups.create("builders", "nosuch", [])
    with pytest.raises(Rejected, match="Invalid parent"):
        await groups.update("vip", "nosuch", None)
    with pytest.raises(Rejected, match="doesn't exist"):
        await groups.update("nosuch", "vip", None)


async def test_a_change_without_an_answer_is_unknown_and_sent_once(world: Hall, groups: Groups) -> None:
    world.game.faults.add("/v2/groups/update", "lost_answer", times=None)
    with pytest.raises(OutcomeUnknown):
        await groups.update("vip", "admin", None)
    assert sum(path == "/v2/groups/update" for path, _ in world.game.asked) == 1


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", []),
        ("tshock.warp", ["tshock.warp"]),
        (" tshock.warp ,!tshock.slap,, tshock.warp", ["tshock.warp", "!tshock.slap"]),
        ("tshock.world.*,*", ["tshock.world.*", "*"]),
    ],
)
def test_permissions_are_a_comma_list(typed: str, meant: list[str]) -> None:
    assert permissions_meant(typed) == meant


@pytest.mark.parametrize(
    ("instead", "added", "taken", "after"),
    [
        (None, ["c"], [], ["a", "!b", "c"]),
        (None, ["a", "c"], ["!b"], ["a", "c"]),
        (["c"], [], [], ["c"]),
        (["c"], ["d"], ["c"], ["d"]),
        (None, [], ["a", "!b", "z"], []),
    ],
)
def test_permissions_are_added_taken_or_replaced(
    instead: list[str] | None, added: list[str], taken: list[str], after: list[str]
) -> None:
    assert permissions_after(["a", "!b"], instead, added, taken) == after


@pytest.mark.parametrize("typed", ["tshock.warp tshock.slap", "!", "!!tshock.warp", "a,b c"])
def test_what_is_no_comma_list_is_refused(typed: str) -> None:
    with pytest.raises(BadValue):
        permissions_meant(typed)


@pytest.mark.parametrize("name", ["", " vip", "a,b", "a\tb"])
def test_a_name_that_nobody_could_type_is_refused(name: str) -> None:
    with pytest.raises(BadValue):
        checked_name(name)
