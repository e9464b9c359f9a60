"""Ways in which a server can fail, by name."""

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from sandbox.games.tshock.answers import Answer, Crashed, write

INSTEAD = frozenset(
    {"hang", "refuse", "html", "empty_object", "list", "401", "403", "500", "502", "crash", "big"}
)
"""Faults that come instead of the work."""
AFTERWARDS = frozenset(
    {
        "late",
        "lost_answer",
        "cut_off",
        "stalled",
        "truncated",
        "wrong_types",
        "integer_status",
        "no_status",
        "wrong_content_type",
    }
)
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

        Nothing is done: hang, refuse (the connection is closed), html, 502 (html with that code),
        empty_object, list, 401 and 403 (as a bad token), 500 and crash (with a stack trace), big.
        The work is done: late (the answer waits for `release`), lost_answer (the connection is closed without
        one), cut_off (it ends within the body), stalled (half the body, then nothing), truncated (half a
        JSON, whole to HTTP), wrong_types, integer_status (as some plugins write it), no_status,
        wrong_content_type.
        """
        if kind not in INSTEAD | AFTERWARDS:
            raise ValueError(f"no such fault: {kind}")
        self._faults.append(_Fault(path.rstrip("/"), kind, times))

    def clear(self) -> None:
        self._faults.clear()

    def take(self, path: str) -> str:
        """Return the fault for one request to *path* and count it; empty when all is well."""
        for fault in self._faults:
            if fnmatchcase(path.rstrip("/"), fault.path):
                self._use(fault)
                return fault.kind
        return ""

    def _use(self, fault: _Fault) -> None:
        if fault.left is None:
            return
        fault.left -= 1
        if fault.left == 0:
            self._faults.remove(fault)


def crash() -> Answer:
    """An exception of the server, with the paths in it that nobody should be shown."""
    return Crashed(
        "Could not load file or assembly '/home/terraria/ServerPlugins/Economy.dll'.",
        "TShockAPI.RestManager.Invoke(RestRequestArgs args) in /home/build/RestManager.cs:line 99",
        "Rests.Rest.ProcessRequest(Object sender, RequestEventArgs e) in /home/build/Rest.cs:line 301",
    ).answer


def big_body() -> str:
    return write({"status": "200", "padding": "x" * BIG})


def wrong_types(body: Any) -> Any:
    """Return *body* with the same keys, the same `status`, and every other value of another type."""
    if isinstance(body, dict):
        return {key: value if key == "status" else _wrong(value) for key, value in body.items()}
    return _wrong(body)


def _wrong(value: Any) -> Any:
    if isinstance(value, dict):
        return [_wrong(one) for one in value.values()]
    if isinstance(value, list):
        return {str(index): _wrong(one) for index, one in enumerate(value)}
    return [value] if isinstance(value, str) else str(value)
