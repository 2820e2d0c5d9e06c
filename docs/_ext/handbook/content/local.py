"""An organisation's own part of the handbook: ``docs/local``, which upstream never touches.

``local/index.md``
    its pages, with its own ``toctree``; the menu shows it last, under the organisation's name.
``local/inserts/<page>.md``
    what is different here, shown on an upstream page below its first paragraph;
    ``inserts/how-to/record-a-decision.md`` for ``how-to/record-a-decision.md``.
``local/local.css``
    rules that come after all others; files that they name lie below ``local`` too.
``local/leave-out.toml``
    pages that it does not have, or has others for; see ``handbook.core.left_out``.
``local/redirects.txt``
    its renamed pages; see ``handbook.content.redirects``.
``local/questions.toml``, ``local/synonyms.toml``
    words that its readers use, for search; see ``handbook.site.search``.

Records and glossary terms need nothing of their own: a page below ``local`` holds them.
"""

import re
import string
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util.typing import ExtensionMetadata

from handbook.core import left_out, toml_file
from handbook.core.credit import WORK
from handbook.core.doctree import Slot, first_paragraph, put_below_title, top_section
from handbook.core.output import on_site_written, write
from handbook.core.sources import LOCAL, SUFFIX
from handbook.core.warnings import Subtype, warn

INDEX = f"{LOCAL}/index"
INSERTS = f"{LOCAL}/inserts"
STYLE = f"{LOCAL}/local.css"
INSERT_CLASS = "local-insert"
_COMMENT = re.compile(r"/\*.*?\*/", re.S)
# What a rule names beside itself: neither elsewhere, nor inside it.
_NAMED_FILE = re.compile(r"url\(\s*[\"']?(?!data:|https?:|#)([^\"')?#]+)", re.I)


def _offer_style(app: Sphinx, config: Config) -> None:
    style = Path(app.srcdir, STYLE)
    if style.is_file():
        config.html_static_path = [*config.html_static_path, str(style)]
        config.html_css_files = [*config.html_css_files, (style.name, {"priority": 950})]
    for line, name in _named_files(style):
        if not _is_own(style.parent / name, style.parent):
            message = "no file %s in docs/%s: put it there, or correct the address"
            warn(Subtype.LOCAL, message, name, LOCAL, location=f"{style}:{line}")


def _named_files(style: Path) -> Iterator[tuple[int, str]]:
    """Give the files that the rules name, each with its line."""
    text = style.read_text(encoding="utf-8", errors="replace") if style.is_file() else ""
    text = _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text)
    for found in _NAMED_FILE.finditer(text):
        yield text.count("\n", 0, found.start()) + 1, unquote(found[1].strip())


def _is_own(path: Path, folder: Path) -> bool:
    return toml_file.is_file(path) and path.resolve().is_relative_to(folder.resolve())


def _copy_named_files(app: Sphinx) -> None:
    """Put the files that the rules name beside them."""
    style = Path(app.srcdir, STYLE)
    for _, name in _named_files(style):
        if _is_own(file := style.parent / name, style.parent):
            write(Path(app.outdir, "_static", name), file.read_bytes())


def _insert_of(app: Sphinx, docname: str) -> Path:
    return Path(app.srcdir, INSERTS, f"{docname}{SUFFIX}")


def _add_text(app: Sphinx, docname: str, source: list[str]) -> None:
    """Add to a page's end, where no line of its own moves (event ``source-read``)."""
    if docname == app.config.root_doc:
        # No line moves here either: the first page has the title of the copy.
        source[0] = source[0].replace(f"\n# {WORK}\n", f"\n# {_plain(app.config.project)}\n", 1)
    if docname == app.config.root_doc and INDEX in app.env.found_docs:
        caption = app.config.author.replace("'", "''")  # as YAML has it between such quotes
        source[0] += f"\n\n```{{toctree}}\n:caption: '{caption}'\n:hidden:\n\n/{INDEX}\n```\n"
    if _insert_of(app, docname).is_file():
        insert = _insert_of(app, docname).read_text(encoding="utf-8", errors="replace")
        # A fence longer than any in the insert itself.
        fence = ":" * (3 + max(map(len, re.findall(":+", insert)), default=0))
        title = f"Here at {_plain(app.config.author)}"
        source[0] += (
            f"\n\n{fence}{{admonition}} {title}\n:class: {INSERT_CLASS}\n\n"
            f"```{{include}} /{INSERTS}/{docname}{SUFFIX}\n```\n{fence}\n"
        )


def _plain(text: str) -> str:
    """Write a text as Markdown that means nothing else."""
    return re.sub(f"([{re.escape(string.punctuation)}])", r"\\\1", text)


def _move_insert(app: Sphinx, doctree: nodes.document) -> None:
    """Put the box below the page's first paragraph (event ``doctree-read``)."""
    answer, section = first_paragraph(doctree), top_section(doctree)
    for box in list(doctree.findall(nodes.admonition)):
        if INSERT_CLASS not in box["classes"]:
            continue
        box.parent.remove(box)
        if section is not None and answer is not None and answer.parent is section:
            section.insert(section.index(answer) + 1, box)
        else:
            put_below_title(doctree, box, Slot.LOCAL)


def _became_outdated(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Read the first page again, whose contents name the organisation's pages if there are any."""
    return [app.config.root_doc] if INDEX in (added | removed) else []


def _check_inserts(app: Sphinx, env: BuildEnvironment) -> None:
    """Name inserts whose page does not exist, as after an upstream rename."""
    folder = Path(app.srcdir, INSERTS)
    for path in sorted(folder.rglob(f"*{SUFFIX}")):
        page = path.relative_to(folder).with_suffix("").as_posix()
        if page not in env.all_docs:
            moved = app.config.handbook_redirects.get(f"{page}{SUFFIX}")
            hint = f"it is {moved} now" if moved else "name the file as a page below docs/"
            if page in app.config.handbook_left_out:
                hint = f"{left_out.FILE} leaves it out: remove the insert, or the line there"
            message = "no page %s%s for this insert: %s"
            warn(Subtype.LOCAL, message, page, SUFFIX, hint, location=f"{path}:1")


def setup(app: Sphinx) -> ExtensionMetadata:
    app.setup_extension("handbook.content.redirects")
    app.connect("config-inited", _offer_style)
    on_site_written(app, _copy_named_files)
    app.connect("env-get-outdated", _became_outdated)
    # After the front matter was read and hidden.
    app.connect("source-read", _add_text, priority=950)
    app.connect("doctree-read", _move_insert)
    app.connect("env-check-consistency", _check_inserts)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
