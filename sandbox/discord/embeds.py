"""Embeds as Discord stores them."""

from typing import Any

from sandbox.discord.errors import JSON

TEXTS = ("title", "description", "url")


def stored_embeds(embeds: list[JSON]) -> list[JSON]:
    return [_stored(embed) for embed in embeds]


def _stored(embed: JSON) -> JSON:
    body: JSON = {"type": "rich"}
    for key, value in embed.items():
        if key in ("type", "flags") or value is None:
            continue
        body[key] = value.strip() if key in TEXTS else _part(key, value)
    return body


def _part(key: str, value: Any) -> Any:
    if key == "fields":
        return [
            {
                "name": str(field["name"]).strip(),
                "value": str(field["value"]).strip(),
                "inline": bool(field.get("inline", False)),
            }
            for field in value
        ]
    if key in ("image", "thumbnail"):
        return {"url": value["url"], "proxy_url": value["url"], "width": 0, "height": 0}
    if key in ("footer", "author"):
        shown = {name: text for name, text in value.items() if text is not None}
        if "icon_url" in shown:
            shown["proxy_icon_url"] = shown["icon_url"]
        return shown
    return value
