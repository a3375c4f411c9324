"""The growth curve: seconds of a cold build against the number of posts, both on scales of powers of ten."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable

WIDTH, HEIGHT = 640, 420
LEFT, RIGHT, TOP, BOTTOM = 70, 150, 20, 50
COLOURS = ("#b3261e", "#0b57d0", "#146c2e", "#7d5700", "#b26a00", "#6750a4", "#8a4b9c")
FROM = 1_000
"""What a program needs to start weighs too much below this number of posts."""

Points = dict[int, float]


def exponent(points: Points) -> float:
    """Return how fast time grows with posts: 1 is linear, nan is for fewer than two sizes."""
    logs = [(math.log(posts), math.log(seconds)) for posts, seconds in points.items() if posts >= FROM and seconds > 0]
    if len(logs) < 2:  # noqa: PLR2004  a line needs two points
        return math.nan
    return statistics.linear_regression(*zip(*logs, strict=True)).slope


def curve(lines: dict[str, Points]) -> str:
    """Return an SVG with a line for each program."""
    sizes = [posts for points in lines.values() for posts in points] or [1]
    times = [seconds for points in lines.values() for seconds in points.values()] or [1]
    across = _Scale(sizes, LEFT, WIDTH - RIGHT)
    up = _Scale(times, HEIGHT - BOTTOM, TOP)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">',
        "<title>Seconds of a cold build against the number of posts</title>",
        "<style>text { font: 12px sans-serif }</style>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
    ]
    for power in _powers(sizes):
        x = across(power)
        parts.append(f'<path d="M{x:.1f} {TOP}V{HEIGHT - BOTTOM}" stroke="#ccc"/>')
        parts.append(f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{power:,.0f}</text>')
    for power in _powers(times):
        y = up(power)
        parts.append(f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="#ccc"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{power:g} s</text>')
    parts.append(f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 10}" text-anchor="middle">posts</text>')
    lowest = math.inf
    for colour, (name, points) in sorted(zip(COLOURS, lines.items(), strict=False), key=lambda it: -_last(it[1][1])):
        places = [(across(posts), up(seconds)) for posts, seconds in sorted(points.items())]
        path = "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
        parts.append(f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in places]
        lowest = places[-1][1] if lowest is math.inf else max(places[-1][1], lowest + 15)
        parts.append(f'<text x="{WIDTH - RIGHT + 10}" y="{lowest + 4:.1f}" fill="{colour}">{name}</text>')
    return "\n".join([*parts, "</svg>", ""])


def _last(points: Points) -> float:
    return points[max(points)]


def _ends(values: Iterable[float]) -> tuple[int, int]:
    found = [*values]
    least, most = math.floor(math.log10(min(found))), math.ceil(math.log10(max(found)))
    return least, max(most, least + 1)


def _powers(values: Iterable[float]) -> list[float]:
    least, most = _ends(values)
    return [10.0**power for power in range(least, most + 1)]


class _Scale:
    """Where a value stands."""

    def __init__(self, values: Iterable[float], begin: float, end: float) -> None:
        self._least, self._most = _ends(values)
        self._begin, self._end = begin, end

    def __call__(self, value: float) -> float:
        part = (math.log10(value) - self._least) / (self._most - self._least)
        return self._begin + part * (self._end - self._begin)
