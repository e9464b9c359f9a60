"""A simulated Terraria server on the page."""

from sandbox.discord.errors import JSON
from sandbox.games.tshock import Life, Player, TShockServer
from sandbox.web.steered import Steered

BROADCAST = " - Utils: INFO: Broadcast: "


class SteeredWorld(Steered):
    """Reads what was written for everybody from the server's log, and whispers from the players' screens."""

    def __init__(self, name: str, server: TShockServer, life: Life) -> None:
        super().__init__(name, server)
        self.server, self.life = server, life
        self._read = 0
        self._whispers: dict[Player, int] = {}

    @property
    def speed(self) -> float:
        return self.life.speed

    @speed.setter
    def speed(self, speed: float) -> None:
        self.life.speed = speed

    def seen(self) -> JSON:
        return {
            "doing": "Loading" if self.server.loading else "Day" if self.server.world.daytime else "Night",
            "place": self.server.world.name,
            "players": [{"number": one.index, "name": one.name} for one in self.server.players],
        }

    def say(self, number: int, text: str) -> None:
        player = next((one for one in self.server.players if one.index == number), None)
        if player is None:
            raise LookupError("this player has left the server")
        self.server.say(player, text)

    def read(self) -> None:
        fresh = self.server.log.lines[self._read :]
        self._read += len(fresh)
        for line in fresh:
            _, is_chat, text = line.partition(BROADCAST)
            if is_chat:
                self._take(text)
        for player in self.server.players:
            heard = player.whispers[self._whispers.get(player, 0) :]
            self._whispers[player] = len(player.whispers)
            for whisper in heard:
                self.note("", whisper, player.name)

    def _take(self, text: str) -> None:
        author = next((one.name for one in self.server.players if text.startswith(f"{one.name}: ")), "")
        self.note(author, text.removeprefix(f"{author}: ") if author else text)
