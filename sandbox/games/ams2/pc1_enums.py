"""The numbers of Project CARS 1 that have names; most are those of the later title."""

from sandbox.games.ams2.enums import ENUMS, SESSION_FLAGS, Named

_HAS = (
    "damage",
    "tire_wear",
    "fuel_usage",
    "penalties",
    "game_mode",
    "allowed_view",
    "weather",
)
_GAME_MODES = (
    "SP_RaceWeekend",
    "SP_Practice",
    "SP_TimeAttack",
    "SP_Championship",
    "MP_Race",
    "MP_RaceWeekend",
)
_OWN: dict[str, Named] = {
    "tire_wear": (
        *((0, "X7"), (1, "X6"), (2, "X5"), (3, "X4"), (4, "X3"), (5, "X2")),
        *((6, "STANDARD"), (7, "SLOW"), (8, "OFF")),
    ),
    "fuel_usage": ((0, "STANDARD"), (1, "SLOW"), (2, "OFF")),
    "game_mode": tuple(row for row in ENUMS["game_mode"][1] if row[1] in _GAME_MODES),
}

PC1_ENUMS = {name: (ENUMS[name][0], _OWN.get(name, ENUMS[name][1])) for name in _HAS}

# These bits mean something else than in the later title.
_MEANT = {512: "ROLLING_STARTS", 1024: "FORCE_SAME_VEHICLE_CLASS", 2097152: "GHOST_GRIEFERS"}
_MEANT |= {4194304: "ENFORCED_PITSTOP"}
_LACKS = {8192, *(1 << bit for bit in range(23, 31)), -(2**31)}
PC1_FLAGS: Named = tuple(
    (value, _MEANT.get(value, name)) for value, name in SESSION_FLAGS if value not in _LACKS
)
