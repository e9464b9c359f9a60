"""What goes on in the session apart from driving: people, chat, states, and the log of it all."""

import random
from collections.abc import Callable

from sandbox.games.ams2.cars import Car
from sandbox.games.ams2.content import FIRST_LIVERY, Vehicle, vehicles_of
from sandbox.games.ams2.members import JoinRefused, Member
from sandbox.games.ams2.ring import Ring
from sandbox.games.ams2.titles import Title

LOBBY_ID = 109775242000000001
# Below the first id that Steam gives to a person, so that nobody real is meant.
FIRST_STEAM_ID = 76561190000002001

Attributes = dict[str, int | str]


class Game:
    """The session of one server process; every change writes the events that the real server would write."""

    def __init__(
        self, *, clock: Callable[[], float], ring_size: int, controlled: bool, name: str, title: Title
    ) -> None:
        self.clock = clock
        self.controlled = controlled
        """The server option `controlGameSetup`: without it every write of session attributes is ignored."""
        self.name = name
        self.title = title
        self.lobbyid = LOBBY_ID
        """May be set to 0, which real servers also show while a session is running."""
        self.host_answers = True
        """Whether the game of the host answers when attributes are to be changed."""
        self.pace = 1.0
        """Seconds of the session that go into one second of the clock; see `change_pace`."""
        self.heard: list[tuple[int | None, str]] = []
        """What the server said: the refid it was said to (None: everybody) and the words."""
        self._ring_size = ring_size
        self._random = random.Random(2020)
        self._steamids = iter(range(FIRST_STEAM_ID, FIRST_STEAM_ID + 1_000_000))
        self._begin()

    def _begin(self) -> None:
        self.log = Ring(self._ring_size, self.clock)
        self.members: list[Member] = []
        self.cars: list[Car] = []
        self.attributes: Attributes = self.title.empty
        self.next_attributes: Attributes = {}
        self.stage_began = self.clock()
        self._next_car = 0
        self._banned: dict[str, float] = {}

    @property
    def now(self) -> int:
        return int(self.clock())

    @property
    def state(self) -> str:
        """The server's own state: Idle, Allocating while the first member comes in, Running."""
        if not self.members:
            return "Idle"
        return "Allocating" if self.session_state == "None" else "Running"

    @property
    def session_state(self) -> str:
        return str(self.attributes["SessionState"])

    @property
    def session_stage(self) -> str:
        return str(self.attributes["SessionStage"])

    @property
    def joinable(self) -> bool:
        early = self.session_stage.startswith(("Practice", "Qualifying"))
        return self.session_state == "Lobby" or (self.session_state == "Race" and early)

    @property
    def host(self) -> Member | None:
        return self.members[0] if self.members else None

    def change_pace(self, pace: float) -> None:
        """Let the session run faster or slower; what has been driven so far stays as it is."""
        now, factor = self.clock(), self.pace / pace
        self.stage_began = now - (now - self.stage_began) * factor
        for car in self.cars:
            car.began = now - (now - car.began) * factor
        self.pace = pace

    def restart(self) -> None:
        """Restart the process: an empty log that begins at 0, nobody here, no ban remembered."""
        self._begin()

    def join(self, name: str, *, steamid: str | None = None, authenticated: bool = True) -> Member:
        """Let somebody in; raise JoinRefused if they are banned or the server is full."""
        steamid = steamid or str(next(self._steamids))
        self._admit(steamid)
        if not self.members:
            self._create_session()
        member = self._new_member(name, steamid)
        self.members.append(member)
        self.log.add("PlayerJoined", member.refid, Name=name, SteamId=steamid)
        if authenticated:
            self.authenticate(member)
        return member

    def authenticate(self, member: Member) -> None:
        """Have Steam confirm a member who joined unauthenticated; the first one opens the lobby."""
        member.state = "Connected"
        self.log.add("Authenticated", member.refid)
        if self.session_state == "None":
            self.change_state("Lobby")

    def leave(self, member: Member, reason: str = "left", reason_id: int | None = 1) -> None:
        """Take somebody out; their car goes with them, AI cars go to the next host."""
        self.members.remove(member)
        self.cars = [car for car in self.cars if not (car.is_player and car.refid == member.refid)]
        number = {} if reason_id is None else {"GameReasonId": reason_id}
        self.log.add("PlayerLeft", member.refid, Reason=reason, **number)
        if self.host is None:
            self._destroy_session()
            return
        for car in self.cars:
            if not car.is_player:
                car.refid = self.host.refid

    def put_out(self) -> None:
        """Put everybody out at once, as a soft restart does here; what the real one does is not known."""
        for member in reversed(list(self.members)):
            self.leave(member, "disconnected", 0)

    def kick(self, member: Member, ban: int = 0) -> None:
        """Take somebody out and refuse them for *ban* seconds; a restart forgets that."""
        if ban > 0:
            self._banned[member.steamid] = self.clock() + ban
        self.leave(member, "kicked", 2)

    def say(self, member: Member, text: str) -> None:
        self.log.add("PlayerChat", member.refid, Message=text)

    def announce(self, text: str, refid: int | None = None) -> None:
        """Say something as the server, to everybody or to one member."""
        self.heard.append((refid, text))
        self.log.add("ServerChat", RefId=refid or 0, Message=text)

    def flood(self, count: int) -> None:
        """Log *count* events that mean nothing: out laps of a car that is not there."""
        counts = {"CountThisLap": 0, "CountThisLapTimes": 0}
        for _ in range(count):
            self.log.add("Sector", 1, 9999, Lap=0, Sector=1, SectorTime=0, TotalTime=0, **counts)

    def member(self, refid: int) -> Member | None:
        return next((member for member in self.members if member.refid == refid), None)

    def vehicles(self) -> list[Vehicle]:
        """Return what may be driven: the class, and the further ones of a race of several classes."""
        slots = range(1, int(self.attributes.get("MultiClassSlots", 0)) + 1)
        classes = ["VehicleClassId", *(f"MultiClassSlot{slot}" for slot in slots)]
        known = [int(self.attributes[name]) for name in classes if name in self.attributes]
        return [vehicle for class_id in known for vehicle in vehicles_of(class_id)]

    def change_state(self, new: str) -> None:
        self.log.add("StateChanged", PreviousState=self.session_state, NewState=new)
        self.attributes["SessionState"] = new

    def change_stage(self, new: str, length: int) -> None:
        self.log.add("StageChanged", PreviousStage=self.session_stage, NewStage=new, Length=length)
        self.attributes["SessionStage"] = new
        self.stage_began = self.clock()

    def apply_next(self) -> None:
        """Put the attributes stored for the next session or lobby into force."""
        self.attributes |= self.next_attributes
        self.next_attributes = {}

    def _admit(self, steamid: str) -> None:
        if self._banned.get(steamid, 0.0) > self.clock():
            raise JoinRefused("this player is banned for a while")
        if self.members and len(self.members) >= int(self.attributes["MaxPlayers"]):
            raise JoinRefused("the server is full")

    def _create_session(self) -> None:
        self.attributes = {**self.title.start, "ServerControlsSetup": int(self.controlled)}
        self.attributes["SessionState"] = "None"
        self.apply_next()
        self.stage_began = self.clock()
        self.log.add("SessionCreated")

    def _destroy_session(self) -> None:
        self.cars = []
        self.attributes = self.title.empty
        self.log.add("SessionDestroyed")

    def _new_member(self, name: str, steamid: str) -> Member:
        taken = {member.refid for member in self.members}
        refid = self._random.randrange(1, 2**16)
        while refid in taken:
            refid = self._random.randrange(1, 2**16)
        member = Member(refid, steamid, name, self.now, 0, 0, ping=self._random.randrange(12, 120))
        self._choose_vehicle(member)
        return member

    def _choose_vehicle(self, member: Member) -> None:
        vehicle = self._random.choice(self.vehicles())
        member.vehicle_id = vehicle.id
        member.livery_id = FIRST_LIVERY + self._random.randrange(len(vehicle.liveries))
