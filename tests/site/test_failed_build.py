"""A page with a fault ends the build with file, line and reason, and the good site stays."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def copy(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the handbook's sources with the good site in place."""
    folder = tmp_path_factory.mktemp("handbook")
    for name in ("conf.py", "handbook.toml", "noxfile.py", "requirements.txt"):
        shutil.copy(ROOT / name, folder)
    for name in ("docs", "_build"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


def make_html(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "nox", "--session", "html"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("page", "text", "message"),
    [
        (
            "docs/robustness.md",
            "\nSee [the plan](#no-such-label).\n",
            "'myst' cross-reference target not found: 'no-such-label'",
        ),
        ("docs/robustness.md", "\n(chapter-role)=\n## Twice\n", "duplicate label chapter-role"),
        ("docs/robustness.md", "\n```{no-such-thing}\n```\n", "Unknown directive type"),
        (
            "docs/robustness.md",
            "\n![A plan](no-such.png)\n",
            "image file not readable: no-such.png",
        ),
    ],
)
def test_a_fault_in_a_page_is_told_with_file_and_line(
    copy: Path, page: str, text: str, message: str
) -> None:
    path = copy / page
    good = path.read_text("utf-8")
    path.write_text(good + text, encoding="utf-8")

    result = make_html(copy)
    path.write_text(good, encoding="utf-8")

    told = [line for line in (result.stdout + result.stderr).splitlines() if message in line]
    last = len(good.splitlines()) + 1
    assert result.returncode != 0
    assert any(f"{page}:{line}: " in told[0] for line in (last, last + 1, last + 2)), told
    assert "Traceback" not in result.stdout + result.stderr
    assert (copy / "_build" / "html" / "robustness.html").is_file()


def test_bad_front_matter_is_told_with_file_and_line(copy: Path) -> None:
    path = copy / "docs" / "robustness.md"
    good = path.read_text("utf-8")
    path.write_text(good.replace("review-by: ", "review-by: [", 1), encoding="utf-8")

    result = make_html(copy)
    path.write_text(good, encoding="utf-8")

    assert result.returncode != 0
    assert "docs/robustness.md:4: WARNING: " in result.stdout + result.stderr
    assert "Traceback" not in result.stdout + result.stderr


def test_a_bad_handbook_toml_is_told_with_file_and_line(copy: Path) -> None:
    path = copy / "handbook.toml"
    good = path.read_text("utf-8")
    path.write_text(good.replace('paper = "a4"', 'paper = "A3"'), encoding="utf-8")

    result = make_html(copy)
    path.write_text(good, encoding="utf-8")

    assert result.returncode != 0
    assert 'handbook.paper is \'A3\'; it must be "a4" or "us-letter"' in result.stderr
    assert "Traceback" not in result.stdout + result.stderr
    assert (copy / "_build" / "html" / "index.html").is_file()


def test_nothing_is_rebuilt_when_nothing_has_changed(copy: Path) -> None:
    make_html(copy)
    before = (copy / "_build" / "html" / "index.html").stat().st_mtime_ns

    result = make_html(copy)

    assert result.returncode == 0
    assert "html: nothing has changed since the last build" in result.stderr
    assert (copy / "_build" / "html" / "index.html").stat().st_mtime_ns == before


def test_a_removed_page_leaves_the_site(copy: Path) -> None:
    page = copy / "docs" / "about" / "extra.md"
    page.write_text(
        "---\norphan: true\nowner: Handbook editors\nreviewed: 2026-11-22\n"
        "review-by: 2027-05-22\n---\n\n# Extra\n\nA page.\n",
        encoding="utf-8",
    )
    make_html(copy)
    assert (copy / "_build" / "html" / "about" / "extra.html").is_file()
    page.unlink()

    make_html(copy)

    assert not (copy / "_build" / "html" / "about" / "extra.html").exists()
    assert (copy / "_build" / "html" / "index.html").is_file()
