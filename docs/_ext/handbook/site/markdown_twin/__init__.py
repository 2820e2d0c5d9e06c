"""A Markdown twin of each page, ``page.md`` beside ``page.html``, and ``llms.txt``, their list.

For people who paste a page into a chat or a ticket, and for programs that read text.
A twin is made of what the page shows, so that records, drawings, templates and glossary links are
in it as a reader sees them: facts as a list, drawings in words, templates as code.
``blocks`` and ``inlines`` turn one page's doctree into text.
"""

import json
import posixpath
from collections.abc import Iterator
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.typing import ExtensionMetadata

from handbook.core.frontmatter import UPKEEP_KEYS
from handbook.core.output import SitePage, base_address, on_page, on_site_written, write
from handbook.site.markdown_twin.blocks import Blocks
from handbook.site.markdown_twin.inlines import twin_address
from handbook.site.metatags import description

LIST = "llms.txt"


def markdown(doctree: nodes.document, head: dict[str, str], pagename: str = "index") -> str:
    """Give the Markdown of a page as the site shows it.

    :param head: facts for the front matter; empty ones are left out.
    :param pagename: the page, from whose folder addresses are relative.
    """
    folder = posixpath.dirname(pagename)

    def page_of(uri: str) -> str:
        if uri.startswith("_downloads/"):
            return posixpath.relpath(uri, folder or ".")
        return twin_address(uri)

    facts = "".join(
        f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in head.items() if value
    )
    front = f"---\n{facts}---\n\n" if facts else ""
    return f"{front}{Blocks(page_of).join(doctree.children)}\n"


def _write(page: SitePage) -> None:
    app, meta = page.app, page.app.env.metadata[page.name]
    head = {
        "url": page.context.get("pageurl") or "",
        **{key: meta.get(key, "") for key in UPKEEP_KEYS},
    }
    write(Path(app.outdir, f"{page.name}.md"), markdown(page.doctree, head, page.name))
    page.context["markdown"] = page.add_alternate("text/markdown", f"{page.name}.md", "Markdown")
    # Kept for the list, which is written in another process than most pages.
    write(_kept(app, page.name), description(page.doctree))


def _kept(app: Sphinx, pagename: str) -> Path:
    return Path(app.doctreedir, "descriptions", f"{pagename}.txt")


def pages_in_order(env: BuildEnvironment, page: str) -> Iterator[str]:
    """Give the pages in the order in which the contents list them, each once.

    Contents may still list a page that is gone: a live preview reads their own page again later.
    """
    seen: set[str] = set()

    def below(name: str) -> Iterator[str]:
        if name not in seen and name in env.all_docs:
            seen.add(name)
            yield name
            for child in env.toctree_includes.get(name, ()):
                yield from below(child)

    yield from below(page)
    yield from sorted(env.all_docs.keys() - seen)


def _write_list(app: Sphinx) -> None:
    root = app.config.root_doc
    base = base_address(app.config)
    lines = [f"# {app.config.project}", "", f"> {_said(app, root)}", "", "## Pages", ""]
    for name in pages_in_order(app.env, root):
        title = app.env.titles[name].astext()
        lines.append(f"- [{title}]({base}{name}.md): {_said(app, name)}".rstrip(": "))
    write(app.outdir / LIST, "\n".join([*lines, ""]))


def _said(app: Sphinx, pagename: str) -> str:
    path = _kept(app, pagename)
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def setup(app: Sphinx) -> ExtensionMetadata:
    app.setup_extension("handbook.core.doctree")
    on_page(app, _write)
    on_site_written(app, _write_list)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
