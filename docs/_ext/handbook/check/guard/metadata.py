"""Front matter: what a page may say to MyST and to the reader's browser."""

import difflib
from collections.abc import Iterator

from sphinx.application import Sphinx

from handbook.check.guard.paths import refuse
from handbook.core import frontmatter
from handbook.core.frontmatter import OWN_KEYS, UPKEEP_KEYS, FrontMatter

# What a search engine reads. All other <meta> can act: refresh, referrer, a policy.
ALLOWED_META = ("description", "keywords")
# Keys by which MyST and its relatives take Jinja templates, headers or code from a page.
REFUSED_KEYS = ("html_meta", "mystnb", "substitutions")
# Keys that Sphinx, its theme and MyST read.
KNOWN = (*OWN_KEYS, "hide-toc", "myst", "no-search", "nosearch", "orphan", "tocdepth")
# fmt: off
# Keys of Hugo, Jekyll, Docusaurus, MkDocs, Obsidian and Pandoc: what each does there, and what an
# author has here. In small letters, with - for _.
FOREIGN = {
    key: (meaning, mend)
    for keys, meaning, mend in (
        ("title linktitle sidebar-label nav-title short-title", "names the page",
         "its # heading does"),
        ("date lastmod last-updated last-update updated created modified created-at updated-at"
         " last-modified-at publishdate revision-date", "says when it was written",
         "Git knows, and 'reviewed' says when somebody read it"),
        ("author authors contributors maintainer", "says who wrote it",
         "'owner' says who keeps it"),
        ("description summary excerpt abstract subtitle keywords", "describes the page",
         "its first sentence does"),
        ("tag tags category categories topics labels", "sorts pages",
         "its folder does, and search finds its words"),
        ("alias aliases slug permalink url id redirect-from redirect-to",
         "gives the page an address",
         "its file's name does, and an old address stands in redirects.txt"),
        ("layout type template theme cssclass cssclasses class documentclass geometry fontsize"
         " output header-includes", "says how it looks", "all pages look alike"),
        ("weight order nav-order sidebar-position sidebar menu nav parent grand-parent has-children"
         " displayed-sidebar pagination-next pagination-prev", "places the page in the menu",
         "the {toctree} of the page above it does"),
        ("toc toc-sticky toc-depth hide-table-of-contents toc-min-heading-level"
         " toc-max-heading-level hide", "rules its contents",
         "they are made, and hide-toc leaves them out"),
        ("lang locale", "names its language", "write 'language'"),
        ("draft hidden private published unlisted publish status", "says whether readers see it",
         "each page is published, and what is none yet stands on a branch"),
    )
    for key in keys.split()
}
# fmt: on


def check(app: Sphinx, docname: str, _source: list[str]) -> None:
    """Refuse the keys that would change how the page is read (event ``source-read``).

    The guarded parser takes nothing but :func:`html_meta` from a page, whatever is told here.
    """
    if front := frontmatter.current(app.env):
        for path, fault in _faults(front):
            refuse("front matter: %s", fault, location=(docname, front.line(*path)))


def _faults(front: FrontMatter) -> Iterator[tuple[tuple[str, ...], str]]:
    for key in (key for key in REFUSED_KEYS if key in front.data):
        yield (key,), f"{key!r} is not for pages: remove it"
    for key in (key for key in front.data if key not in (*KNOWN, *REFUSED_KEYS)):
        if message := _unknown(key):
            yield (key,), message
    options = front.data.get("myst", {})
    if not isinstance(options, dict):
        yield ("myst",), "'myst' may hold html_meta and nothing else: remove it"
        return
    for option in (option for option in options if option != "html_meta"):
        yield (
            ("myst", option),
            f"myst.{option} would change how the page is read, and could run code: remove it",
        )
    allowed, given = html_meta(front), options.get("html_meta", {})
    for name in given if isinstance(given, dict) else ("",):
        if name not in allowed:
            yield (
                ("myst", "html_meta", name),
                f"html_meta may hold {' and '.join(ALLOWED_META)}, each one text, not"
                f" {name or given!r}: remove it",
            )


def _unknown(key: str) -> str:
    """Say of a key that nothing reads what stands here for it."""
    plain = key.lower().replace("_", "-")
    if plain in UPKEEP_KEYS:  # whose capitals the upkeep tells
        return ""
    if plain in FOREIGN:
        meaning, instead = FOREIGN[plain]
        return f"{key!r} {meaning} in other tools, and does nothing here: remove it; {instead}"
    near = difflib.get_close_matches(plain, KNOWN, n=1)
    return f"{key!r} does nothing here: " + (f"did you mean {near[0]!r}?" if near else "remove it")


def html_meta(front: FrontMatter | None) -> dict[str, str]:
    """Give the headers that a page may set, by their names."""
    options = front.data.get("myst") if front else None
    given = options.get("html_meta") if isinstance(options, dict) else None
    if not isinstance(given, dict):
        return {}
    return {
        name: text
        for name, text in given.items()
        if name in ALLOWED_META and isinstance(text, str) and text.strip()
    }
