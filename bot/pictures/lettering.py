"""Foreign names made fit to be drawn: clean, no wider than their column, in fonts that have their letters."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby
from xml.sax.saxutils import escape

_PICTURE = "[\U0001f000-\U0001faff]|[\u00a9\u00ae\u203c-\u3299](?=\ufe0f)"
_SHADE = "[\ufe0f\U0001f3fb-\U0001f3ff]*[\U000e0020-\U000e007f]*"
_EMOJI = re.compile(
    f"[\U0001f1e6-\U0001f1ff]{{2}}|[0-9#*]\ufe0f?\u20e3|(?:{_PICTURE}){_SHADE}"
    f"(?:\u200d[\u2190-\u2bff\U0001f000-\U0001faff]{_SHADE})*"
)
_DRESSED_UP = re.compile("[\u2460-\u24ff\U0001d400-\U0001d7ff\U0001f100-\U0001f16b]+")
"""Letters as mathematicians and boxes write them: no font here has them, and plain ones say the same."""
_BLANKS = dict.fromkeys((0x115F, 0x1160, 0x2800, 0x3164, 0xFFA0), " ")
"""Letters and signs that show nothing."""
_MARKS = 2
"""Most marks that one letter may carry: a hundred would cover the rows above."""
_FAMILIES = (
    ("Noto Sans Hebrew", "[\u0590-\u05ff\ufb1d-\ufb4f]"),
    ("Noto Sans Arabic", "[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]"),
    ("Noto Sans Thai", "[\u0e00-\u0e7f]"),
    ("Noto Sans CJK SC", "[\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"),
    ("Noto Sans Symbols 2", "[\u2300-\u23ff\u2500-\u27bf\u2b00-\u2bff]"),
)
_FONT_OF = [(family, re.compile(letters)) for family, letters in _FAMILIES]
_PLAIN = "Noto Sans"
_EMOJI_FONT = "Twemoji Mozilla"
_SPECK = f'<tspan font-family="{_EMOJI_FONT}" font-size="0.0001">0</tspan>'
"""Puts the emoji font first, too small to be seen.

resvg 0.48 loses letters, or ends, where a later font makes fewer glyphs of a text than the first one.
"""
_ASCII = (
    26, 29, 48, 65, 58, 91, 75, 27, 34, 34, 55, 58, 29, 32, 29, 42, 58, 58, 58, 58, 58, 58, 58, 58,
    58, 58, 29, 29, 58, 58, 58, 48, 90, 70, 67, 65, 74, 56, 55, 73, 77, 39, 34, 67, 56, 95, 82, 80,
    63, 80, 66, 56, 58, 76, 65, 97, 67, 63, 58, 34, 42, 34, 58, 42, 37, 60, 64, 52, 64, 60, 39, 64,
    65, 30, 30, 62, 30, 98, 65, 63, 64, 64, 45, 51, 44, 65, 58, 86, 58, 58, 50, 40, 56, 40, 58,
)  # fmt: skip
"""Hundredths of an em from the space on, in the bold font, which is the wider one."""
_WIDE = frozenset("щшњљжыюмфЩШЊЉЮЖМЫФωψφπΜΦΨ\N{HORIZONTAL ELLIPSIS}")


def fit(text: str, size: float, room: float) -> str:
    """Return foreign *text* clean and at most *room* wide at *size*, cut so that one sees it; never empty."""
    parts = list(_parts(_clean(text)))
    if sum(map(_em, parts)) * size <= room:
        return "".join(parts)
    left, taken = room / size - _em("\N{HORIZONTAL ELLIPSIS}"), ""
    for part in parts:
        left -= _em(part)
        if left < 0:
            break
        taken += part
    return taken.rstrip() + "\N{HORIZONTAL ELLIPSIS}"


def width(text: str, size: float) -> float:
    """Return about how wide *text* is at *size*, rather too much than too little."""
    return sum(map(_em, _parts(text))) * size


def spans(text: str) -> str:
    """Return *text* as the inside of an SVG text element, each run in the font that has its letters.

    Named fonts, because the renderer's own search for one gives up at the first emoji of two characters.
    """
    if text.isascii():
        return escape(text)
    runs = [(family, "".join(run)) for family, run in groupby(_parts(text), _family)]
    first = _SPECK if any(family == _EMOJI_FONT for family, _ in runs) else ""
    return first + "".join(
        escape(run) if family == _PLAIN else f'<tspan font-family="{family}">{escape(run)}</tspan>'
        for family, run in runs
    )


def _clean(text: str) -> str:
    """Leave out what is no letter: control and direction characters, halves of pairs, what XML forbids."""
    plain = _DRESSED_UP.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    composed = unicodedata.normalize("NFC", plain.translate(_BLANKS))
    kept = "".join(
        part if _EMOJI.fullmatch(part) else "".join(_visible(part))
        for part in _parts(" ".join(composed.split()))
    )
    return " ".join(kept.split()) or "?"


def _visible(part: str) -> Iterator[str]:
    for sign in part:
        if unicodedata.category(sign) in {"Zl", "Zp"}:
            yield " "
        elif sign == "\ufe0f" or unicodedata.category(sign) in {"Cc", "Cf", "Cs"}:
            continue
        elif ord(sign) & 0xFFFE != 0xFFFE and not 0xFDD0 <= ord(sign) <= 0xFDEF:
            yield sign


def _parts(text: str) -> Iterator[str]:
    """Yield what belongs together: an emoji of several characters, or a letter with its first marks."""
    at = 0
    while at < len(text):
        emoji = _EMOJI.match(text, at)
        end = emoji.end() if emoji else at + 1
        yield text[at : end + (0 if emoji else _marks(text, end, _MARKS))]
        at = end if emoji else end + _marks(text, end, len(text))


def _marks(text: str, at: int, most: int) -> int:
    count = 0
    while count < most and at + count < len(text) and unicodedata.category(text[at + count]) in {"Mn", "Me"}:
        count += 1
    return count


def _family(part: str) -> str:
    if _EMOJI.fullmatch(part):
        return _EMOJI_FONT
    if "\u2300" <= part[0] <= "\u2bff" and unicodedata.east_asian_width(part[0]) == "W":
        return _EMOJI_FONT  # such as a star in colour
    return next((family for family, letters in _FONT_OF if letters.match(part)), _PLAIN)


def _em(part: str) -> float:
    """Return about how wide one part is, in ems of the bold font."""
    if len(part) == 1 and " " <= part <= "~":
        return _ASCII[ord(part) - 0x20] / 100
    letter = unicodedata.normalize("NFD", part)[0]
    if " " <= letter <= "~" and not _EMOJI.fullmatch(part):
        return _ASCII[ord(letter) - 0x20] / 100
    if letter == "\N{MIDDLE DOT}":
        return 0.29
    if _family(part) in {_EMOJI_FONT, "Noto Sans CJK SC", "Noto Sans Symbols 2"}:
        return 1.0
    if letter.isupper():
        return 1.07 if letter in _WIDE else 0.8
    return 0.96 if letter in _WIDE else 0.63
