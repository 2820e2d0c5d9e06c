"""What a page says of itself to search engines and to previews of a shared link.

The description is the page's first paragraph; the social tags are those of
https://ogp.me that every preview reads. Nothing is drawn and nothing is fetched.
"""

from html import escape

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from handbook.core.doctree import first_paragraph
from handbook.core.output import SitePage, on_page

# Search engines show about this many characters.
LENGTH = 200


def description(doctree: nodes.document) -> str:
    """Give the page's first paragraph as plain text, cut between words."""
    paragraph = first_paragraph(doctree)
    return shorten(" ".join(paragraph.astext().split())) if paragraph is not None else ""


def shorten(text: str) -> str:
    """Cut a text between words, with an ellipsis where something was cut."""
    if len(text) <= LENGTH:
        return text
    return text[: LENGTH - 1].rpartition(" ")[0].rstrip(",;:") + "…"


def tags(title: str, said: str, site: str, url: str) -> str:
    """Write the tags; empty values give none.

    :param url: the page's own address, or nothing where the site's is not known.
    """
    named = f'<meta name="description" content="{escape(said)}">\n' if said else ""
    social = {
        "og:title": title,
        "og:description": said,
        "og:type": "article",
        "og:site_name": site,
        "og:url": url,
    }
    return named + "\n".join(
        f'<meta property="{name}" content="{escape(value)}">'
        for name, value in social.items()
        if value
    )


def _add(page: SitePage) -> None:
    title = page.app.env.titles[page.name].astext()
    is_given = 'name="description"' in page.context["metatags"]
    said = "" if is_given else description(page.doctree)
    page.add_to_head(tags(title, said, page.app.config.project, page.context.get("pageurl") or ""))


def setup(app: Sphinx) -> ExtensionMetadata:
    on_page(app, _add)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
