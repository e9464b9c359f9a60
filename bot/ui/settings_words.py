"""Session settings in words: as they are, what a change would do, and what became of it."""

from collections.abc import Sequence

import discord

from bot.domain.outcomes import Receipt
from bot.domain.session_settings import Applied, Change, Setting, called
from bot.services.servers import Server
from bot.ui.embeds import receipt_embed
from bot.ui.fitting import fitted
from bot.ui.text import fill, safe

_SIGNS = {
    Applied.APPLIED: "\N{WHITE HEAVY CHECK MARK}",
    Applied.STORED: "\N{CLOCK FACE THREE OCLOCK}",
    Applied.NOT_APPLIED: "\N{NO ENTRY}",
}


def groups_of(settings: Sequence[Setting]) -> list[str]:
    """Return the groups in the order in which the settings name them."""
    return list(dict.fromkeys(setting.group for setting in settings))


def group_embed(server: Server, group: str, settings: Sequence[Setting]) -> discord.Embed:
    """Show every setting of one group; a lock stands beside what cannot be set."""
    lines = [
        f"{safe(setting.name)}: **{safe(setting.shown, 100)}**"
        + ("" if setting.is_writable else " \N{LOCK}")
        + (" (from the next session on)" if setting.only_next else "")
        for setting in settings
        if setting.group == group
    ]
    title = f"{safe(server.title, 100)}: {safe(group)}"
    description = fill(lines, 3900) or "Nothing is known of it now."
    return fitted(discord.Embed(title=title, description=description, colour=discord.Colour.blurple()))


def change_question(
    server: Server,
    wanted: Sequence[tuple[Setting, str]],
    *,
    upcoming: bool,
    copy_to_next: bool,
    reason: str,
) -> discord.Embed:
    """Say of each setting how it is and how it would be."""
    lines = [_question_line(setting, called(setting, value)) for setting, value in wanted]
    when = "the next session" if upcoming else "the session that runs"
    also = ", and for the next one too" if copy_to_next else ""
    return fitted(
        discord.Embed(
            title=f"Change {when} on {safe(server.title, 100)}{also}?",
            description=f"{fill(lines, 3400)}\nReason: {safe(reason, 200)}",
            colour=discord.Colour.gold(),
        )
    )


def _question_line(setting: Setting, wanted: str) -> str:
    name, then = safe(setting.name), f"**{safe(wanted, 100)}**"
    if setting.shown == wanted:
        return f"{name}: {then}, as now"
    return f"{name}: {safe(setting.shown, 100)} \N{RIGHTWARDS ARROW} {then}"


def changes_embed(what: str, receipt: Receipt, changes: Sequence[Change]) -> discord.Embed:
    """Show what became of each setting; what was not applied makes the whole not green."""
    embed = receipt_embed(what, [receipt])
    lines = [f"{_SIGNS[change.applied]} {_change_words(change)}" for change in changes]
    if lines:
        embed.description = fill(lines, 3900)
    if any(change.applied is Applied.NOT_APPLIED for change in changes):
        embed.colour = discord.Colour.gold()
    return fitted(embed)


def _change_words(change: Change) -> str:
    name, wanted = safe(change.setting.name), safe(change.wanted, 100)
    why = f" {safe(change.why, 200)}" if change.why else ""
    match change.applied:
        case Applied.APPLIED:
            return f"{name} is **{safe(change.now or change.wanted, 100)}** now.{why}"
        case Applied.STORED:
            return f"{name}: **{wanted}** is stored for the next session.{why}"
        case Applied.NOT_APPLIED:
            now = f" It is {safe(change.now, 100)}." if change.now else ""
            return f"{name}: **{wanted}** was not applied.{now}{why}"
