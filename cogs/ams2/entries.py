"""Who drives for which entry of a stage."""

from cogs.ams2.memory import Entry, Memory, Seat, Stage

_MOST_ENTRIES = 128
"""A session has 32 cars; whoever comes back under other numbers is the same entry."""


def seat_all(memory: Memory, stage: Stage) -> None:
    """Enter every car that is in the session for *stage*, which begins."""
    for car in memory.seats:
        enter(memory, stage, car)


def enter(memory: Memory, stage: Stage, car: int) -> None:
    """Enter *car* for *stage*: for its driver's entry where they were there before, even in another car."""
    seat = memory.seats[car]
    fresh = described(memory, seat)
    known = stage.entry(car)
    if known is not None and not known.name:  # it drove before anybody knew whose it was
        _describe(known, fresh)
        return
    same = _same_driver(memory, stage, fresh)
    if same is not None:
        stage.cars[car] = same
        entry = stage.entries[same]
        entry.has_left, entry.vehicle = False, fresh.vehicle or entry.vehicle
    elif len(stage.entries) < _MOST_ENTRIES:
        _rename_a_double(stage, fresh)
        stage.cars[car] = len(stage.entries)
        stage.entries.append(fresh)


def of_unknown_car(stage: Stage, car: int) -> Entry | None:
    """Return the entry of a car of which only its driving is known; None when there are too many."""
    entry = stage.entry(car)
    if entry is None and len(stage.entries) < _MOST_ENTRIES:
        entry = Entry()
        stage.cars[car] = len(stage.entries)
        stage.entries.append(entry)
    return entry


def described(memory: Memory, seat: Seat) -> Entry:
    """Return an empty entry for whoever sits in *seat*."""
    person = None if seat.is_ai else memory.people.get(seat.refid)
    return Entry(
        name=(person.name if person else "") or seat.name or f"driver {seat.refid}",
        steamid=person.steamid if person else "",
        is_ai=seat.is_ai,
        vehicle=seat.vehicle,
    )


def _same_driver(memory: Memory, stage: Stage, fresh: Entry) -> int | None:
    """Find the entry of that driver, unless a car that is still here drives for it."""
    at = next(
        (at for at, entry in enumerate(stage.entries) if entry.name and entry.has_driver_of(fresh)), None
    )
    if at is None or (not fresh.driver.identity and _is_driven(memory, stage, at)):
        return None
    return at


def _is_driven(memory: Memory, stage: Stage, at: int) -> bool:
    return any(entry == at and car in memory.seats for car, entry in stage.cars.items())


def _rename_a_double(stage: Stage, fresh: Entry) -> None:
    """Tell two of the computer's drivers of one name apart: a driver is known by it within a stage."""
    name, number = fresh.name, 1
    while any(entry.has_driver_of(fresh) for entry in stage.entries):
        number += 1
        fresh.name = f"{name} ({number})"


def _describe(entry: Entry, fresh: Entry) -> None:
    entry.name, entry.steamid, entry.is_ai = fresh.name, fresh.steamid, fresh.is_ai
    entry.vehicle = entry.vehicle or fresh.vehicle
