"""Live preview: what is wrong with the pages, shown in the browser beside them.

``make live`` builds with the tag ``live``. Each build writes ``live.json``, and each page has a
script that shows it.
"""

import copy
import json
import logging
import sys
from pathlib import Path
from typing import Any, NamedTuple, cast

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import ConfigError
from sphinx.util.build_phase import BuildPhase
from sphinx.util.logging import NAMESPACE, WarningLogRecordTranslator, is_suppressed_warning
from sphinx.util.typing import ExtensionMetadata

from handbook.build.incremental.files import PREVIEW_FAULTS
from handbook.check.messages import Mends
from handbook.core import output
from handbook.core.config import load

TAG = "live"

NOT_STARTED = "The build runs. If this line stays, the reason stands in the terminal."


class Fault(NamedTuple):
    """What Sphinx warned of.

    :ivar place: ``file:line``, or empty.
    :ivar phase: of the build that told it.
    :ivar page: the page that was just read or written; empty for none.
    """

    place: str
    text: str
    phase: BuildPhase = BuildPhase.READING
    page: str = ""


class Faults(logging.Handler):
    """What is wrong now: one build's warnings, and those of earlier ones that it can't tell again.

    A process builds several times, and reads and writes only some pages each time. So what was told
    of a page holds until that page is read again, or written again if it was told in writing;
    whatever file it names, such as one that the page includes. What was told before the first build
    holds as long as the process. All else is told by each build.
    """

    def __init__(self, app: Sphinx) -> None:
        super().__init__(logging.WARNING)
        self.app = app
        self.earlier: list[Fault] = []
        self.found: list[Fault] = []
        self.heard: set[logging.LogRecord] = set()
        self.read: set[str] = set()
        self.written: set[str] = set()
        self.page = ""
        """The page that is written just now."""

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a warning with its place, as Sphinx prints it."""
        if record in self.heard:
            return  # Sphinx holds warnings back, and hands them on once all pages are done
        self.heard.add(record)
        kind, subtype = getattr(record, "type", ""), getattr(record, "subtype", "")
        if is_suppressed_warning(kind, subtype, self.app.config.suppress_warnings):
            return
        record = copy.copy(record)  # the filters write into it, and Sphinx has its own turn
        WarningLogRecordTranslator(self.app).filter(cast("Any", record))
        if not Mends(self.app).filter(record):
            return
        text = logging.LogRecord.getMessage(record)  # Sphinx's own puts the place in front
        text = text.replace(f" [{kind}.{subtype}]", "")
        place, phase = str(getattr(record, "location", None) or ""), self.app.phase
        if phase is BuildPhase.INITIALIZATION:
            self.earlier.append(Fault(place, text, phase))
            # It may be what stops this process.
            write(Path(self.app.outdir, PREVIEW_FAULTS), [Fault("", NOT_STARTED), *self.earlier])
        else:
            page = self.app.env.current_document.docname or self.page
            self.found.append(Fault(place, text, phase, page))

    def start(self, *_args: object) -> list[str]:
        """Begin a build (event ``env-get-outdated``)."""
        self.read, self.written, self.page = set(), set(), ""
        return []

    def note_read(self, app: Sphinx, doctree: nodes.document) -> None:
        """Note that a page was read (event ``doctree-read``)."""
        self.read.add(app.env.current_document.docname)

    def note_written(self, app: Sphinx, doctree: nodes.document, docname: str) -> None:
        """Note that a page is written from now on (event ``doctree-resolved``)."""
        self.written.add(docname)
        self.page = docname

    def leave_pages(self, app: Sphinx) -> list[tuple[str, dict[str, Any], str]]:
        """Note that all pages are written (event ``html-collect-pages``)."""
        self.page = ""
        return []

    def finish(self, app: Sphinx, error: Exception | None) -> None:
        """Write the file (event ``build-finished``)."""
        if error:
            self.found.append(Fault("", f"The build broke off: {error}"))
        before = self.earlier
        self.earlier = [*self.found, *filter(self._still_holds, before)]
        if before and not self.earlier:
            print("All is mended.", flush=True)  # noqa: T201  (for a terminal)
        write(Path(app.outdir, PREVIEW_FAULTS), self.earlier)
        self.found, self.heard, self.page = [], set(), ""

    def _still_holds(self, fault: Fault) -> bool:
        if fault.phase is BuildPhase.INITIALIZATION:
            return True
        done = self.read if fault.phase is BuildPhase.READING else self.written
        return fault.page in self.app.env.all_docs and fault.page not in done


def _read(path: Path) -> list[Fault]:
    try:
        content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    return [Fault(fault["place"], fault["text"]) for fault in content["faults"]]


def write(path: Path, faults: list[Fault]) -> None:
    """Write faults, each once, with ``place`` (``file:line``, or empty) and ``text``."""
    told = dict.fromkeys((fault.place, fault.text) for fault in faults)
    content = {"faults": [{"place": place, "text": text} for place, text in told]}
    output.write(path, json.dumps(content, ensure_ascii=False))


def expect(folder: Path, settings: Path) -> bool:
    """Say in the file, before a build, why it may never finish; the build itself says better.

    :returns: whether ``handbook.toml`` lets the build start.
    """
    path = folder / PREVIEW_FAULTS
    earlier = [fault for fault in _read(path) if fault.place and fault.text != NOT_STARTED]
    try:
        load(settings)
    except ConfigError as error:
        lines = str(error).splitlines()
        write(path, [Fault("", line) for line in lines])
        print("\n".join(lines), file=sys.stderr)  # noqa: T201  (for a terminal)
        return False
    write(path, [Fault("", NOT_STARTED), *earlier])
    return True


def setup(app: Sphinx) -> ExtensionMetadata:
    """Show faults in the browser where the build has the tag ``live``, else do nothing."""
    if TAG in app.tags:
        faults = Faults(app)
        # For as long as the process: Sphinx also warns between the events of a build.
        logging.getLogger(NAMESPACE).addHandler(faults)
        app.add_css_file("live/live.css", priority=900)
        app.add_js_file("live/live.js", priority=900)
        app.connect("env-get-outdated", faults.start)
        app.connect("doctree-read", faults.note_read)
        # Before others, which may warn of the page.
        app.connect("doctree-resolved", faults.note_written, priority=0)
        app.connect("html-collect-pages", faults.leave_pages)
        app.connect("build-finished", faults.finish)
    # One process: the faults that another would meet are told there.
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
