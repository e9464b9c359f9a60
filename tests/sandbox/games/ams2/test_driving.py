"""How a session goes on, and who drives what in it."""

from sandbox.games.ams2 import AMS2Server
from sandbox.games.ams2.content import CLASS_IDS, VEHICLES, vehicles_of
from tests.sandbox.games.ams2.support import names

TWO_CLASSES = {"MultiClassSlots": 1, "MultiClassSlot1": CLASS_IDS["GT4_Cup"]}
CLASSES = {vehicle.id: vehicle.category for vehicle in VEHICLES}


async def test_people_and_the_computer_drive_every_class_of_a_session(server: AMS2Server) -> None:
    server.next_attributes |= TWO_CLASSES
    for number in range(20):
        server.join(f"Driver {number}")
    server.load_race(ai=6)
    people = {CLASSES[car.vehicle_id] for car in server.cars if car.is_player}
    computer = {CLASSES[car.vehicle_id] for car in server.cars if not car.is_player}
    assert people == computer == {"GT3_Open", "GT4_Cup"}


async def test_whoever_drives_a_class_that_is_not_driven_any_more_chooses_anew(server: AMS2Server) -> None:
    server.next_attributes |= TWO_CLASSES
    for number in range(20):
        server.join(f"Driver {number}")
    before = {member.refid: member.vehicle_id for member in server.members}
    server.load_race(ai=0)
    server.next_attributes |= {"MultiClassSlots": 0}
    server.to_lobby()
    allowed = {vehicle.id for vehicle in vehicles_of(CLASS_IDS["GT3_Open"])}
    assert {member.vehicle_id for member in server.members} <= allowed
    kept = [member for member in server.members if before[member.refid] in allowed]
    assert all(member.vehicle_id == before[member.refid] for member in kept)
    assert 0 < len(kept) < 20


async def test_the_computers_cars_belong_to_the_host_and_go_to_the_next_one(server: AMS2Server) -> None:
    ann, bob = server.join("Ann"), server.join("Bob")
    server.load_race(ai=3)
    assert {car.refid for car in server.cars if not car.is_player} == {ann.refid}
    server.leave(ann)
    assert {car.refid for car in server.cars if not car.is_player} == {bob.refid}
    assert [car.name for car in server.cars if car.is_player] == ["Bob"]
    assert names(server)[-1] == "PlayerLeft", "no event tells of the new host"


async def test_a_stage_without_length_is_left_out(server: AMS2Server) -> None:
    server.next_attributes |= {"PracticeLength": 0, "QualifyLength": 0}
    server.join("Ann")
    server.load_race(ai=0)
    assert (server.session_state, server.session_stage) == ("Race", "Race1")


async def test_after_qualifying_the_grid_is_its_order(server: AMS2Server) -> None:
    server.join("Ann")
    server.join("Bob")
    server.load_race(ai=0)
    server.stage("Qualifying1")
    ann, bob = server.cars
    server.lap(ann, 91_000)
    server.lap(bob, 90_000)
    server.stage("Race1")
    assert (bob.grid, ann.grid) == (1, 2)
    assert {car.state for car in server.cars} == {"Racing"}


async def test_a_car_has_a_number_of_its_own_for_as_long_as_the_process_lives(server: AMS2Server) -> None:
    server.join("Ann")
    seen = []
    for _ in range(3):
        server.load_race(ai=1)
        seen += [car.id for car in server.cars]
        server.to_lobby()
    assert len(set(seen)) == 6
