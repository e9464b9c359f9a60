"""`python -m sandbox demo`: a local Discord, simulated game servers, the page, and the bot between them."""

import argparse
import asyncio
import json
import secrets
import shutil
import signal
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path
from typing import Any

from sandbox.child import Child
from sandbox.discord import SandboxDiscord
from sandbox.discord.guild import Guild
from sandbox.discord.model import Member, Role
from sandbox.discord.permissions import Rights
from sandbox.games.ams2 import AMS2Server, Weekend
from sandbox.games.tshock import Life, TShockServer
from sandbox.web import Page, Steered, SteeredRace, SteeredWorld

ROOT = Path(__file__).parents[1]
PORT = 8765
RACES = {"paddock": "", "oval": "oval-"}
"""Each race server's name, and how its channels begin."""
WORLD = "hall"
OF_A_GAME = {
    "status": "What is going on",
    "feed": "Who comes and goes",
    "chat": "Goes to the game and back",
    "staff": "For those who watch over it",
}
OF_A_RACE = {"timing": "Who is how fast", "results": "How stages ended"}
"""Channels of each server, and what each is for."""

PAST = 600
"""Seconds of the world's life before the demo begins, so that somebody is there."""

Overwrites = dict[str | Role | Member, tuple[Rights, Rights]]


def add_parser(subparsers: Any) -> None:
    """Add the sub-command `demo` to those of `python -m sandbox`."""
    parser: argparse.ArgumentParser = subparsers.add_parser("demo", help="all of it, with the bot and a page")
    parser.add_argument("--port", type=int, help=f"port of the page; default {PORT}, or a free one")
    parser.add_argument("--speed", type=float, default=20.0, help="how much faster than real time it goes")
    parser.add_argument("--seed", type=int, default=1, help="another number is another evening")
    parser.set_defaults(run=run)


async def run(args: argparse.Namespace) -> int:
    """Run until told to stop; return 0 then, and 1 if the bot ended by itself."""
    stopped = _told_to_stop()
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="steward-demo-")))
        password = secrets.token_urlsafe(16)
        discord = SandboxDiscord(rates="real")
        guild = build_guild(discord)
        await stack.enter_async_context(discord)
        games: list[Steered] = [
            await stack.enter_async_context(_racing(name, password, args.seed + number, args.speed))
            for number, name in enumerate(RACES)
        ]
        logs = folder / "hall" / "logs"
        games.append(await stack.enter_async_context(_world(password, args.seed, args.speed, logs)))
        page = Page(discord, guild, games)
        stack.push_async_callback(page.close)
        await _open(page, args.port)
        config = folder / "main.yaml"
        copy_presets(folder)
        config.write_text(main_yaml(discord, guild, games, folder), encoding="utf-8")
        _say(f"\n  Open this page:  {page.address}\n\n  Ctrl-C ends it and removes {folder}\n")
        bot = Child(
            ["-m", "bot", "run", "--config", str(config)],
            folder=ROOT,
            secrets={"DISCORD_TOKEN": discord.token, "GAME_PASSWORD": password},
        )
        return await beside(bot, page, stopped)


def build_guild(discord: SandboxDiscord) -> Guild:
    """The guild of the demo: its people, and channels that only the bot writes in."""
    guild = discord.add_guild("Paddock Club")
    guild.add_role("Admin", ["manage_guild", "kick_members", "moderate_members"], colour=0xE74C3C)
    guild.add_role("Moderator", ["kick_members", "moderate_members", "manage_messages"], colour=0xE67E22)
    guild.add_role("Driver", colour=0x2ECC71)
    for name, role in (("admin", "Admin"), ("moderator", "Moderator"), ("driver", "Driver")):
        guild.add_member(name, roles=[role], display_name=name.capitalize())
    guild.add_member("rookie", display_name="Rookie")
    bot = guild.bot
    told: Overwrites = {"@everyone": ((), ["send_messages"]), bot: (["send_messages"], ())}
    staff: Overwrites = {"@everyone": ((), ["view_channel"])}
    staff |= {guild.role(name): (["view_channel"], ()) for name in ("Admin", "Moderator", bot.name)}
    club = guild.add_channel("Club", kind="category")
    guild.add_channel("general", category=club, topic="Talk, and try the commands: type /")
    guild.add_channel("overview", category=club, topic="All servers at a glance", overwrites=told)
    guild.add_channel("audit", category=club, topic="Who did what", overwrites=staff)
    who = {"chat": {}, "staff": staff}
    for name, start in (RACES | {WORLD: f"{WORLD}-"}).items():
        category = guild.add_channel(name.capitalize(), kind="category")
        for kind, topic in (OF_A_GAME | (OF_A_RACE if name in RACES else {})).items():
            guild.add_channel(
                f"{start}{kind}", category=category, topic=topic, overwrites=who.get(kind, told)
            )
    return guild


def copy_presets(folder: Path) -> None:
    """Give the bot the presets that stand as examples, as an operator copies them."""
    presets = folder / "config" / "presets"
    presets.mkdir(parents=True)
    for example in (ROOT / "config" / "presets").glob("*.yaml.example"):
        shutil.copy(example, presets / example.stem)


def main_yaml(discord: SandboxDiscord, guild: Guild, games: list[Steered], folder: Path) -> str:
    """The settings of the bot; JSON is YAML too, and quotes whatever a path may hold."""
    channel = {one.name: one.id for one in guild.channels.values()}

    def common(game: Steered, start: str) -> dict[str, Any]:
        kinds = {kind: channel.get(f"{start}{kind}") for kind in (*OF_A_GAME, *OF_A_RACE)}
        found = {kind: number for kind, number in kinds.items() if number}
        return {"url": game.url, "poll": "2s", "channels": found}

    races = {
        game.name: {
            "game": "ams2",
            "username": "steward",
            "password": "${GAME_PASSWORD}",
            **common(game, RACES[game.name]),
        }
        for game in games
        if game.name in RACES
    }
    worlds = {
        game.name: {
            "game": "tshock",
            "token": "${GAME_PASSWORD}",
            "chat_log": str(folder / "hall" / "logs"),
            **common(game, f"{WORLD}-"),
        }
        for game in games
        if game.name == WORLD
    }
    settings = {
        "discord": {"token": "${DISCORD_TOKEN}", "guild_id": guild.id, "api_base": discord.api_base},
        "database": f"sqlite:///{(folder / 'steward.db').as_posix()}",
        "roles": {"admin": ["Admin"], "moderator": ["Moderator"]},
        "channels": {"audit": channel["audit"], "overview": channel["overview"]},
        "servers": races | worlds,
    }
    return json.dumps(settings, indent=2)


@asynccontextmanager
async def _racing(name: str, password: str, seed: int, speed: float) -> AsyncIterator[Steered]:
    """A server with a race evening on it."""
    async with AMS2Server(users={"steward": password}, name=name.capitalize()) as server:
        weekend = Weekend(server, seed=seed, speed=speed)
        evening = asyncio.create_task(weekend.run())
        try:
            yield SteeredRace(name, server, weekend)
        finally:
            evening.cancel()
            await asyncio.gather(evening, return_exceptions=True)


@asynccontextmanager
async def _world(token: str, seed: int, speed: float, logs: Path) -> AsyncIterator[Steered]:
    """A Terraria server that people come to, with its log in *logs*."""
    async with TShockServer(seed=seed, token=token, log_folder=logs) as server:
        server.config.server_name = WORLD.capitalize()
        life = Life(server, seed=seed, speed=speed)
        life.tick(PAST)
        living = asyncio.create_task(life.run())
        try:
            yield SteeredWorld(WORLD, server, life)
        finally:
            living.cancel()
            await asyncio.gather(living, return_exceptions=True)


async def _open(page: Page, port: int | None) -> None:
    """Listen on the port that was asked for, or on the usual one, or on a free one."""
    try:
        await page.start(PORT if port is None else port)
    except OSError as error:
        if port is not None:
            raise SystemExit(f"port {port} is taken: {error.strerror}") from None
        await page.start()


async def beside(bot: Child, page: Page, stopped: asyncio.Event) -> int:
    """Run *bot* until it ends, which gives 1, or until *stopped*, which ends it and gives 0."""

    def hear(line: str) -> None:
        _say(f"bot | {line}")
        page.log(line)

    running, stop = asyncio.create_task(bot.run(hear)), asyncio.create_task(stopped.wait())
    try:
        await asyncio.wait({running, stop}, return_when=asyncio.FIRST_COMPLETED)
        if running.done():
            lines = "\n".join(f"    {line}" for line in bot.last_lines)
            _say(
                f"\n  The bot ended by itself with exit code {running.result()}. Its last lines:\n\n{lines}\n"
            )
            return 1
        _say("\n  Ending everything ...")
        return 0
    finally:  # the bot lets go of its files before the folder is removed
        for task in (stop, running):
            task.cancel()
        await asyncio.gather(stop, running, return_exceptions=True)


def _told_to_stop() -> asyncio.Event:
    stopped = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows: Ctrl-C arrives as KeyboardInterrupt instead
            asyncio.get_running_loop().add_signal_handler(name, stopped.set)
    return stopped


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
