"""One interaction from the moment a person causes it: its three clocks and its answers."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sandbox.discord.errors import JSON, Refused, unknown
from sandbox.discord.model import EPHEMERAL, Channel, Message, User
from sandbox.discord.payloads import user_json

if TYPE_CHECKING:
    from sandbox.discord.guild import Guild

COMMAND, COMPONENT, AUTOCOMPLETE, MODAL = 2, 3, 4, 5
MESSAGE, DEFERRED, DEFERRED_UPDATE, UPDATE, CHOICES, OPEN_MODAL = 4, 5, 6, 7, 8, 9
FIRST_ANSWER, TOKEN_LIFE = 3.0, 15 * 60.0  # seconds


@dataclass(eq=False)
class Interaction:
    id: int
    application_id: int
    kind: int
    user: User
    channel: Channel
    guild: Guild | None
    data: JSON
    made: float  # on the injected clock
    source: Message | None = None  # the message whose component was used
    source_edits: int = 0  # how often it had been edited by then
    token: str = field(default_factory=lambda: secrets.token_urlsafe(48))
    sent: float = field(default_factory=time.monotonic)
    answered_with: int | None = None
    first_answer_after: float | None = None  # real seconds
    expired: bool = False  # nobody answered in time
    original: Message | None = None
    messages: list[Message] = field(default_factory=list)  # all that it brought forth, or changed
    modal: JSON | None = None
    choices: list[JSON] | None = None
    final: bool = False  # the person sees more than "is thinking"

    @property
    def metadata(self) -> JSON:
        body: JSON = {
            "id": str(self.id),
            "type": self.kind,
            "user": user_json(self.user),
            "authorizing_integration_owners": self.owners,
        }
        origin = {} if self.source is None else {"interacted_message_id": str(self.source.id)}
        if self.kind == COMPONENT:
            return body | origin
        if self.kind == MODAL:
            opened_by = {**body, "type": COMPONENT if origin else COMMAND, **origin}
            body["triggering_interaction_metadata"] = opened_by
        return body

    @property
    def owners(self) -> JSON:
        """Who installed the application, by kind of installation: here always a guild."""
        return {"0": "0" if self.guild is None else str(self.guild.id)}

    def accept_answer(self, kind: int, now: float) -> None:
        """Note the first answer, or refuse one that is late, second, or of the wrong kind."""
        if self.answered_with is not None:
            raise Refused(400, 40060, "Interaction has already been acknowledged.")
        if self.expired or now - self.made > FIRST_ANSWER:
            self.expired = True
            raise unknown("interaction")
        if kind not in self._fitting():
            raise Refused(400, 50035, "Invalid Form Body", _wrong_kind())
        self.answered_with = kind
        self.first_answer_after = time.monotonic() - self.sent

    def _fitting(self) -> set[int]:
        fitting = {
            COMMAND: {MESSAGE, DEFERRED, OPEN_MODAL},
            COMPONENT: {MESSAGE, DEFERRED, DEFERRED_UPDATE, UPDATE, OPEN_MODAL},
            AUTOCOMPLETE: {CHOICES},
            MODAL: {MESSAGE, DEFERRED},
        }[self.kind]
        if self.kind == MODAL and self.source is not None:
            return fitting | {DEFERRED_UPDATE, UPDATE}
        return fitting

    def check_token(self, now: float) -> None:
        """Refuse what comes after the token's life, or before any answer."""
        if now - self.made > TOKEN_LIFE:
            raise Refused(401, 50027, "Invalid Webhook Token")
        if self.answered_with is None:
            raise unknown("webhook")

    def shows(self, message: Message) -> None:
        """Note that *message* is what the person sees of this interaction now."""
        if message in self.messages:
            self.messages.remove(message)
        self.messages.append(message)
        self.final = self.final or not message.loading

    def find(self, message_id: str) -> Message:
        """A message of this interaction by id, or "@original"."""
        found = self.original if message_id == "@original" else None
        if found is None:
            found = next((one for one in self.messages if str(one.id) == message_id), None)
        if found is None or found.deleted:
            raise unknown("message")
        return found


def private(data: JSON) -> bool:
    return bool(int(data.get("flags") or 0) & EPHEMERAL)


def _wrong_kind() -> JSON:
    text = "This type of response does not fit the interaction."
    return {"type": {"_errors": [{"code": "INTERACTION_RESPONSE_TYPE_INVALID", "message": text}]}}
