"""Make the index of a built site: scripts that a browser loads a few of for each query.

All but the first table lie in a folder named by what they were made from, so that a browser may
keep them, and no reader mixes two indexes. Scripts, not JSON: a page opened from disk may load a
script, and may fetch nothing.
"""

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import metadata
from itertools import groupby
from pathlib import Path
from string import ascii_lowercase
from typing import Any

from handbook.core import output
from handbook.site.search import english
from handbook.site.search.cutting import LANGUAGE
from handbook.site.search.page import PageText, Section
from handbook.site.search.postings import (
    COMMON,
    Elsewhere,
    cut,
    is_common,
    postings,
    said_elsewhere,
)
from handbook.site.search.questions import Question
from handbook.site.search.synonyms import from_glossary

FOLDER = "search-index"  # of the site
ENGLISH_PARTS = "aip"  # of the words that share a first letter, by the second; as in index.js
FORMAT = 5  # raised when the files of the same pages look otherwise


@dataclass(frozen=True)
class Source:
    """All that an index is made from.

    :ivar same: lists of words for the same thing.
    :ivar kinds: the label of each kind, by its name.
    :ivar guide: the page for a reader whose search found nothing.
    :ivar report: the page that says what is reported of a query; empty where nothing is.
    :ivar near: lists of what pages say, then everyday words that are near it in meaning.
    :ivar common: questions that an empty field offers, each as it stands among the questions.
    :ivar renamed: pairs of what the handbook calls a thing, and what the organisation does.
    """

    pages: Sequence[PageText]
    same: Sequence[Sequence[str]]
    questions: Sequence[Question]
    kinds: Mapping[str, str]
    guide: str
    common: Sequence[str] = ()
    report: str = ""
    near: Sequence[Sequence[str]] = ()
    renamed: Sequence[Sequence[str]] = ()

    def digest(self) -> str:
        cutting = [LANGUAGE, metadata.version("snowballstemmer"), english.edition()]
        text = json.dumps([FORMAT, cutting, self], default=_content)
        return hashlib.sha256(text.encode()).hexdigest()[:8]


def _content(one: object) -> dict[str, Any]:
    """Give what an index says of a thing: not what follows from it, nor where a question stands."""
    left_out = ("words", "said", "line")
    return {name: value for name, value in vars(one).items() if name not in left_out}


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
    words = _write_english(folder, draft)
    for old in list(folder.iterdir()):
        if old.is_dir() and old.name != words:
            # Most files say the same again, and are left alone.
            shutil.rmtree(old) if draft.exists() else old.rename(draft)
    firsts, files = _lists(source)
    for name, data in files.items():
        write(draft / f"{name}.js", name, data)
    for path in draft.glob("*/*.js"):
        if f"{path.parent.name}/{path.stem}" not in files:
            path.unlink()
    draft.rename(folder / version)
    parts = {"files": firsts, "version": version, "english": words}
    write(table, "table", {**_table(source), **parts})
    return True


def _write_english(folder: Path, draft: Path) -> str:
    """Write the words of the language, by their first two letters; no site changes them."""
    name = f"english-{FORMAT}-{english.edition()}"
    if not (folder / name).is_dir():
        parts: dict[str, list[str]] = {a + b: [] for a in ascii_lowercase for b in ENGLISH_PARTS}
        for word in english.english():
            parts[word[0] + max(part for part in ENGLISH_PARTS if part <= word[1])].append(word)
        for part, words in parts.items():
            write(draft / "english" / f"{part}.js", f"english/{part}", " ".join(words))
        draft.rename(folder / name)
    return name


def _lists(source: Source) -> tuple[dict[str, list[str]], dict[str, object]]:
    """Give of each long list the first key of each file, and all that a query loads a part of."""
    pages = in_order(source.pages, source.kinds)
    elsewhere = said_elsewhere(pages, source.questions)
    stems, words = postings(pages, elsewhere, _names(source))
    files: dict[str, object] = {
        f"stems/{COMMON}": {one: stems.pop(one) for one in sorted(stems) if is_common(one)}
    }
    firsts = {}
    for name, entries in (("stems", stems), ("words", words)):
        cuts = cut(entries)
        firsts[name] = [next(iter(one)) for one in cuts]
        files |= {f"{name}/{number}": one for number, one in enumerate(cuts)}
    for number, page in enumerate(pages):
        files[f"pages/{number}"] = _shown(page, elsewhere[page.docname])
    return firsts, files


def _names(source: Source) -> Iterator[str]:
    """Give all that has another name; the words of such a phrase are found together."""
    for term in from_glossary(source.pages, source.renamed):
        yield from (term.name, *term.also)
    for names in (*source.same, *source.renamed):
        yield from names
    for name, *_ in source.near:
        yield name


def _table(source: Source) -> dict[str, object]:
    """Give what every query needs; it grows with the glossary, hardly with the pages."""
    pages = in_order(source.pages, source.kinds)
    by_name = {page.docname: page for page in pages}
    words = sum(len(f"{one.text} {one.aside}".split()) for page in pages for one in page.sections)
    guide = by_name.get(source.guide)
    asked = {question.asks: question for question in source.questions}
    return {
        "pages": len(pages),
        "words": words // max(len(pages), 1),
        "kinds": kind_ranges(pages, source.kinds),
        "records": sorted({page.record.partition("-")[0] for page in pages if page.record}),
        "same": [list(words) for words in (*source.same, *source.renamed)],
        "near": [list(words) for words in source.near],
        "terms": [vars(term) for term in from_glossary(pages, source.renamed)],
        "guide": {"title": guide.title, "url": guide.url} if guide else None,
        "report": by_name[source.report].url if source.report in by_name else "",
        "common": [
            {"asks": asks, "url": by_name[asked[asks].docname].url, "at": asked[asks].anchor}
            for asks in source.common
            if asks in asked
        ],
    }


def write(path: Path, name: str, data: object) -> None:
    """Write one table; the same data give the same bytes."""
    body = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    # U+2028 and U+2029 end a line in old browsers' scripts.
    body = body.replace("\u2028", " ").replace("\u2029", " ")
    output.write(path, f'handbookSearch.receive("{name}",{body})\n')


def in_order(pages: Sequence[PageText], kinds: Mapping[str, str]) -> list[PageText]:
    """Give the pages in the order of their numbers: those of a kind follow each other."""
    places = {kind: place for place, kind in enumerate(kinds)}
    return sorted(pages, key=lambda page: (places.get(page.kind, len(places)), page.docname))


def kind_ranges(pages: Sequence[PageText], kinds: Mapping[str, str]) -> list[list[Any]]:
    """Give the kinds that there are: name, label, number of the first page, and after the last."""
    ranges = []
    start = 0
    for kind, members in groupby(pages, key=lambda page: page.kind):
        end = start + sum(1 for _ in members)
        if kind in kinds:
            ranges.append([kind, kinds[kind], start, end])
        start = end
    return ranges


def _shown(page: PageText, elsewhere: Elsewhere) -> dict[str, Any]:
    """Give one page's words."""
    names = ("url", "title", "kind", "record", "keywords", "answer")
    asked: dict[str, list[str]] = {}
    for asks, anchor in elsewhere.asked:
        asked.setdefault(anchor, []).append(asks)
    return {
        **{name: getattr(page, name) for name in names},
        "links": list(elsewhere.links),
        "asked": asked,
        "sections": [_section(section) for section in page.sections],
    }


def _section(one: Section) -> dict[str, str]:
    shown = {"id": one.id, "title": one.title, "text": one.text}
    return {**shown, "aside": one.aside} if one.aside else shown
