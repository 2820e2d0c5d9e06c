"""The functions that a CDN runs at its edge, in a real JavaScript engine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from repository import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Page

FUNCTIONS = ROOT / "deploy" / "s3-cdn"
FOR_EVER = "max-age=31536000, immutable"


def call(page: Page, name: str, event: dict[str, Any]) -> Any:
    source = (FUNCTIONS / name).read_text("utf-8")
    return page.evaluate(f"(event) => {{ {source}\nreturn handler(event); }}", event)


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("/", "/index.html"),
        ("/about/", "/about/index.html"),
        ("/team/handbook/", "/team/handbook/index.html"),
        ("/role.html", "/role.html"),
        ("/_static/a.css", "/_static/a.css"),
    ],
)
def test_a_folder_is_asked_for_by_its_index(page: Page, address: str, asked: str) -> None:
    request = call(page, "viewer-request.js", {"request": {"uri": address}})

    assert request["uri"] == asked


@pytest.mark.parametrize(
    ("address", "query", "location"),
    [
        ("/about", {}, "/about/"),
        ("/about", {"q": {"value": "a%26b"}, "draft": {"value": ""}}, "/about/?q=a%26b&draft="),
        (
            "/about",
            {"tag": {"value": "2", "multiValue": [{"value": "1"}, {"value": "2"}]}},
            "/about/?tag=1&tag=2",
        ),
    ],
)
def test_a_folder_without_its_slash_is_redirected_for_good_with_its_query(
    page: Page, address: str, query: dict[str, Any], location: str
) -> None:
    event = {"request": {"uri": address, "querystring": query}}

    answer = call(page, "viewer-request.js", event)

    assert (answer["statusCode"], answer["headers"]["location"]["value"]) == (301, location)


@pytest.mark.parametrize("start", ["//", "///", "/\\"])
def test_no_redirect_leads_to_another_host(page: Page, start: str) -> None:
    event = {"request": {"uri": f"{start}evil.example/x", "querystring": {}}}

    answer = call(page, "viewer-request.js", event)

    assert answer["headers"]["location"]["value"] == "/evil.example/x/"


@pytest.mark.parametrize(
    ("address", "digest", "status", "freshness"),
    [
        ("/index.html", "", 200, "no-cache"),
        ("/index.html", "0123abcd", 200, "no-cache"),
        ("/_static/bundle.0123456789ab.css", "", 200, FOR_EVER),
        ("/_static/bundle.0123456789ab.css", "", 404, "no-cache"),
        ("/team/handbook/_static/bundle.0123456789ab.css", "", 200, FOR_EVER),
        ("/_static/handbook.css", "0123abcd", 200, "no-cache"),
        ("/_static/handbook.css", "", 200, "no-cache"),
        ("/_static/pygments.css", "0123abcd", 200, "no-cache"),
        ("/search-index/0123abcd/pages/1.js", "", 200, FOR_EVER),
        ("/team/handbook/search-index/0123abcd/pages/1.js", "", 200, FOR_EVER),
        ("/search-index/table.js", "", 200, "no-cache"),
    ],
)
def test_the_cdn_keeps_what_nginx_lets_a_browser_keep(
    page: Page, address: str, digest: str, status: int, freshness: str
) -> None:
    query = {"v": {"value": digest}} if digest else {}
    event = {
        "request": {"uri": address, "querystring": query},
        "response": {"statusCode": status, "headers": {}},
    }

    answer = call(page, "viewer-response.js", event)

    assert answer["headers"]["cache-control"]["value"] == freshness
