"""Bans and mutes, as staff see them."""

from collections.abc import Iterable, Sequence

import discord

from bot.domain.bans import Ban, BanBy
from bot.domain.errors import BadValue, SeveralPlayers
from bot.domain.sanctions import Sanction, SanctionKind
from bot.ui.fitting import fitted
from bot.ui.text import ago, pages, safe

OFFERED = frozenset({BanBy.ACCOUNT, BanBy.CHARACTER, BanBy.ADDRESS})
"""What a ban may be asked for by; what a game client is called nobody can see in a list."""
_ON_A_PAGE = 3600
_MOST_PAGES = 40


def ban_meant(bans: Iterable[Ban], asked: str) -> Ban:
    """Return the ban of that number or of whoever is called so.

    Raises `BadValue` for none, and `SeveralPlayers` where several fit.
    """
    wanted = asked.strip().removeprefix("#").casefold()
    known = list(bans)
    fits = [ban for ban in known if ban.number and ban.number == wanted]
    fits = fits or [ban for ban in known if ban.who.casefold() == wanted]
    fits = fits or [ban for ban in known if wanted in ban.who.casefold()]
    if not fits:
        raise BadValue("who", asked, "somebody who is banned there; /mod bans lists them")
    if len(fits) > 1:
        raise SeveralPlayers(asked, [_called(ban) for ban in fits])
    return fits[0]


def ban_line(ban: Ban) -> str:
    """Tell one ban on a line."""
    parts = [f"**{safe(ban.who, 40)}**"]
    parts += [f"`#{ban.number}`"] if ban.number else []
    parts += [f"their {ban.by.value}"] if ban.by else []
    given = f"given {ago(ban.since)}" if ban.since else ""
    by_whom = f"by {safe(ban.actor, 32)}" if ban.actor else ""
    parts += [words] if (words := f"{given} {by_whom}".strip()) else []
    parts += [f"ends {ago(ban.until)}"] if ban.until else []
    parts += [safe(ban.reason, 100)] if ban.reason else []
    return " \N{MIDDLE DOT} ".join(parts)


def bans_pages(title: str, bans: Sequence[Ban], running: Iterable[Sanction]) -> list[discord.Embed]:
    """Show who is banned on a server and who is muted; *running* also tells when the bot lifts a ban."""
    sanctions = list(running)
    ends = {one.key: one for one in sanctions if one.kind is SanctionKind.BAN}
    lines = [ban_line(ban) + _lifted(ends.get(ban.key)) for ban in bans]
    mutes = [_mute_line(one) for one in sanctions if one.kind is SanctionKind.MUTE]
    shown = [f"**{len(bans)} banned**" if bans else "Nobody is banned.", *lines]
    shown += [f"**{len(mutes)} muted**", *mutes] if mutes else []
    return [
        fitted(discord.Embed(title=safe(title, 100), description=page, colour=discord.Colour.dark_grey()))
        for page in pages(shown, _ON_A_PAGE, _MOST_PAGES)
    ]


def _called(ban: Ban) -> str:
    return f"#{ban.number} {ban.who}" if ban.number else ban.who


def _lifted(sanction: Sanction | None) -> str:
    return (
        f" \N{MIDDLE DOT} the bot lifts it {ago(sanction.ends_at)}" if sanction and sanction.ends_at else ""
    )


def _mute_line(mute: Sanction) -> str:
    until = f"ends {ago(mute.ends_at)}" if mute.ends_at else "until somebody lifts it"
    return f"**{safe(mute.name, 40)}** \N{MIDDLE DOT} {until} \N{MIDDLE DOT} {safe(mute.reason, 100)}"
