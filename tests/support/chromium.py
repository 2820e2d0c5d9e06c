"""The browser that tests and benches drive."""

from __future__ import annotations

import contextlib
import os
import shutil
from typing import TYPE_CHECKING, Any

from repository import ROOT

if TYPE_CHECKING:
    from collections.abc import Generator

    from playwright.sync_api import Browser, Page, Playwright, ViewportSize

# The smallest page of the site, and what makes it forget what its pages kept.
NOWHERE, FORGET = "/robots.txt", "(localStorage.clear(), sessionStorage.clear())"
MISSING = "no Chromium: install it (Debian: apt install chromium) or set CHROMIUM to its path"
# No sandbox: a container's root may not make one. No background traffic: it would fail offline.
FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find() -> str | None:
    """Return Chromium's path: from $CHROMIUM, or on the PATH.

    The one without windows comes first: it opens a tab with less work.

    :raises SystemExit: $CHROMIUM names something else.
    """
    named = os.environ.get("CHROMIUM")
    if named and not shutil.which(named):
        raise SystemExit(f"CHROMIUM is {named!r}, which is no program: correct it, or unset it")
    names = [named] if named else ["chromium-headless-shell", "chromium", "google-chrome"]
    return next((path for name in names if (path := shutil.which(name))), None)


def launch(playwright: Playwright) -> Browser:
    """Start the browser.

    :raises SystemExit: there is none; the text says how to get it.
    """
    path = find()
    if path is None:
        raise SystemExit(MISSING)
    return playwright.chromium.launch(executable_path=path, args=FLAGS)


def script(name: str) -> str:
    """Return a function of JavaScript, for a page to run."""
    return (ROOT / "tests" / "browser" / "scripts" / f"{name}.js").read_text(encoding="utf-8")


@contextlib.contextmanager
def opened(browser: Browser, address: str, width: int = 1440, **options: Any) -> Generator[Page]:
    """Give a tab whose relative addresses are below one, with nothing in motion."""
    size: ViewportSize = {"width": width, "height": 900}
    context = browser.new_context(
        base_url=f"{address}/", viewport=size, **{"reduced_motion": "reduce", **options}
    )
    yield context.new_page()
    context.close()


def forget(page: Page) -> None:
    """Lead a tab to where it was when it was new, but for its size and its feigned media."""
    page.mouse.move(0, 0)
    page.goto(NOWHERE)
    page.evaluate(f"() => ({FORGET})")


def told_errors(page: Page) -> list[str]:
    """Return a list that fills with the errors that a page's console tells from now on."""
    told: list[str] = []
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("console", lambda line: told.append(line.text) if line.type == "error" else None)
    return told


def settle(page: Page) -> None:
    """Wait until nothing moves: no scrolling, no transition, for some frames."""
    page.evaluate(
        """async () => {
          const frame = () => new Promise(requestAnimationFrame);
          const state = () => `${scrollX} ${scrollY} ${document.getAnimations()
            .filter((a) => a.playState === "running").length}`;
          for (let [still, last] = [0, ""]; still < 6; await frame()) {
            still = state() === last && last.endsWith(" 0") ? still + 1 : 0;
            last = state();
          }
        }"""
    )
