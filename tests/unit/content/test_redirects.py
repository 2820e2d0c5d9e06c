"""redirects.txt: what a line may say, and what is told of one that a reader would trip over."""

from pathlib import Path

import pytest

from handbook.content.redirects import Redirect, check, read
from handbook.core.errors import short


def test_a_line_is_two_pages_and_the_rest_is_comment(tmp_path: Path) -> None:
    path = tmp_path / "redirects.txt"
    path.write_text("# renamed\n\nhow-to/a.md  how-to/b.md # 2027\n", encoding="utf-8")

    assert read(path, "redirects.txt") == (
        [Redirect("how-to/a", "how-to/b", "redirects.txt:3")],
        [],
    )


@pytest.mark.parametrize("line", ["a.md", "a.md b.md c.md", "a.html b.html", "a.md b.md#x"])
def test_a_line_of_another_form_is_refused(tmp_path: Path, line: str) -> None:
    path = tmp_path / "redirects.txt"
    path.write_text(f"{line}\n", encoding="utf-8")

    assert read(path, "r.txt") == (
        [],
        [
            (
                "r.txt:1",
                "a line is 'old-page.md new-page.md', below docs/, without sections (a reader's own"
                f" is kept): {line!r}",
            )
        ],
    )


@pytest.mark.parametrize(
    ("lines", "faults"),
    [
        pytest.param([("a", "b"), ("b", "page")], [], id="a chain is followed to its end"),
        pytest.param(
            [("a", "gone")],
            [("r:1", "no page gone: name the page that a reader should find")],
            id="dead end",
        ),
        pytest.param(
            [("page", "other")],
            [("r:1", "page is a page: remove the line, or rename the page")],
            id="the old name is in use",
        ),
        pytest.param(
            [("a", "page"), ("a", "other")],
            [("r:2", "a stands in r:1 already: keep one line")],
            id="twice",
        ),
        pytest.param(
            [("a", "b"), ("b", "a")],
            [
                ("r:1", "a leads back to itself: break the circle"),
                ("r:2", "b leads back to itself: break the circle"),
            ],
            id="circle",
        ),
        *(
            pytest.param(
                [(old, "page")],
                [("r:1", f"{short(old)!r} was the name of no page: write its path from docs/")],
                id=name,
            )
            for name, old in {
                "outside": "../a",
                "outside on Windows": "..\\..\\a",
                "at the root": "/a",
                "too long for a file": "a" * 300,
                "too long for a server's table": "a/" * 300 + "a",
                "the build's own page": "search",
                "markup": '"><b',
                "control characters": "a\x1b[31m",
                "hidden": ".htaccess",
            }.items()
        ),
    ],
)
def test_what_a_reader_would_notice_is_told(
    lines: list[tuple[str, str]], faults: list[tuple[str, str]]
) -> None:
    redirects = [Redirect(old, new, f"r:{n}") for n, (old, new) in enumerate(lines, start=1)]

    assert list(check(redirects, {"page", "other"})) == faults
