"""Configuration of the site, the PDF and the EPUB: values only.

What an organisation changes is in handbook.toml; what the extensions do is in docs/_ext/handbook.
Every value: https://www.sphinx-doc.org/en/master/usage/configuration.html
"""

import sys
from pathlib import Path

ROOT = Path(__file__).parent
sys.path.insert(0, str(ROOT / "docs" / "_ext"))

from handbook.content.changes import newest  # noqa: E402 (the path above comes first)
from handbook.core.config import load  # noqa: E402
from handbook.core.credit import LICENCE, LICENCE_ADDRESS, credit  # noqa: E402
from handbook.core.sources import EXCLUDED  # noqa: E402
from handbook.core.words import of as words_of  # noqa: E402

settings = load(ROOT / "handbook.toml")
said = words_of(settings.words).said

# -- Project -----------------------------------------------------------------------------

project = settings.handbook.title
author = settings.organisation.name
copyright = settings.organisation.name
version = release = settings.handbook.edition or newest(ROOT / "docs")
language = "en-GB"

# -- General -----------------------------------------------------------------------------

extensions = [
    # Third party
    "myst_parser",
    "sphinx_design",
    "sphinx_copybutton",
    # Ours
    "handbook",
]
root_doc = "index"
exclude_patterns = [*EXCLUDED]
numfig = True  # tables and figures are cited by number: {numref}`table-name`
templates_path = ["docs/_templates"]
pygments_style = "a11y-light"
highlight_options = {"markdown": {"handlecodeblocks": False}}  # a template is copied whole
highlight_language = "text"  # a listing that names no language has none
smartquotes_action = "qe"  # quotes and ellipses; "--help" keeps its hyphens

# -- MyST: https://myst-parser.readthedocs.io/en/latest/configuration.html -------------

myst_enable_extensions = [
    "alert",
    "attrs_block",
    "attrs_inline",
    "colon_fence",
    "deflist",
    "strikethrough",
    "tasklist",
]
myst_heading_anchors = 3
myst_heading_slug_func = "handbook.content.heading_ids.slugify"
# Nobody links to names in C++ or Python here: asking those domains took 8 % of a build's CPU time
# where each page has two links to headings of others.
myst_ref_domains = ["std", "tradeoff"]
# A page says how many minutes it takes; MyST's own count took 2 % of that time.
myst_disable_syntax = ["wordcount"]

# -- Copy buttons: https://sphinx-copybutton.readthedocs.io ------------------------------

# Only what a reader pastes elsewhere: templates and commands.
copybutton_selector = "div.highlight-markdown pre, div.highlight-console pre, div.copy pre"
copybutton_exclude = ".linenos, .gp, .go"  # line numbers, prompts, output: what is left runs

# -- Site: https://pradyunsg.me/furo/customisation/ --------------------------------------

html_theme = "furo"
html_title = settings.handbook.title
html_baseurl = settings.links.site
logos = (settings.handbook.logo, settings.handbook.logo_dark)
html_static_path = ["docs/_static", *(f"docs/{logo}" for logo in logos if logo)]
html_css_files = [
    "theme/type.css",
    "theme/menu.css",
    "theme/blocks.css",
    "theme/tables.css",
    "theme/cover.css",
    "theme/print.css",
    "theme/figures.css",
    "page-facts/page-facts.css",
    "reading/copying.css",
    "reading/previews.css",
    "reading/keyboard-help.css",
]
# For favicon.svg_t, which Sphinx fills in.
html_context = {
    "accent": settings.handbook.accent,
    "favicon_url": "favicon.svg",
    # In each page's footer.
    "credit": credit(settings.handbook.title),
    "licence": LICENCE,
    "licence_address": LICENCE_ADDRESS,
}
html_copy_source = False  # page comments are for keepers
html_permalinks_icon = ""  # the style sheet shows it: text would be read out, copied and printed
html_sidebars = {
    "**": [
        "sidebar/brand.html",
        "sidebar/search.html",
        "sidebar/scroll-start.html",
        "sidebar/navigation.html",
        "sidebar/download.html",
        "sidebar/scroll-end.html",
    ]
}
html_theme_options = {
    "enable_search_shortcuts": False,  # ours can be switched off, as WCAG 2.1.4 asks
    "light_css_variables": {
        "color-brand-primary": settings.handbook.accent,
        "color-brand-content": settings.handbook.accent,
        # The cover's ground, light scheme or dark; as the PDF has it.
        "color-cover": f"color-mix(in srgb, {settings.handbook.accent} 58%, black)",
    },
    "dark_css_variables": {
        "color-brand-primary": settings.handbook.accent_dark,
        "color-brand-content": settings.handbook.accent_dark,
    },
    "light_logo": Path(logos[0]).name,
    "dark_logo": Path(logos[1]).name,
    "announcement": settings.handbook.banner,
    "source_view_link": settings.links.in_repository(settings.links.view_page),
    "source_edit_link": settings.links.in_repository(settings.links.edit_page),
}
pygments_dark_style = "a11y-dark"

# -- What the handbook's own modules ask handbook.toml: docs/_ext/handbook/core/config.py ----------

handbook_settings = settings

# -- PDF: the values are explained in docs/_ext/handbook/paper/pdf/__init__.py -----------------

typst_documents = [
    {
        "name": settings.handbook.file_name,
        "title": settings.handbook.title,
        "subtitle": said("What a tech lead answers for, and what each of it costs"),
        "introduction": "Start here",
        "leaves_out": ["about/index"],  # for keepers, who have the site
    },
    {
        "name": "onboarding-pack",
        "title": "Onboarding pack",
        "subtitle": said("Twelve weeks of a new tech lead, to print and to write on"),
        "pages": [
            "role-overview#role-who-does-what",
            "onboarding/index",
            "onboarding/checklist",
        ],
        # In the order in which the path asks for them
        "forms": [
            f"_data/templates/{form}.light.md"
            for form in (
                "role-charter",
                "context-map",
                "team-api",
                "incident-review",
                "robustness-worksheet",
                "decision-record",
                "tradeoff-note",
                "service-interaction-checklist",
                "readiness-checklist",
                "deprecation-notice",
                "leads-meeting-agenda",
                "handover",
            )
        ],
    },
]
typst_worksheets = "_data/templates/*.light.md"
typst_templates = "_data/templates/*.md"
typst_description = said("What a tech lead answers for, how to decide, and what each of it costs.")
typst_keywords = [said("tech lead"), "architecture", "robustness", "representation", "tradeoffs"]

# -- Search: docs/about/search.md --------------------------------------------------------

# Folder below docs, "" for pages at its top: the kind that a reader filters by.
handbook_search_kinds = {
    "": "Chapter",
    "how-to": "How-to",
    "templates": "Template",
    "records": "Record",
    "reference": "Reference",
    "onboarding": "Onboarding",
    "local": settings.organisation.name,
}
handbook_search_guide = "how-to/index"  # offered to a reader whose search found nothing
# Says what the box reports of a query, where handbook.toml has it report anything.
handbook_search_report = "about/search" if settings.search.report else ""
# Offered by an empty field: questions of docs/_data/questions.toml, as they stand there.
handbook_search_common = [
    "What exactly am I responsible for in this new job?",
    "Which of my choices need a record?",
    "How do I turn somebody down without a fight?",
]

# -- EPUB --------------------------------------------------------------------------------

epub_show_urls = "no"
epub_basename = settings.handbook.file_name
epub_tocscope = "includehidden"  # the contents are the menu, whole
epub_tocdepth = 9
epub_css_files = ["epub/book.css"]
epub_description = typst_description
epub_contributor = author
epub_identifier = settings.links.site
epub_scheme = "URL"
epub_uid = "handbook"

# -- Link check --------------------------------------------------------------------------

linkcheck_timeout = 20  # seconds
