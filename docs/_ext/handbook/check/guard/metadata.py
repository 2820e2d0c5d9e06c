"""Front matter: what a page may say to MyST and to the reader's browser."""

from sphinx.application import Sphinx

from handbook.check.guard.paths import refuse
from handbook.core import frontmatter
from handbook.core.frontmatter import FrontMatter

# What a search engine reads. All other <meta> can act: refresh, referrer, a policy.
ALLOWED_META = ("description", "keywords")
# Keys by which MyST and its relatives take Jinja templates, headers or code from a page.
REFUSED_KEYS = ("html_meta", "mystnb", "substitutions")
# Elsewhere they keep a page from readers.
HIDING = {"draft": True, "hidden": True, "private": True, "published": False, "unlisted": True}


def check(app: Sphinx, docname: str, source: list[str]) -> None:
    """Refuse the keys that would change how the page is read (event ``source-read``).

    The guarded parser takes nothing but :func:`html_meta` from a page, whatever is told here.
    """
    front = frontmatter.current(app.env)
    if front is None:
        return
    for key in REFUSED_KEYS:
        if key in front.data:
            refuse(
                "front matter: %r is not for pages: remove it",
                key,
                location=(docname, front.line(key)),
            )
    _check_hiding(docname, front)
    options = front.data.get("myst", {})
    if not isinstance(options, dict):
        refuse(
            "front matter: 'myst' may hold html_meta and nothing else: remove it",
            location=(docname, front.line("myst")),
        )
        return
    for option in options:
        if option != "html_meta":
            refuse(
                "front matter: myst.%s would change how the page is read, and could run code:"
                " remove it",
                option,
                location=(docname, front.line("myst", option)),
            )
    allowed = html_meta(front)
    given = options.get("html_meta", {})
    for name in given if isinstance(given, dict) else ("",):
        if name not in allowed:
            refuse(
                "front matter: html_meta may hold %s, each one text, not %r: remove it",
                " and ".join(ALLOWED_META),
                name or given,
                location=(docname, front.line("myst", "html_meta", name)),
            )


def _check_hiding(docname: str, front: FrontMatter) -> None:
    for key, value in HIDING.items():
        if front.data.get(key) is value:
            refuse(
                "front matter: %r hides nothing, the page is published: keep it on a branch until"
                " readers may see it, and remove this",
                key,
                location=(docname, front.line(key)),
            )


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
