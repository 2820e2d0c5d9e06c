"""Debian's WebKitGTK: driven by the WebDriver protocol, and printing.

Playwright's WebKit is a build of its own, which no package registry has.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import socket
import subprocess
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from waiting import until

if TYPE_CHECKING:
    from collections.abc import Generator

MISSING = (
    "no WebKitGTK: install it (Debian: apt install webkit2gtk-driver xvfb python3-gi"
    " gir1.2-webkit2-4.1)"
)
# Debian's own Python, which has the bindings.
PRINTER = ("/usr/bin/python3", str(Path(__file__).with_name("webkit_print.py")))
# What WebDriver sends for keys that are no character.
KEYS = {
    **{"Backspace": "\ue003", "Tab": "\ue004", "Enter": "\ue007", "Control": "\ue009"},
    **{"Escape": "\ue00c", "Space": " ", "ArrowRight": "\ue014", "ArrowDown": "\ue015"},
}
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # the protocol's mark of an element


def find() -> Path | None:
    """Return the path of the browser that the driver starts, if all that is needed is there."""
    if not (shutil.which("WebKitWebDriver") and shutil.which("Xvfb")):
        return None
    if subprocess.run(PRINTER, capture_output=True, check=False).returncode:
        return None
    return next(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"), None)


@contextlib.contextmanager
def screen() -> Generator[dict[str, str]]:
    """Start a screen that nobody sees; give the environment of programs that use it."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1600x1000x24"]
    server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            yield {**os.environ, "DISPLAY": f":{told.readline().strip()}"}
    finally:
        server.terminate()
        server.wait()


class WebKit:
    """A window of the browser, as :class:`reader.Reader` has it."""

    name = "webkit"

    def __init__(self, environment: dict[str, str], base: str) -> None:
        self.environment, self.base = environment, base
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.driver = subprocess.Popen(
            ["WebKitWebDriver", f"--port={self.port}"],
            env=environment,
            stderr=subprocess.DEVNULL,
        )
        until(self._listens, "WebKitWebDriver does not answer")
        options = {"binary": str(find()), "args": ["--automation"]}
        asked = {"capabilities": {"alwaysMatch": {"webkitgtk:browserOptions": options}}}
        self.session = f"/session/{self._send('POST', '/session', asked)['sessionId']}"

    def _listens(self) -> bool:
        try:
            return bool(self._send("GET", "/status")["ready"])
        except ConnectionRefusedError:
            return False

    def _send(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=300)
        connection.request(method, path, None if body is None else json.dumps(body))
        with connection.getresponse() as answer:
            value = json.load(answer)["value"]
            assert answer.status == HTTPStatus.OK, value
            return value

    def _act(self, path: str, **body: Any) -> Any:
        return self._send("POST", f"{self.session}{path}", body)

    def quit(self) -> None:
        """Close the browser."""
        self._send("DELETE", self.session)
        self.driver.terminate()
        self.driver.wait()

    def open(self, path: str) -> None:
        self._act("/url", url=path if ":" in path else f"{self.base}{path}")

    def back(self) -> None:
        self._act("/back")

    def resize(self, width: int, height: int) -> None:
        self._act("/window/rect", width=width, height=height)

    def run(self, expression: str) -> Any:
        return self._act("/execute/sync", script=f"return ({expression})", args=[])

    def see(self, expression: str) -> Any:
        seen = None

        def look() -> Any:
            nonlocal seen
            seen = self.run(expression)
            return seen

        until(look, f"never true: {expression}")
        return seen

    def press(self, *keys: str) -> None:
        for key in keys:
            *held, last = [KEYS.get(part, part) for part in key.split("+")]
            down = [{"type": "keyDown", "value": value} for value in (*held, last)]
            up = [{"type": "keyUp", "value": value} for value in (last, *held)]
            actions = {"type": "key", "id": "keys", "actions": [*down, *up]}
            self._act("/actions", actions=[actions])

    def type(self, text: str) -> None:
        self.press(*("Space" if char == " " else char for char in text))

    def _element(self, css: str) -> dict[str, str]:
        shown = f"document.querySelector({json.dumps(css)})"
        self.see(f"{shown} && !{shown}.scrollIntoView({{block: 'center', behavior: 'instant'}})")
        found: dict[str, str] = self._act("/element", using="css selector", value=css)
        return found

    def click(self, css: str) -> None:
        self._act(f"/element/{self._element(css)[ELEMENT]}/click")

    def hover(self, css: str) -> None:
        move = {"type": "pointerMove", "origin": self._element(css), "x": 0, "y": 0}
        self._act("/actions", actions=[{"type": "pointer", "id": "mouse", "actions": [move]}])

    def print(self, path: str, file: Path) -> Path:
        address = path if ":" in path else f"{self.base}{path}"
        command = [*PRINTER, address, str(file)]
        subprocess.run(command, env=self.environment, check=True, timeout=120)
        return file
