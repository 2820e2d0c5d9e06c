"""What readers see of records: summary, card, backlinks, register, in every builder we ship."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup
from small_records import CONF, INDEX, PAGE, make_record

if TYPE_CHECKING:
    from conftest import Build, Project

RELATED = ("  area: role", "  area: role\n  related: [TO-0002]")
OVERDUE = ("2027-11-22", "2026-11-30")
PROPOSED = [("accepted", "proposed"), ("  decided: 2026-11-22\n", "")]
HOME = "\n## Records\n\n:::{tradeoff-register}\n:::\n"


# Three records, a register and a page that shows one of them.
THREE = {
    "index.md": INDEX + HOME,
    "use.md": f"{PAGE}# Use\n\n:::{{tradeoff-card}} TO-0001\n:::\n",
    **make_record(1, "Keep it", RELATED, OVERDUE),
    **make_record(2, "Drop it", *PROPOSED),
    **make_record(3, "Move it"),
}


def soup(project: Project, page: str) -> BeautifulSoup:
    return BeautifulSoup((project.out / f"{page}.html").read_text("utf-8"), "html.parser")


def facts(box: BeautifulSoup) -> dict[str, str]:
    names = [name.get_text(" ", strip=True).rstrip(":").strip() for name in box.select("dt")]
    values = [" ".join(value.get_text(" ").split()) for value in box.select("dd")]
    return dict(zip(names, values, strict=True))


def test_a_record_opens_with_the_choice_and_its_price_and_ends_with_who_keeps_it(
    build: Build,
) -> None:
    project = build(THREE, builder="html", conf=CONF)

    page = soup(project, "TO-0001-some")
    line, chosen = page.select(".tradeoff-line, .tradeoff-chosen")
    assert line.get_text().strip() == "TO-0001: accepted, easy to undo, overdue"
    assert line.select_one(".sd-badge.sd-bg-success").get_text() == "accepted"
    assert chosen.get_text() == "Chosen: This"
    price, kept = page.select(".tradeoff-summary")
    assert price.find_next_sibling().name == "section"
    assert list(facts(price).items()) == [
        ("Gains", "Speed"),
        ("Costs", "Code"),
        ("Who pays, when", "Editors: now"),
        ("Reopen when", "It hurts"),
        ("Not chosen", "That"),
    ]
    assert kept.find_previous_sibling().h2.get_text().startswith("Why")
    assert list(facts(kept).items()) == [
        ("Related", "TO-0002: Drop it"),
        ("Area", "role"),
        ("Owner", "Editors"),
        ("Deciders", "Editors"),
        ("Decided", "2026-11-22"),
        ("Review by", "2026-11-30, overdue"),
        ("Relied on by", "Use"),
    ]


def test_a_relation_shows_on_the_record_that_did_not_name_it(build: Build) -> None:
    project = build(THREE, builder="html", conf=CONF)

    _price, kept = soup(project, "TO-0002-some").select(".tradeoff-summary")
    assert facts(kept)["Related"] == "TO-0001: Keep it"


def test_a_card_shows_the_price(build: Build) -> None:
    project = build(THREE, builder="html", conf=CONF)

    card = soup(project, "use").select_one(".tradeoff-card")
    assert card.p.get_text() == "TO-0001: Keep it (accepted, easy to undo)"
    assert card.p.a["href"] == "TO-0001-some.html#TO-0001"
    assert facts(card) == {
        "Gains": "Speed",
        "Costs": "Code",
        "Who pays, when": "Editors: now",
        "Reopen when": "It hurts",
    }


def test_the_register_groups_records_by_status(build: Build) -> None:
    project = build(THREE, builder="html", conf=CONF)

    (table,) = soup(project, "index").select("table.tradeoff-register")
    rows = [
        [cell.get_text(strip=True) for cell in row.select("th, td")] for row in table.select("tr")
    ]
    assert rows[1:] == [
        ["TO-0002: Drop it", "proposed", "role", "Editors", "easy", "2027-11-22"],
        ["TO-0001: Keep it", "accepted", "role", "Editors", "easy", "2026-11-30, overdue"],
        ["TO-0003: Move it", "accepted", "role", "Editors", "easy", "2027-11-22"],
    ]
    marks = [set(row["class"]) - {"row-even", "row-odd"} for row in table.select("tbody tr")]
    assert marks == [{"tradeoff-first"}, {"tradeoff-first", "tradeoff-overdue"}, set()]


def test_quotes_are_set_as_in_the_prose(build: Build) -> None:
    record = make_record(1, 'It\'s "it" -- still', ("[Speed]", "[It's fast]"))
    home = f"{INDEX}\n{{tradeoff}}`TO-0001`\n"

    conf = CONF + 'language = "en-GB"\n'
    project = build({"index.md": home, **record}, builder="html", conf=conf)

    page = soup(project, "TO-0001-some")
    assert facts(page.select_one(".tradeoff-summary"))["Gains"] == "It\u2019s fast"
    link = soup(project, "index").select_one(".body p a")
    assert link.get_text() == "TO-0001: It\u2019s \u201cit\u201d \u2013 still"


def test_a_local_record_replaces_upstreams_without_a_change_to_it(build: Build) -> None:
    (ours,) = make_record(
        9, "Our way", ("  area: role", "  area: role\n  supersedes: [TO-0001]")
    ).values()
    pages = {
        "index.md": INDEX.replace("\n*\n", "\n*\n**/*\n") + HOME,
        "local/TO-0009-ours.md": ours,
        **make_record(1, "Keep it"),
    }

    project = build(pages, builder="html", conf=CONF)

    page = soup(project, "TO-0001-some")
    assert page.select_one(".tradeoff-line .sd-badge").get_text() == "superseded"
    price, _kept = page.select(".tradeoff-summary")
    assert facts(price)["Replaced by"] == "TO-0009: Our way"
    statuses = soup(project, "index").select("td.tradeoff-status")
    assert [cell.get_text(strip=True) for cell in statuses] == ["accepted", "superseded"]


def test_a_record_that_a_local_one_replaces_is_overdue_nowhere(build: Build) -> None:
    conf = CONF.replace("2026-12-01", "2027-12-01")
    late = ("review-by: 2027-11-22", "review-by: 2028-11-22")
    supersedes = ("  area: role", "  area: role\n  supersedes: [TO-0001]")
    (ours,) = make_record(9, "Our way", late, supersedes).values()
    pages = {
        "index.md": INDEX.replace("\n*\n", "\n**\n"),
        "local/TO-0009-ours.md": ours,
        **make_record(1, "Keep it"),
    }

    replaced = build(pages, builder="html", conf=conf)

    page = soup(replaced, "TO-0001-some")
    assert page.select_one(".admonition.overdue") is None
    assert facts(page.select(".tradeoff-summary")[-1])["Review by"] == "2027-11-22"
    assert replaced.app.env.metadata["TO-0001-some"]["review-by"] == ""

    (replaced.app.srcdir / "local" / "TO-0009-ours.md").unlink()
    alone = build({}, builder="html", conf=conf)

    page = soup(alone, "TO-0001-some")
    assert page.select_one(".admonition.overdue")
    assert facts(page.select(".tradeoff-summary")[-1])["Review by"] == "2027-11-22, overdue"


def test_only_the_register_loads_the_filter(build: Build) -> None:
    project = build(THREE, builder="html", conf=CONF)

    with_filter = {
        path.stem for path in project.out.glob("*.html") if "register.js" in path.read_text("utf-8")
    }
    assert with_filter == {"index"}


def test_records_bring_no_inline_script_or_style(build: Build) -> None:
    project = build(THREE, builder="html", conf=CONF)

    for page in ("index", "use", "TO-0001-some"):
        article = soup(project, page).select_one("div.body")
        assert not article.select("script, style, [style], [onclick]")


def test_a_register_without_records_says_so(build: Build) -> None:
    pages = {"index.md": INDEX.replace(":glob:\n\n*\n", "") + HOME}

    project = build(pages, builder="text", conf=CONF)

    assert "No records yet." in project.text("index.txt")


@pytest.mark.parametrize(
    "builder", ["html", "dirhtml", "singlehtml", "epub", "text", "latex", "man", "texinfo", "xml"]
)
def test_every_builder_writes_records_without_a_warning(build: Build, builder: str) -> None:
    conf = CONF + 'version = "1"\ncopyright = author = "Editors"\n'

    project = build(THREE, builder=builder, conf=conf)

    written = "".join(
        path.read_text("utf-8", errors="replace")
        for path in sorted(project.out.rglob("*"))
        if path.suffix in {".html", ".xhtml", ".txt", ".tex", ".1", ".texi", ".xml"}
    )
    for label in ("TO-0001: Keep it", "TO-0002: Drop it", "TO-0003: Move it"):
        words = r"\W+".join(re.findall(r"\w+", label))
        assert re.search(words, re.sub(r"\\sphinx\w+", "", written)), label


@pytest.mark.parametrize("builder", ["html", "text", "xml"])
def test_two_processes_write_the_same_bytes(build: Build, tmp_path_factory, builder: str) -> None:
    filling = {f"filling-{n}.md": f"{PAGE}# F{n}\n\n{{tradeoff}}`TO-0003`\n" for n in range(9)}

    def output(jobs: int) -> dict[str, bytes]:
        project = build(THREE | filling, builder=builder, conf=CONF, jobs=jobs)
        files = {
            path.relative_to(project.out).as_posix(): path.read_bytes()
            for path in project.out.rglob("*")
            if path.is_file()
        }
        project.out.rename(tmp_path_factory.mktemp("kept") / f"{jobs}")
        (project.out.parent / "doctrees").rename(tmp_path_factory.mktemp("kept") / "doctrees")
        return files

    serial, parallel = output(1), output(2)

    assert serial.keys() == parallel.keys()
    assert [name for name in serial if serial[name] != parallel[name]] == []
