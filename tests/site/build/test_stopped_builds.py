"""Sources that no parser survives: the build names each, and ends before it has read a page."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from handbook.check.preflight import check

if TYPE_CHECKING:
    from conftest import Strict, StrictBuild

CONF = 'extensions = ["handbook.check.preflight"]\nexclude_patterns = ["_*"]\n'


def twins(first: str, second: str) -> dict[str, str | bytes]:
    return {"one.md": f"# One\n\n{first}", "two.md": f"# Two\n\n{second}"}


def nested(depth: int) -> str:
    openings = (f"{':' * (depth + 3 - n)}{{note}}\n" for n in range(depth))
    closings = (f"{':' * (4 + n)}\n" for n in range(depth))
    return f"# Nested\n\n{''.join(openings)}text\n{''.join(closings)}"


TOC = "```{{toctree}}\n{}\n```\n"
# name: (files, where it is told, a part of what is told)
STOPS: dict[str, tuple[dict[str, str | bytes], str, str]] = {
    "bytes": ({"a.md": b"# A\n\n\xff\xfe\xfa\n"}, "a.md:3: ", "the byte 0xff is not UTF-8"),
    "latin-1": ({"a.md": "# A\n\nfür\n".encode("latin-1")}, "a.md:3: ", "0xfc is not UTF-8"),
    "cut-off": ({"a.md": "# A\n\nfür".encode()[:-2]}, "a.md:3: ", "is not UTF-8"),
    "overlong": ({"a.md": b"# A\n\n\xc0\xaf\n"}, "a.md:3: ", "0xc0 is not UTF-8"),
    "utf-16": ({"a.md": "# A\n".encode("utf-16")}, "a.md:1: ", "is UTF-16"),
    "utf-16-be": ({"a.md": b"\xfe\xff" + "# A\n".encode("utf-16-be")}, "a.md:1: ", "is UTF-16"),
    "utf-32": ({"a.md": "# A\n".encode("utf-32")}, "a.md:1: ", "is UTF-32"),
    "bytes-in-fragment": ({"_data/a.md": b"text\n\xff\n"}, "_data/a.md:2: ", "is not UTF-8"),
    "nul": ({"a.md": "# A\n\nx\0y\n"}, "a.md:3: ", "the invisible character U+0000"),
    "huge": ({"a.md": "# A\n\n" + "word " * 250_000}, "a.md:1: ", "more than the 1,000,000"),
    "huge-code": (
        {"a.md": "# A\n\n```\n" + "code\n" * 250_000 + "```\n"},
        "a.md:1: ",
        "has 1,250,013 bytes",
    ),
    "headings": (
        {"a.md": "# A\n\n" + "".join(f"## H{n}\n\n" for n in range(600))},
        "a.md:1001: ",
        "more than 500 headings",
    ),
    "rows": (
        {"a.md": "# A\n\n|a|b|\n|---|---|\n" + "|1|2|\n" * 1_500},
        "a.md:1005: ",
        "more than 1,000 rows",
    ),
    "cells-missing": (
        {"a.md": f"# A\n\n{'|a' * 99}|\n{'|-' * 99}|\n" + "|\n" * 99},
        "a.md:7: ",
        "the rows of this table lack more than 200 cells",
    ),
    "directives-nested": ({"a.md": nested(10)}, "a.md:11: ", "more than 8 directives"),
    "directives-nested-200": ({"a.md": nested(200)}, "a.md:11: ", "more than 8 directives"),
    "name-too-long": ({f"{'a' * 200}.md": "# A\n"}, f"{'a' * 200}.md:1: ", "has 203 characters"),
    "name-with-newline": ({"a\nb.md": "# A\n"}, "a\\nb.md:1: ", "the name has '\\n' in it"),
    "name-with-escape": ({"a\x1bb.md": "# A\n"}, "a\\x1bb.md:1: ", "the name has '\\x1b' in it"),
    "name-not-utf-8": (
        {os.fsdecode(b"a\xffb.md"): "# A\n"},
        "a\\udcffb.md:1: ",
        "the name has '\\udcff' in it",
    ),
    "restructuredtext": ({"a.rst": "A\n=\n"}, "a.rst:1: ", "pages are Markdown"),
    "restructuredtext-twin": (
        {"a.md": "# A\n", "a.rst": "A\n=\n"},
        "a.rst:1: ",
        "pages are Markdown",
    ),
    "markdown-ending": ({"a.markdown": "# A\n"}, "a.markdown:1: ", "pages are Markdown"),
    "mdx-ending": ({"a.mdx": "# A\n"}, "a.mdx:1: ", "pages are Markdown"),
    "toctree-circle": (
        twins(TOC.format("two"), TOC.format("one")),
        "two.md:4: ",
        "in a circle, one.md → two.md → one.md",
    ),
    "toctree-to-itself": (
        {"a.md": "# A\n\n" + TOC.format("a")},
        "a.md:4: ",
        "in a circle, a.md → a.md",
    ),
    "toctree-to-index": (
        {"index.md": "# I\n\n" + TOC.format("a"), "a.md": "# A\n\n" + TOC.format("index.md")},
        "index.md:4: ",
        "in a circle, a.md → index.md → a.md",
    ),
    "toctree-circle-by-pattern": (
        twins(TOC.format("two"), TOC.format(":glob:\n\no*")),
        "two.md:6: ",
        "in a circle, one.md → two.md → one.md",
    ),
    "toctree-by-no-pattern": (
        {"a.md": "# A\n\n" + TOC.format(":glob:\n\n[z-a]*")},
        "a.md:6: ",
        "'[z-a]*' is no pattern",
    ),
    "toctree-circle-by-title": (
        twins(TOC.format("Two <two>"), TOC.format("One <one.md>")),
        "two.md:4: ",
        "in a circle",
    ),
}


def pipe(docs: Path) -> None:
    os.mkfifo(docs / "a.md")


def pipe_beside(docs: Path) -> None:
    os.mkfifo(docs / "a.txt")


def hidden_pipe(docs: Path) -> None:
    (docs / "__pycache__").mkdir()
    os.mkfifo(docs / "__pycache__" / ".a.png")


def unix_socket(docs: Path) -> None:
    here = Path.cwd()
    os.chdir(docs)  # the name of a socket has at most 107 bytes
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("a.md")
    os.chdir(here)


def link_out(docs: Path) -> None:
    (docs.parent / "secret.md").write_text("# Secret\n")
    (docs / "a.md").symlink_to(docs.parent / "secret.md")


def link_to_nothing(docs: Path) -> None:
    (docs / "a.md").symlink_to("no-such")


def link_loop(docs: Path) -> None:
    (docs / "a.md").symlink_to("a.md")


def link_folder(docs: Path) -> None:
    (docs / "a").symlink_to(docs.parent)


def link_in_data(docs: Path) -> None:
    (docs / "_data").mkdir()
    (docs / "_data" / "a.txt").symlink_to("/etc/passwd")


MADE: dict[str, tuple[Callable[[Path], None], str, str]] = {
    "pipe": (pipe, "a.md:1: ", "a named pipe, on which a build would wait for ever"),
    "pipe-beside": (pipe_beside, "a.txt:1: ", "a named pipe"),
    "pipe-hidden": (hidden_pipe, "__pycache__/.a.png:1: ", "a named pipe"),
    "socket": (unix_socket, "a.md:1: ", "a socket"),
    "link-out": (link_out, "a.md:1: ", "a symbolic link"),
    "link-to-nothing": (link_to_nothing, "a.md:1: ", "a symbolic link"),
    "link-loop": (link_loop, "a.md:1: ", "a symbolic link"),
    "link-to-folder": (link_folder, "a:1: ", "a symbolic link"),
    "link-in-data": (link_in_data, "_data/a.txt:1: ", "a symbolic link"),
}


def write(docs: Path, name: str) -> None:
    """Make the sources of one case."""
    docs.mkdir(parents=True, exist_ok=True)
    if name in MADE:
        MADE[name][0](docs)
        return
    for file, content in STOPS[name][0].items():
        path = docs / file
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)


@pytest.mark.parametrize("name", [*STOPS, *MADE])
def test_a_source_that_no_parser_survives_is_found_alone(tmp_path: Path, name: str) -> None:
    _, place, message = STOPS[name] if name in STOPS else MADE[name]
    write(tmp_path / "docs", name)

    findings = check(tmp_path / "docs")

    told = [str(finding) for finding in findings if finding.stops]
    assert any(line.startswith(place) and message in line for line in told), told


@pytest.fixture(scope="module")
def stopped(strict_build: StrictBuild, tmp_path_factory: pytest.TempPathFactory) -> Strict:
    """Build all of them at once, each in a folder of its own."""
    docs = tmp_path_factory.mktemp("stops") / "docs"
    for name in [*STOPS, *MADE]:
        write(docs / f"case-{name}", name)
    return strict_build(docs, {"conf.py": CONF, "index.md": "# Index\n\nText\n"})


@pytest.mark.parametrize("name", [*STOPS, *MADE])
def test_the_build_names_it(stopped: Strict, name: str) -> None:
    _, place, message = STOPS[name] if name in STOPS else MADE[name]
    start = f"case-{name}/{place}WARNING: "

    lines = [line for line in stopped.said.splitlines() if line.startswith(start)]

    # A circle is shown with the folder of its pages, which is another one here.
    assert any(message.split(",")[0] in line for line in lines), lines


def test_the_build_ends_with_one_line_and_no_page(stopped: Strict) -> None:
    assert stopped.code == 1
    assert stopped.said.splitlines()[-1] == (
        "The build stopped before it read a page: mend what is marked above, and run it again."
    )
    assert "Traceback" not in stopped.said
    assert not list(stopped.out.rglob("*.html"))


def test_a_wrong_value_ends_the_build_with_one_line(
    strict_build: StrictBuild, tmp_path: Path
) -> None:
    conf = "extensions = ['handbook.content.upkeep']\nhandbook_today = 'soon'\n"

    built = strict_build(tmp_path / "docs", {"conf.py": conf, "index.md": "# Index\n"})

    assert (built.code, built.said) == (
        1,
        "handbook_today: 'soon' is not a day: write it as YYYY-MM-DD, such as 2027-01-31\n",
    )
