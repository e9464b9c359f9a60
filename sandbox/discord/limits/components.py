"""Limits of buttons, selects, forms and layouts (components/reference)."""

from __future__ import annotations

from typing import Any

from sandbox.discord.errors import JSON, Tree
from sandbox.discord.limits import measure
from sandbox.discord.limits.measure import Path
from sandbox.discord.model import walk

ROW, BUTTON, STRING_SELECT, TEXT_INPUT, LABEL = 1, 2, 3, 4, 18
SELECTS = (3, 5, 6, 7, 8)
SECTION, TEXT, GALLERY, CONTAINER = 9, 10, 12, 17
LAYOUT = (1, 9, 10, 12, 13, 14, 17)
LINK, PREMIUM = 5, 6
ROWS, IN_A_ROW, V2_PARTS, V2_TEXT = 5, 5, 40, 4000


def check_components(tree: Tree, components: Any, *, v2: bool) -> None:
    """Components of a message; without the v2 flag only rows of buttons and selects."""
    if not components:
        return
    if v2:
        _check_layout(tree, components)
    else:
        measure.count(tree, ("components",), components, ROWS)
        for index, part in enumerate(components):
            if part.get("type") != ROW:
                _bad_kind(tree, ("components", index, "type"), "(1,)")
    for index, part in enumerate(components):
        _check_part(tree, ("components", index), part)
    check_unique(tree, ("components",), components, set())


def check_unique(tree: Tree, path: Path, components: list[JSON], seen: set[str]) -> None:
    """A custom_id may stand only once within a message or form."""
    for index, part in enumerate(components):
        custom_id = part.get("custom_id")
        if custom_id is not None and custom_id in seen:
            where = (*path, index, "custom_id")
            tree.add(where, "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated")
        seen.add(str(custom_id))
        check_unique(tree, (*path, index, "components"), part.get("components") or [], seen)
        for key in ("accessory", "component"):
            if part.get(key):
                check_unique(tree, (*path, index, key), [part[key]], seen)


def _check_layout(tree: Tree, components: list[JSON]) -> None:
    parts = walk(components)
    if len(parts) > V2_PARTS:
        tree.add(("components",), "BASE_TYPE_MAX_LENGTH", f"Must be {V2_PARTS} or fewer in length.")
    if sum(len(part.get("content") or "") for part in parts if part.get("type") == TEXT) > V2_TEXT:
        text = f"The combined text must be {V2_TEXT} or fewer in length."
        tree.add(("components",), "COMPONENT_MAX_TEXT_LENGTH", text)
    for index, part in enumerate(components):
        if part.get("type") not in LAYOUT:
            _bad_kind(tree, ("components", index, "type"), str(LAYOUT))


def _check_part(tree: Tree, path: Path, part: JSON) -> None:
    kind = part.get("type")
    if kind == ROW:
        _check_row(tree, path, part)
    elif kind == BUTTON:
        _check_button(tree, path, part)
    elif kind in SELECTS:
        check_select(tree, path, part)
    elif kind == TEXT:
        measure.text(tree, (*path, "content"), part.get("content"), V2_TEXT, low=1)
    elif kind == SECTION:
        measure.count(tree, (*path, "components"), part.get("components"), 3, low=1)
        if not part.get("accessory"):
            tree.add((*path, "accessory"), "BASE_TYPE_REQUIRED", "This field is required")
    elif kind == GALLERY:
        measure.count(tree, (*path, "items"), part.get("items"), 10, low=1)
    for index, inner in enumerate(part.get("components") or []):
        _check_part(tree, (*path, "components", index), inner)
    if part.get("accessory"):
        _check_part(tree, (*path, "accessory"), part["accessory"])


def _check_row(tree: Tree, path: Path, row: JSON) -> None:
    inner = row.get("components") or []
    measure.count(tree, (*path, "components"), inner, IN_A_ROW, low=1)
    kinds = [part.get("type") for part in inner]
    if any(kind != BUTTON and kind not in SELECTS for kind in kinds):
        _bad_kind(tree, (*path, "components"), "(2, 3, 5, 6, 7, 8)")
    elif any(kind in SELECTS for kind in kinds) and len(kinds) > 1:
        tree.add(
            (*path, "components"), "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "The specified layout is too wide."
        )


def _check_button(tree: Tree, path: Path, button: JSON) -> None:
    measure.text(tree, (*path, "label"), button.get("label"), 80)
    style = button.get("style")
    if not isinstance(style, int) or not 1 <= style <= PREMIUM:
        _bad_kind(tree, (*path, "style"), "(1, 2, 3, 4, 5, 6)")
    if style == LINK:
        measure.text(tree, (*path, "url"), button.get("url"), 512, low=1)
        if button.get("custom_id"):
            text = "A custom id and url cannot both be specified"
            tree.add((*path, "custom_id"), "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", text)
    else:
        measure.text(tree, (*path, "custom_id"), button.get("custom_id"), 100, low=1)
        if button.get("url"):
            text = "A custom id and url cannot both be specified"
            tree.add((*path, "url"), "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", text)
    if style != PREMIUM and not button.get("label") and not button.get("emoji"):
        tree.add((*path, "label"), "BUTTON_COMPONENT_LABEL_REQUIRED", "A label or an emoji is required")


def check_select(tree: Tree, path: Path, select: JSON) -> None:
    measure.text(tree, (*path, "custom_id"), select.get("custom_id"), 100, low=1)
    measure.text(tree, (*path, "placeholder"), select.get("placeholder"), 150)
    low, high = select.get("min_values"), select.get("max_values")
    measure.number(tree, (*path, "min_values"), low, 0, 25)
    measure.number(tree, (*path, "max_values"), high, 1, 25)
    if low is not None and low > (1 if high is None else high):
        tree.add(
            (*path, "min_values"), "SELECT_COMPONENT_MIN_VALUES_LESS_THAN_MAX_VALUES", "More than max_values"
        )
    if select.get("type") == STRING_SELECT:
        _check_options(tree, path, select)


def _check_options(tree: Tree, path: Path, select: JSON) -> None:
    options = select.get("options") or []
    measure.count(tree, (*path, "options"), options, 25, low=1)
    seen: set[Any] = set()
    for index, option in enumerate(options):
        where = (*path, "options", index)
        measure.text(tree, (*where, "label"), option.get("label"), 100, low=1)
        measure.text(tree, (*where, "value"), option.get("value"), 100, low=1)
        measure.text(tree, (*where, "description"), option.get("description"), 100)
        if option.get("value") in seen:
            text = "The specified option value is already used"
            tree.add((*where, "value"), "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", text)
        seen.add(option.get("value"))
    if options and int(select.get("max_values") or 1) > len(options):
        text = "Maximum values cannot exceed the number of options"
        tree.add((*path, "max_values"), "SELECT_COMPONENT_MAX_VALUES_LARGER_THAN_OPTIONS", text)
    if sum(bool(option.get("default")) for option in options) > int(select.get("max_values") or 1):
        tree.add((*path, "options"), "SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES", "Too many default values")


def _bad_kind(tree: Tree, path: Path, allowed: str) -> None:
    tree.add(path, "BASE_TYPE_CHOICES", f"Value must be one of {allowed}.")
