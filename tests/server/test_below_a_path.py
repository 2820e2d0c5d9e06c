"""A site whose address has a path: what a reader gets from nginx alone, and behind a proxy."""

from collections.abc import Generator
from pathlib import Path
from urllib.parse import urljoin

import local_nginx
import pytest

from handbook.keep.publish.nginx import write_map, write_rules

STUB = '<meta http-equiv="refresh" content="0; url=../new.html">'
PROXY = """
pid {folder}/proxy.pid;
events {{}}
http {{
    access_log off;
    server {{
        listen 127.0.0.1:{port};
        location /team/handbook/ {{ proxy_pass http://127.0.0.1:{site}{stripped}; }}
    }}
}}
"""


@pytest.fixture(scope="module")
def site(
    nginx_program: str, tmp_path_factory: pytest.TempPathFactory
) -> Generator[local_nginx.Nginx, None, None]:
    folder = tmp_path_factory.mktemp("below")
    root = folder / "handbook"
    pages = {"index.html": "home", "new.html": "new", "404.html": "none", "how-to/index.html": "h"}
    for name, text in {**pages, "how-to/old.html": STUB}.items():
        path = root / "current" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    write_map(root / "current", root)
    write_rules("https://intranet.example.org/team/handbook/", root)
    port = local_nginx.free_port()
    with local_nginx.running(nginx_program, local_nginx.configure(folder, port), port) as server:
        yield server


@pytest.fixture(params=["nginx alone", "a proxy", "a proxy that takes the path away"])
def reader(
    request: pytest.FixtureRequest, site: local_nginx.Nginx, nginx_program: str, tmp_path: Path
) -> Generator[local_nginx.Nginx, None, None]:
    if request.param == "nginx alone":
        yield site
        return
    port, stripped = local_nginx.free_port(), "/; proxy_redirect / /team/handbook/"
    main = tmp_path / "proxy.conf"
    text = PROXY.format(
        folder=tmp_path,
        port=port,
        site=site.port,
        stripped=stripped if "away" in request.param else "",
    )
    main.write_text(text, encoding="utf-8")
    with local_nginx.running(nginx_program, main, port) as server:
        yield server


@pytest.mark.parametrize(
    ("path", "status", "body"),
    [("", 200, b"home"), ("how-to/", 200, b"h"), ("nothing.html", 404, b"none")],
)
def test_pages_are_found(reader: local_nginx.Nginx, path: str, status: int, body: bytes) -> None:
    answer = reader.get(f"/team/handbook/{path}")

    assert (answer.status, answer.body) == (status, body)


@pytest.mark.parametrize(
    ("path", "target"), [("how-to/old.html", "new.html"), ("how-to", "how-to/")]
)
def test_readers_are_sent_on_below_the_path(
    reader: local_nginx.Nginx, path: str, target: str
) -> None:
    answer = reader.get(f"/team/handbook/{path}")

    assert answer.status == 301
    sent = urljoin(f"/team/handbook/{path}", answer.headers["location"])
    assert sent.endswith(f"/team/handbook/{target}")
