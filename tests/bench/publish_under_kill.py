"""Publish and kill, again and again, under readers: ``tests/bench/publish_under_kill.py``.

Each publication is the real command with real builds, of a small project whose pages all carry the
edition's number.  Readers ask nginx for pages, styles and scripts all the time, and count as an
error any answer that is not 200, is cut short, mixes two editions, or is older than one before it.
A kill is SIGKILL at a random moment of a publication: of the command alone, or with its builds.

``--handbook`` publishes the handbook itself instead, which takes longer for each.
Needs nginx; ends after ``--minutes`` at the latest.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import hashlib
import http.client
import os
import random
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "docs" / "_ext"), str(ROOT / "tests" / "support")]

import local_nginx  # noqa: E402 (the paths above come first)
from editions import Project, make_project  # noqa: E402

from handbook.keep.publish import checks  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

PAUSE = 0.005  # seconds between a reader's requests, so that the builds get the processor too
EDITION = re.compile(rb"marked-as-(\d+)")


@dataclass
class Reader:
    """Reads until told to stop."""

    port: int
    paths: Sequence[str]
    stop: threading.Event
    requests: int = 0
    errors: list[str] = field(default_factory=list)
    newest: int = 0

    def run(self) -> None:
        chance = random.Random(id(self))  # noqa: S311 (which page, not a secret)
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        while not self.stop.is_set():
            path = chance.choice(self.paths)
            encoding = chance.choice(["gzip", "identity"])
            self.requests += 1
            time.sleep(PAUSE)
            try:
                connection.request("GET", path, headers={"Accept-Encoding": encoding})
                answer = connection.getresponse()
                body = answer.read()
                if answer.getheader("Content-Encoding") == "gzip":
                    body = gzip.decompress(body)
            except (OSError, http.client.HTTPException, EOFError) as error:
                self.errors.append(f"{path}: {type(error).__name__}: {error}")
                connection.close()
                continue
            if reason := self.judge(path, answer.status, body):
                self.errors.append(f"{path}: {reason}")

    def judge(self, path: str, status: int, body: bytes) -> str:
        if status != 200:
            return f"status {status}"
        if path.endswith(".html") and not body.rstrip().endswith(b"</html>"):
            return "cut short"
        editions = {int(number) for number in EDITION.findall(body)}
        if len(editions) > 1:
            return f"mixes editions {sorted(editions)}"
        if editions and max(editions) < self.newest:
            return f"edition {max(editions)} after {self.newest}"
        self.newest = max(self.newest, *editions, 0)
        return ""


def command(project: Project, target: Path) -> list[str]:
    return [
        *(sys.executable, "-m", "handbook.keep.publish", str(target)),
        *("--project", str(project.folder), "--quiet"),
    ]


def start(project: Project, target: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command(project, target),
        env={**os.environ, "PYTHONPATH": str(ROOT / "docs" / "_ext")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def fingerprint(target: Path) -> str:
    """Digest what readers get: names, content and time stamps."""
    total = hashlib.sha256()
    current = (target / "current").resolve()
    for path in sorted(current.rglob("*")):
        if path.is_file():
            total.update(f"{path.relative_to(current)} {path.stat().st_mtime_ns}".encode())
            total.update(path.read_bytes())
    return total.hexdigest()


@dataclass
class Tally:
    """What happened to the publications; ``wrong`` has a line for each that broke a promise."""

    published: int = 0
    seconds: list[float] = field(default_factory=list)
    killed_before: int = 0
    killed_after: int = 0
    wrong: list[str] = field(default_factory=list)


def publish(project: Project, target: Path, tally: Tally) -> None:
    project.next_edition()
    began = time.monotonic()
    code = start(project, target).wait()
    tally.seconds.append(time.monotonic() - began)
    tally.published += 1
    if code:
        tally.wrong.append(f"publication {project.edition} ended with {code}")


def kill(project: Project, target: Path, tally: Tally, number: int) -> None:
    project.next_edition()
    before = fingerprint(target)
    # Every step is hit, and every second kill falls into the short steps that end in the switch.
    length = statistics.median(tally.seconds)
    moment = random.uniform(0.85 * length * (number % 4 > 1), 1.05 * length)  # noqa: S311
    process = start(project, target)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(moment)
    alone = number % 2 == 0
    with contextlib.suppress(ProcessLookupError):
        (os.kill if alone else os.killpg)(process.pid, signal.SIGKILL)
    process.wait()
    if fingerprint(target) == before:
        tally.killed_before += 1
    elif found := checks.faults((target / "current").resolve()):
        tally.wrong.append(f"kill {number} after {moment:.2f} s: live site is broken: {found[:2]}")
    else:
        tally.killed_after += 1


def both_at_once(project: Project, target: Path, tally: Tally) -> None:
    project.next_edition()
    codes = sorted(process.wait() for process in [start(project, target) for _ in range(2)])
    if codes != [0, 75]:
        tally.wrong.append(f"two at once ended with {codes}, not with 0 and 75")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--publishes", type=int, default=100)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--readers", type=int, default=4)
    parser.add_argument("--minutes", type=float, default=40, help="stop then, with what was done")
    parser.add_argument("--handbook", action="store_true", help="publish the handbook itself")
    given = parser.parse_args()
    program = local_nginx.find()
    if program is None:
        sys.stderr.write(f"{local_nginx.ADVICE}\n")
        return 69
    until = time.monotonic() + given.minutes * 60
    with tempfile.TemporaryDirectory(prefix="publish-under-kill-") as folder:
        return measure(Path(folder), program, given, until)


def measure(folder: Path, program: str, given: argparse.Namespace, until: float) -> int:
    project = make_project(folder / "project", small=not given.handbook)
    target, tally = folder / "nginx" / "handbook", Tally()
    publish(project, target, tally)
    if tally.wrong:
        sys.stderr.write(f"the first publication failed: {' '.join(command(project, target))}\n")
        return 1
    tally.published = 0
    port = local_nginx.free_port()
    conf = local_nginx.configure(folder / "nginx", port, quiet=True)
    with local_nginx.running(program, conf, port):
        stop = threading.Event()
        served = (target / "current").resolve()
        paths = [
            f"/{path.relative_to(served)}"
            for path in sorted(served.rglob("*"))
            if path.suffix in (".html", ".css", ".js") and path.stat().st_size
        ]
        readers = [Reader(port, paths, stop) for _ in range(given.readers)]
        threads = [threading.Thread(target=reader.run) for reader in readers]
        for thread in threads:
            thread.start()
        try:
            repeat(
                "publications", given.publishes, until, lambda _: publish(project, target, tally)
            )
            repeat("kills", given.kills, until, lambda at: kill(project, target, tally, at))
            both_at_once(project, target, tally)
            publish(project, target, tally)  # finds the target usable, and clears what kills left
            tally.published -= 1
        finally:
            stop.set()
            for thread in threads:
                thread.join()
    left = [*(target / "releases").glob(".new-*"), *target.glob(".current-*")]
    tally.wrong += [f"left behind: {path.name}" for path in left]
    return report(tally, readers)


def repeat(what: str, count: int, until: float, once: Callable[[int], None]) -> None:
    for number in range(1, count + 1):
        if time.monotonic() > until:
            sys.stdout.write(f"stopped by --minutes at {number - 1} of {count} {what}\n")
            return
        once(number)
        if number % 10 == 0 or number == count:
            sys.stdout.write(f"{number} of {count} {what}\n")
            sys.stdout.flush()


def report(tally: Tally, readers: Sequence[Reader]) -> int:
    errors = [error for reader in readers for error in reader.errors]
    rows = {
        "Publications": str(tally.published),
        "Kills": str(tally.killed_before + tally.killed_after),
        "… before the switch: live site unchanged, byte for byte": str(tally.killed_before),
        "… after the switch: live site complete": str(tally.killed_after),
        "Promises broken": str(len(tally.wrong)),
        "Requests by readers": str(sum(reader.requests for reader in readers)),
        "Reader errors": str(len(errors)),
        "Seconds for a publication, median": f"{statistics.median(tally.seconds):.1f}",
    }
    sys.stdout.write("\n| What | Count |\n|---|--:|\n")
    sys.stdout.writelines(f"| {what} | {count} |\n" for what, count in rows.items())
    sys.stdout.writelines(f"{line}\n" for line in (*tally.wrong[:20], *errors[:20]))
    return 1 if tally.wrong or errors else 0


if __name__ == "__main__":
    sys.exit(main())
