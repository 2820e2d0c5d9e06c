"""A company's copy, made as the pages for keepers say: ``python branded.py FOLDER``.

What the pages let a company change is changed here, so that the tests run on such a copy as they
run on the handbook itself (``make branded``). A test that judges one of the two alone says so by
the mark ``upstream``.
"""

from __future__ import annotations

import shutil
import struct
import subprocess
import sys
import zlib
from pathlib import Path

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
"product owner" = "product manager"
"sprint" = "iteration"
""",
    'looked-at = ""': 'looked-at = "2026-11-29, Plattform-Leitung"',
}
FRONT = """---
owner: Plattform-Leitung
reviewed: 2026-11-23
review-by: 2027-05-23
---

"""
GERMAN = FRONT.replace("\n---\n\n", "\nlanguage: de\n---\n\n")
# Wider than a cover has room for.
LOGO = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 960 60" width="960" height="60">
<rect width="960" height="60" rx="30" fill="#7a1fa2"/></svg>
"""
FIGURE = """#import "figure.typ": *
#show: canvas.with(height: 60)
#node(200, 30, 200, 40, [Gießerei])
"""
FILES = {
    "docs/local/index.md": f"""{FRONT}# With us

**Who leads which area at Müller, and where we meet.**
Our words stand in [our glossary](glossary.md), our rules in [our standards](standards/index.md).

:::{{drawing}} muellers-foundry
:alt: One box with the word foundry.

The foundry comes first.
:::

**Next:** [our standards](standards/index.md).

```{{toctree}}
:hidden:

glossary
standards/index
template
urlaub
```
""",
    "docs/local/glossary.md": f"""{FRONT}# Our glossary

**Words that only we use.**

:::{{glossary}}
Gießplan
  The plan of the week's castings.
:::

**Next:** [our standards](standards/index.md).
""",
    "docs/local/standards/index.md": f"""{FRONT}# Our standards

**What every team at Müller holds to; it takes the place of the handbook's own guide.**
A {{term}}`Gießplan` is one, and {{tradeoff}}`FORM-0001` says why.

**Next:** [our template](../template.md).
""",
    "docs/local/template.md": f"""{FRONT}# Our template

**Copy it when you ask the foundry for a casting.**

```{{literalinclude}} _templates/order.md
:language: markdown
```

**Next:** [with us](index.md).
""",
    "docs/local/urlaub.md": f"""{GERMAN}# Urlaub

**Im Urlaub vertritt uns, wer im Plan der Gießerei steht, und sagt "ja" oder "nein".**

**Next:** [with us](index.md).
""",
    "docs/local/_templates/order.md": "# Order\n\n- **Casting:** *what*\n",
    "docs/_figures/muellers-foundry.typ": FIGURE,
    "docs/local/inserts/how-to/record-a-decision.md": "We have [a place](/local/index.md).\n",
    "docs/local/inserts/role-overview.md": "At Müller the leads meet on Mondays.\n",
    "docs/local/redirects.txt": "local/alt.md local/index.md\n",
    "docs/local/leave-out.toml": (
        'leave-out = ["about/records/*"]\n\n[replace]\n'
        '"how-to/set-a-standard" = "local/standards/index"\n'
    ),
    "docs/local/questions.toml": (
        '"local/glossary" = [\n  { from = "an engineer", asks = "What is a Gießplan?" },\n]\n'
    ),
    "docs/local/synonyms.toml": 'same = [["Gießerei", "foundry"]]\n',
    # A German word that the speller takes for a slip of English.
    "docs/local/spelling.txt": "plattform\n",
    "docs/local/logo.svg": LOGO,
    "docs/local/local.css": ".sidebar-brand-text { letter-spacing: 0.01em; }\n",
}


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
    for name, content in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
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
    """Return the smallest picture in PNG: one point."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0\x7a\x1f\xa2")
    chunks = (chunk(b"IHDR", head), chunk(b"IDAT", pixels), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def _git(folder: Path, *arguments: str) -> str:
    command = ["git", *arguments]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    make(Path(sys.argv[1]))
