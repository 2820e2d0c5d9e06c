"""The index of a built site: of every page, of these pages only, and the same each time."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Build

CONF = """\
extensions = ["myst_parser", "handbook.site.search"]
exclude_patterns = ["_*"]
html_theme = "basic"
handbook_search_kinds = {"": "Chapter", "how-to": "How-to"}
"""
INDEX = """\
# Start

**Welcome to all.**

[Say no](how-to/decline.md)

```{toctree}
how-to/decline
```
"""
PAGES = {
    "index.md": INDEX,
    "how-to/decline.md": "# Decline a request\n\nBe brief.\n\n(why)=\n## Why\n\nZebras.\n",
}


def indexed(site: Path) -> dict[str, dict[str, Any]]:
    """Give what the index keeps of each page, by address."""
    found = {}
    for path in (site / "search-index").glob("*/pages/*.js"):
        text = path.read_text(encoding="utf-8")
        page = json.loads(text[text.index(",") + 1 : -2])
        found[page["url"]] = page
    return found


def digest(site: Path) -> dict[str, str]:
    return {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (site / "search-index").rglob("*")
        if path.is_file()
    }


def test_each_page_is_indexed_by_its_headings_without_the_themes_words(build: Build) -> None:
    project = build(PAGES, builder="html", conf=CONF)

    assert project.warnings == []
    page = indexed(project.out)["how-to/decline.html"]
    assert page["sections"] == [
        {"id": "", "title": "Decline a request", "text": "Be brief."},
        {"id": "why", "title": "Why", "text": "Zebras."},
    ]
    assert (page["kind"], page["links"]) == ("how-to", ["Say no"])


def test_an_organisations_pages_are_of_its_kind(build: Build) -> None:
    conf = CONF.replace('"How-to"', '"How-to", "local": "Acme"')
    own = {"local/index.md": "---\norphan: true\n---\n# Ours\n\nWords.\n"}

    project = build({**PAGES, **own}, builder="html", conf=conf)

    assert indexed(project.out)["local/index.html"]["kind"] == "local"


def test_sphinx_makes_no_index_beside_ours_and_the_search_page_is_there(build: Build) -> None:
    project = build(PAGES, builder="html", conf=CONF)

    assert not (project.out / "searchindex.js").exists()
    assert (project.out / "search.html").is_file()


FACTS = """\
# Facts

Words.

:Owner: Editors
:Decided: Monday

- [Start](index.md)

Term
: What it means

| Who | What |
|---|---|
| Lead | Decides |
"""


def test_an_excerpt_parts_what_stands_apart_and_leaves_out_facts_and_lists_of_links(
    build: Build,
) -> None:
    front = "---\norphan: true\n---\n"
    conf = CONF + 'myst_enable_extensions = ["deflist", "fieldlist"]\n'

    project = build({**PAGES, "facts.md": front + FACTS}, builder="html", conf=conf)

    (section,) = indexed(project.out)["facts.html"]["sections"]
    assert section["text"] == "Words. Term: What it means · Who · What · Lead · Decides"
    assert "Monday" in section["aside"]
    assert "Start" in section["aside"]


@pytest.mark.parametrize("builder", ["dummy", "epub", "singlehtml"])
def test_other_builders_make_no_index(build: Build, builder: str) -> None:
    epub = "epub_show_urls = 'no'\nversion = copyright = '1'\n"

    project = build(PAGES, builder=builder, conf=CONF + epub)

    assert not (project.out / "search-index").exists()


def test_an_incremental_build_knows_what_changed_and_what_went(build: Build) -> None:
    build(PAGES, builder="html", conf=CONF)
    changed = PAGES["how-to/decline.md"].replace("Zebras", "Giraffes")
    build({**PAGES, "how-to/decline.md": changed}, builder="html", conf=CONF)
    project = build({"extra.md": "---\norphan: true\n---\n# Extra\n"}, builder="html", conf=CONF)

    pages = indexed(project.out)
    assert set(pages) == {"index.html", "how-to/decline.html", "extra.html"}
    assert pages["how-to/decline.html"]["sections"][1]["text"] == "Giraffes."

    (project.app.srcdir / "extra.md").unlink()
    project = build({}, builder="html", conf=CONF)
    assert set(indexed(project.out)) == {"index.html", "how-to/decline.html"}


def test_a_page_may_stay_out_of_the_index(build: Build) -> None:
    hidden = "---\norphan: true\nnosearch: true\n---\n# Hidden\n"

    project = build({**PAGES, "hidden.md": hidden}, builder="html", conf=CONF)

    assert "hidden.html" not in indexed(project.out)


def test_one_process_or_two_give_the_same_bytes(build: Build, tmp_path: Path) -> None:
    many = {
        f"page-{n}.md": f"---\norphan: true\n---\n# Page {n}\n\nWord{n} and more.\n"
        for n in range(12)
    }
    first = digest(build({**PAGES, **many}, builder="html", conf=CONF).out)
    (tmp_path / "doctrees").rename(tmp_path / "doctrees-1")
    (tmp_path / "html").rename(tmp_path / "html-1")

    second = digest(build({**PAGES, **many}, builder="html", conf=CONF, jobs=2).out)

    assert len(first) > 20
    assert first == second


def test_a_records_answer_is_what_was_chosen(site: Path) -> None:
    pages = indexed(site).values()
    records = [page for page in pages if page["record"].startswith("TO-")]  # an own may be open

    assert records
    for table in records:
        assert table["answer"].startswith("Chosen: ")


def test_the_words_of_a_figure_are_in_the_index_and_in_the_twin(build: Build) -> None:
    figure = "# Map\n\n:::{drawing} map\n:alt: Zebras graze.\n\nOtters look on.\n:::\n"
    pages = {
        "index.md": figure,
        "_figures/figure.typ": '#let ink = rgb("#000000")\n',
        "_figures/map.typ": "#set page(width: 90pt, height: 90pt)\n#place[Lions]\n",
    }
    conf = CONF.replace("handbook.site.search", "handbook.content.figures").replace(
        "]", ', "handbook.site.search", "handbook.site.markdown_twin"]', 1
    )

    project = build(pages, builder="html", conf=f'{conf}myst_enable_extensions = ["colon_fence"]\n')

    assert all("colour" in told for told in project.warnings)
    found = json.dumps(indexed(project.out)["index.html"])
    twin = (project.out / "index.md").read_text("utf-8")
    for word in ("Zebras", "Otters", "Lions"):
        assert word in found
        assert word in twin


def test_an_organisation_adds_questions_and_synonyms_of_its_own(build: Build) -> None:
    question = 'index = [\n  { from = "a lead", asks = "Who are you?" },\n]\n'
    pages = {
        **PAGES,
        "_data/synonyms.toml": 'same = [["boss", "manager"]]\n',
        "local/synonyms.toml": 'same = [["guild", "leads\' meeting"]]\n',
        "local/questions.toml": question,
    }

    project = build(pages, builder="html", conf=CONF)

    tables = project.out / "search-index"
    assert '[["boss","manager"],["guild","leads\' meeting"]]' in (tables / "table.js").read_text()
    assert indexed(project.out)["index.html"]["asked"] == {"": ["Who are you?"]}


def test_a_fault_in_the_synonyms_is_a_warning_with_its_line(build: Build) -> None:
    pages = {**PAGES, "_data/synonyms.toml": 'same = [\n  ["boss"],\n]\n'}

    project = build(pages, builder="html", conf=CONF)

    assert project.warnings == [
        "_data/synonyms.toml:2: WARNING: list 1 of 'same' needs two words or more [handbook.search]"
    ]


@pytest.mark.parametrize(
    ("questions", "message"),
    [
        ("[index\n", "1: WARNING: not TOML: "),
        (
            'index = [\n  { asks = "Who?" },\n]\n',
            "2: WARNING: a question of 'index' has",
        ),
        (
            '"gone" = [\n  { from = "a lead", asks = ["Who?", "When?"] },\n]\n',
            "1: WARNING: 'gone' is no page that search finds: name the one that answers",
        ),
        (
            '"decline" = [\n  { from = "a lead", asks = "Who?" },\n]\n',
            "1: WARNING: 'decline' is no page that search finds: did you mean 'how-to/decline'?",
        ),
        (
            '"how-to/decline" = [\n  { from = "a lead", asks = "Who?", at = "who" },\n]\n',
            "2: WARNING: the answer to 'Who?' is on 'how-to/decline' at 'who', which is no section",
        ),
    ],
)
def test_a_fault_in_the_questions_is_a_warning_with_its_place(
    build: Build, questions: str, message: str
) -> None:
    pages = {**PAGES, "_data/questions.toml": questions}

    project = build(pages, builder="html", conf=CONF)

    assert [f"_data/questions.toml:{message}" in text for text in project.warnings] == [True]
