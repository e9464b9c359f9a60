"""What a setting can be: the base of all models, and the types that check their own text.

A check refuses by ``ValueError("what is expected instead")``: what was found is added where it may be shown.
"""

import re
from collections.abc import Iterable
from datetime import timedelta
from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from rapidfuzz import fuzz, process

SHORT_NAME = re.compile(r"[a-z0-9_-]{1,32}")
SHORT_NAME_WANTED = "at most 32 lower-case letters, digits, - and _"


class Part(BaseModel):
    """A mapping of the settings: frozen, and with no key that it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


def one_of(known: Iterable[str], written: object) -> str:
    """List the *known* words, and suggest the one that *written* is near to."""
    return f"one of {', '.join(known)}{did_you_mean(written, known)}"


def did_you_mean(written: object, known: Iterable[str]) -> str:
    """Return a suggestion in brackets, or nothing when no known word is near."""
    word = written if isinstance(written, str) else ""
    near = process.extractOne(word, sorted(known), scorer=fuzz.ratio, score_cutoff=60)
    return f" (did you mean {near[0]!r}?)" if near else ""


def _duration(value: object) -> timedelta:
    if isinstance(value, timedelta):
        return value
    written = re.fullmatch(r"([0-9]{1,6})(ms|s|m|h)", value) if isinstance(value, str) else None
    if not written:
        raise ValueError("a duration with its unit, such as 500ms, 5s, 2m or 1h")
    units = {"ms": "milliseconds", "s": "seconds", "m": "minutes", "h": "hours"}
    return timedelta(**{units[written[2]]: int(written[1])})


def _snowflake(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**63:
        return value
    if isinstance(value, str) and re.fullmatch(r"[1-9][0-9]{0,18}", value) and int(value) < 2**63:
        return int(value)
    raise ValueError("a Discord id: digits only (switch on developer mode, right-click, Copy ID)")


def _zone(value: object) -> ZoneInfo:
    if isinstance(value, ZoneInfo):
        return value
    name = value if isinstance(value, str) else ""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: a folder of zones, a name too long
        suggestion = did_you_mean(name, available_timezones())
    raise ValueError(f"a time zone such as Europe/Berlin{suggestion}")


def _address(text: str) -> str:
    wanted = "an http:// or https:// address without user, password, ? and #"
    if not re.fullmatch(r"https?://[!-~]+", text) or re.search(r"[@?#\\]", text):
        raise ValueError(wanted)
    try:
        parts = urlsplit(text)
        usable = parts.hostname and parts.port != 0
    except ValueError:  # a port out of range, brackets without an IPv6 address
        usable = False
    if not usable:
        raise ValueError(wanted)
    return text.rstrip("/")


def _loopback(text: str) -> str:
    if not re.fullmatch(r"http://(127\.0\.0\.1|\[::1\])(:[0-9]+)?(/[A-Za-z0-9._~/-]*)?", text):
        raise ValueError("an http:// address on 127.0.0.1 or [::1], such as http://127.0.0.1:8700/api/v10")
    return _address(text)


def _database(text: str) -> str:
    if not re.fullmatch(r"sqlite:///([A-Za-z]:)?[^:?#]+", text):
        raise ValueError(
            "sqlite:/// and the path of a file, such as sqlite:///data/steward.db (only SQLite for now)"
        )
    return text


def _short_name(text: str) -> str:
    if not SHORT_NAME.fullmatch(text):
        raise ValueError(SHORT_NAME_WANTED)
    return text


Duration = Annotated[timedelta, BeforeValidator(_duration)]
"""Written as 500ms, 5s, 2m or 1h."""

Snowflake = Annotated[int, BeforeValidator(_snowflake)]
"""A Discord id."""

Zone = Annotated[ZoneInfo, BeforeValidator(_zone)]
WebAddress = Annotated[str, AfterValidator(_address)]
"""An http(s) address without credentials, query, fragment and closing slash."""

LoopbackAddress = Annotated[str, AfterValidator(_loopback)]
Database = Annotated[str, AfterValidator(_database)]
ShortName = Annotated[str, AfterValidator(_short_name)]
RoleNames = tuple[Annotated[str, Field(min_length=1, max_length=100)], ...]
"""Discord role names or ids, as written."""
