"""`make lint`: each rule of the house style finds its fault, and lets an honest line pass."""

import re
import tomllib
from collections.abc import Callable
from operator import itemgetter
from pathlib import Path
from typing import Any

import pytest
from own_pages import corpus
from repository import DOCS

from handbook.check.command import run
from handbook.check.prose import check, load
from handbook.check.prose.source import read
from handbook.core.errors import HandbookError

param = pytest.param
LISTS = r"""
[sentence]
limit = 12
[british]
why = "an American form"
[british.keep]
practice = "British as a noun"
[british.extra]
gotten = "got"
[[pattern]]
find = '\b([A-Za-z]{3,})iz(e|ed|ing)\b'
write = '\1is\2'
why = "we write -ise"
unless = ["resize"]
[[filler]]
why = "says how hard it ought to be"
[filler.words]
just = "leave it out"
[[filler]]
why = "is a slogan"
[filler.words]
world-class = "give a figure"
[[filler]]
why = "is long"
verbs = true
[filler.words]
utilise = 'write "use"'
[name]
of_teams = ["Catalogue", "Color Desk", "What is a Tech Lead?"]
[link]
bare = ["here", "this page"]
[term]
plain = ["stand-up meeting"]
"""
GLOSSARY = """\
# Glossary

**What each word means.**

:::{glossary}

area
  Related teams.

error budget
  The failure that an objective allows.
  It is spent.

service level objective
  Also called SLO.

SLO
  {term}`Service level objective <service level objective>`.

stand-up meeting
  A short talk.
:::

**See also:** [home](../index.md)
"""
FRONT_MATTER = "---\nowner: Editors\n---\n"
PAGE = FRONT_MATTER + "# A page\n\n**The answer.**\n\n{text}\n\n**Next:** [the start](index.md)\n"
FIRST = 8  # the line on which {text} begins


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """Return a handbook of lists and a glossary alone."""
    folder = tmp_path / "docs"
    for name, text in {"_data/prose.toml": LISTS, "reference/glossary.md": GLOSSARY}.items():
        write(folder / name, text)
    return folder


@pytest.fixture
def findings(docs: Path) -> Callable[..., list[str]]:
    """Return a function that checks a text as part of a page, or as a file of its own."""

    def run(text: str, name: str = "page.md", form: str = PAGE) -> list[str]:
        write(docs / name, form.replace("{text}", text))
        return [str(finding) for finding in check(docs)]

    return run


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("line", corpus("house_style"), ids=itemgetter("name"))
def test_each_rule_tells_place_fault_reason_and_mend_and_passes_an_honest_line(
    findings: Callable[..., list[str]], line: dict[str, Any]
) -> None:
    told = sorted(findings(line["text"]))

    begins = [f"page.md:{begin}" for begin in line.get("told", [])]
    assert [said[: len(begin)] for said, begin in zip(told, begins, strict=True)] == begins
    assert all(re.search(r"; (?!$)", said) for said in told)  # the mend


def test_a_page_opens_with_its_answer(findings: Callable[..., list[str]]) -> None:
    told = findings("", form=PAGE.replace("**The answer.**", "The answer."))

    assert told == [
        "page.md:6: the page does not open with its answer: most readers read no further; write it"
        " as the first sentence, in bold [answer-first]"
    ]


@pytest.mark.parametrize(("ending", "line"), [("", 8), ("**Next:** the start\n", 10)])
def test_a_page_ends_with_a_way_onward(
    findings: Callable[..., list[str]], ending: str, line: int
) -> None:
    told = findings("The\u00a0end.", form=PAGE.replace("**Next:** [the start](index.md)\n", ending))

    assert told == [
        f"page.md:{line}: the page does not end with a way onward: a reader is left to search;"
        " close it with **Next:** or **See also:** and a link [ending]"
    ]


@pytest.mark.parametrize(
    ("name", "form"),
    [
        param("index.md", FRONT_MATTER + "# Home\n\n**Answer.**\n", id="the front page"),
        param("records/r.md", "---\ntradeoff:\n  id: X\n---\n# A\n\nWhy.\n", id="a record"),
        param("error-budget.md", PAGE.replace("A page", "Error budget"), id="its own page"),
        param("_data/templates/a.md", "# A Form\n\nAn SLO. On one line.\n", id="a template"),
        param("local/a.md", "# Our Color\n\nJust us.\n", id="an organisation's own page"),
        param("_ext/a.md", "# Our Color\n", id="what is no page"),
        param(
            "deutsch.md",
            PAGE.replace("owner:", "language: de\nowner:").replace("A page", "Die Seite"),
            id="a page in another language",
        ),
    ],
)
def test_a_rule_leaves_out_what_it_is_not_for(
    findings: Callable[..., list[str]], name: str, form: str
) -> None:
    assert findings("An error budget is spent.", name, form) == []


def test_a_template_is_checked_for_its_words(findings: Callable[..., list[str]]) -> None:
    told = findings("- **Color:** *just one*", "_data/templates/a.md", "{text}\n")

    assert told == [
        '_data/templates/a.md:1: "Color": an American form; write "Colour" [british]',
        '_data/templates/a.md:1: "just" says how hard it ought to be; leave it out [filler]',
    ]


def test_the_command_prints_each_finding_and_fails(
    docs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(docs / "page.md", PAGE.replace("{text}", "The color."))

    code = run("prose", check, [str(docs)])

    said = capsys.readouterr()
    assert code == 1
    assert said.out == f'{docs}/page.md:8: "color": an American form; write "colour" [british]\n'
    assert said.err == "prose: 1 to mend\n"


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("_data/prose.toml", b"[", r"_data/prose\.toml:1: not TOML: .*"),
        ("_data/prose.toml", b"", r"_data/prose\.toml: 'british' is missing or of the wrong kind"),
        (
            "_data/prose.toml",
            LISTS.replace("(e|ed|ing)", "(e|ed|ing").encode(),
            r"_data/prose\.toml: .* is no pattern: missing \), unterminated subpattern .*",
        ),
        ("page.md", b":::{note}\n" * 2000, r"page\.md: boxes in boxes without an end: close them"),
    ],
)
def test_what_can_not_be_read_is_told_in_one_line(
    docs: Path, capsys: pytest.CaptureFixture[str], name: str, text: bytes, message: str
) -> None:
    (docs / name).write_bytes(text)

    code = run("prose", check, [str(docs)])

    said = capsys.readouterr()
    assert (code, said.out) == (2, "")
    assert re.fullmatch(rf"prose: {re.escape(str(docs))}/{message}\n", said.err), said.err


def test_a_page_that_preflight_refuses_keeps_no_other_from_being_judged(
    findings: Callable[..., list[str]], docs: Path
) -> None:
    (docs / "latin1.md").write_bytes(b"\xff")

    assert findings("The color.") == [
        'page.md:8: "color": an American form; write "colour" [british]'
    ]


def test_a_missing_list_is_named(docs: Path) -> None:
    (docs / "_data" / "prose.toml").unlink()

    with pytest.raises(HandbookError, match=r"_data/prose\.toml: can't be read: .*No such file"):
        check(docs)


def test_the_style_guide_shows_the_fillers_and_the_limit() -> None:
    lists = tomllib.loads((DOCS / "_data" / "prose.toml").read_text("utf-8"))
    guide = (DOCS / "about" / "style-guide.md").read_text("utf-8")
    in_lists: dict[str, set[str]] = {}
    for group in lists["filler"]:
        in_lists.setdefault(group["why"], set()).update(group["words"])

    table = guide.partition(":name: style-fillers")[2].partition(":::")[0]
    rows = [row.strip("| ").split(" | ") for row in table.splitlines() if row.startswith("| `")]

    assert {why: set(re.findall("`([^`]+)`", words)) for words, why in rows} == in_lists
    assert f"never more than {lists['sentence']['limit']};" in guide


def test_every_filler_of_the_handbook_is_found() -> None:
    lists = tomllib.loads((DOCS / "_data" / "prose.toml").read_text("utf-8"))
    words = [word for group in lists["filler"] for word in group["words"]]

    fillers = [pattern for pattern in load(DOCS).patterns if pattern.rule == "filler"]

    missed = [word for word in words if not any(f.find.search(f"It is {word}.") for f in fillers)]
    unasked = [word for word in words if not any(f.opening in word for f in fillers)]

    assert (missed, unasked) == ([], [])


def test_no_exception_to_codespells_table_is_idle() -> None:
    lists = tomllib.loads((DOCS / "_data" / "prose.toml").read_text("utf-8"))["british"]
    known = load(DOCS).british

    assert lists["keep"].keys() & known.keys() == set()
    assert known["behavior"] == "behaviour"


@pytest.mark.parametrize(
    ("american", "british"),
    [
        ("modeling", "modelling"),
        ("Traveler", "Traveller"),
        ("neighborhood", "neighbourhood"),
        ("theaters", "theatres"),
        ("criminalization", "criminalisation"),
        ("electrolyzed", "electrolysed"),
        ("the license", "the licence"),
        ("you practice", "you practise"),
        ("percent", "per cent"),
        ("99.9%", "99.9 per cent"),
        ("40,320", "40 320"),
        ("a Tech Lead", "a tech lead"),
    ],
)
def test_the_handbooks_patterns_find_and_mend(american: str, british: str) -> None:
    patterns = [pattern for pattern in load(DOCS).patterns if pattern.rule == "british"]

    hits = [p.find.sub(p.write, american) for p in patterns if p.find.search(american)]

    assert hits == [british]


@pytest.mark.parametrize(
    "text",
    ["controlled, modelled", "a meter, a centre", "resize the prize", "to license it", "28 days"],
)
def test_the_handbooks_patterns_leave_british_forms(text: str) -> None:
    patterns = [pattern for pattern in load(DOCS).patterns if pattern.rule == "british"]
    found = {match[0] for p in patterns for match in p.find.finditer(text)}

    assert {word for word in found if word not in patterns[0].unless} == set()


def test_a_line_keeps_its_number_after_front_matter_and_boxes() -> None:
    page = read("a.md", "---\na: b\n---\n# T\n\n:::{note}\n:class: x\n\nOne.\n\nTwo.\n:::\n")

    assert [(block.lines[0].number, block.text) for block in page.blocks] == [
        (4, "T"),
        (9, "One."),
        (11, "Two."),
    ]
