"""Who may call what: a path has a level, a level has rules, the first rule that decides, decides."""

import base64
import binascii
import ipaddress
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum


class Verdict(Enum):
    ALLOWED = 200
    NEEDS_PASSWORD = 401
    FORBIDDEN = 403


_ALWAYS = {"accept": Verdict.ALLOWED, "reject": Verdict.FORBIDDEN, "reject-password": Verdict.NEEDS_PASSWORD}


@dataclass(frozen=True, slots=True)
class Rule:
    """A type (accept, reject, reject-password, ip-accept, ip-reject, user, group) and whom it is about."""

    type: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Caller:
    address: str
    user: str | None
    """The user whose password was right; None for everybody else."""


def default_filters(*, localhost_free: bool) -> dict[str, list[Rule]]:
    local = [Rule("ip-accept", "127.0.0.1/32")] if localhost_free else []
    return {
        "public": [Rule("accept")],
        "private": [*local, Rule("group", "private"), Rule("reject-password")],
        "admin": [*local, Rule("group", "admin"), Rule("reject-password")],
    }


@dataclass(slots=True)
class Access:
    users: dict[str, str]
    groups: dict[str, Sequence[str]]
    filters: dict[str, list[Rule]]
    levels: dict[str, str] = field(default_factory=dict)
    """Ordered: path pattern (`*`, `%` without `/`, `?`) to the level that replaces the built-in one."""

    def level(self, path: str, built_in: str) -> str:
        for pattern, level in self.levels.items():
            if _matches(pattern, path):
                return level
        return built_in

    def judge(self, level: str, address: str, authorization: str | None) -> Verdict:
        caller = Caller(address, self._user(authorization))
        for rule in self.filters.get(level, ()):
            verdict = self._apply(rule, caller)
            if verdict is not None:
                return verdict
        return Verdict.FORBIDDEN

    def _apply(self, rule: Rule, caller: Caller) -> Verdict | None:
        """Return what *rule* decides, or None when it leaves the decision to the next one."""
        if rule.type in _ALWAYS:
            return _ALWAYS[rule.type]
        match rule.type:
            case "ip-accept" | "ip-reject":
                meant = _inside(caller.address, rule.value)
            case "user":
                meant = caller.user == rule.value
            case _:
                meant = caller.user in self.groups.get(rule.value, ())
        if not meant:
            return None
        return Verdict.FORBIDDEN if rule.type == "ip-reject" else Verdict.ALLOWED

    def _user(self, authorization: str | None) -> str | None:
        name, password = _basic(authorization or "")
        return name if name in self.users and self.users[name] == password else None


def _basic(header: str) -> tuple[str, str]:
    scheme, _, token = header.partition(" ")
    if scheme.lower() != "basic":
        return "", ""
    try:
        name, _, password = base64.b64decode(token, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return name, password


def _inside(address: str, network: str) -> bool:
    """Tell whether an IPv4 address lies in *network*; an IPv6 address fails every rule."""
    try:
        return ipaddress.IPv4Address(address) in ipaddress.IPv4Network(network)
    except ValueError:
        return False


_WILDCARDS: Mapping[str, str] = {"*": ".*", "%": "[^/]*", "?": "."}


def _matches(pattern: str, path: str) -> bool:
    expression = "".join(_WILDCARDS.get(character, re.escape(character)) for character in pattern)
    return re.fullmatch(expression, path) is not None
