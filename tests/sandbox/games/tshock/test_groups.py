from tests.sandbox.games.tshock.support import Client

CREATE, READ, UPDATE, DESTROY = (f"/v2/groups/{what}" for what in ("create", "read", "update", "destroy"))


async def test_groups_inherit_and_take_away(both: Client) -> None:
    await both.ask(CREATE, group="parent", permissions="a.one,a.two", chatcolor="0,128,255")
    await both.ask(CREATE, group="child", parent="parent", permissions="b.*,!a.two")
    child = await both.ask(READ, group="child")
    assert (child["parent"], child["chatcolor"]) == ("parent", "255,255,255")
    assert (child["permissions"], child["negatedpermissions"]) == (["b.*"], ["a.two"])
    groups = both.server.groups
    assert [groups.allows("child", name) for name in ("a.one", "a.two", "b.three", "c")] == [
        True,
        False,
        True,
        False,
    ]
    assert groups.allows("parent", "a.two")


async def test_the_superadmins_may_everything_and_their_colour_changed(old: Client, new: Client) -> None:
    for client, colour in ((old, "255,0,0"), (new, "255,255,255")):
        chief = await client.ask(READ, group="superadmin")
        assert (chief["permissions"], chief["totalpermissions"], chief["chatcolor"]) == ([], ["*"], colour)


async def test_the_list_writes_colours_with_three_digits(both: Client) -> None:
    await both.ask(CREATE, group="blue", chatcolor="0,128,255")
    assert {"name": "blue", "parent": "", "chatcolor": "000,128,255"} in (await both.ask("/v2/groups/list"))[
        "groups"
    ]


async def test_an_update_without_a_colour_makes_it_white_at_the_next_load(both: Client) -> None:
    await both.ask(CREATE, group="blue", permissions="a", chatcolor="0,128,255")
    await both.ask(UPDATE, group="blue", permissions="b,c")
    blue = await both.ask(READ, group="blue")
    assert (blue["permissions"], blue["chatcolor"]) == (["b", "c"], "0,128,255")
    await both.ask("/v3/server/reload")
    assert (await both.ask(READ, group="blue"))["chatcolor"] == "255,255,255"
    await both.ask(CREATE, group="green", chatcolor="0,255,0")
    await both.ask(UPDATE, group="green", permissions="b")
    both.server.restart()
    assert (await both.ask(READ, group="green"))["chatcolor"] == "255,255,255"


async def test_a_colour_sent_along_stays_and_an_unreadable_one_is_passed_over(both: Client) -> None:
    await both.ask(CREATE, group="blue", chatcolor="sky")
    await both.ask(UPDATE, group="blue", chatcolor="1,2,3")
    both.server.restart()
    assert (await both.ask(READ, group="blue"))["chatcolor"] == "1,2,3"


async def test_names_stand_in_quotes_before(old: Client, new: Client) -> None:
    for client, name in ((old, "'x'"), (new, "x")):
        assert (await client.ask(CREATE, group="x"))["response"] == f"Group {name} created successfully"
        assert await client.refused(CREATE, group="x") == ("400", f"Group {name} already exists")
        assert (await client.ask(UPDATE, group="x", permissions="a"))["response"] == (
            f"Group {name} updated successfully"
        )
        assert (await client.ask(DESTROY, group="x"))["response"] == f"Group {name} deleted successfully"
        assert await client.refused(READ, group="x") == ("400", f"Group {name} doesn't exist")


async def test_what_a_group_cannot_be_made_of(both: Client) -> None:
    assert await both.refused(CREATE) == ("400", "Missing or empty group parameter")
    assert await both.refused(CREATE, group="x", parent="nowhere") == (
        "400",
        "Invalid parent nowhere for group x",
    )
    await both.ask(CREATE, group="x")
    assert await both.refused(UPDATE, group="x", parent="nowhere") == (
        "400",
        'Invalid parent "nowhere" for group "x".',
    )


async def test_groups_that_inherit_in_a_circle_end(both: Client) -> None:
    await both.ask(CREATE, group="x", permissions="a")
    await both.ask(CREATE, group="y", parent="x", permissions="b")
    await both.ask(UPDATE, group="x", parent="y")
    assert (await both.ask(READ, group="x"))["totalpermissions"] == ["a", "b"]
