"""The attributes of a session in Project CARS 1, in the order in which that server prints them."""

from sandbox.games.ams2 import session_attributes as ams2
from sandbox.games.ams2.attributes import READ_ONLY, READ_WRITE, Attribute
from sandbox.games.ams2.enums import CLEAR

# Engines start by themselves, AI fills the grid, one class, TCS, SC and ABS allowed, and own setups.
FLAGS = 524288 + 131072 + 1024 + 128 + 64 + 32 + 8


def _setting(name: str, kind: str, start: int, description: str) -> Attribute:
    return Attribute(name, kind, READ_WRITE, description, start)


def _alike(*names: str) -> tuple[Attribute, ...]:
    """Return the attributes that both titles have, as the later one has them."""
    return tuple(ams2.BY_NAME[name] for name in names)


_WEATHER = tuple(
    _setting(f"WeatherSlot{slot}", "int32", CLEAR, f"Weather number {slot}.") for slot in range(1, 5)
)

SESSION = (
    *_alike("ServerControlsSetup", "ServerControlsTrack", "ServerControlsVehicleClass"),
    *_alike("ServerControlsVehicle", "GridSize", "MaxPlayers", "OpponentDifficulty"),
    _setting("Flags", "int32", FLAGS, "Rules of the session as a set of bits, see the session flags."),
    _setting("Practice1Length", "int16", 20, "Minutes of the first practice; 0 leaves it out."),
    _setting("Practice2Length", "int16", 0, "Minutes of the second practice; 0 leaves it out."),
    _setting("QualifyLength", "int16", 15, "Minutes of qualifying; 0 leaves it out."),
    _setting("WarmupLength", "int16", 0, "Minutes of warm-up; 0 leaves it out."),
    _setting("Race1Length", "int16", 12, "Laps of the race."),
    Attribute("Race2Length", "int16", READ_ONLY, "Laps of a second race, which is never driven online."),
    *_alike("Privacy", "DamageType", "TireWearType", "FuelUsageType", "PenaltiesType", "AllowedViews"),
    *_alike("TrackId", "VehicleClassId", "VehicleModelId"),
    _setting("DateYear", "int16", 2015, "Year of the race."),
    _setting("DateMonth", "int8", 7, "Month of the race."),
    _setting("DateDay", "int8", 6, "Day of the race."),
    _setting("DateHour", "int8", 13, "Hour of the day at which it starts."),
    _setting("DateMinute", "int8", 0, "Minute of the hour at which it starts."),
    _setting("DateProgression", "int8", 1, "How fast the clock runs, 1 is real time."),
    _setting("ForecastProgression", "int8", 1, "How fast the weather runs."),
    _setting("WeatherSlots", "int8", 3, "Weather slots used; 0 is real weather."),
    *_WEATHER,
    *_alike("GameMode", "Latitude", "Longitude", "Altitude"),
    *ams2.LIVE,
)
