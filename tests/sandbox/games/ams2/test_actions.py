import pytest

from sandbox.games.ams2 import AMS2Server, JoinRefused
from tests.sandbox.games.ams2.support import Client, Clock, names

DONE = {"result": "ok"}


async def test_a_kick_is_seen_as_leaving_for_reason_two(server: AMS2Server, client: Client) -> None:
    server.join("Ann")
    bob = server.join("Bob")
    assert await client.ask(f"api/session/kick?refid={bob.refid}") == DONE
    [event] = server.log.range(-1, 1)["events"]
    assert (event["name"], event["refid"]) == ("PlayerLeft", bob.refid)
    assert event["attributes"]["GameReasonId"] == 2
    assert [member.name for member in server.members] == ["Ann"]


async def test_a_ban_refuses_the_next_join_until_it_is_over(
    server: AMS2Server, client: Client, clock: Clock
) -> None:
    bob = server.join("Bob")
    await client.ask(f"api/session/kick?refid={bob.refid}&ban=600")
    with pytest.raises(JoinRefused):
        server.join("Bob", steamid=bob.steamid)
    clock.now += 600
    assert server.join("Bob", steamid=bob.steamid).name == "Bob"


async def test_a_process_restart_forgets_bans(server: AMS2Server, client: Client) -> None:
    bob = server.join("Bob")
    await client.ask(f"api/session/kick?refid={bob.refid}&ban=600")
    server.restart()
    assert server.join("Bob", steamid=bob.steamid).name == "Bob"


async def test_a_kick_of_nobody_fails_with_a_message(client: Client) -> None:
    body = await client.ask("api/session/kick?refid=5")
    assert list(body) == ["result", "message"]
    assert body["result"] != "ok"


@pytest.mark.parametrize(
    "path", ["api/session/kick", "api/session/kick?refid=x", "api/session/send_chat", "api/log/range?count=1"]
)
async def test_a_required_parameter_cannot_be_left_out(client: Client, path: str) -> None:
    status, _, headers = await client.get(path)
    assert status == 400
    assert headers["Content-Type"].startswith("text/plain")


async def test_chat_is_heard_and_comes_back_as_an_event(server: AMS2Server, client: Client) -> None:
    ann = server.join("Ann")
    await client.ask("api/session/send_chat?message=50%25%20%26%20more%3F%20%23")
    await client.ask(f"api/session/send_chat?message=psst&refid={ann.refid}")
    assert server.heard == [(None, "50% & more? #"), (ann.refid, "psst")]
    events = server.log.range(-2, 2)["events"]
    assert [event["name"] for event in events] == ["ServerChat", "ServerChat"]
    assert [event["attributes"]["RefId"] for event in events] == [0, ann.refid]


async def test_what_a_player_says_is_logged_under_their_refid(server: AMS2Server) -> None:
    ann = server.join("Ann")
    server.say(ann, "!linkme 1234-5678")
    [event] = server.log.range(-1, 1)["events"]
    assert (event["name"], event["refid"], event["attributes"]) == (
        "PlayerChat",
        ann.refid,
        {"Message": "!linkme 1234-5678"},
    )


async def test_advance_is_logged_and_the_stage_changes_a_moment_later(
    server: AMS2Server, client: Client
) -> None:
    server.join("Ann")
    server.load_race(ai=0)
    assert await client.ask("api/session/advance") == DONE
    assert names(server)[-1] == "SessionAdvance"
    assert server.session_stage == "Practice1"
    server.settle()
    assert server.session_stage == "Qualifying1"


async def test_advancing_goes_through_the_whole_evening(server: AMS2Server, client: Client) -> None:
    server.join("Ann")
    seen = []
    for _ in range(5):
        await client.ask("api/session/advance")
        server.settle()
        seen.append((server.session_state, server.session_stage))
    assert seen == [
        ("Race", "Practice1"),
        ("Race", "Qualifying1"),
        ("Race", "Race1"),
        ("PostRace", "Race1"),
        ("Lobby", "Practice1"),
    ]


async def test_advance_without_a_session_fails(client: Client) -> None:
    assert (await client.ask("api/session/advance"))["result"] != "ok"


async def test_a_soft_restart_puts_everybody_out_and_keeps_the_log(
    server: AMS2Server, client: Client
) -> None:
    server.join("Ann")
    server.join("Bob")
    await client.ask("api/restart")
    server.settle()
    assert names(server)[-4:] == ["SoftRestart", "PlayerLeft", "PlayerLeft", "SessionDestroyed"]


async def change(server: AMS2Server, client: Client, query: str) -> str:
    """Ask for a change, let it happen, and return the message of a failure."""
    body = await client.ask(f"api/session/set_attributes?{query}")
    server.settle()
    return str(body.get("message", ""))


async def test_a_change_is_applied_a_moment_later(server: AMS2Server, client: Client) -> None:
    server.join("Ann")
    await client.ask("api/session/set_attributes?session_RaceLength=20")
    assert server.attributes["RaceLength"] == 12
    server.settle()
    assert server.attributes["RaceLength"] == 20


async def test_a_server_that_does_not_control_the_setup_ignores_changes(
    server: AMS2Server, client: Client
) -> None:
    server.controlled = False
    server.join("Ann")
    assert await change(server, client, "session_RaceLength=20&copy_to_next") == ""
    assert server.attributes["RaceLength"] == 12
    assert server.next_attributes == {}


async def test_nothing_can_be_changed_without_a_host(server: AMS2Server, client: Client) -> None:
    assert "no admin member" in await change(server, client, "session_RaceLength=20")


async def test_a_host_whose_game_does_not_answer_is_a_timeout(server: AMS2Server, client: Client) -> None:
    server.join("Ann")
    server.host_answers = False
    assert "timeout" in await change(server, client, "session_RaceLength=20")
    assert server.attributes["RaceLength"] == 12


@pytest.mark.parametrize("query", ["refid=5&player_VehicleId=1", "participantid=5&participant_State=x"])
async def test_an_owner_who_is_not_there_is_refused(server: AMS2Server, client: Client, query: str) -> None:
    server.join("Ann")
    assert "not valid" in await change(server, client, query)


async def test_an_invalid_value_is_skipped_and_the_others_go_on(server: AMS2Server, client: Client) -> None:
    server.join("Ann")
    query = "session_RaceLength=99999&session_DamageType=x&session_Nonsense=1&session_QualifyLength=5"
    message = await change(server, client, query)
    assert [name in message for name in ("RaceLength", "DamageType", "Nonsense")] == [True] * 3
    assert (server.attributes["RaceLength"], server.attributes["QualifyLength"]) == (12, 5)


async def test_what_cannot_be_written_is_ignored_without_a_word(server: AMS2Server, client: Client) -> None:
    server.join("Ann")
    query = "session_SessionStage=Race1&session_ServerControlsSetup=0&session_GridSize=5&session_Privacy=2"
    assert await change(server, client, query) == ""
    kept = [
        server.attributes[name] for name in ("SessionStage", "ServerControlsSetup", "GridSize", "Privacy")
    ]
    assert kept == ["Practice1", 1, 32, 0]


async def test_outside_the_lobby_a_change_is_not_applied(server: AMS2Server, client: Client) -> None:
    server.join("Ann")
    server.load_race(ai=0)
    assert await change(server, client, "session_RaceLength=20") == ""
    assert server.attributes["RaceLength"] == 12


@pytest.mark.parametrize(
    ("name", "written", "read"),
    [
        ("AllowedViews", 1, 0),
        ("PitSpeedLimit", 83, 80),
        ("PitSpeedLimit", 200, -56),
        ("RaceDateProgression", 9, 10),
    ],
)
async def test_the_game_limits_some_values(
    server: AMS2Server, client: Client, name: str, written: int, read: int
) -> None:
    server.join("Ann")
    await change(server, client, f"session_{name}={written}")
    assert server.attributes[name] == read


async def test_next_attributes_come_with_the_next_lobby(server: AMS2Server, client: Client) -> None:
    server.join("Ann")
    server.load_race(ai=0)
    await client.ask("api/session/set_next_attributes?session_GridSize=10&session_MaxPlayers=8")
    assert server.attributes["GridSize"] == 32
    server.to_lobby()
    assert (server.attributes["GridSize"], server.attributes["MaxPlayers"]) == (10, 8)


async def test_next_attributes_come_with_the_next_session_of_an_empty_server(
    server: AMS2Server, client: Client
) -> None:
    await client.ask("api/session/set_next_attributes?session_MaxPlayers=1")
    server.join("Ann")
    with pytest.raises(JoinRefused, match="full"):
        server.join("Bob")


async def test_attributes_of_a_person_need_to_be_told_whose_they_are(
    server: AMS2Server, client: Client
) -> None:
    server.join("Ann")
    assert "set refid" in await change(server, client, "player_VehicleId=1")
    assert "set participantid" in await change(server, client, "participant_LiveryId=1")


async def test_attributes_of_a_person_are_read_only(server: AMS2Server, client: Client) -> None:
    ann = server.join("Ann")
    assert await change(server, client, f"refid={ann.refid}&player_VehicleId=1&session_RaceLength=20") == ""
    assert (ann.given, server.attributes["RaceLength"]) == ({}, 20)
