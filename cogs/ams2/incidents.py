"""Cars that hit something, and cars that leave the track."""

from datetime import datetime

from bot.kit import Incident, IncidentKind
from cogs.ams2.log_events import LogEvent
from cogs.ams2.memory import Entry, Stage


class Incidents:
    """Collects what one part of a log tells; what the computer's cars do among themselves is only counted."""

    def __init__(self, epoch: int) -> None:
        self.told: list[Incident] = []
        self._epoch = epoch

    def hit(self, stage: Stage, entry: Entry, event: LogEvent, at: datetime) -> None:
        """Take an impact that *entry* reports; who reports it is not always to blame."""
        if stage.ended_at is None:
            entry.impacts += 1
        other = stage.entry(event.attributes.other_participant_id)
        if _is_person(entry) or (entry.name and other is not None and _is_person(other)):
            self.told.append(
                Incident(
                    ref=f"{self._epoch}:{event.index}",
                    stage_ref=stage.ref,
                    at=at,
                    kind=IncidentKind.IMPACT,
                    driver=entry.driver,
                    other=other.driver if other is not None and other.name else None,
                    weight=event.attributes.collision_magnitude,
                )
            )

    def cut_began(self, stage: Stage, entry: Entry, event: LogEvent, at: datetime) -> None:
        """Take the beginning of a cut: it makes the lap invalid, and is told once it ended."""
        self.end_open_cut(stage, entry)
        entry.has_cut, entry.was_cut_told = True, False
        entry.cut_at, entry.cut_index = at, event.index
        if stage.ended_at is None:
            entry.cuts += 1

    def cut_ended(self, stage: Stage, entry: Entry, event: LogEvent, at: datetime) -> None:
        """Take the end of a cut, unless it was told already because it did not end within its lap."""
        entry.has_cut = True  # also the lap that began meanwhile
        values = event.attributes
        if not entry.was_cut_told:
            is_penalised = values.penalty_value > values.penalty_threshold
            self._tell_cut(
                stage, entry, event.index, at, weight=values.skipped_time, is_penalised=is_penalised
            )
        entry.cut_at, entry.was_cut_told = None, False

    def end_open_cut(self, stage: Stage, entry: Entry) -> None:
        """Tell a cut of which the log never told the end, from its beginning."""
        if entry.cut_at is not None:
            self._tell_cut(stage, entry, entry.cut_index, entry.cut_at, weight=0, is_penalised=False)
            entry.cut_at, entry.was_cut_told = None, True

    def _tell_cut(
        self, stage: Stage, entry: Entry, index: int, at: datetime, *, weight: int, is_penalised: bool
    ) -> None:
        if not _is_person(entry):
            return
        self.told.append(
            Incident(
                ref=f"{self._epoch}:{index}",
                stage_ref=stage.ref,
                at=at,
                kind=IncidentKind.CUT,
                driver=entry.driver,
                weight=weight,
                is_penalised=is_penalised,
            )
        )


def _is_person(entry: Entry) -> bool:
    return bool(entry.name) and not entry.is_ai
