"""What the bot answers players in a game: plain lines, short enough for a chat that scrolls away."""

from collections.abc import Sequence

from bot.domain.capabilities import HearsLaps
from bot.domain.classification import Classified
from bot.domain.racing import Car, StageKind, Track
from bot.domain.snapshot import Identity
from bot.domain.times import gap, lap_time
from bot.services.records import Record, Records
from bot.services.results import Results
from bot.services.servers import Server

_LAPS_HELP = (
    "!best [track]: your best laps here. !records: the fastest three here. !last: how the last stage ended."
)
_REPORT_HELP = "!report <name> <what happened>: tells the staff."
_LINK_HELP = "!linkme: links you to Discord, !unlink ends it."
_NO_IDENTITY = "This server does not tell who you are, so your laps are not known."
_NO_TRACK = "No laps are known of that track. Type the beginning of its name, such as: !best interlagos"
_MOST_CARS = 3
COMMANDS = frozenset({"help", "best", "records", "last"})
"""What is answered by looking something up."""


class GameAnswers:
    """Looks up what was asked for, when it is answered."""

    def __init__(self, records: Records, results: Results) -> None:
        self._records = records
        self._results = results

    async def answer(
        self, server: Server, command: str, asked: str, identity: Identity | None
    ) -> Sequence[str]:
        """Return the lines for somebody who typed ``!command asked``."""
        match command:
            case "best":
                return await self._best(server, asked, identity)
            case "records":
                return await self._fastest(server, asked)
            case "last":
                return await self._last(server, identity)
        return _help(server)

    async def _best(self, server: Server, asked: str, identity: Identity | None) -> list[str]:
        track = self._track(server, asked)
        if identity is None:
            return [_NO_IDENTITY]
        if track is None:
            return [_NO_TRACK]
        bests = await self._records.bests_of([identity], track=track.key)
        by_car: dict[str, Record] = {}
        for best in bests:  # the fastest comes first
            if best.server == server.name:
                by_car.setdefault(best.car.key, best)
        lines = [f"{lap_time(best.ms)} in {_car(best.car)}" for best in by_car.values()][:_MOST_CARS]
        if not lines:
            return [f"You have no valid lap on {_track(track)} yet."]
        return [f"Your best on {_track(track)}: {lines[0]}", *lines[1:]]

    async def _fastest(self, server: Server, asked: str) -> list[str]:
        track = self._track(server, asked)
        if track is None:
            return [_NO_TRACK]
        found = await self._records.of_track(track.key, servers=[server.name], limit=3)
        if not found:
            return [f"Nobody has a valid lap on {_track(track)} yet."]
        lines = [
            f"{number}. {one.driver.name} {lap_time(one.ms)} in {_car(one.car)}"
            for number, one in enumerate(found, 1)
        ]
        return [f"{_track(track)}: {lines[0]}", *lines[1:]]

    async def _last(self, server: Server, identity: Identity | None) -> list[str]:
        newest = await self._results.search(servers=[server.name], limit=1)
        kept = await self._results.find(newest[0].id) if newest else None
        if kept is None:
            return ["No result is known here yet."]
        order, result = kept.order, kept.result
        podium = ", ".join(f"{line.place}. {line.row.driver.name}" for line in order[:3] if line.place)
        lines = [f"{result.stage} on {_track(result.track)}: {podium or 'nobody was classified'}"]
        own = [line for line in order if identity and line.row.driver.identity == identity]
        return lines + [_own(result.kind, line, len(order)) for line in own[:1]]

    def _track(self, server: Server, asked: str) -> Track | None:
        """Return the track whose name begins with *asked*, or has it in it; without it the one driven now."""
        if server.timing and not asked:
            return server.timing.track
        tracks = self._records.tracks()
        wanted = (asked or (server.snapshot.map if server.snapshot else "")).casefold()
        if not wanted:
            return None
        exact = [track for track in tracks if track.name.casefold() == wanted]
        begins = [track for track in tracks if track.name.casefold().startswith(wanted)]
        has = [track for track in tracks if wanted in track.name.casefold()]
        return next(iter([*exact, *begins, *has]), None)


def _help(server: Server) -> list[str]:
    """Return what there is to type on *server*; links are made in Discord where the chat proves nothing."""
    rest = f"{_REPORT_HELP} {_LINK_HELP}" if server.source.takes_codes else _REPORT_HELP
    return [_LAPS_HELP, rest] if server.source.can(HearsLaps) else [rest]


def _own(kind: StageKind, line: Classified, of: int) -> str:
    if line.place is None:
        return "You were not classified."
    behind = ""
    if line.laps_behind:
        behind = f", {line.laps_behind} lap{'s' if line.laps_behind > 1 else ''} behind"
    elif line.gap_ms:
        behind = f", {gap(line.gap_ms)}"
    best = f", best lap {lap_time(line.row.best_ms)}" if line.row.best_ms else ""
    total = (
        f", {lap_time(line.total_ms)}" if kind is StageKind.RACE and line.place == 1 and line.total_ms else ""
    )
    return f"You: {line.place} of {of}{behind}{total}{best}"


def _track(track: Track) -> str:
    return f"track {track.name}" if track.name.isdecimal() else track.name


def _car(car: Car) -> str:
    return f"car {car.name}" if car.name.isdecimal() else car.name
