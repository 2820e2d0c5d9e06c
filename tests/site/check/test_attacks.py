"""What a page could try, over a hundred ways: each comes to nothing, and the build says so.

``corpus/attacks.toml`` has the pages. All are built into one site and one PDF, beside an honest
page that uses the same directives. An attack has succeeded when a secret, a visit to the test's
web server, a file on the disk or anything that acts in a browser is found afterwards.
"""

from __future__ import annotations

import http.server
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import pytest
from bs4 import BeautifulSoup
from own_pages import CORPUS, corpus

from handbook.core.errors import ODD

if TYPE_CHECKING:
    from conftest import Strict, StrictBuild

ATTACKS = corpus("attacks")
SECRET = "SECRET-7f3a91"  # noqa: S105 (a mark to look for, no password)
CONF = """
project = "Attacks"
extensions = [
    "myst_parser", "sphinx_design",
    "handbook.check.guard", "handbook.check.messages",
    "handbook.paper.pdf",
]
myst_enable_extensions = ["attrs_block", "attrs_inline", "colon_fence", "deflist", "tasklist"]
exclude_patterns = ["_*"]
html_theme = "basic"
html_copy_source = False
"""
HONEST = (CORPUS / "honest_use.md").read_text("utf-8")
FRAGMENT = "# Fragment\n\nText of the fragment.\n\n## Below\n\nMore text of it.\n"
# An 8 by 8 picture with the secret in a comment.
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
SCRIPTED = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@dataclass(frozen=True)
class Outcome:
    """What was left after both builds."""

    builds: dict[str, Strict]
    site: Path
    pdf: Path
    visits: list[str]
    outside: Path


class Counter(http.server.BaseHTTPRequestHandler):
    """A server that somebody who was told not to might still ask."""

    visits: list[str]

    def do_GET(self) -> None:
        self.visits.append(self.path)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(SECRET.encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def url() -> Iterator[tuple[str, list[str]]]:
    visits: list[str] = []
    handler = type("Handler", (Counter,), {"visits": visits})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", visits
    server.shutdown()


def sources(pages: dict[str, str]) -> dict[str, str | bytes]:
    """Give all files: the pages, what they may use, and beside them what they may not."""
    include = "```{{include}} _data/bomb-{}.md\n```\n\n"
    secret = PICTURE.replace(b"\0\0\0\0IEND", b"\0\0\0\x0dtEXt" + SECRET.encode() + b"\0\0\0\0IEND")
    return {
        "../secret.txt": f"{SECRET}\n",
        "../secret.png": secret,
        "conf.py": CONF,
        "index.md": "# Attacks\n\n```{toctree}\n" + "\n".join(pages) + "\n```\n",
        "_data/dot.png": PICTURE,
        "_data/honest.txt": "Honest text.\n",
        "_data/table.csv": "a,b\n1,2\n",
        "_data/honest-fragment.md": FRAGMENT,
        "_data/fragment-with-script.md": "Text.\n\n<script>alert(1)</script>\n",
        "_data/active.html": "<script>alert(1)</script>\n",
        "_data/html.png": "<script>alert(1)</script>\n",
        "_data/other.png": PICTURE,
        "_data/other.en.png": "<script>alert(1)</script>\n",
        "_data/.hidden.svg": SCRIPTED,
        "_data/__pycache__/x.svg": SCRIPTED,
        "_data/large.txt": "Words of a long file.\n" * 25_000,
        "_data/schema.xsd": SCRIPTED,
        "_data/schema.rng": SCRIPTED,
        "_data/schema": SCRIPTED,
        **{f"_data/bomb-{n}.md": f"text\n\n{include.format(n + 1) * 2}" for n in range(10)},
        "_data/bomb-10.md": "text\n",
        **{f"{name}.md": text for name, text in pages.items()},
    }


@pytest.fixture(scope="module")
def outcome(
    url: tuple[str, list[str]],
    strict_build: StrictBuild,
    tmp_path_factory: pytest.TempPathFactory,
) -> Outcome:
    """Build every attack, and the honest page among them."""
    outside = tmp_path_factory.mktemp("attacks")
    pages = {"honest": HONEST}
    for attack in ATTACKS:
        text = attack["text"].replace("@OUT@", str(outside)).replace("@URL@", url[0])
        pages[attack["name"]] = text if attack.get("whole") else f"# {attack['name']}\n\n{text}\n"
    files = sources(pages)
    site = strict_build(outside / "docs", files, "html")
    book = strict_build(outside / "docs", files, "typstpdf")
    pdf = next(book.out.glob("*.pdf"), outside)
    return Outcome({"html": site, "typstpdf": book}, site.out, pdf, url[1], outside)


def test_the_corpus_is_as_large_as_promised() -> None:
    names = [attack["name"] for attack in ATTACKS]

    assert len(names) == len(set(names)) >= 50


@pytest.mark.parametrize("builder", ["html", "typstpdf"])
def test_each_refusal_names_file_and_line(outcome: Outcome, builder: str) -> None:
    lines = outcome.builds[builder].said.splitlines()
    untold = {}
    for attack in (attack for attack in ATTACKS if "told" in attack):
        file = re.escape(attack.get("file", f"{attack['name']}.md"))
        line = str(attack.get("line", 3)).replace("any", "[0-9]+")
        place = re.compile(rf"^{file}\S*?:{line}: (WARNING|ERROR|CRITICAL)")
        if not any(attack["told"] in said and place.search(said) for said in lines):
            untold[attack["name"]] = [said for said in lines if attack["name"] in said]

    assert untold == {}


@pytest.mark.parametrize("builder", ["html", "typstpdf"])
def test_the_build_fails_without_a_traceback(outcome: Outcome, builder: str) -> None:
    assert outcome.builds[builder].code == 1
    assert "Traceback" not in outcome.builds[builder].said
    assert not ODD.search(outcome.builds[builder].said)


def test_the_honest_page_is_told_nothing_and_loses_nothing(outcome: Outcome) -> None:
    page = (outcome.site / "honest.html").read_text("utf-8")
    text = BeautifulSoup(page, "html.parser").get_text()

    assert not re.search(
        r"honest\S*: (WARNING|ERROR)", "".join(build.said for build in outcome.builds.values())
    )
    for part in ("Honest text.", "Text of the fragment.", "Table from a file", "A dot.", "a site"):
        assert part in text
    assert '<meta content="An honest page" name="description"' in page
    assert '<meta content="a, b" name="keywords"' in page
    assert page.count("<img") == 2
    assert page.count('class="reference download') == 2
    assert page.count('type="checkbox"') == 2


def test_no_secret_was_read(outcome: Outcome) -> None:
    outputs = [path for path in outcome.site.rglob("*") if path.is_file()]

    holding = [path for path in outputs if SECRET.encode() in path.read_bytes()]
    with pypdfium2.PdfDocument(outcome.pdf) as document:
        printed = "".join(page.get_textpage().get_text_bounded() for page in document)

    assert len(outputs) > len(ATTACKS)
    assert holding == []
    assert "Honest text." in printed
    assert SECRET not in printed
    assert list(outcome.site.rglob("*secret*")) == []


def test_no_code_ran(outcome: Outcome) -> None:
    assert not (outcome.outside / "pwned").exists()


def test_nothing_was_fetched(outcome: Outcome) -> None:
    assert outcome.visits == []


ACTIVE = re.compile("applet|base|embed|form|frame|iframe|link|meta|object|script|style|svg")


def acting(page: Path) -> list[str]:
    """List what acts in a page's own text: its elements, handlers, addresses and resources."""
    soup = BeautifulSoup(page.read_text("utf-8"), "html.parser")
    found = [f"refresh in {page.name}" for tag in soup.find_all("meta") if tag.get("http-equiv")]
    body = soup.find(attrs={"role": "main"}) or soup
    found += [str(tag) for tag in body.find_all(ACTIVE)]
    for tag in soup.find_all(True):
        for name, value in tag.attrs.items():
            text = "".join(value) if isinstance(value, list) else str(value)
            bare = re.sub(r"[\x00-\x20]", "", text).lower()
            if name.startswith("on") or name in ("srcdoc", "formaction"):
                found.append(str(tag))
            if re.match(r"(javascript|vbscript|data|file):", bare) and name in ("href", "src"):
                found.append(str(tag))
            if name == "src" and re.match(r"[a-z]+:|//", bare):
                found.append(str(tag))
    return [tag for tag in found if "expand" not in tag]


def test_nothing_in_any_page_acts(outcome: Outcome) -> None:
    pages = {attack["name"]: outcome.site / f"{attack['name']}.html" for attack in ATTACKS}

    found = {name: acting(page) for name, page in pages.items()}

    assert {name: acts for name, acts in found.items() if acts} == {}
    keepers = "COMMENT-FOR-KEEPERS"
    assert [name for name, page in pages.items() if keepers in page.read_text("utf-8")] == []
    assert "javascript:" not in (outcome.site / "index.html").read_text("utf-8")


def test_no_download_acts(outcome: Outcome) -> None:
    kinds = {path.suffix for path in (outcome.site / "_downloads").rglob("*") if path.is_file()}

    assert kinds == {".txt"}


def test_nothing_in_the_pdf_acts(outcome: Outcome) -> None:
    with pikepdf.open(outcome.pdf) as pdf:
        notes = [note for page in pdf.pages for note in page.get("/Annots", [])]
        actions = [note["/A"] for note in notes if "/A" in note]
        kinds = {str(action["/S"]) for action in actions}
        addresses = [str(action["/URI"]) for action in actions if "/URI" in action]
        opening = "/OpenAction" in pdf.Root and "/S" in pdf.Root["/OpenAction"]
        names = set(pdf.Root.get("/Names", {}))

    assert kinds == {"/URI"}
    assert not opening
    assert not names & {"/JavaScript", "/EmbeddedFiles"}
    assert "https://example.org/?a=b" in addresses
    assert [a for a in addresses if not re.match(r"https?://|mailto:", a)] == []
