"""Truth and freshness over simulated race evenings: ``python -m benchmarks.weekend [RECORDING]``.

A scripted weekend runs 60 times faster than real; the bot, in its own process, looks every 2 s.  In the
middle the server is silent for 25 s.  Printed are

- for how long the board showed, not marked late, what the server no longer said: who is there, how many, and
  the stage, compared at every change on either side; it must never be longer than one poll and 5 s;
- how long events took from happening to their message: joined, left, stage, chat; 95 of 100 must take at
  most one poll and 2 s.  What happens during the silence counts apart, and from the first look after it: a
  server that does not answer is asked less and less often.

At this speed more changes than an evening of real time has fall between two looks, so the times are an upper
bound.  The Discord traffic is written to RECORDING, for ``scripts/judge.py``.
"""

import asyncio
import os
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks.bot_process import bot
from benchmarks.told import Delays
from benchmarks.truth import Claim, Comparison, said, shown
from sandbox.discord import SandboxDiscord
from sandbox.discord.command import ready_guild
from sandbox.discord.guild import Guild
from sandbox.games.ams2 import AMS2Server, Weekend

SPEED, POLL, SECONDS, SILENCE = 60.0, 2, 240.0, 25.0
WORST = 5


def settings(discord: SandboxDiscord, guild: Guild, url: str, folder: Path) -> dict[str, Any]:
    """Return main.yaml."""
    channels = {kind: guild.channel(kind).id for kind in ("status", "feed", "chat")}
    return {
        "discord": {"token": "${DISCORD_TOKEN}", "guild_id": guild.id, "api_base": discord.api_base},
        "database": f"sqlite:///{folder}/steward.db",
        "roles": {"admin": ["Admin"], "moderator": ["Moderator"]},
        "channels": {name: guild.channel(name).id for name in ("overview", "audit")},
        "servers": {
            "paddock": {
                "game": "ams2",
                "url": url,
                "username": "steward",
                "password": "${GAME_PASSWORD}",
                "poll": f"{POLL}s",
                "channels": channels,
            }
        },
    }


class Observer:
    """Sees both sides."""

    def __init__(self, discord: SandboxDiscord, server: AMS2Server) -> None:
        self._discord, self._server = discord, server
        self._heard: Counter[str] = Counter()
        self.silent = False
        self.truth = Comparison()
        self.delays = Delays(server)

    def look(self) -> None:
        """Compare what the server says with the board, and find new messages."""
        for channel in ("feed", "chat"):
            messages = self._discord.messages_in(channel)
            for message in messages[self._heard[channel] :]:
                self.delays.hear(message)
            self._heard[channel] = len(messages)
        boards = self._discord.messages_in("status")
        if boards:
            nothing: set[Claim] = set()
            self.truth.look(nothing if self.silent else said(self._server), shown(boards[-1]))

    async def play(self, weekend: Weekend) -> None:
        """Play the script, looking after every step."""
        for wait, step in weekend.course():
            await asyncio.sleep(wait / SPEED)
            step()
            self.delays.happen(silent=self.silent)
            self.look()

    async def watch(self) -> None:
        """Look after every change in Discord."""
        async for _ in self._discord.changes():
            self.look()

    async def fall_silent(self) -> None:
        """Take the server down for a while; its evening goes on."""
        await self._server.down()
        self.silent = True
        self.delays.fall_silent()
        self.look()
        await asyncio.sleep(SILENCE)
        await self._server.up()
        asked, began = len(self._server.asked), time.monotonic()
        await self._server.until(lambda: len(self._server.asked) > asked, timeout=60)
        print(f"the server was looked at {time.monotonic() - began:.1f} s after it answered again")
        self.silent = False
        self.delays.speak_again()
        self.look()


def tell(observer: Observer) -> None:
    """Print what was seen."""
    lies = sorted(observer.truth.lies, reverse=True)
    print(f"untrue claims on the board: {len(lies)}; p50 {at(lies, 0.5)}, p95 {at(lies, 0.95)}, longest:")
    print(*(f"  {seconds:.2f} s  {kind}: {what}" for seconds, (kind, what) in lies[:WORST]), sep="\n")
    print(f"  allowed: {POLL + 5} s")
    for title, delays in (
        ("events told", observer.delays.told),
        ("events told that happened during the silence", observer.delays.told_after_silence),
    ):
        slowest = sorted(delays, reverse=True)
        print(f"{title}: {len(slowest)}; p50 {at(slowest, 0.5)}, p95 {at(slowest, 0.95)}, longest:")
        print(*(f"  {seconds:.2f} s  {line}" for seconds, line in slowest[:WORST]), sep="\n")
    print(f"  allowed at p95: {POLL + 2} s")
    lost = [one for one in observer.delays.waiting if time.monotonic() - one.happened > POLL + 5]
    print(f"events never told: {len(lost)}", *(f"  {' '.join(one.parts)}" for one in lost[:WORST]), sep="\n")


def at(worst_first: list[tuple[float, Any]], part: float) -> str:
    """Return the seconds that *part* of the values do not exceed."""
    if not worst_first:
        return "none"
    return f"{worst_first[int(len(worst_first) * (1 - part))][0]:.2f} s"


async def main() -> None:
    """Start everything, watch, and end it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        discord = SandboxDiscord(rates="real")
        guild = ready_guild(discord)
        async with discord, AMS2Server(name="Paddock", ring_size=100_000) as server:
            async with bot(settings(discord, guild, server.url, folder), folder, discord.token) as steward:
                await discord.until(lambda: discord.messages_in("status"), timeout=60)
                observer = Observer(discord, server)
                tasks = [
                    asyncio.create_task(observer.play(Weekend(server, seed=7, speed=SPEED))),
                    asyncio.create_task(observer.watch()),
                ]
                await asyncio.sleep(SECONDS / 2)
                await observer.fall_silent()
                await asyncio.sleep(SECONDS / 2)
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)
            tell(observer)
            print(f"refused by Discord: {len(discord.refusals)}, unknown routes: {discord.unknown_routes}")
            complaints = steward.complaints()
            print(f"complaints in the bot's log: {len(complaints)}", *complaints[:10], sep="\n  ")
            print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
            if len(sys.argv) > 1:
                discord.dump(sys.argv[1])


if __name__ == "__main__":
    asyncio.run(main())
