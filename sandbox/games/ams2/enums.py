"""The numbers of the protocol that have names: enums and flags."""

CLEAR = -934211870
RACE_WEEKEND = -1958878043

Named = tuple[tuple[int, str], ...]


def _count(*names: str) -> Named:
    return tuple(enumerate(names))


ENUMS: dict[str, tuple[str, Named]] = {
    "damage": ("Kinds of damage", _count("OFF", "VISUAL_ONLY", "PERFORMANCEIMPACTING", "FULL")),
    "damage_scale": ("Amounts of damage", _count("LOW", "MEDIUM", "HIGH", "MAX")),
    "random_failures": (
        "Rates of random failures",
        _count("OFF", "STANDARD", "SYNC_TO_RACE", "X2", "X3", "X4", "X5", "X10"),
    ),
    "tire_wear": (
        "Rates of tyre wear",
        ((2, "X5"), (3, "X4"), (4, "X3"), (5, "X2"), (6, "STANDARD"), (8, "OFF")),
    ),
    "fuel_usage": (
        "Rates of fuel use",
        ((0, "STANDARD"), (2, "OFF"), (3, "X5"), (4, "X4"), (5, "X3"), (6, "X2")),
    ),
    "penalties": ("Kinds of penalties", _count("NONE", "FULL")),
    "game_mode": (
        "Kinds of games",
        (
            (1337347477, "SP_RaceWeekend"),
            (-681570992, "SP_Practice"),
            (822926980, "SP_TimeAttack"),
            (1699969765, "SP_Championship"),
            (773000055, "RX_Championship"),
            (-330496358, "RS_Practice"),
            (105458512, "MP_Race"),
            (RACE_WEEKEND, "MP_RaceWeekend"),
            (-324857384, "MP_OCRaceWeekend"),
            (743993042, "RallyCross"),
            (-603314990, "MP_RallyCross"),
        ),
    ),
    "allowed_view": ("Cameras that may be used", ((0, "Any"), (2, "CockpitHelmet"))),
    "weather": (
        "Kinds of weather",
        (
            (CLEAR, "Clear"),
            (296956818, "LightCloud"),
            (888299130, "MediumCloud"),
            (129238383, "HeavyCloud"),
            (-1293634875, "Overcast"),
            (270338437, "LightRain"),
            (1461703858, "Rain"),
            (-1592958063, "Storm"),
            (-2112363295, "ThunderStorm"),
            (2067843977, "Foggy"),
            (-358600329, "FogWithRain"),
            (-754279862, "HeavyFog"),
            (-1604560069, "HeavyFogWithRain"),
            (-1299791789, "Hazy"),
            (1275961519, "Random"),
        ),
    ),
    "grid_positions": (
        "Orders of the grid",
        _count("Default", "PlayerFirst", "PlayerMiddle", "PlayerLast", "Random"),
    ),
    "pit_control": ("Who drives in the pits", _count("Auto", "Manual")),
    "livetrack_preset": (
        "Track surfaces to start with",
        (
            (0, "Default Progressing"),
            (1349535451, "Wet"),
            (875514911, "Damp"),
            (-1183931915, "Green"),
            (368565426, "Light Rubber"),
            (-1697720237, "Medium Rubber"),
            (1455398808, "Heavy Rubber"),
        ),
    ),
    "scheduledfcy": ("Chances of a planned full course yellow", _count("Off", "25%", "50%", "75%", "Random")),
    "online_rep": ("Letters of the online reputation", _count("U", "F", "E", "D", "C", "B", "A", "S")),
}

SESSION_FLAGS: Named = (
    (2, "FORCE_IDENTICAL_VEHICLES"),
    (8, "ALLOW_CUSTOM_VEHICLE_SETUP"),
    (16, "FORCE_REALISTIC_DRIVING_AIDS"),
    (32, "ABS_ALLOWED"),
    (64, "SC_ALLOWED"),
    (128, "TCS_ALLOWED"),
    (256, "FORCE_MANUAL"),
    (512, "FORCE_SAME_VEHICLE_CLASS"),
    (1024, "FORCE_MULTI_VEHICLE_CLASS"),
    (8192, "DISABLE_TRACKSIDE_OBJECT_COLLISIONS"),
    (131072, "FILL_SESSION_WITH_AI"),
    (262144, "MECHANICAL_FAILURES"),
    (524288, "AUTO_START_ENGINE"),
    (1048576, "TIMED_RACE"),
    (2097152, "ALLOW_VEHICLE_RESET"),
    (4194304, "PASSWORD_PROTECTED"),
    (8388608, "ONLINE_REPUTATION_ENABLED"),
    (16777216, "WAIT_FOR_RACE_READY_INPUT"),
    (33554432, "HAS_RACE_DIRECTOR"),
    (67108864, "HAS_BROADCASTER"),
    (134217728, "PIT_SPEED_LIMITER"),
    (268435456, "PIT_STOP_ERRORS_ALLOWED"),
    (536870912, "DISABLE_DRIVING_LINE"),
    (1073741824, "ANTI_GRIEFING_COLLISIONS"),
    (-2147483648, "COOLDOWNLAP"),  # bit 31, printed as a signed number
)

PLAYER_FLAGS: Named = (
    (1, "SETUP_USED"),
    (6, "CONTROLLER_MASK"),
    (0, "CONTROLLER_KEYBOARD"),
    (2, "CONTROLLER_GAMEPAD"),
    (4, "CONTROLLER_WHEEL"),
    (8, "AID_STEERING"),
    (16, "AID_BRAKING"),
    (32, "AID_ABS"),
    (64, "AID_TRACTION"),
    (128, "AID_STABILITY"),
    (256, "AID_NO_DAMAGE"),
    (512, "AID_AUTO_GEARS"),
    (1024, "AID_AUTO_CLUTCH"),
    (32768, "AID_DRIVING_LINE"),
    (14336, "MODEL_MASK"),
    (0, "MODEL_NOVICE"),
    (2048, "MODEL_NORMAL"),
    (4096, "MODEL_EXPERIENCED"),
    (6144, "MODEL_PRO"),
    (8192, "MODEL_ELITE"),
    (1073741824, "VALID"),
)
