"""The attributes of members and participants, and what all attribute tables share."""

from dataclasses import dataclass, replace

READ_ONLY, READ_WRITE = "ReadOnly", "ReadWrite"
LIMITS = {"int8": 2**7, "int16": 2**15, "int32": 2**31}


@dataclass(frozen=True, slots=True)
class Attribute:
    name: str
    type: str
    access: str
    description: str
    start: int | str = 0
    """The value in a lobby that was just opened; in an idle server every value is 0 or ""."""

    @property
    def empty(self) -> int | str:
        return "" if self.type == "string" else 0

    def listed(self) -> dict[str, str]:
        return {
            "name": self.name,
            "type": self.type,
            "access": self.access,
            "description": self.description,
        }


def renamed(attribute: Attribute, old: str, new: str, description: str) -> Attribute:
    """Return *attribute*, under its *new* name if it is the one called *old*."""
    return replace(attribute, name=new, description=description) if attribute.name == old else attribute


def _shown(name: str, kind: str, description: str) -> Attribute:
    return Attribute(name, kind, READ_ONLY, description)


MEMBER = (
    _shown("VehicleId", "int32", "The vehicle this player has chosen, an id from the vehicle list."),
    _shown("LiveryId", "int32", "The livery on that vehicle; livery ids are only unique for one vehicle."),
    _shown("LoadState", "string", "How far this player's game has come with loading the race."),
    _shown("RaceStatFlags", "int32", "Controller and driving aids in use, bits from the player flags."),
    _shown("Ping", "int16", "Round trip between this player and the server, in milliseconds."),
)

PARTICIPANT = (
    _shown("RefId", "int16", "The member this car belongs to; AI cars belong to the host."),
    _shown("Name", "string", "Name of the player who drives, or the name made up for an AI driver."),
    _shown("IsPlayer", "int8", "1 if a person drives this car, 0 for AI."),
    _shown("GridPosition", "int8", "Starting place of this car."),
    _shown("VehicleId", "int32", "The vehicle, an id from the vehicle list."),
    _shown("LiveryId", "int32", "The livery on the vehicle."),
    _shown("RacePosition", "int8", "Present place of this car."),
    _shown("CurrentLap", "int16", "The lap being driven, counted from one; 0 when not in a lap."),
    _shown("CurrentSector", "int8", "The sector this car is in, or 0 when in none."),
    _shown("Sector1Time", "int32", "Latest time of sector one, in milliseconds."),
    _shown("Sector2Time", "int32", "Latest time of sector two, in milliseconds."),
    _shown("Sector3Time", "int32", "Latest time of sector three, in milliseconds."),
    _shown("LastLapTime", "int32", "Time of the latest complete lap, in milliseconds."),
    _shown("FastestLapTime", "int32", "Time of the best valid lap in this stage, in milliseconds."),
    _shown("State", "string", "Where the car stands: on track, in the pits, out of the race."),
    _shown("HeadlightsOn", "int8", "1 with headlights on."),
    _shown("WipersLevel", "int8", "Speed of the wipers, 0 when off."),
    _shown("Speed", "int16", "Speed in kilometres per hour."),
    _shown("Gear", "int8", "Gear engaged; 0 is neutral and -1 reverse."),
    _shown("RPM", "int16", "Engine speed in revolutions per minute."),
    _shown("PositionX", "int32", "Place in the world, first horizontal axis, in millimetres."),
    _shown("PositionY", "int32", "Height in the world, in millimetres."),
    _shown("PositionZ", "int32", "Place in the world, second horizontal axis, in millimetres."),
    _shown("Orientation", "int16", "Heading in degrees, 0 to 360."),
)
