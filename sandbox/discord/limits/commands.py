"""Limits of application commands (interactions/application-commands)."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from sandbox.discord.errors import JSON, Refused, Tree
from sandbox.discord.limits import measure
from sandbox.discord.limits.interactions import check_choice
from sandbox.discord.limits.measure import Path

CHAT, USER_MENU, MESSAGE_MENU = 1, 2, 3
MOST = {CHAT: 100, USER_MENU: 15, MESSAGE_MENU: 15}
OPTIONS, CHOICES, WHOLE = 25, 25, 8000
SUB_COMMAND, GROUP = 1, 2
MAY_AUTOCOMPLETE = (3, 4, 10)
MARKS = re.compile("[\u0900-\u097f\u0e00-\u0e7f]")  # Devanagari and Thai write vowels as marks


def check_commands(bodies: list[JSON]) -> None:
    """A whole set for one scope; the paths begin with the index in the list."""
    numbers = Counter(body.get("type") or CHAT for body in bodies)
    for kind, most in MOST.items():
        if numbers[kind] > most:
            raise Refused(400, 30032, f"Maximum number of application commands reached ({most})")
    tree = Tree()
    seen: set[tuple[int, str]] = set()
    for index, body in enumerate(bodies):
        _check(tree, (index,), body)
        key = (body.get("type") or CHAT, str(body.get("name")))
        if key in seen:
            text = "Application command names must be unique"
            tree.add((index, "name"), "APPLICATION_COMMANDS_DUPLICATE_NAME", text)
        seen.add(key)
    tree.check()


def check_command(body: JSON) -> None:
    tree = Tree()
    _check(tree, (), body)
    tree.check()


def _check(tree: Tree, path: Path, body: JSON) -> None:
    if (body.get("type") or CHAT) == CHAT:
        _check_words(tree, path, body)
        _check_options(tree, (*path, "options"), body.get("options") or [])
    else:
        measure.text(tree, (*path, "name"), body.get("name"), 32, low=1)
        if body.get("description"):
            text = "Context menu commands cannot have a description"
            tree.add((*path, "description"), "APPLICATION_COMMAND_DESCRIPTION_NOT_ALLOWED", text)
    if _size(body) > WHOLE:
        text = f"Command exceeds maximum size ({WHOLE})"
        tree.add(path, "APPLICATION_COMMAND_TOO_LARGE", text)


def _check_words(tree: Tree, path: Path, body: JSON) -> None:
    measure.text(tree, (*path, "name"), body.get("name"), 32, low=1)
    name = str(body.get("name") or "")
    if name and (not all(map(_fits, name)) or name != name.lower()):
        tree.add((*path, "name"), "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")
    measure.text(tree, (*path, "description"), body.get("description"), 100, low=1)


def _fits(character: str) -> bool:
    if character in "-_'" or unicodedata.category(character)[0] in "LN":
        return True
    return MARKS.match(character) is not None


def _check_options(tree: Tree, path: Path, options: list[JSON]) -> None:
    measure.count(tree, path, options, OPTIONS)
    optional_before = False
    seen: set[str] = set()
    for index, option in enumerate(options):
        where = (*path, index)
        _check_words(tree, where, option)
        if option.get("name") in seen:
            text = "Option names must be unique"
            tree.add((*where, "name"), "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", text)
        seen.add(str(option.get("name")))
        if option.get("type") in (SUB_COMMAND, GROUP):
            _check_options(tree, (*where, "options"), option.get("options") or [])
            continue
        if option.get("required") and optional_before:
            text = "Required options must be placed before non-required options"
            tree.add((*where, "required"), "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", text)
        optional_before = optional_before or not option.get("required")
        _check_choices(tree, where, option)


def _check_choices(tree: Tree, path: Path, option: JSON) -> None:
    choices = option.get("choices") or []
    measure.count(tree, (*path, "choices"), choices, CHOICES)
    for index, choice in enumerate(choices):
        check_choice(tree, (*path, "choices", index), choice)
    if not option.get("autocomplete"):
        return
    if choices or option.get("type") not in MAY_AUTOCOMPLETE:
        text = "Autocomplete does not go with choices or with this type of option"
        tree.add((*path, "autocomplete"), "APPLICATION_COMMAND_OPTION_AUTOCOMPLETE_INVALID", text)


def _size(body: JSON) -> int:
    texts = [str(body.get("name") or ""), str(body.get("description") or "")]
    for choice in body.get("choices") or []:
        texts += [str(choice.get("name")), str(choice.get("value"))]
    return sum(map(len, texts)) + sum(map(_size, body.get("options") or []))
