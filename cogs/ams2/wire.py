"""The server's questions and answers: an envelope around each, refusals within it, odd items left out."""

import logging
from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from bot.kit import AuthFailed, Door, OutcomeUnknown, ProtocolError, Rejected, Unreachable
from cogs.ams2 import event_pages
from cogs.ams2.decoding import decode, decode_much, first_fault, mend
from cogs.ams2.event_pages import Page
from cogs.ams2.payloads import (
    Answer,
    Help,
    Lists,
    LooseLists,
    LoosePage,
    Performance,
    Ring,
    Status,
    Version,
    WholeStatus,
    WrappedLists,
)

log = logging.getLogger(__name__)

M = TypeVar("M", bound=BaseModel)

_RANGE = "api/log/range"
PAGE, SMALL_PAGE = 2000, 200
"""Events asked for at once: some 700 KB, whose rows keep the database for less than a tenth of a second.
A tenth of them for a link too slow for that."""
_LISTS_WITHIN = 60.0
"""Seconds for half a megabyte; nobody waits for it."""
_WORDS = 200

# Made once: naming a generic model takes longer than reading a small answer.
_STATUS = Answer[Status]
_WHOLE_STATUS = Answer[WholeStatus]
_RING = Answer[Ring]
_LOOSE_PAGE = Answer[LoosePage]
_VERSION = Answer[Version]
_PERFORMANCE = Answer[Performance]
_HELP = Answer[Help]
_WRAPPED_LISTS = Answer[WrappedLists]
_LISTS = Answer[Lists]
_LOOSE_LISTS = Answer[LooseLists]
_BARE = Answer[object]
_MOSTLY_OPEN: frozenset[type[BaseModel]] = frozenset({_LOOSE_PAGE})


class Wire:
    """What can be asked of one server; every method raises a `BackendError` and nothing else."""

    def __init__(self, door: Door, username: str) -> None:
        self.server = door.server
        self._door = door
        self._username = username
        self._odd: set[str] = set()
        self._page_size = PAGE

    async def status(self, **parts: int) -> Status:
        """Return the status with the *parts* asked for: attributes, members, participants."""
        path = "api/session/status"
        return self._read(_STATUS, await self._door.read(path, **parts), path)

    async def whole_status(self) -> WholeStatus:
        """Return the status with all its parts, and every attribute as it came."""
        path = "api/session/status"
        body = await self._door.read(path, attributes=1, members=1, participants=1)
        return self._read(_WHOLE_STATUS, body, path)

    async def overview(self) -> Ring:
        """Return how much the log holds."""
        path = "api/log/overview"
        return self._read(_RING, await self._door.read(path), path)

    async def page(self, offset: int) -> Page:
        """Return the log from *offset* on; see `raw_page`."""
        return self.read_page(await self.raw_page(offset), offset)

    async def raw_page(self, offset: int) -> bytes:
        """Return the log from *offset* on, at most `PAGE` events, still to be read by `read_page`.

        Where a page did not come in time, smaller ones are asked for until no more events wait.
        """
        try:
            return await self._door.read(_RANGE, offset=offset, count=self._page_size)
        except Unreachable:
            self._page_size = SMALL_PAGE
            raise

    def read_page(self, body: bytes, offset: int) -> Page:
        """Read what `raw_page` returned; an odd event has a blank in its place."""
        page = event_pages.read(self._read(_LOOSE_PAGE, body, _RANGE), offset)
        if len(page.events) < self._page_size:
            self._page_size = PAGE
        return page

    async def version(self) -> Version:
        """Return the server's version."""
        return self._read(_VERSION, await self._door.read("api/version"), "api/version")

    async def performance(self) -> Performance:
        """Return how fast the server ticks."""
        path = "api/performance"
        return self._read(_PERFORMANCE, await self._door.read(path), path)

    async def methods(self) -> frozenset[str]:
        """Return the paths of the methods that this build has."""
        listed = self._read(_HELP, await self._door.read("api/help"), "api/help").methods
        return frozenset(method.name for method in listed)

    async def lists(self) -> bytes:
        """Return all lists, half a megabyte, still to be read by `read_lists`."""
        return await self._door.read("api/list/all", within=_LISTS_WITHIN)

    def read_lists(self, body: bytes) -> Lists:
        """Read what `lists` returned."""
        path = "api/list/all"
        try:
            return self._read(_WRAPPED_LISTS, body, path).lists
        except ProtocolError:
            return self._read(_LISTS, body, path)

    async def enums(self) -> Mapping[str, Any]:
        """Return all enums as they came, those too that `lists` leaves out, by their names."""
        path = "api/list/enums"
        lists = self._read(_LOOSE_LISTS, await self._door.read(path), path).model_extra or {}
        wrapped = lists.get("lists")
        return wrapped if isinstance(wrapped, dict) else lists

    async def change(self, path: str, **query: str | int) -> None:
        """Send a change once; raise `OutcomeUnknown` when its answer does not tell what came of it."""
        try:
            body = await self._door.change(path, **query)
        except AuthFailed as error:
            raise AuthFailed(self.server, path, f"{error.detail}; {self._what_changes_need()}") from error
        try:
            answer = decode(_BARE, body)
        except ValidationError as error:
            raise OutcomeUnknown(self.server, path, first_fault(error)) from None
        self._refuse(answer, path)

    def _what_changes_need(self) -> str:
        """Say it whether 401 or 403 came: which of the two does not tell why."""
        if not self._username:
            return "username and password in main.yaml must name a user in the group admin of the server"
        return f"the user {self._username} must have that password and be in the group admin of the server"

    def _read(self, model: type[Answer[M]], body: bytes, path: str) -> M:
        try:
            answer = decode_much(model, body) if model in _MOSTLY_OPEN else decode(model, body)
        except ValidationError as error:
            answer = self._mend(model, body, path, error)
        return self._response(answer, path)

    def _mend(self, model: type[Answer[M]], body: bytes, path: str, error: ValidationError) -> Answer[M]:
        try:
            self._refuse(decode(_BARE, body), path)
            answer = mend(model, body, error)
        except ValidationError:
            raise ProtocolError(self.server, path, first_fault(error)) from None
        if path not in self._odd:  # it will be as odd at the next look
            self._odd.add(path)
            faults = error.error_count(), first_fault(error)
            log.warning(
                "%s: %s: %d faults in items that are left out, such as %s", self.server, path, *faults
            )
        return answer

    def _response(self, answer: Answer[M], path: str) -> M:
        self._refuse(answer, path)
        if answer.response is None:
            raise ProtocolError(self.server, path, "the answer holds no response")
        return answer.response

    def _refuse(self, answer: Answer[M] | Answer[object], path: str) -> None:
        if answer.result != "ok":
            words = " ".join((answer.message or answer.result).split())
            raise Rejected(self.server, path, words[:_WORDS])
