from tests.sandbox.games.tshock.support import Client

CREATE, READ, UPDATE, DESTROY = (f"/v2/users/{what}" for what in ("create", "read", "update", "destroy"))
LOGIN = "/v2/token/create"


async def test_accounts_are_made_listed_read_and_removed(both: Client) -> None:
    assert (await both.ask(CREATE, user="ann", password="secret"))["response"] == (
        "User was successfully created"
    )
    await both.ask(CREATE, user="bo", password="secret", group="vip")
    assert (await both.ask("/v2/users/list"))["users"] == [
        {"name": "ann", "id": 1, "group": "default"},
        {"name": "bo", "id": 2, "group": "vip"},
    ]
    bo = {"status": "200", "group": "vip", "id": "2", "name": "bo"}
    assert await both.ask(READ, user="bo") == bo
    assert await both.ask(READ, user="2", type="id") == bo
    assert (await both.ask(DESTROY, user="bo", type="name"))["response"] == "User deleted successfully"
    assert await both.refused(READ, user="bo") == ("400", "User name 'bo' doesn't exist")


async def test_what_an_account_cannot_be_found_by(both: Client) -> None:
    assert await both.refused(READ, user="ann", type="ip") == ("400", "Invalid Type: 'ip'")
    assert await both.refused(READ, user="x", type="id") == (
        "400",
        "Input string was not in a correct format.",
    )
    assert await both.refused(READ, user="7", type="id") == ("400", "User id '7' doesn't exist")
    assert await both.refused(READ) == ("400", "Missing or empty user parameter")


async def test_an_account_made_by_the_api_cannot_log_in_before(old: Client, new: Client) -> None:
    for client, status in ((old, "403"), (new, "200")):
        await client.ask(CREATE, user="ann", password="secret", group="steward")
        _, body = await client.get(LOGIN, username="ann", password="secret")
        assert body["status"] == status
    await old.ask(UPDATE, user="ann", password="secret")
    await old.ask(LOGIN, username="ann", password="secret")


async def test_an_update_says_what_it_did(both: Client) -> None:
    await both.ask(CREATE, user="ann", password="secret")
    assert await both.ask(UPDATE, user="ann", password="changed", group="vip") == {
        "status": "200",
        "password-response": "Password updated successfully",
        "group-response": "Group updated successfully",
    }
    assert await both.refused(UPDATE, user="ann") == ("400", "Missing or empty group, password parameter")


async def test_a_bad_group_leaves_a_changed_password(both: Client) -> None:
    both.server.accounts.add("ann", "secret", "steward")
    _, error = await both.refused(UPDATE, user="ann", password="changed", group="nowhere")
    assert error.startswith("Failed to update user group (")
    await both.ask(LOGIN, username="ann", password="changed")


async def test_a_new_group_counts_at_once_for_whoever_is_playing(both: Client) -> None:
    both.server.join("Ann", account="ann")
    await both.ask(UPDATE, user="ann", group="vip")
    assert (await both.ask("/v2/players/list"))["players"][0]["group"] == "vip"


async def test_what_an_account_cannot_be_made_of(old: Client, new: Client) -> None:
    for client, quote in ((old, "'"), (new, "")):
        assert await client.refused(CREATE, user="ann", password="secret", group="nowhere") == (
            "400",
            f"Group {quote}nowhere{quote} does not exist",
        )
        assert await client.refused(CREATE, user="ann") == ("400", "Missing or empty password parameter")
        await client.ask(CREATE, user="ann", password="secret")
    assert "UNIQUE constraint" in (await old.refused(CREATE, user="ann", password="secret"))[1]
    assert await new.refused(CREATE, user="ann", password="secret") == (
        "400",
        "User account ann already exists",
    )


async def test_a_short_password_is_accepted_before(old: Client, new: Client) -> None:
    await old.ask(CREATE, user="ann", password="x")
    assert (await new.refused(CREATE, user="ann", password="x"))[1].startswith("Password must be at least 4")


async def test_active_accounts_are_separated_by_tabs(both: Client) -> None:
    both.server.join("Ann", account="ann")
    both.server.join("Bo")
    both.server.join("Cy", account="cy")
    assert (await both.ask("/v2/users/activelist"))["activeusers"] == "ann\tcy"
