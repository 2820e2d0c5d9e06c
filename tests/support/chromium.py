"""The browser that tests and benches drive."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Playwright

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
