"""YAML as text with line numbers.

Every scalar stays the text that was written (``no``, ``012`` and ``1.10`` too); the models decide what it
means. Only an empty value, ``~`` and ``null`` are nothing.
"""

import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml
from yaml.events import AliasEvent
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from yaml.reader import ReaderError

from bot.domain.errors import ConfigError, Problem

Keys = tuple[str | int, ...]
PLAIN_TAGS = {f"tag:yaml.org,2002:{name}" for name in ("str", "seq", "map")}
NOTHING = {"", "~", "null", "Null", "NULL"}


@dataclass
class Document:
    """One YAML file: its values as text, lists and mappings, the line of each, and what is wrong so far."""

    file: str
    values: dict[str, Any] = field(default_factory=dict)
    lines: dict[Keys, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    settled: set[Keys] = field(default_factory=set)
    """Where a problem is told already: no second one follows from it."""

    def known(self, keys: Keys) -> Keys:
        """Return the longest beginning of *keys* that stands in the file."""
        while keys and keys not in self.lines:
            keys = keys[:-1]
        return keys

    def at(self, keys: Keys) -> Any:
        """Return what was written at *keys*, which stand in the file."""
        value: Any = self.values
        for key in keys:
            value = value[key]
        return value

    def problem(self, keys: Keys, found: str, expected: str) -> Problem:
        """Make a problem at the line of *keys*, or of the nearest mapping around them."""
        name = ".".join(map(_one_word, keys)) or "the file"
        return Problem(self.file, self.lines.get(self.known(keys), 1), name, found, expected)

    def complain(self, keys: Keys, found: str, expected: str) -> None:
        self.problems.append(self.problem(keys, found, expected))
        self.settled.add(keys)


def read(path: Path) -> Document:
    """Read one YAML file that holds a mapping.

    Raises:
        ConfigError: It cannot be read as such. Lesser problems stand in the document.
    """
    document = Document(str(path))
    try:
        document.values = _mapping(document, _compose(document, _text(document, path)), ())
    except RecursionError:
        raise _useless(document, None, "brackets in brackets without end", "a few levels") from None
    return document


def _useless(document: Document, line: int | None, found: str, expected: str) -> ConfigError:
    return ConfigError([Problem(document.file, line, "the file", found, expected)])


class _Loader(yaml.BaseLoader):
    """Knows no types, and does not follow aliases: a short file could grow without end."""

    def compose_node(self, parent: Node | None, index: int) -> Node | None:
        if not self.check_event(AliasEvent):
            return super().compose_node(parent, index)
        event: Any = self.get_event()  # type: ignore[no-untyped-call]  # the stubs leave it open
        return ScalarNode("alias", "", event.start_mark, event.end_mark)


def _text(document: Document, path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise _useless(document, None, f"nothing to read ({reason})", "a YAML file") from None
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _useless(document, line, "bytes that are not UTF-8", "a file saved as UTF-8") from None


def _compose(document: Document, text: str) -> MappingNode:
    """Raise without the cause: PyYAML's errors quote the line, which may hold a password."""
    try:
        node = _Loader(text).get_single_node()
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise _useless(document, line, "an invisible control character", "readable text") from None
    except yaml.MarkedYAMLError as error:
        marked: int | None = error.problem_mark.line + 1 if error.problem_mark else None
        raise _useless(document, marked, *_in_words(error.problem or "an error")) from None
    except (ValueError, OverflowError):  # PyYAML lets through what int() and chr() refuse
        raise _useless(document, None, "a number or an escape out of range", "valid YAML") from None
    if not isinstance(node, MappingNode):
        raise _useless(document, 1, "something else" if node else "nothing", "a mapping of keys to values")
    return node


def _in_words(said: str) -> tuple[str, str]:
    """Return what was found and what is expected, without names: they may be part of a password."""
    if r"'\t'" in said:
        return "a tab", "spaces to indent with"
    if "mapping values are not allowed" in said:
        return "a second ': ', or a line indented too far", "one 'key: value' in a line"
    if "another document" in said:
        return "a second '---'", "one document in a file"
    said = re.sub(r"'!?[\w-]{2,}!?'", "something", said.removeprefix("found "))
    return said, "valid YAML (text with special characters stands in quotes)"


def _mapping(document: Document, node: MappingNode, keys: Keys) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, ScalarNode) or not _is_plain(key_node):
            document.lines.setdefault((*keys, "?"), line)
            document.complain((*keys, "?"), "a key that is not plain text", "a word")
            continue
        key = key_node.value
        here = (*keys, key)
        if key in values:
            found = f"a key that already stands in line {document.lines[here]}"
            document.problems.append(replace(document.problem(here, found, "each key once"), line=line))
            continue
        document.lines[here] = line
        values[key] = _value(document, value_node, here)
    return values


def _value(document: Document, node: Node, keys: Keys) -> Any:
    if not _is_plain(node):
        document.complain(
            keys, "a YAML tag or alias", "a plain value (text that begins with ! or * in quotes)"
        )
        return None
    if isinstance(node, MappingNode):
        return _mapping(document, node, keys)
    if isinstance(node, SequenceNode):
        return [_item(document, item, (*keys, index)) for index, item in enumerate(node.value)]
    is_nothing = isinstance(node, ScalarNode) and node.style is None and node.value in NOTHING
    return None if is_nothing else node.value


def _item(document: Document, node: Node, keys: Keys) -> Any:
    document.lines[keys] = node.start_mark.line + 1
    return _value(document, node, keys)


def _is_plain(node: Node) -> bool:
    if node.tag not in PLAIN_TAGS:
        return False
    return not isinstance(node, ScalarNode) or not any("\ud800" <= sign <= "\udfff" for sign in node.value)


def _one_word(key: str | int) -> str:
    text = str(key)
    return text if text.isprintable() and len(text) <= 60 else ascii(text[:60])
