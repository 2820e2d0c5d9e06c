"""One style sheet and one script for a page, made of the files that its parts ask for.

A reader's first page then needs a handful of requests. The files are joined in the order in which
the page names them, unchanged but for addresses and comments in style sheets. A file from elsewhere
stays as it is; so does one with attributes of its own (``media``, ``async``, ``type``), and a
script that asks where it lies. What other extensions bring to all pages is left out of a page that
has nothing for it, file by file and, of sphinx-design's style sheet, rule by rule.
"""

import posixpath
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html._assets import _CascadingStyleSheet, _JavaScript
from sphinx.util.typing import ExtensionMetadata

from handbook.core.output import DIGEST, AnyPage, on_any_page, with_digest, write
from handbook.core.warnings import Subtype, warn

Asset = TypeVar("Asset", _CascadingStyleSheet, _JavaScript)

STATIC = "_static/"
# Files of other extensions, and the classes that say that a page holds what they are for.
_DESIGN = "sphinx-design.min.css"
_COPIED = ("copybutton.css", "copybutton.js", "copybutton_funcs.js", "clipboard.min.js")
# Attributes that say no more than where the file is and when to run it.
_PLAIN = {"rel": "stylesheet", "type": "text/css", "defer": "defer"}
_CHECKSUM = re.compile(r"\?v=[0-9a-f]+")  # Sphinx's, which the name makes needless
_CLASSES = re.compile(r'class="([^"]*)"')
# Of sphinx-design: the family of a class, as "tab" of "sd-tab-label"; and a style sheet's rules.
_FAMILY = re.compile(r"\bsd-([a-z]+)")
_RULE = re.compile(r"([^{}]+)\{[^{}]*\}")
_EMPTY = re.compile(r"@media[^{}]+\{\s*\}")
_ASKS_WHERE = "document.currentScript.src"
_ADDRESS = re.compile(
    r"url\(\s*([\"']?)(?![\"']|data:|/|#|[a-z]+:)([^\"')]+)\1\s*\)", re.IGNORECASE
)


# In a style sheet: where "/*" is no comment, and comments.
_TEXT_OR_COMMENT = re.compile(
    r"""("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|url\([^)]*\)|/\*!.*?\*/)|/\*.*?\*/""", re.DOTALL
)


def join_styles(files: list[tuple[str, str]]) -> str:
    """Join style sheets.

    :param files: names below the static folder, and texts; the result lies in that folder.
    """

    def moved(folder: str) -> Callable[[re.Match[str]], str]:
        return lambda found: f'url("{posixpath.normpath(posixpath.join(folder, found[2]))}")'

    parts = [_ADDRESS.sub(moved(posixpath.dirname(name)), text) for name, text in files]
    return _TEXT_OR_COMMENT.sub(lambda found: found[1] or "", "\n".join(parts))


def fitting(text: str, families: frozenset[str]) -> str:
    """Leave out of sphinx-design's style sheet the rules for classes that a page has not.

    :param families: those of the page's classes, as ``tab`` of ``sd-tab-label``.
    """

    def kept(rule: re.Match[str]) -> str:
        selectors = re.sub(r":not\([^)]*\)", "", rule[1]).split(",")
        return (
            rule[0] if any(families.issuperset(_FAMILY.findall(one)) for one in selectors) else ""
        )

    return _EMPTY.sub("", _RULE.sub(kept, text))


def join_scripts(files: list[tuple[str, str]]) -> str:
    """Join classic scripts; each keeps its names, and none reads the end of the one before."""
    # First, a statement: else a "use strict" at the head of the first file would bind them all.
    return "\n".join([";", *(f"{text.rstrip()}\n;" for _, text in files)])


class Bundles:
    """What one build has joined, by the files that a page asks for: most pages ask for the same.

    To read and join them again for every page took a good part of the handbook's build.
    """

    def __init__(self) -> None:
        self._made: dict[tuple[object, ...], list[Any]] = {}
        self._missing: set[str] = set()
        self._names: dict[str, str] = {}
        self._tags: dict[tuple[str, object], str] = {}

    def start(self, app: Sphinx, builder: Builder) -> None:
        """Forget what an earlier build in this process joined (event ``write-started``)."""
        self._made.clear()
        self._missing.clear()
        self._names.clear()
        self._tags.clear()

    def join(self, page: AnyPage) -> None:
        app, context = page.app, page.context
        classes = " ".join(_CLASSES.findall(context.get("body") or ""))
        families = frozenset(_FAMILY.findall(classes))
        unused = _unused(app, set(classes.split()), families)
        for files, suffix, join in (
            ("css_files", "css", join_styles),
            ("script_files", "js", join_scripts),
        ):
            context[files] = [file for file in context[files] if _base(file) not in unused]
            key = (suffix, families, *context[files])
            if key not in self._made:
                plain = (asset for asset in context[files] if _is_plain(asset, suffix))
                texts = self._read(app, [str(asset.filename) for asset in plain])
                for name in texts:
                    if name.endswith(_DESIGN):
                        texts[name] = fitting(texts[name], families)
                self._made[key] = _joined(context[files], texts, Path(app.outdir), suffix, join)
            context[files] = self._made[key].copy()
            tag = f"{suffix}_tag"
            folder = posixpath.dirname(app.builder.get_target_uri(page.name))
            context[tag] = self._with_digests(Path(app.outdir), folder, context[tag])

    def _with_digests(
        self, outdir: Path, folder: str, tag: Callable[[Any], str]
    ) -> Callable[[Any], str]:
        """Let Sphinx's function that writes a link to a file name one with a digest in its name.

        Each link is written once for all pages of a folder: Sphinx follows a path on disk for it.
        """

        def link(asset: Any) -> str:
            if isinstance(asset, str) or not str(asset.filename or "").startswith(STATIC):
                return tag(asset)
            if (folder, asset) not in self._tags:
                name = self._named(outdir, str(asset.filename))
                html = tag(type(asset)(name, priority=asset.priority, **asset.attributes))
                self._tags[folder, asset] = _CHECKSUM.sub("", html, count=1)
            return self._tags[folder, asset]

        return link

    def _named(self, outdir: Path, name: str) -> str:
        """Give the name of a copy of a file that carries the digest; its own where it has one."""
        if name not in self._names:
            path = outdir / name
            self._names[name] = name
            if path.is_file() and not DIGEST.search(name):
                text = path.read_text(encoding="utf-8")
                self._names[name] = with_digest(name, text.encode())
                write(outdir / self._names[name], text)
        return self._names[name]

    def _read(self, app: Sphinx, names: list[str]) -> dict[str, str]:
        """Read the files that may be joined; one that is not there stays as the page names it."""
        texts = {}
        for name in names:
            path = Path(app.outdir, name)
            if path.is_file():
                text = path.read_text(encoding="utf-8")
                if _ASKS_WHERE not in text:
                    texts[name] = text
            elif name not in self._missing:
                self._missing.add(name)
                warn(
                    Subtype.STYLE,
                    "a page asks for %s, which is no file: "
                    "put it into a folder of html_static_path, or ask for it no more",
                    name,
                    location=_place(Path(app.confdir, "conf.py"), name.removeprefix(STATIC)),
                )
        return texts


def _place(configuration: Path, name: str) -> str:
    """Give the line that asks for a file; the first where an extension does."""
    text = configuration.read_text(encoding="utf-8") if configuration.is_file() else ""
    asking = (number for number, line in enumerate(text.splitlines(), 1) if name in line)
    return f"{configuration}:{next(asking, 1)}"


def _joined(
    assets: list[Asset],
    texts: dict[str, str],
    outdir: Path,
    suffix: str,
    join: Callable[[list[tuple[str, str]]], str],
) -> list[Asset]:
    """Replace the files of a list whose texts are given by one, in the place of the first."""
    if len(texts) < 2:
        return assets
    text = join([(file.removeprefix(STATIC), text) for file, text in texts.items()])
    name = with_digest(f"{STATIC}bundle.{suffix}", text.encode())
    write(outdir / name, text)
    joined: list[Asset] = []
    for asset in assets:
        if str(asset.filename) not in texts:
            joined.append(asset)
        elif str(asset.filename) == next(iter(texts)):
            joined.append(type(asset)(name))
    return joined


def _base(asset: _CascadingStyleSheet | _JavaScript) -> str:
    return posixpath.basename(str(asset.filename or ""))


def _unused(app: Sphinx, classes: set[str], families: frozenset[str]) -> set[str]:
    """Name the files of other extensions that a page with these classes has nothing for."""
    unused = set()
    if not families:
        unused.add(_DESIGN)
    if "tab" not in families:
        unused.add("design-tabs.js")
    # Of a selector like "div.copy pre"; one without a class may fit any page.
    copied = re.findall(r"\.([\w-]+)", getattr(app.config, "copybutton_selector", ""))
    if copied and classes.isdisjoint(copied):
        unused.update(_COPIED)
    return unused


def _is_plain(asset: _CascadingStyleSheet | _JavaScript, suffix: str) -> bool:
    name = str(asset.filename or "")
    return (
        name.startswith(STATIC)
        and name.endswith(f".{suffix}")
        and all(_PLAIN.get(key) == value for key, value in asset.attributes.items())
    )


def setup(app: Sphinx) -> ExtensionMetadata:
    bundles = Bundles()
    app.connect("write-started", bundles.start)
    # After every module that adds or takes a file, furo_fixes (900) being the last.
    on_any_page(app, bundles.join, priority=950)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
