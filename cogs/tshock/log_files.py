"""Reading on in the server's log files: a new one for every start, or one that is cut or replaced.

All of this blocks, so it runs in a thread.  Nothing here keeps a line: they hold people's addresses.
"""

import errno
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

MOST_BYTES = 32 * 1024
"""What one reading takes in; a line that is longer than that is passed over."""
_FILE = re.compile(r"\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d\.log")
"""How TShock names its files, so that their names are in the order of time."""
_STAMP = re.compile(rb"(?:^|\n)(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) - ")
_HEAD = 256
_TAIL = 4096
_ZONES = timedelta(minutes=15)


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """The whole lines behind a place, and the place behind them: *index* bytes into the file of *mark*.

    *is_met* says that the place was one of this log's, so that what came since is news.  *moved* says that
    this is another file than before, *is_past* that the server has begun a newer one since, *more* that
    further bytes wait.  *ahead* is how much must be added to the lines' times to have them in UTC.
    """

    lines: Sequence[str] = ()
    index: int
    mark: str
    is_met: bool = True
    moved: bool = False
    is_past: bool = False
    more: bool = False
    ahead: timedelta = timedelta(0)


def read_on(log: Path, index: int, mark: str) -> Read:
    """Read on in *log*, a folder or one file, from *index* bytes into the file that *mark* names.

    A mark of another log, or none, is met at the end of the newest file.  Raises `OSError`.
    """
    files, where = _files(log), _digest(str(log).encode())
    if not mark.startswith(f"{where}/"):
        end = files[-1].stat().st_size
        return Read(index=end, mark=_mark(where, files[-1], end), is_met=False)
    _, head, name = mark.split("/", 2)
    waiting = [file for file in files if file.name >= name]
    moved = False
    if not waiting:  # what was read is gone, and nothing newer is there yet
        return Read(index=index, mark=mark)
    if waiting[0].name != name or not _is_same(waiting[0], index, head):
        index, moved = 0, True
    for file in waiting:
        data = _bytes_at(file, index)
        is_past = file is not waiting[-1]
        whole = len(data) if len(data) == MOST_BYTES and b"\n" not in data else data.rfind(b"\n") + 1
        if whole or not is_past:
            break
        index, moved = 0, True  # a line that the server left unfinished when it ended stays so
    return Read(
        lines=_lines(data[:whole]),
        index=index + whole,
        mark=_mark(where, file, index + whole),
        moved=moved,
        is_past=is_past,
        more=is_past or len(data) == MOST_BYTES,
        ahead=_ahead(file) if whole else timedelta(0),
    )


def _files(log: Path) -> list[Path]:
    """Return the files of *log*, at least one, oldest first."""
    if not log.is_dir():
        log.stat()
        return [log]
    files = sorted(file for file in log.iterdir() if _FILE.fullmatch(file.name))
    if not files:
        raise FileNotFoundError(errno.ENOENT, "no log file in it")
    return files


def _bytes_at(file: Path, index: int) -> bytes:
    with file.open("rb") as opened:
        opened.seek(index)
        return opened.read(MOST_BYTES)


def _lines(data: bytes) -> list[str]:
    return [line.rstrip("\r") for line in data.decode("utf-8", "replace").split("\n") if line.strip()]


def _mark(where: str, file: Path, index: int) -> str:
    return f"{where}/{_head(file, index)}/{file.name}"


def _head(file: Path, index: int) -> str:
    """Return by what a file that was read up to *index* is known again: a first line holds a time."""
    with file.open("rb") as opened:
        return _digest(opened.read(min(index, _HEAD)))


def _is_same(file: Path, index: int, head: str) -> bool:
    return file.stat().st_size >= index and _head(file, index) == head


def _ahead(file: Path) -> timedelta:
    """Return how far UTC is ahead of the local times in *file*, by its last line and when that was written.

    The files name no zone; zones differ by quarters of an hour.
    """
    written, size = file.stat().st_mtime, file.stat().st_size
    with file.open("rb") as opened:
        opened.seek(max(size - _TAIL, 0))
        stamps = _STAMP.findall(opened.read())
    if not stamps:
        return timedelta(0)
    try:
        last = datetime.strptime(stamps[-1].decode(), "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC)
    except ValueError:  # a player can forge a line, with a month 99 as well
        return timedelta(0)
    return round((datetime.fromtimestamp(written, UTC) - last) / _ZONES) * _ZONES


def _digest(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=8).hexdigest()
