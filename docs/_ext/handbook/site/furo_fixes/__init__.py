"""What Furo lacks for readers with a keyboard, a screen reader or a strict security policy.

Furo's pages are finished here, as text but for the last, in four parts:

``markup``
    Each fix names what it changes in Furo's template. Markup that is not found stops the build,
    so that an upgrade of Furo never drops a fix without a word.
``inline_styles``
    A page's own ``style`` attributes become classes, or a warning that names the page.
``stylesheet``
    Furo's inline ``<style>`` and its late ``pygments.css`` become one file, ``brand.css``.
``OneIdEach``
    The box around a wide table gives its copy of the table's id back.

Then no page needs an exception in the site's Content-Security-Policy.
``docs/_templates/page.html`` applies the fixes; ``docs/_static`` has the style and the scripts.
"""

from typing import Any, TypeGuard

from docutils import nodes
from furo import WrapTableAndMathInAContainerTransform
from markupsafe import Markup, escape
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.html._assets import _JavaScript
from sphinx.errors import ExtensionError
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.typing import ExtensionMetadata

from handbook.core.warnings import Subtype, warn
from handbook.site.furo_fixes import cover, inline_styles, markup, stylesheet

THEME_SCRIPT = "theme/theme-init.js"
LATE_STYLESHEET = "_static/pygments.css"
# That of deploy/security-headers.conf but for frames, which a page can't speak of; a test compares.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'"
)
# By docutils; Furo's template has its own.
SECOND_VIEWPORT = '<meta name="viewport" content="width=device-width, initial-scale=1" />'


class OneIdEach(SphinxPostTransform):
    """Leave the id to the table itself: a page with one twice is invalid."""

    formats = ("html",)
    default_priority = WrapTableAndMathInAContainerTransform.default_priority + 1

    def run(self, **kwargs: Any) -> None:
        for box in self.document.findall(nodes.container):
            if "table-wrapper" in box["classes"]:
                box["ids"] = []


def uses_furo(builder: Builder) -> TypeGuard[StandaloneHTMLBuilder]:
    """Tell whether this build's pages come from Furo's templates; an EPUB's do not."""
    theme = getattr(builder, "theme", None)
    return theme is not None and theme.name == "furo"


def _add_files(app: Sphinx) -> None:
    if not uses_furo(app.builder):
        return
    app.add_js_file(THEME_SCRIPT)
    for name in ("theme/colour-scheme", "accessibility/keyboard"):
        app.add_js_file(f"{name}.js", loading_method="defer")
    # After Furo's own styles (600), whose variables it sets, and before conf.py's files (800).
    app.add_css_file(stylesheet.NAME, priority=700)
    # The last word, over looks.
    for name in ("focus", "drawers", "preferences", "print"):
        app.add_css_file(f"accessibility/{name}.css", priority=900)


def _write_stylesheet(app: Sphinx, builder: Builder) -> None:
    """Write before the first page, whose link to the file carries the file's digest."""
    if uses_furo(builder):
        path = builder.outdir / "_static" / stylesheet.NAME
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(stylesheet.text(builder), encoding="utf-8")
        cover.write_font(path.parent)


def _fix_page(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document
) -> None:
    if not uses_furo(app.builder):
        context["furo_fixes"] = str  # templates_path holds for every builder's pages
        return
    if context.get("body"):
        context["body"], refused = inline_styles.to_classes(context["body"])
        for style in refused:
            guilty = (node for node in doctree.findall(nodes.Element) if _gives(node, style))
            place = next(guilty, pagename) if doctree else pagename
            warn(Subtype.STYLE, "%s", inline_styles.advice(style), location=place)
    context["policy"] = Markup(POLICY)  # noqa: S704 (no sign of it needs to be escaped)
    # The theme's templates write the title as it stands, and Sphinx takes it for HTML.
    for name in ("docstitle", "project"):
        context[name] = escape(context[name])
    context["css_files"] = [css for css in context["css_files"] if css.filename != LATE_STYLESHEET]
    context["metatags"] = context.get("metatags", "").replace(SECOND_VIEWPORT, "").lstrip()
    script = _take_theme_script(context)

    def fixed(body: str) -> str:
        return markup.fix(body, context["js_tag"](script))

    context["furo_fixes"] = fixed


def _gives(node: nodes.Element, style: str) -> bool:
    """Tell whether a style is due to a node that knows its line."""
    given = (str(node.get(name) or "") for name in ("style", "width", "height"))
    return bool(node.line) and any(value and value in style for value in given)


def _take_theme_script(context: dict[str, Any]) -> _JavaScript:
    """Take the script out of the list: it runs where Furo's inline script stood."""
    for script in context["script_files"]:
        if script.filename == f"_static/{THEME_SCRIPT}":
            context["script_files"].remove(script)
            return script
    raise ExtensionError(f"furo_fixes: {THEME_SCRIPT} is not among the page's scripts")


def setup(app: Sphinx) -> ExtensionMetadata:
    app.setup_extension("handbook.core.doctree")  # whose boxes to tick have a name
    app.add_post_transform(OneIdEach)
    app.connect("builder-inited", _add_files)
    app.connect("write-started", _write_stylesheet)
    # After every module that adds to a page.
    app.connect("html-page-context", _fix_page, priority=900)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
