"""The templates keep their promises: two sizes, a filled copy that follows one, one source each."""

import re
from email.utils import parsedate_to_datetime

import pytest
from repository import DOCS

PAGES = DOCS / "templates"
SOURCES = DOCS / "_data" / "templates"

SIZES = ("light", "full")
KINDS = (*SIZES, "filled")
MAX_LINES = {"light": 20, "full": 60}
# What a code block holds without scrolling, on a desk screen and on a printed page.
MAX_COLUMNS = 84

HEADING = re.compile(r"#{1,6} (?P<label>.+)")
BOLD_LABEL = re.compile(r"(?:[-*] (?:\[[ x]\] )?|\d+\. )?\*\*(?P<label>[^*]+)\*\*")
TABLE_HEAD = re.compile(r"\|[^\n]+\|(?=\n\|[-|]+\|)")
PROMPT = re.compile(r"(?<!\*)\*(?!\*)(?P<prompt>[^*\n]+)\*(?!\*)")
MYST_OR_HTML = re.compile(r":::|\{[a-z-]+\}`|^\([a-z-]+\)=|<!--|</?[a-z]+>|^% ", re.MULTILINE)
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
FILLED_SIZE = re.compile(r"^The \*\*(light|full)\*\* template, filled\.$", re.MULTILINE)

NAMES = sorted({path.name.partition(".")[0] for path in SOURCES.iterdir()})

each_template = pytest.mark.parametrize("name", NAMES)


def source(name: str, kind: str) -> str:
    return (SOURCES / f"{name}.{kind}.md").read_text(encoding="utf-8")


def page(name: str) -> str:
    return (PAGES / f"{name}.md").read_text(encoding="utf-8")


def without_prompts(label: str) -> str:
    """Return the fixed words of a label: what stands before a colon, a comma or a prompt.

    >>> without_prompts("Handover: *what*, from *team*")
    'Handover'
    """
    return re.split(r"[:,*]", label)[0].strip()


def outline(text: str) -> list[str]:
    """Return the headings, bold labels and table heads that give a document its shape."""
    shape = []
    prose = FENCE.sub("", text)
    heads = set(TABLE_HEAD.findall(prose))
    for line in prose.splitlines():
        if line in heads:
            shape.append(line)
        elif found := HEADING.match(line) or BOLD_LABEL.match(line):
            shape.append(without_prompts(found["label"]))
    return [label for label in shape if label]


def first_missing(wanted: list[str], present: list[str]) -> str | None:
    """Return the first label that does not stand in ``present`` in the order of ``wanted``."""
    rest = iter(present)
    return next((label for label in wanted if label not in rest), None)


def test_folders_hold_three_files_and_a_page_for_each_template_and_nothing_else() -> None:
    sources = {path.name for path in SOURCES.iterdir()}
    pages = {path.stem for path in PAGES.iterdir()}

    assert sources == {f"{name}.{kind}.md" for name in NAMES for kind in KINDS}
    assert pages == {*NAMES, "index"}


@each_template
def test_each_size_fits_and_prompts_and_the_light_one_is_the_shorter(name: str) -> None:
    lines = {size: source(name, size).splitlines() for size in SIZES}

    for size in SIZES:
        assert len(lines[size]) <= MAX_LINES[size]
        assert [line for line in lines[size] if len(line) > MAX_COLUMNS] == []
        assert PROMPT.findall(source(name, size))
    assert len(lines["light"]) < len(lines["full"])


@each_template
def test_source_is_markdown_that_can_be_pasted_anywhere(name: str) -> None:
    for kind in KINDS:
        text = source(name, kind)

        assert text.startswith("# ")
        assert re.findall(r"^# ", FENCE.sub("", text), re.MULTILINE) == ["# "]
        assert MYST_OR_HTML.findall(text) == []


@each_template
def test_filled_copy_has_every_part_of_the_size_it_fills_in_order_and_no_prompt(name: str) -> None:
    [size] = FILLED_SIZE.findall(page(name))

    missing = first_missing(outline(source(name, size)), outline(source(name, "filled")))

    assert missing is None, f"{name}.filled.md lacks, or has out of order: {missing}"
    assert PROMPT.findall(source(name, "filled")) == []
    assert "…" not in source(name, "filled")


@each_template
def test_each_kind_is_shown_and_downloadable_from_one_source(name: str) -> None:
    text = page(name)
    path = f"../_data/templates/{name}"

    for size in SIZES:
        assert f"```{{literalinclude}} {path}.{size}.md\n:language: markdown\n```" in text
        assert re.search(rf"\{{download\}}`[^`<]+<{re.escape(path)}.{size}.md>`", text)
    assert f"({name}-filled)=\n## Filled copy\n" in text
    assert f"```{{include}} {path}.filled.md\n:heading-offset: 2\n```" in text
    assert "(#role-example)" in text.split("## Filled copy")[1].split("```")[0]


@each_template
def test_template_is_in_a_table_and_a_tree_of_the_index(name: str) -> None:
    trees = re.findall(r"```\{toctree\}\n(.*?)```", page("index"), re.DOTALL)

    assert f"]({name}.md)" in page("index")
    assert f"(#{name}-filled)" in page("index")
    assert name in " ".join(trees).split()


@pytest.mark.parametrize("kind", ["full", "filled"])
def test_deprecation_headers_are_valid_and_sunset_is_not_earlier(kind: str) -> None:
    text = source("deprecation-notice", kind)
    [deprecation] = re.findall(r"^Deprecation: @(\d+)$", text, re.MULTILINE)
    [sunset] = re.findall(r"^Sunset: (.+ GMT)$", text, re.MULTILINE)
    ends = parsedate_to_datetime(sunset)

    assert ends.strftime("%a, %d %b %Y %H:%M:%S GMT") == sunset  # the weekday is right too
    assert ends.timestamp() >= int(deprecation)


@pytest.mark.parametrize(
    ("present", "missing"),
    [
        (["Why", "When"], None),
        (["Why", "Who", "When"], None),
        (["When", "Why"], "When"),
        (["Why"], "When"),
    ],
    ids=["same", "with an extra part", "out of order", "one left out"],
)
def test_a_part_left_out_or_moved_is_noticed(present: list[str], missing: str | None) -> None:
    assert first_missing(["Why", "When"], present) == missing


def test_outline_sees_headings_labels_and_table_heads_but_not_prompts_or_code() -> None:
    text = "# T: *x*\n- [ ] **A:** *b*\n\n| C |\n|---|\n| d |\n\n```\n# no\n```\n*only a prompt*\n"

    assert outline(text) == ["T", "A", "| C |"]
