"""Questions and changes, with the token, and what refusals mean."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from bot.kit import AuthFailed, BackendError, Door, OutcomeUnknown, ProtocolError, Rejected, Unreachable
from cogs.tshock.answers import NO_TOKEN, OK, REFUSED, UNKNOWN_PATH, WRONG, Answer, read_answer
from cogs.tshock.dialect import UNKNOWN, Dialect, dialect_of
from cogs.tshock.keys import Keys
from cogs.tshock.payloads import Status

M = TypeVar("M", bound=BaseModel)

_STATUS = "v2/server/status"
_COMMAND = "v3/server/rawcmd"


@dataclass(frozen=True, slots=True)
class _Way:
    """How something is sent, and what is raised for an answer of another program and for a failure inside."""

    send: Callable[..., Awaitable[bytes]]
    unreadable: type[BackendError]
    failed: type[BackendError]


class Wire:
    """What can be asked of one server; every method raises a `BackendError` and nothing else.

    *needs* names the permission that the token's group must have, for the words of a refusal.
    """

    def __init__(self, door: Door, keys: Keys) -> None:
        self.server = door.server
        self._dialect: Dialect | None = None
        self._keys = keys
        self._reading = _Way(door.read, ProtocolError, Unreachable)
        self._changing = _Way(door.change, OutcomeUnknown, OutcomeUnknown)
        self._all_need_token = False

    @property
    def dialect(self) -> Dialect:
        """How the server that answered last speaks."""
        return self._dialect or UNKNOWN

    async def learn(self) -> Dialect:
        """Return how the server speaks, asked now where it was never asked."""
        if self._dialect is None:
            await self.status()
        return self.dialect

    async def status(self, **parts: str) -> Status:
        """Return the status, with the *parts* asked for: players, rules."""
        status = await self.read_open(Status, _STATUS, **parts)
        self._dialect = dialect_of(status.tshockversion)
        return status

    async def read(self, model: type[M], path: str, needs: str = "", **query: str) -> M:
        """Return the answer to a question that changes nothing."""
        return self._model(model, path, await self._with_token(self._reading, path, needs, query))

    async def read_open(self, model: type[M], path: str, **query: str) -> M:
        """Return the answer to a question that needs no token, unless this server says so."""
        if not self._all_need_token:
            answer = await self._send(self._reading, path, query)
            if answer.status != NO_TOKEN:
                self._refuse(self._reading, answer, path, "")
                return self._model(model, path, answer)
            self._all_need_token = True
        return await self.read(model, path, **query)

    async def read_after(self, model: type[M], path: str, needs: str = "") -> M:
        """Read what a change that was sent made; raise `OutcomeUnknown` where that cannot be read."""
        try:
            return await self.read(model, path, needs)
        except BackendError as error:
            detail = f"it was sent, and could not be read back: {error.detail}"
            raise OutcomeUnknown(self.server, path, detail) from error

    async def change(self, path: str, needs: str, **query: str) -> Answer:
        """Send a change once; raise `OutcomeUnknown` when its answer does not tell what came of it."""
        return await self._with_token(self._changing, path, needs, query)

    async def command(self, words: str, needs: str) -> list[str]:
        """Run a console command that begins with a slash, and return what it tells, a line each.

        Names in it are quoted.  The server says that all is well even where the command failed.
        """
        answer = await self.change(_COMMAND, f"tshock.rest.command, or {needs} for the command", cmd=words)
        told = answer.body.get("response", [])
        if not isinstance(told, list) or not all(isinstance(line, str) for line in told):
            raise OutcomeUnknown(self.server, _COMMAND, "the answer holds no lines")
        return told

    async def give_back(self) -> None:
        """Have the server forget a token that was made for the bot."""
        await self._keys.give_back()

    async def _with_token(self, way: _Way, path: str, needs: str, query: dict[str, str]) -> Answer:
        if path != _STATUS:  # values are written otherwise for each
            await self.learn()
        token = await self._keys.token(self.dialect.encode)
        answer = await self._send(way, path, query, token)
        if answer.status == REFUSED and await self._is_unknown(token):
            if not self._keys.lost(token):
                raise AuthFailed(self.server, path, "the server does not know the token in main.yaml")
            token = await self._keys.token(self.dialect.encode)  # with the lost one nothing was done
            answer = await self._send(way, path, query, token)
        self._refuse(way, answer, path, needs)
        return answer

    async def _is_unknown(self, token: str) -> bool:
        """Ask whether a refusal was about the token, and not about what its group may do."""
        try:
            return (await self._send(self._reading, "tokentest", {}, token)).status == REFUSED
        except BackendError:
            return False

    async def _send(self, way: _Way, path: str, query: dict[str, str], token: str = "") -> Answer:
        values = {name: self.dialect.encode(value) for name, value in query.items()}
        body = await way.send(path, **values, **({"token": token} if token else {}))
        answer = read_answer(body)
        if answer is None:
            raise way.unreadable(self.server, path, "the answer is none of TShock's")
        return answer

    def _refuse(self, way: _Way, answer: Answer, path: str, needs: str) -> None:
        if answer.status == OK:
            return
        if answer.status == NO_TOKEN:
            raise AuthFailed(self.server, path, "it needs a token: set one in main.yaml")
        if answer.status == REFUSED:
            raise AuthFailed(self.server, path, _lacking(needs))
        if answer.status == UNKNOWN_PATH:
            raise Rejected(self.server, path, "this version of TShock has no such thing")
        if answer.status == WRONG:
            raise Rejected(self.server, path, answer.words)
        raise way.failed(self.server, path, f"answers {answer.status}")

    def _model(self, model: type[M], path: str, answer: Answer) -> M:
        try:
            return model.model_validate(answer.body)
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False, include_context=False)[0]
            detail = f"{'.'.join(map(str, first['loc']))}: {first['msg']}"[:200]
            raise ProtocolError(self.server, path, detail) from None


def _lacking(needs: str) -> str:
    if not needs:
        return "the group of its token may not ask that"
    return f"the group of its token lacks the permission {needs}"
