"""What a Terraria server with TShock can do for the rest of the bot."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.kit import (
    Backend,
    BackendError,
    BadValue,
    CanKick,
    CanSay,
    CanWhisper,
    Clock,
    Door,
    Fact,
    LogSlice,
    Look,
    NoSuchPlayer,
    OutcomeUnknown,
    Player,
    Position,
    Positions,
    Rejected,
    Seen,
    Sessions,
    SourceSettings,
)
from cogs.tshock.answers import is_answer
from cogs.tshock.console import chat_line, escaped, one_line, plain, quoted
from cogs.tshock.keys import Keys
from cogs.tshock.payloads import PlayerEntry, Players, Status, World
from cogs.tshock.players import aimed, the_one
from cogs.tshock.settings import TShockSettings
from cogs.tshock.snapshots import booted_at, snapshot_of
from cogs.tshock.wire import Wire

_LATER = timedelta(seconds=30)
"""How much later than we thought a process must have begun to be another one: its age is in whole seconds."""


def make_backend(entry: str, settings: SourceSettings, sessions: Sessions, clock: Clock) -> Backend:
    """Return the backend for one entry of main.yaml."""
    assert isinstance(settings, TShockSettings)  # noqa: S101 - GAME names this model beside this function
    door = Door(sessions, settings.url, server=entry, is_answer=is_answer)
    login = (settings.username, settings.password.get_secret_value()) if settings.password else None
    token = settings.token.get_secret_value() if settings.token else ""
    return TShock(Wire(door, Keys(door, token, login, clock)), clock, has_token=bool(token or login))


class TShock(Backend, CanKick, CanSay, CanWhisper):
    """One server; the only server of its source."""

    def __init__(self, wire: Wire, clock: Clock, *, has_token: bool) -> None:
        self.name = wire.server
        self._wire = wire
        self._clock = clock
        self._has_token = has_token

    async def look(self, since: Positions) -> Look:
        """Read the status with who is on, and the world where the bot has a token."""
        status, at = await self._wire.status(players="true"), self._clock()
        world = await self._wire.read(World, "world/read") if self._has_token else None
        position, began_anew = _follow(since.get(""), status, at)
        booted = datetime.fromisoformat(position.mark) if position.mark else None
        snapshot = snapshot_of(self.name, status, world, booted, at)
        return {"": Seen(snapshot=snapshot, log=LogSlice(position=position, began_anew=began_anew))}

    async def close(self) -> None:
        """Have the server forget the token that was made for the bot."""
        await self._wire.give_back()

    async def verify(self) -> list[str]:
        """Try what can be tried without changing anything."""
        await self.look({})
        told = [f"It is TShock {self._wire.dialect.words}, and tells who is on."]
        if not self._has_token:
            told.append("Without a token the bot can only watch: set token in main.yaml.")
        return told

    async def vitals(self, server: str) -> list[Fact]:
        """Tell versions and rules."""
        status = await self._wire.status(rules="true")
        rules = ", ".join(f"{name} {value}".lower() for name, value in list(status.rules.items())[:20])
        return [
            Fact("Terraria", status.serverversion),
            Fact("TShock", self._wire.dialect.words),
            Fact("Rules", rules),
        ]

    async def kick(self, server: str, player: Player, reason: str) -> None:
        """Remove *player*, who reads *reason*; a group may be immune to it."""
        aim = aimed(await self._entries(), player.name, self._wire.dialect, self.name)
        try:
            await self._wire.change(
                "v2/players/kick", "tshock.rest.kick", player=aim, reason=one_line(reason) or "Kicked"
            )
        except OutcomeUnknown as error:
            there = await self._is_there(player.name)
            raise OutcomeUnknown(self.name, error.operation, f"{error.detail}{_AFTERWARDS[there]}") from error
        if await self._is_there(player.name):
            raise Rejected(
                self.name,
                "kick",
                "it says that it removed them, but they are still there: "
                "the permission tshock.admin.nokick of their group protects them",
            )

    async def say(self, server: str, text: str) -> None:
        """Show *text* to everybody as one line."""
        line = chat_line(text)
        if not line:
            raise BadValue("text", "only blanks", "words that the game can show")
        await self._wire.change("v2/server/broadcast", "tshock.rest.broadcast", msg=line)

    async def whisper(self, server: str, player: Player, text: str) -> None:
        """Show *text* to *player* alone, and be sure that it was them."""
        the_one(await self._entries(), player.name, self.name)
        line = escaped(chat_line(text))
        told = plain(await self._wire.command(f"/w {quoted(player.name)} {line}", "tshock.whisper"))
        if not told or not told[0].startswith(f"<To {player.name}>"):
            raise Rejected(self.name, "whisper", " ".join(told)[:200])

    async def _entries(self) -> list[PlayerEntry]:
        return list((await self._wire.read(Players, "v2/players/list")).players)

    async def _is_there(self, name: str) -> bool | None:
        """Look once; None where nobody can tell."""
        try:
            the_one(await self._entries(), name, self.name)
        except NoSuchPlayer:
            return False
        except BackendError:
            return None
        return True


_AFTERWARDS = {
    True: "; a look afterwards still found them there",
    False: "; a look afterwards did not find them there any more",
    None: "",
}


def _follow(last: Position | None, status: Status, at: datetime) -> tuple[Position, bool]:
    """Return which process of the server this is, and whether it is another one than at the last look."""
    booted = booted_at(status.uptime, at)
    mark = booted.isoformat() if booted else ""
    if last is None:
        return Position(epoch=0, index=0, mark=mark), False
    if booted is None or (last.mark and booted <= datetime.fromisoformat(last.mark) + _LATER):
        return last, False
    return replace(last, epoch=last.epoch + 1, index=0, mark=mark), bool(last.mark)
