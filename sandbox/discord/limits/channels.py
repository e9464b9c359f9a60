"""Limits of channels and threads (resources/channel)."""

from sandbox.discord.errors import JSON, Tree
from sandbox.discord.limits import measure

TOPIC, FORUM_TOPIC, FORUM = 1024, 4096, 15
ARCHIVE_AFTER = (60, 1440, 4320, 10080)  # minutes


def check_channel(body: JSON, kind: int, *, new: bool) -> None:
    tree = Tree()
    if new or body.get("name") is not None:
        measure.text(tree, ("name",), body.get("name"), 100, low=1)
    measure.text(tree, ("topic",), body.get("topic"), FORUM_TOPIC if kind == FORUM else TOPIC)
    measure.number(tree, ("rate_limit_per_user",), body.get("rate_limit_per_user"), 0, 21600)
    measure.number(tree, ("user_limit",), body.get("user_limit"), 0, 99)
    measure.number(tree, ("bitrate",), body.get("bitrate"), 8000, 96000)
    if body.get("auto_archive_duration") not in (None, *ARCHIVE_AFTER):
        text = f"Value must be one of {ARCHIVE_AFTER}."
        tree.add(("auto_archive_duration",), "BASE_TYPE_CHOICES", text)
    tree.check()
