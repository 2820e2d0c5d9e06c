"""Which kinds of files a handbook hands to its readers: the one list, by the ends of their names.

A browser runs some kinds, such as ``.html``, ``.xsd`` and ``.svgz``, on the handbook's own address.
So no list says what is forbidden: what is not listed here is no kind that a page may offer, and
``publish`` asks it of every file again, whatever put it there.
"""

from pathlib import PurePosixPath

# What browsers, the PDF's typesetter and readers of EPUB all show; each is judged by its content.
PICTURES = frozenset({".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp"})
# What a page may offer as a download: a browser saves it, or shows it as text, a picture or a film.
# fmt: off
DOWNLOADS = (PICTURES - {".svg"}) | {
    ".adoc", ".cfg", ".conf", ".csv", ".diff", ".env", ".go", ".ini", ".ipynb", ".java", ".json",
    ".kt", ".log", ".md", ".patch", ".proto", ".puml", ".py", ".rs", ".sh", ".sql", ".tex", ".tf",
    ".toml", ".ts", ".tsv", ".txt", ".typ", ".yaml", ".yml",
    ".docx", ".drawio", ".epub", ".ics", ".odg", ".odp", ".ods", ".odt", ".pdf", ".pptx", ".vsdx",
    ".xlsx",
    ".7z", ".gz", ".tar", ".tgz", ".xz", ".zip",
    ".mp3", ".mp4", ".webm",
}
# What the build and the theme write themselves.
WRITTEN = PICTURES | {
    ".atom", ".css", ".csv", ".epub", ".html", ".ico", ".inv", ".js", ".json", ".map", ".md",
    ".mjs", ".otf", ".pdf", ".ttf", ".txt", ".webmanifest", ".woff", ".woff2", ".xml",
}
# fmt: on
# What some hosts ask for by these names, at the top of a site.
NAMES = frozenset({".nojekyll", "CNAME"})
# Sphinx gathers what pages name in these folders.
FOLDERS = {"_images": PICTURES, "_downloads": DOWNLOADS}


def suffix(name: str) -> str:
    """Give the end of a file's name in lower case, as a server and a browser understand it."""
    return PurePosixPath(name.rstrip(" .")).suffix.lower()


def is_published(path: str) -> bool:
    """Tell whether a site may hold a file, by its path below the site's folder."""
    folder, _, rest = path.partition("/")
    if not rest and path in NAMES:
        return True
    return suffix(path) in FOLDERS.get(folder, WRITTEN)
