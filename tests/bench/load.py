"""Load nginx with readers of the handbook: ``python tests/bench/load.py``.

The shipped configuration, one worker on one core, and wrk on another, ask for all pages, styles and
scripts of the built site at random.  The same nginx, sending one plain file of the same average
size from a bare configuration, is the measure: the ratio holds on another machine.  Requests for
each second of nginx's own processor time are what one core can carry, and hold also where other
work shares the machine; requests a second of the clock do not.

Needs nginx and wrk (Debian: ``apt install nginx libnginx-mod-http-brotli-static wrk``) and a built
site (``make``).  Takes six times ``--seconds``.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "docs" / "_ext"), str(ROOT / "tests" / "support")]

import local_nginx  # noqa: E402 (the paths above come first)

from handbook.keep.publish.__main__ import main as publish  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

SLOW = 2_000  # readers who hold their connections
READ = (".html", ".css", ".js")
# A browser's request; the order is random, and the same in each run.
SCRIPT = """
math.randomseed(1)
local paths = {{ {paths} }}
local headers = {{ ["Accept-Encoding"] = "gzip, br" }}
request = function()
  return wrk.format("GET", paths[math.random(#paths)], headers)
end
"""
BARE = """
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 4096; }}
http {{
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 10000;
  client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  server {{ listen 127.0.0.1:{port}; root {folder}; }}
}}
"""


@dataclass(frozen=True)
class Run:
    """What wrk measured; times in milliseconds.

    :ivar rate: requests for each second of the clock.
    :ivar capacity: requests for each second of nginx's processor time.
    """

    rate: float
    median: float
    slowest: float
    errors: int
    capacity: float


def in_milliseconds(text: str) -> float:
    number, unit = re.fullmatch(r"([\d.]+)(us|ms|s|m)", text).groups()  # type: ignore[union-attr]
    return float(number) * {"us": 0.001, "ms": 1, "s": 1000, "m": 60000}[unit]


def main_process(folder: Path) -> str:
    return (folder / "nginx.pid").read_text("utf-8").strip()


def workers(folder: Path) -> list[str]:
    """Return the processes that answer; while nginx reloads, those that finish as well."""
    main = main_process(folder)
    return Path(f"/proc/{main}/task/{main}/children").read_text("utf-8").split()


def memory(folder: Path) -> float:
    """Return how much memory the largest worker has to itself, in MiB."""
    texts = (Path(f"/proc/{worker}/smaps_rollup").read_text("utf-8") for worker in workers(folder))
    own = re.compile(r"^Private_\w+:\s+(\d+) kB$", re.MULTILINE)
    return max(sum(map(int, own.findall(text))) for text in texts) / 1024


def processor_seconds(folder: Path) -> float:
    """Return the processor time of nginx's workers so far."""
    ticks = 0
    for worker in workers(folder):
        after_name = Path(f"/proc/{worker}/stat").read_text("utf-8").rpartition(")")[2].split()
        ticks += int(after_name[11]) + int(after_name[12])  # user and system
    return ticks / os.sysconf("SC_CLK_TCK")


def load(folder: Path, port: int, connections: int, seconds: int, script: Path) -> Run:
    """Run wrk once against the nginx of a folder.

    :raises RuntimeError: with its output, where that can't be read.
    """
    before = processor_seconds(folder)
    output = subprocess.run(
        [
            *("wrk", "--threads", "1", "--connections", str(connections)),
            *("--duration", f"{seconds}s", "--timeout", "10s", "--latency"),
            *("--script", str(script), f"http://127.0.0.1:{port}/"),
        ],
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    spent = processor_seconds(folder) - before
    try:
        times = dict(re.findall(r"(50|99)%\s+(\S+)", output))
        failed = re.findall(r"Non-2xx or 3xx responses: (\d+)", output)
        broken = re.findall(r"(?:connect|read|write|timeout) (\d+)", output)
        return Run(
            float(re.findall(r"Requests/sec:\s+([\d.]+)", output)[0]),
            in_milliseconds(times["50"]),
            in_milliseconds(times["99"]),
            sum(map(int, [*failed, *broken])),
            int(re.findall(r"(\d+) requests in", output)[0]) / max(spent, 0.01),
        )
    except (IndexError, KeyError, AttributeError) as error:
        raise RuntimeError(f"wrk said what can't be read:\n{output}") from error


@contextlib.contextmanager
def slow_readers(port: int, count: int) -> Iterator[None]:
    """Hold connections that ask for a page, and never read or finish."""
    with contextlib.ExitStack() as stack:
        for number in range(count):
            reader = stack.enter_context(socket.create_connection(("127.0.0.1", port)))
            reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1_024)
            ending = b"\r\n" if number % 2 else b"X-Slow: "
            reader.sendall(b"GET /index.html HTTP/1.1\r\nHost: x\r\n" + ending)
        yield


@contextlib.contextmanager
def reloads(folder: Path, every: float = 1.0) -> Iterator[None]:
    """Have nginx read its configuration again and again, as after each publication."""
    ended = threading.Event()

    def repeat() -> None:
        while not ended.wait(every):
            os.kill(int(main_process(folder)), signal.SIGHUP)

    thread = threading.Thread(target=repeat)
    thread.start()
    yield
    ended.set()
    thread.join()


def sent(path: Path) -> int:
    """Return how many bytes a browser gets for a file."""
    twin = path.with_name(f"{path.name}.br")
    return (twin if twin.exists() else path).stat().st_size


def write_script(path: Path, paths: list[str]) -> Path:
    path.write_text(SCRIPT.format(paths=", ".join(f'"{name}"' for name in paths)), "utf-8")
    return path


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--site", type=Path, default=ROOT / "_build" / "html")
    parser.add_argument("--seconds", type=int, default=30, help="for each of the six runs")
    given = parser.parse_args()
    program = local_nginx.find()
    if program is None or shutil.which("wrk") is None:
        sys.stderr.write(f"{local_nginx.ADVICE}; and wrk (Debian: apt install wrk)\n")
        return 69
    with tempfile.TemporaryDirectory(prefix="load-") as folder:
        return measure(Path(folder), program, given.site, given.seconds)


def measure(folder: Path, program: str, site: Path, seconds: int) -> int:
    shipped, bare = folder / "shipped", folder / "bare"
    if code := publish([str(shipped / "handbook"), "--built", str(site), "--quiet"]):
        return code
    served = (shipped / "handbook" / "current").resolve()
    files = sorted(path for path in served.rglob("*") if path.suffix in READ)
    average = sum(sent(path) for path in files) // len(files)
    bare.mkdir()
    (bare / "plain").write_bytes(os.urandom(average))
    ports = [local_nginx.free_port(), local_nginx.free_port()]
    main_file = local_nginx.configure(shipped, ports[0])
    user = "user root;" if os.geteuid() == 0 else ""
    (bare / "nginx.conf").write_text(user + BARE.format(folder=bare, port=ports[1]), "utf-8")
    silent = folder / "silent"
    silent_file = local_nginx.configure(silent, port := local_nginx.free_port(), quiet=True)
    (silent / "handbook").symlink_to(shipped / "handbook")
    plain = write_script(folder / "plain.lua", ["/plain"])
    pages = write_script(folder / "pages.lua", [f"/{path.relative_to(served)}" for path in files])
    cores = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, cores[:1])  # for nginx, which inherits it
    with (
        local_nginx.running(program, main_file, ports[0]),
        local_nginx.running(program, bare / "nginx.conf", ports[1]),
        local_nginx.running(program, silent_file, port),
    ):
        os.sched_setaffinity(0, cores[1:] or cores)  # for wrk
        sys.stdout.write(
            f"{len(files)} files of the site, {average} bytes on average as sent, brotli where a"
            f" twin exists\nload of this machine before: {os.getloadavg()[0]:.1f} on"
            f" {len(cores)} cores\n\n"
            "| Connections | What | Requests/s | p50, ms | p99, ms | Errors"
            " | Requests for a second of one core | Ratio | MiB a worker |\n"
            "|--:|---|--:|--:|--:|--:|--:|--:|--:|\n"
        )
        nothing = contextlib.nullcontext()
        errors, first = 0, 0.0
        for connections, name, place, address, script, beside in (
            (50, "one plain file", bare, ports[1], plain, nothing),
            (50, "the site", shipped, ports[0], pages, nothing),
            (50, "the site, no access log", silent, port, pages, nothing),
            (500, "the site", shipped, ports[0], pages, nothing),
            (
                50,
                f"the site, {SLOW} slow readers",
                shipped,
                ports[0],
                pages,
                slow_readers(ports[0], SLOW),
            ),
            (50, "the site, a reload a second", shipped, ports[0], pages, reloads(shipped)),
        ):
            with beside:
                one = load(place, address, connections, seconds, script)
                most = memory(place)
            first = first or one.capacity
            # Workers that a reload replaced have taken their time along.
            known = "reload" not in name
            # A reload closes connections that wait for a next request, which a browser opens anew.
            errors += one.errors if known else 0
            sys.stdout.write(
                f"| {connections} | {name} | {one.rate:.0f} | {one.median:.1f} | {one.slowest:.1f}"
                f" | {one.errors} | {one.capacity if known else 0:.0f} |"
                f" {one.capacity / first if known else 0:.2f} | {most:.1f} |\n"
            )
            sys.stdout.flush()
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
