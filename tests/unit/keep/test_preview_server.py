"""The preview's server, without a build beside it."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from handbook.keep.preview import __main__ as server

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    import pytest


class Building:
    """A preview whose build never ends."""

    builds = True

    @asynccontextmanager
    async def running(self, _app: object) -> AsyncIterator[None]:
        yield

    async def socket(self, _browser: object) -> None:
        """Tell nobody."""


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
    asyncio.run(site(scope, receive, send))
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
