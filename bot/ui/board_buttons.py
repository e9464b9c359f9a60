"""The buttons under a board; their ids are also the mark by which the bot knows its boards again."""

import discord

_PLAYERS = "board-players:"


def mark_of(kind: str, subject: str) -> str:
    """Return the id that only this board's first button has."""
    return f"{_PLAYERS}{kind}:{subject}"[:100]


def players_button(kind: str, subject: str) -> discord.ui.Button[discord.ui.View]:
    """Return the first button of a board, which every board has."""
    label = "Who is playing" if subject else "Servers"
    return discord.ui.Button(
        label=label, style=discord.ButtonStyle.secondary, custom_id=mark_of(kind, subject)
    )


def board_view(kind: str, subject: str) -> discord.ui.View:
    """Return the row of buttons of one board."""
    view = discord.ui.View(timeout=None)
    view.add_item(players_button(kind, subject))
    if subject:
        view.add_item(
            discord.ui.Button(
                label="Link my name",
                style=discord.ButtonStyle.secondary,
                custom_id=f"board-link:{subject}"[:100],
            )
        )
    return view
