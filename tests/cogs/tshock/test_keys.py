"""A token that the bot makes for itself, renews, and gives back."""

from typing import Any

import pytest

from bot.domain.errors import AuthFailed
from tests.cogs.tshock.world import Hall

LOGIN = {"username": "stew%41rd b", "password": "p%41ss + w\u00f6rd"}


@pytest.fixture
def account(world: Hall) -> None:
    world.game.accounts.add(LOGIN["username"], LOGIN["password"], "steward", now=world.time)


def created(world: Hall) -> list[dict[str, str]]:
    return [query for path, query in world.game.asked if path == "/v2/token/create"]


def tokens(world: Hall) -> set[str]:
    return {query["token"] for _, query in world.game.asked if "token" in query}


@pytest.mark.usefixtures("account")
async def test_a_token_is_made_once_and_given_back_at_the_end(world: Hall) -> None:
    backend = world.new_backend(**LOGIN)
    for _ in range(3):
        await backend.look({})
    assert len(created(world)) == 1
    [token] = tokens(world)
    assert world.game.tokens.find(token)
    await backend.close()
    assert world.game.tokens.find(token) is None


@pytest.mark.usefixtures("account")
async def test_a_token_that_a_restart_lost_is_made_anew_and_the_act_done_once(world: Hall) -> None:
    backend = world.new_backend(**LOGIN)
    await backend.look({})
    world.game.restart()
    world.time += 301
    await backend.say("", "hello")
    world.join("Ann")
    assert len(created(world)) == 2
    said = [query for path, query in world.game.asked if path == "/v2/server/broadcast"]
    assert len({query["token"] for query in said}) == 2


@pytest.mark.usefixtures("account")
async def test_it_is_not_made_again_and_again(world: Hall) -> None:
    backend = world.new_backend(**LOGIN)
    await backend.look({})
    for _ in range(5):
        world.game.tokens.destroy_all()
        with pytest.raises(AuthFailed, match="waits"):
            await backend.look({})
    assert len(created(world)) == 1
    world.time += 301
    await backend.look({})
    assert len(created(world)) == 2


@pytest.mark.parametrize("wrong", [{"password": "other"}, {"username": "nobody"}])
@pytest.mark.usefixtures("account")
async def test_a_wrong_login_is_refused_without_telling_it(world: Hall, wrong: dict[str, Any]) -> None:
    login = LOGIN | wrong
    with pytest.raises(AuthFailed, match="useapi") as caught:
        await world.new_backend(**login).look({})
    assert login["password"] not in f"{caught.value!r} {caught.value}"
