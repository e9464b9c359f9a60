"""Presenters: values in, an embed within Discord's limits out; the same values give the same embed."""

from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import quote

import discord

from bot.domain.health import Condition
from bot.domain.outcomes import Outcome, Receipt
from bot.domain.snapshot import Fact, Identity, Player, Snapshot, Stage
from bot.services.servers import Server
from bot.ui.fitting import fitted
from bot.ui.text import BLANK, ago, fill, pages, safe
from bot.ui.words import cause_of

Members = Mapping[Identity, int]

_OF_AN_ADDRESS = ":/?#[]@!$&'*+,;=%~"
"""What stays as it is in a link; a bracket or a blank would end it."""
_LIST_FIELDS = 4
"""Fields for the list of players: a full grid with linked names takes three."""

COLOURS = {
    Condition.WAITING: discord.Colour.light_grey(),
    Condition.LIVE: discord.Colour.green(),
    Condition.LATE: discord.Colour.gold(),
    Condition.LOST: discord.Colour.red(),
    Condition.REFUSED: discord.Colour.red(),
}
DOTS = {
    Condition.WAITING: "\N{MEDIUM WHITE CIRCLE}",
    Condition.LIVE: "\N{LARGE GREEN CIRCLE}",
    Condition.LATE: "\N{LARGE YELLOW CIRCLE}",
    Condition.LOST: "\N{LARGE RED CIRCLE}",
    Condition.REFUSED: "\N{LARGE RED CIRCLE}",
}


def player_name(player: Player, members: Members) -> str:
    """Show a player, and the member who proved to be them; a mention in an embed calls nobody."""
    member = members.get(player.identity) if player.identity else None
    return f"**{safe(player.name, 32)}**" + (f" <@{member}>" if member else "")


def stage_words(stage: Stage | None) -> str:
    """Say which stage runs and what is left of it."""
    if stage is None:
        return "Nothing runs"
    if stage.ends_at:
        return f"{safe(stage.name)}, ends {ago(stage.ends_at)}"
    if stage.lap and stage.laps:
        return f"{safe(stage.name)}, lap {stage.lap} of {stage.laps}"
    return safe(stage.name)


def now_words(snapshot: Snapshot) -> str:
    """Say what goes on; "" in a quiet world of a game that has no stages, but facts about itself."""
    if snapshot.happenings:
        return safe(", ".join(snapshot.happenings), 200)
    return stage_words(snapshot.stage) if snapshot.stage or not snapshot.facts else ""


def status_embed(server: Server, members: Members) -> discord.Embed:
    """Show one server: what it is doing, or since when it is silent and what was seen last."""
    condition, snapshot = server.health.condition, server.snapshot
    embed = discord.Embed(
        title=f"{DOTS[condition]} {safe(server.title, 100)}",
        colour=COLOURS[condition],
        description=condition_words(server),
    )
    if snapshot is None:
        return fitted(embed)
    if snapshot.map:
        embed.add_field(name="Track" if snapshot.stage else "Map", value=safe(snapshot.map, 100))
    now = now_words(snapshot)
    if now:
        embed.add_field(name="Now", value=now)
    for fact in snapshot.facts:
        embed.add_field(name=safe(fact.label), value=ago(fact.at) if fact.at else safe(fact.value, 200))
    listed = pages(_player_lines(snapshot.players, members), 1000, _LIST_FIELDS)
    for number, page in enumerate(listed or ["Nobody is playing."]):
        embed.add_field(name=BLANK if number else slots_words(snapshot), value=page, inline=False)
    return fitted(embed)


def players_embed(server: Server, members: Members) -> discord.Embed:
    """Show who is on one server."""
    snapshot = server.snapshot
    embed = discord.Embed(
        title=f"{DOTS[server.health.condition]} {safe(server.title, 100)}",
        colour=COLOURS[server.health.condition],
    )
    about = condition_words(server)
    if snapshot is None:
        embed.description = about or "Nothing is known of this server yet."
        return fitted(embed)
    lines = fill(_player_lines(snapshot.players, members), 3600) or "Nobody is playing."
    embed.description = "\n".join(part for part in (about, f"**{slots_words(snapshot)}**", lines) if part)
    return fitted(embed)


def overview_embed(servers: Sequence[Server]) -> discord.Embed:
    """Show all servers, a line each; those with most people first."""
    ranked = sorted(servers, key=lambda server: (-_playing(server), server.title.casefold()))
    embed = discord.Embed(
        title="Servers",
        colour=discord.Colour.blurple(),
        description=fill(_overview_lines(ranked, 3900), 3900) or "No server is configured.",
    )
    embed.set_footer(text=total_words(servers))
    return fitted(embed)


def total_words(servers: Sequence[Server]) -> str:
    """Say how many people play, on how many of the servers that answer."""
    answering = sum(server.answers for server in servers)
    of = f"{answering} of {len(servers)}" if answering < len(servers) else str(answering)
    return f"{sum(map(_playing, servers))} playing on {of} server{'' if len(servers) == 1 else 's'}"


def page_links(facts: Sequence[Fact]) -> str:
    """Link a server's own pages, whose addresses the operator wrote down."""
    return " \N{MIDDLE DOT} ".join(
        f"[{safe(fact.label)}]({quote(fact.value, safe=_OF_AN_ADDRESS)})" for fact in facts
    )


def receipt_embed(what: str, receipts: Iterable[Receipt]) -> discord.Embed:
    """Show what became of an act, one line for each server."""
    lines, worst = [], Outcome.DONE
    for receipt in receipts:
        lines.append(f"{_OUTCOMES[receipt.outcome][0]} **{safe(receipt.server)}**: {_receipt_words(receipt)}")
        worst = worst if receipt.outcome is Outcome.DONE else receipt.outcome
    return fitted(discord.Embed(title=what, description=fill(lines, 3900), colour=_OUTCOMES[worst][2]))


_OUTCOMES = {
    Outcome.DONE: ("\N{WHITE HEAVY CHECK MARK}", "Done.", discord.Colour.green()),
    Outcome.REFUSED: ("\N{NO ENTRY}", "Not done: {words}", discord.Colour.red()),
    Outcome.UNKNOWN: (
        "\N{BLACK QUESTION MARK ORNAMENT}",
        "It was sent, but nobody knows whether it happened ({words}). Look before you repeat it.",
        discord.Colour.gold(),
    ),
    Outcome.UNREACHABLE: (
        "\N{ELECTRIC PLUG}",
        "Not done, the server could not be asked: {words}. Try again.",
        discord.Colour.red(),
    ),
    Outcome.ASKED: ("\N{HOURGLASS}", "Being done.", discord.Colour.light_grey()),
}


def outcome_sign(outcome: Outcome) -> str:
    """Return the sign for how an act ended."""
    return _OUTCOMES[outcome][0]


def _receipt_words(receipt: Receipt) -> str:
    words = safe(receipt.words, 200)
    said = f"\n{words}" if receipt.outcome is Outcome.DONE and receipt.words else ""
    return _OUTCOMES[receipt.outcome][1].format(words=words) + said


def condition_words(server: Server) -> str:
    """Say since when a server is silent and why; "" while it answers."""
    health = server.health
    last = f" Last seen {ago(server.seen_at)}." if server.seen_at else ""
    why = cause_of(health.cause) if health.cause else ""
    match health.condition:
        case Condition.WAITING:
            return f"Not looked at yet.{last}"
        case Condition.LATE:
            return f"The last look brought no answer; what you see may be old.{last}"
        case Condition.LOST:
            return f"**No answer** since {ago(health.since)}.{last}\n{why}"
        case Condition.REFUSED:
            return f"**The bot is refused** since {ago(health.since)}.{last}\n{why}"
    return ""


def slots_words(snapshot: Snapshot) -> str:
    """Say how many play, of how many that could."""
    of = f" of {snapshot.capacity}" if snapshot.capacity else ""
    ai = f", and {snapshot.ai_count} AI" if snapshot.ai_count else ""
    return f"Players: {len(snapshot.players)}{of}{ai}"


def _player_lines(players: Sequence[Player], members: Members) -> list[str]:
    ordered = sorted(players, key=lambda player: (player.place or 999, player.name.casefold()))
    lines = []
    for player in ordered:
        place = f"`{player.place:>2}` " if player.place else ""
        detail = f" \N{MIDDLE DOT} {safe(player.detail, 40)}" if player.detail else ""
        lines.append(f"{place}{player_name(player, members)}{detail}")
    return lines


def _playing(server: Server) -> int:
    return len(server.snapshot.players) if server.snapshot and server.answers else 0


def _overview_lines(servers: Sequence[Server], room: int) -> list[str]:
    """Return a line for each; it stays empty where no room is left: to word a thousand takes long."""
    lines: list[str] = []
    for server in servers:
        lines.append(_overview_line(server) if room > 0 else "")
        room -= len(lines[-1]) + 1
    return lines


def _overview_line(server: Server) -> str:
    dot, name = DOTS[server.health.condition], f"**{safe(server.title, 60)}**"
    snapshot = server.snapshot
    if server.health.condition in {Condition.LOST, Condition.REFUSED}:
        last = f", last seen {ago(server.seen_at)}" if server.seen_at else ""
        return f"{dot} {name} \N{MIDDLE DOT} no answer{last}"
    if snapshot is None:
        return f"{dot} {name} \N{MIDDLE DOT} not looked at yet"
    of = f"/{snapshot.capacity}" if snapshot.capacity else ""
    where = " \N{MIDDLE DOT} ".join(
        safe(part, 60) for part in (snapshot.stage.name if snapshot.stage else "", snapshot.map) if part
    )
    late = " (late)" if server.health.condition is Condition.LATE else ""
    return (
        f"{dot} {name} \N{MIDDLE DOT} {len(snapshot.players)}{of}"
        + (f" \N{MIDDLE DOT} {where}" if where else "")
        + late
    )
