"""Debian's Firefox, as Playwright can drive it: by the protocol WebDriver BiDi.

Run as a program, this file is what Playwright takes for Firefox. It starts Firefox with the
arguments that it is given, hands every message on, and answers the one command itself that
Playwright needs for a tab and Firefox 153 does not know: which colour scheme to feign.
Once the extended-support release knows it, this file can go, and `find` with it to the fixture.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import shutil
import sys
from typing import TYPE_CHECKING

from websockets.asyncio.client import connect
from websockets.asyncio.server import ServerConnection, serve

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Playwright

MISSING = "no Firefox: install it (Debian: apt install firefox-esr)"
LISTENS = re.compile(rb"WebDriver BiDi listening on (ws://\S+)")
UNKNOWN = "emulation.setMediaFeaturesOverride"


def find() -> str | None:
    """Return Firefox's path."""
    return next(filter(None, map(shutil.which, ("firefox-esr", "firefox"))), None)


def launch(playwright: Playwright, folder: Path, **preferences: str | float | bool) -> Browser:
    """Start Firefox.

    :param folder: where the program that stands for it may be written.
    """
    program = folder / "firefox"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{__file__}" "$@"\n', encoding="utf-8")
    program.chmod(0o700)
    return playwright.firefox.launch(
        executable_path=program, channel="moz-firefox", firefox_user_prefs=preferences
    )


async def run(*command: str) -> int:
    """Start Firefox and stand between it and Playwright, until it ends."""
    firefox = await asyncio.create_subprocess_exec(*command, stderr=asyncio.subprocess.PIPE)
    assert firefox.stderr is not None
    async for line in firefox.stderr:
        if found := LISTENS.search(line):
            break
        sys.stderr.buffer.write(line)
    else:
        return await firefox.wait()
    address = found[1].decode()

    async def relay(playwright: ServerConnection) -> None:
        assert playwright.request is not None
        async with connect(address + playwright.request.path, max_size=None) as browser:

            async def answer() -> None:
                async for message in browser:
                    await playwright.send(message)

            answering = asyncio.create_task(answer())
            async for message in playwright:
                asked = json.loads(message)
                if asked["method"] == UNKNOWN:
                    answered = {"type": "success", "id": asked["id"], "result": {}}
                    await playwright.send(json.dumps(answered))
                else:
                    await browser.send(message)
            answering.cancel()

    async with serve(relay, "127.0.0.1", 0, max_size=None) as server:
        port = next(iter(server.sockets)).getsockname()[1]
        sys.stderr.write(f"WebDriver BiDi listening on ws://127.0.0.1:{port}\n")
        sys.stderr.flush()
        with contextlib.suppress(ValueError):  # a line longer than the buffer
            async for _ in firefox.stderr:
                pass
        return await firefox.wait()


if __name__ == "__main__":
    sys.exit(asyncio.run(run(find() or "firefox-esr", *sys.argv[1:])))
