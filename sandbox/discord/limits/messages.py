"""Limits of messages (resources/message)."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sandbox.discord.errors import JSON, Refused, Tree
from sandbox.discord.limits import measure
from sandbox.discord.limits.components import check_components
from sandbox.discord.limits.embeds import check_embeds, shows_something
from sandbox.discord.model import COMPONENTS_V2, Message

OLDEST_BULK_DELETE = 14 * 86_400  # seconds
CONTENT, NONCE = 2000, 25


def check_message(body: JSON, file_names: Collection[str]) -> None:
    """Refuse a new message that is too big, badly made, or empty."""
    v2 = bool(int(body.get("flags") or 0) & COMPONENTS_V2)
    _check_parts(body, file_names, v2=v2)
    if not file_names:
        _check_not_empty(body)


def check_edit(message: Message, body: JSON, file_names: Collection[str]) -> None:
    """The same for an edit, which leaves alone what it does not name."""
    flags = body.get("flags")
    had_v2 = bool(message.flags & COMPONENTS_V2)
    if had_v2 and flags is not None and not int(flags) & COMPONENTS_V2:
        tree = Tree()
        tree.add(("flags",), "MESSAGE_CANNOT_REMOVE_COMPONENTS_V2_FLAG", "The flag cannot be removed.")
        tree.check()
    v2 = had_v2 or bool(int(flags or 0) & COMPONENTS_V2)
    old = {str(file.id): file.filename for file in message.files}
    listed = body.get("attachments")
    if listed is not None:
        named = {str(one.get("id")) for one in listed}
        _check_listed(named - old.keys(), file_names)
        old = {key: name for key, name in old.items() if key in named}
    files = [*old.values(), *file_names]
    _check_parts(body, files, v2=v2)
    if not files:
        kept: JSON = {"content": message.content, "embeds": message.embeds, "components": message.components}
        _check_not_empty({**kept, **body})


def _check_listed(unknown: set[str], file_names: Collection[str]) -> None:
    """What an edit lists is an old file's id or the number of a new one."""
    if any(not one.isdecimal() or int(one) >= len(file_names) for one in unknown):
        tree = Tree()
        tree.add(("attachments",), "ATTACHMENT_NOT_FOUND", "Attachment data not found")
        tree.check()


def _check_not_empty(body: JSON) -> None:
    embeds = [embed for embed in body.get("embeds") or [] if shows_something(embed)]
    others: list[Any] = [body.get("components"), body.get("poll"), body.get("sticker_ids")]
    if not (body.get("content") or "").strip() and not embeds and not any(others):
        raise Refused(400, 50006, "Cannot send an empty message")


def _check_parts(body: JSON, file_names: Collection[str], *, v2: bool) -> None:
    tree = Tree()
    measure.text(tree, ("content",), body.get("content"), CONTENT)
    if isinstance(body.get("nonce"), str):
        measure.text(tree, ("nonce",), body["nonce"], NONCE)
    check_embeds(tree, body.get("embeds"), file_names)
    check_components(tree, body.get("components"), v2=v2)
    if v2:
        for key in ("content", "embeds", "poll", "sticker_ids"):
            if body.get(key):
                text = (
                    "The 'content', 'embeds', 'stickers' and 'poll' fields cannot be used with components v2"
                )
                tree.add((key,), "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", text)
    tree.check()
