"""What live.json says after builds that follow one another in one process."""

import io
import json
from collections.abc import Generator
from pathlib import Path

import pytest
from repository import ROOT
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from handbook.keep.preview.live import NOT_STARTED

STATIC = ROOT / "docs" / "_static"
LIVE = '"handbook.keep.preview.live"'
CONF = f"""\
extensions = ["myst_parser", "handbook.build.incremental", "handbook.keep.preview.live"]
exclude_patterns = ["parts"]
html_theme = "basic"
html_static_path = [{str(STATIC)!r}]
"""
PAGES = {
    "index.md": "# Home\n\n```{toctree}\nplan\nother\n```\n",
    "plan.md": "# Plan\n\nWords.\n",
    "other.md": "# Other\n\nWords.\n",
}
UNKNOWN = "# Plan\n\n```{unknown}\n```\n"
UNKNOWN_FAULT = (
    "plan.md:3",
    "Unknown directive type: 'unknown': correct the name, or use a component that the style guide"
    " shows",
)


class Process:
    """A process that builds some pages again and again."""

    def __init__(self, folder: Path) -> None:
        self.source, self.output = folder / "docs", folder / "live"
        self.app: Sphinx | None = None
        self.save("conf.py", CONF)
        for name, text in PAGES.items():
            self.save(name, text)

    def save(self, name: str, text: str) -> None:
        path = self.source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def build(self) -> list[tuple[str, str]]:
        """Build what was saved, and give place and text of each fault."""
        if self.app is None:
            self.start()
        assert self.app is not None
        self.app.build()
        return self.faults()

    def start(self) -> None:
        self.app = Sphinx(
            self.source,
            self.source,
            self.output,
            self.output.with_name("doctrees"),
            "html",
            confoverrides={"nitpicky": True},
            status=None,
            warning=io.StringIO(),
            tags=["live"],
        )

    def faults(self) -> list[tuple[str, str]]:
        faults = json.loads((self.output / "live.json").read_text("utf-8"))["faults"]
        return [(fault["place"].replace(f"{self.source}/", ""), fault["text"]) for fault in faults]


@pytest.fixture
def process(tmp_path: Path) -> Generator[Process]:
    with patch_docutils(), docutils_namespace():
        yield Process(tmp_path)


def test_a_fault_holds_while_other_pages_are_saved_and_goes_with_its_page(process: Process) -> None:
    process.save("plan.md", UNKNOWN)
    first = process.build()
    process.save("other.md", "# Other\n\nMore words.\n")
    second = process.build()
    process.save("plan.md", PAGES["plan.md"])

    third = process.build()

    assert (first, second, third) == ([UNKNOWN_FAULT], [UNKNOWN_FAULT], [])


def test_a_fault_of_reading_holds_when_its_page_is_only_written_again(process: Process) -> None:
    process.save("plan.md", UNKNOWN)
    process.build()
    process.save("other.md", "# Another title, which all pages show in their menu\n")

    assert process.build() == [UNKNOWN_FAULT]


def test_a_fault_of_writing_goes_when_its_page_is_written_again(process: Process) -> None:
    process.save("plan.md", "# Plan\n\n[](other.md#words)\n")
    first = process.build()
    process.save("index.md", f"{PAGES['index.md']}\nMore words.\n")
    second = process.build()
    process.save("other.md", "# Other\n\n(words)=\n\n## Words\n")

    third = process.build()

    fault = (
        "plan.md:3",
        "local id not found in doc 'other': 'words': that page has no such heading or"
        " label: correct what stands after #",
    )
    assert (first, second, third) == ([fault], [fault], [])


def test_a_fault_in_an_included_file_holds_until_that_file_is_mended(process: Process) -> None:
    process.save("parts/one.md", "Words.\n\n[](gone.md)\n")
    process.save("plan.md", "# Plan\n\n```{include} parts/one.md\n```\n")
    first = process.build()
    process.save("other.md", "# Other\n\nMore words.\n")
    second = process.build()
    process.save("parts/one.md", "Words.\n")

    third = process.build()

    fault = (
        "parts/one.md:3",
        "'myst' cross-reference target not found: 'gone.md': no page has this path, from"
        " this page's folder: correct it, or begin with a slash to write it from docs, as an"
        " insert must",
    )
    assert (first, second, third) == ([fault], [fault], [])


def test_a_fault_that_another_page_mends_goes(process: Process) -> None:
    process.save("new.md", "# New\n")
    first = process.build()
    process.save("index.md", PAGES["index.md"].replace("other", "other\nnew"))

    second = process.build()

    assert (first, second) == (
        [
            (
                "new.md:1",
                "document isn't included in any toctree: list it in the contents of the page above"
                " it, or no menu leads to it",
            )
        ],
        [],
    )


def test_a_fault_of_a_page_that_is_gone_goes(process: Process) -> None:
    process.save("plan.md", UNKNOWN)
    process.build()
    process.save("index.md", PAGES["index.md"].replace("plan\n", ""))
    (process.source / "plan.md").unlink()

    assert process.build() == []


def test_what_is_wrong_before_the_first_build_holds_as_long_as_the_process(
    process: Process,
) -> None:
    process.save("conf.py", f"{CONF}html_extra_path = ['nowhere']\n")
    first = process.build()
    process.save("other.md", "# Other\n\nMore words.\n")

    second = process.build()

    fault = ("", "html_extra_path entry 'nowhere' does not exist")
    assert (first, second) == ([fault], [fault])


def test_a_fault_in_no_page_goes_with_the_process(process: Process) -> None:
    process.save(
        "conf.py",
        CONF.replace(
            '"handbook.keep.preview.live"',
            '"handbook.content.redirects", "handbook.keep.preview.live"',
        ),
    )
    process.save("redirects.txt", "old.md gone.md\n")
    first = process.build()
    process.save("redirects.txt", "old.md plan.md\n")
    process.start()

    second = process.build()

    assert (first, second) == (
        [("redirects.txt:1", "no page gone: name the page that a reader should find")],
        [],
    )


# -- Sources that Sphinx is not to see -------------------------------------------------------

CHECKED = CONF.replace(
    '"handbook.keep.preview.live"', '"handbook.check.preflight", "handbook.keep.preview.live"'
)
OPEN = "# Plan\n\n```text\nWords.\n"
OPEN_FAULT = (
    "plan.md:3",
    "``` opens here and is never closed, so that it swallows what follows:"
    " close it with ``` on a line of its own",
)
NESTED = "".join(f"{':' * (13 - n)}{{note}}\n" for n in range(10))
STOP = f"# Plan\n\n{NESTED}Words.\n" + "".join(f"{':' * (4 + n)}\n" for n in range(10))
STOP_FAULT = (
    "plan.md:11",
    "more than 8 directives inside each other: flatten them",
)


def test_an_odd_source_is_told_by_each_build_until_it_is_mended(process: Process) -> None:
    process.save("conf.py", CHECKED)
    process.save("plan.md", OPEN)
    first = process.build()
    process.save("other.md", "# Other\n\nMore words.\n")
    second = process.build()
    process.save("plan.md", PAGES["plan.md"])
    third = process.build()
    process.save("plan.md", OPEN)

    fourth = process.build()

    assert (first, second, third, fourth) == ([OPEN_FAULT], [OPEN_FAULT], [], [OPEN_FAULT])


def test_a_source_that_stops_the_build_before_it_starts_is_told(process: Process) -> None:
    process.save("conf.py", CHECKED)
    process.save("plan.md", STOP)

    with pytest.raises(SystemExit):
        process.build()

    assert process.faults() == [("", NOT_STARTED), STOP_FAULT]


def test_a_source_that_stops_a_later_build_is_found_before_it_is_read(process: Process) -> None:
    process.save("conf.py", CHECKED)
    process.build()
    process.save("plan.md", STOP)

    with pytest.raises(SystemExit):
        process.build()
