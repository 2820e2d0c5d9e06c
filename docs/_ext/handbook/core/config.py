"""The schema of ``handbook.toml``, the one file that an organisation edits.

Each key is declared once, below: its default, what it may hold, and how to mend it. ``conf.py``
hands them on as one value, which whoever needs a key asks of :func:`settings`.
"""

import difflib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, fields
from html import escape
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ConfigError
from sphinx.util.typing import ExtensionMetadata

from handbook.core import setting_values as values
from handbook.core import toml_file
from handbook.core.errors import FileError
from handbook.core.sources import file_words
from handbook.core.words import TERMS, is_plural, other_said_so

FILE = "handbook.toml"
PAPERS = ("a4", "us-letter")


def _option(
    default: Any, valid: Callable[[object], bool], allowed: str | Callable[[object], str]
) -> Any:
    return field(default=default, metadata={"valid": valid, "allowed": allowed})


@dataclass(frozen=True)
class Organisation:
    """Table ``[organisation]``."""

    name: str = _option("Example Organisation", values.is_name, f"a name {values.NAME}")
    contact: str = _option(
        "handbook@example.org", values.is_contact, "an e-mail address or an https:// address"
    )


@dataclass(frozen=True)
class Handbook:
    """Table ``[handbook]``."""

    title: str = _option("The Tech Lead Handbook", values.is_name, f"a title {values.NAME}")
    edition: str = _option("", values.is_optional_text, 'a short text such as "2026.11", or ""')
    paper: str = _option(
        "a4", lambda value: value in PAPERS, " or ".join(f'"{paper}"' for paper in PAPERS)
    )
    accent: str = _option(
        "#0b5c8a",
        values.reads_on("#ffffff"),
        values.reading_on("#ffffff", 'a colour such as "#0b5c8a", dark enough to read on white'),
    )
    accent_dark: str = _option(
        "#7cc0e8",
        values.reads_on("#1a1c1e"),
        values.reading_on("#1a1c1e", 'a colour such as "#7cc0e8", light enough to read on black'),
    )
    logo: str = _option(
        "",
        values.is_optional_file,
        'an .svg or .png file below docs/, such as "local/logo.svg", or ""',
    )
    logo_dark: str = _option(
        "", values.is_optional_file, 'an .svg or .png file below docs/, for the dark scheme, or ""'
    )
    fonts: tuple[str, ...] = _option(
        (),
        lambda value: isinstance(value, list) and all(map(values.is_font, value)),
        'a list of .ttf, .otf or .ttc files below docs/, such as ["local/NotoSansHebrew.ttf"]',
    )
    announcement: str = _option("", values.is_optional_text, 'a text on one line, or ""')
    announcement_link: str = _option("", values.is_optional_address, 'an https:// address, or ""')
    date_language: str = _option(
        "en-GB", values.is_locale, '"iso" or a language tag such as "en-GB", "de" or "fr-CA"'
    )

    @property
    def file_name(self) -> str:
        """The title as the name of a file, without an ending: letters, digits and hyphens."""
        words = file_words(self.title)
        return "-".join(words[words[:1] == ["the"] :])[:100] or "handbook"

    @property
    def banner(self) -> str:
        """The announcement as Furo's option takes it: HTML, or nothing for no banner."""
        text, link = escape(self.announcement.strip()), escape(self.announcement_link)
        return f'<a href="{link}">{text}</a>' if text and link else text


@dataclass(frozen=True)
class Links:
    """Table ``[links]``."""

    site: str = _option(
        "https://handbook.example.org/",
        values.is_site_address,
        "an https:// address that ends in a slash",
    )
    repository: str = _option(
        "https://git.example.org/engineering/handbook",
        values.is_repository,
        "an https:// address without braces, and without .git at its end",
    )
    view_page: str = _option(
        "{repository}/-/blob/main/docs/{filename}", values.is_page_address, values.PAGE_ADDRESS
    )
    edit_page: str = _option(
        "{repository}/-/edit/main/docs/{filename}", values.is_page_address, values.PAGE_ADDRESS
    )
    report: str = _option(
        "", values.is_report, 'an https:// address with {title} or {url} and no other braces, or ""'
    )
    chat: str = _option("", values.is_optional_address, 'an https:// address, or ""')

    def in_repository(self, address: str) -> str:
        return address.replace("{repository}", self.repository.rstrip("/"))


@dataclass(frozen=True)
class Search:
    """Table ``[search]``."""

    report: bool = _option(
        False, lambda value: isinstance(value, bool), "true or false, without quotes"
    )


@dataclass(frozen=True)
class Staleness:
    """Table ``[staleness]``."""

    budget: int = _option(0, values.is_count, "a whole number, 0 or more, without quotes")
    looked_at: str = _option(
        "", values.is_review, 'a day and who, such as "2027-05-23, Platform leads", or ""'
    )


@dataclass(frozen=True)
class Settings:
    """All of ``handbook.toml``."""

    organisation: Organisation = field(default_factory=Organisation)
    handbook: Handbook = field(default_factory=Handbook)
    links: Links = field(default_factory=Links)
    search: Search = field(default_factory=Search)
    staleness: Staleness = field(default_factory=Staleness)
    # Free keys: the owner's name as in the pages' front matter, and where that owner answers.
    owners: dict[str, str] = field(default_factory=dict)
    # Keys of :data:`handbook.core.words.TERMS`, and what the organisation says: a word, or that
    # and its plural.
    words: dict[str, str | list[str]] = field(default_factory=dict)


def settings(config: Config) -> Settings:
    given: Settings = config.handbook_settings
    return given


TABLES: dict[str, Any] = {
    table.name: table.default_factory
    for table in fields(Settings)
    if table.default_factory is not dict
}
OWNERS = "owners"
WORDS = "words"


def load(path: Path) -> Settings:
    """Read and check the file; a missing file or key takes the defaults.

    :raises ConfigError: with one line for each fault, ``file:line: key: what is allowed``.
    """
    if not path.exists():
        return Settings()
    try:
        raw, text = toml_file.read(path)
    except FileError as error:
        raise ConfigError(f"{path.name}:{error.line}: {error}") from error
    faults = [
        f"{path.name}:{toml_file.line_of_key(text, table, key)}: {message}"
        for table, key, message in list(_faults(raw)) or _incomplete(raw, path.parent / "docs")
    ]
    if faults:
        raise ConfigError("\n".join(faults))
    tables = {
        name: schema(
            **{
                # As the default is.
                key.replace("-", "_"): tuple(value) if isinstance(value, list) else value
                for key, value in raw[name].items()
            }
        )
        for name, schema in TABLES.items()
        if name in raw
    }
    return Settings(**tables, owners=raw.get(OWNERS, {}), words=raw.get(WORDS, {}))


def _faults(raw: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield (table, key, message) for whatever the schema does not allow."""
    free = {OWNERS: _owner_faults, WORDS: _word_faults}
    for table, content in raw.items():
        if table not in TABLES and table not in free:
            what = (
                f"table [{table}]" if isinstance(content, dict) else f"key {table} outside tables"
            )
            yield table, "", f"unknown {what}; {_suggest(table, [*TABLES, *free])}"
        elif not isinstance(content, dict):
            yield table, "", f"[{table}] is a table: write its keys on lines below [{table}]"
        elif table in free:
            yield from free[table](content)
        else:
            keys = {option.name.replace("_", "-"): option for option in fields(TABLES[table])}
            for key, value in content.items():
                if key not in keys:
                    yield table, key, f"unknown key {table}.{key}; {_suggest(key, keys)}"
                elif not keys[key].metadata["valid"](value):
                    allowed = keys[key].metadata["allowed"]
                    allowed = allowed(value) if callable(allowed) else allowed
                    yield table, key, f"{table}.{key} is {value!r}; it must be {allowed}"


def _incomplete(raw: dict[str, Any], docs: Path) -> Iterator[tuple[str, str, str]]:
    """Yield the same for what is named and needs another, such as a file that is not there."""
    table = raw.get("handbook", {})
    if table.get("announcement-link") and not table.get("announcement", "").strip():
        advice = "needs handbook.announcement, its words: write them, or leave it empty"
        yield "handbook", "announcement-link", f"handbook.announcement-link {advice}"
    logos = [table.get(key, "").rpartition("/")[2] for key in ("logo", "logo-dark")]
    if logos[1] and logos[0] in ("", logos[1]):
        advice = (
            "needs handbook.logo beside it, a file of another name: name one, or leave it empty"
        )
        yield "handbook", "logo-dark", f"handbook.logo-dark {advice}"
    for key in ("logo", "logo-dark", "fonts"):
        named = table.get(key) or []
        for name in [named] if isinstance(named, str) else named:
            if docs.is_dir() and not toml_file.is_file(docs / name):
                mend = "leave out docs/" if name.startswith("docs/") else "add it, or correct it"
                yield "handbook", key, f"handbook.{key}: no file docs/{name}: {mend}"


def _owner_faults(content: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    for name, contact in content.items():
        if not values.is_contact(contact):
            allowed = "an e-mail address or an https:// address"
            yield OWNERS, name, f"{OWNERS}.{name!r} is {contact!r}; it must be {allowed}"


def _word_faults(content: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    for word, value in content.items():
        if word not in TERMS:
            told = f"{WORDS}.{word!r} is no word that can be named; {_suggest(word, TERMS)}"
            yield WORDS, word, told
        elif not values.is_word(value) and not (
            isinstance(value, list) and len(value) == 2 and all(map(values.is_word, value))
        ):
            allowed = (
                'a word, or a list of it and its plural, such as ["chief", "chiefs"], without'
                " article, markup, abbreviation in brackets or stop, and with one space between"
                " words"
            )
            yield WORDS, word, f"{WORDS}.{word!r} is {value!r}; it must be {allowed}"
        elif isinstance(value, str) and is_plural(value):
            advice = "a plural where one is meant: say the singular, or both, as in"
            message = f'{WORDS}.{word!r} is {value!r}, {advice} ["chief", "chiefs"]'
            yield WORDS, word, message
        else:
            for new in [value] if isinstance(value, str) else value:
                if other := other_said_so(word, new, content):
                    advice = f"which readers would take for the handbook's {other!r}: say another"
                    yield WORDS, word, f"{WORDS}.{word!r} is {new!r}, {advice}"


def _suggest(wrong: str, known: Iterable[str]) -> str:
    known = list(known)
    close = difflib.get_close_matches(wrong, known, n=1)
    return f"did you mean {close[0]!r}?" if close else f"the known ones are {', '.join(known)}"


def place_of(folder: Path, table: str, key: str) -> str:
    """Return ``file:line`` of a key in a folder's settings."""
    path = folder / FILE
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    return f"{FILE}:{toml_file.line_of_key(text, table, key)}"


def setup(app: Sphinx) -> ExtensionMetadata:
    app.add_config_value("handbook_settings", Settings(), "env", types=frozenset({Settings}))
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
