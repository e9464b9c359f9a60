import pytest

from sandbox.games.ams2 import AMS2Server
from sandbox.games.ams2.access import Access, Rule, Verdict, default_filters
from tests.sandbox.games.ams2.support import Client

STATUS = "api/session/status"
KICK = "api/session/kick?refid=1"


async def test_a_caller_without_a_password_is_challenged(client: Client) -> None:
    status, _, headers = await client.get(STATUS, user=None)
    assert status == 401
    assert headers["WWW-Authenticate"].startswith("Basic realm=")


async def test_a_public_method_needs_no_password(client: Client) -> None:
    status, _, _ = await client.get("api/version", user=None)
    assert status == 200


async def test_an_unknown_user_is_challenged(client: Client) -> None:
    status, _, _ = await client.get(STATUS, user="somebody")
    assert status == 401


async def test_groups_are_not_nested_so_one_may_look_and_not_kick(server: AMS2Server, client: Client) -> None:
    server.access.groups["admin"] = []
    looked, _, _ = await client.get(STATUS)
    kicked, _, _ = await client.get(KICK)
    assert (looked, kicked) == (200, 401)


async def test_a_level_without_rules_forbids(server: AMS2Server, client: Client) -> None:
    server.access.filters["admin"] = []
    status, _, headers = await client.get(KICK)
    assert status == 403
    assert "WWW-Authenticate" not in headers


async def test_a_path_can_be_moved_to_another_level(server: AMS2Server, client: Client) -> None:
    server.access.levels["api/session/st*"] = "public"
    status, _, _ = await client.get(STATUS, user=None)
    assert status == 200


async def test_the_host_itself_needs_no_password_when_that_rule_is_there(client: Client) -> None:
    async with AMS2Server(localhost_free=True) as server:
        status, _, _ = await Client(server, client.session).get(STATUS, user=None)
    assert status == 200


async def test_an_unknown_path_is_not_found(client: Client) -> None:
    status, _, _ = await client.get("api/session/everything")
    assert status == 404


@pytest.mark.parametrize(
    ("rules", "verdict"),
    [
        ([Rule("ip-reject", "10.0.0.0/8"), Rule("accept")], Verdict.FORBIDDEN),
        ([Rule("ip-accept", "192.168.0.0/16"), Rule("reject")], Verdict.FORBIDDEN),
        ([Rule("user", "ann"), Rule("reject-password")], Verdict.NEEDS_PASSWORD),
        ([Rule("reject"), Rule("accept")], Verdict.FORBIDDEN),
        ([Rule("ip-accept", "10.1.0.0/16"), Rule("reject")], Verdict.ALLOWED),
    ],
)
def test_the_first_rule_that_decides_decides(rules: list[Rule], verdict: Verdict) -> None:
    access = Access({}, {}, {"level": rules})
    assert access.judge("level", "10.1.2.3", None) is verdict


def test_ip_rules_fail_for_an_ipv6_address() -> None:
    access = Access({}, {}, default_filters(localhost_free=True))
    assert access.judge("private", "::1", None) is Verdict.NEEDS_PASSWORD


def test_a_percent_sign_stops_at_a_slash() -> None:
    access = Access({}, {}, {}, {"api/%": "one", "api/*": "two"})
    assert access.level("api/help", "public") == "one"
    assert access.level("api/log/range", "private") == "two"
    assert access.level("status", "private") == "private"


@pytest.mark.parametrize("header", ["Basic ###", "Bearer abc", "Basic /w==", ""])
def test_an_unreadable_authorization_is_nobody(header: str) -> None:
    access = Access({"": ""}, {}, default_filters(localhost_free=False))
    assert access.judge("admin", "10.0.0.1", header) is Verdict.NEEDS_PASSWORD
