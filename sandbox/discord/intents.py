"""Which events need which intent, and what an application without message content does not see."""

from sandbox.discord.errors import JSON

GUILDS, MEMBERS, MODERATION, PRESENCES, CONTENT = 1 << 0, 1 << 1, 1 << 2, 1 << 8, 1 << 15
PRIVILEGED = MEMBERS | PRESENCES | CONTENT
KNOWN = (1 << 22) - 1 | 1 << 24 | 1 << 25 | 1 << 20 | 1 << 21
MESSAGES, REACTIONS, TYPING = (1 << 9, 1 << 12), (1 << 10, 1 << 13), (1 << 11, 1 << 14)  # guild, direct


def portal_flags(allowed: int) -> int:
    """The application's flags that tell which privileged intents are switched on (below 100 guilds)."""
    switches = {PRESENCES: 1 << 13, MEMBERS: 1 << 15, CONTENT: 1 << 19}
    return sum(flag for intent, flag in switches.items() if allowed & intent)


def needed(event: str, *, direct: bool) -> int:
    """The intent bit without which *event* is not sent; 0 if it needs none."""
    if event.startswith(("GUILD_BAN", "GUILD_AUDIT")):
        return MODERATION
    if event.startswith("GUILD_MEMBER"):
        return MEMBERS
    for prefix, pair in (("MESSAGE_REACTION", REACTIONS), ("MESSAGE", MESSAGES), ("TYPING", TYPING)):
        if event.startswith(prefix):
            return pair[direct]
    if direct:
        return 0
    return GUILDS if event.startswith(("GUILD", "CHANNEL", "THREAD")) else 0


def without_content(body: JSON, bot_id: int) -> JSON:
    """The message as an application without the message content intent sees it."""
    mentioned = any(user["id"] == str(bot_id) for user in body.get("mentions", []))
    own = body.get("author", {}).get("id") == str(bot_id)
    if own or mentioned or "content" not in body or "guild_id" not in body:
        return body
    return {**body, "content": "", "embeds": [], "attachments": [], "components": []}
