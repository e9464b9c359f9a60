"""The part of ``python -m bot check --live`` that asks Discord and every server; it changes nothing."""

import asyncio
import re
from collections.abc import AsyncIterator, Sequence

import discord

from bot import local_discord
from bot.client import intents_for, what_is_off
from bot.clock import utc_now
from bot.domain.errors import BackendError, ConfigError, RateLimited, Unreachable
from bot.domain.presets import Preset
from bot.findings import Finding, Sign, failed, note, ok, warning
from bot.games import known_games
from bot.guild_check import check_guild
from bot.http import Sessions
from bot.preset_check import check_presets
from bot.settings import Settings, SourceSettings
from bot.settings.check import EX_CONFIG, EX_NOPERM
from bot.ui.channels import FAILURES, INVITED_WITH
from bot.ui.words import LOGIN_REFUSED, cause_of

DEADLINE = 20.0
"""Seconds for all that is asked of Discord, and for each source."""
NO_ANSWER = 1
"""What the program ends with when nothing needs mending but somebody did not answer."""


async def report(settings: Settings) -> tuple[int, str]:
    """Try everything that *settings* name; return an exit code and one line for each thing tried.

    The code is 77 for a refused token, 78 for what main.yaml or Discord's settings must mend, 1 where
    somebody did not answer, and 0 when there is nothing worse than a warning.
    """
    async with Sessions() as sessions:
        parts = await asyncio.gather(
            _discord(settings),
            *(_source(name, source, settings.presets, sessions) for name, source in settings.servers.items()),
        )
    findings = [finding for part in parts for finding in part]
    codes = {finding.code for finding in findings}
    code = next((one for one in (EX_NOPERM, EX_CONFIG, NO_ANSWER) if one in codes), 0)
    return code, "\n".join([*map(str, findings), _closing(findings)])


def _closing(findings: list[Finding]) -> str:
    signs = [finding.sign for finding in findings]
    return f"Of {len(signs)} findings, {signs.count(Sign.FAILED)} failed, {signs.count(Sign.WARNING)} warn."


async def _source(
    name: str, source: SourceSettings, presets: Sequence[Preset], sessions: Sessions
) -> list[Finding]:
    subject = f"servers.{name}"
    backend = known_games()[source.game].backend(name, source, sessions, utc_now)
    try:
        async with asyncio.timeout(DEADLINE):
            sentences = await backend.verify()
            tried = await check_presets(name, source.game, backend, presets)
    except BackendError as error:
        code = NO_ANSWER if isinstance(error, (Unreachable, RateLimited)) else EX_CONFIG
        return [failed(subject, f"{source.url}: {_for_a_terminal(cause_of(error))}", code)]
    except TimeoutError:
        return [failed(subject, f"{source.url}: no answer within {DEADLINE:g} s.", NO_ANSWER)]
    finally:
        await backend.close()
    answers = ok(subject, f"{source.url} answers and lets the bot in.")
    return [answers, *(note(subject, sentence) for sentence in sentences), *tried]


def _for_a_terminal(text: str) -> str:
    """Take away the backslashes that keep Discord from reading markup."""
    return re.sub(r"\\([^\w\s]|_)", r"\1", text)


async def _discord(settings: Settings) -> list[Finding]:
    """Try all of Discord, and keep what was found before a failure."""
    found: list[Finding] = []
    try:
        async with asyncio.timeout(DEADLINE):
            async for finding in _ask_discord(settings):
                found.append(finding)  # noqa: PERF401 - a comprehension would lose them when one fails
    except ConfigError as error:
        problem = error.problems[0]
        found.append(failed(problem.key, f"found {problem.found}, expected {problem.expected}."))
    except discord.LoginFailure:
        found.append(failed("discord.token", LOGIN_REFUSED, EX_NOPERM))
    except (*FAILURES, discord.InvalidData) as error:
        text = f"Discord {_in_words(error)}. What has no line here was not tried: try again later."
        found.append(failed("discord", text, NO_ANSWER))
    return found


def _in_words(error: Exception) -> str:
    match error:
        case discord.HTTPException():
            return f"answers {error.status}"
        case TimeoutError():
            return f"did not answer within {DEADLINE:g} s"
        case discord.InvalidData():
            return "sent something that this program does not know"
    return "cannot be reached"


async def _ask_discord(settings: Settings) -> AsyncIterator[Finding]:
    if settings.discord.api_base:
        await local_discord.use(settings.discord.api_base)
        yield note("discord.api_base", f"not the real Discord, but {settings.discord.api_base}.")
    async with discord.Client(intents=discord.Intents(guilds=True)) as client:
        await client.login(settings.discord.token.get_secret_value())
        yield ok("discord.token", f"it is the token of {client.user}.")
        off = what_is_off(intents_for(client.application_flags))
        for sentence in off:
            yield warning("intents", f"{sentence}.")
        if not off:
            yield ok("intents", "Message Content and Server Members are granted.")
        me = await _own_member(client, settings.discord.guild_id)
        if me is None:
            yield _not_invited(client, settings.discord.guild_id)
            return
        yield ok("discord.guild_id", f"the bot is in {me.guild.name}.")
        for finding in check_guild(settings, me, await me.guild.fetch_channels()):
            yield finding


async def _own_member(client: discord.Client, guild_id: int) -> discord.Member | None:
    """Return the bot as it is in its guild, or None when it is not there."""
    assert client.user is not None  # noqa: S101 - login() sets it; discord.py's type does not say it
    try:
        guild = await client.fetch_guild(guild_id, with_counts=False)
        return await guild.fetch_member(client.user.id)
    except (discord.NotFound, discord.Forbidden):
        return None


def _not_invited(client: discord.Client, guild_id: int) -> Finding:
    invite = discord.utils.oauth_url(
        client.application_id or 0, permissions=INVITED_WITH, guild=discord.Object(guild_id)
    )
    return failed("discord.guild_id", f"the bot is not in the guild {guild_id}. Invite it: {invite}")
