"""What a reader does with the site, in each engine alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser


class Reader(Protocol):
    """A window of an engine, whose relative addresses are below the site."""

    name: str

    def open(self, path: str) -> None:
        """Go to a page, and wait until it is loaded."""

    def back(self) -> None:
        """Go back, by the browser's own button."""

    def resize(self, width: int, height: int) -> None:
        """Make the window so wide and high, in pixels."""

    def run(self, expression: str) -> Any:
        """Return the value of an expression of JavaScript."""

    def see(self, expression: str) -> Any:
        """Wait until an expression of JavaScript is true; return its value."""

    def press(self, *keys: str) -> None:
        """Press keys one after the other, such as ``Control+k``."""

    def type(self, text: str) -> None:
        """Press the keys of a text."""

    def click(self, css: str) -> None:
        """Click the first element of a selector."""

    def hover(self, css: str) -> None:
        """Point at the first element of a selector."""

    def print(self, path: str, file: Path) -> Path:
        """Print a page on A4 into a file."""


class PlaywrightReader:
    """A window of an engine that Playwright drives."""

    def __init__(self, browser: Browser, base: str, **options: Any) -> None:
        self.name = browser.browser_type.name
        self.browser = browser
        self.context = browser.new_context(base_url=base, **options)
        self.page = self.context.new_page()

    def open(self, path: str) -> None:
        self.page.goto(path)

    def back(self) -> None:
        # Playwright's own waits for a load, and Firefox tells of none where it kept the page.
        self.page.evaluate("() => void setTimeout(() => history.back())")

    def resize(self, width: int, height: int) -> None:
        self.page.set_viewport_size({"width": width, "height": height})

    def run(self, expression: str) -> Any:
        return self.page.evaluate(f"() => ({expression})")

    def see(self, expression: str) -> Any:
        return self.page.wait_for_function(f"() => ({expression})").json_value()

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def click(self, css: str) -> None:
        self.page.locator(css).first.click()

    def hover(self, css: str) -> None:
        self.page.locator(css).first.hover()

    def print(self, path: str, file: Path) -> Path:
        self.page.goto(path)
        # Playwright sends inches, which Firefox takes for centimetres, as the protocol says.
        unit = "in" if self.name == "firefox" else "cm"
        sides = dict.fromkeys(("top", "right", "bottom", "left"), f"1.5{unit}")
        self.page.pdf(path=file, width=f"21{unit}", height=f"29.7{unit}", margin=sides)
        return file
