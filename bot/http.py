"""The one door to HTTP: a deadline over the whole exchange, a bounded body, one family of errors."""

import asyncio
import os
from collections.abc import Callable
from types import TracebackType
from typing import Self

import aiohttp

from bot.domain.errors import (
    AuthFailed,
    BackendError,
    OutcomeUnknown,
    ProtocolError,
    RateLimited,
    Rejected,
    Unreachable,
)

READ_DEADLINE = 3.5
"""Seconds for one read, connection and body included: a silent server must be called late within 5 s."""
CHANGE_DEADLINE = 10.0
"""Seconds to wait for the answer to a change; giving up earlier would only leave more of them unknown."""
LARGEST_BODY = 4 * 1024 * 1024
_WORDS_OF_A_REFUSAL = 200


async def send_once(
    request: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType
) -> aiohttp.ClientResponse:
    """Keep aiohttp from repeating a GET whose answer was lost."""
    try:
        return await handler(request)
    except aiohttp.ClientConnectorError:
        raise  # nothing was sent
    except (aiohttp.ClientOSError, aiohttp.ServerDisconnectedError) as error:
        raise aiohttp.ClientConnectionError("the connection closed before an answer came") from error


class Sessions:
    """The connections of the whole program: kept alive for reads, a fresh one for every change.

    A change on a kept connection that the server had just closed would count as unknown without need.
    """

    async def __aenter__(self) -> Self:
        timeout = aiohttp.ClientTimeout(total=None, sock_connect=3)
        self.reads = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=0, limit_per_host=4), timeout=timeout
        )
        self.changes = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=0, force_close=True), timeout=timeout
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.reads.close()
        await self.changes.close()


class Door:
    """Asks one address, always with the same credentials; raises a `BackendError` and nothing else.

    *is_answer* tells by a body alone whether an API that says within its answers what is wrong gave it: then
    it is returned whatever the HTTP status is, which some versions of such an API send and others do not.
    """

    def __init__(
        self,
        sessions: Sessions,
        base: str,
        *,
        server: str,
        login: tuple[str, str] | None = None,
        is_answer: Callable[[bytes], bool] | None = None,
    ) -> None:
        self.server = server
        self._sessions = sessions
        self._base = base.rstrip("/")
        self._headers = {"Authorization": aiohttp.encode_basic_auth(*login)} if login else {}
        self._is_answer = is_answer

    async def read(self, path: str, *, within: float | None = None, **query: str | int) -> bytes:
        """Return the body of a GET that changes nothing; *within* so many seconds, else `READ_DEADLINE`."""
        deadline = READ_DEADLINE if within is None else within
        try:
            async with asyncio.timeout(deadline):
                return await self._exchange(self._sessions.reads, path, query)
        except BackendError:
            raise
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            raise Unreachable(self.server, path, _words(error, deadline)) from error

    async def change(self, path: str, **query: str | int) -> bytes:
        """Send a GET that changes something, at most once, and return its body.

        Raises `OutcomeUnknown` wherever the change may have happened although no usable answer came.
        """
        try:
            async with asyncio.timeout(CHANGE_DEADLINE):
                return await self._exchange(self._sessions.changes, path, query, send_once)
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise Unreachable(self.server, path, _words(error, CHANGE_DEADLINE)) from error
        except (Unreachable, ProtocolError) as error:  # an answer came, but it does not tell
            raise OutcomeUnknown(self.server, path, error.detail) from error
        except BackendError:
            raise
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            raise OutcomeUnknown(self.server, path, _words(error, CHANGE_DEADLINE)) from error

    async def _exchange(
        self,
        session: aiohttp.ClientSession,
        path: str,
        query: dict[str, str | int],
        *middlewares: aiohttp.ClientMiddlewareType,
    ) -> bytes:
        async with session.get(
            f"{self._base}/{path}",
            params=query,
            headers=self._headers,
            allow_redirects=False,
            middlewares=middlewares,
        ) as answer:
            body = await self._body(answer, path)
            if self._is_answer is None or not self._is_answer(body):
                self._refuse(answer, path, body)
            return body

    async def _body(self, answer: aiohttp.ClientResponse, path: str) -> bytes:
        chunks, size = [], 0
        async for chunk in answer.content.iter_any():
            chunks.append(chunk)
            size += len(chunk)
            if size > LARGEST_BODY:
                answer.close()
                raise ProtocolError(self.server, path, f"an answer of more than {LARGEST_BODY >> 20} MiB")
        return chunks[0] if len(chunks) == 1 else b"".join(chunks)

    def _refuse(self, answer: aiohttp.ClientResponse, path: str, body: bytes) -> None:
        status = answer.status
        if status < 300:
            return
        if status < 400:
            raise ProtocolError(self.server, path, f"answers {status}, a redirect")
        if status in {401, 403}:
            raise AuthFailed(self.server, path, f"answers {status}")
        if status == 429:
            raise RateLimited(self.server, path, _seconds(answer.headers.get("Retry-After")))
        if status < 500:
            raise Rejected(self.server, path, f"answers {status} {_plain(body, answer.content_type)}".strip())
        raise Unreachable(self.server, path, f"answers {status}")


def _seconds(retry_after: str | None) -> float:
    """Read Retry-After in seconds, at most a day; its other form, a date, is too rare here to be worth it."""
    try:
        return min(max(1.0, float(retry_after or "")), 86400.0)
    except ValueError:
        return 20.0


def _plain(body: bytes, content_type: str) -> str:
    if content_type != "text/plain":
        return ""
    return " ".join(body.decode("utf-8", "replace").split())[:_WORDS_OF_A_REFUSAL]


def _words(error: Exception, deadline: float) -> str:
    """Say what went wrong without the address, which aiohttp's own words hold."""
    match error:
        case aiohttp.ClientConnectorDNSError():
            return "the name of its host is not known"
        case aiohttp.ClientConnectorCertificateError() | aiohttp.ClientSSLError():
            return "its certificate is not accepted"
        case TimeoutError():
            return f"no answer within {deadline:g} s"
        case aiohttp.ClientConnectorError(os_error=cause) if cause.errno:
            return f"no connection ({os.strerror(cause.errno).lower()})"
        case aiohttp.ClientResponseError() | aiohttp.ClientPayloadError():
            return "the answer is not whole HTTP"
    return "the connection closed"
