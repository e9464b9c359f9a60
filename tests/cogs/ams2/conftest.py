from collections.abc import AsyncIterator

import pytest

from cogs.ams2 import backend, session_changes
from sandbox.games.ams2 import later
from tests.cogs.ams2.world import Paddock, paddock


@pytest.fixture(autouse=True)
def quick_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what is asked of a session happen sooner, and be given up sooner."""
    monkeypatch.setattr(later, "MOMENT", 0.05)
    monkeypatch.setattr(session_changes, "READ_BACK_WITHIN", 1.0)
    monkeypatch.setattr(session_changes, "READ_BACK_EVERY", 0.02)


@pytest.fixture(autouse=True)
def names_with_the_first_look(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a look stay for its names however busy the machine is, but where a server is silent."""
    case = getattr(request.node, "callspec", None)
    if case is None or "hang" not in case.params.values():
        monkeypatch.setattr(backend, "_NAMES_WITHIN", 20.0)


@pytest.fixture
async def world() -> AsyncIterator[Paddock]:
    async with paddock() as opened:
        yield opened
