"""What any node can write into a page: its text and attributes escaped, or the node refused.

Not a list from memory: every class of nodes that docutils, Sphinx and the registered extensions
have is handed to the visitor of the built site with hostile text in whatever the visitor asks for.
A new release that adds a class, or stops to escape in one, fails here with the class's name.
"""

import functools
import random
from collections.abc import Iterator
from copy import copy
from typing import Any, Self

import pytest
from bs4 import BeautifulSoup
from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.utils import new_document
from repository import ROOT
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils
from sphinx.writers.html import HTMLWriter

from handbook.check.guard.doctree import JUDGED, scheme
from handbook.content.figures import DARK

MARKUP = "\"'>--><hb-probe onhb=1></script></style></title>&quot; html "
ADDRESS = "javascript:hb(1)"
LISTS = ("ids", "classes", "names", "dupnames", "backrefs")
# What a visitor gets for an attribute, until it stops to complain.
KINDS: tuple[Any, ...] = (str, None, int, list)
MOST_TRIES = 40
# Where a node may stand: visitors look at what is around.
AROUND = (
    nodes.section, nodes.paragraph, nodes.bullet_list, nodes.list_item, nodes.table, nodes.tgroup,
    nodes.row, nodes.entry, nodes.figure, nodes.topic, nodes.sidebar, nodes.note, nodes.footnote,
    nodes.definition_list_item, nodes.field, nodes.option, nodes.reference,
)  # fmt: skip
# Attributes that a visitor writes as they are, and no page can fill.
MADE = {
    "option_argument.delimiter": "docutils: what stands between an option and its value",
    "problematic.refid": "docutils: the id of a message, which it makes itself",
    "rubric.level": "MyST: a number, the depth of a heading in a box",
    "start_of_file.docname": "Sphinx: for builders of one file, from a page's name",
    "math_block.ids": "docutils: ids are made of letters, digits and hyphens",
    "sd_tab_input.id": "sphinx-design: counted",
    "system_message.backrefs": "docutils: ids that it makes itself",
    "system_message.level": "docutils: a number",
    "system_message.line": "docutils: a number",
    "system_message.type": "docutils: INFO, WARNING, ERROR or SEVERE",
}
# Attributes by which a visitor finds a file, which must be there; its other ones are hostile.
FILES = {"drawing": {"uri": "drawing.svg"}}
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9pt" height="9pt" viewBox="0 0 9 9"/>'
# Visitors that can't be tried: they end the build, by design.
RAISE = {"substitution_reference": "docutils: MyST makes none; the build ends, with no page"}
# What visitors keep for those inside them.
STATE = {
    "multi_line_parameter_list": False, "multi_line_trailing_comma": False,
    "param_separator": ", ", "params_left_at_level": 1, "required_params_left": 1,
    "optional_param_level": 0, "param_group_index": 0, "is_first_param": True,
    "list_is_required_param": [True] * 9, "multi_line_list": False,
    "context": [""] * 9,
}  # fmt: skip


class Asked(dict[str, Any]):
    """Attributes that have every key: hostile text, or what the visitor can bear.

    :ivar kinds: what each attribute was when it was asked for, by its place in ``KINDS``.
    :ivar only: the one attribute that is hostile; all are where it is empty.
    """

    def __init__(self, hostile: str, kinds: dict[str, int], only: str = "") -> None:
        super().__init__()
        self.hostile, self.kinds, self.only, self.last = hostile, kinds, only, ""

    def _value(self, key: str) -> str:
        return self.hostile if self.only in ("", key) else "html"

    def __contains__(self, key: object) -> bool:
        return key in LISTS or KINDS[self.kinds.setdefault(str(key), 0)] is not None

    def __getitem__(self, key: str) -> Any:
        if key in LISTS:
            self.kinds.setdefault(key, 0)
            return [self._value(key)]
        if (stored := dict.get(self, key)) is not None:
            return stored
        self.last = key
        kind = KINDS[self.kinds.setdefault(key, 0)]
        return {str: self._value(key), list: [self._value(key)], int: 1, None: None}[kind]

    def get(self, key: str, default: Any = None) -> Any:
        return self[key] if key in self else default  # noqa: SIM401 (this is get)

    def setdefault(self, key: str, default: Any = None) -> Any:
        return self[key]

    def copy(self) -> Self:
        return self


@functools.cache
def classes(app: Sphinx) -> list[type[nodes.Element]]:
    """Return every class of nodes that is known to the process and can be written into a page."""
    translator = app.builder.create_translator(empty_document(), app.builder)
    found: set[type[nodes.Element]] = set()
    waiting: list[type[nodes.Element]] = [nodes.Element]
    while waiting:
        for child in set(waiting.pop().__subclasses__()) - found - {nodes.document}:
            found.add(child)
            waiting.append(child)
    return [
        kind
        for kind in sorted(found, key=lambda kind: (kind.__name__, kind.__module__))
        # Sphinx stops at a node without a visitor, of its own class or of one above it.
        if any(hasattr(translator, f"visit_{each.__name__}") for each in kind.__mro__)
        and kind.__name__ not in RAISE
    ]


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sphinx]:
    """Return the handbook's own configuration, with all its extensions."""
    folder = tmp_path_factory.mktemp("nodes")
    (folder / "docs").mkdir()
    (folder / "docs" / "index.md").write_text("# Index\n", "utf-8")
    for name in ("drawing.svg", f"drawing{DARK}.svg"):
        (folder / "docs" / name).write_text(SVG, "utf-8")
    with patch_docutils(ROOT), docutils_namespace():
        app = Sphinx(
            folder / "docs",
            ROOT,
            folder / "html",
            folder / "trees",
            "html",
            status=None,
            warning=None,
        )
        app.builder.init()
        app.builder.fignumbers = app.builder.secnumbers = {}  # as Sphinx does before it writes
        yield app


def empty_document() -> nodes.document:
    document = new_document("probe", get_default_settings(HTMLWriter))
    document.settings.language_code = "en"
    return document


def write(
    app: Sphinx, kind: type[nodes.Element], around: type[nodes.Element], attributes: Asked
) -> str:
    """Return what the site's visitor writes for a node in one place.

    :raises Exception: whatever a visitor raises that can't bear its attributes.
    """
    document = empty_document()
    probe = type(kind.__name__, (kind,), {})
    node = probe.__new__(probe)  # no constructor asks for what it needs
    text = nodes.Text(attributes.hostile if not attributes.only else "text")
    attributes.update(FILES.get(kind.__name__, {}))
    node.tagname, node.attributes, node.rawsource = kind.__name__, attributes, str(text)
    parent: nodes.Element = document
    for each in (nodes.container, nodes.container, around):
        holder = each()
        holder.stubs, holder.column = [0] * 9, 1  # what is left by the visitor of a table
        holder.document, holder.parent = document, parent
        parent.children.append(holder)
        parent = holder
    before = nodes.paragraph()
    node.children, node.parent, text.parent = [text], parent, node
    parent.children += [before, node]
    before.parent, before.document, text.document, node.document = parent, *[document] * 3
    translator = app.builder.create_translator(document, app.builder)
    vars(translator).update({name: copy(value) for name, value in STATE.items()})
    node.walkabout(translator)
    lists = (value for value in vars(translator).values() if isinstance(value, list))
    return "".join(part for parts in lists for part in parts if isinstance(part, str))


@functools.cache
def bearable(
    app: Sphinx, kind: type[nodes.Element]
) -> list[tuple[type[nodes.Element], dict[str, int]]]:
    """Return where a node can stand, with attributes that its visitor can bear there."""
    found = []
    chance = random.Random(1)  # noqa: S311 (not for secrets)
    for tries in (len(KINDS), MOST_TRIES):
        for around in AROUND:
            kinds: dict[str, int] = {}
            for attempt in range(tries):
                attributes = Asked(MARKUP, kinds)
                try:
                    write(app, kind, around, attributes)
                except Exception:  # (a visitor that can't bear what it got)
                    last = attributes.last
                    if attempt < len(KINDS) and last and kinds[last] + 1 < len(KINDS):
                        kinds[last] += 1  # most probably this one
                    else:
                        kinds = {key: min(3, int(chance.expovariate(1))) for key in kinds}
                else:
                    found.append((around, kinds))
                    break
        if found:
            break
    return found


def written(app: Sphinx, kind: type[nodes.Element], hostile: str, only: str = "") -> str:
    """Return what is written in all places."""
    return "".join(
        write(app, kind, around, Asked(hostile, dict(kinds), only))
        for around, kinds in bearable(app, kind)
        if not only or only in kinds
    )


def is_markup(page: str) -> bool:
    if "<hb-probe" not in page and MARKUP[:3] not in page:
        return False
    soup = BeautifulSoup(page, "html.parser")
    return bool(soup.find("hb-probe") or soup.find(attrs={"onhb": True}))


def test_every_class_of_nodes_is_escaped_or_refused(app: Sphinx) -> None:
    found: list[str] = []
    for kind in classes(app):
        if kind in JUDGED:
            continue
        if not (places := bearable(app, kind)):
            found.append(f"{kind.__name__} ({kind.__module__}): its visitor could not be tried")
        elif is_markup(written(app, kind, MARKUP)):
            asked = {key for _, kinds in places for key in kinds}
            guilty = [key for key in asked if is_markup(written(app, kind, MARKUP, key))]
            found += [f"{kind.__name__}.{key}" for key in guilty or ["text"]]

    assert len(classes(app)) > 150
    assert sorted(set(found) - set(MADE)) == []


@pytest.mark.parametrize("kind", JUDGED)
def test_what_is_judged_by_itself_would_else_write_markup(
    app: Sphinx, kind: type[nodes.Element]
) -> None:
    assert is_markup(written(app, kind, MARKUP))


def test_every_address_that_a_node_can_hold_is_judged(app: Sphinx) -> None:
    """The guard judges pictures, downloads and each ``refuri``; Sphinx makes numbers of them."""
    found = set()
    for kind in classes(app):
        page = written(app, kind, ADDRESS)
        for tag in BeautifulSoup(page, "html.parser").find_all(True) if ADDRESS in page else ():
            for name in ("href", "src", "action", "data", "formaction", "poster", "srcset"):
                if scheme(str(tag.get(name, ""))) == "javascript":
                    found.add(f"{kind.__name__} {name}")

    assert found == {
        "download_reference href",
        "image src",
        "number_reference href",
        "reference href",
    }
