"""What a run of the tests says: how far each layer is and how long the rest takes; each cause once.

It takes the place of pytest's dots, and prints its own lines only where pytest prints dots.
"""

from __future__ import annotations

import time
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterable

DURATIONS = "handbook/durations"
EVERY = 10  # seconds between two lines; a terminal has one line that changes each second
# Seconds that a test of a layer takes about, for the first run on a machine.
COSTS = {"browser": 1.0, "server": 0.3, "pdf": 0.2, "site": 0.15, "unit": 0.03}
SAME_CAUSE = "of the same cause"


def layer(nodeid: str) -> str:
    """Return the folder below ``tests/`` that a test is in."""
    parts = nodeid.split("/")
    return parts[1] if len(parts) > 2 and parts[0] == "tests" else "tests"


class Progress:
    """Follows one run, in the process that reports."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        cache = getattr(config, "cache", None)  # missing where the plug-in is switched off
        self.earlier: dict[str, float] = cache.get(DURATIONS, {}) if cache else {}
        self.taken: dict[str, float] = {}
        self.all: tuple[str, ...] = ()
        self.left: dict[str, None] = {}
        self.total: Counter[str] = Counter()
        self.causes: set[object] = set()
        self.start = self.last = time.monotonic()

    @property
    def terminal(self) -> Any:
        return self.config.pluginmanager.getplugin("terminalreporter")

    def expect(self, nodeids: Iterable[str]) -> None:
        """Note which tests are going to run."""
        if not self.total:
            self.all = tuple(nodeids)
            self.left = dict.fromkeys(self.all)
            self.total = Counter(map(layer, self.all))
            self.start = self.last = time.monotonic()

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        self.expect(item.nodeid for item in session.items)

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, ids: list[str]) -> None:
        self.expect(ids)

    def pytest_report_teststatus(self, report: pytest.TestReport) -> tuple[str, str, str] | None:
        """Print no dot for a test that passed."""
        silent = report.when == "call" and report.passed and not hasattr(report, "wasxfail")
        return ("passed", "", "PASSED") if silent and self.prints else None

    @property
    def prints(self) -> bool:
        return self.config.get_verbosity() == 0

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        name = report.nodeid
        self.taken[name] = self.taken.get(name, 0) + report.duration
        if report.when == "teardown":
            self.left.pop(name, None)
        now = time.monotonic()
        on_screen = self.terminal is not None and self.terminal.isatty
        if report.failed and self.prints and cause(report) not in self.causes:
            self.causes.add(cause(report))
            self.terminal.write_line("")
            self.terminal.write_line(f"{'FAILED' if report.when == 'call' else 'ERROR'} {name}")
        if self.prints and now - self.last >= (1 if on_screen else EVERY):
            self.last = now
            line = self.line(now)
            if on_screen:
                self.terminal.rewrite(line, erase=True)
            else:
                self.terminal.write_line(line)

    def line(self, now: float) -> str:
        """Say how much of each layer is done, and how long the rest takes."""
        left = Counter(map(layer, self.left))
        layers = [f"{name} {all_ - left[name]}/{all_}" for name, all_ in self.total.items()]
        seconds = self.seconds_left(now)
        rest = "" if seconds is None else f"  about {seconds // 60}:{seconds % 60:02} left"
        return f"{'  '.join(layers)}{rest}"

    def seconds_left(self, now: float) -> int | None:
        """Estimate from what was done so far, at the pace of this machine and its workers.

        On the first run only once much is done, because slow files come first.
        """
        left = sum(map(self.cost, self.left))
        done = sum(map(self.cost, self.all)) - left
        known = sum(name in self.earlier for name in self.left) * 2 > len(self.left)
        enough = done * 20 > left if known else done > left
        return round((now - self.start) * left / done) if enough else None

    def cost(self, name: str) -> float:
        """Return what a test took the last time, or what one of its layer takes, in seconds."""
        return self.earlier.get(name, COSTS.get(layer(name), 0.1))

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self) -> None:
        """Keep what the tests took, and of the failures of one cause the first."""
        if getattr(self.config, "cache", None) and self.taken:
            self.config.cache.set(DURATIONS, self.earlier | self.taken)
        if self.terminal is None:
            return
        stats = self.terminal.stats
        alike: dict[object, list[pytest.TestReport]] = {}
        for kind in ("failed", "error"):
            for report in stats.get(kind, []):
                alike.setdefault(cause(report), []).append(report)
        for first, *others in alike.values():
            if others:
                names = "\n".join(report.nodeid for report in others)
                first.sections.append((f"{len(others)} more {SAME_CAUSE}", names))
                stats.setdefault(SAME_CAUSE, []).extend(others)
        told = [reports[0] for reports in alike.values()]
        for kind in {"failed", "error"} & stats.keys():
            stats[kind] = [report for report in stats[kind] if report in told]


def cause(report: pytest.TestReport) -> object:
    """Return what two reports share if one mend mends both: the line that failed, and its words."""
    crash = getattr(report.longrepr, "reprcrash", None)
    return (crash.path, crash.lineno, crash.message) if crash else str(report.longrepr)
