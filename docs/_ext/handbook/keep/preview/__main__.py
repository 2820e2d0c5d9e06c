"""The live preview's server: it watches the sources, has them built, and tells the browsers.

:mod:`handbook.keep.preview.worker` builds, in another process. A browser keeps its place: it loads
the page again, and only if the page or its faults changed.
"""

import argparse
import asyncio
import mimetypes
import multiprocessing
import socket
import time
import webbrowser
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Thread
from typing import Any, cast

import uvicorn
import watchfiles
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.types import Scope
from starlette.websockets import WebSocket

from handbook.keep.preview.worker import CONFIGURATION, SOURCE, work

SETTINGS = ("conf.py", "handbook.toml")
HOST = "127.0.0.1"
SOCKET = "/preview"
RELOADING = "/preview.js"
SCRIPT = f'<script src="{RELOADING}"></script>\n'.encode()
RELOADS = f"""
new WebSocket(`ws://${{location.host}}{SOCKET}`).onmessage = () => location.reload();
"""
READ_AGAIN = 20
NOT_FOUND = 404
TEXT_BROWSERS = ("elinks", "links", "lynx", "w3m", "www-browser")
# What a new process would spend its first second on. Not our own modules: they may change.
PRELOADED = ("sphinx.cmd.build", "myst_parser.parsers.sphinx_", "sphinx_design.extension", "furo")


class Preview:
    """Watches the sources, has them built, and tells browsers.

    :param ready: is called once the first build has ended.
    :param stop: is called when watching or building has failed; ``failure`` says how.
    """

    def __init__(
        self,
        output: Path,
        overrides: dict[str, Any],
        ready: Callable[[], object],
        stop: Callable[[], object],
    ) -> None:
        self._start, self._ready, self._stop = (output, overrides), ready, stop
        self.failure: BaseException | None = None
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(list(PRELOADED))
        self._worker: Connection | None = None
        self._browsers: set[WebSocket] = set()
        self._changed: set[str] = set()
        self._woken = asyncio.Event()
        self.builds = False
        """Whether a build runs, which may just have emptied the folder."""

    @asynccontextmanager
    async def running(self, _app: object) -> AsyncIterator[None]:
        """Watch and build for as long as the server lives."""
        parts = (
            self._watch(SOURCE, _matters),
            # Their folder: a watch of a file ends when an editor puts another in its place.
            self._watch(CONFIGURATION, _is_setting, recursive=False),
            self._keep_built(),
        )
        tasks = [asyncio.create_task(part) for part in parts]
        for task in tasks:
            task.add_done_callback(self._end)
        yield
        for task in tasks:
            task.cancel()

    def _end(self, task: asyncio.Task[None]) -> None:
        """End the server with what ended a part of it, which would else stand still unseen."""
        if not task.cancelled() and task.exception():
            self.failure = task.exception()
            self._stop()

    async def _watch(
        self, folder: Path, matters: Callable[[Any, str], bool], *, recursive: bool = True
    ) -> None:
        """Note what is saved, also while a build runs."""
        async for changes in watchfiles.awatch(folder, watch_filter=matters, recursive=recursive):
            self._changed.update(path for _, path in changes)
            self._woken.set()

    async def _keep_built(self) -> None:
        await self._build([])
        self._ready()
        while await self._woken.wait():
            self._woken.clear()
            changed, self._changed = sorted(self._changed), set()
            await self._build(changed)

    async def _build(self, changed: list[str]) -> None:
        """Have some changed files built; a worker that ends here is replaced by a new one."""
        self.builds = True
        try:
            await self._have_built(changed)
        finally:
            self.builds = False

    async def _have_built(self, changed: list[str]) -> None:
        if self._worker is not None:
            self._worker.send(changed)
            if await self._listen(answers=2):
                return
        self._worker, end = self._context.Pipe()
        worker = self._context.Process(target=work, args=(end, *self._start), daemon=True)
        worker.start()
        end.close()
        if not await self._listen(answers=1):
            await self._tell()  # what stopped it is among the faults

    async def _listen(self, answers: int) -> bool:
        """Pass on a worker's news, and tell whether it lives."""
        worker = cast("Connection", self._worker)
        try:
            for _ in range(answers):
                if await asyncio.to_thread(worker.recv):
                    await self._tell()
        except (EOFError, OSError):
            self._worker = None
        return self._worker is not None

    async def _tell(self) -> None:
        for browser in list(self._browsers):
            with suppress(Exception):  # it has just left
                await browser.send_text("refresh")

    async def socket(self, browser: WebSocket) -> None:
        """Keep a browser for as long as it shows a page of ours; a browser lets any page ask."""
        origin = browser.headers.get("origin", "")
        if origin and origin.partition("://")[2] != browser.headers["host"]:
            await browser.close()
            return
        await browser.accept()
        self._browsers.add(browser)
        try:
            async for _ in browser.iter_text():
                pass
        finally:
            self._browsers.discard(browser)


def _matters(_change: object, path: str) -> bool:
    """Tell whether a file is more than what editors and Python leave behind."""
    parts = Path(path).parts
    return not (parts[-1].startswith(".") or parts[-1].endswith("~") or "__pycache__" in parts)


def _is_setting(_change: object, path: str) -> bool:
    return Path(path).name in SETTINGS


def whole(page: Path) -> bytes:
    """Read a page, or a file of data, that may be half written just now."""
    for _ in range(READ_AGAIN):
        content = page.read_bytes()
        if content.rstrip().endswith((b"</html>", b"}")):
            break
        time.sleep(0.01)
    return content


def _site(preview: Preview, output: Path) -> Starlette:
    class Pages(StaticFiles):
        async def get_response(self, path: str, scope: Scope) -> Response:
            while True:
                waits = preview.builds
                try:
                    answer = await super().get_response(path, scope)
                    if answer.status_code != NOT_FOUND:
                        return answer
                except HTTPException as error:
                    if error.status_code != NOT_FOUND:
                        raise
                    answer = Response("Not Found", NOT_FOUND)
                except FileNotFoundError:  # gone since it was found
                    continue
                # A build may have begun, or ended, while the file was looked for.
                if not (waits or preview.builds):
                    return answer
                await asyncio.sleep(0.1)

        def file_response(self, full_path: Any, *args: Any, **options: Any) -> Response:
            path = Path(full_path)
            # Read now: a file that is sent bit by bit may be another one in the middle.
            content = whole(path) if path.suffix in (".html", ".json") else path.read_bytes()
            if path.suffix == ".html":
                content += SCRIPT
            kind, _ = mimetypes.guess_type(path.name)
            return Response(content, media_type=kind, headers={"Cache-Control": "no-store"})

    return Starlette(
        # A page elsewhere could ask under a name of its own that it has led to this machine. Any
        # port: an editor on another machine may show the preview by one of its own.
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=[HOST, "localhost"])],
        routes=[
            WebSocketRoute(SOCKET, preview.socket),
            Route(RELOADING, lambda _: Response(RELOADS, media_type="text/javascript")),
            Mount("/", Pages(directory=output, html=True, check_dir=False)),
        ],
        lifespan=preview.running,
    )


def _open(address: str) -> None:
    """Show an address, but not in the terminal, where what is wrong is told."""
    with suppress(webbrowser.Error):
        browser = webbrowser.get()
        if getattr(browser, "basename", "") not in TEXT_BROWSERS:
            Thread(target=browser.open, args=(address,), daemon=True).start()  # it may never return


def serve(output: Path, overrides: dict[str, Any], port: int, *, opens: bool) -> None:
    """Serve until interrupted.

    :param overrides: configuration values that differ from those of ``conf.py``.
    :param port: 0 takes a free one.
    :raises Exception: what kept the preview from watching or building.
    """
    listening = socket.create_server((HOST, port))
    place = f"{HOST}:{listening.getsockname()[1]}"

    def ready() -> None:
        print(f"The handbook is at http://{place}/", flush=True)  # noqa: T201  (for a terminal)
        if opens:
            _open(f"http://{place}/")

    def stop() -> None:
        server.should_exit = True

    preview = Preview(output, overrides, ready, stop)
    server = uvicorn.Server(uvicorn.Config(_site(preview, output), log_level="warning"))
    with suppress(KeyboardInterrupt):
        server.run(sockets=[listening])
    if preview.failure:
        raise preview.failure


def main() -> None:
    parser = argparse.ArgumentParser(description="Serve the handbook while you write it.")
    parser.add_argument("output", type=Path, help="folder for the built pages")
    parser.add_argument("--pdf", type=Path, help="folder with the PDF that the site offers")
    parser.add_argument("--port", type=int, default=0, help="default: a free one")
    parser.add_argument("--no-browser", action="store_true", help="open no browser")
    options = parser.parse_args()
    overrides = {"html_extra_path": [str(options.pdf.resolve())]} if options.pdf else {}
    options.output.mkdir(parents=True, exist_ok=True)
    serve(options.output.resolve(), overrides, options.port, opens=not options.no_browser)


if __name__ == "__main__":
    main()
