"""What happens to people: they come in step by step, talk, are shown things and leave."""

import hashlib
from collections.abc import Callable

from sandbox.games.tshock.accounts import Account, Accounts
from sandbox.games.tshock.bans import Rows
from sandbox.games.tshock.config import Config
from sandbox.games.tshock.dialects import Dialect
from sandbox.games.tshock.finding import find_players
from sandbox.games.tshock.groups import Groups
from sandbox.games.tshock.log import TextLog
from sandbox.games.tshock.people import AXE, LOADING, NAMED, PICKAXE, PLAYING, SWORD, Player
from sandbox.games.tshock.tickets import Tickets

SLOTS = 255
LONGEST_NAME = 20
SPAWN = (2098, 223)
IMMUNE = "tshock.admin.nokick"
LOCALHOST = "127.0.0.1"


class JoinRefused(Exception):
    """The server did not let somebody in; the message is what they read."""


class Crowd:
    """The slots of a server and whoever is in them."""

    def __init__(self, dialect: Dialect, config: Config, clock: Callable[[], float], log: TextLog) -> None:
        self.dialect, self.config, self.clock, self.log = dialect, config, clock, log
        self.groups = Groups(dialect)
        self.accounts = Accounts(dialect, self.groups)
        self.rows = Rows(config, clock)
        """The bans of the old API."""
        self.tickets = Tickets(clock)
        """The bans of today's API."""
        self.slots: list[Player | None] = [None] * SLOTS
        self.loading = False
        """Whether the world is still being made: the API answers, nobody can join."""

    @property
    def present(self) -> list[Player]:
        """Everybody who has a slot, those who are still coming in too."""
        return [player for player in self.slots if player is not None]

    @property
    def players(self) -> list[Player]:
        """Everybody in the world."""
        return [player for player in self.present if player.active]

    def player(self, name: str) -> Player:
        """Return the player in the world with exactly this name; LookupError when there is none."""
        for player in self.players:
            if player.name == name:
                return player
        raise LookupError(f"nobody called {name!r} is in the world")

    def find(self, text: str) -> list[Player]:
        return find_players(self.dialect, self.slots, text)

    def connect(self, *, ip: str = LOCALHOST, uuid: str = "") -> Player:
        """Take a slot for somebody of whom nothing but the address is known; raises JoinRefused."""
        if self.loading:
            raise JoinRefused("The server is still loading its world.")
        if sum(not player.stale for player in self.present) >= self.config.max_slots:
            raise JoinRefused("Server is full. No reserved slots open.")
        index = self.slots.index(None)
        player = Player(index, ip, uuid)
        self.slots[index] = player
        return player

    def introduce(self, player: Player, name: str, *, account: str | None = None) -> None:
        """Let somebody who connects tell a name; raises JoinRefused and frees the slot when it is refused.

        Whoever came without the mark of a client gets one that belongs to the name. The words about names are
        the game's own and not verified.
        """
        player.uuid = player.uuid or hashlib.sha256(name.encode()).hexdigest()
        player.account = self._account(account)
        refusal = self._refusal(player, name)
        if refusal is not None:
            player.parted = refusal
            self.slots[player.index] = None
            raise JoinRefused(refusal)
        player.name, player.state = name, NAMED

    def approach(self, player: Player) -> None:
        """Let somebody who has told a name load the world."""
        player.state = LOADING

    def enter(self, player: Player) -> None:
        """Let somebody who connects appear in the world."""
        player.state, player.position = PLAYING, SPAWN
        if not player.inventory:
            player.inventory = [SWORD, PICKAXE, AXE]
        counted = f"({len(self.players)}/{self.config.max_slots})"
        self.log.add(f"{player.name} ({player.ip}) from '{player.group}' group joined. {counted}")
        self.broadcast(f"{player.name} has joined.")

    def join(
        self, name: str, *, account: str | None = None, ip: str = LOCALHOST, uuid: str = "", team: int = 0
    ) -> Player:
        """Let somebody come all the way in, logged in to *account*, which is made when there is none.

        Raises JoinRefused.
        """
        player = self.connect(ip=ip, uuid=uuid)
        self.introduce(player, name, account=account)
        player.team = team
        self.enter(player)
        return player

    def login(self, player: Player, account: str | None) -> None:
        """Log a player in to an account, or out of it with None."""
        player.account = self._account(account)

    def leave(self, player: Player) -> None:
        """Let somebody go by themselves, from whatever state."""
        self._free(player)

    def drop(self, player: Player) -> None:
        """Let the connection of somebody who is coming in die, so that the slot stays taken."""
        player.stale = True

    def say(self, player: Player, text: str) -> bool:
        """Let a player write into the chat, and tell whether the others read it."""
        if player.muted:
            player.screen.append("You are muted!")
            return False
        self.broadcast(f"{player.name}: {text}")
        return True

    def show_all(self, text: str, *, but: Player | None = None) -> None:
        """Show a text to everybody in the world, one line for each of its own, and keep it out of the log."""
        for player in self.players:
            if player is not but:
                player.screen.extend(text.split("\n"))

    def broadcast(self, text: str, *, but: Player | None = None) -> None:
        """Show a line to everybody in the world and log it."""
        self.show_all(text, but=but)
        self.log.add(f"Broadcast: {text}", "Utils")

    def whisper(self, player: Player, author: str, text: str) -> None:
        line = f"<From {author}> {text}"
        player.screen.append(line)
        player.whispers.append(line)

    def kick(
        self, player: Player, reason: str, *, force: bool, silent: bool = False, by: str | None = None
    ) -> bool:
        """Throw somebody out and tell whether it was done: those who are immune stay unless forced."""
        if player.stale:
            return True
        if not force and self.groups.allows(player.group, IMMUNE):
            return False
        self.log.add(f"Kicked {player.name} for : '{reason}'", "Utils")
        if not silent:
            verb = "force kicked" if force else "kicked"
            told = f"{by} {verb} {player.name}" if by else f"{player.name} was {verb}"
            self.broadcast(f"{told} for '{reason.lower()}'", but=player)
        self.disconnect(player, f"Kicked: {reason}", silent=silent)
        return True

    def disconnect(self, player: Player, words: str, *, silent: bool = False) -> None:
        player.parted = words
        self._free(player, silent=silent)

    def _free(self, player: Player, *, silent: bool = False) -> None:
        """Empty a slot; that a silent kick also keeps quiet about the leaving is inferred."""
        if self.slots[player.index] is not player:
            return
        was_playing = player.active
        self.slots[player.index] = None
        player.state = 0
        if was_playing and not silent:
            self.broadcast(f"{player.name} has left.")
        if was_playing:
            self.log.add(f"{player.name} disconnected.")

    def _account(self, name: str | None) -> Account | None:
        if name is None:
            return None
        group = self.config.default_registration_group
        return self.accounts.get(name) or self.accounts.add(name, "password", group, now=self.clock())

    def _refusal(self, player: Player, name: str) -> str | None:
        if not name.strip():
            return "Empty name."
        if len(name) > LONGEST_NAME:
            return "Name is too long."
        if any(other.name == name for other in self.present):
            return f"{name} is already on this server."
        if self.dialect.modern:
            return self.tickets.refusal(name, player.username, player.ip, player.uuid)
        return self.rows.refusal(name, player.ip, player.uuid)
