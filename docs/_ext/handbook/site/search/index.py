"""Make the index of a built site: Pagefind's, and the tables of our own query layer.

Everything is made in a folder beside its place and moved there when it is whole.
Readers get it when the whole site is published; a preview may miss it for a moment.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import zlib
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from handbook.core.errors import HandbookError
from handbook.core.output import write
from handbook.site.search import mirror, scripts
from handbook.site.search.elsewhere import said_elsewhere
from handbook.site.search.synonyms import from_glossary
from handbook.site.search.unindexed import unindexed
from handbook.site.search.vocabulary import shards

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from handbook.site.search.elsewhere import Elsewhere
    from handbook.site.search.page import PageText
    from handbook.site.search.questions import Question

ENGINE, TABLES = "pagefind", "search-index"  # folders of the site
STAMP = "stamp.txt"
# Pagefind's own interfaces, which we replace, and its engine for languages without stems.
UNUSED = ("*-ui.js", "*-ui.css", "pagefind-highlight.js", "wasm.unknown.pagefind")
# Compressed bytes of Sphinx's own index, which comes once and whole. Pagefind's program alone has
# 85 000, and a first query some 30 000 more for each word and its other names.
SMALL = 120_000
SECONDS = 900  # after which an indexer that hangs is ended


@dataclass(frozen=True)
class Source:
    """All that an index is made from.

    :ivar synonyms: lists of words for the same thing.
    :ivar questions: what readers ask.
    :ivar kinds: the label of each kind, by its name.
    :ivar guide: the page for a reader whose search found nothing.
    :ivar language: ISO 639-1 code.
    :ivar is_small: whether Sphinx's own index is less to load than Pagefind's program.
    """

    pages: Sequence[PageText]
    synonyms: Sequence[Sequence[str]]
    questions: Sequence[Question]
    kinds: Mapping[str, str]
    guide: str
    language: str
    is_small: bool = False

    def digest(self) -> str:
        content = asdict(self)
        content["questions"] = [(q.asks, q.docname, q.anchor) for q in self.questions]
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def build(source: Source, site: Path, work: Path) -> bool:
    """Make the index in a site's folder.

    :param work: a folder for what lies between, emptied first.
    :returns: False where the site has the index of just these pages.
    :raises HandbookError: where Pagefind can't run; our own tables are there even so.
    """
    stamp = source.digest()
    done = site / TABLES / STAMP
    if done.exists() and done.read_text(encoding="utf-8") == stamp and (site / ENGINE).is_dir():
        return False
    shutil.rmtree(work, ignore_errors=True)
    elsewhere = said_elsewhere(source.pages, source.questions)
    _write_tables(source, elsewhere, work / TABLES)
    _swap(work / TABLES, site / TABLES)
    for page in source.pages:
        text = mirror.html(page, elsewhere[page.docname], source.language)
        write(work / "mirror" / page.url, text)
    shutil.rmtree(site / ENGINE, ignore_errors=True)
    _run_pagefind(work / "mirror", work / ENGINE, source.language)
    _swap(work / ENGINE, site / ENGINE)
    write(done, stamp)
    return True


def is_small(own_index: Path) -> bool:
    """Tell whether Sphinx's own index is less to load than Pagefind's program."""
    return own_index.is_file() and len(zlib.compress(own_index.read_bytes(), 6)) < SMALL


def _write_tables(source: Source, elsewhere: Mapping[str, Elsewhere], folder: Path) -> None:
    texts = [f"{page.words} {elsewhere[page.docname].words}" for page in source.pages]
    guide = next((page for page in source.pages if page.docname == source.guide), None)
    scripts.write(
        folder / "table.js",
        "table",
        scripts.table(
            source.pages,
            sum(len(section.text.split()) for page in source.pages for section in page.sections),
            from_glossary(source.pages),
            source.synonyms,
            source.kinds,
            guide,
            is_small=source.is_small,
        ),
    )
    for letter, words in shards(texts).items():
        scripts.write(folder / "words" / f"{letter}.js", f"words/{letter}", words)
    scripts.write(folder / "unindexed.js", "unindexed", unindexed(source.pages, elsewhere))
    for page in source.pages:
        scripts.write(
            folder / "pages" / f"{page.docname}.js",
            f"pages/{page.docname}",
            scripts.page(page, elsewhere[page.docname]),
        )


def _run_pagefind(source: Path, output: Path, language: str) -> None:
    try:
        from pagefind_bin import get_executable  # type: ignore[import-untyped]

        binary = str(get_executable())
    except (ImportError, FileNotFoundError) as error:
        raise HandbookError(
            f"the indexer is missing ({error}): install requirements.txt again."
            " Until then readers search with Sphinx's own index"
        ) from error
    command = [binary, "--site", str(source), "--output-path", str(output), "--silent"]
    command += ["--force-language", language, "--keep-index-url"]
    try:
        # Our own arguments, and a program that our own requirements install.
        result = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired) as error:
        raise HandbookError(f"the indexer did not run ({error}): install it again") from error
    if result.returncode or not (output / "pagefind-entry.json").exists():
        said = (result.stderr or result.stdout).strip()[-500:] or "no reason given"
        raise HandbookError(f"the indexer failed: {said}")
    for pattern in UNUSED:
        for path in output.glob(pattern):
            path.unlink()


def _swap(fresh: Path, place: Path) -> None:
    shutil.rmtree(place, ignore_errors=True)
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(fresh, place)
