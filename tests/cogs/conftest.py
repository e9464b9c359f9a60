import pytest

from bot import http


@pytest.fixture(autouse=True)
def short_deadlines(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lose no time where a server is silent; everywhere else a busy machine may take its time."""
    case = getattr(request.node, "callspec", None)
    if case is not None and "hang" in case.params.values():
        monkeypatch.setattr(http, "READ_DEADLINE", 1.0)
        monkeypatch.setattr(http, "CHANGE_DEADLINE", 1.0)
