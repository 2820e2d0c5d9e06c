"""Writes a handbook of any size, always the same one for a size: prose, links, tables, cards, code.

It looks like ours: chapters in folders, each with a page that lists its pages; about 600 words a
page, six links that a build checks, a table, a note, a piece of code, an owner and two dates.
Two dialects say the same: MyST for Sphinx, and plain Markdown for tools that resolve nothing.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

SEED = 20261122
PAGES_IN_CHAPTER = 12
CHAPTERS_IN_PART = 6
WORDS = """
architecture budget team service decision owner review record option gain cost price reader change
release incident alert threshold capacity latency queue cache schema contract consumer interface
deadline question answer meeting note draft proposal objection consent advice trade boundary
dependency upgrade deprecation notice handover rota shift runbook backup restore test failure
degrade fallback limit quota request response event message order invoice account customer
engineer manager product platform domain system module library package version branch deploy
rollback canary metric trace log dashboard report audit policy standard exception waiver risk
threat control secret rotate expire renew archive retain delete export import migrate measure
estimate forecast plan goal outcome result evidence claim source reference example agree decide
explain listen ask wait write read build run stop start keep drop name split join small large
early late slow fast clear plain open closed shared local remote daily weekly
""".split()  # noqa: SIM905  (four hundred quotation marks hide the words)
ENDINGS = ("", "", "", "s", "ed", "ing", "er", "ly", "ness", "able")
LINKS = 6
FRONT_MATTER = "---\nowner: Handbook editors\nreviewed: 2026-11-22\nreview-by: 2027-05-22\n---\n\n"


@dataclass(frozen=True)
class Place:
    """A page: its path without ending, its title, and the pages below it."""

    path: str
    title: str
    children: tuple[str, ...] = ()


def write(folder: Path, pages: int, *, myst: bool = True) -> list[str]:
    """Write a handbook.

    :param pages: how many, those left out that only list others.
    :param myst: whether in Sphinx's dialect, with lists of contents.
    :returns: the paths of the pages without ending, the home page last.
    """
    chance = random.Random(SEED)  # noqa: S311  (prose, no secret)
    places = _places(pages, chance)
    for place in places:
        target = folder / f"{place.path}.md"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(_page(place, places, chance, myst=myst), encoding="utf-8")
    return [place.path for place in places]


def _places(pages: int, chance: random.Random) -> list[Place]:
    """Arrange pages: the home page lists parts, a part its chapters, a chapter its pages."""

    def title() -> str:
        return f"{_words(chance, 3).capitalize()} {len(places) + 1}"

    places: list[Place] = []
    parts: dict[str, list[str]] = {}
    for number in range(pages):
        chapter, page = divmod(number, PAGES_IN_CHAPTER)
        part = f"part-{chapter // CHAPTERS_IN_PART + 1}"
        folder = f"{part}/chapter-{chapter + 1}"
        if page:
            places.append(Place(f"{folder}/page-{page}", title()))
            continue
        last = min(PAGES_IN_CHAPTER, pages - number)
        below = tuple(f"{folder}/page-{n}" for n in range(1, last))
        places.append(Place(f"{folder}/index", title(), below))
        parts.setdefault(part, []).append(f"{folder}/index")
    places += [Place(f"{part}/index", title(), tuple(below)) for part, below in parts.items()]
    return [*places, Place("index", "Home", tuple(f"{part}/index" for part in parts))]


def _words(chance: random.Random, count: int) -> str:
    return " ".join(chance.choice(WORDS) + chance.choice(ENDINGS) for _ in range(count))


def _sentence(chance: random.Random) -> str:
    return f"{_words(chance, chance.randint(7, 16)).capitalize()}."


def _paragraph(chance: random.Random) -> str:
    return "\n".join(_sentence(chance) for _ in range(chance.randint(3, 5)))


def _page(place: Place, places: list[Place], chance: random.Random, *, myst: bool) -> str:
    depth = place.path.count("/")
    targets = [chance.choice(places) for _ in range(LINKS)]
    parts = [f"# {place.title}", f"**{_sentence(chance)}**", _paragraph(chance)]
    for number in range(4):
        link = targets[number]
        if myst:
            parts.append(f"({_label(place, number)})=")
        parts += [f"## {_words(chance, 3).capitalize()}", _paragraph(chance)]
        parts.append(f"{_sentence(chance)} See [{link.title}]({'../' * depth}{link.path}.md).")
        parts.append(_paragraph(chance))
    parts += [_table(chance), _note(chance, myst=myst), _code(chance)]
    for number, link in enumerate(targets[4:]):
        address = f"#{_label(link, number)}" if myst else f"{'../' * depth}{link.path}.md"
        parts.append(f"{_sentence(chance)} More is in [that section]({address}).")
    if myst and place.children:
        parts += [_cards(place, chance), _contents(place)]
    return FRONT_MATTER + "\n\n".join(parts) + "\n"


def _label(place: Place, number: int) -> str:
    return f"{place.path.replace('/', '-')}-{number}"


def _table(chance: random.Random) -> str:
    rows = [f"| {_words(chance, 2)} | {_words(chance, 4)} | {_words(chance, 3)} |" for _ in "12345"]
    return "\n".join(["| What | Who | When |", "|---|---|---|", *rows])


def _note(chance: random.Random, *, myst: bool) -> str:
    text = _sentence(chance)
    return f":::{{note}}\n{text}\n:::" if myst else f"> **Note** {text}"


def _code(chance: random.Random) -> str:
    first, second = _words(chance, 1), _words(chance, 1)
    return f'```python\ndef {first}(value: int) -> str:\n    return f"{second}: {{value}}"\n```'


def _cards(place: Place, chance: random.Random) -> str:
    cards = "\n".join(
        f":::{{grid-item-card}} {_words(chance, 2)}\n:link: /{child}\n:link-type: doc\n\n"
        f"{_sentence(chance)}\n:::"
        for child in place.children[:4]
    )
    return f"::::{{grid}} 1 1 2 2\n{cards}\n::::"


def _contents(place: Place) -> str:
    return (
        "```{toctree}\n:hidden:\n\n" + "\n".join(f"/{child}" for child in place.children) + "\n```"
    )
