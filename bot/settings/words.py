"""pydantic's errors as problems: where, what was found, what was expected."""

import re
from typing import Any

from pydantic_core import ErrorDetails

from bot.settings.tree import Document, Keys

EXPECTED = {
    "missing": "this key, which is required",
    "string_type": "text",
    "model_type": "a mapping of keys to values",
    "mapping_type": "a mapping of keys to values",
    "dict_type": "a mapping of keys to values",
    "tuple_type": "a list",
    "list_type": "a list",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
}


def add(document: Document, error: ErrorDetails, keys: Keys, secrets: set[Keys]) -> None:
    """Add *error* at *keys* to the problems, unless one there is told; show none of the *secrets*."""
    if any(keys[:length] in document.settled for length in range(1, len(keys) + 1)):
        return
    expected = EXPECTED.get(error["type"]) or _own_words(error["msg"])
    if error["type"] == "missing":
        document.complain(keys, "nothing", expected)
        return
    here = document.known(keys)
    if keys[-1:] == ("[key]",):
        found = f"the name {shown(keys[-2])}"
    else:
        found = "a secret" if here in secrets else shown(document.at(here))
    document.complain(here, found, expected)


def shown(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    text = str(value)
    if "@" in text or "?" in text or "#" in text:
        return "text with @, ? or # that is not shown"
    return repr(text) if len(text) <= 40 else f"{text[:12]!r} and {len(text) - 12} more signs"


def _own_words(said: str) -> str:
    return re.sub(r"^(Value error, |Input should be |String should have )", "", said)
