"""Random pages that try to do harm, made of all that is registered.

Roles, directives and their options come from the registries of docutils, Sphinx, MyST and the
extensions, and the names of classes from the site's style sheets: what a new release adds is tried
without anybody having to know of it.
"""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from docutils.frontend import get_default_settings
from docutils.parsers.rst import Parser, directives, roles
from docutils.parsers.rst.languages import en
from docutils.utils import new_document
from own_pages import FRONT

from handbook.core.frontmatter import OWN_KEYS

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterable

    from sphinx.application import Sphinx

ACT = "hb()"  # what a page would have run
MOST_NESTED = 3

VALUES: list[list[str]] = list(
    tomllib.loads((Path(__file__).parent / "hostile_values.toml").read_text("utf-8")).values()
)
FILES = {
    "act.html": f"<script>{ACT}</script>",
    "act.png": f"<script>{ACT}</script>",
    "act.svg": f'<svg xmlns="http://www.w3.org/2000/svg"><script>{ACT}</script></svg>',
    "words.txt": f"Words <script>{ACT}</script>\n" * 20,
    "rows.csv": f'a,"<script>{ACT}</script>"\n1,2\n',
    "part.md": f"Text of a part.\n\n[x](javascript:{ACT}) <b>x</b>\n",
}


# Furo's script looks for the page's contents by it, and fails on a page that gives it to a text:
# which then lacks a mark of where its reader is, and nothing else.
NOT_TRIED = {"toc-scroll"}


@dataclass
class Registry:
    """What a page can name.

    :ivar directives: names, each with the names of its options.
    """

    directives: dict[str, list[str]] = field(default_factory=dict)
    roles: list[str] = field(default_factory=list)
    classes: list[str] = field(default_factory=list)


def registry(app: Sphinx, styles: Iterable[str]) -> Registry:
    """Ask who knows what a page can name.

    :param styles: the site's style sheets.
    """
    document = new_document("registry", get_default_settings(Parser))
    found = Registry()
    for name in {*directives._directive_registry, *directives._directives}:
        directive, _ = directives.directive(name, en, document)
        found.directives[name] = sorted(getattr(directive, "option_spec", None) or ())
    found.roles = [*roles._roles, *roles._role_registry]
    for domain in app.env.domains.sorted():
        for name, directive in domain.directives.items():
            found.directives[f"{domain.name}:{name}"] = sorted(directive.option_spec or ())
        found.roles += [f"{domain.name}:{name}" for name in domain.roles]
    found.directives = dict(sorted(found.directives.items()))
    found.roles = sorted(set(found.roles) - {""})
    names = re.findall(r"\.(-?[A-Za-z_][\w-]*)(?=[^{}]*\{)", "\n".join(styles))
    found.classes = sorted(set(names) - NOT_TRIED)
    return found


class Maker:
    """Makes pages by chance; each name of the registry has its turn before one has a second."""

    def __init__(self, registry: Registry, chance: random.Random) -> None:
        self.registry, self.chance = registry, chance
        self.decks: dict[str, list[str]] = {"directives": [], "roles": [], "classes": []}

    def next(self, kind: str) -> str:
        """Give a name of the registry."""
        deck = self.decks[kind]
        if not deck:
            deck += getattr(self.registry, kind)
            self.chance.shuffle(deck)
        return deck.pop()

    def value(self) -> str:
        """Give a text for wherever one can stand."""
        pick = self.chance.random()
        if pick < 0.12:
            return " ".join(self.next("classes") for _ in range(self.chance.randint(1, 3)))
        if pick < 0.22:
            return self.value() + self.chance.choice(("", " ", "\t", ",", ";", "/")) + self.value()
        if pick < 0.26:
            signs = "<>\"'&`*_[](){}|\\:;#!~^$%@=+-/?. \tax1é"
            return "".join(self.chance.choice(signs) for _ in range(self.chance.randint(1, 25)))
        return self.chance.choice(self.chance.choice(VALUES))

    def inline(self) -> str:
        """Give a piece of a line."""
        value, other = self.value(), self.value()
        forms: tuple[Callable[[], str], ...] = (
            lambda: f"{{{self.next('roles')}}}`{value.replace('`', '')}`",
            lambda: (
                f"{{{self.next('roles')}}}`{other.replace('`', '')} <{value.replace('`', '')}>`"
            ),
            lambda: f"[words](<{value}>)",
            lambda: f'[words]({value} "{other}")',
            lambda: f"![{other}](<{value}>)",
            lambda: f"<{value}>",
            lambda: value,
            lambda: f"`{value}`",
            lambda: f"[words]{{.{self.next('classes')} {self.attributes()}}}",
            lambda: f"[words](index.md){{{self.attributes()}}}",
            lambda: f"[^{self.chance.choice(('1', 'x', value))}]",
            lambda: f"[{value}][x]",
            lambda: f"**{value}** *{other}* ~~{value}~~",
        )
        weights = (6, 3, 2, 1, 2, 1, 3, 1, 2, 2, 1, 1, 1)
        return self.chance.choices(forms, weights)[0]()

    def attributes(self) -> str:
        """Give what stands in braces behind a word or above a block."""
        names = ["style", "onclick", "href", "src", "id", "class", "name", "width", "data-x"]
        value = json.dumps(self.value(), ensure_ascii=False)
        return self.chance.choice(
            (f".{self.next('classes')}", f"#{self.value()}", f"{self.chance.choice(names)}={value}")
        )

    def line(self) -> str:
        """Give a line of text."""
        return " ".join(self.inline() for _ in range(self.chance.randint(1, 3)))

    def directive(self, nested: int, within: str = "") -> list[str]:
        """Give a directive with some of its options, and something in it.

        :param within: the name of the directive around it, whose kin it may be: a tab in a set.
        """
        name = self.next("directives")
        if within and self.chance.random() < 0.5:
            kin = [other for other in self.registry.directives if other[:3] == within[:3]]
            name = self.chance.choice(kin)
        options = self.registry.directives[name]
        fence = self.chance.choice(("`", ":")) * (7 - nested)
        argument = self.chance.choice(("", self.value(), self.value(), self.line()))
        chosen = self.chance.sample(options, min(len(options), self.chance.randint(0, 4)))
        return [
            f"{fence}{{{name}}} {argument}".rstrip(),
            *(f":{option}: {self.value()}".rstrip() for option in chosen),
            "",
            *self.content(nested + 1, name),
            fence,
        ]

    def content(self, nested: int, within: str = "") -> list[str]:
        """Give what stands in a directive, or in a page."""
        forms: tuple[Callable[[], list[str]], ...] = (
            lambda: [self.line()],
            lambda: [self.value()],
            lambda: [],
            lambda: [f"* - {self.line()}", f"  - {self.line()}", f"* - {self.line()}", "  - x"],
            lambda: [f"- {self.line()}", f"- [ ] {self.line()}"],
            lambda: [f"| {self.value()} | x |", "|---|---|", f"| {self.line()} | {self.value()} |"],
            lambda: [self.value().strip() or "x", f"  {self.line()}"],
            lambda: [self.value().strip() or "x", f": {self.line()}"],
            lambda: [f"> {self.line()}", f"> {self.value()}"],
            lambda: [f"{{{self.attributes()}}}", self.line()],
            lambda: ["[x]: " + self.value(), "", f"[^x]: {self.line()}"],
            lambda: [f"({self.value()})=", "", self.line()],
            lambda: self.within(nested, within),
            lambda: self.within(nested, within),
            lambda: self.within(nested, within),
        )
        lines: list[str] = []
        for _ in range(self.chance.randint(1, 2)):
            lines += [*self.chance.choice(forms)(), ""]
        return lines

    def within(self, nested: int, around: str) -> list[str]:
        """Give a directive in another, or a line where they are nested deep enough."""
        return self.directive(nested, around) if nested < MOST_NESTED else [self.line()]

    def front(self) -> str:
        """Give the head of a page: mostly a sound one."""
        if self.chance.random() < 0.7:
            return FRONT
        keys = [*OWN_KEYS, "title", "myst", "substitutions", "orphan", "tocdepth", self.value()]
        forms = (
            lambda: json.dumps(self.value()),
            lambda: self.value(),
            lambda: json.dumps(
                {"html_meta": {self.value(): self.value(), "description": self.value()}}
            ),
            lambda: json.dumps(
                {"id": self.value(), "status": self.value(), "area": [self.value()]}
            ),
        )
        lines = [f"{key}: {self.chance.choice(forms)()}" for key in self.chance.sample(keys, 3)]
        return FRONT.replace("---\n\n", "\n".join([*lines, "---\n\n"]))

    def page(self) -> str:
        """Give a page of about 1 kB."""
        title = self.chance.choice(("Title", self.value().strip() or "x"))
        parts = [f"# {title}", ""]
        for _ in range(self.chance.randint(2, 4)):
            if self.chance.random() < 0.2:
                parts += [f"## {self.line()}", ""]
            parts += self.chance.choice((self.directive, self.directive, self.content))(0)
            parts += [""]
        return self.front() + "\n".join(parts) + "\n"
