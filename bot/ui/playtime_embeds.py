"""What /stats and /leaderboard show."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

import discord

from bot.domain.playtime import Driven, Played, Someone
from bot.domain.snapshot import Identity
from bot.services.playtime import Stats
from bot.ui.fitting import fitted
from bot.ui.text import ago, fill, safe

LEADERS_ON_A_PAGE = 15
MEASURED = (
    "Counted from look to look while Steward watched, in whole minutes; times when nobody watched count as"
    " not played."
)
_GUEST = "guest"
_WEAK = "A guest: only the name is known, and anybody can take it."
_DOT = " \N{MIDDLE DOT} "


def played_words(played: timedelta) -> str:
    """Say how long somebody played, in hours and whole minutes: looks tell no more."""
    minutes = round(played.total_seconds() / 60)
    if minutes < 1:
        return "under a minute"
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours:,} h"] * bool(hours) + [f"{rest} min"] * bool(rest)
    return " ".join(parts)


def stats_embed(title: str, stats: Stats, titles: Mapping[str, str]) -> discord.Embed:
    """Show what somebody played; *title* is safe already, *titles* are what people call the servers."""
    weak = any(one.who.identity is None for one in stats.each)
    embed = discord.Embed(title=title, description=_WEAK if weak else None, colour=discord.Colour.blurple())
    embed.add_field(name="Played", value=played_words(stats.all.total))
    embed.add_field(name="Last 7 days", value=_lately(stats.week))
    embed.add_field(name="Last 30 days", value=_lately(stats.month))
    embed.add_field(name="Visits", value=f"{stats.all.visits:,}")
    embed.add_field(name="Longest visit", value=played_words(stats.all.longest))
    embed.add_field(name="Seen", value=f"first {ago(stats.all.first_at)}, last {ago(stats.all.last_at)}")
    if driven := _driven(stats.driven):
        embed.add_field(name="Driven", value=driven)
    if len(stats.each) > 1:
        lines = [_server_line(one, titles) for one in stats.each]
        embed.add_field(name="Where", value=fill(lines, 1000), inline=False)
    embed.set_footer(text=MEASURED)
    return fitted(embed)


def leader_pages(
    title: str, leaders: Sequence[Played], members: Mapping[Identity, int], titles: Mapping[str, str]
) -> list[discord.Embed]:
    """Show who played longest, a line each; at least one page, though it be empty."""
    lines = [_leader(place, one, members, titles) for place, one in enumerate(leaders, 1)]
    texts = [
        "\n".join(lines[start : start + LEADERS_ON_A_PAGE])
        for start in range(0, len(lines), LEADERS_ON_A_PAGE)
    ]
    embeds = []
    for text in texts or ["Nobody was seen playing yet."]:
        embed = discord.Embed(title=title, description=text, colour=discord.Colour.blurple())
        embed.set_footer(text=MEASURED)
        embeds.append(fitted(embed))
    return embeds


def _leader(place: int, one: Played, members: Mapping[Identity, int], titles: Mapping[str, str]) -> str:
    parts = [_who(one.who, members, titles), played_words(one.total), f"{one.visits:,} {_visits(one.visits)}"]
    return f"`{place:>3}` " + _DOT.join(parts)


def _who(who: Someone, members: Mapping[Identity, int], titles: Mapping[str, str]) -> str:
    if who.identity is None:
        return f"{safe(who.name, 24)} ({_GUEST} on {safe(titles.get(who.server, who.server), 30)})"
    member = members.get(who.identity)
    return f"**{safe(who.name, 24)}**" + (f" <@{member}>" if member else "")


def _server_line(one: Played, titles: Mapping[str, str]) -> str:
    visits = f"{one.visits:,} {_visits(one.visits)}"
    where = f"**{safe(titles.get(one.server, one.server), 40)}**"
    return _DOT.join([where, played_words(one.total), visits, f"last {ago(one.last_at)}"])


def _visits(count: int) -> str:
    return "visit" if count == 1 else "visits"


def _lately(played: timedelta) -> str:
    return played_words(played) if played else "nothing"


def _driven(driven: Driven) -> str:
    laps = f"{driven.laps:,} lap{'' if driven.laps == 1 else 's'}" if driven.laps else ""
    races = f"{driven.races:,} race{'' if driven.races == 1 else 's'} with a result" if driven.races else ""
    return _DOT.join(part for part in (laps, races) if part)
