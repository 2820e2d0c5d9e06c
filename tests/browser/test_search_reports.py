"""What search reports, from a real browser to the log of a real nginx: and what it never does."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

import local_nginx
import pytest
from repository import DOCS
from search_panel import answered
from waiting import until

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from conftest import Build
    from playwright.sync_api import Browser, Page

CONF = f"""\
extensions = ["myst_parser", "handbook.site.search"]
html_theme = "furo"
templates_path = ["templates"]
html_static_path = [{str(DOCS / "_static")!r}]
html_sidebars = {{"**": ["sidebar/search.html"]}}
handbook_search_report = "index"
"""
PAGES = {
    "index.md": "# Start\n\nWhat is kept.\n\n```{toctree}\ndecline\n```\n",
    "decline.md": "# Decline a request\n\nBe brief.\n\n(why)=\n## Why\n\nZebras.\n",
    # Of the handbook's templates those of search: the others belong to its own pages.
    **{
        f"templates/{name}": (DOCS / "_templates" / name).read_text("utf-8")
        for name in ("search.html", "sidebar/search.html")
    },
}


@dataclass
class Reader:
    """A tab on a site that nginx serves, and all that it asked for."""

    page: Page
    nginx: local_nginx.Nginx
    asked_for: list[str]

    def search(self, *queries: str) -> None:
        """Type one query after the other into the panel, each over the last."""
        self.page.goto(f"http://127.0.0.1:{self.nginx.port}/index.html")
        self.page.keyboard.press("/")
        for query in queries:
            self.page.locator("dialog input").fill(query)
            answered(self.page, query)

    @property
    def sent(self) -> list[str]:
        return [url for url in self.asked_for if "/search-log" in url]

    def close(self) -> None:
        self.page.keyboard.press("Escape")
        self.page.locator("dialog").wait_for(state="hidden")

    def log(self, lines: int) -> list[str]:
        """Wait for lines in the log, and return them without the day, which must be today's."""
        path = self.nginx.log.with_name("queries.log")
        until(lambda: path.read_text("utf-8").count("\n") >= lines, "no report came")
        today = dt.datetime.now().astimezone().date()
        found = path.read_text("utf-8").splitlines()
        assert {line[:11] for line in found} <= {f"{today} ", f"{today - dt.timedelta(1)} "}
        return [line[11:] for line in found]


@pytest.fixture
def reader(build: Build, browser: Browser, tmp_path: Path) -> Generator[Reader]:
    program, port = local_nginx.find(), local_nginx.free_port()
    if program is None:
        pytest.skip(local_nginx.ADVICE)
    project = build(PAGES, builder="html", conf=CONF)
    main = local_nginx.configure(tmp_path / "nginx", port)
    shutil.copytree(project.out, main.parent / "handbook" / "current")
    with local_nginx.running(program, main, port) as nginx:
        reader = Reader(browser.new_page(), nginx, [])
        reader.page.on("request", lambda request: reader.asked_for.append(request.url))
        yield reader
        reader.page.close()


def test_a_choice_is_told_by_query_number_and_place_and_nothing_else(reader: Reader) -> None:
    reader.search("Zebra 4711 me@example.org https://example.org/a")
    reader.page.get_by_role("option", name="Why").click()

    (report,) = reader.log(1)

    assert re.fullmatch(r"q=zebra\+%23\+%40\+%40&n=\d&at=\d&to=decline\.html%23why", report)
    assert "search-log" not in reader.nginx.log.read_text("utf-8")


def test_what_is_typed_on_or_taken_back_is_one_query_and_leaving_chooses_nothing(
    reader: Reader,
) -> None:
    reader.search("zeb", "zebra", "zebras here", "zeb", "nobody says this")
    reader.close()

    assert sorted(reader.log(2)) == ["q=nobody+says+this&n=0&at=0", "q=zebras+here&n=2&at=0"]


@pytest.mark.parametrize(
    "wish", ['"doNotTrack", { value: "1" }', '"globalPrivacyControl", { value: true }']
)
def test_nothing_is_sent_where_the_browser_asks_for_it(reader: Reader, wish: str) -> None:
    reader.page.add_init_script(f"Object.defineProperty(navigator, {wish})")
    reader.search("zebra")
    reader.close()
    own = "q=own&n=0&at=0"
    reader.page.evaluate(f"() => fetch('search-log?{own}', {{ method: 'POST' }})")

    assert reader.log(1) == [own]  # so that all before it would have come
    assert len(reader.sent) == 1


def test_the_reader_is_told_before_typing(reader: Reader) -> None:
    reader.search()

    assert reader.page.get_by_role("link", name="what is kept").get_attribute("href") == (
        f"http://127.0.0.1:{reader.nginx.port}/index.html"
    )


def test_nothing_is_sent_where_nobody_asked_for_reports(reader: Reader) -> None:
    table = reader.nginx.handbook / "current" / "search-index" / "table.js"
    table.write_text(table.read_text("utf-8").replace('"report":"index.html"', '"report":""'))
    reader.search("zebra")
    reader.close()

    reader.search("zebra")  # the page is left, and with it the query

    assert reader.sent == []
    assert not reader.page.get_by_role("link", name="what is kept").count()


def test_the_server_answers_with_nothing_and_keeps_the_policy(reader: Reader) -> None:
    answer = reader.nginx.get(
        '/search-log?q="%0A\\x&n=1&at=1', method="POST", Cookie="session=4711"
    )

    assert (answer.status, answer.body) == (204, b"")
    assert "content-security-policy" in answer.headers
    assert reader.nginx.get("/search-log?q=a").status == 405
    assert reader.log(1) == ["q=\\x22%0A\\x5Cx&n=1&at=1"]
