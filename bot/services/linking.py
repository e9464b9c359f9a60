"""Binding people in games to members of the Discord: one proof, one transaction."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.domain import codes
from bot.domain.capabilities import CanWhisper, require
from bot.domain.errors import BotError, LinkRefusal, LinkRefused, NoSuchPlayer
from bot.domain.events import PlayerSaid
from bot.domain.outcomes import Outcome
from bot.domain.playtime import Someone
from bot.domain.racing import Driver
from bot.domain.roster import Told
from bot.domain.snapshot import Identity, Player
from bot.services import binding, news
from bot.services.servers import Server
from bot.services.wearers import goes_by_name, proven, wearer
from bot.storage import acts, outbox
from bot.storage import codes as stored_codes
from bot.storage import links as stored_links
from bot.storage.acts import Act
from bot.storage.codes import LinkCode
from bot.storage.database import Database
from bot.storage.links import Link

TYPED_IN_GAME = "code typed in the game"
WHISPERED = "code whispered by the game"
WHISPERED_TO_A_NAME = "code whispered to the bare name"
_WHISPER = "Your Steward code is {code}, for {member} on Discord. Is that not you? Then tell it to nobody."
_LONGEST_NAME = 32


class Linking:
    """How a link is made, looked up and undone."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._whispers: dict[int, list[datetime]] = {}
        self._changed: Callable[[Identity], None] = lambda _: None

    def listen(self, changed: Callable[[Identity], None]) -> None:
        """Call *changed* after a link was made or undone here in Discord; a game's chat tells by its look."""
        self._changed = changed

    async def members(self, people: Iterable[Player | Driver | Someone]) -> Mapping[Identity, int]:
        """Return the members whom these people proved to be."""
        identities = [person.identity for person in people if person.identity]
        if not identities:
            return {}
        async with self._database.read() as connection:
            links = await stored_links.members_of(connection, identities)
        return {identity: link.member_id for identity, link in links.items()}

    async def links_of(self, member_id: int) -> Sequence[Link]:
        """Return what a member is linked to, oldest first."""
        async with self._database.read() as connection:
            return await stored_links.of_member(connection, member_id)

    async def begin(self, member_id: int) -> str:
        """Return a fresh code for *member_id* to type in a game; their earlier ones die."""
        code = codes.new_code()
        async with self._database.write() as connection:
            await stored_codes.withdraw(connection, member_id)
            await stored_codes.issue(connection, self._row(code, member_id))
        return codes.shown(code)

    async def whisper(self, member_id: int, member: str, server: Server, player: Player) -> None:
        """Have the game tell *player* alone a code for *member_id*, called *member*, to type in Discord.

        Raises `LinkRefused` when this player cannot be linked, or after too many tries.  Where names are all
        that tells players apart, looks before and after make sure that one person wore it throughout.
        """
        backend = require(server.source.backend, CanWhisper, server.title)
        self._count_whisper(member_id)
        if backend.by_name:
            player = await wearer(server, player.name)
        identity = proven(server, player)
        if identity is None:
            raise LinkRefused(LinkRefusal.NO_IDENTITY)
        code = codes.new_code()
        async with self._database.write() as connection:
            if await self._blocked(connection, server, discord_identity(member_id)):
                raise LinkRefused(LinkRefusal.TOO_MANY_TRIES)
            await binding.refuse_linked(connection, identity, member_id)
            await stored_codes.withdraw(connection, member_id)
            await stored_codes.issue(connection, self._row(code, member_id, identity, player.name))
        text = _WHISPER.format(code=codes.shown(code), member=member[:_LONGEST_NAME])
        try:
            async with server.chat.turn(server.name):
                await backend.whisper(server.inner, player, text)
            if await _is_somebody_else(server, player.name, identity):
                raise LinkRefused(LinkRefusal.SOMEBODY_ELSE)
        except BotError:
            async with self._database.write() as connection:
                await stored_codes.withdraw(connection, member_id)
            raise

    async def redeem(self, member_id: int, typed: str, server: Server) -> Link:
        """Bind the person to whom a code was whispered, now that *member_id* typed it in Discord."""
        now, who = self._clock(), discord_identity(member_id)
        changed = await self._has_changed(member_id, typed, server)
        outcome: Link | LinkRefusal
        async with self._database.write() as connection:
            row = await binding.living(connection, codes.codes_in(typed))
            if await self._blocked(connection, server, who):
                outcome = LinkRefusal.TOO_MANY_TRIES
            elif row is None or row.member_id != member_id or row.identity is None:
                await stored_codes.note_wrong(connection, server.name, who, now)
                await outbox.put(connection, await self._alerts(connection, server, who, member=member_id))
                outcome = LinkRefusal.NO_SUCH_CODE
            elif changed:
                await stored_codes.withdraw(connection, member_id)
                outcome = LinkRefusal.SOMEBODY_ELSE
            else:
                proof = WHISPERED_TO_A_NAME if row.identity.is_weak else WHISPERED
                outcome = await binding.bind(connection, row, row.identity, row.name or "", proof, now)
                if isinstance(outcome, Link):
                    await binding.outgrow(connection, server, outcome)
                    await self._write_down(connection, "link", outcome, server.name)
        if isinstance(outcome, LinkRefusal):  # raised only now, so that a wrong try stays written down
            raise LinkRefused(outcome)
        self._changed(outcome.identity)
        return outcome

    async def _has_changed(self, member_id: int, typed: str, server: Server) -> bool:
        """Look whether the name to which a code was whispered is another person's now."""
        async with self._database.read() as connection:
            row = await binding.living(connection, codes.codes_in(typed))
        if row is None or row.member_id != member_id or row.identity is None or row.name is None:
            return False
        return await _is_somebody_else(server, row.name, row.identity)

    async def undo(self, link: Link) -> None:
        """Forget one link, as its member asked."""
        async with self._database.write() as connection:
            if await stored_links.unbind(connection, link.identity):
                await self._write_down(connection, "unlink", link, "")
        self._changed(link.identity)

    async def _write_down(self, connection: AsyncConnection, verb: str, link: Link, server: str) -> None:
        """Write an act into the audit that is done by this very transaction."""
        now = self._clock()
        act = Act(
            id=0, at=now, actor=link.member_id, verb=verb, server=server, target=link.name, reason=link.proof
        )
        number = await acts.ask(connection, act)
        await acts.settle(connection, number, Outcome.DONE, "", now)
        await outbox.put(connection, [news.acted(act, Outcome.DONE, "")])

    async def read_chat(
        self, connection: AsyncConnection, server: Server, told: Told
    ) -> list[outbox.News] | None:
        """Read one chat line inside its look's transaction; None when it is only chat.

        A line that holds a living code is never chat: it would be relayed for everybody to read.
        """
        if not isinstance(told.event, PlayerSaid):
            return None
        command, found = codes.command_in(told.event.text), codes.codes_in(told.event.text)
        row = await binding.living(connection, found)
        if command is None and row is None:
            return None
        player, at = told.player, told.event.at
        takes_codes = server.source.takes_codes
        if row is not None and (command != "linkme" or not takes_codes):  # everybody there could read it
            await stored_codes.withdraw(connection, row.member_id)
        if not takes_codes:
            what = "unlink_in_discord" if command == "unlink" else "link_by_whisper"
            return [news.reply(server, at, player, what)] if player else []
        if player is None or player.identity is None:
            return [news.reply(server, at, player, LinkRefusal.NO_IDENTITY.name.lower())] if player else []
        if command == "unlink":
            return await binding.unlink(connection, server, at, player, player.identity)
        if command is None or not found:
            return [news.reply(server, at, player, "how_to_link")]
        return await self._claim(connection, server, at, player, player.identity, row)

    async def keep_secret(self, text: str) -> bool:
        """Tell whether *text*, written in Discord for a game, holds what must not be said there.

        A living code in it dies: whoever read it could type it in the game.
        """
        async with self._database.write() as connection:
            row = await binding.living(connection, codes.codes_in(text))
            if row is not None:
                await stored_codes.withdraw(connection, row.member_id)
        return row is not None or codes.command_in(text) is not None

    async def _claim(
        self,
        connection: AsyncConnection,
        server: Server,
        at: datetime,
        player: Player,
        identity: Identity,
        row: LinkCode | None,
    ) -> list[outbox.News]:
        if await self._blocked(connection, server, identity):
            return []
        if row is None or row.identity not in {None, identity}:
            return await self._wrong(connection, server, at, player, identity)
        outcome = await binding.bind(connection, row, identity, player.name, TYPED_IN_GAME, self._clock())
        if isinstance(outcome, LinkRefusal):
            held = await stored_links.find(connection, identity)
            member = held.member_id if held else None
            return [news.reply(server, at, player, outcome.name.lower(), member=member)]
        facts = {"member": outcome.member_id, "name": player.name}
        return [
            news.reply(server, at, player, "linked", **facts),
            news.alert(server.name, at, "linked", **facts),
        ]

    async def _wrong(
        self, connection: AsyncConnection, server: Server, at: datetime, player: Player, identity: Identity
    ) -> list[outbox.News]:
        await stored_codes.note_wrong(connection, server.name, identity, self._clock())
        rows = [news.reply(server, at, player, LinkRefusal.NO_SUCH_CODE.name.lower())]
        return rows + await self._alerts(connection, server, identity, name=player.name)

    async def _alerts(
        self, connection: AsyncConnection, server: Server, who: Identity, **facts: str | int
    ) -> list[outbox.News]:
        """Return the alert for the staff, when the wrong code just noted was the last that is heard."""
        now = self._clock()
        if await self._blocked(connection, server, who):
            one = await self._tried_too_often(connection, codes.TRIES_OF_ONE, identity=who)
            what = "too_many_codes" if one else "too_many_codes_here"
            return [news.alert(server.name, now, what, **facts)]
        return []

    async def _blocked(self, connection: AsyncConnection, server: Server, who: Identity) -> bool:
        return await self._tried_too_often(
            connection, codes.TRIES_OF_ONE, identity=who
        ) or await self._tried_too_often(connection, codes.TRIES_ON_A_SERVER, server=server.name)

    async def _tried_too_often(
        self,
        connection: AsyncConnection,
        limit: int,
        *,
        identity: Identity | None = None,
        server: str | None = None,
    ) -> bool:
        now = self._clock()
        wrong = await stored_codes.wrong_times(
            connection, now - 2 * codes.WINDOW, identity=identity, server=server
        )
        return codes.is_blocked(wrong, limit, now)

    def _count_whisper(self, member_id: int) -> None:
        """Keep one member from having a game whisper to strangers again and again."""
        now = self._clock()
        recent = [at for at in self._whispers.get(member_id, []) if now - at < codes.WINDOW]
        if len(recent) >= codes.WHISPERS_OF_ONE:
            raise LinkRefused(LinkRefusal.TOO_MANY_WHISPERS)
        self._whispers[member_id] = [*recent, now]

    def _row(
        self, code: str, member_id: int, identity: Identity | None = None, name: str | None = None
    ) -> LinkCode:
        now = self._clock()
        return LinkCode(
            digest=codes.digest(code),
            member_id=member_id,
            made_at=now,
            expires_at=now + codes.LIFETIME,
            used_at=None,
            identity=identity,
            name=name,
        )


def discord_identity(member_id: int) -> Identity:
    """Return a member as one who can type wrong codes."""
    return Identity("discord", str(member_id))


async def _is_somebody_else(server: Server, name: str, identity: Identity) -> bool:
    """Look whether *name* is worn there by another than *identity*; whoever has left is still the same."""
    if not goes_by_name(server):
        return False
    try:
        return proven(server, await wearer(server, name)) != identity
    except NoSuchPlayer:
        return False
