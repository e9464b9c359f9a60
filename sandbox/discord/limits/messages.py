"""Limits of messages and embeds (resources/message)."""

from sandbox.discord.errors import JSON, Refused
from sandbox.discord.model import Message

OLDEST_BULK_DELETE = 14 * 86_400  # seconds


def check_message(body: JSON, file_names: list[str]) -> None:
    parts = ("content", "embeds", "components", "sticker_ids", "poll")
    if not file_names and not any(body.get(part) for part in parts):
        raise Refused(400, 50006, "Cannot send an empty message")


def check_edit(message: Message, body: JSON, file_names: list[str]) -> None:
    pass
