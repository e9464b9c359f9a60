"""Who wears a name now, on a server that finds its players by their names."""

from bot.domain.capabilities import CanWhisper
from bot.domain.errors import NoSuchPlayer
from bot.domain.snapshot import Identity, Player, bare_name
from bot.services.servers import Server


def goes_by_name(server: Server) -> bool:
    """Tell whether what is whispered there goes to whoever wears the name at that moment."""
    backend = server.source.backend
    return isinstance(backend, CanWhisper) and backend.by_name


async def wearer(server: Server, name: str) -> Player:
    """Look at *server* now, and return who wears *name*; raise `NoSuchPlayer` or a `BackendError`."""
    coordinator = server.source.coordinator
    await coordinator.refresh()
    if coordinator.health.cause is not None:
        raise coordinator.health.cause
    players = server.snapshot.players if server.snapshot else ()
    found = [player for player in players if player.name == name]
    if len(found) != 1:
        raise NoSuchPlayer(name, server.title)
    return found[0]


def proven(server: Server, player: Player) -> Identity | None:
    """Return what it proves to have read what *player* alone was told; weak where that is a bare name."""
    if player.identity is None and goes_by_name(server):
        return bare_name(server.name, player.name)
    return player.identity
