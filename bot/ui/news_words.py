"""The words for news, chosen when they are sent."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import discord

from bot.domain import errors
from bot.domain.events import Departure
from bot.domain.outcomes import Outcome
from bot.domain.racing import Track
from bot.domain.snapshot import Identity
from bot.domain.times import gap, lap_time
from bot.services import news
from bot.storage.outbox import OutboxRow
from bot.ui.driving import track_name
from bot.ui.embeds import outcome_sign
from bot.ui.fitting import fitted
from bot.ui.text import at, clip, safe

Titles = Mapping[str, str]
"""What people call each server, by its full name."""

LONGEST_TEXT = 1990
"""Characters of a message's text, a little below what Discord takes."""

_DEPARTURES = {
    Departure.LEFT.value: "left",
    Departure.LOST.value: "lost the connection",
    Departure.KICKED.value: "was removed",
    Departure.UNKNOWN.value: "is gone",
}
_CAUSES = {
    errors.Unreachable.__name__: "it does not answer",
    errors.AuthFailed.__name__: "it does not accept the bot's user; the operator must check the credentials",
    errors.ProtocolError.__name__: "its answers make no sense; the operator must check the address",
    errors.RateLimited.__name__: "it asks for a pause",
}
_HAPPENED = {"happens": " began", "over": " is over", "event": ""}
_COUNTED = {
    "joined": "joined",
    "left": "left",
    "stage": "stages began",
    "record": "records",
    "best": "personal bests",
}


def feed_embed(
    rows: Sequence[OutboxRow], titles: Titles, members: Mapping[Identity, int], now: datetime
) -> discord.Embed:
    """Show news of one channel, a line each; what is older than ten minutes becomes one line."""
    old = [row for row in rows if now - row.at > news.OLD_NEWS]
    lines = [_summary(old)] if old else []
    for row in rows:
        if row not in old:
            name = f" \N{MIDDLE DOT} {safe(titles.get(row.server, row.server))}" if len(titles) > 1 else ""
            lines.append(f"{at(row.at)} {_feed_line(row.payload, members)}{name}")
    return fitted(
        discord.Embed(description="\n".join(lines), colour=discord.Colour.blurple(), timestamp=rows[-1].at)
    )


def chat_text(rows: Sequence[OutboxRow], now: datetime) -> str:
    """Show chat lines of a game as a message's text, which names whoever spoke."""
    old = [row for row in rows if now - row.at > news.OLD_NEWS]
    lines = [f"*{len(old)} chat lines since {at(old[0].at)} came too late to be told.*"] if old else []
    lines += [
        f"**{safe(row.payload['name'])}**: {safe(row.payload['text'], 300)}" for row in rows if row not in old
    ]
    return clip("\n".join(lines), LONGEST_TEXT)


def audit_embed(rows: Sequence[OutboxRow], titles: Titles) -> discord.Embed:
    """Show what was done to servers and links, a line each, with when and by whom."""
    lines = [
        f"{at(row.at)} {_audit_line(row.payload)}"
        + (f" \N{MIDDLE DOT} {safe(titles.get(row.server, row.server))}" if row.server else "")
        for row in rows
    ]
    return fitted(
        discord.Embed(description="\n".join(lines), colour=discord.Colour.dark_grey(), timestamp=rows[-1].at)
    )


def _who(payload: Mapping[str, Any], members: Mapping[Identity, int]) -> str:
    identity = news.identity_in(payload)
    member = members.get(identity) if identity else None
    return f"**{safe(payload['name'])}**" + (f" <@{member}>" if member else "")


def _feed_line(payload: Mapping[str, Any], members: Mapping[Identity, int]) -> str:
    match payload["what"]:
        case "joined":
            return f"\N{BLACK RIGHT-POINTING TRIANGLE} {_who(payload, members)} joined"
        case "left":
            how = _DEPARTURES.get(payload["how"], "left")
            return f"\N{BLACK LEFT-POINTING TRIANGLE} {_who(payload, members)} {how}"
        case "stage":
            return f"\N{CHEQUERED FLAG} **{safe(payload['stage'])}**"
        case "happens" | "over" | "event" as what:
            return f"\N{SPARKLES} **{safe(payload['name'])}**{_HAPPENED[what]}"
        case "record" | "best":
            return _fast_lap_line(payload, members)
        case "gap":
            return f"{payload['lost']} events were gone from the server's log before they could be read"
        case "restarted":
            return "\N{ANTICLOCKWISE DOWNWARDS AND UPWARDS OPEN CIRCLE ARROWS} the server was restarted"
        case "back":
            return "\N{LARGE GREEN CIRCLE} the server is back"
        case "lost" | "refused":
            return f"\N{LARGE RED CIRCLE} the server is lost: {_CAUSES.get(payload['cause'], 'it is silent')}"
    return safe(str(payload["what"]))


def _fast_lap_line(payload: Mapping[str, Any], members: Mapping[Identity, int]) -> str:
    if payload["what"] == "best":
        return f"\N{STOPWATCH} {_who(payload, members)} drove a personal best{_fast_lap(payload)}"
    held = f"{safe(payload['before_name'], 32)}, {lap_time(payload['before_ms'])}"
    return f"\N{TROPHY} {_who(payload, members)} holds the record{_fast_lap(payload)}, before: {held}"


def _fast_lap(payload: Mapping[str, Any]) -> str:
    faster = gap(payload["before_ms"] - payload["ms"]).replace("+", "\N{MINUS SIGN}")
    track = track_name(Track("", payload["track"]))
    return f" on {track} in {safe(payload['car'], 40)}: **{lap_time(payload['ms'])}** ({faster})"


def _summary(rows: Iterable[OutboxRow]) -> str:
    counted = Counter(_COUNTED.get(row.payload["what"], "other news") for row in rows)
    first = min(row.at for row in rows)
    parts = ", ".join(f"{count} {what}" for what, count in counted.items())
    return f"\N{INFORMATION SOURCE} Since {at(first)}, while nobody told it: {parts}"


_VERBS = {
    "kick": "removed {target}",
    "kill": "killed {target} in the game",
    "ban": "banned {target}",
    "unban": "lifted the ban of {target}",
    "mute": "muted {target}",
    "unmute": "let {target} write again",
    "chat": "wrote {target}",
    "advance": "ended the stage",
    "restart": "restarted the session",
    "set": "set {target}",
    "set next": "set {target} for the next session",
    "link": "linked {target} to themselves",
    "unlink": "unlinked {target}",
    "penalty": "penalised {target}",
    "revoke": "took back a penalty of {target}",
}


_NAME, _SETTINGS = 64, 400
"""Characters of the target of an act: a name, or what was set to what."""


def _audit_line(payload: Mapping[str, Any]) -> str:
    limit = _SETTINGS if payload.get("verb") in {"set", "set next"} else _NAME
    target = f"**{safe(payload['target'], limit)}**" if payload.get("target") else ""
    match payload["what"]:
        case "act":
            outcome = Outcome(payload["outcome"])
            verb = _VERBS.get(payload["verb"], payload["verb"]).format(target=target or "to everybody")
            words = f" ({safe(payload['words'], 150)})" if payload["words"] else ""
            reason = f": {safe(payload['reason'], 200)}" if payload["reason"] else ""
            doubt = "" if outcome is Outcome.DONE else f" [{outcome.value}]"
            return f"{outcome_sign(outcome)} <@{payload['actor']}> {verb}{reason}{doubt}{words}"
        case "linked":
            return f"\N{LINK SYMBOL} <@{payload['member']}> is linked to **{safe(payload['name'])}**"
        case "unlinked":
            return (
                f"\N{LINK SYMBOL} <@{payload['member']}> is no longer linked to **{safe(payload['name'])}**"
            )
        case "too_many_codes":
            who = f"<@{payload['member']}>" if "member" in payload else f"**{safe(payload['name'])}**"
            return f"\N{WARNING SIGN} {who} typed too many wrong link codes; further ones are ignored"
        case "warning":
            count = f"{payload['count']} {payload['of']}"
            return f"\N{WARNING SIGN} **{safe(payload['name'])}** has {count} in this stage"
        case "too_many_codes_here":
            return "\N{WARNING SIGN} too many wrong link codes were typed here; further ones are ignored"
    return safe(str(payload["what"]))
