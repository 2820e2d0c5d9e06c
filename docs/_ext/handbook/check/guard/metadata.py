"""Front matter: what a page may say to MyST and to the reader's browser."""

from collections.abc import Iterator

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
    for key in (key for key, value in HIDING.items() if front.data.get(key) is value):
        yield (
            (key,),
            f"{key!r} hides nothing, the page is published: keep it on a branch until readers may"
            " see it, and remove this",
        )
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
