"""The bodies of answers, and the exceptions that are answers."""

import json
from typing import Any

Answer = dict[str, Any]
"""A JSON object that begins with `status`, a string."""


class Refused(Exception):
    """An endpoint says no; the message is the text under `error`."""

    def __init__(self, error: str, status: int = 400) -> None:
        super().__init__(error)
        self.answer: Answer = {"status": str(status), "error": error}


class Crashed(Exception):
    """An endpoint threw an exception; the message is its message."""

    def __init__(self, message: str, *frames: str) -> None:
        super().__init__(message)
        self.answer: Answer = {
            "status": "500",
            "error": "Internal server error.",
            "errormsg": message,
            "stacktrace": "\n".join(f"   at {frame}" for frame in frames),
        }


NO_SUCH_ENDPOINT = (
    "Specified API endpoint doesn't exist. Refer to the documentation for a list of valid endpoints."
)


def ok(response: str | list[str], **more: Any) -> Answer:
    """A success that says something."""
    return {"status": "200", "response": response, **more}


def facts(**values: Any) -> Answer:
    """A success that is read."""
    return {"status": "200", **values}


def missing(*names: str) -> Refused:
    return Refused(f"Missing or empty {', '.join(names)} parameter")


def invalid(name: str) -> Refused:
    return Refused(f"Missing or invalid {name} parameter")


def write(body: Any) -> str:
    """Write JSON as the server does: two spaces, no escapes beyond ASCII, no newline at the end."""
    return json.dumps(body, indent=2, ensure_ascii=False)
