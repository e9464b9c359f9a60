"""What the server's answers hold, as far as the bot reads it."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from cogs.tshock.dialect import VersionParts


class PlayerEntry(BaseModel):
    """Somebody in a list; *active* only once they are in the world."""

    nickname: str = ""
    username: str | None = None
    group: str = ""
    active: bool = False
    team: int = 0


class Status(BaseModel):
    """``v2/server/status``; *uptime* is the age of the server's process as ``d.hh:mm:ss``."""

    name: str = ""
    serverversion: str = ""
    tshockversion: VersionParts | str | None = None
    maxplayers: int = 0
    world: str = ""
    uptime: str = ""
    serverpassword: bool = False
    players: Sequence[PlayerEntry] = ()
    rules: Mapping[str, Any] = {}


class World(BaseModel):
    """``world/read``; *time* counts 1/60 s since 4:30 by day and since 19:30 by night."""

    size: str = ""
    time: float = 0.0
    daytime: bool = True
    bloodmoon: bool = False
    invasionsize: int = 0


class Players(BaseModel):
    """``v2/players/list``."""

    players: Sequence[PlayerEntry] = ()


class Lines(BaseModel):
    """What a command told whoever sent it, a line each."""

    response: Sequence[str] | str = ()


class Motd(BaseModel):
    """``v3/server/motd``, with its placeholders as they are written."""

    motd: Sequence[str] = ()


class Rules(BaseModel):
    """``v3/server/rules``, the text that players are shown."""

    rules: Sequence[str] = ()
