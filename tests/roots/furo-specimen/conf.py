"""Everything that a page may hold, in the handbook's looks; the tests of Furo's fixes build it."""

from pathlib import Path

DOCS = Path(__file__).parents[3] / "docs"

project = "Specimen"
extensions = ["myst_parser", "sphinx_design", "sphinx_copybutton", "handbook.site.furo_fixes"]
myst_enable_extensions = ["attrs_block", "attrs_inline", "colon_fence", "deflist", "tasklist"]
language = "en-GB"
pygments_style = "a11y-light"
pygments_dark_style = "a11y-dark"
html_theme = "furo"
html_permalinks_icon = ""
html_theme_options = {
    "announcement": "The handbook moves house on Friday. <a href='page.html'>What to do</a>",
    "light_css_variables": {"color-brand-primary": "#0b5c8a", "color-brand-content": "#0b5c8a"},
    "dark_css_variables": {"color-brand-primary": "#7cc0e8", "color-brand-content": "#7cc0e8"},
    "source_view_link": "https://git.example.org/{filename}",
    "source_edit_link": "https://git.example.org/edit/{filename}",
}
templates_path = [str(DOCS / "_templates")]
html_static_path = [str(DOCS / "_static")]
html_css_files = ["theme/type.css", "theme/blocks.css", "theme/print.css"]
html_favicon = "picture.svg"
