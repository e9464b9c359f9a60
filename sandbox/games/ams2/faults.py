"""Ways in which a server can fail, by name."""

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from sandbox.games.ams2.envelope import write

INSTEAD = frozenset({"hang", "refuse", "html", "empty_object", "401", "403", "500", "big"})
"""Faults that come instead of the work."""
AFTERWARDS = frozenset({"truncated", "cut_off", "wrong_types", "wrong_content_type", "lost_answer"})
"""Faults that spoil the answer when the work is done."""

BIG = 5 * 1024 * 1024
PAGE = "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"


@dataclass(slots=True)
class _Fault:
    path: str
    kind: str
    left: int | None


class Faults:
    """What goes wrong next; the faults of one path come in the order in which they were added."""

    def __init__(self) -> None:
        self._faults: list[_Fault] = []

    def add(self, path: str, kind: str, *, times: int | None = 1) -> None:
        """Spoil the next *times* answers to *path* (`*` for any), or all of them with None.

        Kinds: hang, refuse (nothing is done, the connection closed), html, empty_object, 401, 403, 500, big;
        and with the work done: truncated (whole answer, half a JSON), cut_off (the connection ends within the
        body), wrong_types, wrong_content_type, lost_answer (the connection is closed without an answer).
        """
        if kind not in INSTEAD | AFTERWARDS:
            raise ValueError(f"no such fault: {kind}")
        self._faults.append(_Fault(path.strip("/"), kind, times))

    def clear(self) -> None:
        self._faults.clear()

    def take(self, path: str) -> str | None:
        """Return the fault for one request to *path* and count it."""
        for fault in self._faults:
            if fnmatchcase(path, fault.path):
                self._use(fault)
                return fault.kind
        return None

    def _use(self, fault: _Fault) -> None:
        if fault.left is None:
            return
        fault.left -= 1
        if fault.left == 0:
            self._faults.remove(fault)


def big_body() -> str:
    return write({"result": "ok", "response": {"padding": "x" * BIG}})


def wrong_types(body: Any) -> Any:
    """Return *body* with the same keys, and every value below them of another type."""
    if isinstance(body, dict):
        return {key: wrong_types(value) for key, value in body.items()} or []
    if isinstance(body, list):
        return {str(index): wrong_types(value) for index, value in enumerate(body)}
    return [body] if isinstance(body, str) else str(body)
