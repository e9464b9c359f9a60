"""Attributes in a query: what is accepted, what is skipped, what the game makes of it."""

from collections.abc import Mapping

from sandbox.games.ams2.attributes import LIMITS, READ_WRITE, Attribute

Change = dict[str, int]

SESSION, PLAYER, PARTICIPANT = "session_", "player_", "participant_"
PROGRESSIONS = (1, 2, 5, 10, 15, 20, 25, 30, 40, 50, 60)
LATEST_SPEED_LIMIT = 200
NEVER_BY_API = "ServerControlsSetup"


def read_changes(
    query: Mapping[str, str], known: Mapping[str, Attribute], prefix: str = SESSION
) -> tuple[Change, list[str]]:
    """Return the changes that can be made and a sentence for each that is skipped.

    Attributes that may not be written are left out without a word.
    """
    changes: Change = {}
    problems: list[str] = []
    for key, text in query.items():
        if not key.startswith(prefix):
            continue
        name = key.removeprefix(prefix)
        value = _value(known.get(name), text)
        if value is None:
            problems.append(f"Value of attribute '{name}' is invalid.")
        elif known[name].access == READ_WRITE and name != NEVER_BY_API:
            changes[name] = value
    return changes, problems


def _value(attribute: Attribute | None, text: str) -> int | None:
    """Return *text* as a value of that attribute, or None when it is not one."""
    if attribute is None:
        return None
    if attribute.type == "string":
        return 0  # every string attribute is read-only, so the value is not used
    try:
        value = int(text)
    except ValueError:
        return None
    if attribute.name == "PitSpeedLimit":  # typed int8 although it goes to 200
        return value if 0 <= value <= LATEST_SPEED_LIMIT else None
    limit = LIMITS[attribute.type]
    return value if -limit <= value < limit else None


def apply_limits(changes: Change) -> dict[str, int | str]:
    """Return what the game makes of *changes*."""
    return {name: _limited(name, value) for name, value in changes.items()}


def _limited(name: str, value: int) -> int:
    if name == "AllowedViews":
        return value if value in {0, 2} else 0
    if name == "PitSpeedLimit":
        rounded = value // 5 * 5
        return rounded if rounded < LIMITS["int8"] else rounded - 2 * LIMITS["int8"]
    if name.endswith("Progression"):
        return min(PROGRESSIONS, key=lambda step: abs(step - value))
    return value
