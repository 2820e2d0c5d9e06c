"""Furo's pages with the fixes: what is in them, and what an upgrade of Furo would be told."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup
from repository import FURO_SPECIMEN, ROOT
from sphinx.errors import ExtensionError

from handbook.site.furo_fixes import markup

if TYPE_CHECKING:
    from conftest import Build

ASSERTED = [fix for fix in markup.FIXES if fix.times is not None]
INLINE_CODE = re.compile(
    r"""<style|<script(?![^>]*\ssrc=)|\sstyle=["']|\son\w+=["']|=["']\s*javascript:""", re.I
)
BROKEN_PAGE = """\
{% extends "!page.html" %}
{% block body %}{{ furo_fixes(super().replace("nav-overlay-icon", "renamed")) }}{% endblock %}
"""


def sphinx(source: Path, out: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "sphinx", "-q", "-E", "-d", out / "doctrees", *options, source, out],
        check=False,
        capture_output=True,
        text=True,
    )


@pytest.fixture(scope="module")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the specimen as Furo alone makes it."""
    out = tmp_path_factory.mktemp("stock")
    extensions = "myst_parser,sphinx_design,sphinx_copybutton"
    done = sphinx(FURO_SPECIMEN, out, "-D", f"extensions={extensions}", "-D", "templates_path=")
    assert done.returncode == 0, done.stderr
    return out


@pytest.fixture(scope="module")
def stock_body(stock: Path) -> str:
    """Return what Furo's template made of one page, before any fix."""
    page = (stock / "index.html").read_text(encoding="utf-8")
    return page.partition("<body>")[2].partition("</body>")[0]


def soup(page: Path) -> BeautifulSoup:
    return BeautifulSoup(page.read_text(encoding="utf-8"), "lxml")


def inline_code(folder: Path) -> dict[str, list[str]]:
    pages = {path: path.read_text(encoding="utf-8") for path in folder.rglob("*.html")}
    return {
        str(path): found for path, text in pages.items() if (found := INLINE_CODE.findall(text))
    }


def test_no_page_of_the_handbook_has_inline_code(site: Path) -> None:
    assert len(list(site.rglob("*.html"))) > 50
    assert inline_code(site) == {}


def test_no_component_has_inline_code(furo_specimen: Path, stock: Path) -> None:
    assert len(inline_code(stock)) > 4, "the search finds what stock Furo has"

    assert inline_code(furo_specimen) == {}


def test_the_parts_of_a_page_are_named_landmarks(furo_specimen: Path) -> None:
    page = soup(furo_specimen / "index.html")

    found = {
        (part.name, part.get("role"), part["aria-label"])
        for part in page.select("nav, aside, [role=region], [role=navigation]")
        if part.get("aria-label")
    }
    assert found >= {
        ("nav", None, "Site"),
        ("nav", None, "On this page"),
        ("div", "region", "Page tools"),
        ("div", "navigation", "Previous and next page"),
        ("aside", None, "Announcement"),
    }
    assert page.select_one("[role=region] > .back-to-top") is not None


def test_both_drawers_are_popovers_with_a_button_each(furo_specimen: Path) -> None:
    for path in ("index.html", "page.html"):  # with contents, and without
        page = soup(furo_specimen / path)
        targets = [button["popovertarget"] for button in page.select("button[popovertarget]")]

        assert sorted(set(targets)) == ["page-contents", "site-menu"]
        for target in targets:
            assert page.find(id=target).has_attr("popover")
        assert page.select(".sidebar-toggle, [for=__navigation], [for=__toc]") == []


def test_captions_in_the_menu_have_a_level_and_boxes_a_name(furo_specimen: Path) -> None:
    page = soup(furo_specimen / "index.html")

    headings = page.select("[role=heading]")
    assert headings
    assert {heading.get("aria-level") for heading in headings} == {"2"}
    boxes = [box.get("aria-label") for box in page.select("input.task-list-item-checkbox")]
    assert boxes == ["To do", "Done"]


def test_the_colour_scheme_is_set_before_anything_is_painted(furo_specimen: Path) -> None:
    body = soup(furo_specimen / "deep" / "deeper.html").body

    first = body.find(True)
    assert first.name == "script"
    assert re.fullmatch(r"\.\./_static/theme/theme-init\.js\?v=\w+", first["src"])
    assert len(body.find_all("script", src=re.compile("theme-init"))) == 1


def test_stock_markup_takes_every_fix(stock_body: str) -> None:
    fixed = markup.fix(stock_body, "<script src=theme-init.js></script>")

    for fix in markup.FIXES:
        if isinstance(fix.old, str) and fix.old not in fix.new:
            assert fix.old not in fixed, fix.name


@pytest.mark.parametrize("fix", ASSERTED, ids=lambda fix: fix.name)
def test_changed_markup_is_named(stock_body: str, fix: markup.Fix) -> None:
    found = fix.old if isinstance(fix.old, str) else fix.old.search(stock_body)[0]
    changed = stock_body.replace(found, found.replace('"', "'").replace("\n", " "), 1)

    with pytest.raises(ExtensionError) as error:
        markup.fix(changed, "<script></script>")

    assert str(error.value) == (
        f"Furo's page no longer fits the fix {fix.name!r}: its text was found {fix.times - 1}"
        f" times, not {fix.times}; adapt it in docs/_ext/handbook/site/furo_fixes/markup.py"
    )


def test_changed_markup_stops_the_build(tmp_path: Path) -> None:
    source = tmp_path / "source"
    shutil.copytree(FURO_SPECIMEN, source)
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text(BROKEN_PAGE, encoding="utf-8")
    conf = (FURO_SPECIMEN / "conf.py").read_text(encoding="utf-8")
    conf = conf.replace("Path(__file__).parents[3]", f"Path({str(ROOT)!r})")
    conf += f"templates_path = [{str(tmp_path / 'templates')!r}]\n"
    (source / "conf.py").write_text(conf, encoding="utf-8")

    done = sphinx(source, tmp_path / "out")

    assert done.returncode == 2
    assert "Furo's page no longer fits the fix 'menu button for the keyboard'" in done.stderr


def test_the_style_sheet_says_what_furo_said(furo_specimen: Path, stock: Path) -> None:
    inline = soup(stock / "index.html").find("style").string
    pygments = (stock / "_static" / "pygments.css").read_text(encoding="utf-8")

    ours = (furo_specimen / "_static" / "brand.css").read_text(encoding="utf-8")

    assert "".join(ours.split()).startswith("".join((inline + pygments).split()))


@pytest.mark.parametrize(
    "setting",
    [
        ("pygments_dark_style", "monokai"),
        ("pygments_style", "friendly"),
        ("html_theme_options.dark_css_variables.color-brand-content", "#ffffff"),
    ],
)
def test_new_colours_have_a_new_address(
    furo_specimen: Path, tmp_path: Path, setting: tuple[str, str]
) -> None:
    name, _, keys = setting[0].partition(".")
    conf = (FURO_SPECIMEN / "conf.py").read_text(encoding="utf-8")
    conf = conf.replace("Path(__file__).parents[3]", f"Path({str(ROOT)!r})")
    path = "".join(f"[{key!r}]" for key in filter(None, keys.split(".")))
    source = tmp_path / "source"
    shutil.copytree(FURO_SPECIMEN, source)
    (source / "conf.py").write_text(f"{conf}{name}{path} = {setting[1]!r}\n", encoding="utf-8")

    assert sphinx(source, tmp_path / "out").returncode == 0

    before, after = (brand_address(folder) for folder in (furo_specimen, tmp_path / "out"))
    assert before != after


def brand_address(folder: Path) -> str:
    addresses = [str(link["href"]) for link in soup(folder / "index.html").select("link[href]")]
    assert not any("pygments" in address for address in addresses)
    return next(address for address in addresses if "brand.css" in address)


def test_a_style_that_has_no_class_is_named(build: Build) -> None:
    page = "# Page\n\n```{image} a.svg\n:alt: A\n:width: 12em\n```\n"
    picture = '<svg xmlns="http://www.w3.org/2000/svg"/>'
    conf = f"""\
extensions = ["myst_parser", "handbook.site.furo_fixes"]
html_theme = "furo"
templates_path = [{str(ROOT / "docs" / "_templates")!r}]
"""

    project = build({"index.md": page, "a.svg": picture}, builder="html", conf=conf)

    assert project.warnings == [
        'index.md:3: WARNING: style="width: 12em;" cannot stand in a page under the site\'s'
        " security policy: give a width in % (an image's also in px), or a class with a rule in"
        " docs/_static/theme [handbook.style]"
    ]
    assert inline_code(project.out) == {}


def test_an_epub_is_left_alone(tmp_path: Path) -> None:
    done = sphinx(FURO_SPECIMEN, tmp_path / "epub", "-b", "epub")

    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "epub" / "_static" / "brand.css").exists()
    assert "furo" not in (tmp_path / "epub" / "index.xhtml").read_text(encoding="utf-8")


def test_the_widths_at_which_furo_folds_are_those_of_our_style(furo_specimen: Path) -> None:
    furo = (furo_specimen / "_static" / "styles" / "furo.css").read_text(encoding="utf-8")
    ours = (furo_specimen / "_static" / "accessibility" / "drawers.css").read_text(encoding="utf-8")

    for width in ("63em", "82em"):
        assert f"@media(max-width:{width})" in furo
        assert f"@media (width <= {width})" in ours


def test_a_title_with_markup_stands_on_every_page_as_it_is_written(tmp_path: Path) -> None:
    title = """A "><hb-probe onhb='1'>&amp; {{ b }}"""

    done = sphinx(FURO_SPECIMEN, tmp_path, "-D", f"html_title={title}", "-D", f"project={title}")

    assert done.returncode == 0, done.stderr
    for name in ("index.html", "page.html", "search.html", "genindex.html"):
        page = soup(tmp_path / name)
        brands = [brand.get_text().strip() for brand in page.select(".brand, .sidebar-brand-text")]
        assert page.find("hb-probe") is None
        assert page.find(attrs={"onhb": True}) is None
        assert brands == [title] * 2
        assert page.title.get_text().endswith(title)
