"""The two dialects of TShock's REST API: one server of each stands for all that speak like it."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class Dialect:
    name: str
    modern: bool
    """Whether it is the API since 4.5: real HTTP codes, bans with tickets, removed paths."""
    program: str
    """As every answer names the server."""
    terraria: str
    tshock: Mapping[str, int] | str
    """`tshockversion`, an object once and a string today."""
    decodings: int
    """How often a parameter is percent-decoded."""
    buffs: int
    """Buff slots of a player."""
    nobody: str | None
    """Account and date of somebody who is not logged in, in what is read about them."""
    quote: str
    """What stands around the names of groups in texts."""
    superadmin_colour: tuple[int, int, int]


V4 = Dialect(
    name="4.3.20",
    modern=False,
    program="TShockAPI/4.3.20.0",
    terraria="v1.3.3.3",
    tshock={"Major": 4, "Minor": 3, "Build": 20, "Revision": 0, "MajorRevision": 0, "MinorRevision": 0},
    decodings=1,
    buffs=22,
    nobody="",
    quote="'",
    superadmin_colour=(255, 0, 0),
)
"""The API as it was in 2016: always HTTP 200, bans as rows of name and address."""

V6 = Dialect(
    name="6.2.1",
    modern=True,
    program="TShockAPI/6.2.1.0",
    terraria="v1.4.5.8",
    tshock="6.2.1.0",
    decodings=2,
    buffs=44,
    nobody=None,
    quote="",
    superadmin_colour=(255, 255, 255),
)
"""The API of today."""

DIALECTS = {"4": V4, "6": V6}
