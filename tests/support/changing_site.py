"""A small handbook that changes, for tests of builds that follow one another."""

from __future__ import annotations

import io
import multiprocessing
import os
import shutil
import signal
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from repository import ROOT
from sphinx.application import Sphinx, builtin_extensions
from sphinx.util.docutils import docutils_namespace, patch_docutils

import handbook

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

# Left out: what takes long and has its own tests, or needs files of the handbook itself.
HEAVY = {
    "handbook.site.search",
    "handbook.paper.pdf",
    "handbook.paper.epub",
    "handbook.content.figures",
}
OURS = [module for module in handbook.MODULES if module not in HEAVY]
EXTENSIONS = ["myst_parser", "sphinx_design", *OURS]
CONF = f"""\
import sys, tomllib
from pathlib import Path

here = Path(__file__).parent
sys.path.insert(0, str(here / "_ext"))
sys.dont_write_bytecode = True  # edits may follow one another within a second
project = tomllib.loads((here / "handbook.toml").read_text("utf-8"))["title"]
extensions = {[*EXTENSIONS, "local_code"]!r}
html_theme = "furo"
templates_path = ["_templates"]
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_baseurl = "https://handbook.example.org/"
exclude_patterns = ["_*"]
numfig = True
handbook_today = "2026-11-22"
myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 3
"""
CODE = """\
def add(app, page, text):
    text[0] += "\\n\\nMade {}.\\n"

def leave_out_sphinxs_index(app):
    app.builder.search = False  # as handbook.site.search does, which is too heavy here

def setup(app):
    app.connect("source-read", add)
    app.connect("builder-inited", leave_out_sphinxs_index)
"""
RECORD = """\
---
tradeoff:
  id: TO-0001
  title: {title}
  status: accepted
  area: role
  owner: Leads
  deciders: [Leads]
  decided: 2026-11-02
  review-by: 2027-11-01
  reversibility: {reversibility}
  options: [This, That]
  chosen: This
  gains: [Speed]
  costs: [Code]
  payers: [{{who: Leads, when: now}}]
  reopen-when: [It hurts]
---

# {title}

## Context

Once.

## Options

Two.

## Why

So.
"""
FRONT_MATTER = "---\nowner: Leads\nreviewed: 2026-11-01\nreview-by: 2027-11-01\n---\n\n"
REGISTER = ":::{tradeoff-register}\n:::"
FORK = multiprocessing.get_context("fork")
TEMPLATE = (ROOT / "docs/_templates/page.html").read_text("utf-8")
STOPPED = "the build was stopped"
FOUR_PAGES = ("a", "b", "c", "d")


# Once, and not again in the process of each build. Those below are loaded late.
for _module in (*builtin_extensions, *EXTENSIONS, "furo"):
    import_module(_module)


def build(source: Path, work: Path, killed_at: str = "") -> list[str]:
    """Build in a process of its own, as `make` does, and give the warnings.

    :param killed_at: an event of Sphinx; the process is killed when it first comes.
    """
    here, there = FORK.Pipe(duplex=False)
    process = FORK.Process(target=_build, args=(source, work, there, killed_at))
    process.start()
    there.close()
    try:
        said: list[str] = here.recv()
    except EOFError:
        said = [STOPPED]
    process.join()
    return said


def _build(source: Path, work: Path, answer: Connection, killed_at: str) -> None:
    said = io.StringIO()
    with patch_docutils(source), docutils_namespace():
        doctrees, html = work / "doctrees", work / "html"
        app = Sphinx(
            source,
            source,
            html,
            doctrees,
            "html",
            status=None,
            warning=said,
            confoverrides={"nitpicky": True},
        )
        if killed_at:
            app.connect(killed_at, lambda *_: os.kill(os.getpid(), signal.SIGKILL), priority=0)
        app.build()
    answer.send(said.getvalue().splitlines())


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def differing(folder: Path, clean: Path) -> list[str]:
    ours, expected = files(folder), files(clean)
    return sorted(name for name in ours | expected if ours.get(name) != expected.get(name))


@dataclass
class Site:
    """A small handbook that edits act upon; it is right after each, so that no build warns."""

    folder: Path
    titles: dict[str, str] = field(default_factory=dict)
    blocks: dict[str, list[str]] = field(default_factory=dict)
    links: dict[str, list[str]] = field(default_factory=dict)
    caption: str = "Contents"
    made: int = 0

    @classmethod
    def new(cls, folder: Path) -> Site:
        site = cls(folder)
        for name in FOUR_PAGES:
            site.titles[name], site.blocks[name], site.links[name] = f"Page {name}", [], []
        site.links["a"] = ["b", "c"]
        for part in ("_static", "_templates"):
            shutil.copytree(ROOT / "docs" / part, folder / part)
        (folder / "_data").mkdir()
        (folder / "_ext").mkdir()
        (folder / "conf.py").write_text(CONF, encoding="utf-8")
        (folder / "_static/site.css").write_text("p { color: red }\n", encoding="utf-8")
        site.change_template(0, 0)
        site.change_data(0, 0)
        site.change_settings(0, 0)
        site.change_code(0, 0)
        site.change_record(0, 0)
        site.save()
        return site

    def pick(self, number: int) -> str:
        return sorted(self.titles)[number % len(self.titles)]

    def next(self) -> int:
        self.made += 1
        return self.made

    def retitle(self, a: int, b: int) -> None:
        self.titles[self.pick(a)] = f"Title {b}"

    def add_words(self, a: int, b: int) -> None:
        self.blocks[self.pick(a)].append(f"Word{b} and more words.")

    def add_heading(self, a: int, b: int) -> None:
        self.blocks[self.pick(a)].append(f"## Heading {b} of {self.next()}\n\nText.")

    def add_label(self, a: int, b: int) -> None:
        label = f"label-{self.next()}"
        self.blocks[self.pick(a)].append(f"({label})=\n## Labelled {label}\n\nText.")
        self.blocks[self.pick(b)].append(f"See [](#{label}).")

    def add_term(self, a: int, b: int) -> None:
        term = f"term {self.next()}"
        self.blocks[self.pick(a)].append(f"```{{glossary}}\n{term}\n  What it means.\n```")

    def add_table(self, a: int, b: int) -> None:
        name = f"table-{self.next()}"
        table = f"```{{table}} A table\n:name: {name}\n\n| x | y |\n|---|---|\n| 1 | 2 |\n```"
        self.blocks[self.pick(a)].insert(0, f"See {{numref}}`{name}`.\n\n{table}")

    def add_index_entry(self, a: int, b: int) -> None:
        self.blocks[self.pick(a)].append(f"```{{index}} entry {b}\n```\n\nIndexed.")

    def remove_block(self, a: int, b: int) -> None:
        blocks = self.blocks[self.pick(a)]
        # A label or a table may be linked to from elsewhere.
        if blocks and not any(mark in blocks[-1] for mark in ("label-", "table-")):
            blocks.pop()

    def link(self, a: int, b: int) -> None:
        self.links[self.pick(a)].append(self.pick(b))

    def unlink(self, a: int, b: int) -> None:
        self.links[self.pick(a)].clear()

    def add_page(self, a: int, b: int) -> None:
        name = f"new-{self.next()}" if b % 2 else f"folder/new-{self.next()}"
        self.titles[name], self.blocks[name], self.links[name] = "New", [], [self.pick(a)]

    def remove_page(self, a: int, b: int) -> None:
        name = self.pick(a)
        if any("label-" in block for block in self.blocks[name]) or len(self.titles) == 1:
            return
        for kept in (self.titles, self.blocks, self.links):
            del kept[name]
        for links in self.links.values():
            links[:] = [link for link in links if link != name]

    def rename_page(self, a: int, b: int) -> None:
        self._rename(self.pick(a), f"renamed-{self.next()}")

    def _rename(self, old: str, new: str) -> None:
        for kept in (self.titles, self.blocks, self.links):
            kept[new] = kept.pop(old)
        for links in self.links.values():
            links[:] = [new if link == old else link for link in links]

    def move_page(self, a: int, b: int) -> None:
        self._rename(self.pick(a), f"elsewhere/moved-{self.next()}")

    def reorder(self, a: int, b: int) -> None:
        name = self.pick(a)
        self.titles[name] = self.titles.pop(name)

    def change_caption(self, a: int, b: int) -> None:
        self.caption = f"Contents {b}"

    def change_template(self, a: int, b: int) -> None:
        text = f"{TEMPLATE}<!-- {b} -->\n"
        (self.folder / "_templates/page.html").write_text(text, encoding="utf-8")

    def change_style(self, a: int, b: int) -> None:
        (self.folder / "_static/site.css").write_text(f"p {{ top: {b}px }}\n", encoding="utf-8")

    def add_or_remove_static_file(self, a: int, b: int) -> None:
        path = self.folder / f"_static/extra-{b % 2}.txt"
        if path.exists():
            path.unlink()
        else:
            path.write_text("Extra", encoding="utf-8")

    def change_data(self, a: int, b: int) -> None:
        (self.folder / "_data/part.md").write_text(f"Included {b}.\n", encoding="utf-8")

    def change_settings(self, a: int, b: int) -> None:
        (self.folder / "handbook.toml").write_text(f'title = "Small {b}"\n', encoding="utf-8")

    def change_code(self, a: int, b: int) -> None:
        (self.folder / "_ext/local_code.py").write_text(CODE.format(b), encoding="utf-8")

    def change_record(self, a: int, b: int) -> None:
        facts = {"title": f"Keep {a}", "reversibility": ("easy", "costly")[b % 2]}
        (self.folder / "TO-0001.md").write_text(RECORD.format(**facts), encoding="utf-8")

    def mention_record(self, a: int, b: int) -> None:
        self.blocks[self.pick(a)].append("Because of {tradeoff}`TO-0001`.")

    def show_register(self, a: int, b: int) -> None:
        blocks = self.blocks[self.pick(a)]
        if REGISTER not in blocks:
            blocks.append(REGISTER)

    def change_configuration(self, a: int, b: int) -> None:
        (self.folder / "conf.py").write_text(f"{CONF}html_title = 'Small {b}'\n", encoding="utf-8")

    def save(self) -> None:
        """Write the pages that differ from what lies there, and remove others."""
        texts = {self.folder / f"{name}.md": self.text(name) for name in self.titles}
        contents = "\n".join(self.titles)
        texts[self.folder / "index.md"] = (
            f"{FRONT_MATTER}# Home\n\nThe way in.\n\n```{{include}} _data/part.md\n```\n\n"
            f"```{{toctree}}\n:caption: {self.caption}\n\n{contents}\nTO-0001\n```\n"
        )
        for path in self.folder.rglob("*.md"):
            if path not in texts and path.parent.name != "_data" and path.name != "TO-0001.md":
                path.unlink()
        for path, text in texts.items():
            if not path.exists() or path.read_text("utf-8") != text:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")

    def text(self, name: str) -> str:
        links = [f"To [](/{link}.md)." for link in self.links[name] if link != name]
        return "\n\n".join(
            [f"{FRONT_MATTER}# {self.titles[name]}", "First words.", *self.blocks[name], *links, ""]
        )
