"""The worker process: an SVG comes in, a PNG goes out, until nobody listens any more.

It is started by its path and imports nothing of the bot: it stays small.  Both ways a message is its length
as four bytes, big-endian, and then so many bytes; an answer of length zero says that nothing could be drawn.
"""

import signal
import sys
from pathlib import Path

import resvg_py

_FONTS = sorted(str(path) for path in (Path(__file__).parent / "fonts").glob("*.[ot]tf"))


def draw(svg: str) -> bytes:
    """Return *svg* as PNG; raises ValueError for what is no SVG."""
    return resvg_py.svg_to_bytes(
        svg_string=svg, skip_system_fonts=True, font_files=_FONTS, font_family="Noto Sans", languages=["en"]
    )


def main() -> None:
    """Answer on standard output what comes from standard input."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the bot, which then ends this
    while len(head := sys.stdin.buffer.read(4)) == 4:
        svg = sys.stdin.buffer.read(int.from_bytes(head))
        try:
            png = draw(svg.decode())
        except ValueError:
            png = b""
        sys.stdout.buffer.write(len(png).to_bytes(4) + png)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
