"""Limits of autocomplete answers and forms (interactions/receiving-and-responding)."""

from __future__ import annotations

from sandbox.discord.errors import JSON, Tree
from sandbox.discord.limits import measure
from sandbox.discord.limits.components import LABEL, ROW, SELECTS, TEXT_INPUT, check_select, check_unique
from sandbox.discord.limits.measure import Path

CHOICES, TITLE, PARTS, FIELD_LABEL = 25, 45, 5, 45


def check_choices(data: JSON) -> None:
    tree = Tree()
    choices = data.get("choices") or []
    measure.count(tree, ("choices",), choices, CHOICES)
    for index, choice in enumerate(choices):
        check_choice(tree, ("choices", index), choice)
    tree.check()


def check_choice(tree: Tree, path: Path, choice: JSON) -> None:
    measure.text(tree, (*path, "name"), choice.get("name"), 100, low=1)
    if isinstance(choice.get("value"), str):
        measure.text(tree, (*path, "value"), choice["value"], 100)


def check_modal(data: JSON) -> None:
    tree = Tree()
    parts = data.get("components") or []
    measure.text(tree, ("title",), data.get("title"), TITLE, low=1)
    measure.text(tree, ("custom_id",), data.get("custom_id"), 100, low=1)
    measure.count(tree, ("components",), parts, PARTS, low=1)
    for index, part in enumerate(parts):
        path: Path = ("components", index)
        if part.get("type") == ROW:
            measure.count(tree, (*path, "components"), part.get("components"), 1, low=1)
            for inner, field in enumerate(part.get("components") or []):
                where = (*path, "components", inner)
                measure.text(tree, (*where, "label"), field.get("label"), FIELD_LABEL, low=1)
                _check_field(tree, where, field)
        elif part.get("type") == LABEL:
            measure.text(tree, (*path, "label"), part.get("label"), FIELD_LABEL, low=1)
            measure.text(tree, (*path, "description"), part.get("description"), 100)
            _check_field(tree, (*path, "component"), part.get("component") or {})
    check_unique(tree, ("components",), parts, set())
    tree.check()


def _check_field(tree: Tree, path: Path, field: JSON) -> None:
    if field.get("type") in SELECTS:
        check_select(tree, path, field)
        return
    measure.text(tree, (*path, "custom_id"), field.get("custom_id"), 100, low=1)
    if field.get("type") != TEXT_INPUT:
        return
    measure.text(tree, (*path, "value"), field.get("value"), 4000)
    measure.text(tree, (*path, "placeholder"), field.get("placeholder"), 100)
    measure.number(tree, (*path, "min_length"), field.get("min_length"), 0, 4000)
    measure.number(tree, (*path, "max_length"), field.get("max_length"), 1, 4000)
