"""Logs with every secret blacked out."""

import logging
import re
from collections.abc import Iterable

_STEAM_ID = re.compile(r"\b7656119\d{10}\b")
_ADDRESS = re.compile(r"\b(?!127\.)(?:\d{1,3}\.){3}\d{1,3}\b")
_INTERACTION = re.compile(r"(/(?:webhooks|interactions)/\d+/)[\w.-]+")


class BlackedOut(logging.Formatter):
    """Formats a record, traceback included, without secrets, Steam ids and addresses of people."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._secrets = sorted((secret for secret in secrets if len(secret) >= 4), key=len, reverse=True)

    def format(self, record: logging.LogRecord) -> str:
        """Return the whole line or lines of *record*."""
        text = super().format(record)
        for secret in self._secrets:
            text = text.replace(secret, "[secret]")
        text = _INTERACTION.sub(r"\1[token]", text)
        return _ADDRESS.sub("[address]", _STEAM_ID.sub("[steam id]", text))


def set_up(secrets: Iterable[str], *, level: int = logging.INFO) -> None:
    """Send all logs to standard error, through the black-out."""
    handler = logging.StreamHandler()
    handler.setFormatter(BlackedOut(secrets))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for chatty in ("apscheduler", "alembic"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
