"""What grows: a page of 1 kB never costs much more than a page of 1 kB of prose.

Whatever numbers and lists stand in the options of any registered directive, and whatever a page
repeats. The cost is processor time, memory and what is written, by the handbook's configuration.
"""

import gc
import resource
import time
from collections.abc import Iterator

import hostile_pages
import pytest
from own_pages import FRONT, project
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from handbook.check.guard.numbers import MAX_NUMBER, MAX_PARTS

pytestmark = pytest.mark.slow

SIZE = 1_000  # characters of a page
# Headings are the dearest: as many as go into it, 166, cost eleven times as much; most parts three.
MOST_TIMES = 15
MEMORY = 20_000_000  # bytes, and below it no page costs what a keeper could notice
# A page of many options that costs more pages of prose is taken apart: each fills one by itself.
SUSPICIOUS = 4
PROSE = "Words that say what a tech lead answers for, one after another. " * (SIZE // 64)
# The largest that pass.
LARGE = (f"{MAX_NUMBER}", f"1-{MAX_NUMBER}", "1," * (MAX_PARTS - 1))
BODY = "* - one\n  - two\n* - three\n  - four\n"
REPEATED = {
    "contents": "```{contents}\n```\n\n",
    "patterns": "```{toctree}\n:glob:\n\na*\n```\n\n",
    "notes": "[^1] [^2]\n\n[^1]: x\n\n",
    "stars": "*a **a ",
    "brackets": "[",
    "images": "![",
    "quotes": "> ",
    "lists": "- ",
    "links": "[a](index.md) ",
    "definitions": "[a]: b\n\n",
    "rows": "|a|b|\n|-|-|\n|c|d|\n\n",
    "cells": "|",
    "backticks": "` `` ``` ",
    "attributes": "[a]{.b}",
    "entities": "&amp;",
    "autolinks": "<a:b>",
    "headings": "## a\n\n",
}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sphinx]:
    """Return the handbook's configuration over one page, built once, so that all is loaded."""
    top = tmp_path_factory.mktemp("cost")
    project(top, {"page": f"{FRONT}# Page\n\n{PROSE}\n\n```python\nx = 1\n```\n"})
    (top / "docs" / "_data" / "lines.txt").write_text("Words of a file.\n" * 20, "utf-8")
    with patch_docutils(top), docutils_namespace():
        app = Sphinx(
            *(top / "docs", top, top / "html", top / "trees", "html"), status=None, warning=None
        )
        app.build()
        gc.freeze()
        gc.disable()  # a collection would count for whichever page it falls into
        yield app
        gc.enable()
        gc.unfreeze()


def cost(app: Sphinx, text: str) -> tuple[float, int, int]:
    """Return seconds of the processor, bytes by which memory grew, and bytes written for a page."""
    gc.collect()
    (app.srcdir / "page.md").write_text(f"{FRONT}# Page\n\n{text}\n", "utf-8")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    app.env.clear_doc("page")
    app.builder.read_doc("page")
    tree = app.env.get_and_resolve_doctree("page", app.builder, tags=app.tags)
    app.builder.prepare_writing({"page"})
    app.builder.write_doc("page", tree)
    seconds = time.process_time() - start
    memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory) * 1024
    return seconds, memory, (app.outdir / "page.html").stat().st_size


def parts(app: Sphinx) -> Iterator[tuple[str, str]]:
    """Give each directive with each of its options, and what to call it."""
    for name, options in hostile_pages.registry(app, []).directives.items():
        argument = "_data/lines.txt" if name in ("include", "literalinclude") else "x"
        given = ["", *(f":{option}: {value}\n" for option in options for value in LARGE)]
        for each in given:
            yield f"{name} {each[:30]}", f"````{{{name}}} {argument}\n{each}\n{BODY}````\n\n"


def batches(parts: Iterator[tuple[str, str]]) -> Iterator[dict[str, str]]:
    """Put parts together until a page is full."""
    together: dict[str, str] = {}
    for what, part in parts:
        together[what] = part
        if sum(map(len, together.values())) > SIZE:
            yield together
            together = {}
    yield together


def filled(part: str) -> str:
    """Return a page of a part, as often as it goes."""
    return part * max(1, SIZE // len(part))


def test_no_number_and_no_repetition_costs_much_more_than_prose(app: Sphinx) -> None:
    cost(app, PROSE)  # whatever the first page of all has to load
    seconds, _, size = max(cost(app, PROSE) for _ in range(3))
    limits = (MOST_TIMES * seconds, MEMORY, MOST_TIMES * size)
    pages = {f"repeated {name}": filled(part) for name, part in REPEATED.items()}
    for together in batches(parts(app)):
        taken = cost(app, "".join(together.values()))
        if taken[0] > SUSPICIOUS * seconds or taken[2] > SUSPICIOUS * size:
            pages |= {what: filled(part) for what, part in together.items()}

    dear = {}
    for what, text in pages.items():
        taken = cost(app, text)
        if taken[0] > limits[0]:  # again, for something else may have come between
            taken = (min(cost(app, text)[0] for _ in range(4)), *taken[1:])
        if any(found > limit for found, limit in zip(taken, limits, strict=True)):
            dear[what] = taken
    assert dear == {}, limits
