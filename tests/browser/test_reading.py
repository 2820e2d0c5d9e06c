"""What a reader meets on the served site, at a desk and on a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

CHAPTERS = ["role-overview", "architecture", "robustness", "representation", "tradeoffs"]


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_chapter_fits_a_phone_without_sideways_scrolling(page: Page, chapter: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})

    page.goto(f"/{chapter}.html")

    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_pdf_opens_from_the_landing_page(page: Page) -> None:
    page.goto("/index.html")

    with page.expect_download() as download:
        page.get_by_role("link", name="Download the PDF").first.evaluate(
            "link => { link.download = 'book.pdf'; link.click(); }"
        )

    assert download.value.path().read_bytes().startswith(b"%PDF-")


def test_a_template_has_a_copy_button(page: Page) -> None:
    page.goto("/templates/role-charter.html")

    expect(page.locator(".template-actions button.copybtn").first).to_have_accessible_name("Copy")


def test_an_old_address_leads_to_the_section_that_was_asked_for(page: Page, site: Path) -> None:
    moved = next(
        path.relative_to(site).as_posix()
        for path in sorted(site.rglob("*.html"))
        if b'http-equiv="refresh"' in path.read_bytes()
    )

    page.goto(f"/{moved}#context", wait_until="commit")

    page.wait_for_url(
        lambda url: urlsplit(url).path != f"/{moved}" and urlsplit(url).fragment == "context"
    )
