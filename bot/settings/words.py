"""pydantic's errors as problems: where, what was found, what was expected."""

import re
from typing import Any

from pydantic_core import ErrorDetails

from bot.settings.tree import Document, Keys

A_MAPPING = "a mapping of keys to values"
A_LIST = "a list"
EXPECTED = {
    "missing": "this key, which is required",
    "string_type": "text",
    "model_type": A_MAPPING,
    "mapping_type": A_MAPPING,
    "dict_type": A_MAPPING,
    "tuple_type": A_LIST,
    "list_type": A_LIST,
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
        value = document.at(here)
        hidden = here in secrets or expected in {A_MAPPING, A_LIST}
        found = kind_of(value) if hidden else shown(value)
    document.complain(here, found, expected)


def kind_of(value: Any) -> str:
    """Say what *value* is without showing it."""
    names = ((dict, "a mapping"), (list, "a list"), (str, "text"))
    return next((name for kind, name in names if isinstance(value, kind)), "nothing")


def shown(value: Any) -> str:
    """Show *value* as far as it is short and can hold no password."""
    if not isinstance(value, str):
        return kind_of(value)
    if re.search("[@?#]", value):
        return "text with @, ? or # that is not shown"
    return repr(value) if len(value) <= 40 else f"{value[:12]!r} and {len(value) - 12} more signs"


def _own_words(said: str) -> str:
    return re.sub(r"^(Value error, |Input should be |String should have )", "", said)
