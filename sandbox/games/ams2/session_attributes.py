"""The attributes of a session, in the order in which the server prints them."""

from sandbox.games.ams2.attributes import READ_ONLY, READ_WRITE, Attribute
from sandbox.games.ams2.content import CLASS_IDS, TRACK_IDS, VEHICLES
from sandbox.games.ams2.enums import CLEAR, RACE_WEEKEND

MULTI_CLASS_SLOTS = 9
WEATHER_SLOTS = 4
# Engines start by themselves, AI fills the grid, one class, TCS, SC and ABS allowed, and own setups.
FLAGS = 524288 + 131072 + 512 + 128 + 64 + 32 + 8


def _setting(name: str, kind: str, start: int, description: str) -> Attribute:
    return Attribute(name, kind, READ_WRITE, description, start)


def _shown(name: str, kind: str, description: str, start: int | str = 0) -> Attribute:
    return Attribute(name, kind, READ_ONLY, description, start)


def _more_classes() -> list[Attribute]:
    return [
        _setting(f"MultiClassSlot{slot}", "int32", 0, f"Extra vehicle class number {slot}, or 0.")
        for slot in range(1, MULTI_CLASS_SLOTS + 1)
    ]


def _progress(stage: str) -> list[Attribute]:
    """Return what follows the hour at which *stage* starts: how time and weather run on, and the weather."""
    low = stage.lower()
    return [
        _setting(f"{stage}DateProgression", "int8", 1, f"How fast the clock runs in {low}, 1 is real time."),
        _setting(f"{stage}WeatherProgression", "int8", 1, f"How fast the weather runs in {low}."),
        _setting(f"{stage}WeatherSlots", "int8", 1, f"Weather slots used in {low}; 0 is real weather."),
        *(
            _setting(f"{stage}WeatherSlot{slot}", "int32", CLEAR, f"Weather number {slot} in {low}.")
            for slot in range(1, WEATHER_SLOTS + 1)
        ),
    ]


def _rubber(stage: str) -> Attribute:
    return _setting(
        f"{stage}LiveTrackPreset", "int32", 0, f"How the track surface is at the start of {stage}."
    )


_RULES = (
    _setting("ServerControlsSetup", "int8", 1, "1 if the server and not the host sets up the session."),
    _setting("ServerControlsTrack", "int8", 1, "1 if nobody but the server may choose the track."),
    _setting("ServerControlsVehicleClass", "int8", 1, "1 if everybody is held to VehicleClassId."),
    _setting("ServerControlsVehicle", "int8", 0, "1 if everybody is held to VehicleModelId."),
    _setting(
        "GridSize", "int8", 32, "Places on the grid, AI included. Takes effect in the next session only."
    ),
    _setting("GridLayout", "int8", 0, "How the grid is ordered. Takes effect in the next session only."),
    _setting("MaxPlayers", "int8", 32, "How many people may be here. Takes effect in the next session only."),
    _setting("OpponentDifficulty", "int8", 90, "Strength of the AI drivers, 0 to 100."),
    _setting("Flags", "int32", FLAGS, "Rules of the session as a set of bits, see the session flags."),
    _shown("Privacy", "int8", "Who may find the session: 0 all, 1 friends, 2 nobody."),
    _setting(
        "AutoAdvanceSession", "int8", 1, "1 if a stage follows the other without anybody asking for it."
    ),
    _setting("DamageType", "int8", 2, "What damage does, from the damage list."),
    _setting("DamageScale", "int8", 1, "How much damage there is, from the damage scale list."),
    _setting("DamageRandomFailures", "int8", 0, "How often parts fail by themselves."),
    _setting("TireWearType", "int8", 6, "How fast tyres wear."),
    _setting("FuelUsageType", "int8", 0, "How fast fuel is used."),
    _setting("PenaltiesType", "int8", 1, "Whether penalties are given."),
    _setting("PitWhiteLinePenalty", "int8", 1, "1 if crossing the line of the pit exit is punished."),
    _setting("DriveThroughPenalty", "int8", 1, "1 if drive-through penalties are given."),
    _setting(
        "AllowedCutsBeforePenalty", "int8", 5, "Track cuts that are let go, 1 to 50; 0 switches it off."
    ),
    _setting("PitSpeedLimit", "int8", 80, "Limit in the pit lane in km/h, in steps of five."),
    _setting("ManualPitStops", "int8", 0, "Whether drivers stop at their box themselves."),
    _setting("ManualRollingStarts", "int8", 0, "1 if drivers steer themselves before a rolling start."),
    _setting("AllowedViews", "int8", 0, "Which cameras may be used."),
    _setting("FullCourseYellows", "int8", 0, "1 with full course yellows."),
    _setting("TrackId", "int32", TRACK_IDS["Interlagos_GP"], "The track, an id from the track list."),
    _setting("VehicleClassId", "int32", CLASS_IDS["GT3_Open"], "The class of vehicles, from the class list."),
    _setting("MultiClassSlots", "int8", 0, "How many extra classes take part."),
)

_PLACE = (
    _setting(
        "VehicleModelId", "int32", VEHICLES[0].id, "The one vehicle for all, when all must have the same."
    ),
    _shown("GameMode", "int32", "The kind of game, from the game mode list.", RACE_WEEKEND),
    _setting("MinimumOnlineRank", "int32", 0, "Lowest reputation letter that may join."),
    _setting("MinimumOnlineStrength", "int32", 100, "Lowest strength figure that may join, 100 to 5000."),
    _shown("Latitude", "int32", "Where the track lies, in thousandths of a degree north.", -23701),
    _shown("Longitude", "int32", "Where the track lies, in thousandths of a degree east.", -46697),
    _shown("Altitude", "int32", "Height of the track above the sea in millimetres.", 751000),
)

_RACE = (
    _setting("RaceRollingStart", "int8", 0, "1 for a rolling start."),
    _setting("RaceMandatoryPitStops", "int8", 0, "1 if everybody has to stop once."),
    _setting(
        "RaceMandatoryPitStopsMinTyres", "int8", 0, "Tyres that have to be changed at that stop, 0 to 4."
    ),
    _setting("RaceFormationLap", "int8", 0, "1 for a lap behind the leader before a rolling start."),
    _rubber("Race"),
    _setting("RaceScheduledFullCourseYellow", "int8", 0, "How likely a planned full course yellow is."),
    _setting("DisablePitstopRefuelling", "int8", 0, "1 if no fuel may be taken in the pits."),
)

LIVE = (
    _shown("SessionState", "string", "What the session is doing now.", "Lobby"),
    _shown("SessionStage", "string", "The stage of the weekend.", "Practice1"),
    _shown("SessionPhase", "string", "The game's own phase within the stage.", "Invalid"),
    _shown("SessionTimeElapsed", "int32", "Seconds since the stage began."),
    _shown("SessionTimeDuration", "int32", "Seconds the stage lasts."),
    _shown("NumParticipantsValid", "int32", "Cars in the session."),
    _shown("NumParticipantsDisqualified", "int32", "Cars that were disqualified."),
    _shown("NumParticipantsRetired", "int32", "Cars that have retired."),
    _shown("NumParticipantsDNF", "int32", "Cars that did not finish."),
    _shown("NumParticipantsFinished", "int32", "Cars that have finished."),
    _shown("CurrentYear", "int16", "Year in the game.", 2024),
    _shown("CurrentMonth", "int8", "Month in the game.", 11),
    _shown("CurrentDay", "int8", "Day in the game.", 3),
    _shown("CurrentHour", "int8", "Hour in the game.", 14),
    _shown("CurrentMinute", "int8", "Minute in the game."),
    _shown("RainDensity", "int16", "How hard it rains, 0 to 1000."),
    _shown("WetnessOnPath", "int16", "How wet the racing line is, 0 to 1000."),
    _shown("WetnessOffPath", "int16", "How wet the track beside the line is, 0 to 1000."),
    _shown("WetnessAverage", "int16", "How wet the track is on average, 0 to 1000."),
    _shown("WetnessPredictedMax", "int16", "The wettest the track is expected to become."),
    _shown("WetnessMaxLevel", "int16", "The wettest spot of the track, 0 to 1000."),
    _shown("TemperatureAmbient", "int32", "Air temperature, Celsius times 1000.", 24300),
    _shown("TemperatureTrack", "int32", "Track temperature, Celsius times 1000.", 33800),
    _shown("AirPressure", "int32", "Air pressure in pascal.", 101325),
)

SESSION: tuple[Attribute, ...] = (
    *_RULES,
    *_more_classes(),
    *_PLACE,
    _setting("PracticeLength", "int16", 20, "Minutes of practice; 0 leaves it out."),
    _setting("PracticeDateHour", "int8", 14, "Hour of the day at which practice starts."),
    *_progress("Practice"),
    _rubber("Practice"),
    _setting("QualifyLength", "int16", 15, "Minutes of qualifying; 0 leaves it out."),
    _setting("QualifyDateHour", "int8", 15, "Hour of the day at which qualifying starts."),
    *_progress("Qualify"),
    _rubber("Qualify"),
    _setting("QualifyPrivateSession", "int8", 0, "1 if drivers qualify without meeting each other."),
    _setting(
        "RaceLength", "int16", 12, "Length of the race in laps, or in minutes with the flag TIMED_RACE."
    ),
    _setting("RaceExtraLap", "int8", 0, "1 for a full lap more once the time is up."),
    _setting("RaceDateYear", "int16", 2024, "Year of the race."),
    _setting("RaceDateMonth", "int8", 11, "Month of the race."),
    _setting("RaceDateDay", "int8", 3, "Day of the race."),
    _setting("RaceDateHour", "int8", 16, "Hour of the day at which the race starts."),
    *_progress("Race"),
    *_RACE,
    *LIVE,
)
BY_NAME = {attribute.name: attribute for attribute in SESSION}
