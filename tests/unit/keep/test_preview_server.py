"""The preview's server, without a build beside it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from handbook.keep.preview import __main__ as server


class Building:
    """A preview whose build never ends."""

    builds = True

    @asynccontextmanager
    async def running(self, _app: object) -> AsyncIterator[None]:
        yield

    async def socket(self, _browser: object) -> None:
        """Tell nobody."""


class Beginning(Building):
    """A preview whose build begins while a page is looked for, and writes it."""

    def __init__(self, writes: Callable[[], object]) -> None:
        self._asked, self._writes = 0, writes

    @property
    def builds(self) -> bool:  # type: ignore[override]
        self._asked += 1
        if self._asked == 2:
            self._writes()
        return self._asked == 2


def answer(site: Any, path: str) -> list[dict[str, Any]]:
    """Return what is sent for a page."""
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    scope = {
        **{"type": "http", "method": "GET", "path": path, "root_path": "", "query_string": b""},
        "headers": [(b"host", b"localhost")],
    }
    with ThreadPoolExecutor() as pool:  # a thread that drives a browser has a loop of its own
        pool.submit(asyncio.run, site(scope, receive, send)).result()
    return sent


def test_a_page_that_goes_while_it_is_read_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "plan.html").write_text("<html>Plan</html>", "utf-8")
    read, gone = server.whole, [FileNotFoundError("plan.html")]

    def whole(page: Path) -> bytes:
        if gone:
            raise gone.pop()
        return read(page)

    monkeypatch.setattr(server, "whole", whole)

    start, body = answer(server._site(Building(), tmp_path), "/plan.html")  # type: ignore[arg-type]

    assert start["status"] == 200
    assert body["body"].startswith(b"<html>Plan</html>")
    assert gone == []


def test_a_page_is_waited_for_when_a_build_begins_while_it_is_looked_for(tmp_path: Path) -> None:
    (tmp_path / "404.html").write_text("<html>Not found</html>", "utf-8")
    preview = Beginning(lambda: (tmp_path / "plan.html").write_text("<html>Plan</html>", "utf-8"))

    start, _ = answer(server._site(preview, tmp_path), "/plan.html")  # type: ignore[arg-type]

    assert start["status"] == 200


def test_a_page_that_no_build_writes_is_not_found(tmp_path: Path) -> None:
    preview = Beginning(lambda: None)

    start, _ = answer(server._site(preview, tmp_path), "/plan.html")  # type: ignore[arg-type]

    assert start["status"] == 404
