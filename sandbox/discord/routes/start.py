"""What a client asks while it starts, and about users."""

from sandbox.discord.call import Call, Route
from sandbox.discord.errors import JSON, Refused, unknown
from sandbox.discord.intents import portal_flags
from sandbox.discord.payloads import channel_json, user_json


def _me(call: Call) -> JSON:
    return user_json(call.world.bot) | {"mfa_enabled": False, "locale": "en-US", "verified": True}


def _application(call: Call) -> JSON:
    world = call.world
    flags = portal_flags(world.allowed_intents)
    return {
        "id": str(world.application_id),
        "name": world.bot.name,
        "icon": None,
        "description": "",
        "type": None,
        "bot": user_json(world.bot),
        "bot_public": False,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "flags": flags,
        "flags_new": str(flags),
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "owner": user_json(world.maker),
        "approximate_guild_count": len(world.guilds),
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0,
        "team": None,
        "eligible_oauth2_scopes": [],
    }


def _gateway(call: Call) -> JSON:
    return {"url": call.world.gateway_url}


def _gateway_bot(call: Call) -> JSON:
    limit = {"total": 1000, "remaining": 999, "reset_after": 86_400_000, "max_concurrency": 1}
    return {"url": call.world.gateway_url, "shards": 1, "session_start_limit": limit}


def _user(call: Call) -> JSON:
    user = call.world.users.get(call.id("user"))
    if user is None:
        raise unknown("user")
    return user_json(user)


def _open_dm(call: Call) -> JSON:
    user = call.world.users.get(int((call.body or {}).get("recipient_id", 0)))
    if user is None or user.bot:
        raise Refused(400, 50033, "Invalid Recipient(s)")
    return channel_json(call.world.dm_with(user))


ROUTES: list[Route] = [
    ("GET", "/users/@me", _me),
    ("GET", "/oauth2/applications/@me", _application),
    ("GET", "/applications/@me", _application),
    ("GET", "/gateway", _gateway),
    ("GET", "/gateway/bot", _gateway_bot),
    ("GET", "/users/{user}", _user),
    ("POST", "/users/@me/channels", _open_dm),
]
