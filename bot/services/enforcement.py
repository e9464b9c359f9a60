"""Keeps up what games forget, and ends what they would not end by themselves."""

import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.domain.bans import Ban
from bot.domain.capabilities import CanMute, KeepsBans
from bot.domain.errors import BackendError, RateLimited, Unreachable, UserError
from bot.domain.outcomes import Outcome
from bot.domain.sanctions import Sanction, SanctionKind, is_over
from bot.domain.snapshot import Player
from bot.services.moderation import Moderation
from bot.services.sanctions import Sanctions
from bot.services.servers import Server, Servers

log = logging.getLogger(__name__)

_AGAIN = timedelta(minutes=5)
"""After a failed try to end something; each try stands in the audit."""
_OVER = "its time is over"


@dataclass(slots=True)
class _Muted:
    """Whom the game of one server has muted in this *epoch* of it, by their handles."""

    epoch: int | None = None
    handles: set[str] = field(default_factory=set)


class Enforcement:
    """Looks at what runs every few seconds; to be called by one job alone."""

    def __init__(self, moderation: Moderation, sanctions: Sanctions, servers: Servers, clock: Clock) -> None:
        self._moderation = moderation
        self._sanctions = sanctions
        self._servers = servers
        self._clock = clock
        self._muted: dict[str, _Muted] = {}
        self._next_try: dict[int, datetime] = {}

    def server_changed(self, server: Server) -> None:
        """Take in a look: who left between two ticks and came back is to be muted again."""
        self._muted_on(server)

    async def tick(self) -> None:
        """End what is over, and mute again who came back."""
        now = self._clock()
        for sanction in self._sanctions.running():
            server = self._servers.get(sanction.server)
            needed = CanMute if sanction.kind is SanctionKind.MUTE else KeepsBans
            if server is None or not server.answers or not server.source.can(needed):
                continue
            if not is_over(sanction, now):
                await self._keep_up(server, sanction)
            elif now >= self._next_try.get(sanction.id, now):
                await self._end(server, sanction)

    async def _end(self, server: Server, sanction: Sanction) -> None:
        if sanction.kind is SanctionKind.MUTE:
            receipt = await self._moderation.unmute(sanction.actor, server, sanction, _OVER)
        else:
            ban = Ban(key=sanction.key, who=sanction.name)
            receipt = await self._moderation.unban(sanction.actor, server, ban, _OVER)
        if receipt.outcome is Outcome.DONE:
            self._next_try.pop(sanction.id, None)
        else:
            self._next_try[sanction.id] = self._clock() + _AGAIN

    async def _keep_up(self, server: Server, sanction: Sanction) -> None:
        if sanction.kind is not SanctionKind.MUTE:
            return
        muted = self._muted_on(server)
        for player in list(server.roster.values()):
            if sanction.is_about(player) and player.handle not in muted.handles:
                await self._mute(server, player, muted)

    def _muted_on(self, server: Server) -> _Muted:
        """Forget whom the game forgot: who left, and everybody when the game began anew."""
        epoch = server.position.epoch if server.position else None
        muted = self._muted.setdefault(server.name, _Muted(epoch))
        if muted.epoch != epoch:
            muted = self._muted[server.name] = _Muted(epoch)
        muted.handles &= server.roster.keys()
        return muted

    async def _mute(self, server: Server, player: Player, muted: _Muted) -> None:
        backend = server.source.backend
        if not isinstance(backend, CanMute):
            return
        try:
            async with server.busy:
                await backend.mute(server.inner, player)
        except (Unreachable, RateLimited):
            return  # at the next tick
        except (BackendError, UserError) as error:
            log.warning("%s: a mute could not be kept up: %s", server.name, error)
        muted.handles.add(player.handle)
