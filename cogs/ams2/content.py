"""Tracks and cars as the rest of the bot knows them: a number that stays, and a name."""

from bot.kit import Car, Track
from cogs.ams2.names import Names
from cogs.ams2.payloads import unsigned


def track_of(number: int, names: Names) -> Track:
    """Return a track; 0 is one that the log never named."""
    key = unsigned(number)
    return Track(str(key), names.track(key) or "unknown track")


def car_of(number: int, names: Names) -> Car:
    """Return a car with the class it races in; 0 is one that the log never named."""
    key = unsigned(number)
    return Car(str(key), names.vehicle(key) or "unknown car", names.group(key))
