"""A company's copy, made as the pages for keepers say: ``python branded.py FOLDER``.

What the pages let a company change is changed here, so that the tests run on such a copy as they
run on the handbook itself (``make branded``). A test that judges one of the two alone says so by
the mark ``upstream``.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).parents[2]

SETTINGS = {
    'name = "Example Organisation"': 'name = "Müller & Söhne Gießerei GmbH"',
    'contact = "handbook@example.org"': 'contact = "https://intranet.example.org/wer-hilft/"',
    'title = "The Tech Lead Handbook"': 'title = "Leading at Müller"',
    'paper = "a4"': 'paper = "us-letter"',
    'accent = "#0b5c8a"': 'accent = "#7a1fa2"',
    'accent-dark = "#7cc0e8"': 'accent-dark = "#e0b3ff"',
    'logo = ""': 'logo = "local/logo.svg"',
    'logo-dark = ""': 'logo-dark = "local/mark.png"',
    'announcement = ""': 'announcement = "Die Leitlinien gelten ab Montag."',
    'date-language = "en-GB"': 'date-language = "de"',
    'site = "https://handbook.example.org/"': 'site = "https://intranet.example.org/team/handbook/"',
    'chat = ""': 'chat = "https://chat.example.org/handbook"',
    "[owners]\n": '[owners]\n\n"Plattform-Leitung" = "plattform@example.org"\n',
    "[words]\n": """[words]

"tech lead" = ["Technische Leitung", "Technische Leitungen"]
"lead" = ["Leitung", "Leitungen"]
"product owner" = ["Produktverantwortung", "Produktverantwortungen"]
"sprint" = "iteration"
""",
    'looked-at = ""': 'looked-at = "2026-11-29, Plattform-Leitung"',
}
# What it adds, as it lies in the copy.
FILES = ROOT / "tests" / "roots" / "branded"


def make(folder: Path) -> None:
    """Write a branded copy of what git knows of this handbook, with a commit of its own.

    :param folder: is emptied first.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    listed = _git(ROOT, "ls-files", "-z").split("\0")
    for name in filter(None, listed):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    path = folder / "handbook.toml"
    text = path.read_text(encoding="utf-8")
    for old, new in SETTINGS.items():
        if old not in text:
            raise SystemExit(
                f"handbook.toml has no {old!r}: in a company's copy run `make test`; in the"
                " handbook, tell branded.py the new form"
            )
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
    shutil.copytree(FILES, folder, dirs_exist_ok=True)
    (folder / "docs" / "local" / "mark.png").write_bytes(png())
    _record(folder)
    redirects = folder / "docs" / "redirects.txt"
    lines = redirects.read_text(encoding="utf-8")
    redirects.write_text(f"{lines}how-to/went.md how-to/record-a-decision.md\n", encoding="utf-8")
    who = ("-c", "user.name=Keeper", "-c", "user.email=keeper@example.org")
    _git(folder, "init", "--quiet", "--initial-branch=main")
    _git(folder, "add", "--all")
    _git(folder, *who, "commit", "--quiet", "--message", "Make it ours")


def _record(folder: Path) -> None:
    """Write a record as `make record` does, and fill it in."""
    from handbook.content.records.new import main

    docs = folder / "docs"
    where = ["--docs", str(docs), "--folder", str(docs / "local" / "records")]
    if main([*where, "--prefix", "FORM", "--today", "2026-11-23", "One foundry"]):
        raise SystemExit("make record failed")
    page = next((docs / "local" / "records").glob("FORM-0001*.md"))
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("TODO:", "Done:").replace("TODO", "done"), encoding="utf-8")


def png() -> bytes:
    """Return a picture in PNG, of one point."""
    written = io.BytesIO()
    Image.new("RGB", (1, 1), "#7a1fa2").save(written, "PNG")
    return written.getvalue()


def _git(folder: Path, *arguments: str) -> str:
    command = ["git", *arguments]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    make(Path(sys.argv[1]))
