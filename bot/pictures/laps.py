"""The lap times of one driver, as a chart."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from bot.domain.times import lap_time
from bot.pictures.canvas import (
    BEST,
    EDGE,
    GROUND,
    LINE,
    MUTED,
    NORMAL,
    SMALL,
    TEXT,
    WIDTH,
    heading,
    label,
    picture,
)
from bot.pictures.lettering import fit

_LEFT, _RIGHT, _HEIGHT = 148, WIDTH - EDGE - 14, 300
_STEPS = (100, 200, 500, 1_000, 2_000, 5_000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000)
_POINT = "#7cc4ff"
_Laps = Sequence[tuple[datetime, int, bool]]


@dataclass(frozen=True, slots=True)
class _Axes:
    """Where a lap is drawn: *low* and *high* are the times at the bottom and at the top."""

    top: float
    low: int
    high: int
    step: int
    count: int

    def x(self, number: int) -> float:
        return _LEFT + 14 + (_RIGHT - _LEFT - 14) * number / (self.count - 1)

    def y(self, ms: int) -> float:
        return self.top + _HEIGHT * (self.high - min(ms, self.high)) / (self.high - self.low)


def laps_svg(title: str, laps: _Laps) -> str:
    """Draw *laps* of (end, milliseconds, is valid), oldest first; raises ValueError for fewer than two."""
    if len(laps) < 2:
        raise ValueError("a chart needs two laps")
    best = _best(laps)
    above, top = heading(title, _summary(laps))
    axes = _axes([ms for _, ms, _ in laps], top + 12)
    parts = [above, *_lines(axes), _trace(axes, laps)]
    parts += [
        _point(axes, number, ms, is_valid=is_valid)
        for number, (_, ms, is_valid) in enumerate(laps)
        if number != best
    ]
    if best is not None:
        parts.append(_star(axes, best, laps[best][1]))
    bottom = axes.top + _HEIGHT + 38
    parts += [_dates(laps, bottom), _legend(axes, laps, bottom + 38)]
    return picture(bottom + 62, "\n".join(parts))


def laps_alt(title: str, laps: _Laps) -> str:
    """Return at most 1,024 characters for who cannot see the chart."""
    words = [fit(title, 1, 200), _summary(laps)]
    best = _best(laps)
    if best is not None:
        words.append(f"the best is {lap_time(laps[best][1])}, in lap {best + 1} of these")
    if laps:
        words.append(f"the last is {lap_time(laps[-1][1])}")
    return ", ".join(words) + "."


def _best(laps: _Laps) -> int | None:
    return min((n for n, lap in enumerate(laps) if lap[2]), key=lambda n: laps[n][1], default=None)


def _summary(laps: _Laps) -> str:
    invalid = sum(not is_valid for _, _, is_valid in laps)
    return f"{len(laps)} lap{'' if len(laps) == 1 else 's'}" + (
        f", {invalid} of them invalid" if invalid else ""
    )


def _axes(times: Sequence[int], top: float) -> _Axes:
    """Choose round ticks; a few very slow laps must not press all others into one line."""
    low = min(times)
    usual = median(times)
    high = min(max(times), int(max(usual + 2 * (usual - low), low * 1.02)))
    step = next((step for step in _STEPS if (high - low) / step <= 4), (high - low) // 4 + 1)
    floor = (low - step // 4) // step * step
    return _Axes(top, floor, max(-(-high // step) * step, floor + step), step, len(times))


def _lines(axes: _Axes) -> list[str]:
    parts = []
    for ms in range(axes.low, axes.high + 1, axes.step):
        y = axes.y(ms)
        parts.append(
            f'<rect x="{_LEFT}" y="{y - 1:.1f}" width="{WIDTH - EDGE - _LEFT}" height="2" fill="{LINE}"/>'
        )
        parts.append(label(_LEFT - 14, y + 8, lap_time(ms), anchor="end"))
    return parts


def _trace(axes: _Axes, laps: _Laps) -> str:
    points = " ".join(f"{axes.x(number):.1f},{axes.y(lap[1]):.1f}" for number, lap in enumerate(laps))
    return (
        f'<polyline points="{points}" fill="none" stroke="{_POINT}" stroke-opacity="0.35" stroke-width="3"/>'
    )


def _point(axes: _Axes, number: int, ms: int, *, is_valid: bool) -> str:
    """Draw a lap: hollow when it does not count, as an arrow when it lies above the chart."""
    x, y = axes.x(number), axes.y(ms)
    radius = 7 if axes.count <= 60 else 5
    paint = f'fill="{_POINT if is_valid else GROUND}" stroke="{_POINT}" stroke-width="3"'
    if ms > axes.high:
        return f'<path d="M{x:.1f} {y - 10:.1f}l8 14h-16z" {paint}/>'
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}" {paint}/>'


def _star(axes: _Axes, number: int, ms: int) -> str:
    """Mark the best lap, and write its time where no lap is drawn: at the height of the summary."""
    ring = f'<circle cx="{axes.x(number):.1f}" cy="{axes.y(ms):.1f}" r="10" fill="{BEST}" stroke="{TEXT}"'
    words = f"\N{BLACK STAR} {lap_time(ms)}"
    return f'{ring} stroke-width="3"/>' + label(
        WIDTH - EDGE, axes.top - 32, words, NORMAL, BEST, bold=True, anchor="end"
    )


def _dates(laps: _Laps, y: float) -> str:
    first, last = (f"{at.day} {at:%b %Y}" for at in (laps[0][0], laps[-1][0]))
    if first == last:
        return label((_LEFT + _RIGHT) / 2, y, first, anchor="middle")
    return label(_LEFT, y, first) + label(WIDTH - EDGE, y, last, anchor="end")


def _legend(axes: _Axes, laps: _Laps, y: float) -> str:
    words = ["\N{BLACK CIRCLE} valid"]
    if not all(is_valid for _, _, is_valid in laps):
        words.append("\N{WHITE CIRCLE} invalid")
    if any(ms > axes.high for _, ms, _ in laps):
        words.append("\N{BLACK UP-POINTING TRIANGLE} slower than shown")
    return (
        label(WIDTH - EDGE, y, "\N{EM SPACE}".join(words), SMALL, MUTED, anchor="end")
        if len(words) > 1
        else ""
    )
