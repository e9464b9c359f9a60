"""What staff may know of somebody on the server, beside what everybody sees: gear, aids, and their link."""

from collections.abc import Iterator, Sequence

from bot.kit import Fact, Player
from cogs.ams2.event_log import handle_of
from cogs.ams2.names import Names
from cogs.ams2.payloads import Member, Status, unsigned

_MASK, _AID = "_MASK", "AID_"
_VALID = "VALID"
"""Without this flag the others tell nothing: the race is not loaded yet."""
_WORDS = {
    "SETUP_USED": "own setup",
    "AID_ABS": "ABS",
    "AID_TRACTION": "traction control",
    "AID_STABILITY": "stability control",
}

Flags = Sequence[tuple[int, str]]


def facts_of(player: Player, status: Status, names: Names) -> Sequence[Fact]:
    """Return what *status* shows of *player*; nothing when they are not in it."""
    for member in status.members:
        if handle_of(member.refid) == player.handle and member.name == player.name:
            return tuple(_facts(member, names))
    return ()


def _facts(member: Member, names: Names) -> Iterator[Fact]:
    attributes = member.attributes
    group = names.group(attributes.vehicle_id)
    livery = names.livery(attributes.vehicle_id, attributes.livery_id)
    if group:
        yield Fact("Class", group)
    if livery:
        yield Fact("Livery", livery)
    yield from _gear(unsigned(attributes.race_stat_flags), names.catalogue.player_flags)
    if attributes.ping > 0:
        yield Fact("Ping", f"{attributes.ping} ms")
    if member.host:
        yield Fact("Host", "yes: settings of the session go through their game")


def _gear(value: int, flags: Flags) -> Iterator[Fact]:
    """Tell the controller, the driving model and the aids, as the server's own list names them."""
    if not any(name == _VALID and value & number for number, name in flags):
        return
    groups = [(name.removesuffix(_MASK), number) for number, name in flags if name.endswith(_MASK)]
    for group, mask in groups:
        chosen = [name for number, name in _of_group(flags, group) if number == value & mask]
        if chosen:
            yield Fact(group.capitalize(), chosen[0].removeprefix(f"{group}_").lower())
    in_groups = {name for group, _ in groups for _, name in _of_group(flags, group)}
    others = [name for number, name in flags if name not in in_groups and value & number]
    aids = [_words(name) for name in others if name != _VALID and not name.endswith(_MASK)]
    yield Fact("Aids and setup", ", ".join(aids) or "none")


def _of_group(flags: Flags, group: str) -> Flags:
    return [
        (number, name) for number, name in flags if name.startswith(f"{group}_") and name != group + _MASK
    ]


def _words(name: str) -> str:
    return _WORDS.get(name, name.removeprefix(_AID).replace("_", " ").lower())
