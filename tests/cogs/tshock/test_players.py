"""Naming one player so that nobody else is meant."""

import pytest

from bot.domain.errors import NoSuchPlayer, Rejected
from cogs.tshock.dialect import Dialect, VersionParts, dialect_of
from cogs.tshock.payloads import PlayerEntry
from cogs.tshock.players import aimed

OLD, BETWEEN, NEW = Dialect((4, 3, 20)), Dialect((4, 5, 1)), Dialect((6, 2, 1, 0))


def on(*names: str, connecting: str = "") -> list[PlayerEntry]:
    there = [PlayerEntry(nickname=name, active=True) for name in names]
    return [*there, PlayerEntry(nickname=connecting)]


@pytest.mark.parametrize(
    ("dialect", "names", "aim"),
    [
        (OLD, ("Ali", "Alice"), "Ali"),
        (NEW, ("Ali", "Alice"), "tsn:Ali"),
        (NEW, ("3", "Ali"), "tsn:3"),
        (BETWEEN, ("Ali", "Bob"), "Ali"),
        (OLD, ("Ali ", "Ali"), "Ali "),
        (NEW, ("Ali ", "Bob"), "tsn:Ali "),
    ],
)
def test_a_player_is_named_exactly(dialect: Dialect, names: tuple[str, ...], aim: str) -> None:
    assert aimed(on(*names), names[0], dialect, "world") == aim


@pytest.mark.parametrize(
    ("dialect", "names"),
    [
        (OLD, ("3", "Ali")),
        (BETWEEN, ("3", "Ali")),
        (BETWEEN, ("Ali", "aLiCe")),
        (NEW, ("Ali ", "Ali")),
        (NEW, (" Ali", "alice")),
    ],
)
def test_who_could_be_taken_for_somebody_else_is_not_touched(
    dialect: Dialect, names: tuple[str, ...]
) -> None:
    with pytest.raises(Rejected):
        aimed(on(*names), names[0], dialect, "world")


@pytest.mark.parametrize("dialect", [OLD, NEW])
@pytest.mark.parametrize("name", ["Alice", "ali", "Coming", ""])
def test_who_is_not_in_the_world_under_that_very_name_is_nobody(dialect: Dialect, name: str) -> None:
    with pytest.raises(NoSuchPlayer):
        aimed(on("Ali", connecting="Coming"), name, dialect, "world")


@pytest.mark.parametrize(
    ("told", "version", "is_new"),
    [
        (VersionParts(Major=4, Minor=3, Build=20), (4, 3, 20), False),
        (VersionParts(Major=4, Minor=5), (4, 5, 0), True),
        ("6.2.1.0", (6, 2, 1, 0), True),
        (None, (4, 2), False),
        ("beta", (4, 2), False),
    ],
)
def test_the_version_tells_the_dialect(
    told: VersionParts | str | None, version: tuple[int, ...], is_new: bool
) -> None:
    assert (dialect_of(told).version, dialect_of(told).is_new) == (version, is_new)


def test_only_the_new_dialect_decodes_a_percent_sign_twice() -> None:
    assert (OLD.encode("%41"), NEW.encode("%41")) == ("%41", "%2541")
