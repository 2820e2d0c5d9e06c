"""The house style, checked: ``python -m handbook.check.prose docs``.

Code of our own, because none that we tried serves. proselint 0.16 knows no MyST (of its first
forty findings all but one were quotation marks or options of a directive), no British table, and
no rule of ours; Vale's wheel fetches a program at its first run, which an offline build can't.
Spelling itself is codespell's part, and Markdown's form is rumdl's.

``source`` reads a page as a reader does, ``wordlists`` the lists in ``_data/prose.toml``; each
other module has rules, which name their findings, the reason and the mend.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from handbook.check.preflight import structure
from handbook.check.prose import form, sentences, terms, wordlists, words
from handbook.check.prose.source import Page, read
from handbook.check.prose.wordlists import Lists
from handbook.core import sources
from handbook.core.errors import Finding, HandbookError

__all__ = ["Finding", "Lists", "check", "check_text", "load"]

Rule = Callable[[Page, Lists], Iterator[Finding]]

RULES: tuple[Rule, ...] = (
    *(words.findings, sentences.findings, terms.findings),
    *(form.titles, form.links, form.frame),
)
# Templates are forms to fill: their words are ours, their lines are no sentences.
TEMPLATES = "_data/templates/"
# The rules that stand apart from what else is told of the same line.
OF_A_PAGE = ("answer-first", "ending")
OTHER_LANGUAGE = re.compile(r"^language:\s*['\"]?(?!en\b)\w", re.MULTILINE)

load = wordlists.load


def check(docs: Path) -> list[Finding]:
    """Check all pages and templates below a folder.

    :returns: the findings, ordered by file and line; none for pages in the house style.
    :raises HandbookError: when a page or a list can't be read.
    """
    lists = load(docs)
    found: list[Finding] = []
    for path in [*sources.pages(docs), *sorted(docs.glob(f"{TEMPLATES}*{sources.SUFFIX}"))]:
        name = path.relative_to(docs).as_posix()
        if sources.is_local(name):
            continue  # an organisation's own pages have its own voice
        try:
            found += check_text(name, path.read_text(encoding="utf-8-sig"), lists)
        except UnicodeDecodeError:
            continue  # which preflight tells
        except OSError as error:
            raise HandbookError(f"{path}: can't be read: {error}") from error
        except RecursionError as error:
            raise HandbookError(f"{path}: boxes in boxes without an end: close them") from error
    return sorted(found)


def check_text(path: str, text: str, lists: Lists) -> list[Finding]:
    """Check one page.

    :param path: relative to the folder of the sources, with slashes; it tells a template.
    :param text: its whole source.
    """
    page = read(path, text)
    told = {line for line, *_ in structure.scan(text).faults}
    for block in page.blocks:
        block.is_odd = any(line.number in told for line in block.lines)
    rules = RULES
    if path.startswith(TEMPLATES):
        rules = (words.findings,)
    elif path == wordlists.GLOSSARY.as_posix():  # there the terms are explained
        rules = tuple(rule for rule in RULES if rule is not terms.findings)
    elif OTHER_LANGUAGE.search(page.front_matter):
        rules = (form.links, form.frame)
    found = (finding for rule in rules for finding in rule(page, lists))
    return sorted(f for f in found if f.line not in told or f.rule in OF_A_PAGE)
