"""What can be set of one person or car, where the server's lists call any of it writable.

The lists of all builds seen so far call none of it so, and then there is nothing here.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice

from bot.kit import BadValue, Choice, Setting
from cogs.ams2.attribute_settings import is_writable, setting_of
from cogs.ams2.attributes import VEHICLES, About
from cogs.ams2.event_log import handle_of
from cogs.ams2.names import Names
from cogs.ams2.payloads import AttributeRow, OwnedAttributes, Status
from cogs.ams2.setting_words import liveries_of
from cogs.ams2.snapshots import present

_OWNERS = {"Player": ("refid", "player_"), "Car": ("participantid", "participant_")}
"""How a request names the owner, and how it begins the names of what they own."""
_KEY = re.compile(r"(Player|Car)\.(-?[0-9]+)\.(\w+)")
_ABOUT = {"VehicleId": About(name="Car", values=VEHICLES), "LiveryId": About(name="Livery")}
_MOST = 300


def owned_settings(
    status: Status, names: Names, choices: Mapping[str, tuple[Choice, ...]]
) -> Iterator[Setting]:
    """Return each writable attribute of each person and each car in *status*."""
    people = [("Player", handle_of(one.refid), one.name, one.attributes) for one in present(status)]
    cars = [("Car", str(one.id), one.attributes.name, one.attributes) for one in status.participants]
    listed = ((people, names.catalogue.member), (cars, names.catalogue.participant))
    settings = (
        _setting(owner, row, names, choices)
        for owners, rows in listed
        for row in filter(is_writable, rows.values())
        for owner in owners
    )
    yield from islice(settings, _MOST)


def is_owned(key: str) -> bool:
    """Tell whether a setting is of a person or a car."""
    return _KEY.fullmatch(key) is not None


def query_for(values: Mapping[str, str]) -> dict[str, str]:
    """Return the query that sets *values*, all of one owner; raises `BadValue` where there are more."""
    found = [_KEY.fullmatch(key) for key in values]
    owners = {match.group(1, 2) if match else None for match in found}
    kind, number = (owners.pop() if len(owners) == 1 else None) or ("", "")
    if not kind:
        raise BadValue("setting", ", ".join(values), "of one person or one car alone in one change")
    parameter, prefix = _OWNERS[kind]
    return {parameter: number} | {f"{prefix}{key.rpartition('.')[2]}": value for key, value in values.items()}


def _setting(
    owner: tuple[str, str, str, OwnedAttributes],
    row: AttributeRow,
    names: Names,
    choices: Mapping[str, tuple[Choice, ...]],
) -> Setting:
    kind, number, whose, owned = owner
    about = _ABOUT.get(row.name) or About(name=row.name)
    attributes = {row.name: "", **owned.model_dump(by_alias=True)}
    named = choices.get(about.values, ())
    if row.name == "LiveryId":
        named = liveries_of(owned.vehicle_id, names)
    setting = setting_of(row.name, attributes, about, row, named)
    return replace(
        setting, key=f"{kind}.{number}.{row.name}", name=f"{about.name} of {whose}", group=f"{kind}s"
    )
