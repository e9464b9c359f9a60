"""What becomes of a code, inside the transaction in which it is read."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain import codes
from bot.domain.errors import LinkRefusal, LinkRefused
from bot.domain.snapshot import Identity, Player, bare_name
from bot.services import news
from bot.services.servers import Server
from bot.storage import codes as stored_codes
from bot.storage import links as stored_links
from bot.storage import outbox
from bot.storage.codes import LinkCode
from bot.storage.links import Link


async def living(connection: AsyncConnection, found: Sequence[str]) -> LinkCode | None:
    """Return the first of some codes that was given out, used or not."""
    for code in found:
        row = await stored_codes.find(connection, codes.digest(code))
        if row is not None:
            return row
    return None


async def bind(
    connection: AsyncConnection, row: LinkCode, identity: Identity, name: str, proof: str, at: datetime
) -> Link | LinkRefusal:
    """Use a code up and bind its member to *identity*, or tell why not."""
    if row.used_at is not None:
        return LinkRefusal.USED
    if at >= row.expires_at:
        return LinkRefusal.EXPIRED
    held = await stored_links.find(connection, identity)
    if held is not None and held.member_id != row.member_id and not identity.is_weak:
        return LinkRefusal.TAKEN
    if not await stored_codes.use(connection, row.digest, at):
        return LinkRefusal.USED
    link = Link(identity=identity, member_id=row.member_id, name=name, proof=proof, at=at)
    await stored_links.bind(connection, link)
    return LinkRefusal.ALREADY_YOURS if held is not None and held.member_id == row.member_id else link


async def refuse_linked(connection: AsyncConnection, identity: Identity, member_id: int) -> None:
    """Raise `LinkRefused` where *identity* is linked already, and stays so."""
    held = await stored_links.find(connection, identity)
    if held is not None and held.member_id == member_id:
        raise LinkRefused(LinkRefusal.ALREADY_YOURS)
    if held is not None and not identity.is_weak:  # a bare name is whose it is now
        raise LinkRefused(LinkRefusal.TAKEN)


async def outgrow(connection: AsyncConnection, server: Server, link: Link) -> None:
    """Forget the member's weak link of a name, now that they proved who they are under it."""
    weak = await stored_links.find(connection, bare_name(server.name, link.name))
    if weak is not None and weak.member_id == link.member_id and not link.identity.is_weak:
        await stored_links.unbind(connection, weak.identity)


async def unlink(
    connection: AsyncConnection, server: Server, at: datetime, player: Player, identity: Identity
) -> list[outbox.News]:
    """Undo the link of *player*, who asked for it in the game, and return what is told of it."""
    held = await stored_links.find(connection, identity)
    if held is None:
        return [news.reply(server, at, player, LinkRefusal.NOT_LINKED.name.lower())]
    await stored_links.unbind(connection, identity)
    facts = {"member": held.member_id, "name": player.name}
    return [
        news.reply(server, at, player, "unlinked", **facts),
        news.alert(server.name, at, "unlinked", **facts),
    ]
