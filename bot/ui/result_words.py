"""The words of a result: how a stage ended, for everybody and for each driver."""

from datetime import tzinfo

from bot.domain.classification import Classified, Penalty, PenaltyKind
from bot.domain.racing import Ending, Finish, StageKind, StageResult, Track
from bot.domain.times import gap, lap_time
from bot.ui.text import safe

_DOT = " \N{MIDDLE DOT} "
_ENDINGS = {
    Ending.FLAG: "",
    Ending.ABANDONED: "Abandoned: it ended before the flag, this is the order at that moment.",
    Ending.RESTARTED: "Restarted before the flag: this is the order at that moment.",
}
INCOMPLETE = "Incomplete: a part of this stage was not seen, so laps and drivers may be missing."
_OUT = {
    Finish.FINISHED: "-",
    Finish.RETIRED: "DNF",
    Finish.DNF: "DNF",
    Finish.LEFT: "DNF",
    Finish.DISQUALIFIED: "DSQ",
}


def title_words(result: StageResult, server: str = "") -> str:
    """Say which stage it was, such as ``Race · Interlagos``; *server* only where several share a place."""
    return head_words(result.stage, result.track, server)


def head_words(stage: str, track: Track, server: str = "") -> str:
    """Say the same of a result of which only the head is known."""
    where = f"track {track.name}" if track.name.isdecimal() else track.name
    return _DOT.join(part for part in (server, stage, where) if part)


def length_words(result: StageResult) -> str:
    """Say how long the stage was to last, "" where nobody told."""
    if result.laps:
        return f"{result.laps} lap{'' if result.laps == 1 else 's'}"
    return f"{result.minutes} min" if result.minutes else ""


def subtitle_words(result: StageResult, zone: tzinfo) -> str:
    """Say when it ended and how long it was, for a picture, which shows everybody the same."""
    when = f"{result.ended_at.astimezone(zone):%d %b %Y, %H:%M %Z}"
    return _DOT.join(part for part in (when, length_words(result), *notes(result)[:1]) if part)


def notes(result: StageResult) -> list[str]:
    """Say what must be known before the order is believed."""
    told = [_ENDINGS[result.ending], "" if result.is_complete else INCOMPLETE]
    return [note for note in told if note]


def place_words(kind: StageKind, line: Classified) -> str:
    """Return the place, or why there is none: ``DNF``, ``DSQ``, or ``-`` for no time in a practice."""
    if line.place is not None:
        return str(line.place)
    if any(penalty.kind is PenaltyKind.DISQUALIFIED for penalty in line.penalties):
        return "DSQ"
    if kind is not StageKind.RACE and line.row.finish is not Finish.DISQUALIFIED:
        return "-"
    return _OUT[line.row.finish]


def gap_words(kind: StageKind, line: Classified) -> str:
    """Return how far behind the first somebody is; of the first, what the others are measured against."""
    if line.place is None:
        return f"{line.row.laps} lap{'' if line.row.laps == 1 else 's'}" if kind is StageKind.RACE else ""
    if line.laps_behind:
        return f"+{line.laps_behind} lap{'' if line.laps_behind == 1 else 's'}"
    if line.place > 1:
        return gap(line.gap_ms) if line.gap_ms is not None else ""
    return time_words(line.total_ms)


def time_words(ms: int | None) -> str:
    """Return a time, "" for none."""
    return lap_time(ms) if ms is not None else ""


def given_words(kind: PenaltyKind, amount: int) -> str:
    """Say what a penalty is, such as ``+5 s`` or ``3 places``."""
    if kind is PenaltyKind.DISQUALIFIED:
        return "disqualified"
    if kind is PenaltyKind.TIME:
        return f"+{amount / 1000:g} s"
    return f"{amount} place{'' if amount == 1 else 's'}"


def penalty_line(penalty: Penalty, driver: str) -> str:
    """Tell one penalty with its reason and by whom; a revoked one with who took it back."""
    given = f"**{safe(driver, 32)}** {given_words(penalty.kind, penalty.amount)}: {safe(penalty.reason, 200)}"
    by = f"<@{penalty.actor}>, <t:{int(penalty.at.timestamp())}:f>"
    if penalty.revoked_at is None:
        return f"{given} ({by})"
    back = f"taken back by <@{penalty.revoked_by}>, <t:{int(penalty.revoked_at.timestamp())}:f>"
    return f"~~{given}~~ ({by}; {back})"
