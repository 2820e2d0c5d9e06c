"""Debian's nginx on this machine, with the configuration that the handbook ships."""

from __future__ import annotations

import contextlib
import http.client
import os
import random
import shutil
import socket
import subprocess
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from repository import ROOT
from waiting import PATIENCE, until

if TYPE_CHECKING:
    from collections.abc import Generator

DEPLOY = ROOT / "deploy"
MODULES = Path("/etc/nginx/modules-enabled")
ADVICE = (
    "no nginx that sends files compressed by brotli:"
    " install it (Debian: apt install nginx libnginx-mod-http-brotli-static)"
)


@dataclass(frozen=True)
class Answer:
    """What the server sent; header names are in lower case.

    :ivar counts: how often each header came.
    """

    status: int
    headers: dict[str, str]
    body: bytes
    counts: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Nginx:
    """A running server.

    :ivar handbook: the folder that stands for /srv/handbook.
    :ivar log: where it notes each request.
    """

    port: int
    handbook: Path
    log: Path

    def get(
        self, path: str, *, method: str = "GET", version: str = "1.1", **headers: str
    ) -> Answer:
        """Ask once; a header ``Accept-Encoding`` is given as ``Accept_Encoding``."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection._http_vsn_str = f"HTTP/{version}"
        connection.request(
            method, path, headers={name.replace("_", "-"): text for name, text in headers.items()}
        )
        response = connection.getresponse()
        answer = Answer(
            response.status,
            {name.lower(): text for name, text in response.getheaders()},
            response.read(),
            Counter(name.lower() for name, _ in response.getheaders()),
        )
        connection.close()
        return answer


def find() -> str | None:
    """Return the path of nginx; None where it or its brotli module is missing."""
    path = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    return path if path and list(MODULES.glob("*brotli-static*")) else None


def free_port() -> int:
    """Return a port that nobody uses, for a program that can not be left the choice.

    Each worker of a run looks in a thousand of its own, below those that the system gives away.
    """
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:]) % 20
    start = 10_000 + 1000 * worker
    for port in random.sample(range(start, start + 1000), 1000):
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise RuntimeError(f"no free port from {start} on")


def answers(port: int) -> bool:
    """Tell whether somebody listens on a port of this machine."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def configure(
    folder: Path, port: int, *, workers: str = "1", site_extra: str = "", quiet: bool = False
) -> Path:
    """Write the shipped configuration with this machine's places, and return its main file.

    :param workers: how many processes answer, each on one core at most.
    :param site_extra: lines for the end of the server block.
    :param quiet: note no request.
    """
    folder.mkdir(parents=True, exist_ok=True)
    places = {
        " /run/nginx/": f" {folder}/",
        "listen 8080;": f"listen 127.0.0.1:{port};",
        "/srv/handbook": str(folder / "handbook"),
        "access_log /dev/stdout": "access_log off" if quiet else f"access_log {folder}/access.log",
        "/var/log/nginx/handbook-queries.log": f"{folder}/queries.log",
        "error_log stderr": f"error_log {folder}/error.log",
        "worker_processes 2": f"worker_processes {workers}",
    }
    for source in DEPLOY.glob("*.conf"):
        text = source.read_text("utf-8")
        if source.name == "nginx-site.conf":
            text = f"{text.rstrip().removesuffix('}')}\n{site_extra}\n}}\n"
        for place, own in places.items():
            text = text.replace(place, own)
        (folder / source.name).write_text(text, "utf-8")
    if os.geteuid() == 0:
        # Only so that the workers of a run by root can read root's folder.
        main = folder / "nginx.conf"
        main.write_text(f"user root;\n{main.read_text('utf-8')}", "utf-8")
    return folder / "nginx.conf"


@contextlib.contextmanager
def running(program: str, main: Path, port: int) -> Generator[Nginx, None, None]:
    """Run nginx, and end it.

    :raises RuntimeError: with its own words, where it does not start.
    """
    folder = main.parent
    errors = folder / "error.log"
    process = subprocess.Popen(
        [program, "-c", str(main), "-e", str(errors), "-g", "daemon off;"],
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(process, port, errors)
        yield Nginx(port, folder / "handbook", folder / "access.log")
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def _wait(process: subprocess.Popen[bytes], port: int, errors: Path) -> None:
    ended = "nginx did not start"
    until(lambda: process.poll() is not None or answers(port), ended)
    if process.poll() is not None:
        raise RuntimeError(f"{ended}: {errors.read_text('utf-8') if errors.exists() else ''}")
