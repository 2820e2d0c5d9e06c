"""The shipped example of access by an authenticating proxy, against a stand-in for the service."""

import http.server
import threading
from collections.abc import Generator
from pathlib import Path
from typing import ClassVar
from urllib.parse import parse_qs, quote, urlsplit

import local_nginx
import pytest

PROVIDER = "https://id.example/?back="


class Service(http.server.BaseHTTPRequestHandler):
    """Knows one reader, by a cookie; leads back to the address that oauth2-proxy would take."""

    heard: ClassVar[dict[str, str]] = {}

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        if address.path in ("/oauth2/start", "/oauth2/sign_out"):
            asked = parse_qs(address.query).get("rd", [])
            back = [*asked, self.headers.get("X-Auth-Request-Redirect", "/")][0]
            self.send_response(302)
            self.send_header("Location", PROVIDER + quote(back, safe=""))
        else:
            type(self).heard = {name.lower(): text for name, text in self.headers.items()}
            known = "who=reader" in self.headers.get("Cookie", "")
            self.send_response(204 if known else 401)
            self.send_header("Set-Cookie", f"session={'s' * 8_000}")  # as a renewed session is
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
    (folder / "handbook" / "redirects.map").write_text('"/old.html" "/secret-name.html";\n')
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Service) as service:
        threading.Thread(target=service.serve_forever, daemon=True).start()
        example = (local_nginx.DEPLOY / "nginx-sign-in.conf").read_text("utf-8")
        example = example.replace("127.0.0.1:4180", f"127.0.0.1:{service.server_port}")
        port = local_nginx.free_port()
        main = local_nginx.configure(folder, port, site_extra=example)
        with local_nginx.running(nginx_program, main, port) as server:
            yield server
        service.shutdown()


def test_a_stranger_is_sent_to_sign_in_and_then_back_to_the_whole_address(
    guarded: local_nginx.Nginx,
) -> None:
    asked = "/index.html?q=a%26b&kind=How-to"

    answer = guarded.get(asked)

    assert (answer.status, answer.headers["location"]) == (302, PROVIDER + quote(asked, safe=""))


def test_who_signs_out_is_not_led_back_to_signing_out(guarded: local_nginx.Nginx) -> None:
    answer = guarded.get("/oauth2/sign_out")

    assert (answer.status, answer.headers["location"]) == (302, PROVIDER + quote("/", safe=""))


def test_a_browser_keeps_no_redirect_to_sign_in(guarded: local_nginx.Nginx) -> None:
    answer = guarded.get("/_static/handbook.css?v=0123abcd")

    assert (answer.status, answer.headers["cache-control"]) == (302, "no-cache")


def test_nobody_calls_the_sign_in_of_a_page_by_its_own_address(guarded: local_nginx.Nginx) -> None:
    assert guarded.get("/sign-in/start", Cookie="who=reader").status == 404


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


def test_a_stranger_does_not_learn_where_a_page_has_moved(guarded: local_nginx.Nginx) -> None:
    stranger = guarded.get("/old.html")
    reader = guarded.get("/old.html?a=b", Cookie="who=reader")

    assert stranger.status == 302
    assert "secret-name" not in stranger.headers["location"]
    assert (reader.status, reader.headers["location"]) == (301, "/secret-name.html?a=b")


def test_a_session_of_several_cookies_passes(guarded: local_nginx.Nginx) -> None:
    cookies = f"a={'x' * 3_900}; b={'y' * 3_900}; who=reader"

    assert guarded.get("/index.html", Cookie=cookies).status == 200


@pytest.mark.parametrize(
    "name",
    [
        *("X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Uri"),
        *("X-Forwarded-Method", "X-Real-IP", "X-Original-URL", "X-Original-URI", "Forwarded"),
        *("X-Original-Method", "X-Rewrite-URL", "X-Auth-Request-User", "X-Forwarded-Prefix"),
    ],
)
def test_a_reader_can_not_speak_for_the_server(guarded: local_nginx.Nginx, name: str) -> None:
    guarded.get("/index.html", Cookie="who=reader", **{name.replace("-", "_"): "forged"})

    assert "forged" not in Service.heard.values()
    assert Service.heard["x-original-uri"] == "/index.html"
