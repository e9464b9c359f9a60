"""The events of the log, with their attributes in the order in which they are printed."""

from dataclasses import dataclass, replace

Fields = tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class EventKind:
    name: str
    type: str
    """Session, Player (has a refid) or Participant (has a refid and a participantid)."""
    description: str
    attributes: Fields = ()


_LAP = ("Lap", "int16", "The lap, counted from zero.")
_PLACE = ("RacePosition", "int8", "Place of the car at that moment.")

SESSION_EVENTS = (
    EventKind(
        "SessionSetup",
        "Session",
        "Loading has begun; these settings will stay as they are now.",
        (
            ("GridSize", "int8", "Places on the grid."),
            ("MaxPlayers", "int8", "How many people may take part."),
            ("PracticeLength", "int16", "Minutes of practice."),
            ("QualifyLength", "int16", "Minutes of qualifying."),
            ("RaceLength", "int16", "Length of the race."),
            ("Flags", "int32", "Rules as session flags."),
            ("TrackId", "int32", "The track."),
            ("GameMode", "int32", "The kind of game."),
        ),
    ),
    EventKind(
        "StateChanged",
        "Session",
        "The session went into another state.",
        (("PreviousState", "string", "The state before."), ("NewState", "string", "The state now.")),
    ),
    EventKind(
        "StageChanged",
        "Session",
        "Another stage of the weekend has begun.",
        (
            ("PreviousStage", "string", "The stage before."),
            ("NewStage", "string", "The stage now."),
            ("Length", "int16", "Its length in minutes, for a race in laps."),
        ),
    ),
    EventKind("SessionCreated", "Session", "Somebody has come to an empty server."),
    EventKind("SessionDestroyed", "Session", "Everybody has left."),
    EventKind(
        "ServerChat",
        "Session",
        "The server has spoken.",
        (("RefId", "int16", "Who heard it, 0 for all."), ("Message", "string", "What was said.")),
    ),
    EventKind("SessionAdvance", "Session", "The next stage was asked for."),
    EventKind("SoftRestart", "Session", "A restart was asked for."),
)

PLAYER_EVENTS = (
    EventKind(
        "PlayerJoined",
        "Player",
        "Somebody is coming in.",
        (("Name", "string", "Name of the player."), ("SteamId", "string", "Steam id of the player.")),
    ),
    EventKind("Authenticated", "Player", "Steam has confirmed who the player is."),
    EventKind(
        "PlayerLeft",
        "Player",
        "Somebody has gone.",
        (("Reason", "string", "Why, in words."), ("GameReasonId", "int8", "Why, as the game numbers it.")),
    ),
    EventKind("PlayerChat", "Player", "A player has spoken.", (("Message", "string", "What was said."),)),
)

PARTICIPANT_EVENTS = (
    EventKind(
        "ParticipantCreated",
        "Participant",
        "A car was put into the session.",
        (
            ("Name", "string", "Name of the driver."),
            ("IsPlayer", "int8", "1 for a person."),
            ("VehicleId", "int32", "The vehicle."),
            ("LiveryId", "int32", "Its livery."),
        ),
    ),
    EventKind("ParticipantDestroyed", "Participant", "A car was taken out of the session."),
    EventKind(
        "Sector",
        "Participant",
        "A car has come to the end of a sector.",
        (
            _LAP,
            ("Sector", "int8", "The sector that begins."),
            ("SectorTime", "int32", "Time of the sector that ends, in milliseconds."),
            ("TotalTime", "int32", "Time driven in this stage, in milliseconds."),
            ("CountThisLap", "int8", "1 if the lap counts."),
            ("CountThisLapTimes", "int8", "1 if its time counts."),
        ),
    ),
    EventKind(
        "Lap",
        "Participant",
        "A car has completed a lap.",
        (
            _LAP,
            ("LapTime", "int32", "Time of the lap in milliseconds."),
            ("Sector1Time", "int32", "Its first sector in milliseconds."),
            ("Sector2Time", "int32", "Its second sector in milliseconds."),
            ("Sector3Time", "int32", "Its third sector in milliseconds."),
            _PLACE,
            ("DistanceTravelled", "int32", "Metres driven."),
            ("CountThisLapTimes", "int8", "1 if the time counts."),
        ),
    ),
    EventKind(
        "State",
        "Participant",
        "A car went into another state.",
        (("PreviousState", "string", "The state before."), ("NewState", "string", "The state now.")),
    ),
    EventKind(
        "Results",
        "Participant",
        "How a car has done in the stage that ends.",
        (
            ("RacePosition", "int8", "Final place."),
            ("Lap", "int16", "Laps completed."),
            ("VehicleId", "int32", "The vehicle."),
            ("State", "string", "The state at the end."),
            ("TotalTime", "int32", "Time driven in milliseconds."),
            ("FastestLapTime", "int32", "Best lap in milliseconds, 0 for none."),
        ),
    ),
    EventKind(
        "Impact",
        "Participant",
        "A car has hit something.",
        (
            ("OtherParticipantId", "int32", "The other car, or -1 for anything else."),
            ("CollisionMagnitude", "int32", "How hard, 0 to 1000."),
        ),
    ),
    EventKind(
        "CutTrackStart",
        "Participant",
        "A car has left the track.",
        (
            _LAP,
            _PLACE,
            ("IsMainBranch", "int8", "1 unless this was in the pit lane."),
            ("LapTime", "int32", "Milliseconds into the lap."),
        ),
    ),
    EventKind(
        "CutTrackEnd",
        "Participant",
        "A car is back on the track.",
        (
            ("ElapsedTime", "int32", "How long it was off, in milliseconds."),
            ("SkippedTime", "int32", "What it gained by that, in milliseconds."),
            ("PlaceGain", "int8", "Places gained."),
            ("PenaltyValue", "int32", "Weight of this cut."),
            ("PenaltyThreshold", "int32", "Weight from which a cut is punished."),
        ),
    ),
)

EVENTS = (*SESSION_EVENTS, *PLAYER_EVENTS, *PARTICIPANT_EVENTS)

_AMS2_ONLY = {"SessionAdvance", "SoftRestart"}
_AMS2_SETUP = {"PracticeLength", "QualifyLength", "RaceLength"}
_PC1_SETUP = tuple(
    (name, "int16", f"{name.removesuffix('Length')}: laps of a race, minutes of anything else.")
    for name in (
        "Practice1Length",
        "Practice2Length",
        "QualifyLength",
        "WarmupLength",
        "Race1Length",
        "Race2Length",
    )
)


def _pc1_setup() -> EventKind:
    """Return SessionSetup with the lengths of all stages that Project CARS 1 has."""
    others = [field for field in SESSION_EVENTS[0].attributes if field[0] not in _AMS2_SETUP]
    return replace(SESSION_EVENTS[0], attributes=(*others[:2], *_PC1_SETUP, *others[2:]))


PC1_EVENTS = (_pc1_setup(), *(kind for kind in EVENTS[1:] if kind.name not in _AMS2_ONLY))
