"""Files of a request: stored, given a loopback address, and found by attachment://name."""

from __future__ import annotations

import mimetypes
import re
import struct
from typing import TYPE_CHECKING, Any

from sandbox.discord.errors import JSON, Refused, invalid
from sandbox.discord.model import Attachment, Channel

if TYPE_CHECKING:
    from sandbox.discord.world import World

Upload = tuple[str, bytes]  # file name and content
Uploads = dict[int, Upload]  # by the n of files[n]

MOST_FILES, BIGGEST_FILE, BIGGEST_REQUEST = 10, 10 * 2**20, 25 * 2**20
PNG = b"\x89PNG\r\n\x1a\n"


def store(world: World, channel: Channel, uploads: Uploads, listed: list[JSON]) -> list[Attachment]:
    """Make attachments of the uploads; *listed* may give names and descriptions by n."""
    check(uploads)
    notes = {int(one["id"]): one for one in listed if int(one["id"]) in uploads}
    stored = []
    for number, (name, content) in sorted(uploads.items()):
        note = notes.get(number, {})
        stored.append(
            _store_one(world, channel, note.get("filename") or name, content, note.get("description"))
        )
    return stored


def check(uploads: Uploads) -> None:
    if len(uploads) > MOST_FILES:
        raise invalid(("attachments",), "BASE_TYPE_MAX_LENGTH", f"Must be {MOST_FILES} or fewer in length.")
    if any(len(content) > BIGGEST_FILE for _, content in uploads.values()):
        raise Refused(413, 40005, "Request entity too large")


def _store_one(
    world: World, channel: Channel, name: str, content: bytes, description: str | None
) -> Attachment:
    name = re.sub(r"[^A-Za-z0-9_.-]", "_", name)
    number = world.ids.next()
    size = png_size(content)
    file = Attachment(
        number,
        name,
        content,
        f"{world.files_base}/attachments/{channel.id}/{number}/{name}",
        mimetypes.guess_type(name)[0] or "application/octet-stream",
        description,
        *(size or ()),
    )
    world.files[number] = file
    return file


def png_size(content: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG; None for every other kind of file."""
    if not content.startswith(PNG) or len(content) < 24:
        return None
    width, height = struct.unpack(">II", content[16:24])
    return width, height


def kept_after_edit(body: JSON, old: list[Attachment], new: list[Attachment]) -> list[Attachment]:
    """Files of an edited message: all old ones, or just those its "attachments" names by id."""
    if "attachments" not in body:
        return old + new
    named = {str(one["id"]) for one in body["attachments"] or []}
    return [file for file in old if str(file.id) in named] + new


def resolve(part: Any, files: dict[str, Attachment]) -> Any:
    """Replace attachment://name by the address of that file, wherever it stands in *part*."""
    if not files:
        return part
    if isinstance(part, dict):
        solved = {key: resolve(value, files) for key, value in part.items()}
        file = files.get(str(part.get("url", "")).removeprefix("attachment://"))
        if file is not None and str(part["url"]).startswith("attachment://") and file.width:
            solved |= {"width": file.width, "height": file.height}
        return solved
    if isinstance(part, list):
        return [resolve(value, files) for value in part]
    if isinstance(part, str) and part.startswith("attachment://"):
        file = files.get(part.removeprefix("attachment://"))
        return part if file is None else file.url
    return part
