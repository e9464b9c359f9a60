"""Points discord.py at a Discord on this machine, when the settings say so."""

import ipaddress
import logging

import aiohttp
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.domain.errors import ConfigError, Problem

log = logging.getLogger(__name__)


async def use(api_base: str) -> None:
    """Send everything to the Discord at *api_base*, whose gateway is where its ``GET /gateway`` says.

    Raises `ConfigError` where there is none, or where its gateway is not on this machine: the bot's token
    travels to both.
    """
    base = api_base.rstrip("/")
    try:
        async with aiohttp.ClientSession() as session, session.get(f"{base}/gateway") as answer:
            gateway = yarl.URL((await answer.json())["url"])
        local = gateway.scheme == "ws" and ipaddress.ip_address(gateway.host or "").is_loopback
    except (aiohttp.ClientError, OSError, ValueError, KeyError, TypeError, TimeoutError):
        local = False
    if not local:
        expected = "the address of a local Discord that is running"
        raise ConfigError([Problem("main.yaml", None, "discord.api_base", base, expected)])
    Route.BASE = base
    DiscordWebSocket.DEFAULT_GATEWAY = gateway
    log.warning("this is not the real Discord: everything goes to %s", base)
