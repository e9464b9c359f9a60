"""The accounts of a server, which its API calls users.  Passwords pass through here and stay nowhere."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from pydantic import BaseModel

from bot.kit import AuthFailed, BackendError, BadValue, Clock, OutcomeUnknown, Rejected
from cogs.tshock.console import one_line
from cogs.tshock.remembered import Remembered
from cogs.tshock.wire import Wire
from cogs.tshock.world_acts import said

_VIEW, _MANAGE = "tshock.rest.users.view", "tshock.rest.users.manage"
_UPDATE = "v2/users/update"
SHORTEST_PASSWORD = 4
"""Characters; what servers since 4.5 ask for at least."""
_SET_AGAIN = "; its password was set a second time, as this version needs it before anybody can log in"
_NOT_SET_AGAIN = "the account is made, but nobody can log in to it until its password is set again ({})"
_THERE_ALREADY = "an account of that name is there already"
_AFTERWARDS = {
    True: "a look afterwards found the account",
    False: "a look afterwards found no such account",
    None: "and the accounts could not be looked at afterwards",
}
_HIDDEN = "***"


class Account(BaseModel):
    """One account; its *name* need not be that of a character."""

    name: str
    id: int
    group: str = ""


class _Accounts(BaseModel):
    users: Sequence[Account]


class _Active(BaseModel):
    activeusers: str = ""


class Accounts:
    """Reads and changes the accounts of one server; a change returns what the server said."""

    def __init__(self, wire: Wire, clock: Clock) -> None:
        self._wire = wire
        self.known = Remembered(self.listed, clock)
        """To choose from."""

    async def listed(self) -> Sequence[Account]:
        """Return every account."""
        return (await self._wire.read(_Accounts, "v2/users/list", _VIEW)).users

    async def online(self) -> Sequence[str]:
        """Return the names of the accounts that somebody plays with now."""
        told = await self._wire.read(_Active, "v2/users/activelist", _VIEW)
        return [name for name in told.activeusers.split("\t") if name]

    async def read(self, name: str) -> Account:
        """Return the account of exactly that *name*; raises `Rejected` in the server's words for none."""
        return await self._wire.read(Account, "v2/users/read", _VIEW, **_of(name))

    async def create(self, name: str, password: str, group: str | None) -> str:
        """Make an account that can log in, in *group* or where the server puts new ones.

        *name* and *password* went through `checked_name` and `checked_password`.
        """
        query = {"user": name, "password": password, **({"group": group} if group else {})}
        self.known.forget()
        with _hushed(password):
            try:
                words = said(await self._wire.change("v2/users/create", _MANAGE, **query))
            except OutcomeUnknown as error:
                detail = f"{error.detail}; {_AFTERWARDS[await self._exists(name)]}"
                raise OutcomeUnknown(self._wire.server, error.operation, detail) from None
            except Rejected as error:
                if await self._exists(name):  # up to 4.4 the server says that in the words of its database
                    raise Rejected(self._wire.server, error.operation, _THERE_ALREADY) from None
                raise
            if self._wire.dialect.spoils_new_passwords:
                await self._set_again(name, password)
                words += _SET_AGAIN
        return words.replace(password, _HIDDEN)

    async def set_group(self, name: str, group: str) -> str:
        """Put the account of exactly that *name* into *group*."""
        self.known.forget()
        return await self._update(name, "group", group)

    async def set_password(self, name: str, password: str) -> str:
        """Give the account of exactly that *name* a *password* that went through `checked_password`."""
        with _hushed(password):
            return (await self._update(name, "password", password)).replace(password, _HIDDEN)

    async def delete(self, name: str) -> str:
        """Delete the account of exactly that *name*."""
        self.known.forget()
        return said(await self._wire.change("v2/users/destroy", _MANAGE, **_of(name)))

    async def _update(self, name: str, what: str, value: str) -> str:
        """Set *what* of an account; this answer has no common word for all, but one for each."""
        answer = await self._wire.change(_UPDATE, _MANAGE, **_of(name), **{what: value})
        words = answer.body.get(f"{what}-response")
        if not isinstance(words, str):
            raise OutcomeUnknown(self._wire.server, _UPDATE, f"it does not say that it changed the {what}")
        return " ".join(words.split())[:200]

    async def _set_again(self, name: str, password: str) -> None:
        try:
            await self._update(name, "password", password)
        except BackendError as error:
            detail = _NOT_SET_AGAIN.format(error.detail)
            raise OutcomeUnknown(self._wire.server, _UPDATE, detail) from None

    async def _exists(self, name: str) -> bool | None:
        """Look once; None where nobody can tell."""
        try:
            await self.read(name)
        except AuthFailed:
            return None
        except Rejected:
            return False
        except BackendError:
            return None
        return True


def checked_name(name: str) -> str:
    """Return *name*; raises `BadValue` for one that nobody could type."""
    if not name or one_line(name) != name:
        raise BadValue("user", name, "a name without blanks at its ends and without odd characters")
    return name


def checked_password(password: str) -> str:
    """Return *password*; raises `BadValue`, which does not repeat it."""
    if len(password) < SHORTEST_PASSWORD or one_line(password) != password:
        wanted = f"at least {SHORTEST_PASSWORD} characters, without blanks at its ends or two in a row"
        raise BadValue("password", "what you typed", wanted)
    return password


def _of(name: str) -> dict[str, str]:
    return {"user": name, "type": "name"}


@contextmanager
def _hushed(password: str) -> Iterator[None]:
    """Keep *password* out of whatever the server says about it."""
    try:
        yield
    except (Rejected, OutcomeUnknown) as error:
        detail = error.detail.replace(password, _HIDDEN)
        raise type(error)(error.server, error.operation, detail) from None
