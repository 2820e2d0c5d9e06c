"""What a page says of itself to search engines and to previews of a shared link.

The description is the page's first paragraph; the social tags are those of
https://ogp.me that every preview reads. Nothing is drawn and nothing is fetched.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from docutils import nodes

from handbook.core.output import is_site

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

# Search engines show about this many characters.
LENGTH = 200


def description(doctree: nodes.document) -> str:
    """Give the page's first paragraph as plain text, cut between words."""
    for paragraph in doctree.findall(nodes.paragraph):
        inside = paragraph.parent
        if isinstance(inside, nodes.section) and (text := " ".join(paragraph.astext().split())):
            return shorten(text)
    return ""


def shorten(text: str, length: int = LENGTH) -> str:
    """Cut a text between words, with an ellipsis where something was cut."""
    if len(text) <= length:
        return text
    return text[: length - 1].rpartition(" ")[0].rstrip(",;:") + "…"


def tags(title: str, said: str, site: str, url: str) -> str:
    """Write the tags; empty values give none.

    :param url: the page's own address, or nothing where the site's is not known.
    """
    values = {
        ("name", "description"): said,
        ("property", "og:title"): title,
        ("property", "og:description"): said,
        ("property", "og:type"): "article",
        ("property", "og:site_name"): site,
        ("property", "og:url"): url,
    }
    return "\n".join(
        f'<meta {kind}="{name}" content="{escape(value)}">'
        for (kind, name), value in values.items()
        if value
    )


def _add(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    if doctree is None or not is_site(app.builder):
        return
    title = app.env.titles[pagename].astext()
    said = "" if 'name="description"' in context["metatags"] else description(doctree)
    made = tags(title, said, app.config.project, context.get("pageurl") or "")
    context["metatags"] = f"{context['metatags']}\n{made}"


def setup(app: Sphinx) -> ExtensionMetadata:
    app.connect("html-page-context", _add)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
