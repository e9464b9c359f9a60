"""Whatever a sick server answers to what only Terraria has leaves the backend as a `BackendError`."""

from collections.abc import Awaitable, Callable

import pytest

from bot.domain.errors import BackendError, OutcomeUnknown, Rejected
from cogs.tshock import TShock
from tests.cogs.tshock.world import Hall

Ask = Callable[[TShock], Awaitable[object]]

READS: dict[str, Ask] = {
    "/v3/server/motd": lambda backend: backend.process.motd(),
    "/v2/users/list": lambda backend: backend.accounts.listed(),
    "/v2/users/activelist": lambda backend: backend.accounts.online(),
    "/v2/users/read": lambda backend: backend.accounts.read("nell"),
    "/v2/groups/list": lambda backend: backend.groups.listed(),
    "/v2/groups/read": lambda backend: backend.groups.read("vip"),
}
CHANGES: dict[str, Ask] = {
    "/world/bloodmoon/true": lambda backend: backend.world.set_blood_moon(on=True),
    "/world/meteor": lambda backend: backend.world.drop_meteor(),
    "/v2/world/butcher": lambda backend: backend.world.butcher(friendly_too=False),
    "/v2/world/save": lambda backend: backend.world.save(),
    "/v2/world/autosave/state/true": lambda backend: backend.world.set_autosave(on=True),
    "/v3/server/rawcmd": lambda backend: backend.console.run("/who"),
    "/v2/server/off": lambda backend: backend.process.off("", save=True),
    "/v3/server/reload": lambda backend: backend.process.reload(),
    "/v2/users/create": lambda backend: backend.accounts.create("olga", "sesame", None),
    "/v2/users/update": lambda backend: backend.accounts.set_group("nell", "vip"),
    "/v2/users/destroy": lambda backend: backend.accounts.delete("nell"),
    "/v2/groups/create": lambda backend: backend.groups.create("builders", None, []),
    "/v2/groups/update": lambda backend: backend.groups.update("vip", "admin", None),
    "/v2/groups/destroy": lambda backend: backend.groups.delete("vip"),
}
NO_ANSWER = ("html", "502", "list", "empty_object", "truncated", "no_status", "lost_answer", "500", "crash")


@pytest.fixture(params=NO_ANSWER)
def fault(request: pytest.FixtureRequest) -> str:
    return str(request.param)


async def test_a_read_that_brings_no_answer_fails_as_one(world: Hall, fault: str) -> None:
    world.game.accounts.add("nell", "sesame", "default")
    for path, ask in READS.items():
        world.game.faults.add(path, fault, times=None)
        with pytest.raises(BackendError) as caught:
            await ask(world.backend)
        assert not isinstance(caught.value, (OutcomeUnknown, Rejected)), path


async def test_a_change_that_brings_no_answer_is_unknown_and_was_sent_once(world: Hall, fault: str) -> None:
    world.game.accounts.add("nell", "sesame", "default")
    for path, ask in CHANGES.items():
        if path == "/v2/server/off" and fault in {"lost_answer", "truncated", "no_status"}:
            continue  # the server is gone then, as another test says
        world.game.faults.add(path, fault, times=None)
        with pytest.raises(OutcomeUnknown):
            await ask(world.backend)
        assert sum(asked == path for asked, _ in world.game.asked) == 1, path
