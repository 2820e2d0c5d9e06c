"""What a reader's browser gets from nginx: freshness, compression, redirects, headers, errors."""

from __future__ import annotations

import gzip
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from repository import ROOT
from waiting import until

from handbook.keep.publish.compress import compress
from handbook.keep.publish.nginx import write_map
from handbook.keep.publish.releases import Releases

if TYPE_CHECKING:
    from local_nginx import Nginx

FOR_EVER = "max-age=31536000, immutable"
FILES = {
    "index.html": "<html><title>Start</title>" + "words " * 200 + "</html>",
    "new.html": "<html>moved here</html>",
    "404.html": "<html>Not found: search instead</html>",
    "about/index.html": "<html>About</html>",
    "_static/handbook.css": "p { margin: 0 }\n" * 50,
    "_static/bundle.0123456789ab.css": "p { margin: 0 }\n" * 50,
    "_static/fonts/sans.0123456789ab.woff2": "font",
    "_static/pygments.css": ".k { color: red }\n" * 50,
    "_static/only-style.txt": "no index here",
    "search-index/0123abcd/pages/1.js": "chunk",
    "search-index/table.js": "export const a = 1;\n" * 50,
    "module.mjs": "export const a = 1;",
    "words.md": "# Words",
    ".buildinfo": "secret",
}


def publish(handbook: Path, files: dict[str, str]) -> None:
    """Publish files as the command does, without a build."""
    releases = Releases(handbook)
    releases.prepare()
    site = releases.scratch() / "site"
    for name, text in files.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text, "utf-8")
    releases.keep_times(site)
    compress(site)
    releases.publish(site, keep=5)


@pytest.fixture(scope="module")
def server(nginx: Nginx) -> Nginx:
    """Return nginx with a small site published."""
    publish(nginx.handbook, FILES)
    return nginx


@pytest.mark.parametrize(
    ("path", "freshness"),
    [
        ("/", "no-cache"),
        ("/index.html?v=0123abcd", "no-cache"),
        ("/_static/handbook.css", "no-cache"),
        ("/_static/handbook.css?v=0123abcd", "no-cache"),
        ("/_static/bundle.0123456789ab.css", FOR_EVER),
        ("/_static/bundle.0123456789ab.css?v=0123abcd", FOR_EVER),
        ("/_static/fonts/sans.0123456789ab.woff2", FOR_EVER),
        ("/_static/bundle.ba9876543210.css", "no-cache"),
        ("/_static/pygments.css?v=0123abcd", "no-cache"),
        ("/search-index/0123abcd/pages/1.js", FOR_EVER),
        ("/search-index/table.js", "no-cache"),
        ("/old.html", "no-cache"),
    ],
)
def test_only_what_changes_its_address_is_kept_for_ever(
    server: Nginx, path: str, freshness: str
) -> None:
    assert server.get(path).headers["cache-control"] == freshness


def test_an_unchanged_page_is_not_sent_again(server: Nginx) -> None:
    tag = server.get("/index.html").headers["etag"]

    assert server.get("/index.html", If_None_Match=tag).status == 304


def test_a_changed_page_of_the_same_size_is_sent_at_once_and_an_unchanged_one_is_not(
    server: Nginx,
) -> None:
    tags = {path: server.get(path).headers["etag"] for path in ("/", "/new.html")}

    publish(server.handbook, {**FILES, "new.html": FILES["new.html"].replace("here", "HERE")})

    changed = server.get("/new.html", If_None_Match=tags["/new.html"])
    assert (changed.status, changed.body) == (200, b"<html>moved HERE</html>")
    assert server.get("/", If_None_Match=tags["/"]).status == 304


def test_an_address_of_another_release_is_not_answered_with_other_bytes(server: Nginx) -> None:
    answer = server.get("/_static/bundle.ba9876543210.css?v=0123abcd")

    assert (answer.status, answer.headers["cache-control"]) == (404, "no-cache")


@pytest.mark.parametrize(("version", "headers"), [("1.0", {}), ("1.1", {"Via": "1.1 proxy"})])
def test_a_proxy_gets_the_compressed_twin(
    server: Nginx, version: str, headers: dict[str, str]
) -> None:
    answer = server.get("/index.html", version=version, Accept_Encoding="gzip", **headers)

    assert answer.headers.get("content-encoding") == "gzip"


@pytest.mark.parametrize(
    ("accepted", "sent"), [("br", "br"), ("gzip", "gzip"), ("gzip, br", "br"), ("", None)]
)
def test_the_compressed_twin_is_sent_to_who_can_read_it(
    server: Nginx, accepted: str, sent: str | None
) -> None:
    answer = server.get("/index.html", Accept_Encoding=accepted)

    assert answer.headers.get("content-encoding") == sent
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "Accept-Encoding" in answer.headers.get("vary", "")


def test_the_gzip_twin_holds_the_page(server: Nginx) -> None:
    body = server.get("/index.html", Accept_Encoding="gzip").body

    assert gzip.decompress(body).decode() == FILES["index.html"]


@pytest.mark.parametrize("path", ["/nothing", "/a/b/c.html", "/_static/", "/.buildinfo", "/%2e%2e"])
def test_what_is_not_there_gets_the_handbooks_own_page(server: Nginx, path: str) -> None:
    answer = server.get(path)

    if path == "/%2e%2e":
        assert answer.status == 400
        return
    assert (answer.status, answer.body) == (404, FILES["404.html"].encode())


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/old.html", "new.html"),
        ("/old.html?q=role", "new.html?q=role"),
        ("/about", "/about/"),
    ],
)
def test_a_moved_page_is_redirected_for_good(server: Nginx, path: str, target: str) -> None:
    answer = server.get(path)

    assert (answer.status, answer.headers["location"]) == (301, target)


@pytest.mark.parametrize(
    ("path", "status", "method"),
    [
        ("/", 200, "GET"),
        ("/", 200, "HEAD"),
        ("/_static/handbook.css?v=0123abcd", 200, "GET"),
        ("/nothing", 404, "GET"),
        ("/old.html", 301, "GET"),
        ("/.buildinfo", 404, "GET"),
        ("/healthz", 200, "GET"),
        ("/", 405, "POST"),
        ("/%2e%2e", 400, "GET"),
    ],
)
def test_every_answer_carries_the_security_headers(
    server: Nginx, policy: dict[str, str], path: str, status: int, method: str
) -> None:
    answer = server.get(path, method=method)

    assert answer.status == status
    assert {name: answer.headers.get(name) for name in policy} == policy


def test_a_range_that_a_file_has_not_is_answered_with_each_header_once(
    server: Nginx, policy: dict[str, str]
) -> None:
    answer = server.get("/index.html", Range="bytes=999999-")

    assert answer.status == 416
    names = [*policy, "cache-control"]
    assert {name: answer.counts.get(name) for name in names} == dict.fromkeys(names, 1)


def test_the_policy_allows_nothing_inline_and_no_other_host(policy: dict[str, str]) -> None:
    csp = policy["content-security-policy"]

    assert csp.startswith("default-src 'none'; ")
    assert "unsafe-inline" not in csp
    assert "'unsafe-eval'" not in csp
    assert "unsafe-hashes" not in csp
    assert "http" not in csp
    assert "*" not in csp


def test_no_location_cancels_the_inherited_headers() -> None:
    lines = (ROOT / "deploy" / "nginx-site.conf").read_text("utf-8").splitlines()

    found = [line.strip() for line in lines if re.match(r"\s{8,}(add_header|include sec)", line)]
    assert found == ['add_header Accept-Ranges "bytes" always;']  # where they are set before


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/_static/handbook.css", "text/css; charset=utf-8"),
        ("/module.mjs", "text/javascript; charset=utf-8"),
        ("/words.md", "text/markdown; charset=utf-8"),
        ("/search-index/table.js", "application/javascript; charset=utf-8"),
    ],
)
def test_each_file_has_the_type_that_nosniff_asks_for(server: Nginx, path: str, kind: str) -> None:
    assert server.get(path).headers["content-type"] == kind


def test_the_server_does_not_tell_its_version(server: Nginx) -> None:
    assert server.get("/").headers["server"] == "nginx"


def test_health_is_answered_and_not_logged(server: Nginx) -> None:
    answer = server.get("/healthz")

    assert (answer.status, answer.body) == (200, b"ok\n")
    server.get("/index.html?after-health")  # what came before it is logged before it
    until(lambda: b"after-health" in server.log.read_bytes(), "nginx logs nothing")
    assert b"healthz" not in server.log.read_bytes()


def test_a_reader_gets_the_new_release_and_after_a_rollback_the_old_one(server: Nginx) -> None:
    before = server.get("/index.html").body
    publish(server.handbook, {**FILES, "index.html": "<html>" + "newer " * 100 + "</html>"})
    newer = server.get("/index.html").body

    Releases(server.handbook).rollback()

    assert b"newer" in newer
    assert server.get("/index.html").body == before


def test_nginx_starts_where_addresses_that_moved_are_as_long_as_any(
    nginx_program: str, shipped: Path
) -> None:
    handbook = shipped.parent / "handbook"
    site = handbook / "site"
    moved = '<meta http-equiv="refresh" content="0; url=../new.html#a%20$b;">'
    for length in (40, 41, 60, 100, 200):
        name = "/".join(["n" * min(length, 100)] * (length // 50 or 1))
        (site / name).mkdir(parents=True, exist_ok=True)
        for number in range(100):
            (site / name / f"page-{number}.html").write_text(moved, "utf-8")
    (site / "/".join(["x" * 100] * 12)).mkdir(parents=True)
    (site / "/".join(["x" * 100] * 12) / "too-long.html").write_text(moved, "utf-8")
    write_map(site, handbook)

    result = start_of(nginx_program, shipped)

    assert (handbook / "redirects.map").read_text("utf-8").count("\n") == 500
    assert (result.returncode, result.stderr) == (0, "")


def test_nginx_starts_where_nothing_was_published_and_nothing_moved(
    nginx_program: str, shipped: Path
) -> None:
    result = start_of(nginx_program, shipped)

    assert (result.returncode, result.stderr) == (0, "")


def start_of(program: str, main: Path) -> subprocess.CompletedProcess[str]:
    log = main.with_name("error.log")
    return subprocess.run(
        [program, "-t", "-q", "-c", str(main), "-e", str(log)],
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_number_of_workers_does_not_grow_with_the_machine() -> None:
    """Each takes memory, of which a container has little, however many cores its machine has."""
    text = (ROOT / "deploy" / "nginx.conf").read_text("utf-8")

    assert re.search(r"^worker_processes \d;$", text, re.MULTILINE)
