"""What a Terraria server tells of one player, as a table and over real HTTP in both dialects."""

import asyncio
from datetime import UTC, datetime

import pytest

from bot.domain.details import Pile
from bot.domain.errors import AuthFailed, NoSuchPlayer, OutcomeUnknown
from bot.domain.snapshot import Fact
from cogs.tshock.details import Reading, details_of
from sandbox.games.tshock.people import Item
from tests.cogs.tshock.world import Hall

GUEST = Fact("Account", "none: a guest")


@pytest.mark.parametrize(
    ("inventory", "piles"),
    [
        ("", []),
        (None, []),
        ("Torch:99", [Pile("Torch", 99)]),
        ("Torch:99, Gold Coin:3, Torch:51", [Pile("Torch", 150), Pile("Gold Coin", 3)]),
        ("Bow, bent:1, Mod: Gem:2", [Pile("Bow, bent", 1), Pile("Mod: Gem", 2)]),
        ("Torch:0, Torch:-4", []),
        ("nothing of the kind", []),
        ("Torch:1, broken, Axe:1", [Pile("Torch", 1), Pile("broken, Axe", 1)]),
        ("Torch:99999999999999999999", []),
    ],
)
def test_items_are_counted_by_the_servers_names(inventory: str | None, piles: list[Pile]) -> None:
    assert list(details_of(Reading(nickname="Ann", inventory=inventory)).items) == piles


@pytest.mark.parametrize(
    ("read", "fact"),
    [
        ({"username": "mira"}, Fact("Account", "mira")),
        ({"username": ""}, GUEST),
        ({"group": "default"}, Fact("Group", "default")),
        (
            {"registered": "2025-03-02T18:40:12"},
            Fact("Registered", at=datetime(2025, 3, 2, 18, 40, 12, tzinfo=UTC)),
        ),
        ({"registered": "long ago"}, None),
        ({"registered": ""}, None),
        ({"muted": True}, Fact("Muted", "yes")),
        ({"muted": False}, Fact("Muted", "no")),
        ({"position": "2098,223"}, Fact("Position", "tile 2098 from the left, 223 from the top")),
        ({"position": "2098;223"}, None),
        ({"armor": "89:0, 80:12"}, Fact("Armour, by item number", "89, 80 (modifier 12)")),
        ({"armor": ""}, None),
        ({"dyes": "Red Dye, , Blue Dye"}, Fact("Dyes", "Red Dye, Blue Dye")),
        ({"dyes": ", "}, None),
        ({"buffs": "11, 0, 0, 113"}, Fact("Buffs, by number", "11, 113")),
        ({"buffs": "0, 0"}, None),
    ],
)
def test_what_the_server_tells_is_put_into_words_and_the_rest_left_out(
    read: dict[str, object], fact: Fact | None
) -> None:
    told = details_of(Reading.model_validate({"nickname": "Ann", **read})).facts
    assert [one for one in told if one != GUEST or fact == GUEST] == ([fact] if fact else [])


async def test_who_is_logged_in_is_told_with_all_there_is(world: Hall) -> None:
    mira = world.game.join("Mira", account="mira_b")
    mira.inventory = [Item(8, "Torch", 99), Item(8, "Torch", 1), Item(73, "Gold Coin", 25)]
    mira.armour, mira.dyes, mira.buffs = [Item(89, "Helmet", 1, 4)], [Item(1012, "Red Dye")], [11]
    mira.muted = True
    told = await world.backend.details("", await world.player("Mira"))
    assert told.items == (Pile("Torch", 100), Pile("Gold Coin", 25))
    facts = {fact.label: fact.value or fact.at for fact in told.facts}
    assert facts.pop("Muted", "yes") == "yes"  # servers of 2016 do not tell
    assert facts == {
        "Account": "mira_b",
        "Group": "default",
        "Registered": world.now(),
        "Position": "tile 2098 from the left, 223 from the top",
        "Armour, by item number": "89 (modifier 4)",
        "Dyes": "Red Dye",
        "Buffs, by number": "11",
    }


async def test_who_still_connects_is_told_of_as_little_as_who_is_away(world: Hall) -> None:
    world.join("Ann")
    ann = await world.player("Ann")
    world.leave("Ann")
    world.game.introduce(world.game.connect(), "Ann")
    with pytest.raises(NoSuchPlayer):
        await world.backend.details("", ann)


async def test_a_missing_permission_is_named(world: Hall) -> None:
    world.join("Ann")
    ann = await world.player("Ann")
    for permission in ("tshock.rest.users.info", "tshock.rest.kill"):
        world.game.groups.find("steward").permissions.remove(permission)
    with pytest.raises(AuthFailed, match=r"tshock\.rest\.users\.info"):
        await world.backend.details("", ann)
    with pytest.raises(AuthFailed, match=r"tshock\.rest\.kill"):
        await world.backend.kill("", ann)


async def test_who_leaves_in_that_moment_is_not_taken_for_a_longer_name(world: Hall) -> None:
    for name in ("Ann", "Annabel"):
        world.join(name)
    ann = await world.player("Ann")
    asking = asyncio.create_task(world.backend.details("", ann))
    await leaves_before_the_next_question(world, "Ann")
    with pytest.raises(NoSuchPlayer):
        await asking
    world.join("Ann")
    killing = asyncio.create_task(world.backend.kill("", ann))
    await leaves_before_the_next_question(world, "Ann")
    with pytest.raises(OutcomeUnknown, match="may have met Annabel"):
        await killing
    assert world.sent("kill") == 1


async def leaves_before_the_next_question(world: Hall, name: str) -> None:
    """Let the list that is asked for now come late, and show somebody who left meanwhile."""
    world.game.faults.add("/v2/players/list", "late")
    before = len(world.game.asked)
    await world.game.until(lambda: len(world.game.asked) > before)
    world.leave(name)
    world.game.release()
