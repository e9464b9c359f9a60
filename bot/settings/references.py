"""``${NAME}`` and ``file:/path``: values that stand elsewhere."""

import re
from collections.abc import Collection, Mapping
from pathlib import Path
from types import NoneType
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel, SecretStr

from bot.domain.errors import Problem
from bot.settings.fields import one_of
from bot.settings.tree import Document, Keys

REFERENCE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")


class _Missing(Exception):
    def __init__(self, found: str, expected: str) -> None:
        super().__init__(found)
        self.found = found
        self.expected = expected


class Resolver:
    """Walks a document beside its model: fills references in, takes out unknown keys, finds the secrets."""

    def __init__(self, document: Document, environ: Mapping[str, str]) -> None:
        self._document = document
        self._environ = environ
        self.secrets: set[Keys] = set()
        self.warnings: list[Problem] = []

    def resolve(self, value: Any, kind: Any, keys: Keys) -> Any:
        """Return *value*, which stands at *keys* and is to become a *kind*, with its references filled in."""
        kind = _plain_kind(kind)
        if isinstance(value, dict):
            known = _fields(kind)
            members = value if known is None else known_only(self._document, value, known, keys)
            return {key: self.resolve(one, _kind_of(kind, key), (*keys, key)) for key, one in members.items()}
        if isinstance(value, list):
            kinds = next(iter(get_args(kind)), Any)
            return [self.resolve(one, kinds, (*keys, index)) for index, one in enumerate(value)]
        return self._text(value, kind, keys) if isinstance(value, str) else value

    def _text(self, text: str, kind: Any, keys: Keys) -> str:
        secret = kind is SecretStr
        if secret:
            self.secrets.add(keys)
        try:
            if secret and text.startswith("file:"):
                return _content(text.removeprefix("file:"))
            if secret and text and "${" not in text:
                self.warnings.append(
                    self._document.problem(
                        keys, "a secret in plain text", "${NAME} or file:/run/secrets/name"
                    )
                )
            return self._filled(text)
        except _Missing as error:
            self._document.complain(keys, error.found, error.expected)
            return ""

    def _filled(self, text: str) -> str:
        if "${" in REFERENCE.sub("", text):
            raise _Missing("a '${' that names no variable", "${NAME}")
        for name in REFERENCE.findall(text):
            if not self._environ.get(name):
                state = "empty" if name in self._environ else "not set"
                raise _Missing(f"${{{name}}}, which is {state}", "an environment variable with a value")
        return REFERENCE.sub(lambda match: self._environ[match[1]], text)


def known_only(
    document: Document, value: dict[str, Any], known: Collection[str], keys: Keys
) -> dict[str, Any]:
    """Return what of *value*, which stands at *keys*, has *known* keys; complain of every other key."""
    for key in [key for key in value if key not in known]:
        document.complain((*keys, key), "an unknown key", one_of(known, key))
    return {key: one for key, one in value.items() if key in known}


def _plain_kind(kind: Any) -> Any:
    """Return *kind* without ``Annotated`` and ``None``."""
    if get_origin(kind) is Annotated:
        return _plain_kind(get_args(kind)[0])
    alternatives = [one for one in get_args(kind) if one is not NoneType]
    if len(alternatives) == 1 and NoneType in get_args(kind):
        return _plain_kind(alternatives[0])
    return kind


def _fields(kind: Any) -> dict[str, Any] | None:
    """Return the kinds of a model's keys, or None for what is no model."""
    if not (isinstance(kind, type) and issubclass(kind, BaseModel)):
        return None
    return {name: field.annotation for name, field in kind.model_fields.items()}


def _kind_of(kind: Any, key: str) -> Any:
    """Return the kind of one member of a model or of a ``Mapping[str, ...]``."""
    fields = _fields(kind)
    if fields is not None:
        return fields[key]
    return get_args(kind)[1] if len(get_args(kind)) == 2 else Any


def _content(path: str) -> str:
    try:
        content = Path(path).read_text(encoding="utf-8").strip()
    except (OSError, ValueError) as error:  # ValueError: not UTF-8, or a path with a NUL in it
        reason = getattr(error, "strerror", None) or "not a text file"
        raise _Missing(f"a file that cannot be read ({reason})", "file: and the path of a secret") from error
    if not content:
        raise _Missing("an empty file", "a file that holds the secret")
    return content
