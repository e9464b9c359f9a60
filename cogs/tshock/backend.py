"""What a Terraria server with TShock can do for the rest of the bot."""

from collections.abc import Sequence
from datetime import timedelta

from bot.kit import (
    Backend,
    BadValue,
    Ban,
    BanBy,
    CanKick,
    CanKill,
    CanMute,
    CanSay,
    CanWhisper,
    Clock,
    Door,
    Fact,
    HearsChat,
    KeepsBans,
    Look,
    Notice,
    OutcomeUnknown,
    Player,
    PlayerDetails,
    PlayerJoined,
    PlayerLeft,
    PlayerSaid,
    Positions,
    Rejected,
    Seen,
    Sessions,
    SourceSettings,
    TellsOfPlayers,
)
from cogs.tshock.accounts import Accounts
from cogs.tshock.answers import is_answer
from cogs.tshock.banning import Banning
from cogs.tshock.capabilities import RestartsTerraria
from cogs.tshock.chat_format import ChatFormat
from cogs.tshock.commanding import Commanding
from cogs.tshock.console import chat_line, escaped, plain, quoted
from cogs.tshock.details import Details
from cogs.tshock.groups import Groups
from cogs.tshock.keys import Keys
from cogs.tshock.kicking import Kicking
from cogs.tshock.log_reader import LogReader
from cogs.tshock.memory import recall
from cogs.tshock.notices import Notices
from cogs.tshock.payloads import World
from cogs.tshock.players import longer_names
from cogs.tshock.process import Process
from cogs.tshock.settings import TShockSettings
from cogs.tshock.snapshots import booted_at, snapshot_of
from cogs.tshock.wire import Wire
from cogs.tshock.world_acts import WorldActs

_TOLD_BY_LOG = frozenset({PlayerJoined, PlayerLeft, PlayerSaid})


def make_backend(entry: str, settings: SourceSettings, sessions: Sessions, clock: Clock) -> Backend:
    """Return the backend for one entry of main.yaml."""
    assert isinstance(settings, TShockSettings)  # noqa: S101 - GAME names this model beside this function
    door = Door(sessions, settings.url, server=entry, is_answer=is_answer)
    token = settings.token.get_secret_value() if settings.token else ""
    login = None
    if settings.password and not token:
        login = (settings.username, settings.password.get_secret_value())
    log = LogReader(entry, settings.chat_log, ChatFormat(settings.chat_format))
    wire, has_token = Wire(door, Keys(door, token, login, clock)), bool(token or login)
    return TShock(wire, log, clock, has_token=has_token, refused=settings.refused_commands)


class TShock(
    Backend,
    CanKick,
    CanKill,
    KeepsBans,
    CanMute,
    CanSay,
    CanWhisper,
    HearsChat,
    TellsOfPlayers,
    RestartsTerraria,
):
    """One server; the only server of its source."""

    by_name = True
    is_proof = False  # a forged client can write a line break, and behind it a line of the log

    def __init__(
        self, wire: Wire, log: LogReader, clock: Clock, *, has_token: bool, refused: Sequence[str]
    ) -> None:
        self.name = wire.server
        self._wire = wire
        self._log = log
        self._clock = clock
        self._kicking = Kicking(wire)
        self._banning = Banning(wire, self._kicking, clock)
        self._details = Details(wire, self._kicking)
        self._notices = Notices(wire, clock)
        self._world = ""
        self._has_token = has_token
        self.world = WorldActs(wire)
        self.process = Process(wire)
        self.console = Commanding(wire, refused)
        self.accounts = Accounts(wire, clock)
        self.groups = Groups(wire, clock)
        self._heed()

    async def look(self, since: Positions) -> Look:
        """Read the log where there is one, the status with who is on, and with a token the world."""
        place = since.get("")
        read = await self._log.read(place)
        status, at = await self._wire.status(players="true"), self._clock()
        world = await self._wire.read(World, "world/read") if self._has_token else None
        self._world = status.world
        booted = booted_at(status.uptime, at)
        steady = recall(place.memory).steady(booted) if place else booted
        snapshot = snapshot_of(self.name, status, world, steady, at)
        log = self._log.told(place, read, snapshot, booted)
        if log.began_anew:
            self._notices.forget()
        self._heed()
        return {"": Seen(snapshot=snapshot, log=log)}

    async def close(self) -> None:
        """End reading for lists, and have the server forget the token that was made for the bot."""
        await self.accounts.known.close()
        await self.groups.known.close()
        await self._wire.give_back()

    async def verify(self) -> list[str]:
        """Try what can be tried without changing anything."""
        await self.look({})
        told = [f"It is TShock {self._wire.dialect.words}, and tells who is on."]
        if not self._has_token:
            told.append("Without a token the bot can only watch: set token in main.yaml.")
        if self._log.fault:
            told.append(f"Its chat_log cannot be read: {self._log.fault}.")
        elif self._log.hears:
            told.append("Its chat_log can be read.")
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

    async def notices(self, server: str) -> Sequence[Notice]:
        """Return the message of the day and the rules."""
        return await self._notices.read(self._world)

    async def details(self, server: str, player: Player) -> PlayerDetails:
        """Ask what *player* carries, and where they are."""
        return await self._details.of(player)

    async def kill(self, server: str, player: Player) -> None:
        """Let the character of *player* die, who reads that the server admin did it."""
        await self._to_player("v2/players/kill", "tshock.rest.kill", player)

    async def kick(self, server: str, player: Player, reason: str) -> None:
        """Remove *player*, who reads *reason*; a group may be immune to it."""
        await self._kicking.kick(player.name, reason)

    def ban_ways(self, server: str) -> Sequence[BanBy]:
        """Return what its version can recognise somebody by."""
        return self._banning.ways

    async def ban(
        self,
        server: str,
        player: Player,
        duration: timedelta | None,
        reason: str,
        by: BanBy | None = None,
    ) -> Ban:
        """Ban *player*, who may be away, and remove them."""
        until = self._clock() + duration if duration else None
        return await self._banning.ban(player, until, reason, by)

    async def bans(self, server: str) -> Sequence[Ban]:
        """Return the bans that hold."""
        return await self._banning.listed()

    async def unban(self, server: str, key: str) -> None:
        """Lift a ban."""
        await self._banning.lift(key)

    async def mute(self, server: str, player: Player) -> None:
        """Keep *player* from writing until they leave."""
        await self._to_player("v2/players/mute", "tshock.rest.mute", player)

    async def unmute(self, server: str, player: Player) -> None:
        """Let *player* write again."""
        await self._to_player("v2/players/unmute", "tshock.rest.mute", player)

    async def say(self, server: str, text: str) -> None:
        """Show *text* to everybody as one line."""
        line = chat_line(text)
        if not line:
            raise BadValue("text", "only blanks", "words that the game can show")
        await self._wire.change("v2/server/broadcast", "tshock.rest.broadcast", msg=line)

    async def whisper(self, server: str, player: Player, text: str) -> None:
        """Show *text* to *player* alone, and be sure that it was them."""
        aim, _ = await self._kicking.aim(player.name)
        line = escaped(chat_line(text))
        told = await self._wire.command(f"/w {quoted(aim)} {line}", "tshock.whisper")
        if told and told[0].startswith("<To ") and told != [f"<To {player.name}> {chat_line(text)}"]:
            raise OutcomeUnknown(self.name, "whisper", "somebody else may have read it")
        if not told or not told[0].startswith("<To "):
            words = " ".join(plain(told))[:150].rstrip(".") or "it does not say why"
            hint = (
                "; if they take no whispers, they can type /wallow in the game"
                if self._wire.dialect.is_new
                else ""
            )
            raise Rejected(self.name, "whisper", f"{words}{hint}")

    def _heed(self) -> None:
        """Leave to the log what it tells, and say what this version, or a server without a log, cannot do."""
        self.log_tells = _TOLD_BY_LOG if self._log.is_met else frozenset()
        there = {HearsChat: self._log.hears, RestartsTerraria: self._wire.dialect.can_restart}
        self.lacks = frozenset(capability for capability, is_there in there.items() if not is_there)

    async def _to_player(self, path: str, needs: str, player: Player) -> None:
        aim, entries = await self._kicking.aim(player.name)
        told = (await self._wire.change(path, needs, player=aim)).words
        for longer in longer_names(entries, player.name):  # found in their place if they left just now
            if longer in told:
                raise OutcomeUnknown(self.name, path, f"it may have met {longer}: the server says {told}")
