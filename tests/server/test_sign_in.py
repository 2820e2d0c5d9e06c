"""The shipped example of access by an authenticating proxy, against a stand-in for the service."""

from __future__ import annotations

import http.server
import threading
from typing import TYPE_CHECKING

import local_nginx
import pytest

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path


class Service(http.server.BaseHTTPRequestHandler):
    """Knows one reader, by a cookie."""

    def do_GET(self) -> None:
        if self.path.startswith("/oauth2/start"):
            self.send_response(200)
        else:
            known = self.headers.get("Cookie") == "who=reader"
            self.send_response(204 if known else 401)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Keep requests out of the test's report."""


@pytest.fixture(scope="module")
def guarded(
    nginx_program: str, tmp_path_factory: pytest.TempPathFactory
) -> Generator[local_nginx.Nginx, None, None]:
    """Return nginx that asks the service before it sends a page."""
    folder: Path = tmp_path_factory.mktemp("guarded")
    (folder / "handbook" / "current").mkdir(parents=True)
    (folder / "handbook" / "current" / "index.html").write_text("<html></html>", "utf-8")
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Service) as service:
        threading.Thread(target=service.serve_forever, daemon=True).start()
        example = (local_nginx.DEPLOY / "nginx-sign-in.conf").read_text("utf-8")
        example = example.replace("127.0.0.1:4180", f"127.0.0.1:{service.server_port}")
        port = local_nginx.free_port()
        main = local_nginx.configure(folder, port, site_extra=example)
        with local_nginx.running(nginx_program, main, port) as server:
            yield server
        service.shutdown()


def test_a_stranger_is_sent_to_sign_in_and_then_back(guarded: local_nginx.Nginx) -> None:
    answer = guarded.get("/index.html?q=role")

    assert answer.status == 302
    assert answer.headers["location"] == "/oauth2/start?rd=/index.html?q=role"
    assert guarded.get("/oauth2/start").status == 200


def test_a_known_reader_gets_the_page(guarded: local_nginx.Nginx) -> None:
    answer = guarded.get("/index.html", Cookie="who=reader")

    assert (answer.status, answer.body) == (200, b"<html></html>")


def test_a_stranger_gets_the_security_headers_too(
    guarded: local_nginx.Nginx, policy: dict[str, str]
) -> None:
    answer = guarded.get("/")

    assert {name: answer.headers.get(name) for name in policy} == policy


def test_health_needs_no_sign_in(guarded: local_nginx.Nginx) -> None:
    assert guarded.get("/healthz").status == 200
