"""Live preview: what is wrong with the pages, shown in the browser beside them.

``make live`` builds with the tag ``live``. Each build writes ``live.json``, and each page has a
script that shows it.
"""

from __future__ import annotations

import copy
import json
import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from sphinx.errors import ConfigError
from sphinx.util.logging import WarningLogRecordTranslator, is_suppressed_warning

from handbook.config import load

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

TAG = "live"
FILE = "live.json"
NOT_STARTED = "The build did not start; its reason stands in the terminal."


class Faults(logging.Handler):
    """One build's warnings, and those of earlier builds whose pages were not touched since.

    An incremental build reports only on the pages that it reads or writes.
    """

    def __init__(self, app: Sphinx) -> None:
        super().__init__(logging.WARNING)
        self.app = app
        self.found: list[dict[str, str]] = []
        self.touched: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a warning with its place, as Sphinx prints it."""
        kind, subtype = getattr(record, "type", ""), getattr(record, "subtype", "")
        if is_suppressed_warning(kind, subtype, self.app.config.suppress_warnings):
            return
        text = logging.LogRecord.getMessage(record)  # Sphinx's own puts the place in front
        record = copy.copy(record)  # the translator writes into it, and Sphinx has its own turn
        WarningLogRecordTranslator(self.app).filter(cast("Any", record))
        fault = {"place": str(getattr(record, "location", None) or ""), "text": text}
        if fault not in self.found:
            self.found.append(fault)

    def start(self, app: Sphinx) -> None:
        """Listen to Sphinx (event ``builder-inited``)."""
        self.listen()
        app.add_js_file("live.js", priority=900)

    def listen(self, *_args: object) -> list[str]:
        """Listen again in a later build of the same process (event ``env-get-outdated``)."""
        logging.getLogger("sphinx").addHandler(self)  # which it does once
        return []

    def touch(self, app: Sphinx, doctree: nodes.document, docname: str = "") -> None:
        """Note that a page was read or written, so that its earlier faults are out of date."""
        self.touched.add(str(app.env.doc2path(docname or app.env.current_document.docname)))

    def finish(self, app: Sphinx, error: Exception | None) -> None:
        """Write the file (event ``build-finished``)."""
        logging.getLogger("sphinx").removeHandler(self)
        path = Path(app.outdir, FILE)
        kept = [fault for fault in _read(path) if self._still_holds(fault["place"])]
        if error:
            self.found.append({"place": "", "text": f"The build broke off: {error}"})
        write(path, [*self.found, *(fault for fault in kept if fault not in self.found)])
        self.found, self.touched = [], set()

    def _still_holds(self, place: str) -> bool:
        file = place.partition(":")[0]
        return bool(file) and file not in self.touched and Path(file).is_file()


def _read(path: Path) -> list[dict[str, str]]:
    try:
        content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    faults: list[dict[str, str]] = content["faults"]
    return faults


def write(path: Path, faults: list[dict[str, str]]) -> None:
    """Write faults, each with ``place`` (``file:line``, or empty) and ``text``."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"faults": faults}, ensure_ascii=False), encoding="utf-8")


def expect(output: Path, settings: Path) -> bool:
    """Say in the file, before a build, why it may never finish; the build itself says better.

    :returns: whether ``handbook.toml`` lets the build start.
    """
    path = output / FILE
    earlier = [fault for fault in _read(path) if fault["place"] and fault["text"] != NOT_STARTED]
    try:
        load(settings)
    except ConfigError as error:
        lines = str(error).splitlines()
        write(path, [{"place": "", "text": line} for line in lines])
        print("\n".join(lines), file=sys.stderr)  # noqa: T201  (for a terminal)
        return False
    write(path, [{"place": "", "text": NOT_STARTED}, *earlier])
    return True


def setup(app: Sphinx) -> ExtensionMetadata:
    """Show faults in the browser where the build has the tag ``live``, else do nothing."""
    if TAG in app.tags:
        faults = Faults(app)
        app.connect("builder-inited", faults.start)
        app.connect("env-get-outdated", faults.listen)
        app.connect("doctree-read", faults.touch)
        app.connect("doctree-resolved", faults.touch)
        app.connect("build-finished", faults.finish)
    # One process: the faults that another would meet are told there.
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
