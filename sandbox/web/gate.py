"""Who may come in: this machine, with the token of this run, and only from the page itself."""

import secrets
from collections.abc import Awaitable, Callable

from aiohttp import web
from aiohttp.typedefs import Middleware

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

CLOSED = "Open the address with the token that the program printed."


class Gate:
    """The page steers everything, so that no other web page in the same browser may reach it."""

    def __init__(self, pictures_from: str) -> None:
        self.token = secrets.token_urlsafe(24)
        self.port = 0  # known once the page listens
        self._policy = "; ".join(
            (
                "default-src 'none'",
                "script-src 'self'",
                "style-src 'self'",
                "connect-src 'self'",
                f"img-src 'self' {pictures_from}",
                "base-uri 'none'",
                "form-action 'none'",
                "frame-ancestors 'none'",
            )
        )

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def cookie(self) -> str:
        """Cookies do not tell ports apart, so that the name must."""
        return f"sandbox_{self.port}"

    async def sign(self, _request: web.Request, response: web.StreamResponse) -> None:
        """Put the headers on every answer that keep a browser strict."""
        response.headers.update(
            {
                "Content-Security-Policy": self._policy,
                "X-Content-Type-Options": "nosniff",
                "Referrer-Policy": "no-referrer",
                "Cache-Control": "no-store",
            }
        )

    def middleware(self) -> Middleware:
        @web.middleware
        async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
            if request.host != self.host:  # a name that somebody pointed at this machine
                return web.Response(status=421, text="this page is for its own loopback address only")
            if request.headers.get("Origin") not in (None, f"http://{self.host}"):
                return web.Response(status=403, text="another page may not ask here")
            if self._knows(request.cookies.get(self.cookie)):
                return await handler(request)
            if request.path == "/" and self._knows(request.query.get("token")):
                response = await handler(request)
                response.set_cookie(self.cookie, self.token, httponly=True, samesite="Strict")
                return response
            return web.Response(status=403, text=CLOSED)

        return guard

    def _knows(self, token: str | None) -> bool:
        return token is not None and secrets.compare_digest(token.encode(), self.token.encode())
