"""One call of an endpoint, as the functions that answer it see it."""

from collections.abc import Callable
from dataclasses import dataclass

from sandbox.games.tshock.answers import Answer, Refused, missing
from sandbox.games.tshock.game import Game
from sandbox.games.tshock.people import Player
from sandbox.games.tshock.query import Parameters, is_blank
from sandbox.games.tshock.tokens import Holder


@dataclass(frozen=True, slots=True)
class Call:
    game: Game
    query: Parameters
    address: str
    holder: Holder | None = None
    """Who stands behind the token; None where none was asked for."""
    variable: str = ""
    """What the path holds in the place of its variable."""

    @property
    def user(self) -> str:
        return self.holder.user if self.holder is not None else ""

    @property
    def modern(self) -> bool:
        return self.game.dialect.modern

    def may(self, permission: str) -> bool:
        return self.holder is not None and self.game.groups.allows(self.holder.group, permission)

    def player(self) -> Player:
        """Return the one player that the parameter `player` means; raises Refused."""
        name = self.query.text("player")
        found = self.game.find(name)
        if not found:
            raise Refused(f"Player {name} was not found")
        if len(found) > 1:
            raise Refused(f"Player {name} matches {len(found)} players")
        return found[0]

    def reason(self, default: str) -> str:
        """Return the reason: one that is empty stays empty."""
        given = self.query.get("reason")
        return default if given is None else given

    def any_of(self, *names: str) -> None:
        """Raise Refused when every one of these parameters is missing or blank."""
        if all(is_blank(self.query.get(name)) for name in names):
            raise missing(*names)


Endpoint = Callable[[Call], Answer]
