"""Shows what ``builds.py`` measured: tables and a sentence for a page, and a plot."""

from __future__ import annotations

import datetime as dt
import math
import os
import platform
import re
from importlib.metadata import version
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from builds import Run

BASE = "ours"
NONE = "–"  # noqa: RUF001  (a dash for what was not measured)
PACKAGES = ("sphinx", "myst-parser", "furo", "docutils")
COLOURS = ("#0b5c8a", "#7a5195", "#b3412c", "#3a7d44", "#8a6d0b", "#555555", "#a0526b")
LINE = 16  # a name's height
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640, 400, 60, 190, 30, 50
BEGIN, END = "% bench: begin, written by `make bench`", "% bench: end"


def cpu(run: Run) -> float:
    return run.cpu


# Column, task, what is measured, and how it is shown.
ASPECTS: tuple[tuple[str, str, Callable[[Run], float], str], ...] = (
    ("No change, CPU s", "no change", cpu, "{:.1f}"),
    ("One page, CPU s", "one page", cpu, "{:.1f}"),
    ("From nothing, wall s", "clean", lambda run: run.wall, "{:.0f}"),
    ("Memory, MB", "clean", lambda run: run.memory, "{:.0f}"),
    ("A page, kB", "clean", lambda run: run.page_kb, "{:.0f}"),
)


def tables(runs: Iterable[Run], today: dt.date, *, brief: bool) -> str:
    """Give the figures as Markdown: clean builds by size, the rest where stock ends and at the end.

    :param brief: for a page of the handbook, whose width holds no spread of each figure.
    """
    runs = list(runs)
    sizes = sorted({run.pages for run in runs})
    kinds = list(dict.fromkeys(run.kind for run in runs))
    shown = sorted({run.pages for run in runs if run.kind == "stock"} or sizes)[-1]
    clean = [
        _row("From nothing, CPU s", [f"{_thousands(size)} pages" for size in sizes]),
        f"|---|{'--:|' * len(sizes)}",
        *(_row(kind, [_cell(runs, kind, size, "clean", cpu) for size in sizes]) for kind in kinds),
    ]
    rest = [_rest(runs, kinds, size, brief=brief) for size in sorted({shown, sizes[-1]})]
    return "\n\n".join(["\n".join(clean), *rest, _circumstances(runs, today)]) + "\n"


def _rest(runs: list[Run], kinds: list[str], pages: int, *, brief: bool) -> str:
    """Give all but the CPU time of clean builds, at one size."""
    head = _row(f"At {_thousands(pages)} pages", [aspect[0] for aspect in ASPECTS])
    rows = (
        _row(kind, [_cell(runs, kind, pages, *aspect[1:], brief=brief) for aspect in ASPECTS])
        for kind in kinds
        if _of(runs, kind, pages, "clean")
    )
    return "\n".join([head, f"|---|{'--:|' * len(ASPECTS)}", *rows])


def _cell(
    runs: list[Run],
    kind: str,
    pages: int,
    task: str,
    value: Callable[[Run], float],
    form: str = "{:.1f}",
    *,
    brief: bool = False,
) -> str:
    """Give the middle value, and how ours compares with it, round by round."""
    own, base = (_of(runs, name, pages, task) for name in (kind, BASE))
    if not any(map(value, own)):
        return NONE
    middle = form.format(median(map(value, own)))
    rounds = {run.round: value(run) for run in own}
    ratios = sorted(value(run) / rounds[run.round] for run in base if rounds.get(run.round, 0) > 0)
    if kind == BASE or not ratios:
        return middle
    least, half, most = (f"{x:.2f}" for x in (ratios[0], median(ratios), ratios[-1]))
    is_spread = len(ratios) > 1 and not brief
    return f"{middle} ({least} · {half} · {most})" if is_spread else f"{middle} ({half})"


def _row(name: str, cells: list[str]) -> str:
    return f"| {name} | {' | '.join(cells)} |"


def _thousands(number: int) -> str:
    return f"{number:,}".replace(",", "\N{NO-BREAK SPACE}")


def _of(runs: Iterable[Run], kind: str, pages: int, task: str) -> list[Run]:
    return [r for r in runs if (r.kind, r.pages, r.task) == (kind, pages, task)]


def _circumstances(runs: list[Run], today: dt.date) -> str:
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    told = ", ".join(f"{_rounds(runs, size)} of {_thousands(size)} pages" for size in _sizes(runs))
    return (
        "In brackets: ours as a share of that, as least, middle and most of the rounds;"
        " one figure is the middle.\n"
        f"Measured on {today.isoformat()} with {packages}, Python {platform.python_version()}, on"
        f" {os.cpu_count()} cores ({platform.machine()}, {platform.system()}).\n"
        f"Rounds: {told}."
    )


def _rounds(runs: list[Run], pages: int) -> str:
    """Count the rounds of a size: of the kind that had fewest, and of the one that had most."""
    clean = [run.kind for run in runs if run.pages == pages and run.task == "clean"]
    counts = [clean.count(kind) for kind in set(clean)]
    return " to ".join(str(count) for count in sorted({min(counts), max(counts)}))


def _sizes(runs: Iterable[Run]) -> list[int]:
    return sorted({run.pages for run in runs})


def put_in_page(page: Path, text: str) -> None:
    """Put the tables between the two marks of a page.

    :raises SystemExit: the page has not both marks.
    """
    before = page.read_text(encoding="utf-8")
    between = re.compile(f"(?<={re.escape(BEGIN)}\n).*(?={re.escape(END)})", re.DOTALL)
    after, found = between.subn(lambda _: f"\n{text}\n", before, count=1)
    if not found:
        raise SystemExit(f"{page}: no lines '{BEGIN}' and '{END}' to put the tables between")
    page.write_text(after, encoding="utf-8")


def plot(runs: Iterable[Run]) -> str:
    """Draw CPU seconds of clean builds over pages, both on logarithmic scales."""
    clean = [run for run in runs if run.task == "clean"]
    sizes = _sizes(clean)
    lowest, highest = min(run.cpu for run in clean), max(run.cpu for run in clean)

    def x(pages: float) -> float:
        return LEFT + _share(pages, sizes[0], sizes[-1]) * (WIDTH - LEFT - RIGHT)

    def y(seconds: float) -> float:
        return HEIGHT - BOTTOM - _share(seconds, lowest, highest) * (HEIGHT - TOP - BOTTOM)

    parts = [_text(LEFT, 18, "CPU seconds of a build from nothing, by pages (both logarithmic)")]
    for size in sizes:
        parts.append(_text(x(size), HEIGHT - BOTTOM + 20, _thousands(size), "middle"))
    for step in (1, 3, 10, 30, 100, 300):
        if lowest <= step <= highest:
            parts.append(_text(LEFT - 8, y(step) + 4, str(step), "end"))
            parts.append(
                f'<path d="M{LEFT} {y(step):.0f}H{WIDTH - RIGHT}" stroke="#ccc" fill="none"/>'
            )
    ends = []
    for kind, colour in zip(dict.fromkeys(run.kind for run in clean), COLOURS, strict=False):
        points = [
            (x(size), y(median(run.cpu for run in own)))
            for size in sizes
            if (own := _of(clean, kind, size, "clean"))
        ]
        path = "L".join(f"{px:.1f} {py:.1f}" for px, py in points)
        parts.append(f'<path d="M{path}" stroke="{colour}" stroke-width="2" fill="none"/>')
        ends.append((points[-1][1], points[-1][0], kind, colour))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"'
        ' font-family="sans-serif" font-size="13"><title>Cost of builds by size</title>\n'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>\n'
        + "\n".join([*parts, *_names(ends)])
        + "\n</svg>\n"
    )


def _share(value: float, low: float, high: float) -> float:
    return math.log(value / low) / math.log(high / low) if high > low else 0.5


def _names(ends: list[tuple[float, float, str, str]]) -> Iterator[str]:
    """Write the lines' names one below the other on the right, in the order of the lines.

    :param ends: of each line its height, where it ends, its name and its colour.
    """
    margin, below = WIDTH - RIGHT, 0.0
    for y, x, name, colour in sorted(ends):
        below = max(y, below + LINE)
        if x < margin or below != y:
            path = f"M{min(x + 3, margin):.0f} {y:.0f}H{margin}L{margin + 12} {below:.0f}"
            yield f'<path d="{path}" stroke="{colour}" stroke-dasharray="1 3" fill="none"/>'
        yield _text(margin + 16, below + 4, name, colour=colour)


def _text(x: float, y: float, text: str, anchor: str = "start", colour: str = "#222") -> str:
    place = f'x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}"'
    return f'<text {place} fill="{colour}">{text}</text>'
