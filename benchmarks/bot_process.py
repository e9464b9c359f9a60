"""The bot as it is started for real, measured from outside; Linux only, for what ``/proc`` tells."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
_PATIENCE = 15.0


class BotProcess:
    """What a running bot costs."""

    def __init__(self, process: asyncio.subprocess.Process, log: Path) -> None:
        self._process = process
        self._proc = Path(f"/proc/{process.pid}")
        self._log = log

    @property
    def cpu(self) -> float:
        """CPU seconds so far, user and system."""
        fields = (self._proc / "stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self, key: str = "VmRSS") -> float:
        """Resident memory now in MiB; the most there ever was for ``VmHWM``."""
        status = (self._proc / "status").read_text()
        lines = dict(line.split(":", 1) for line in status.splitlines())
        return int(lines[key].split()[0]) / 1024

    def complaints(self) -> list[str]:
        """Return what it logged as a warning or worse."""
        lines = self._log.read_text().splitlines()
        return [line for line in lines if any(f" {level} " in line for level in ("WARNING", "ERROR"))]


@asynccontextmanager
async def bot(settings: Mapping[str, Any], folder: Path, token: str) -> AsyncIterator[BotProcess]:
    """Run ``python -m bot run`` with *settings* (its secrets in the environment), and end it afterwards."""
    config, log = folder / "main.yaml", folder / "bot.log"
    config.write_text(json.dumps(settings))
    with log.open("wb") as output:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", "--config", str(config),
            cwd=ROOT, env={**os.environ, "DISCORD_TOKEN": token, "GAME_PASSWORD": "pw"},
            stdout=output, stderr=output,
        )  # fmt: skip
        try:
            yield BotProcess(process, log)
        finally:
            if process.returncode is None:
                process.terminate()
            await asyncio.wait_for(process.wait(), _PATIENCE)
