"""The buttons below a result; the id of the first is also the mark by which the bot knows its post again."""

import discord

DETAILS, CSV, JSON = "details", "csv", "json"


def button_id(what: str, result_id: int) -> str:
    """Return the id that only this button of this result has."""
    return f"result:{what}:{result_id}"


def result_view(result_id: int) -> discord.ui.View:
    """Return the row of buttons of one result."""
    view = discord.ui.View(timeout=None)
    for what, label in ((DETAILS, "Details"), (CSV, "CSV"), (JSON, "JSON")):
        view.add_item(
            discord.ui.Button(
                label=label, style=discord.ButtonStyle.secondary, custom_id=button_id(what, result_id)
            )
        )
    return view
