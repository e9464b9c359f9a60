"""The few questions that every limit asks, each with Discord's code and words for "no"."""

from __future__ import annotations

from collections.abc import Sized
from typing import Any

from sandbox.discord.errors import Tree

Path = tuple[str | int, ...]


def text(tree: Tree, path: Path, value: Any, high: int, low: int = 0) -> None:
    """Length of a text after trimming; None is no text at all."""
    if value is None and low == 0:
        return
    if value is None or (low and not str(value).strip()):
        tree.add(path, "BASE_TYPE_REQUIRED", "This field is required")
    elif not isinstance(value, str):
        tree.add(path, "BASE_TYPE_BAD_TYPE", "Could not interpret value as string.")
    elif not low <= len(value.strip()) <= high:
        _length(tree, path, low, high)


def count(tree: Tree, path: Path, value: Sized | None, high: int, low: int = 0) -> None:
    """Number of entries of a list."""
    if value is None and low == 0:
        return
    if value is None:
        tree.add(path, "BASE_TYPE_REQUIRED", "This field is required")
    elif not low <= len(value) <= high:
        _length(tree, path, low, high)


def number(tree: Tree, path: Path, value: Any, low: int, high: int) -> None:
    if value is None:
        return
    try:
        given = int(value)
    except (TypeError, ValueError):
        tree.add(path, "NUMBER_TYPE_COERCE", f'Value "{value}" is not int.')
        return
    if given < low:
        tree.add(path, "NUMBER_TYPE_MIN", f"int value should be greater than or equal to {low}.")
    if given > high:
        tree.add(path, "NUMBER_TYPE_MAX", f"int value should be less than or equal to {high}.")


def address(tree: Tree, path: Path, value: Any, high: int, *, attachments: bool = False) -> None:
    """An http(s) address, or where a picture is meant also attachment://name."""
    text(tree, path, value, high)
    if not isinstance(value, str):
        return
    schemes = ("http://", "https://", "attachment://") if attachments else ("http://", "https://")
    if not value.startswith(schemes):
        known = "('http', 'https')"
        tree.add(path, "URL_TYPE_INVALID_SCHEME", f'Scheme "{value[:20]}" must be one of {known}.')


def _length(tree: Tree, path: Path, low: int, high: int) -> None:
    if low:
        tree.add(path, "BASE_TYPE_BAD_LENGTH", f"Must be between {low} and {high} in length.")
    else:
        tree.add(path, "BASE_TYPE_MAX_LENGTH", f"Must be {high} or fewer in length.")
