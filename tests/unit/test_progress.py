"""What a run of the tests says of itself."""

from types import SimpleNamespace
from typing import Any

from progress import SAME_CAUSE, Progress


class Config:
    """As much of pytest's configuration as is asked for."""

    def __init__(self, earlier: dict[str, float], stats: dict[str, list[Any]]) -> None:
        self.cache = SimpleNamespace(get=lambda *_: earlier, set=self.keep)
        self.pluginmanager = SimpleNamespace(getplugin=lambda _: SimpleNamespace(stats=stats))
        self.kept: dict[str, float] = {}

    def keep(self, _name: str, durations: dict[str, float]) -> None:
        self.kept = durations


def failed(name: str, line: int, when: str = "call") -> Any:
    crash = SimpleNamespace(path="a.py", lineno=line, message="AssertionError")
    longrepr = SimpleNamespace(reprcrash=crash)
    return SimpleNamespace(nodeid=name, when=when, longrepr=longrepr, sections=[])


def test_it_says_how_far_each_layer_is_and_how_long_the_rest_takes() -> None:
    names = ["tests/unit/a.py::x", "tests/unit/a.py::y", "tests/browser/b.py::z"]
    progress: Any = Progress(Config(dict(zip(names, (1, 1, 8), strict=True)), {}))  # type: ignore[arg-type]
    progress.expect(names)
    del progress.left[names[0]], progress.left[names[1]]

    assert progress.line(progress.start + 30) == "unit 2/2  browser 0/1  about 2:00 left"


def test_it_guesses_nothing_on_the_first_run_before_half_is_done() -> None:
    names = ["tests/unit/a.py::x", "tests/unit/a.py::y", "tests/unit/a.py::z"]
    progress: Any = Progress(Config({}, {}))  # type: ignore[arg-type]
    progress.expect(names)
    del progress.left[names[0]]

    assert progress.line(progress.start + 30) == "unit 1/3"


def test_failures_of_one_cause_are_told_once_with_the_names_of_the_others() -> None:
    first, second, other = failed("t::a", 3), failed("t::b", 3), failed("t::c", 4)
    error = failed("t::d", 4, "setup")
    stats = {"failed": [first, second, other], "error": [error], "passed": []}

    Progress(Config({}, stats)).pytest_sessionfinish()  # type: ignore[arg-type]

    assert stats == {
        "failed": [first, other],
        "error": [],
        "passed": [],
        SAME_CAUSE: [second, error],
    }
    assert first.sections == [(f"1 more {SAME_CAUSE}", "t::b")]


def test_what_a_test_took_is_kept_for_the_next_run() -> None:
    config = Config({"t::old": 2.0}, {})
    progress = Progress(config)  # type: ignore[arg-type]
    progress.taken["t::new"] = 1.0

    progress.pytest_sessionfinish()

    assert config.kept == {"t::old": 2.0, "t::new": 1.0}
