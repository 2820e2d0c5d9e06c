"""A page with a fault ends the build with file, line and reason, and the good site stays."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Generator
from pathlib import Path

import pytest
from repository import ROOT

pytestmark = pytest.mark.slow


FRONT_MATTER = "---\nowner: Handbook editors\nreviewed: 2026-11-22\nreview-by: 2027-05-22\n---\n\n"
INDEX = FRONT_MATTER + "(home)=\n\n# Home\n\nThe way in.\n\n```{toctree}\n:glob:\n\n*\n```\n"
KILLED = """
def setup(app):
    import os, signal

    def kill(app, *_):  # all that make started, as a person or a full memory does
        if os.environ.get("KILLED_IN") == app.builder.name:
            os.killpg(0, signal.SIGKILL)

    app.connect("env-updated", kill)
"""
PLAN = FRONT_MATTER + "(plan)=\n\n# Plan\n\nFirst, a plan.\n"  # 11 lines


@pytest.fixture(scope="module")
def handbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a handbook of two pages, with this one's configuration, built once."""
    folder = tmp_path_factory.mktemp("handbook")
    for name in ("conf.py", "noxfile.py", "requirements.txt"):
        shutil.copy(ROOT / name, folder)
    (folder / "handbook.toml").touch()  # an organisation's names files that this one has not
    with (folder / "conf.py").open("a", encoding="utf-8") as conf:
        # The other PDFs are made of pages and templates that this handbook has not.
        conf.write("typst_documents = typst_documents[:1]\ntypst_worksheets = ''\n")
        conf.write(KILLED)
    for part in (ROOT / "docs").glob("_*"):
        shutil.copytree(part, folder / "docs" / part.name)
    # It names pages that this one has not.
    (folder / "docs" / "_data" / "questions.toml").unlink()
    (folder / "docs" / "index.md").write_text(INDEX, encoding="utf-8")
    (folder / "docs" / "plan.md").write_text(PLAN, encoding="utf-8")
    result = make_html(folder)
    assert result.returncode == 0, result.stdout + result.stderr
    return folder


@pytest.fixture
def plan(handbook: Path) -> Generator[Path]:
    """Return a page that a test may spoil; it is whole again afterwards."""
    path = handbook / "docs" / "plan.md"
    yield path
    path.write_text(PLAN, encoding="utf-8")


def make_html(
    folder: Path, session: str = "html", **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "nox", "--session", session],
        cwd=folder,
        env={**os.environ, **environment},
        start_new_session=True,
        capture_output=True,
        text=True,
        check=False,
    )


def said(result: subprocess.CompletedProcess[str]) -> str:
    return result.stdout + result.stderr


FAULTS = """
See [it](#no-such-label).

(home)=
## Twice

```{no-such-thing}
```

![A plan](no-such.png)
"""
TOLD = (
    "docs/plan.md:13: WARNING: 'myst' cross-reference target not found: 'no-such-label'",
    "docs/plan.md:16: WARNING: duplicate label home,",
    "docs/plan.md:18: WARNING: Unknown directive type: 'no-such-thing'",
    "docs/plan.md:21: WARNING: image file not readable: no-such.png",
)


def test_every_fault_of_a_page_is_told_in_one_run_and_the_good_site_stays(
    handbook: Path, plan: Path
) -> None:
    plan.write_text(PLAN + FAULTS, encoding="utf-8")

    result = make_html(handbook)

    assert result.returncode != 0
    assert [message for message in TOLD if message not in said(result)] == []
    assert "Traceback" not in said(result)
    assert "First, a plan." in (handbook / "_build" / "html" / "plan.html").read_text("utf-8")


def test_a_bad_handbook_toml_is_told(handbook: Path) -> None:
    path = handbook / "handbook.toml"
    good = path.read_text("utf-8")
    path.write_text('[handbook]\npaper = "A3"\n', encoding="utf-8")

    result = make_html(handbook)
    path.write_text(good, encoding="utf-8")

    assert result.returncode != 0
    assert 'handbook.toml:2: handbook.paper is \'A3\'; it must be "a4" or "us-letter"' in said(
        result
    )
    assert "Traceback" not in said(result)
    assert (handbook / "_build" / "html" / "index.html").is_file()


def test_nothing_is_rebuilt_when_nothing_has_changed(handbook: Path) -> None:
    make_html(handbook)
    before = (handbook / "_build" / "html" / "index.html").stat().st_mtime_ns

    result = make_html(handbook)

    assert result.returncode == 0
    assert "html: nothing has changed since the last build" in said(result)
    assert (handbook / "_build" / "html" / "index.html").stat().st_mtime_ns == before


@pytest.mark.parametrize("killed", ["typstpdf", "html"])
def test_a_make_that_is_killed_leaves_the_good_site_and_the_next_one_is_right(
    handbook: Path, plan: Path, killed: str
) -> None:
    before = site_of(handbook)
    plan.write_text(PLAN.replace("First", killed), encoding="utf-8")

    assert make_html(handbook, KILLED_IN=killed).returncode == -signal.SIGKILL

    assert site_of(handbook) == before
    plan.write_text(PLAN, encoding="utf-8")
    assert make_html(handbook).returncode == 0
    assert site_of(handbook) == before


def site_of(handbook: Path) -> dict[str, bytes]:
    site = handbook / "_build" / "html"
    return {str(path): path.read_bytes() for path in site.rglob("*") if path.is_file()}


# The last one, for it leaves another site.
def test_the_site_offers_the_newest_pdf_though_it_was_built_before_it(
    handbook: Path, plan: Path
) -> None:
    plan.write_text(PLAN.replace("First", "Now"), encoding="utf-8")
    assert make_html(handbook, "site").returncode == 0

    assert make_html(handbook).returncode == 0

    made = next((handbook / "_build" / "pdf").glob("*.pdf"))
    offered = handbook / "_build" / "html" / made.name
    assert offered.read_bytes() == made.read_bytes()
