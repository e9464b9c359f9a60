"""Limits of autocomplete answers and modals (interactions/receiving-and-responding)."""

from sandbox.discord.errors import JSON, Tree


def check_choices(data: JSON) -> None:
    tree = Tree()
    choices = data.get("choices") or []
    if len(choices) > 25:
        tree.add(("data", "choices"), "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.")
    for index, choice in enumerate(choices):
        if not 1 <= len(choice["name"]) <= 100:
            path = ("data", "choices", index, "name")
            tree.add(path, "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 100 in length.")
        if isinstance(choice["value"], str) and len(choice["value"]) > 100:
            path = ("data", "choices", index, "value")
            tree.add(path, "BASE_TYPE_MAX_LENGTH", "Must be 100 or fewer in length.")
    tree.check()


def check_modal(data: JSON) -> None:
    pass
