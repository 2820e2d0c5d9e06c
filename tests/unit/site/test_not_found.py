"""The page for addresses that lead nowhere works at any depth and below any path."""

import pytest

from handbook.site.not_found import base_path, make_absolute


@pytest.mark.parametrize(
    ("site", "path"),
    [
        ("https://h.example/", "/"),
        ("https://h.example/docs/handbook/", "/docs/handbook/"),
        ("", "/"),
    ],
)
def test_the_base_is_the_path_of_the_site(site: str, path: str) -> None:
    assert base_path(site) == path


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<a href="how-to/x.html#y">', '<a href="/hb/how-to/x.html#y">'),
        ('<link href="_static/a.css?v=1">', '<link href="/hb/_static/a.css?v=1">'),
        ('<html data-content_root="./">', '<html data-content_root="/hb/">'),
        ('<form action="search.html">', '<form action="/hb/search.html">'),
        ('<script src="_static/a.js">', '<script src="/hb/_static/a.js">'),
    ],
)
def test_a_relative_address_begins_at_the_base(html: str, expected: str) -> None:
    assert make_absolute(html, "/hb/") == expected


@pytest.mark.parametrize(
    "html",
    [
        '<a href="https://a.example/">',
        '<a href="#top">',
        '<a href="/hb/x.html">',
        '<a href="mailto:a@b.example">',
        '<img src="data:image/png;base64,x">',
    ],
)
def test_other_addresses_stay(html: str) -> None:
    assert make_absolute(html, "/hb/") == html
