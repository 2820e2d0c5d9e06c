"""A formula on the site asks nothing of another host."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bs4 import BeautifulSoup

if TYPE_CHECKING:
    from conftest import Build

CONF = """\
extensions = ["myst_parser", "handbook.site.math_source"]
myst_enable_extensions = ["dollarmath"]
html_math_renderer = "source"
"""
PAGE = "# Sum\n\nIt is $a < b$.\n\n```{math}\n:label: pairs\nn(n-1)/2\n```\n\nSee {eq}`pairs`.\n"


def test_a_formula_is_shown_as_its_source_and_loads_no_script(build: Build) -> None:
    project = build({"index.md": PAGE}, builder="html", conf=CONF)

    page = BeautifulSoup((project.out / "index.html").read_text("utf-8"), "lxml")
    assert [math.text for math in page.select("code.math, pre.math")] == ["a < b", "n(n-1)/2"]
    link = page.select_one("a[href^='#equation']")
    assert page.select_one(link["href"]).find_next(class_="eqno").text == link.text == "(1)"
    assert [script["src"] for script in page.select("script[src*='://']")] == []
