"""Channel webhooks: addresses that post under a name of their own."""

import secrets
from dataclasses import dataclass, field

from sandbox.discord.errors import JSON
from sandbox.discord.model import Channel, User
from sandbox.discord.payloads import user_json


@dataclass(eq=False, slots=True)
class Webhook:
    id: int
    name: str
    channel: Channel
    owner: User
    application_id: int | None
    token: str = field(default_factory=lambda: secrets.token_urlsafe(51))

    def to_json(self) -> JSON:
        guild = self.channel.guild
        return {
            "id": str(self.id),
            "type": 1,
            "name": self.name,
            "avatar": None,
            "channel_id": str(self.channel.id),
            "guild_id": None if guild is None else str(guild.id),
            "application_id": None if self.application_id is None else str(self.application_id),
            "token": self.token,
            "user": user_json(self.owner),
        }
