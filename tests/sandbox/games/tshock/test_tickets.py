"""The bans of today."""

import pytest

from sandbox.games.tshock import JoinRefused
from tests.sandbox.games.tshock.support import NOW, Client, Clock

CREATE, DESTROY, READ = "/v3/bans/create", "/v3/bans/destroy", "/v3/bans/read"
NOW_TICKS = 621_355_968_000_000_000 + round(NOW) * 10_000_000
FOR_EVER = 3_155_378_975_999_999_999


async def test_creating_a_ban_answers_500_stores_it_and_kicks_nobody(new: Client) -> None:
    eve = new.server.join("Eve")
    code, body = await new.get(CREATE, identifier="name:Eve", reason="tnt")
    assert (code, body["status"], body["error"]) == (500, "500", "Internal server error.")
    assert body["errormsg"] == "Object reference not set to an instance of an object."
    assert "RestManager.cs" in body["stacktrace"]
    assert new.server.players == [eve]
    assert (await new.ask("/v3/bans/list"))["bans"] == [
        {
            "ticket_number": 1,
            "identifier": "name:Eve",
            "reason": "tnt",
            "banning_user": "steward",
            "start_date_ticks": NOW_TICKS,
            "end_date_ticks": FOR_EVER,
        }
    ]


@pytest.mark.parametrize("identifier", ["name:Eve", "ip:192.0.2.3", "uuid:e5e5", "acc:eve"])
async def test_a_server_without_that_fault_kicks_and_names_the_ticket(new: Client, identifier: str) -> None:
    new.server.config.hurried_bans_fail = False
    eve = new.server.join("Eve", account="eve", ip="192.0.2.3", uuid="e5e5")
    new.server.join("Bo")
    answer = await new.ask(CREATE, identifier=identifier, reason="tnt")
    assert answer["response"] == "Ban added. Ticket number: 1"
    assert eve.parted == "Kicked: tnt"
    with pytest.raises(JoinRefused, match="#1 - You are banned: tnt"):
        new.server.join("Eve", account="eve", ip="192.0.2.3", uuid="e5e5")


async def test_an_identifier_is_compared_as_typed(new: Client) -> None:
    for identifier in ("name:eve", "Name:Eve", "Eve", "steam:Eve"):
        await new.get(CREATE, identifier=identifier)
    new.server.join("Eve")


async def test_a_second_ban_for_the_same_identifier_is_refused_while_the_first_is_current(
    new: Client, clock: Clock
) -> None:
    new.server.tickets.add("name:Eve", "tnt", "steward")
    assert await new.refused(CREATE, identifier="name:Eve") == (
        "500",
        "Failed to add ban. The ban is invalid because a current ban for this identifier already exists.",
    )
    clock.now += 1
    await new.ask(DESTROY, ticketNumber="1")
    await new.get(CREATE, identifier="name:Eve")
    assert {ban["ticket_number"] for ban in (await new.ask("/v3/bans/list"))["bans"]} == {1, 2}


async def test_a_ban_ends_when_it_was_said_to(new: Client, clock: Clock) -> None:
    await new.get(CREATE, identifier="name:Eve", end="2026-09-22T15:14:23")
    ban = await new.ask(READ, ticketNumber="1")
    assert ban["end_date_ticks"] - ban["start_date_ticks"] == 90_063 * 10_000_000
    with pytest.raises(JoinRefused, match=r"You are banned: Banned \(01:01:01:03 remaining\)"):
        new.server.join("Eve")
    clock.now += 90_063
    new.server.join("Eve")


async def test_a_date_that_cannot_be_read_is_for_ever_and_one_with_a_zone_becomes_local(new: Client) -> None:
    new.server.config.utc_offset_hours = 2
    for number, (end, expected) in enumerate(
        (
            ("tomorrow", FOR_EVER),
            ("2026-02-30", FOR_EVER),
            ("2026-09-21 14:13:20", NOW_TICKS),
            ("2026-09-21T14:13:20Z", NOW_TICKS + 7200 * 10_000_000),
        ),
        start=1,
    ):
        await new.get(CREATE, identifier=f"name:{number}", end=end)
        assert (await new.ask(READ, ticketNumber=str(number)))["end_date_ticks"] == expected


async def test_ending_a_ban_keeps_its_ticket_and_deleting_does_not(new: Client) -> None:
    new.server.tickets.add("name:Eve", "tnt", "steward")
    new.server.tickets.add("name:Bo", "tnt", "steward")
    await new.ask(DESTROY, ticketNumber="1")
    await new.ask(DESTROY, ticketNumber="2", fullDelete="true")
    new.server.join("Eve")
    new.server.join("Bo")
    assert (await new.ask(READ, ticketNumber="1"))["end_date_ticks"] == NOW_TICKS
    assert (await new.ask(READ, ticketNumber="2"))["response"] == "No matching bans found."


async def test_what_there_is_no_ticket_for_is_a_crash_to_end_and_no_error_to_read(new: Client) -> None:
    _, body = await new.get(DESTROY, ticketNumber="9")
    assert body["errormsg"] == "The given key '9' was not present in the dictionary."
    assert await new.refused(DESTROY, ticketNumber="9", fullDelete="true") == ("500", "Failed to remove ban.")
    assert await new.refused(READ, ticketNumber="x") == ("400", "Missing or invalid ticketNumber parameter")
    assert await new.refused(READ) == ("400", "Missing or empty ticketNumber parameter")


async def test_the_old_paths_lead_to_the_new_bans(new: Client) -> None:
    new.server.tickets.add("name:Eve", "tnt", "steward")
    assert (await new.ask("/v2/bans/list"))["bans"][0]["ticket_number"] == 1
    assert (await new.ask("/bans/read", ticketNumber="1"))["identifier"] == "name:Eve"
    assert await new.refused("/bans/create", name="Eve") == ("400", "Missing or empty identifier parameter")


async def test_bans_by_command_fail_and_ending_one_does_it_all_the_same(new: Client) -> None:
    new.server.tickets.add("name:Eve", "tnt", "steward")
    new.server.tickets.add("acc:bo", "tnt", "steward")
    failed = ["Command failed, check logs for more details."]
    assert await new.command("/ban add Zed") == failed
    assert await new.command("/ban del 1") == failed
    assert await new.command("/ban list") == ["Bans (1/1):", "[[c/AAFFAA:2]] [c/7FFF00:acc:bo]"]
