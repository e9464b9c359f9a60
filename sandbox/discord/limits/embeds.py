"""Limits of embeds (resources/message, Embed Limits); lengths count after trimming."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sandbox.discord.errors import JSON, Tree
from sandbox.discord.limits import measure
from sandbox.discord.limits.measure import Path

EMBEDS, FIELDS, ALL_TOGETHER, ADDRESS = 10, 25, 6000, 2048
TEXTS = {"title": 256, "description": 4096}
PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".gif")


def check_embeds(tree: Tree, embeds: Any, file_names: Collection[str]) -> None:
    if not embeds:
        return
    measure.count(tree, ("embeds",), embeds, EMBEDS)
    for index, embed in enumerate(embeds):
        _check(tree, ("embeds", index), embed, file_names)
    if sum(map(_length, embeds)) > ALL_TOGETHER:
        text = f"Embed size exceeds maximum size of {ALL_TOGETHER}"
        tree.add(("embeds",), "MAX_EMBED_SIZE_EXCEEDED", text)


def shows_something(embed: JSON) -> bool:
    return any(embed.get(key) for key in embed if key not in ("type", "flags", "color", "url"))


def _check(tree: Tree, path: Path, embed: JSON, file_names: Collection[str]) -> None:
    for key, high in TEXTS.items():
        measure.text(tree, (*path, key), embed.get(key), high)
    footer, author = embed.get("footer") or {}, embed.get("author") or {}
    measure.text(tree, (*path, "footer", "text"), footer.get("text"), 2048)
    if author:
        measure.text(tree, (*path, "author", "name"), author.get("name"), 256, low=1)
    measure.address(tree, (*path, "url"), embed.get("url"), ADDRESS)
    measure.address(tree, (*path, "author", "url"), author.get("url"), ADDRESS)
    measure.number(tree, (*path, "color"), embed.get("color"), 0, 0xFFFFFF)
    _check_fields(tree, (*path, "fields"), embed.get("fields") or [])
    for key, picture in (("image", embed.get("image")), ("thumbnail", embed.get("thumbnail"))):
        if picture:
            _check_picture(tree, (*path, key, "url"), picture.get("url"), file_names)
    for key, part in (("footer", footer), ("author", author)):
        _check_picture(tree, (*path, key, "icon_url"), part.get("icon_url"), file_names)


def _check_fields(tree: Tree, path: Path, fields: list[JSON]) -> None:
    measure.count(tree, path, fields, FIELDS)
    for index, field in enumerate(fields):
        measure.text(tree, (*path, index, "name"), field.get("name"), 256, low=1)
        measure.text(tree, (*path, index, "value"), field.get("value"), 1024, low=1)


def _check_picture(tree: Tree, path: Path, url: Any, file_names: Collection[str]) -> None:
    measure.address(tree, path, url, ADDRESS, attachments=True)
    if not isinstance(url, str) or not url.startswith("attachment://"):
        return
    name = url.removeprefix("attachment://")
    if name not in file_names or not name.lower().endswith(PICTURES):
        tree.add(path, "ATTACHMENT_NOT_FOUND", f"Attachment {name[:100]} is not a picture of this message")


def _length(embed: JSON) -> int:
    texts = [embed.get("title"), embed.get("description")]
    texts += [(embed.get("footer") or {}).get("text"), (embed.get("author") or {}).get("name")]
    for field in embed.get("fields") or []:
        texts += [field.get("name"), field.get("value")]
    return sum(len(str(text).strip()) for text in texts if text is not None)
