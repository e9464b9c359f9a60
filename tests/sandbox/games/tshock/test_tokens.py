import re

from tests.sandbox.games.tshock.support import Client, Clock

CREATE = "/v2/token/create"
WRONG = (
    "403",
    "Username or password may be incorrect or this account may not have sufficient privileges.",
)


async def log_in(client: Client) -> str:
    """Return a created token, or the error."""
    _, body = await client.get(CREATE, token=None, username="root", password="secret")
    token: str = body.get("token", body.get("error"))
    return token


async def test_whoever_logs_in_gets_a_token_of_64_hex_digits(both: Client) -> None:
    both.server.accounts.add("root", "secret", "steward")
    token = await log_in(both)
    assert re.fullmatch("[0-9A-F]{64}", token)
    assert (await both.ask("/tokentest", token=token))["associateduser"] == "root"


async def test_a_wrong_password_and_a_missing_right_look_the_same(both: Client) -> None:
    both.server.accounts.add("root", "secret", "steward")
    both.server.accounts.add("player", "secret", "default")
    assert await both.refused(CREATE, username="root", password="wrong") == WRONG
    assert await both.refused(CREATE, username="nobody", password="secret") == WRONG
    assert await both.refused(CREATE, username="player", password="secret") == WRONG


async def test_missing_credentials_are_wrong_ones_before_and_a_crash_today(old: Client, new: Client) -> None:
    assert await old.refused(CREATE) == WRONG
    assert (await new.refused(CREATE))[0] == "500"


async def test_bad_token_and_missing_permission_can_be_told_apart(both: Client) -> None:
    both.server.groups.add("small", permissions=("tshock.rest.useapi",))
    both.server.tokens.add_application("SMALL", "watcher", "small")
    bad = "Not authorized. The specified API endpoint requires a token, but the provided token was not valid."
    lacking = 'Not authorized. User "watcher" has no access to use the specified API endpoint.'
    assert await both.refused("/v2/players/kick", token="WRONG") == ("403", bad)
    assert await both.refused("/v2/players/kick", token="SMALL") == ("403", lacking)
    assert await both.refused("/tokentest", token="WRONG") == ("403", bad)
    assert (await both.ask("/tokentest", token="SMALL"))["associateduser"] == "watcher"


async def test_a_token_is_looked_at_before_parameters_are(both: Client) -> None:
    both.server.tokens.add_application("GUEST", "guest", "guest")
    assert (await both.refused("/v2/players/kick", token="GUEST"))[0] == "403"
    assert await both.refused("/v2/players/kick") == ("400", "Missing or empty player parameter")


async def test_a_token_of_a_group_that_is_gone_says_so_once(both: Client) -> None:
    both.server.groups.add("passing", permissions=("tshock.rest.useapi",))
    both.server.accounts.add("root", "secret", "passing")
    token = await log_in(both)
    both.server.groups.remove("passing")
    first, second = [await both.refused("/tokentest", token=token) for _ in range(2)]
    assert "became invalid due to group changes" in first[1]
    assert "provided token was not valid" in second[1]


async def test_an_application_token_of_a_group_that_is_gone_says_so_every_time(both: Client) -> None:
    both.server.tokens.add_application("LOST", "lost", "nowhere")
    for _ in range(2):
        assert "became invalid due to group changes" in (await both.refused("/tokentest", token="LOST"))[1]


async def test_an_empty_token_is_a_bad_one_and_not_a_missing_one(both: Client) -> None:
    _, body = await both.target("/tokentest?token=")
    assert body["status"] == "403"


async def test_a_token_is_decoded_once_whatever_happens_to_other_parameters(both: Client) -> None:
    both.server.tokens.add_application("a%41", "odd", "steward")
    _, body = await both.target("/tokentest?token=a%2541")
    assert body["status"] == "200"


async def test_created_tokens_can_be_destroyed_and_application_tokens_cannot(both: Client) -> None:
    both.server.accounts.add("root", "secret", "steward")
    created, application = await log_in(both), both.server.token
    for token in (created, application, "UNKNOWN"):
        answer = await both.ask(f"/token/destroy/{token}")
        assert answer["response"] == "Requested token was successfully destroyed."
    assert (await both.refused("/tokentest", token=created))[0] == "403"
    await both.ask("/tokentest")


async def test_all_created_tokens_can_be_destroyed_at_once(both: Client) -> None:
    both.server.accounts.add("root", "secret", "steward")
    created = await log_in(both)
    await both.ask("/v3/token/destroy/all")
    assert (await both.refused("/tokentest", token=created))[0] == "403"


async def test_a_token_keeps_the_group_that_it_was_made_with(both: Client) -> None:
    both.server.accounts.add("root", "secret", "steward")
    token = await log_in(both)
    await both.ask("/v2/users/update", user="root", group="default")
    await both.ask("/v2/users/list", token=token)


async def test_created_tokens_are_lost_at_a_restart(both: Client) -> None:
    both.server.accounts.add("root", "secret", "steward")
    created = await log_in(both)
    both.server.restart()
    assert (await both.refused("/tokentest", token=created))[0] == "403"
    await both.ask("/tokentest")


async def test_the_sixth_login_is_refused_before_and_the_fourth_today(old: Client, new: Client) -> None:
    for client, allowed in ((old, 5), (new, 3)):
        client.server.accounts.add("root", "secret", "steward")
        tries = [await log_in(client) for _ in range(allowed + 1)]
        assert all(len(token) == 64 for token in tries[:-1])
        assert tries[-1] == WRONG[1]


async def test_the_login_counter_falls_by_one_a_minute(old: Client, clock: Clock) -> None:
    old.server.accounts.add("root", "secret", "steward")
    for _ in range(5):
        await log_in(old)
    clock.now += 59
    assert await log_in(old) == WRONG[1]
    clock.now += 61
    assert len(await log_in(old)) == 64


async def test_an_escape_in_a_password_is_decoded_three_times_today(old: Client, new: Client) -> None:
    for client, written, status in (
        (old, "no%2541", "200"),
        (old, "no%252541", "403"),
        (new, "no%2541", "403"),
        (new, "no%25252541", "200"),
    ):
        if client.server.accounts.get("root") is None:
            client.server.accounts.add("root", "no%41", "steward")
        _, body = await client.target(f"{CREATE}?username=root&password={written}")
        assert body["status"] == status


async def test_status_needs_a_token_only_when_the_setting_says_so(both: Client) -> None:
    _, body = await both.get("/v2/server/status", token="WRONG")
    assert body["status"] == "200"
    both.server.config.enable_token_endpoint_authentication = True
    for path in ("/status", "/v2/server/status", "/v3/server/motd", "/v3/server/rules"):
        assert (await both.refused(path, token=None))[0] == "401"
        await both.ask(path)


async def test_once_a_setting_let_every_token_do_everything(old: Client, new: Client) -> None:
    for client, status in ((old, "400"), (new, "403")):
        client.server.tokens.add_application("GUEST", "guest", "guest")
        client.server.config.rest_use_new_permission_model = False
        assert (await client.refused("/v2/players/kick", token="GUEST"))[0] == status


async def test_every_token_may_broadcast_before_and_not_today(old: Client, new: Client) -> None:
    for client in (old, new):
        client.server.tokens.add_application("GUEST", "guest", "guest")
    await old.ask("/v2/server/broadcast", token="GUEST", msg="hi")
    assert (await new.refused("/v2/server/broadcast", token="GUEST", msg="hi"))[0] == "403"


async def test_calls_are_logged_without_the_token_when_that_is_switched_on(both: Client) -> None:
    both.server.config.log_rest = True
    await both.get("/v2/players/kick", player="Ann")
    await both.get(CREATE, username="root", password="secret")
    line = both.server.log.lines[-1]
    assert line.endswith('"steward" requested REST endpoint: /v2/players/kick?player=Ann')
