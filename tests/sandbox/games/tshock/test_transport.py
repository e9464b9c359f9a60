import pytest

from tests.sandbox.games.tshock.support import Client, exchange

NO_TOKEN = ("401", "Not authorized. The specified API endpoint requires a token.")


async def test_every_answer_has_the_same_reason_and_four_headers_in_order(both: Client) -> None:
    head, body = await exchange(both.server.port, "GET /tokentest HTTP/1.1\r\nHost: x\r\n\r\n")
    code = "401" if both.server.dialect.modern else "200"
    assert head[0] == f"HTTP/1.1 {code} Made by Jonas Gauffin"
    assert head[1:] == [
        "Content-Type: application/json; charset=utf-8",
        f"Content-Length: {len(body.encode())}",
        "Connection: Close",
        f"Server: TShockAPI/{both.server.dialect.name}.0",
    ]


async def test_a_body_is_indented_by_two_spaces_and_keeps_letters_as_they_are(both: Client) -> None:
    both.server.join("Зоя")
    token = both.server.token
    _, body = await exchange(both.server.port, f"GET /lists/players?token={token} HTTP/1.1\r\n\r\n")
    assert body.startswith('{\n  "status": "200",\n  "players": "Зоя"')


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "HEAD"])
async def test_the_method_does_not_matter_and_even_head_gets_a_body(both: Client, method: str) -> None:
    _, body = await exchange(both.server.port, f"{method} /v2/server/status HTTP/1.1\r\n\r\n")
    assert '"status": "200"' in body


async def test_a_form_is_not_read(both: Client) -> None:
    form = f"token={both.server.token}"
    request = f"POST /v2/players/list HTTP/1.1\r\nContent-Length: {len(form)}\r\n\r\n{form}"
    _, body = await exchange(both.server.port, request)
    assert '"status": "401"' in body


async def test_a_bearer_header_is_not_read(both: Client) -> None:
    request = f"GET /tokentest HTTP/1.1\r\nAuthorization: Bearer {both.server.token}\r\n\r\n"
    _, body = await exchange(both.server.port, request)
    assert '"status": "401"' in body


async def test_who_wants_to_keep_the_connection_is_told_how_long_and_loses_it(both: Client) -> None:
    head, _ = await exchange(both.server.port, "GET /status HTTP/1.1\r\nConnection: keep-alive\r\n\r\n")
    assert head[3:5] == ["Connection: Close", "Keep-Alive: timeout=5, max=100"]


async def test_an_answer_can_be_wrapped_for_a_script(both: Client) -> None:
    _, body = await exchange(both.server.port, "GET /tokentest?jsonp=cb HTTP/1.1\r\n\r\n")
    assert body.startswith('cb({\n  "status": "401"')
    assert body.endswith("});")


async def test_the_http_code_is_200_for_everything_once_and_the_real_one_today(
    old: Client, new: Client
) -> None:
    for path, token, code in (
        ("/nowhere", "", 404),
        ("/tokentest", None, 401),
        ("/tokentest", "WRONG", 403),
        ("/v2/players/kick", "", 400),
    ):
        before, same = await old.get(path, token=token)
        now, body = await new.get(path, token=token)
        assert (before, now, same["status"], body["status"]) == (200, code, str(code), str(code))


async def test_a_path_may_end_in_slashes_and_be_written_in_any_case(both: Client) -> None:
    assert (await both.ask("/V2/Players/LIST//"))["players"] == []


async def test_a_path_with_a_variable_is_read_in_one_case_only(both: Client) -> None:
    assert (await both.refused("/World/Bloodmoon/true"))[0] == "404"
    assert (await both.refused("/Token/Destroy/x"))[0] == "404"
    assert (await both.refused("/world/bloodmoon"))[0] == "404"


async def test_an_unknown_path_is_unknown_before_anybody_asks_for_a_token(both: Client) -> None:
    assert (await both.refused("/v2/nowhere", token=None))[0] == "404"
    assert await both.refused("/world/read", token=None) == NO_TOKEN


async def test_names_of_parameters_are_read_in_any_case_and_the_last_of_two_wins(both: Client) -> None:
    ann = both.server.join("Ann")
    _, body = await both.target(f"/v2/server/broadcast?MSG=one&msg=two&Token={both.server.token}")
    assert body["status"] == "200"
    assert ann.screen[-1] == "two"


@pytest.mark.parametrize(
    ("written", "before", "today"),
    [
        ("a+b%20c", "a b c", "a b c"),
        ("1%2B1", "1+1", "1+1"),
        ("%2541", "%41", "A"),
        ("100%2525", "100%25", "100%"),
        ("%zz", "%zz", "%zz"),
        ("%C3%BC%E6%97%A5", "ü日", "ü日"),
        ("a;b=c", "a;b=c", "a;b=c"),
    ],
)
async def test_a_parameter_is_decoded_once_before_and_twice_today(
    old: Client, new: Client, written: str, before: str, today: str
) -> None:
    for client, expected in ((old, before), (new, today)):
        ann = client.server.join("Ann")
        await client.target(f"/v2/server/broadcast?msg={written}&token={client.server.token}")
        assert ann.screen[-1] == expected


async def test_a_request_is_remembered_with_its_query(both: Client) -> None:
    await both.get("/v2/players/read", token=None, player="Ann B")
    assert both.server.asked == [("/v2/players/read", {"player": "Ann B"})]
