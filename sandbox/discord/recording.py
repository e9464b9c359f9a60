"""All that went over the wire, for tests to look at and for the judge to judge."""

from __future__ import annotations

import json
from collections import deque
from pathlib import Path

from sandbox.discord.errors import JSON

KEPT = 20_000  # entries; an evening of the demo forgets its beginning


class Recording:
    """Requests and frames in order; *refusals* and *unknown_routes* are what tests want empty."""

    def __init__(self) -> None:
        self.entries: deque[JSON] = deque(maxlen=KEPT)
        self.refusals: list[JSON] = []
        self.unknown_routes: list[str] = []

    def request(self, entry: JSON) -> None:
        self.entries.append({"kind": "request", **entry})
        if 400 <= entry["status"] < 500:
            self.refusals.append(entry)

    def frame(self, sender: str, frame: JSON) -> None:
        self.entries.append({"kind": "frame", "from": sender, "frame": frame})

    @property
    def requests(self) -> list[JSON]:
        return [entry for entry in self.entries if entry["kind"] == "request"]

    def dump(self, path: str | Path) -> None:
        """Write every entry as one line of JSON."""
        lines = [json.dumps(entry, ensure_ascii=False) + "\n" for entry in self.entries]
        Path(path).write_text("".join(lines), encoding="utf-8")
