"""Accounts over real HTTP in both dialects; passwords stay nowhere."""

import logging
from collections.abc import Awaitable, Callable

import pytest

from bot.domain.errors import BackendError, BadValue, OutcomeUnknown, Rejected
from cogs.tshock.accounts import Account, Accounts, checked_name, checked_password
from sandbox.games.tshock import V4
from tests.cogs.tshock.world import Hall

PASSWORD = "open % %41 + sesame & \u00fc"


@pytest.fixture
def accounts(world: Hall) -> Accounts:
    return world.backend.accounts


def can_log_in(world: Hall, name: str, password: str) -> bool:
    account = world.game.accounts.get(name)
    return account is not None and account.accepts(password)


async def test_an_account_that_was_made_can_log_in_at_once(world: Hall, accounts: Accounts) -> None:
    said = await accounts.create("Old Bram", PASSWORD, "vip")
    assert said.startswith("User was successfully created")
    assert ("set a second time" in said) is (world.game.dialect is V4)
    assert can_log_in(world, "Old Bram", PASSWORD)
    assert await accounts.read("Old Bram") == Account(name="Old Bram", id=1, group="vip")
    assert world.sent("create account") == 1


async def test_an_account_without_a_group_gets_the_servers(accounts: Accounts) -> None:
    await accounts.create("nell", PASSWORD, None)
    assert (await accounts.read("nell")).group == "default"


async def test_accounts_are_listed_and_who_plays_is_told(world: Hall, accounts: Accounts) -> None:
    assert await accounts.listed() == []
    assert await accounts.online() == []
    await accounts.create("nell", PASSWORD, None)
    await accounts.create("olga", PASSWORD, None)
    world.game.join("Nell of the Hill", account="nell")
    assert [one.name for one in await accounts.listed()] == ["nell", "olga"]
    assert await accounts.online() == ["nell"]


async def test_group_and_password_are_changed_apart(world: Hall, accounts: Accounts) -> None:
    await accounts.create("nell", PASSWORD, None)
    assert "Group updated" in await accounts.set_group("nell", "vip")
    assert can_log_in(world, "nell", PASSWORD)
    assert "Password updated" in await accounts.set_password("nell", "another one")
    assert can_log_in(world, "nell", "another one")
    assert (await accounts.read("nell")).group == "vip"


async def test_an_account_is_deleted(accounts: Accounts) -> None:
    await accounts.create("nell", PASSWORD, None)
    assert "deleted" in await accounts.delete("nell")
    with pytest.raises(Rejected, match="doesn't exist"):
        await accounts.read("nell")


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (lambda accounts: accounts.create("nell", PASSWORD, None), "is there already"),
        (lambda accounts: accounts.create("olga", PASSWORD, "nosuch"), "nosuch"),
        (lambda accounts: accounts.set_group("nell", "nosuch"), "(nosuch|SQL)"),
        (lambda accounts: accounts.set_group("Nell", "vip"), "'Nell' doesn't exist"),
        (lambda accounts: accounts.delete("nobody"), "'nobody' doesn't exist"),
    ],
)
async def test_the_server_says_no_in_its_words(
    accounts: Accounts, act: Callable[[Accounts], Awaitable[str]], words: str
) -> None:
    await accounts.create("nell", PASSWORD, None)
    with pytest.raises(Rejected, match=words):
        await act(accounts)


async def test_a_creation_without_an_answer_is_looked_for_and_not_repeated(
    world: Hall, accounts: Accounts
) -> None:
    world.game.faults.add("/v2/users/create", "lost_answer")
    with pytest.raises(OutcomeUnknown, match="found the account"):
        await accounts.create("nell", PASSWORD, None)
    world.game.faults.add("/v2/users/create", "500")
    with pytest.raises(OutcomeUnknown, match="found no such account"):
        await accounts.create("olga", PASSWORD, None)
    assert world.sent("create account") == 2


async def test_an_account_whose_password_could_not_be_set_again_is_told(
    world: Hall, accounts: Accounts
) -> None:
    world.game.faults.add("/v2/users/update", "500")
    if world.game.dialect is V4:
        with pytest.raises(OutcomeUnknown, match="nobody can log in"):
            await accounts.create("nell", PASSWORD, None)
    else:
        await accounts.create("nell", PASSWORD, None)


async def test_an_update_that_does_not_say_what_it_did_is_unknown(world: Hall, accounts: Accounts) -> None:
    await accounts.create("nell", PASSWORD, None)
    world.game.faults.add("/v2/users/update", "wrong_types")
    with pytest.raises(OutcomeUnknown):
        await accounts.set_group("nell", "vip")


@pytest.mark.parametrize("fault", ["lost_answer", "500", "crash", "html", "truncated", "403", "hang"])
async def test_no_failure_holds_the_password(
    world: Hall, accounts: Accounts, caplog: pytest.LogCaptureFixture, fault: str
) -> None:
    if fault == "hang":
        await world.game.down()
    caplog.set_level(logging.DEBUG)
    world.game.faults.add("/v2/users/create", fault, times=None)
    with pytest.raises(BackendError) as caught:
        await accounts.create("nell", PASSWORD, None)
    for told in (str(caught.value), caught.value.detail, caplog.text):
        assert PASSWORD not in told
        assert "sesame" not in told


async def test_a_server_that_repeats_the_password_is_not_quoted_with_it(accounts: Accounts) -> None:
    assert "successfully" not in await accounts.create("nell", "successfully", None)
    assert "updated" not in await accounts.set_password("nell", "updated")
    with pytest.raises(Rejected) as caught:
        await accounts.create("olga", "nosuch", "nosuch")
    assert "nosuch" not in str(caught.value)


@pytest.mark.parametrize("password", ["", "abc", " abcd", "abcd ", "ab\ncd", "a  bcd"])
def test_a_password_that_would_not_arrive_is_refused_without_repeating_it(password: str) -> None:
    with pytest.raises(BadValue) as caught:
        checked_password(password)
    assert not password or password not in str(caught.value)


@pytest.mark.parametrize("name", ["", " nell", "nell\n", "n\u2028ell"])
def test_a_name_that_nobody_could_type_is_refused(name: str) -> None:
    with pytest.raises(BadValue):
        checked_name(name)
