"""``brand.css``: what Furo would write into every page, as one file with an honest address.

It has the headings' font, the colours of ``html_theme_options``, those of code, and the widths of
``inline_styles``.

Furo overwrites Sphinx's ``pygments.css`` after the pages have been written, so that their links
carry the digest of another file, and a browser keeps old colours after a change of style.
Here the file is complete before the first page is written.
"""

from collections.abc import Mapping

from furo import get_pygments_stylesheet
from pygments.style import Style
from pygments.token import Text
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.highlighting import PygmentsBridge

from handbook.site.furo_fixes import inline_styles
from handbook.site.furo_fixes.cover import font_face

NAME = "brand.css"


def text(builder: StandaloneHTMLBuilder) -> str:
    """Write the style sheet for a build with Furo."""
    options = builder.config.html_theme_options
    light = builder.highlighter.formatter_args["style"]
    dark = PygmentsBridge("html", builder.config.pygments_dark_style).formatter_args["style"]
    light_rules = _variables(light, options.get("light_css_variables", {}))
    dark_rules = _variables(dark, options.get("dark_css_variables", {}))
    return "\n".join(
        (
            f"body {{ {light_rules} }}",
            "@media not print {",
            f'body[data-theme="dark"] {{ {dark_rules} }}',
            "@media (prefers-color-scheme: dark) {",
            f'body:not([data-theme="light"]) {{ {dark_rules} }}',
            "}",
            "}",
            get_pygments_stylesheet(),
            inline_styles.rules(),
            font_face(),
            "",
        )
    )


def _variables(style: type[Style], colours: Mapping[str, str]) -> str:
    values = {
        "color-code-background": style.background_color,
        "color-code-foreground": f"#{style.style_for_token(Text)['color']}",
        **colours,
    }
    return " ".join(f"--{name}: {value};" for name, value in values.items())
