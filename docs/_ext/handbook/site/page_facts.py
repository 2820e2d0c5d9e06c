"""What stands around a page: where it is, who keeps it, when it changed, how long it takes.

The template ``parts/page-facts.html`` shows it. The context gets

``owner``
    ``name``, and ``contact``: the address at which the owner answers, or nothing.
``changed``, ``reviewed``, ``review_by``
    ISO 8601 days, each empty where nobody can say.
``reviewed_by``
    who reviewed the page, where that is not its owner.
``day_text``
    writes such a day in the language that ``handbook.toml`` names.
``minutes``
    reading time in whole minutes, at least one.
``wrong``
    the address of "Something wrong or missing?", with the page already named.

Addresses and owners come from ``handbook.toml``.
"""

import difflib
from math import ceil
from pathlib import Path
from urllib.parse import quote

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.typing import ExtensionMetadata

from handbook.core.config import OWNERS, place_of, settings
from handbook.core.dates import day_text
from handbook.core.doctree import picture
from handbook.core.git_dates import last_changes
from handbook.core.output import SitePage, is_site, on_page, on_page_inputs
from handbook.core.warnings import Subtype, warn

# Brysbaert (2019), https://doi.org/10.1016/j.jml.2019.104047: adults read 238 words of
# non-fiction in a minute.
WORDS_PER_MINUTE = 238
# Who would read these aloud to themselves? Code is looked up, comments are not shown.
_SKIPPED = (nodes.literal_block, nodes.comment, nodes.raw, picture)


def minutes(doctree: nodes.document) -> int:
    """Estimate how many minutes a page takes to read."""
    words = sum(
        len(text.split())
        for text in doctree.findall(nodes.Text)
        if not isinstance(text.parent, _SKIPPED)
    )
    return max(1, ceil(words / WORDS_PER_MINUTE))


def contact_address(contact: str) -> str:
    """Turn what ``handbook.toml`` takes as a contact into an address for a link."""
    if not contact or "://" in contact:
        return contact
    return f"mailto:{contact}"


def report_address(template: str, contact: str, title: str, url: str) -> str:
    """Give the address at which a reader says that a page is wrong.

    :param template: an address with ``{title}`` and ``{url}``, or nothing: the contact serves.
    """
    if template:
        return template.replace("{title}", quote(title, "")).replace("{url}", quote(url, ""))
    address = contact_address(contact)
    if address.startswith("mailto:"):
        subject = quote(f"Handbook: {title}", "")
        body = quote(f"{url}\n\nWhat is wrong or missing:\n\n", "")
        return f"{address}?subject={subject}&body={body}"
    return address


class PageFacts:
    """One build's answers; git is asked once, before pages are written, for all of them."""

    def __init__(self) -> None:
        self.changes: dict[str, str] = {}

    def ask_git(self, app: Sphinx) -> None:
        """Learn when each page changed (event ``builder-inited``)."""
        if is_site(app.builder):
            self.changes = last_changes(Path(app.srcdir))

    def inputs(self, app: Sphinx, env: BuildEnvironment) -> dict[str, str]:
        """Give what a page shows that is in no source."""
        return {page: self.changes.get(_source(app, page), "") for page in env.all_docs}

    def add_to_page(self, page: SitePage) -> None:
        given = settings(page.app.config)
        meta = page.app.env.metadata[page.name]
        owner = meta.get("owner", "")
        contact = given.owners.get(owner, given.organisation.contact)
        title = page.app.env.titles[page.name].astext()
        address = page.context.get("pageurl") or page.name
        page.context.update(
            owner={"name": owner, "contact": contact_address(contact)} if owner else None,
            changed=self.changes.get(_source(page.app, page.name), ""),
            reviewed=meta.get("reviewed", ""),
            reviewed_by=meta.get("by", ""),
            review_by=meta.get("review-by", ""),
            day_text=lambda day: day_text(day, given.handbook.date_language),
            minutes=minutes(page.doctree),
            chat=given.links.chat,
            wrong=report_address(given.links.report, contact, title, address),
        )


def _source(app: Sphinx, pagename: str) -> str:
    return app.env.doc2path(pagename).relative_to(app.srcdir).as_posix()


def _check_owners(app: Sphinx, env: BuildEnvironment) -> None:
    """Name each owner with an address who owns no page: mostly a slip in one of the two names."""
    owners = {meta["owner"] for meta in env.metadata.values() if meta.get("owner")}
    for name in sorted(settings(app.config).owners.keys() - owners):
        near = difflib.get_close_matches(name, sorted(owners), n=1)
        advice = f"did you mean {near[0]!r}? If not, " if near else ""
        message = (
            "[owners] names %r, who owns no page yet: %swrite a page whose front matter says"
            " 'owner: %s' (docs/local/index.md will do), or remove the line"
        )
        place = place_of(Path(app.confdir), OWNERS, name)
        warn(Subtype.PAGE, message, name, advice, name, location=place)


def setup(app: Sphinx) -> ExtensionMetadata:
    app.setup_extension("handbook.content.upkeep")
    facts = PageFacts()
    app.connect("builder-inited", facts.ask_git)
    app.connect("env-check-consistency", _check_owners)
    on_page_inputs(app, facts.inputs)
    on_page(app, facts.add_to_page)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
