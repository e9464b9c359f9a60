"""Numbers, texts and names as the server prints them."""

from cogs.ams2.decoding import decode
from cogs.ams2.names import Names
from cogs.ams2.payloads import Answer, Lists, Status
from tests.cogs.ams2 import bodies


def test_numbers_come_as_numbers_or_as_digits() -> None:
    body = bodies.status()
    body["members"][0] |= {"refid": str(bodies.HOST), "steamid": int(bodies.HOST_STEAMID)}
    status = decode(Answer[Status], bodies.ok(body)).response
    assert status is not None
    assert (status.members[0].refid, status.members[0].steamid) == (bodies.HOST, bodies.HOST_STEAMID)


def test_names_are_taken_from_the_lists() -> None:
    names = Names.of(Lists.model_validate(bodies.LISTS))
    assert names.track(-7) == names.track(4294967289) == "Old Harbour GP"
    assert (names.vehicle(-100), names.sky(-934211870)) == ("Vole GT3", "clear")
    assert (names.track(0), names.vehicle(0), names.vehicle(5)) == ("", "", "car 5")


def test_the_flag_of_a_timed_race_is_the_servers_own() -> None:
    flags = {"flags/session": {"list": [{"value": 64, "name": "TIMED_RACE"}]}}
    assert Names.of(Lists.model_validate(flags)).timed_race == 64
    assert Names.of(Lists()).timed_race == 1048576


def test_every_list_is_kept_and_an_odd_one_costs_only_itself() -> None:
    odd = {"attributes/member": "?", "enums/later": {"list": [{"value": [], "name": "odd"}]}}
    odd |= {"events": {"list": [None, *bodies.LISTS["events"]["list"]]}}
    catalogue = Names.of(Lists.model_validate(bodies.LISTS | odd), bodies.ENUMS).catalogue
    assert catalogue.session["TrackId"].access == "ReadWrite"
    assert [(one.type, one.attributes[0].name) for one in catalogue.events.values()] == [
        ("Player", "Message")
    ]
    assert catalogue.enums.keys() == {"weather", "livetrack_preset", "pit_control"}
    assert catalogue.enums["livetrack_preset"] == {875514911: "Damp"}
    assert catalogue.player_flags[:2] == ((6, "CONTROLLER_MASK"), (4, "CONTROLLER_WHEEL"))
    assert catalogue.grids == {4294967289: 32}
    assert (catalogue.member, catalogue.participant) == ({}, {})
    assert (catalogue.sizes["enums/livetrack_preset"], catalogue.sizes["tracks"]) == (1, 1)


def test_a_livery_is_named_by_the_vehicle_and_its_number() -> None:
    names = Names.of(Lists.model_validate(bodies.LISTS))
    assert names.livery(4294967196, 51) == "Vole GT3 #7"
    assert (names.livery(-100, 50), names.livery(-7, 51)) == ("", "")


def test_a_text_longer_than_any_name_is_cut() -> None:
    body = bodies.status() | {"name": "x" * 100_000}
    status = decode(Answer[Status], bodies.ok(body)).response
    assert status is not None
    assert status.name == "x" * 500
