"""Limits of application commands (interactions/application-commands)."""

from sandbox.discord.errors import JSON


def check_commands(bodies: list[JSON]) -> None:
    pass


def check_command(body: JSON) -> None:
    pass
