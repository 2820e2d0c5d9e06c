"""What a setting can do: each key of ``handbook.toml`` is told, or is text in every output.

Keys come from the schema. Each is given hostile text, alone and behind what it takes otherwise;
what is accepted is built into every output at once, and what is not is told with its line.
"""

import dataclasses
import json
import re
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import local_nginx
import pypdfium2
import pytest
from bs4 import BeautifulSoup
from lxml import etree
from own_pages import FRONT, build, project
from sphinx.errors import ConfigError

from handbook.core import config
from handbook.core.words import TERMS
from handbook.keep.publish import nginx

pytestmark = pytest.mark.slow

MARKUP = "x\"'><hb-probe onhb=1>&lt;{{7*7}}]]>"
HOSTILE = {
    "markup": MARKUP,
    "markup without spaces": MARKUP.replace(" ", "/"),
    "Typst": '#panic("hb")$*_@a/*\\',
    "what ends a line": "x\nbudget = 7\r\n",
    "control characters": "x\x00\x01\x1b[31m\x7f\u202e\u2028",
}
XML = (".atom", ".svg", ".xml", ".xhtml", ".opf", ".ncx")


def keys() -> Iterator[tuple[str, str, Any]]:
    """Give each table, key and what it holds by default, from the schema."""
    for table, schema in config.TABLES.items():
        for option in dataclasses.fields(schema):
            yield table, option.name.replace("_", "-"), option.default
    yield config.OWNERS, "Editors", "editors@example.org"
    yield config.WORDS, next(iter(TERMS)), "chief"


def tries(default: Any, hostile: str) -> list[Any]:
    """Give values for a key, the worst first."""
    texts = [hostile]
    if isinstance(default, str):
        texts += [f"{default}{hostile}", f"{default}{hostile}/", f"2026-11-22, {hostile}"]
    texts += [f"https://e.test/{hostile}", f"https://e.test/{{title}}{hostile}"]
    return [[text] for text in texts] if isinstance(default, tuple) else texts


def written(values: dict[tuple[str, str], Any]) -> str:
    """Write a file with one key a line."""
    tables = dict.fromkeys(table for table, _ in values)
    return "\n".join(
        "\n".join(
            [
                f"[{table}]",
                *(
                    f"{json.dumps(k)} = {json.dumps(v)}"
                    for (t, k), v in values.items()
                    if t == table
                ),
            ]
        ).replace("\x7f", "\\u007f")
        for table in tables
    )


def fault(folder: Path, values: dict[tuple[str, str], Any]) -> str:
    """Say what is told of a file; nothing where it is accepted."""
    path = folder / "handbook.toml"
    path.write_text(written(values), "utf-8")
    try:
        config.load(path)
    except ConfigError as error:
        return str(error)
    return ""


def accepted(folder: Path, hostile: str) -> dict[tuple[str, str], Any]:
    """Give the worst value that each key accepts, of those that do."""
    found: dict[tuple[str, str], Any] = {}
    for table, key, default in keys():
        for value in tries(default, hostile):
            told = fault(folder, {(table, key): value})
            if not told:
                found[table, key] = value
                break
            assert re.match(r"handbook\.toml:2: \S", told), told
            assert told.isprintable(), ascii(told)
    return found


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_a_setting_is_told_with_its_line_or_is_text_in_every_output(
    tmp_path: Path, hostile: str
) -> None:
    values = accepted(tmp_path, hostile)
    if not values:
        return  # each key told it
    top = tmp_path / "project"
    project(top, {"page-0": f"{FRONT}# Page\n\nA tech lead reads this.\n"}, written(values))

    for builder in ("html", "typstpdf", "epub"):
        built = build(top, builder)

        assert (built.code, built.said) == (0, "")
    assert list(acting(top)) == []
    pages = pypdfium2.PdfDocument(next((top / "typstpdf").glob("*.pdf")))
    printed = "".join(page.get_textpage().get_text_bounded() for page in pages)
    title = values["handbook", "title"]
    assert re.sub(r"\s", "", title)[:8] in re.sub(r"\s", "", printed)
    if program := local_nginx.find():
        (top / "nginx" / "handbook").mkdir(parents=True)
        nginx.write_rules(values.get(("links", "site"), ""), top / "nginx" / "handbook")
        main = local_nginx.configure(top / "nginx", 1)
        command = [program, "-t", "-q", "-c", main, "-e", top / "nginx" / "error.log"]
        assert subprocess.run(command, check=False).returncode == 0


def acting(top: Path) -> Iterator[str]:
    """Give each file of the outputs in which a setting is more than text, or that can't be read."""
    files = {
        path.relative_to(top).as_posix(): path.read_bytes()
        for path in (top / "html").rglob("*")
        if path.is_file()
    }
    with zipfile.ZipFile(next((top / "epub").glob("*.epub"))) as book:
        files |= {f"epub/{name}": book.read(name) for name in book.namelist()}
    assert {".html", ".svg", ".xml", ".xhtml", ".opf", ".md"} <= {
        name[name.rfind(".") :] for name in files
    }
    for name, content in files.items():
        try:
            if name.endswith(".html"):
                soup = BeautifulSoup(content, "lxml")
                if soup.find("hb-probe") or soup.find(attrs={"onhb": True}):
                    yield f"{name}: markup"
                if any(
                    re.match(r"\s*javascript:", str(tag["href"])) for tag in soup.select("[href]")
                ):
                    yield f"{name}: a script's address"
            elif name.endswith(XML):
                if b"<hb-probe" in etree.tostring(etree.fromstring(content)):
                    yield f"{name}: markup"
            elif name.endswith((".json", ".webmanifest")):
                json.loads(content)
        except (ValueError, etree.XMLSyntaxError) as error:
            yield f"{name}: {error}"
