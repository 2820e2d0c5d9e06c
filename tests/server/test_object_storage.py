"""Publishing to an object store, against a local one that speaks S3 (moto)."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from local_nginx import answers, free_port
from waiting import PATIENCE, until

if TYPE_CHECKING:
    from conftest import Build

ADVICE = (
    "install it (python3 -m venv .venv-ci && .venv-ci/bin/pip install --require-hashes"
    " -r .requirements-ci.txt; Debian: apt install rclone) and add .venv-ci/bin to the PATH"
)


# moto reads who asks, and does not check the signature.
SIGNED = (
    "AWS4-HMAC-SHA256 Credential=test/20261123/us-east-1/s3/aws4_request,"
    " SignedHeaders=host, Signature=0"
)


@dataclass
class Store:
    """A running object store.

    :ivar log: where it writes each request.
    """

    port: int
    log: Path
    buckets: int = 0

    def bucket(self) -> str:
        """Make a bucket and return its name."""
        self.buckets += 1
        name = f"bucket-{self.buckets}"
        self.put(name, b"")
        return name

    def put(self, path: str, content: bytes) -> None:
        self._ask("PUT", path, content)

    def get(self, path: str) -> tuple[bytes, dict[str, str]]:
        return self._ask("GET", path)

    def names(self, bucket: str) -> list[str]:
        return sorted(re.findall(r"<Key>([^<]*)</Key>", self._ask("GET", bucket)[0].decode()))

    def _ask(
        self, method: str, path: str, content: bytes | None = None
    ) -> tuple[bytes, dict[str, str]]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request(method, f"/{path}", content, {"Authorization": SIGNED})
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        assert answer.status == 200, body
        return body, {name.lower(): text for name, text in answer.getheaders()}

    def requests(self) -> list[tuple[str, str]]:
        """Return method and path of each request so far, without queries."""
        return re.findall(r'"(PUT|POST|DELETE) ([^? ]+)', self.log.read_text("utf-8"))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Generator[Store, None, None]:
    program = shutil.which("moto_server")
    if program is None:
        pytest.skip(f"no moto_server: {ADVICE}")
    port = free_port()
    log = tmp_path_factory.mktemp("store") / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [program, "-H", "127.0.0.1", "-p", str(port)], stdout=output, stderr=output
        )
    try:
        until(lambda: answers(port), "moto_server does not answer")
        yield Store(port, log)
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


@pytest.fixture(params=["aws", "rclone"])
def tool(request: pytest.FixtureRequest) -> str:
    if shutil.which(request.param) is None:
        pytest.skip(f"no {request.param}: {ADVICE}")
    return str(request.param)


def publish(store: Store, tool: str, bucket: str, site: Path) -> subprocess.CompletedProcess[str]:
    target = f"s3://{bucket}/handbook" if tool == "aws" else f"store:{bucket}/handbook"
    return subprocess.run(
        [sys.executable, "-m", "handbook.keep.publish", target, "--built", str(site)],
        env={
            **{name: text for name, text in os.environ.items() if not name.startswith("AWS_")},
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{store.port}",
            "RCLONE_CONFIG_STORE_TYPE": "s3",
            "RCLONE_CONFIG_STORE_PROVIDER": "Other",
            "RCLONE_CONFIG_STORE_ENV_AUTH": "true",
            "RCLONE_CONFIG_STORE_ENDPOINT": f"http://127.0.0.1:{store.port}",
            "RCLONE_CONFIG_STORE_FORCE_PATH_STYLE": "true",
        },
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def site(build: Build) -> Path:
    """Return a built site of two pages."""
    pages = {
        "index.md": "# Handbook\n\n[About](about/index.md)\n\n```{toctree}\nabout/index\n```\n",
        "about/index.md": f"# About\n\n{'A handbook on one role. ' * 20}\n",
    }
    conf = "extensions = ['myst_parser']\nhtml_theme = 'basic'\n"
    out = build(pages, builder="html", conf=conf).out
    (out / "records.atom").write_text("<feed/>", "utf-8")
    # As much of the search index as publishing looks at.
    for name, content in {
        "table": "{}",
        "0123abcd/pages/0": '{"url":"index.html"}',
        "0123abcd/pages/1": '{"url":"about/index.html"}',
    }.items():
        path = out / "search-index" / f"{name}.js"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f'handbookSearch.receive("{name}",{content})\n', "utf-8")
    return out


def test_the_store_holds_exactly_the_site(store: Store, tool: str, site: Path) -> None:
    bucket = store.bucket()
    store.put(f"{bucket}/other/kept.txt", b"not the handbook's")
    store.put(f"{bucket}/handbook/records.atom", b"of an earlier handbook")
    store.put(f"{bucket}/handbook/removed.html", b"<html></html>")

    result = publish(store, tool, bucket, site)

    files = {
        f"handbook/{path.relative_to(site).as_posix()}"
        for path in site.rglob("*")
        if path.is_file() and path.name != ".buildinfo"
    }
    assert result.returncode == 0, result.stderr
    assert store.names(bucket) == sorted({*files, "handbook/release.txt", "other/kept.txt"})
    body, headers = store.get(f"{bucket}/handbook/index.html")
    assert body == (site / "index.html").read_bytes()
    assert headers["content-type"].startswith("text/html")
    assert headers["cache-control"] == "no-cache"


# The two tools run the same steps, and aws takes seconds to start: once is enough for the order.
@pytest.mark.parametrize("tool", ["rclone"], indirect=True)
def test_pages_go_up_after_what_they_use_and_nothing_is_deleted_before_they_are_there(
    store: Store, tool: str, site: Path
) -> None:
    bucket = store.bucket()
    publish(store, tool, bucket, site)
    store.put(f"{bucket}/handbook/removed.css", b"p {}")
    (site / "_static" / "new.css").write_text("p { margin: 0 }", "utf-8")
    page = site / "index.html"
    page.write_text(page.read_text("utf-8").replace("</html>", "<!-- new --></html>"), "utf-8")
    before = len(store.requests())

    publish(store, tool, bucket, site)

    done = [(method, path) for method, path in store.requests()[before:] if bucket in path]
    assets = [at for at, (method, path) in enumerate(done) if method == "PUT" and "_static" in path]
    pages = [at for at, (method, path) in enumerate(done) if path.endswith(".html")]
    deletions = [at for at, (method, _) in enumerate(done) if method in ("DELETE", "POST")]
    assert assets
    assert pages
    assert deletions
    assert max(assets) < min(pages)
    assert max(pages) < min(deletions)


def test_a_page_whose_text_changes_but_not_its_size_or_age_is_replaced(
    store: Store, tool: str, site: Path
) -> None:
    bucket, page = store.bucket(), site / "about" / "index.html"
    good = page.read_text("utf-8")
    os.utime(page, (1000, 1000))
    store.put(f"{bucket}/handbook/records.atom", b"of an earlier handbook")
    store.put(f"{bucket}/handbook/about/index.html", good.replace("one role", "two role").encode())

    publish(store, tool, bucket, site)

    assert store.get(f"{bucket}/handbook/about/index.html")[0] == good.encode()


def test_a_place_that_holds_other_things_is_refused(store: Store, tool: str, site: Path) -> None:
    bucket = store.bucket()
    store.put(f"{bucket}/handbook/payroll.csv", b"not the handbook's")

    result = publish(store, tool, bucket, site)

    assert result.returncode == 73
    assert "holds other things, such as payroll.csv, and no handbook" in result.stderr
    assert store.names(bucket) == ["handbook/payroll.csv"]


def test_a_bucket_that_is_not_there_is_told(store: Store, tool: str, site: Path) -> None:
    result = publish(store, tool, "no-such-bucket", site)

    assert result.returncode == 73
    assert "Traceback" not in result.stderr
    assert f"no-such-bucket/handbook: {tool} ended with " in result.stderr
