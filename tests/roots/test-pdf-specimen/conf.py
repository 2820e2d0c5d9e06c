project = "Specimen"
author = "Test Organisation"
release = "2026.11"
language = "en-GB"
extensions = ["myst_parser", "sphinx_design", "handbook.check.guard", "handbook.paper.pdf"]
myst_enable_extensions = [
    "alert",
    "attrs_block",
    "attrs_inline",
    "colon_fence",
    "deflist",
    "strikethrough",
    "tasklist",
]
numfig = True
html_theme = "furo"
pygments_style = "a11y-light"
typst_documents = [{"name": "specimen", "title": "Specimen of a book", "subtitle": "Every node"}]
typst_keywords = ["specimen", "typesetting"]
typst_description = "Every kind of node that a page can hold."
