"""The world: day and night, the moon, invasions, creatures and what was saved of it."""

import random
from dataclasses import dataclass, field

DAY, NIGHT = 54_000.0, 32_400.0
"""Lengths in sixtieths of a second; day begins at 4:30, night at 19:30."""
TICKS_A_SECOND = 60.0
MOON_PHASES = 8
NEW_MOON = 4
BLOOD_MOON_CHANCE = 1 / 9
INVASIONS = {"goblins": 80, "pirates": 120, "martians": 160, "snow": 80}
"""How many come for one player, roughly; the numbers are not the game's."""


@dataclass(slots=True)
class World:
    name: str = "Hollowmere"
    width: int = 4200
    height: int = 1200
    seed: int = 1
    time: float = 15_000.0
    daytime: bool = True
    moon: int = 0
    bloodmoon: bool = False
    invasion: str = ""
    invasion_size: int = 0
    hostile: int = 3
    friendly: int = 1
    """Creatures that are nobody's enemy and live in no town; the town's people are never counted."""
    meteors: int = 0
    saves: int = 0
    _random: random.Random = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)

    @property
    def size(self) -> str:
        return f"{self.width}*{self.height}"

    @property
    def clock(self) -> str:
        """The time of day as the game writes it, such as `9:12`."""
        hours = (self.time / 3600 + 4.5 + (0 if self.daytime else 15)) % 24
        return f"{int(hours)}:{int(hours * 60) % 60:02}"

    def set_clock(self, hour: float) -> None:
        """Make it *hour* o'clock, 0 to 24."""
        since_dawn = (hour - 4.5) % 24
        self.daytime = since_dawn < 15
        self.time = (since_dawn if self.daytime else since_dawn - 15) * 3600

    def tick(self, seconds: float) -> None:
        """Let *seconds* of the server's time go by."""
        self.time += seconds * TICKS_A_SECOND
        while self.time >= (DAY if self.daytime else NIGHT):
            self.time -= DAY if self.daytime else NIGHT
            self._turn()
        if self.invasion_size:
            self.invasion_size = max(0, self.invasion_size - int(seconds))
            self.invasion = self.invasion if self.invasion_size else ""

    def invade(self, kind: str) -> None:
        self.invasion, self.invasion_size = kind, INVASIONS[kind]

    def butcher(self, *, friendly: bool) -> int:
        """Kill creatures and return how many."""
        killed = self.hostile + (self.friendly if friendly else 0)
        self.hostile = 0
        if friendly:
            self.friendly = 0
        return killed

    def _turn(self) -> None:
        """Go from day to night or from night to day."""
        self.daytime = not self.daytime
        if self.daytime:
            self.bloodmoon = False
            self.moon = (self.moon + 1) % MOON_PHASES
            self.hostile = 3
        else:
            self.bloodmoon = self.moon != NEW_MOON and self._random.random() < BLOOD_MOON_CHANCE
            self.hostile = 12 if self.bloodmoon else 6
