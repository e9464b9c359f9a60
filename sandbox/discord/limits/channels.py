"""Limits of channels (resources/channel)."""

from sandbox.discord.errors import JSON, Tree

TOPIC = {15: 4096}  # forum; every other kind 1024


def check_channel(body: JSON, kind: int, *, new: bool) -> None:
    tree = Tree()
    name = body.get("name")
    if new and name is None:
        tree.add(("name",), "BASE_TYPE_REQUIRED", "This field is required")
    if name is not None and not 1 <= len(str(name).strip()) <= 100:
        tree.add(("name",), "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 100 in length.")
    most = TOPIC.get(kind, 1024)
    if len(body.get("topic") or "") > most:
        tree.add(("topic",), "BASE_TYPE_MAX_LENGTH", f"Must be {most} or fewer in length.")
    for key, high in (("rate_limit_per_user", 21600), ("user_limit", 99)):
        if not 0 <= int(body.get(key) or 0) <= high:
            tree.add((key,), "NUMBER_TYPE_MAX", f"int value should be less than or equal to {high}.")
    tree.check()
