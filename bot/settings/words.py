"""pydantic's errors as problems: where, what was found, what was expected."""

import re
from typing import Any

from pydantic import ValidationError

from bot.settings.tree import Document, Keys

A_MAPPING = "a mapping of keys to values"
REQUIRED = "this key, which is required"
A_LIST = "a list"
EXPECTED = {
    "missing": REQUIRED,
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


def add(document: Document, refused: ValidationError, keys: Keys, secrets: set[Keys]) -> None:
    """Add what is wrong in the model at *keys* to the problems; show none of the *secrets*.

    Where a problem is told already, no second one is.
    """
    for error in refused.errors(include_url=False, include_input=False):
        here = (*keys, *error["loc"])
        if document.settled.isdisjoint(here[:length] for length in range(1, len(here) + 1)):
            expected = EXPECTED.get(error["type"]) or _own_words(error["msg"])
            _add_one(document, here, expected, secrets)


def _add_one(document: Document, keys: Keys, expected: str, secrets: set[Keys]) -> None:
    if expected == REQUIRED:
        document.complain(keys, "nothing", expected)
        return
    here = document.known(keys)
    value = document.at(here)
    if keys[-1:] == ("[key]",):
        found = f"the name {shown(keys[-2])}"
    else:
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
