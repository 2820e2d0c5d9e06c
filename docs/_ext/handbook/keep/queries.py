"""Print what readers looked for and did not find: ``python -m handbook.keep.queries LOG …``.

A log is what ``deploy/nginx-site.conf`` writes where ``handbook.toml`` has search report; ``-`` is
the standard input, and what ends in ``.gz`` is unpacked. It is read line by line, so that a year's
log takes no more memory than a day's. Lines that are no report are counted and left out.
The exit code is 2 when a log can't be read.
"""

import argparse
import gzip
import json
import re
import sys
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs

from handbook.core.errors import FileError, HandbookError
from handbook.site.search import DATA, questions
from handbook.site.search.cutting import STOP, stem, tokens

LINE = 4_000  # bytes that are read of a line; no report is longer
MOST = 100_000  # queries that are kept apart; above it, the rarest are forgotten
SHOWN = 40  # of each list
LEAST = 3  # times that a query is asked before it is printed, as the page on search promises
SELDOM = 0.1  # of those who found something: what fewer chose from led hardly anybody on
FAR = 3  # places from the top, after which a reader has to look for a result
REPORT = re.compile(
    r"(\d{4}-\d\d-\d\d) (q=[^\s\"&]+&n=\d{1,4}&at=\d{1,4}(?:&to=[^\s\"&]{1,300})?)\s*$"
)


@dataclass
class Query:
    """What came of a query, in all its wordings.

    :ivar says: the first wording.
    :ivar empty: how often nothing was found.
    :ivar chosen: how often a result was.
    :ivar places: the sum of the places that were chosen, from 1.
    :ivar pages: what was chosen, as addresses below the site's root.
    """

    says: str
    asked: int = 0
    empty: int = 0
    chosen: int = 0
    places: int = 0
    pages: Counter[str] = field(default_factory=Counter)

    @property
    def found(self) -> int:
        return self.asked - self.empty


@dataclass
class Tally:
    """All that the logs say: ``others`` counts lines that are no report, ``forgotten`` queries."""

    queries: dict[str, Query] = field(default_factory=dict)
    days: set[str] = field(default_factory=set)
    asked: int = 0
    others: int = 0
    forgotten: int = 0

    def add(self, line: str) -> None:
        report = REPORT.search(line)
        values = parse_qs(report[2], errors="replace") if report else {}
        says = _plain(values["q"][0]) if values else ""
        if not report or not (key := _key(says)):
            self.others += 1
            return
        query = self.queries.setdefault(key, Query(says))
        self.asked += 1
        self.days.add(report[1])
        query.asked += 1
        query.empty += values["n"] == ["0"]
        place, page = int(values["at"][0]), values.get("to", [""])[0]
        query.chosen += place > 0
        query.places += place
        if page in query.pages or len(query.pages) < SHOWN:
            query.pages[page] += 1
        if len(self.queries) > MOST:
            self._forget()

    def _forget(self) -> None:
        """Keep half of the queries, those that were asked most."""
        ordered = sorted(self.queries.items(), key=lambda item: -item[1].asked)
        self.queries = dict(ordered[: MOST // 2])
        self.forgotten += len(ordered) - len(self.queries)


def _plain(text: str) -> str:
    """Give a text on one line, without what would move a terminal's cursor."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _key(says: str) -> str:
    """Give what two wordings of a query share: the stems of what they are about."""
    words = [*tokens(says)]
    return " ".join(sorted({stem(word) for word in words if word not in STOP} or set(words)))


def read(names: Iterable[str]) -> Tally:
    """Read logs.

    :raises HandbookError: where one can't be read; the text says which, and why.
    """
    tally = Tally()
    for name in names:
        try:
            for line in _lines(name):
                tally.add(line.decode("utf-8", "replace"))
        except (OSError, EOFError, zlib.error) as error:
            reason = getattr(error, "strerror", None) or error
            message = f"{name}: can't be read: {reason}; name the log of search"
            raise HandbookError(message) from error
    return tally


def _lines(name: str) -> Iterator[bytes]:
    if name == "-":
        yield from iter(lambda: sys.stdin.buffer.readline(LINE), b"")
        return
    with gzip.open(name) if name.endswith(".gz") else Path(name).open("rb") as log:
        yield from iter(lambda: log.readline(LINE), b"")


def lines_to_add(tally: Tally, docs: Path) -> dict[str, list[str]]:
    """Give lines for the register of questions, by page: what was chosen from far below the top.

    :raises HandbookError: where the register is not what it should be.
    """
    known = {_key(one.asks) for folder in DATA for one in _register(docs / folder)}
    found: dict[str, list[str]] = {}
    for key, query in tally.queries.items():
        if query.chosen < LEAST or query.places <= FAR * query.chosen or key in known:
            continue
        page, _, anchor = query.pages.most_common(1)[0][0].partition("#")
        name = page.removesuffix(".html")
        if not re.fullmatch(r"[\w/-]+", name) or not (docs / f"{name}.md").is_file():
            continue
        at = f', at = "{anchor}"' if re.fullmatch(r"[\w-]+", anchor) else ""
        asks = json.dumps(query.says, ensure_ascii=False)
        found.setdefault(name, []).append(f'  {{ from = "a reader", asks = {asks}{at} }},')
    return dict(sorted(found.items()))


def _register(folder: Path) -> list[questions.Question]:
    path = folder / "questions.toml"
    try:
        return questions.read(path)
    except FileError as error:
        raise HandbookError(f"{path}:{error.line}: {error}") from error


def as_text(tally: Tally, docs: Path) -> str:
    """Lay out what was asked often enough."""
    often = [one for one in tally.queries.values() if one.asked >= LEAST]
    since = f" since {min(tally.days)}" if tally.days else ""
    lines = [
        f"Queries: {tally.asked}. Days: {len(tally.days)}{since}.",
        f"Below are those asked {LEAST} times or more.",
    ]
    if tally.others:
        lines.append(f"Lines that are no report: {tally.others}.")
    if tally.forgotten:
        lines.append(f"Forgotten of the rarest, to save memory: {tally.forgotten}.")
    for title, times in {
        "Found nothing": {one.says: (one.empty, one.asked) for one in often},
        "Hardly anybody chose a result": {
            one.says: (one.found - one.chosen, one.found)
            for one in often
            if one.chosen <= SELDOM * one.found
        },
    }.items():
        lines += ["", f"# {title}"]
        ordered = sorted(times.items(), key=lambda item: (-item[1][0], item[0]))
        lines += [
            f"{some:>6} of {total:<6} {says}" for says, (some, total) in ordered[:SHOWN] if some
        ]
    lines += ["", "# Chosen from far below the top: lines for docs/local/questions.toml"]
    for page, asked in lines_to_add(tally, docs).items():
        lines += [f"{json.dumps(page)} = [", *asked, "]"]
    return "\n".join(lines) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="make queries", description=__doc__)
    parser.add_argument("logs", nargs="+", metavar="LOG")
    parser.add_argument("--docs", type=Path, default=Path("docs"), help="where the pages are")
    given = parser.parse_args(arguments)
    try:
        text = as_text(read(given.logs), given.docs)
    except HandbookError as error:
        sys.stderr.write(f"make queries: {error}\n")
        return 2
    sys.stdout.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
