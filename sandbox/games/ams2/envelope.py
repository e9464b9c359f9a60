"""How the server writes JSON: indented by two, a blank on both sides of the colon, no last newline."""

import json
from collections.abc import Mapping
from typing import Any

SMALLEST, LARGEST = -(2**31), 2**31 - 1
SEPARATORS = (",", " : ")
DEPTH = "  "
"""What stands before a line for each level that it is in."""


def ok(response: Mapping[str, Any] | None = None) -> str:
    """Wrap *response*; an action that returns nothing has no `response` at all."""
    return write({"result": "ok"} if response is None else {"result": "ok", "response": response})


def failure(message: str) -> str:
    return write({"result": "error", "message": message})


def write(body: Any) -> str:
    return json.dumps(body, indent=DEPTH, ensure_ascii=False, separators=SEPARATORS)


def number(value: int) -> int | str:
    """Return *value* as the server prints it: a string when it does not fit 32 bits."""
    return value if SMALLEST <= value <= LARGEST else str(value)
