import pytest

from bot import http


@pytest.fixture(autouse=True)
def short_deadlines(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lose no time with servers that hang."""
    monkeypatch.setattr(http, "READ_DEADLINE", 1.0)
    monkeypatch.setattr(http, "CHANGE_DEADLINE", 1.0)
