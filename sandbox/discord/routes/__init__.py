"""Every route, one module an area; the order decides where two addresses fit."""

from sandbox.discord.call import Route
from sandbox.discord.routes import (
    bans,
    callbacks,
    channels,
    commands,
    guilds,
    members,
    messages,
    pins,
    reactions,
    start,
    threads,
    webhooks,
)

AREAS = (
    start,
    commands,
    pins,
    reactions,
    messages,
    threads,
    channels,
    bans,
    members,
    guilds,
    callbacks,
    webhooks,
)
ROUTES: list[Route] = [route for area in AREAS for route in area.ROUTES]
