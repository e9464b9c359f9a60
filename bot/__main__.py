"""The command line: run | check | health; errors become one clear line and an exit code."""

import argparse
import asyncio
import logging
import os
import sys
from pathlib import Path

import discord
from pydantic import SecretStr

from bot import logs
from bot.domain.errors import ConfigError, StorageError
from bot.games import known_games
from bot.heartbeat import Heartbeat
from bot.settings import Settings, SourceSettings, load
from bot.settings.check import EX_CONFIG, EX_NOPERM, report
from bot.ui.words import LOGIN_REFUSED, words_for


def main(arguments: list[str] | None = None) -> int:
    """Do what the command line asks; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bot", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, does, text in (
        ("run", _run, "run the bot"),
        ("check", _check, "check main.yaml and what it names"),
        ("health", _health, "tell whether the running bot is alive"),
    ):
        command = commands.add_parser(name, help=text, description=text)
        command.add_argument("--config", type=Path, default=Path("main.yaml"), help="default: main.yaml")
        command.set_defaults(does=does)
        if name == "check":
            command.add_argument("--live", action="store_true", help="also ask Discord and the servers")
    asked = parser.parse_args(arguments)
    try:
        code: int = asked.does(asked)
    except ConfigError as error:
        print(error, file=sys.stderr)
        return EX_CONFIG
    except StorageError as error:
        print(f"{words_for(error)} ({error})", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return code


def _run(asked: argparse.Namespace) -> int:
    from bot import app  # noqa: PLC0415 - health and check need not load all of it

    settings = _load(asked.config)
    logs.set_up(_secrets(settings))
    try:
        asyncio.run(app.run(settings, Heartbeat.beside(settings.database)))
    except discord.LoginFailure:
        print(LOGIN_REFUSED, file=sys.stderr)
        return EX_NOPERM
    return 0


def _check(asked: argparse.Namespace) -> int:
    code, text = report(asked.config, os.environ, _models())
    print(text)
    if code or not asked.live:
        return code
    from bot import live_check  # noqa: PLC0415 - health need not load all of it

    settings = load(asked.config, os.environ, _models())
    logs.set_up(_secrets(settings), level=logging.ERROR)
    code, text = asyncio.run(live_check.report(settings))
    print(text)
    return code


def _health(asked: argparse.Namespace) -> int:
    heartbeat = Heartbeat.beside(_load(asked.config).database)
    age = heartbeat.age()
    print("no heartbeat" if age is None else f"last heartbeat {age:.0f} s ago")
    return 0 if heartbeat.is_fresh() else 1


def _load(path: Path) -> Settings:
    settings = load(path, os.environ, _models())
    for warning in settings.warnings:
        print(f"warning: {warning}", file=sys.stderr)
    return settings


def _models() -> dict[str, type[SourceSettings]]:
    return {kind: game.settings for kind, game in known_games().items()}


def _secrets(settings: Settings) -> list[str]:
    parts = [settings.discord, *settings.servers.values()]
    values = [value for part in parts for _, value in part]
    return [value.get_secret_value() for value in values if isinstance(value, SecretStr)]


if __name__ == "__main__":
    sys.exit(main())
