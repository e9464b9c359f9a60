"""What a person sees of one interaction, live."""

from __future__ import annotations

from sandbox.discord.changes import Changes
from sandbox.discord.errors import JSON
from sandbox.discord.interactions import DEFERRED_UPDATE, FIRST_ANSWER, Interaction
from sandbox.discord.model import Message


class Reply:
    def __init__(self, interaction: Interaction, changes: Changes) -> None:
        self.interaction, self._changes = interaction, changes

    @property
    def messages(self) -> list[Message]:
        """The messages it brought forth or changed, newest last, without "is thinking"."""
        return [one for one in self.interaction.messages if not one.deleted and not one.loading]

    @property
    def message(self) -> Message:
        """The newest message; LookupError if there is none."""
        if not self.messages:
            raise LookupError("the bot has shown nothing yet")
        return self.messages[-1]

    @property
    def text(self) -> str:
        return self.message.text if self.messages else ""

    @property
    def ephemeral(self) -> bool:
        """Whether only this person sees the newest message."""
        return bool(self.messages) and self.messages[-1].ephemeral

    @property
    def thinking(self) -> bool:
        return any(one.loading and not one.deleted for one in self.interaction.messages)

    @property
    def modal(self) -> JSON | None:
        """The form the bot opened: title, custom_id, components."""
        return self.interaction.modal

    @property
    def choices(self) -> list[JSON]:
        return self.interaction.choices or []

    @property
    def first_answer_after(self) -> float | None:
        """Real seconds between the event and the first answer."""
        return self.interaction.first_answer_after

    @property
    def failed(self) -> bool:
        """The application did not respond."""
        return self.interaction.expired

    async def settled(self, timeout: float = 15.0) -> Reply:  # noqa: ASYNC109 - part of the promise
        """Wait for the final visible answer, or until it is clear that none comes in 3 s.

        A deferral that changes nothing visible (kind 6) is final once the message is edited.
        """
        interaction = self.interaction
        try:
            await self._changes.until(lambda: interaction.answered_with or interaction.expired, FIRST_ANSWER)
        except TimeoutError:
            interaction.expired = True
        if not interaction.expired:
            await self._changes.until(self._is_final, timeout)
        return self

    def _is_final(self) -> bool:
        interaction = self.interaction
        if interaction.answered_with == DEFERRED_UPDATE and interaction.source is not None:
            source = interaction.source
            return interaction.final or source.edits > interaction.source_edits or source.deleted
        return interaction.final
