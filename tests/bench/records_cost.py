"""What a tradeoff record costs a build, against a plain page.

Three sites are built: pages of prose; the same with a record's facts typed as a list; records.
The first ratio is what a record adds to a page, the second what checking and linking add to facts
that would be on the page anyway.

Run it with the handbook's Python: ``.venv/bin/python tests/bench/records_cost.py``.
It prints a Markdown table. Runs come in rounds, one site after the other, so that a busy machine
slows all; figures are CPU seconds of the build's process, ratios are taken within a round.
The theme is "basic": a theme that prints the whole tree on every page would hide the difference.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
TIMEOUT = 600  # seconds for one build
CONF = f"""\
import sys
sys.path.insert(0, {str(ROOT / "docs" / "_ext")!r})
extensions = ["myst_parser", "handbook.content.records"]
myst_enable_extensions = ["colon_fence"]
html_theme = "basic"
handbook_today = "2026-12-01"
"""
OWNED = "owner: Editors\nreviewed: 2026-11-22\nreview-by: 2027-11-22\n"
FIELDS = """\
tradeoff:
  id: TO-{number:04}
  title: Choice {number}
  status: accepted
  area: role
  owner: Editors
  deciders: [Editors]
  decided: 2026-11-22
  review-by: 2027-11-22
  reversibility: easy
  options: [One way to do it, Another way to do it]
  chosen: One way to do it
  gains: [The first gain of this choice, The second gain]
  costs: [The first cost of this choice, The second cost]
  payers: [{{who: Editors, when: at every release}}]
  reopen-when: [The number of records passes five hundred]
  related: [TO-{related:04}]
"""
BODY = """\
# Choice {number}

## Context

One paragraph of *prose* about what had to hold.

## Options

- One way to do it
- Another way to do it

## Why

One paragraph of **prose** about why, with `code` in it.
"""
# What the summary shows of FIELDS, typed by hand.
FACTS = """\
- Record: TO-{number:04}
- Status: accepted
- Area: role
- Owner: Editors
- Deciders: Editors
- Decided: 2026-11-22
- Review by: 2027-11-22
- Reversibility: easy to undo
- Options:
  - One way to do it
  - Another way to do it
- Chosen: One way to do it
- Gains:
  - The first gain of this choice
  - The second gain
- Costs:
  - The first cost of this choice
  - The second cost
- Who pays, when: Editors: at every release
- Reopen when: The number of records passes five hundred
- Related:
  - {{doc}}`TO-{related:04}`
  - {{doc}}`TO-{related_too:04}`

"""
KINDS = ("prose", "facts", "records")
INDEX = "---\n{owned}---\n\n# Home\n\n{register}```{{toctree}}\n:glob:\n\nTO-*\n```\n"
REGISTER = ":::{tradeoff-register}\n:::\n\n"


def write_project(folder: Path, count: int, kind: str) -> None:
    """Write a root page and ``count`` pages of one of ``KINDS``."""
    folder.mkdir()
    (folder / "conf.py").write_text(CONF, encoding="utf-8")
    register = REGISTER if kind == "records" else ""
    (folder / "index.md").write_text(INDEX.format(owned=OWNED, register=register), "utf-8")
    for number in range(1, count + 1):
        names = {
            "number": number,
            "related": number % count + 1,
            "related_too": (number - 2) % count + 1,
        }
        front = FIELDS.format(**names) if kind == "records" else OWNED
        title, prose = BODY.format(**names).split("\n\n", 1)
        facts = FACTS.format(**names) if kind == "facts" else ""
        text = f"---\n{front}---\n\n{title}\n\n{facts}{prose}"
        (folder / f"TO-{number:04}.md").write_text(text, encoding="utf-8")


def build(source: Path, out: Path) -> float:
    """Build the site in its own process.

    :returns: CPU seconds, of the user and the system.
    :raises SystemExit: when the build warns or fails: its figure would mean nothing.
    """
    before = os.times()
    result = subprocess.run(
        [sys.executable, "-m", "sphinx", "-q", "-W", "-b", "html", source, out],
        capture_output=True,
        text=True,
        timeout=TIMEOUT,
        check=False,
    )
    after = os.times()
    if result.returncode:
        raise SystemExit(f"the build of {source} failed:\n{result.stderr[-2000:]}")
    spent = after.children_user - before.children_user
    return spent + after.children_system - before.children_system


def spread(values: list[float], unit: str = "") -> str:
    """Show minimum, median and maximum."""
    shown = (min(values), statistics.median(values), max(values))
    return " / ".join(f"{value:.2f}" for value in shown) + unit


def measure(count: int, rounds: int, folder: Path) -> str:
    """Build every site ``rounds`` times and give the table."""
    spent: dict[str, list[float]] = {kind: [] for kind in (*KINDS, "again")}
    for kind in KINDS:
        write_project(folder / kind, count, kind)
    for number in range(rounds):
        for kind in KINDS:
            spent[kind].append(build(folder / kind, folder / f"{kind}-{number}"))
        spent["again"].append(build(folder / "records", folder / f"records-{number}"))
        figures = ", ".join(f"{kind} {values[-1]:.1f} s" for kind, values in spent.items())
        sys.stderr.write(f"round {number + 1} of {rounds}: {figures}\n")

    def ratio(kind: str) -> str:
        return spread([r / p for r, p in zip(spent["records"], spent[kind], strict=True)])

    register = (folder / "records-0" / "index.html").stat().st_size
    rows = (
        ("Pages of prose, CPU", spread(spent["prose"], " s")),
        ("Pages of prose and typed facts, CPU", spread(spent["facts"], " s")),
        ("Records, CPU", spread(spent["records"], " s")),
        ("Records / prose", ratio("prose")),
        ("Records / prose and typed facts", ratio("facts")),
        ("Records, built again without a change, CPU", spread(spent["again"], " s")),
        ("Page with the register and its contents list", f"{register / 1024:.0f} KiB"),
    )
    title = f"| {count:,} pages, {rounds} rounds | minimum / median / maximum |\n|---|---|\n"
    return title + "".join(f"| {name} | {value} |\n" for name, value in rows)


def main() -> None:
    """Read the arguments and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=1000, help="pages a site (1000)")
    parser.add_argument("--rounds", type=int, default=3, help="builds of each (3)")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        sys.stdout.write(measure(max(2, given.records), max(1, given.rounds), Path(folder)))


if __name__ == "__main__":
    main()
