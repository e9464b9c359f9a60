"""What all pictures share: their width, colours, and how a piece of text is put down."""

from bot.pictures.lettering import fit, spans, width

WIDTH = 780
"""Pixels: a phone shows a picture at half of that, 390, and 22 pixels of type as 11."""
EDGE = 24
SMALL, NORMAL, LARGE = 22, 26, 36
"""Sizes of type; nothing is smaller than SMALL."""

GROUND, STRIPE, LINE = "#15181e", "#1c2028", "#363c48"
TEXT, MUTED, WARN, BEST = "#f2f4f8", "#a3abba", "#ffb454", "#d9b3ff"


def label(
    x: float,
    y: float,
    text: str,
    size: int = SMALL,
    colour: str = MUTED,
    *,
    bold: bool = False,
    anchor: str = "start",
) -> str:
    """Put words of ours down on the baseline *y*."""
    weight = ' font-weight="700"' if bold else ""
    side = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return f'<text x="{x:g}" y="{y:g}" font-size="{size}" fill="{colour}"{weight}{side}>{spans(text)}</text>'


def foreign(
    x: float, y: float, room: float, text: str, size: int = SMALL, colour: str = MUTED, *, bold: bool = False
) -> str:
    """Put a foreign *text* down, cut to *room*; what a font makes wider still is not drawn."""
    inside = label(0, size * 1.2, fit(text, size, room), size, colour, bold=bold)
    return f'<svg x="{x:g}" y="{y - size * 1.2:g}" width="{room:g}" height="{size * 1.6:g}">{inside}</svg>'


def heading(title: str, subtitle: str, warning: str = "") -> tuple[str, float]:
    """Return what stands above every picture, and how far down it reaches."""
    room = WIDTH - 2 * EDGE
    size = LARGE if width(title, LARGE) <= room else NORMAL
    lines = [foreign(EDGE, 58, room, title, size, TEXT, bold=True)]
    below = 58.0
    for text, colour in ((subtitle, MUTED), (warning, WARN)):
        if text:
            below += 34
            lines.append(foreign(EDGE, below, room, text, SMALL, colour))
    return "".join(lines), below + 20


def picture(height: float, inside: str) -> str:
    """Return a whole SVG on a ground of its own: it is read the same in a dark and in a light Discord."""
    size = f'width="{WIDTH}" height="{height:.0f}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="Noto Sans">'
        f'<rect {size} rx="18" fill="{GROUND}"/>\n{inside}\n</svg>\n'
    )
