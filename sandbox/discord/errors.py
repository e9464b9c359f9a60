"""What Discord answers when it refuses a request, and what a person's client refuses by itself."""

from typing import Any

JSON = dict[str, Any]


class Refused(Exception):
    """An answer of 4xx; *errors* is the tree that follows the request (only with code 50035)."""

    def __init__(self, status: int, code: int, message: str, errors: JSON | None = None) -> None:
        super().__init__(f"{status}/{code} {message}")
        self.status, self.code, self.message, self.errors = status, code, message, errors

    @property
    def body(self) -> JSON:
        body: JSON = {"message": self.message, "code": self.code}
        return body | {"errors": self.errors} if self.errors else body


class ClientRefused(Exception):
    """A real Discord client would not have sent this; the text says why."""


UNKNOWN = {
    "channel": (10003, "Unknown Channel"),
    "guild": (10004, "Unknown Guild"),
    "member": (10007, "Unknown Member"),
    "message": (10008, "Unknown Message"),
    "overwrite": (10009, "Unknown Overwrite"),
    "role": (10011, "Unknown Role"),
    "user": (10013, "Unknown User"),
    "emoji": (10014, "Unknown Emoji"),
    "webhook": (10015, "Unknown Webhook"),
    "ban": (10026, "Unknown Ban"),
    "interaction": (10062, "Unknown interaction"),
    "command": (10063, "Unknown application command"),
}


def unknown(what: str) -> Refused:
    code, message = UNKNOWN[what]
    return Refused(404, code, message)


def missing_access() -> Refused:
    return Refused(403, 50001, "Missing Access")


def missing_permissions() -> Refused:
    return Refused(403, 50013, "Missing Permissions")


class Tree:
    """Collects what is wrong with a body, each finding at its path."""

    def __init__(self) -> None:
        self._root: JSON = {}

    def add(self, path: tuple[str | int, ...], code: str, message: str) -> None:
        node = self._root
        for step in path:
            node = node.setdefault(str(step), {})
        node.setdefault("_errors", []).append({"code": code, "message": message})

    def __bool__(self) -> bool:
        return bool(self._root)

    def check(self) -> None:
        """Raise the 50035 answer if anything was found."""
        if self._root:
            raise self.refused

    @property
    def refused(self) -> Refused:
        return Refused(400, 50035, "Invalid Form Body", self._root)


def invalid(path: tuple[str | int, ...], code: str, message: str) -> Refused:
    """One finding as a whole 50035 answer."""
    tree = Tree()
    tree.add(path, code, message)
    return tree.refused
