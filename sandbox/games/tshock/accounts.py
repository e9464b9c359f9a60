"""The accounts of players, which the API calls users."""

from collections.abc import Iterator
from dataclasses import dataclass

from sandbox.games.tshock.answers import Refused
from sandbox.games.tshock.dialects import Dialect
from sandbox.games.tshock.groups import Groups

SHORTEST_PASSWORD = 4
DUPLICATE = (
    "AddUser SQL returned an error (Abort due to constraint violation\r\n"
    "UNIQUE constraint failed: Users.Username)"
)


@dataclass(slots=True, eq=False)
class Account:
    id: int
    name: str
    group: str
    password: str
    registered: float
    """Unix seconds."""
    hashed: bool = True
    """4.x stores the password of an account made by REST as typed, and then never finds it right."""

    def accepts(self, password: str) -> bool:
        return self.hashed and password == self.password


class Accounts:
    def __init__(self, dialect: Dialect, groups: Groups) -> None:
        self._modern = dialect.modern
        self._groups = groups
        self._accounts: dict[str, Account] = {}
        self._next_id = 1

    def __iter__(self) -> Iterator[Account]:
        return iter(self._accounts.values())

    def get(self, name: str) -> Account | None:
        return self._accounts.get(name)

    def by_id(self, number: int) -> Account | None:
        return next((account for account in self if account.id == number), None)

    def add(self, name: str, password: str, group: str, *, now: float = 0.0, hashed: bool = True) -> Account:
        """Make an account; raises Refused with the server's words."""
        if self._modern and len(password) < SHORTEST_PASSWORD:
            raise Refused(f"Password must be at least {SHORTEST_PASSWORD} characters. (Parameter 'password')")
        if group not in self._groups:
            raise Refused(f"Group {self._groups.quoted(group)} does not exist")
        if name in self._accounts:
            raise Refused(f"User account {name} already exists" if self._modern else DUPLICATE)
        account = Account(self._next_id, name, group, password, now, hashed=hashed)
        self._accounts[name] = account
        self._next_id += 1
        return account

    def set_password(self, account: Account, password: str) -> None:
        if self._modern and len(password) < SHORTEST_PASSWORD:
            raise Refused(f"Password must be at least {SHORTEST_PASSWORD} characters. (Parameter 'password')")
        account.password, account.hashed = password, True

    def set_group(self, account: Account, group: str) -> None:
        if group not in self._groups:
            raise Refused(
                f"Group {group} does not exist" if self._modern else "SetUserGroup SQL returned an error"
            )
        account.group = group

    def remove(self, account: Account) -> None:
        del self._accounts[account.name]
