"""Servers of two releases behind one address, as during a rolling update, and after a rollback."""

from __future__ import annotations

import hashlib
import itertools
import re
import shutil
from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING

import local_nginx
import pytest

from handbook.core.output import with_digest
from handbook.keep.publish.releases import Releases

if TYPE_CHECKING:
    from conftest import Build
    from local_nginx import Nginx

CONF = """
extensions = ["myst_parser", "handbook.site.bundle"]
html_theme = "basic"
html_static_path = ["static"]
html_css_files = ["own.css", "print.css"]
html_js_files = [("own.js", {"defer": "defer"}), ("where.js", {"defer": "defer"})]
"""
FOR_EVER = "max-age=31536000, immutable"
ASSET = re.compile(r'(?:href|src)="(_static/[^"]+)"')


def edition(build: Build, number: int, target: Path) -> Path:
    """Build an edition whose style and scripts differ from every other's."""
    pages = {
        "index.md": f"# Edition {number}\n",
        "static/own.css": f"p {{ margin: {number}px }}\n",
        "static/print.css": "@media print { p { margin: 0 } }\n",
        "static/own.js": f"window.edition = {number};\n",
        "static/where.js": f"window.here = document.currentScript.src; // {number}\n",
    }
    shutil.move(build(pages, conf=CONF, builder="html").out, target)
    return target


@pytest.fixture
def servers(nginx_program: str, build: Build, tmp_path: Path) -> Generator[list[Nginx], None, None]:
    """Return the servers of two releases."""
    mains, ports = [], []
    for number in (1, 2):
        folder = tmp_path / f"server-{number}"
        edition(build, number, folder / "handbook" / "current")
        ports.append(local_nginx.free_port())
        mains.append(local_nginx.configure(folder, ports[-1]))
    with (
        local_nginx.running(nginx_program, mains[0], ports[0]) as first,
        local_nginx.running(nginx_program, mains[1], ports[1]) as second,
    ):
        yield [first, second]


def assets(server: Nginx) -> list[str]:
    return ASSET.findall(server.get("/index.html").body.decode())


def test_every_style_and_script_has_its_digest_in_its_name(servers: list[Nginx]) -> None:
    for server in servers:
        names = assets(server)
        assert len(names) == 3
        for name in names:
            content = server.get(f"/{name}").body
            stem, _, suffix = name.rpartition(".")
            assert name == with_digest(f"{stem.rpartition('.')[0]}.{suffix}", content)


def test_no_reader_gets_other_bytes_than_the_address_names(servers: list[Nginx]) -> None:
    outcomes = set()
    for page, other in itertools.product(servers, servers):
        for name in assets(page):
            for query in ("", "?v=0123abcd"):
                answer = other.get(f"/{name}{query}")
                digest = hashlib.sha256(answer.body).hexdigest()[:12]
                kept = answer.headers["cache-control"] == FOR_EVER
                outcomes.add((answer.status, digest in name, kept))

    assert outcomes == {(200, True, True), (404, False, False)}


def test_a_page_that_is_open_during_a_publication_finds_its_style(
    build: Build, tmp_path: Path
) -> None:
    """Once; what is named by a page of the release before that is gone."""
    releases = Releases(tmp_path / "dest")
    releases.prepare()
    named: list[list[str]] = []
    for number in (1, 2, 3):
        site = edition(build, number, releases.scratch() / "site")
        named.append(ASSET.findall((site / "index.html").read_text("utf-8")))
        again = releases.scratch() / "again"
        shutil.copytree(site, again)
        releases.keep_named(site)
        releases.publish(site, keep=5)
        assert releases.is_live(again)

    live = releases.live()
    assert live
    assert all((live / name).is_file() for name in (*named[1], *named[2]))
    assert not any((live / name).is_file() for name in set(named[0]) - set(named[1] + named[2]))
