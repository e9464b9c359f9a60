"""Where a server appears in Discord, and who may do what there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum


class Level(IntEnum):
    """Who may use something; each level includes those before it."""

    EVERYONE = 0
    MODERATOR = 1
    ADMIN = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Channel ids by purpose (``status``, ``feed``, ``chat``), and role names or ids by level."""

    channels: Mapping[str, int] = field(default_factory=dict)
    roles: Mapping[Level, tuple[str, ...]] = field(default_factory=dict)
