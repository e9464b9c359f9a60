"""The token that opens the API: one that the operator wrote down, or one that is made and renewed."""

import asyncio
import contextlib
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.kit import AuthFailed, BackendError, Clock, Door, ProtocolError
from cogs.tshock.answers import OK, read_answer

_PAUSE = timedelta(minutes=5)
"""Between two tries: the server counts every token it makes, and refuses the fourth in some minutes."""
_CREATE = "v2/token/create"
_NEEDS = "an account of the server whose group has the permission tshock.rest.useapi"

Encode = Callable[[str], str]


class Keys:
    """Gives the token, "" where the operator gave none; whatever fails is raised as a `BackendError`."""

    def __init__(self, door: Door, token: str, login: tuple[str, str] | None, clock: Clock) -> None:
        self._door = door
        self._token = token
        self._login = login
        self._clock = clock
        self._turn = asyncio.Lock()
        self._next_try: datetime | None = None

    async def token(self, encode: Encode) -> str:
        """Return the token, made now where there is none yet; *encode* is the server's way to read values."""
        if self._login and not self._token:
            async with self._turn:
                if not self._token:
                    self._token = await self._create(encode, *self._login)
        return self._token

    def lost(self, token: str) -> bool:
        """Forget *token*, which the server no longer knows; tell whether another can be made."""
        if self._login and self._token == token:
            self._token = ""
        return self._login is not None

    async def give_back(self) -> None:
        """Have the server forget the token that was made."""
        token, self._token = self._token, "" if self._login else self._token
        if self._login and token:
            with contextlib.suppress(BackendError):  # its words hold the token; a restart forgets it as well
                await self._door.read(f"token/destroy/{token}", token=token)

    async def _create(self, encode: Encode, username: str, password: str) -> str:
        now = self._clock()
        if self._next_try and now < self._next_try:
            raise AuthFailed(self._door.server, _CREATE, "it waits before it tries to log in again")
        self._next_try = now + _PAUSE
        body = await self._door.read(
            _CREATE, username=encode(encode(username)), password=encode(encode(password))
        )
        answer = read_answer(body)
        if answer is None:
            raise ProtocolError(self._door.server, _CREATE, "the answer is none of TShock's")
        token = answer.body.get("token")
        if answer.status != OK or not isinstance(token, str) or not token.isalnum():
            raise AuthFailed(self._door.server, _CREATE, f"it needs {_NEEDS}")
        return token
