"""Commands of the server's console that somebody types as they are, and which of them are not taken."""

import ipaddress
import re
from collections.abc import Iterable, Mapping, Sequence

from bot.kit import BadValue, OutcomeUnknown, Rejected
from cogs.tshock.console import one_line, plain
from cogs.tshock.wire import Wire

_PASSWORDS = "its arguments may be passwords or codes, which the server's log and the audit would keep"
_OTHERS = "it runs other commands, or tells tokens"
_ELSEWHERE: Mapping[str, Sequence[str]] = {
    "/terraria off": ("off", "exit", "stop", "off-nosave", "exit-nosave", "stop-nosave"),
    "/terraria restart": ("restart",),
    "/terraria reload": ("reload",),
    "/terraria save": ("save",),
    "/terraria world": ("butcher", "dropmeteor", "bloodmoon"),
    "/terraria user": ("user",),
    "/terraria group": ("group",),
    "/kick": ("kick",),
    "/ban, /unban and /mod bans": ("ban",),
    "/mod mute": ("mute", "unmute"),
    "/chat": ("say", "broadcast", "bc", "whisper", "w", "tell", "pm", "dm", "reply", "r"),
}
_SECRET = (
    *("login", "logout", "register", "password", "account"),
    *("auth", "auth-verify", "setup", "serverpassword"),
)
REFUSED: Mapping[str, str] = {
    **{name: f"for that use {own}" for own, names in _ELSEWHERE.items() for name in names},
    **dict.fromkeys(_SECRET, _PASSWORDS),
    **dict.fromkeys(("sudo", "su", "rest"), _OTHERS),
}
"""Why a command is not taken, by its name in small letters."""
_BY_THE_OPERATOR = "the operator refuses it in main.yaml"
_NAME = re.compile(r"[!-~]+")
_SAYS_NO = (
    "Invalid command entered.",
    "You entered a space after",
    "You do not have access to this command.",
    "You must use this command in-game.",
)
_BROKE = "Command failed, check logs"
"""The few words about a failed command that no version has changed."""
_IPV4 = re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?!\w|\.\d)")
_IPV6 = re.compile(r"(?<!\w)[0-9A-Fa-f:]{3,39}(?!\w)")
_LONG_HEX = re.compile(r"(?<!\w)[0-9A-Fa-f]{32,}(?!\w)")


class Commanding:
    """Runs what somebody typed; *refused* are the operator's own names beside `REFUSED`."""

    def __init__(self, wire: Wire, refused: Iterable[str] = ()) -> None:
        self._wire = wire
        own = (_bare(name).lower() for name in refused)
        self._refused = {**dict.fromkeys(own, _BY_THE_OPERATOR), **REFUSED}

    def taken(self, typed: str) -> str:
        """Return the command as it will be sent; raises `BadValue` for one that is not taken."""
        text = _bare(typed)
        name = text.split(" ", 1)[0].lower()
        if not _NAME.fullmatch(name):
            raise BadValue("command", "that", "a command such as /who")
        if name in self._refused:
            raise BadValue("command", f"/{name}", f"one that may be run here ({self._refused[name]})")
        return f"/{text}"

    async def run(self, command: str) -> list[str]:
        """Send what `taken` returned, and return what the server told, without colours and addresses."""
        told = cleaned(await self._wire.command(command, "the command's own"))
        said = " ".join(told)[:200]
        if said.startswith(_SAYS_NO):
            raise Rejected(self._wire.server, "command", said)
        if said.startswith(_BROKE):
            raise OutcomeUnknown(self._wire.server, "command", said)
        return told


def cleaned(lines: Iterable[str]) -> list[str]:
    """Return what a command told without colours, and without addresses and long identifiers."""
    return [
        _LONG_HEX.sub("[hidden]", _IPV6.sub(_hidden, _IPV4.sub("[address]", line))) for line in plain(lines)
    ]


def _hidden(found: re.Match[str]) -> str:
    try:
        ipaddress.IPv6Address(found[0])
    except ValueError:
        return found[0]  # a time of day, a word in front of a colon
    return "[address]"


def _bare(command: str) -> str:
    """Return *command* on one line, without the sign that says it is one."""
    text = one_line(command)
    return text[1:].strip() if text[:1] in {"/", "."} else text
