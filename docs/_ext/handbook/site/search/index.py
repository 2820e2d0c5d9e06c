"""Make the index of a built site: scripts that a browser loads a few of for each query.

All but the first table lie in a folder named by what they were made from, so that a browser may
keep them, and no reader mixes two indexes.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import asdict, dataclass
from importlib import metadata
from typing import TYPE_CHECKING

from handbook.site.search import tables
from handbook.site.search.cutting import LANGUAGE
from handbook.site.search.elsewhere import said_elsewhere
from handbook.site.search.english import english
from handbook.site.search.postings import COMMON, cut, is_common, order, postings
from handbook.site.search.synonyms import from_glossary

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from handbook.site.search.page import PageText
    from handbook.site.search.questions import Question

FOLDER = "search-index"  # of the site
FORMAT = 2  # raised when the files of the same pages look otherwise
ENGLISH_FILE = 2_500  # words


@dataclass(frozen=True)
class Source:
    """All that an index is made from.

    :ivar synonyms: lists of words for the same thing.
    :ivar questions: what readers ask.
    :ivar kinds: the label of each kind, by its name.
    :ivar guide: the page for a reader whose search found nothing.
    :ivar report: the page that says what is reported of a query; empty where nothing is.
    :ivar common: questions that an empty field offers, each as it stands among the questions.
    """

    pages: Sequence[PageText]
    synonyms: Sequence[Sequence[str]]
    questions: Sequence[Question]
    kinds: Mapping[str, str]
    guide: str
    common: Sequence[str] = ()
    report: str = ""

    def digest(self) -> str:
        content = asdict(self)
        content["questions"] = [(q.asks, q.docname, q.anchor) for q in self.questions]
        cutting = [LANGUAGE, metadata.version("snowballstemmer")]
        text = json.dumps([FORMAT, cutting, content], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:8]


def build(source: Source, site: Path) -> bool:
    """Make the index in a site's folder.

    :returns: False where the site has the index of just these pages.
    """
    folder, version = site / FOLDER, source.digest()
    table = folder / "table.js"
    if table.is_file() and (folder / version).is_dir():
        return False
    draft = folder / "draft"
    shutil.rmtree(draft, ignore_errors=True)
    files = _write_lists(source, draft)
    shutil.rmtree(folder / version, ignore_errors=True)
    draft.rename(folder / version)
    tables.write(table, "table", {**_table(source), **files, "version": version})
    for old in folder.iterdir():
        if old.is_dir() and old.name != version:
            shutil.rmtree(old)
    return True


def _write_lists(source: Source, folder: Path) -> dict[str, object]:
    """Write all that a query loads a part of; give the first key of each file."""
    pages = tables.in_order(source.pages, source.kinds)
    elsewhere = said_elsewhere(pages, source.questions)
    stems, words = postings(pages, elsewhere, _names(source))
    common = {one: lists for one, lists in stems.items() if is_common(one)}
    tables.write(folder / "stems" / f"{COMMON}.js", f"stems/{COMMON}", common)
    rare = {one: lists for one, lists in stems.items() if one not in common}
    firsts: dict[str, object] = {}
    for name, entries in (("stems", rare), ("words", words)):
        cuts = cut(entries)
        firsts[name] = [next(iter(one)) for one in cuts]
        for number, one in enumerate(cuts):
            tables.write(folder / name / f"{number}.js", f"{name}/{number}", one)
    real = sorted(english() - words.keys(), key=order)
    parts = [real[at : at + ENGLISH_FILE] for at in range(0, len(real), ENGLISH_FILE)]
    firsts["english"] = [part[0] for part in parts]
    for number, part in enumerate(parts):
        tables.write(folder / "english" / f"{number}.js", f"english/{number}", " ".join(part))
    for number, page in enumerate(pages):
        content = tables.page(page, elsewhere[page.docname])
        tables.write(folder / "pages" / f"{number}.js", f"pages/{number}", content)
    return {"files": firsts}


def _names(source: Source) -> Iterator[str]:
    """Give all that has another name; the words of such a phrase are found together."""
    for term in from_glossary(source.pages):
        yield from (term.name, *term.also)
    for names in source.synonyms:
        yield from names


def _table(source: Source) -> dict[str, object]:
    """Give what every query needs; it grows with the glossary, hardly with the pages."""
    pages = tables.in_order(source.pages, source.kinds)
    by_name = {page.docname: page for page in pages}
    words = sum(len(f"{one.text} {one.aside}".split()) for page in pages for one in page.sections)
    guide = by_name.get(source.guide)
    asked = {question.asks: question for question in source.questions}
    return {
        "pages": len(pages),
        "words": words // max(len(pages), 1),
        "kinds": tables.kind_ranges(pages, source.kinds),
        "records": sorted({page.record.partition("-")[0] for page in pages if page.record}),
        "synonyms": [list(words) for words in source.synonyms],
        "terms": [tables.term(term) for term in from_glossary(pages)],
        "guide": {"title": guide.title, "url": guide.url} if guide else None,
        "report": by_name[source.report].url if source.report in by_name else "",
        "common": [
            {"asks": asks, "url": by_name[asked[asks].docname].url, "at": asked[asks].anchor}
            for asks in source.common
            if asks in asked
        ],
    }
