"""What is offered while somebody types the name of an account or a group; from memory alone."""

from collections.abc import Iterable

from discord import app_commands

from bot.ui.kit import Interaction, one_line
from cogs.tshock.capabilities import RunsTerraria
from cogs.tshock.cog.acting import chosen

Choices = list[app_commands.Choice[str]]
Name = app_commands.Range[str, 1, 100]
_CHOICES, _LENGTH = 25, 100


async def account_choices(interaction: Interaction, current: str) -> Choices:
    """Offer the accounts of the server that was chosen so far."""
    runs = _runs(interaction)
    return offered((one.name for one in runs.accounts.known.recall()), current) if runs else []


async def group_choices(interaction: Interaction, current: str) -> Choices:
    """Offer the groups of the server that was chosen so far."""
    runs = _runs(interaction)
    return offered((one.name for one in runs.groups.known.recall()), current) if runs else []


def offered(names: Iterable[str], typed: str) -> Choices:
    """Offer the *names* that hold what was *typed*, first those that begin with it."""
    wanted = typed.strip().casefold()
    fits = sorted(
        (name for name in names if wanted in name.casefold() and one_line(name) and len(name) <= _LENGTH),
        key=lambda name: (not name.casefold().startswith(wanted), name.casefold()),
    )
    return [app_commands.Choice(name=one_line(name), value=name) for name in fits[:_CHOICES]]


def _runs(interaction: Interaction) -> RunsTerraria | None:
    try:
        return chosen(interaction, getattr(interaction.namespace, "server", None))[1]
    except Exception:  # noqa: BLE001 - whatever is wrong is told when the command is sent; a list has no place for it
        return None
