"""The game content this server knows: a small choice of tracks, classes, vehicles and liveries."""

import zlib
from dataclasses import dataclass


def _id(kind: str, name: str) -> int:
    """Make a lasting id of the kind the game uses: a hash, printed as a signed 32-bit number."""
    value = zlib.crc32(f"{kind}:{name}".encode())
    return value - 2**32 if value >= 2**31 else value


@dataclass(frozen=True, slots=True)
class Track:
    name: str
    gridsize: int
    day: int
    month: int
    year: int
    lap: int
    """Milliseconds a good driver needs for one lap in a GT3 car; not part of any list."""
    length: int
    """Metres; not part of any list."""

    @property
    def id(self) -> int:
        return _id("track", self.name)


@dataclass(frozen=True, slots=True)
class Vehicle:
    name: str
    category: str
    """The technical name of its class."""
    liveries: tuple[str, ...]

    @property
    def id(self) -> int:
        return _id("vehicle", f"{self.category}/{self.name}")

    @property
    def pace(self) -> float:
        """How much of a GT3 car's time it needs for a lap; not part of any list."""
        return _PACE.get(self.category, 1.0)


FIRST_LIVERY = 50
_PACE = {"GT4_Cup": 1.09}

TRACKS = (
    Track("Interlagos_GP", 32, 3, 11, 2024, 97_400, 4309),
    Track("Spa_Francorchamps_2022", 32, 28, 8, 2022, 138_900, 7004),
    Track("Imola_GP", 30, 19, 5, 2024, 103_200, 4909),
    Track("Brands_Hatch_Indy", 26, 14, 4, 2023, 45_300, 1944),
    Track("Oulton_Park_Island", 24, 7, 7, 2023, 88_700, 3616),
    Track("Cascavel", 32, 20, 10, 2024, 64_800, 3058),
    Track("Montreal_Modern", 28, 9, 6, 2024, 94_100, 4361),
    Track("Kart_Granja_Viana_101", 20, 2, 3, 2023, 47_900, 1020),
)

CLASSES = {
    "GT3_Open": "GT3 Open",
    "GT4_Cup": "GT4 Cup",
    "F-Trainer_A": "Formula Trainer A",
    "P2_Open": "Prototype 2",
    "P2_Endurance": "Prototype 2 Endurance",
    "KartRental": "Rental Kart",
}

VEHICLES = (
    Vehicle("Aston Martin Vantage GT3", "GT3_Open", ("Harbour #7", "Moss #97", "Slate #98")),
    Vehicle("BMW M4 GT3", "GT3_Open", ("Night Shift #1", "Alpine White #20", "Tangerine #32")),
    Vehicle("McLaren 720S GT3", "GT3_Open", ("Papaya #59", "Fog #60")),
    Vehicle("Porsche 992 GT3 R", "GT3_Open", ("Mint #12", "Guards #44", "Plaid #92", "Ink #93")),
    Vehicle("Mercedes-AMG GT4", "GT4_Cup", ("Silver #2", "Ochre #55")),
    Vehicle("Ginetta G55 GT4", "GT4_Cup", ("Racing Green #50", "Chalk #51")),
    Vehicle("Formula Trainer", "F-Trainer_A", ("School #1", "School #2", "School #3")),
    # One name in two classes, as the real lists have it.
    Vehicle("Oreca 07", "P2_Open", ("Dawn #22", "Dusk #23")),
    Vehicle("Oreca 07", "P2_Endurance", ("Dawn #22", "Midnight #24")),
    Vehicle("Kart 4-Stroke Rental", "KartRental", ("Track Day #1", "Track Day #2")),
)

TRACK_IDS = {track.name: track.id for track in TRACKS}
CLASS_IDS = {name: _id("class", name) for name in CLASSES}


def track_of(identifier: int) -> Track:
    """Return the track with that id; the first one where nobody knows it."""
    return next((track for track in TRACKS if track.id == identifier), TRACKS[0])


def vehicle_of(identifier: int) -> Vehicle:
    """Return the vehicle with that id; the first one where nobody knows it."""
    return next((vehicle for vehicle in VEHICLES if vehicle.id == identifier), VEHICLES[0])


def vehicles_of(class_id: int) -> list[Vehicle]:
    """Return the vehicles of a class; all of them where nobody knows it."""
    return [vehicle for vehicle in VEHICLES if CLASS_IDS[vehicle.category] == class_id] or list(VEHICLES)
