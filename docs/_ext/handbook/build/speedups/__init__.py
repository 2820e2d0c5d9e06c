"""What Sphinx does again and again, done once; no output changes by a byte.

:mod:`~handbook.build.speedups.reading` and :mod:`~handbook.build.speedups.writing` take the places
that Sphinx offers; what has none stays as it is. ``make bench`` shows what they save together with
the menu, of which that has the larger part: "ours" against "stock".
"""

import gc

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from handbook.build.speedups import reading, writing

# New objects before the collector looks: at Python's 700 it walks each page's tree many times.
COLLECT_AFTER = 100_000


def spare_collector(app: Sphinx, *_args: object) -> None:
    """Let the garbage collector pass over what stays: modules and registry, then what was read.

    Collecting goes on: documents are trees whose nodes point at their parents, and
    without it a build takes twice the memory.
    """
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER)


def spare_no_more(app: Sphinx, error: Exception | None) -> None:
    """Let it have what a later build of the process, as in a live preview, does not need."""
    gc.unfreeze()


def setup(app: Sphinx) -> ExtensionMetadata:
    app.connect("builder-inited", spare_collector)
    app.connect("env-updated", spare_collector)
    app.connect("build-finished", spare_no_more)
    reading.setup(app)
    writing.setup(app)
    return {"version": "2", "parallel_read_safe": True, "parallel_write_safe": True}
