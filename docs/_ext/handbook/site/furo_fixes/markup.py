"""Fixes to the markup of Furo's page template, each one asserted.

A fix replaces one exact text, or one pattern. Where an upgrade of Furo changes that text, the
build stops with the name of the fix: compare Furo's ``page.html`` with the fix, and adapt it.
"""

import re
from dataclasses import dataclass

from sphinx.errors import ExtensionError


@dataclass(frozen=True)
class Fix:
    """One replacement in a page.

    :ivar name: what a reader gains; shown where the fix no longer fits.
    :ivar old: the text as it is in the page, or a pattern.
    :ivar new: the text in its place; a pattern's may use its groups.
    :ivar times: how often ``old`` is in every page; ``None`` where that depends on the page.
    """

    name: str
    old: str | re.Pattern[str]
    new: str
    times: int | None = 1

    def apply(self, page: str) -> tuple[str, int]:
        if isinstance(self.old, re.Pattern):
            return self.old.subn(self.new, page)
        return page.replace(self.old, self.new), page.count(self.old)


# Menu and contents become popovers: these open without JavaScript, close by Escape or their own
# button, and come next in the keyboard's order after the button that opens them.
_CLOSE = (
    '<button type="button" class="drawer-close" popovertarget="{}" popovertargetaction="hide">'
    "Close</button>"
)
FIXES = (
    Fix(
        "drawers without hidden checkboxes",
        '<input type="checkbox" class="sidebar-toggle" name="__navigation" id="__navigation"'
        ' aria-label="Toggle site navigation sidebar">\n'
        '<input type="checkbox" class="sidebar-toggle" name="__toc" id="__toc"'
        ' aria-label="Toggle table of contents sidebar">\n'
        '<label class="overlay sidebar-overlay" for="__navigation"></label>\n'
        '<label class="overlay toc-overlay" for="__toc"></label>\n',
        "",
    ),
    Fix(
        "menu button for the keyboard",
        re.compile(r'<label class="nav-overlay-icon" for="__navigation">(.*?)</label>', re.DOTALL),
        r'<button type="button" class="nav-overlay-icon" popovertarget="site-menu"'
        r' aria-label="Site menu">\1</button>',
    ),
    Fix(
        "contents buttons for the keyboard",
        re.compile(
            r'<label class="(toc-overlay-icon toc-(?:header|content)-icon(?: no-toc)?)"'
            r' for="__toc">(.*?)</label>',
            re.DOTALL,
        ),
        r'<button type="button" class="\1" popovertarget="page-contents"'
        r' aria-label="On this page">\2</button>',
        times=2,
    ),
    Fix(
        "menu as a named landmark",
        '<aside class="sidebar-drawer">',
        '<nav class="sidebar-drawer" id="site-menu" aria-label="Site" popover>'
        + _CLOSE.format("site-menu"),
    ),
    Fix("end of the menu", '</aside>\n  <div class="main">', '</nav>\n  <div class="main">'),
    Fix(
        "contents as a named landmark",
        re.compile(r'<aside class="(toc-drawer[^"]*)">'),
        r'<nav id="page-contents" aria-label="On this page" popover class="\1">'
        + _CLOSE.format("page-contents"),
    ),
    Fix("end of the contents", "</aside>\n  </div>\n</div>", "</nav>\n  </div>\n</div>"),
    Fix(
        "page tools as a named landmark",
        re.compile(
            r'(<a href="#" class="back-to-top muted-link">.*?</a>)\s*'
            r'<div class="content-icon-container">',
            re.DOTALL,
        ),
        r'<div class="content-icon-container" role="region" aria-label="Page tools">\1',
    ),
    Fix(
        "focus that follows the skip link",
        '<article role="main" id="furo-main-content">',
        '<article role="main" id="furo-main-content" tabindex="-1">',
    ),
    Fix(
        "previous and next as a named landmark",
        '<div class="related-pages">',
        '<div class="related-pages" role="navigation" aria-label="Previous and next page">',
    ),
    Fix(
        "no nameless stop in Firefox, where all that scrolls is one",
        re.compile(r'<div class="(sidebar-scroll|toc-sticky toc-scroll)"'),
        r'\g<0> tabindex="-1"',
        times=None,
    ),
    Fix(
        "icons hidden without a style attribute",
        '<svg xmlns="http://www.w3.org/2000/svg" style="display: none;">',
        '<svg xmlns="http://www.w3.org/2000/svg" display="none">',
    ),
    Fix(
        "icons unspoken, beside words that say the same",
        re.compile(r'(class="back-to-top muted-link">\s*<svg|<svg(?=[^>]*>\s*<use ))'),
        r'\1 aria-hidden="true"',
        times=None,
    ),
    Fix(
        "icons faded without a style attribute",
        ' style="opacity: 50%"',
        ' opacity="0.5"',
        times=10,
    ),
    # Not on every page; tests/site/site/test_furo_fixes.py has a page with each.
    Fix(
        "open page named in the menu",
        re.compile(r'(<li class="toctree-l\d[^"]* current-page"><a) '),
        r'\1 aria-current="page" ',
        times=None,
    ),
    Fix(
        "source named as what it is",
        'title="View this page"',
        'title="View the source of this page"',
        times=None,
    ),
    Fix(
        "bytes that no style asks for",
        re.compile(r' class="(?:row-(?:odd|even)|(?:feather|icon-tabler|icon-custom)-[^"]*)"'),
        "",
        times=None,
    ),
    Fix(
        "announcement as a named landmark",
        '<aside class="announcement-content">',
        '<aside class="announcement-content" aria-label="Announcement">',
        times=None,
    ),
    Fix(
        "level of a caption that is a heading",
        '<p class="caption" role="heading">',
        '<p class="caption" role="heading" aria-level="2">',
        times=None,
    ),
    Fix(
        "index without style attributes",
        '<table style="width: 100%" class="indextable',
        '<table class="indextable',
        times=None,
    ),
    Fix(
        "index columns without style attributes",
        '<td style="width: 33%; vertical-align: top;">',
        "<td>",
        times=None,
    ),
)
INDENT = re.compile(r"\n\s+")
THEME_SCRIPT = (
    "<script>\n"
    '      document.body.dataset.theme = localStorage.getItem("theme") || "auto";\n'
    "    </script>"
)


def fix(body: str, theme_script: str) -> str:
    """Fix what Furo's template made of one page.

    :param body: everything between ``<body>`` and the scripts at its end.
    :raises ExtensionError: where Furo's markup is not as expected, with the name of the fix.
    """
    theme = Fix("colour scheme set without an inline script", THEME_SCRIPT, theme_script)
    for each in (theme, *FIXES):
        body, found = each.apply(body)
        if each.times is not None and found != each.times:
            raise ExtensionError(
                f"Furo's page no longer fits the fix {each.name!r}: its text was found {found}"
                f" times, not {each.times};"
                " adapt it in docs/_ext/handbook/site/furo_fixes/markup.py"
            )
    # What Furo indents outside of the text is a fiftieth of a page's bytes, compressed.
    start, end = body.index("<article"), body.index("</article>")
    frame = [INDENT.sub("\n", part) for part in (body[:start], body[end:])]
    return frame[0] + body[start:end] + frame[1]
