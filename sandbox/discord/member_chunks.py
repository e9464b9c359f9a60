"""Op 8: the bot asks for members, and gets them in pieces of a thousand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.discord import intents
from sandbox.discord.errors import JSON
from sandbox.discord.payloads import member_json

if TYPE_CHECKING:
    from sandbox.discord.gateway import Gateway, Session
    from sandbox.discord.guild import Guild
    from sandbox.discord.model import Member

PIECE, PAUSE = 1000, 30.0  # members; seconds between two requests for everybody


def answer_member_request(gateway: Gateway, session: Session, body: JSON) -> None:
    guild = gateway.world.guilds.get(int(body["guild_id"]))
    if guild is None:
        return
    found, missing = _asked_for(guild, body)
    if found is None:
        found = list(guild.members.values()) if session.intents & intents.MEMBERS else []
        if _too_soon(gateway, session, guild, body):
            return
    pieces = [found[start : start + PIECE] for start in range(0, len(found), PIECE)] or [[]]
    for index, piece in enumerate(pieces):
        chunk: JSON = {
            "guild_id": str(guild.id),
            "members": [member_json(member) for member in piece],
            "chunk_index": index,
            "chunk_count": len(pieces),
            "not_found": missing,
        }
        if body.get("nonce") is not None:
            chunk["nonce"] = body["nonce"]
        session.dispatch("GUILD_MEMBERS_CHUNK", chunk)


def _asked_for(guild: Guild, body: JSON) -> tuple[list[Member] | None, list[str]]:
    """The members asked for and the ids that are none; None for everybody."""
    if body.get("user_ids"):
        wanted = body["user_ids"] if isinstance(body["user_ids"], list) else [body["user_ids"]]
        found = [guild.members[int(one)] for one in wanted if int(one) in guild.members]
        return found, [str(one) for one in wanted if int(one) not in guild.members]
    query = str(body.get("query") or "").casefold()
    if not query and not body.get("limit"):
        return None, []
    names = [m for m in guild.members.values() if (m.nick or m.name).casefold().startswith(query)]
    return names[: int(body.get("limit") or 100)], []


def _too_soon(gateway: Gateway, session: Session, guild: Guild, body: JSON) -> bool:
    """Everybody of one guild once in 30 s; before that, RATE_LIMITED instead of pieces."""
    now = gateway.world.clock()
    last = gateway.member_requests.get(guild.id)
    if not gateway.counts_rates or last is None or now - last >= PAUSE:
        gateway.member_requests[guild.id] = now
        return False
    meta = {"guild_id": str(guild.id), "nonce": body.get("nonce")}
    limited = {"opcode": 8, "retry_after": PAUSE - (now - last), "meta": meta}
    session.dispatch("RATE_LIMITED", limited)
    return True
