"""Joined style sheets and scripts mean what the single ones meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from handbook.site.bundle import fitting, join_scripts, join_styles

if TYPE_CHECKING:
    from conftest import Build


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("a{background:url(x.png)}", 'a{background:url("styles/x.png")}'),
        ("a{background:url('../x.png')}", 'a{background:url("x.png")}'),
        ('a{background:url("data:image/svg+xml,<svg/>")}',) * 2,
        ("a{background:url(/x.png)}",) * 2,
        ("a{filter:url(#f)}",) * 2,
    ],
)
def test_addresses_follow_a_style_sheet_to_its_new_place(rule: str, expected: str) -> None:
    assert join_styles([("styles/furo.css", rule)]) == expected


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("a{b:c}/* why */d{e:f}", "a{b:c}d{e:f}"),
        ("/* two\nlines */a{}", "a{}"),
        ("/*! MIT licence */a{}",) * 2,
        ('a{content:"/* kept */"}',) * 2,
        ("a{content:'it\\'s'}/* gone */", "a{content:'it\\'s'}"),
        ("a{background:url(data:image/svg+xml,/*kept*/)}",) * 2,
    ],
)
def test_comments_of_styles_stay_out_but_for_licences(rule: str, expected: str) -> None:
    assert join_styles([("a.css", rule)]) == expected


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (":root{--sd-color-dark:#000}p{b:c}",) * 2,
        (".sd-tab-set>input:not(.sd-btn)+label{b:c}",) * 2,
        (".sd-card .sd-tab-set{b:c}", ""),
        (".sd-card,.sd-tab-label{b:c}",) * 2,
        (
            "@media (width<9em){.sd-card{b:c}.sd-tab-set{d:e}}",
            "@media (width<9em){.sd-tab-set{d:e}}",
        ),
        ("@media (width<9em){.sd-card{b:c}}", ""),
        ("@keyframes sd-fade{0%{b:c}100%{d:e}}",) * 2,
    ],
)
def test_rules_for_parts_that_a_page_has_not_stay_out(rule: str, expected: str) -> None:
    assert fitting(rule, frozenset({"tab"})) == expected


def test_style_sheets_keep_their_order() -> None:
    assert join_styles([("a.css", "a{}"), ("b.css", "b{}")]) == "a{}\nb{}"


def test_the_strictness_of_one_script_does_not_bind_the_next() -> None:
    joined = join_scripts([("a.js", '"use strict";\n'), ("b.js", "leak = 1")])

    # A directive counts only as the first statement of a script; an empty one takes that place.
    assert joined.startswith(';\n"use strict";')


def test_a_script_that_ends_in_a_comment_or_without_a_semicolon_ends_there() -> None:
    joined = join_scripts([("a.js", "let a = 1 // one"), ("b.js", "(() => a)()\n")])

    assert joined == ";\nlet a = 1 // one\n;\n(() => a)()\n;"


def test_a_file_that_is_not_there_is_told_once_and_stays_out_of_the_bundle(build: Build) -> None:
    conf = (
        'extensions = ["handbook.site.bundle"]\n'
        'html_css_files = ["gone.css"]\nhtml_js_files = ["gone.js"]\n'
        'html_static_path = ["static"]\n'
    )
    pages = {"index.rst": "One\n===\n", "two.rst": ":orphan:\n\nTwo\n===\n", "static/kept": ""}

    project = build(pages, builder="html", conf=conf)

    mend = "put it into a folder of html_static_path, or ask for it no more [handbook.style]"
    assert project.warnings == [
        f"conf.py:2: WARNING: a page asks for _static/gone.css, which is no file: {mend}",
        f"conf.py:3: WARNING: a page asks for _static/gone.js, which is no file: {mend}",
    ]
    page = project.text("index.html")
    assert 'href="_static/gone.css' in page
    assert 'src="_static/gone.js' in page
    assert 'href="_static/bundle.' in page
