"""A thousand servers on one bot: ``python -m benchmarks.thousand``.

Three processes: the simulated servers, the bot (``python -m bot run``), and this one with the local Discord
(its rate limits on) and the members who use it.  Every server is polled every 10 s and has a board in one of
20 channels.  Once all boards stand, members call ``/players`` 20 times a second for a minute.  Printed are

- the time from an interaction's sending until its first answer and until what its person reads, in ms;
- the bot's CPU share of one core and its memory in MiB during that minute;
- the edits of boards, apart for the few servers that change and for all others, which must have none.

All three share the machine, so a busy one shows in the times; the first two answers of the bot are measured
where they arrive, after this process got round to them.
"""

import asyncio
import os
import random
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks.bot_process import BotProcess, bot
from benchmarks.neighbour import neighbour
from sandbox.discord import SandboxDiscord
from sandbox.discord.guild import Guild
from sandbox.discord.model import walk
from sandbox.discord.reply import Reply

SERVERS, CHANNELS, LIVELY = 1000, 20, 10
MEMBERS = 50
CALLS_A_SECOND, SECONDS = 20, 60
WARM_UP, SETTLE = 300.0, 45.0


def furnish(discord: SandboxDiscord) -> Guild:
    """Make the guild: a channel to talk in, one for the overview, and those of the boards."""
    guild = discord.add_guild("A thousand servers")
    for name in ("general", "overview", *(f"status-{number}" for number in range(CHANNELS))):
        guild.add_channel(name)
    for number in range(MEMBERS):
        guild.add_member(f"member{number}")
    return guild


def settings(discord: SandboxDiscord, guild: Guild, urls: list[str], folder: Path) -> dict[str, Any]:
    """Return main.yaml."""
    return {
        "discord": {"token": "${DISCORD_TOKEN}", "guild_id": guild.id, "api_base": discord.api_base},
        "database": f"sqlite:///{folder}/steward.db",
        "channels": {"overview": guild.channel("overview").id},
        "servers": {
            f"server-{number}": {
                "game": "ams2",
                "url": url,
                "username": "steward",
                "password": "${GAME_PASSWORD}",
                "poll": "10s",
                "channels": {"status": guild.channel(f"status-{number % CHANNELS}").id},
            }
            for number, url in enumerate(urls)
        },
    }


class Boards:
    """The boards as they stand in the local Discord."""

    def __init__(self, discord: SandboxDiscord) -> None:
        self._discord = discord

    def edits(self) -> Counter[str]:
        """Return how often each server's board was edited so far; "" is the overview's."""
        edits: Counter[str] = Counter()
        for channel in self._discord.world.channels.values():
            for message in channel.messages.values():
                marks = [part["custom_id"] for part in walk(message.components) if "custom_id" in part]
                if not message.ephemeral and marks:
                    edits[marks[0].rpartition(":")[2]] += message.edits
        return edits

    async def all_stand(self) -> None:
        """Wait until every server has its board, and the overview too."""
        while len(self.edits()) < SERVERS + 1:  # noqa: ASYNC110 - waking at each change would slow them down
            await asyncio.sleep(0.5)


async def ask(discord: SandboxDiscord, rng: random.Random) -> tuple[Reply, float]:
    """Have some member call ``/players`` for some server; return the reply and the seconds it took."""
    person = discord.as_user(f"member{rng.randrange(MEMBERS)}")
    began = time.perf_counter()
    server = f"server-{rng.randrange(SERVERS)}"
    reply = await person.slash("players", server=server)
    return reply, time.perf_counter() - began


async def ask_for_a_minute(discord: SandboxDiscord) -> list[tuple[Reply, float]]:
    """Call at an even pace, whether or not the answers keep up."""
    rng, asking = random.Random(1), []
    began = time.perf_counter()
    for number in range(CALLS_A_SECOND * SECONDS):
        await asyncio.sleep(max(0.0, began + number / CALLS_A_SECOND - time.perf_counter()))
        asking.append(asyncio.create_task(ask(discord, rng)))
    return await asyncio.gather(*asking)


def percentiles(seconds: list[float]) -> str:
    """Return the median, the 99th percentile and the worst, in ms."""
    ordered = sorted(seconds)
    parts = ((0.5, "p50"), (0.99, "p99"), (1.0, "worst"))
    return ", ".join(
        f"{name} {ordered[min(int(len(ordered) * part), len(ordered) - 1)] * 1000:.0f} ms"
        for part, name in parts
    )


def tell(answers: list[tuple[Reply, float]], edits: Counter[str]) -> None:
    """Print how the members fared, and which boards were edited."""
    first = [reply.first_answer_after for reply, _ in answers if reply.first_answer_after is not None]
    print(f"calls: {len(answers)}, without an answer: {sum(reply.failed for reply, _ in answers)}")
    print(f"first answer:  {percentiles(first)}")
    print(f"final receipt: {percentiles([took for _, took in answers])}")
    lively = {f"server-{number}" for number in range(LIVELY)}
    quiet = sum(count for name, count in edits.items() if name and name not in lively)
    print(f"edits: {sum(edits[name] for name in lively)} on {LIVELY} servers that change, {edits['']} of the "
          f"overview, {quiet} on {SERVERS - LIVELY} servers that do not")  # fmt: skip


async def measure(discord: SandboxDiscord, steward: BotProcess) -> None:
    """Warm up, measure, print."""
    boards, began = Boards(discord), time.perf_counter()
    async with asyncio.timeout(WARM_UP):
        await boards.all_stand()
    print(f"warm-up: {time.perf_counter() - began:.0f} s, {steward.cpu:.1f} s of CPU, "
          f"{steward.memory():.0f} MiB")  # fmt: skip
    await asyncio.sleep(SETTLE)
    before, cpu, began = boards.edits(), steward.cpu, time.perf_counter()
    answers = await ask_for_a_minute(discord)
    share = (steward.cpu - cpu) / (time.perf_counter() - began)
    tell(answers, boards.edits() - before)
    print(f"CPU: {share:.0%} of one core; memory: {steward.memory():.0f} MiB, at most "
          f"{steward.memory('VmHWM'):.0f} MiB")  # fmt: skip
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    complaints = steward.complaints()
    print(f"complaints in the bot's log: {len(complaints)}", *complaints[:10], sep="\n  ")


async def main() -> None:
    """Start everything, measure, and end it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        discord = SandboxDiscord(rates="real")
        guild = furnish(discord)
        async with (
            neighbour("benchmarks.many_servers", str(SERVERS), str(LIVELY)) as there,
            discord,
            bot(settings(discord, guild, there["urls"], folder), folder, discord.token) as steward,
        ):
            await measure(discord, steward)


if __name__ == "__main__":
    asyncio.run(main())
