"""From a body to a model, past what players and odd builds put into it."""

import json
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import from_json

M = TypeVar("M", bound=BaseModel)

_LONGEST_INTEGER = 4000
"""Digits; Python reads no more than 4300 at once."""


def decode(model: type[M], body: bytes) -> M:
    """Read *body* as *model*, strictly first: the server copies names and chat into it as they come.

    Raises `ValidationError`, also for a body that is cut off.
    """
    try:
        return model.model_validate_json(body)
    except ValidationError as error:
        if error.errors(include_url=False, include_input=False)[0]["type"] != "json_invalid":
            raise
    return model.model_validate_json(_rewritten(body))


def decode_much(model: type[M], body: bytes) -> M:
    """Do the same in half the time where *model* leaves open what most of *body* holds."""
    try:
        raw = from_json(body, cache_strings="keys")  # values are many, keys few
    except ValueError:
        return decode(model, body)
    return model.model_validate(raw)


def mend(model: type[M], body: bytes, error: ValidationError) -> M:
    """Read *body*, in which *error* was found, without its odd items: one costs only itself.

    Raises *error* when it is not about items, or when no item of a list is sound.
    """
    places = {_item_of(fault["loc"]) for fault in error.errors(include_url=False, include_input=False)}
    if () in places:
        raise error
    raw = from_json(_rewritten(body))
    for place in sorted(places, reverse=True):  # from the end, so that the other indices stay right
        items = raw
        for key in place[:-1]:
            items = items[key]
        del items[place[-1]]
        if not items:
            raise error
    return model.model_validate(raw)


def first_fault(error: ValidationError, whole: str = "the answer") -> str:
    """Return the first wrong place within the *whole* and what is wrong there, without any value of it."""
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    return f"{'.'.join(map(str, first['loc'])) or whole}: {first['msg']}"[:200]


def _rewritten(body: bytes) -> bytes:
    """Write *body* anew as what it says: raw control characters escaped, what is no text replaced.

    What cannot be read even so is returned as it is.
    """
    try:
        raw = json.loads(body.decode("utf-8", "replace"), strict=False, parse_int=_integer)
        return json.dumps(raw, ensure_ascii=False).encode(
            "utf-8", "replace"
        )  # half a surrogate pair becomes "?"
    except (ValueError, RecursionError):
        return body


def _integer(digits: str) -> int | str:
    return int(digits) if len(digits) <= _LONGEST_INTEGER else digits


def _item_of(place: tuple[int | str, ...]) -> tuple[int | str, ...]:
    """Return the place of the innermost list item that holds *place*."""
    depth = max((at for at, key in enumerate(place, start=1) if isinstance(key, int)), default=0)
    return place[:depth]
