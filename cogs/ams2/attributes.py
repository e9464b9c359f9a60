"""What people call the attributes of a session, and what their numbers mean.

The server's own list tells type and access; names, units and ranges are from its descriptions and the
vendor's guide.  Builds have more or fewer of them: what stands here is no promise that a server has it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

TRACKS, VEHICLES, CLASSES, MORE_CLASSES = "tracks", "vehicles", "vehicle_classes", "more vehicle classes"
"""The lists of content, beside the enums; of the last kind is a class that may also be none."""
PIT_SPEEDS, PRIVACY = "pit speeds", "privacy"
"""Values that no list holds, only the description of their attribute."""
SERVER_CONTROL = "ServerControlsSetup"
"""Set by ``controlGameSetup`` alone; listed as writable, and yet never by the API."""
LENGTHS_OF_RACES = frozenset({"RaceLength", "Race1Length", "Race2Length"})
"""Laps, or minutes with the flag TIMED_RACE."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """One attribute.

    *values* is the list that names its values.  So many of its own units as *scale* make one *unit*.
    *zero* is what 0 stands for.
    """

    name: str
    group: str = "Other"
    values: str = ""
    is_switch: bool = False
    lowest: int | None = None
    highest: int | None = None
    unit: str = ""
    scale: int = 1
    zero: str = ""


def _named(name: str, values: str) -> About:
    return About(name=name, values=values)


def _switch(name: str) -> About:
    return About(name=name, is_switch=True)


def _number(name: str, lowest: int | None = None, highest: int | None = None, unit: str = "") -> About:
    return About(name=name, lowest=lowest, highest=highest, unit=unit)


def _shown(name: str, unit: str = "", scale: int = 1) -> About:
    return About(name=name, unit=unit, scale=scale)


def _in(group: str, **attributes: About) -> dict[str, About]:
    return {key: replace(about, group=group) for key, about in attributes.items()}


def _minutes(name: str) -> About:
    return replace(_number(f"{name} length", 0, unit="min"), zero="left out")


def _weather(name: str, prefix: str = "") -> dict[str, About]:
    """Return the four slots that hold weather, and how many of them count."""
    slots = replace(_number(f"{name} slots".lstrip().capitalize(), 0, 4), zero="real weather")
    return {f"{prefix}WeatherSlots": slots} | {
        f"{prefix}WeatherSlot{slot}": _named(f"{name} {slot}".lstrip().capitalize(), "weather")
        for slot in range(1, 5)
    }


def _stage(name: str, prefix: str) -> dict[str, About]:
    """Return what Automobilista 2 has once for each stage."""
    return {
        f"{prefix}DateHour": _number(f"{name} hour", 0, 23),
        f"{prefix}DateProgression": _number(f"{name} clock speed", 1, 60, "x"),
        f"{prefix}WeatherProgression": _number(f"{name} weather speed", 1, 60, "x"),
        **_weather(f"{name} weather", prefix),
        f"{prefix}LiveTrackPreset": _named(f"{name} track surface", "livetrack_preset"),
    }


_CONTENT = _in(
    "Track and cars",
    TrackId=_named("Track", TRACKS),
    VehicleClassId=_named("Class", CLASSES),
    VehicleModelId=_named("Car", VEHICLES),
    MultiClassSlots=_number("Extra classes in use", 0, 9),
    **{f"MultiClassSlot{slot}": _named(f"Extra class {slot}", MORE_CLASSES) for slot in range(1, 10)},
)

_GRID = _in(
    "Grid",
    GridSize=_number("Grid size", 1, 64, "cars"),
    MaxPlayers=_number("Most players", 1, 64),
    GridLayout=_named("Grid layout", "grid_positions"),
    OpponentDifficulty=_number("AI strength", 0, 100),
)

_RULES = _in(
    "Rules",
    AllowedViews=_named("Cameras", "allowed_view"),
    DamageType=_named("Damage", "damage"),
    DamageScale=_named("Damage scale", "damage_scale"),
    DamageRandomFailures=_named("Random failures", "random_failures"),
    TireWearType=_named("Tyre wear", "tire_wear"),
    FuelUsageType=_named("Fuel use", "fuel_usage"),
    FullCourseYellows=_switch("Full course yellows"),
    ManualRollingStarts=_switch("Manual rolling starts"),
    AutoAdvanceSession=_switch("Stages follow by themselves"),
) | _in(
    "Penalties and pits",
    PenaltiesType=_named("Penalties", "penalties"),
    AllowedCutsBeforePenalty=replace(_number("Cuts before a penalty", 0, 50), zero="off"),
    DriveThroughPenalty=_switch("Drive-through penalties"),
    PitWhiteLinePenalty=_switch("Penalty for the pit exit line"),
    PitSpeedLimit=replace(_number("Pit speed limit", 0, 200, "km/h"), values=PIT_SPEEDS),
    ManualPitStops=_named("Pit control", "pit_control"),
    DisablePitstopRefuelling=_switch("No refuelling"),
)

_STAGES = (
    _in(
        "Practice",
        PracticeLength=_minutes("Practice"),
        Practice1Length=_minutes("Practice"),
        Practice2Length=_minutes("Second practice"),
        **_stage("Practice", "Practice"),
    )
    | _in(
        "Qualifying",
        QualifyLength=_minutes("Qualifying"),
        QualifyPrivateSession=_switch("Private qualifying"),
        **_stage("Qualifying", "Qualify"),
    )
    | _in(
        "Race",
        WarmupLength=_minutes("Warm-up"),
        RaceLength=_number("Race length", 0),
        Race1Length=_number("Race length", 0),
        Race2Length=_number("Second race length", 0),
        RaceExtraLap=_switch("One lap more after the time"),
        RaceDateYear=_number("Race year", 1),
        RaceDateMonth=_number("Race month", 1, 12),
        RaceDateDay=_number("Race day", 1, 31),
        **_stage("Race", "Race"),
        RaceRollingStart=_switch("Rolling start"),
        RaceFormationLap=_switch("Formation lap"),
        RaceMandatoryPitStops=_switch("Mandatory pit stop"),
        RaceMandatoryPitStopsMinTyres=_number("Tyres to change at that stop", 0, 4),
        RaceScheduledFullCourseYellow=_named("Scheduled full course yellow", "scheduledfcy"),
    )
    | _in(
        "Date and weather",
        DateYear=_number("Year", 1),
        DateMonth=_number("Month", 1, 12),
        DateDay=_number("Day", 1, 31),
        DateHour=_number("Hour", 0, 23),
        DateMinute=_number("Minute", 0, 59),
        DateProgression=_number("Clock speed", 1, 60, "x"),
        ForecastProgression=_number("Weather speed", 1, 30, "x"),
        **_weather("Weather"),
    )
)

_SERVER = _in(
    "Server",
    ServerControlsSetup=_switch("Server controls the setup"),
    ServerControlsTrack=_switch("Server controls the track"),
    ServerControlsVehicleClass=_switch("Server controls the class"),
    ServerControlsVehicle=_switch("Server controls the car"),
    Privacy=_named("Privacy", PRIVACY),
    GameMode=_named("Game mode", "game_mode"),
    MinimumOnlineRank=_named("Lowest reputation", "online_rep"),
    MinimumOnlineStrength=_number("Lowest strength", 100, 5000),
)

_LIVE = (
    _in("Flags", Flags=_number("All flags as one number"))
    | _in(
        "Now",
        SessionState=_shown("State"),
        SessionStage=_shown("Stage"),
        SessionPhase=_shown("Phase"),
        SessionTimeElapsed=_shown("Time driven", "s"),
        SessionTimeDuration=_shown("Time to drive", "s"),
        NumParticipantsValid=_shown("Cars"),
        NumParticipantsFinished=_shown("Cars finished"),
        NumParticipantsRetired=_shown("Cars retired"),
        NumParticipantsDNF=_shown("Cars that did not finish"),
        NumParticipantsDisqualified=_shown("Cars disqualified"),
        CurrentYear=_shown("Year now"),
        CurrentMonth=_shown("Month now"),
        CurrentDay=_shown("Day now"),
        CurrentHour=_shown("Hour now"),
        CurrentMinute=_shown("Minute now"),
    )
    | _in(
        "Weather and place",
        TemperatureAmbient=_shown("Air temperature", "°C", 1000),
        TemperatureTrack=_shown("Track temperature", "°C", 1000),
        AirPressure=_shown("Air pressure", "hPa", 100),
        RainDensity=_shown("Rain", "%", 10),
        WetnessAverage=_shown("Water on the track", "%", 10),
        WetnessOnPath=_shown("Water on the line", "%", 10),
        WetnessOffPath=_shown("Water off the line", "%", 10),
        WetnessMaxLevel=_shown("Most water", "%", 10),
        WetnessPredictedMax=_shown("Most water expected", "%", 10),
        Latitude=_shown("Latitude", "°", 1000),
        Longitude=_shown("Longitude", "°", 1000),
        Altitude=_shown("Altitude", "m", 1000),
    )
)

ABOUT: Mapping[str, About] = _CONTENT | _GRID | _RULES | _STAGES | _SERVER | _LIVE
GROUPS = tuple(dict.fromkeys(about.group for about in ABOUT.values()))
"""In the order in which people read them."""
