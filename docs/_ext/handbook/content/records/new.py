"""Write the page of a new tradeoff record: ``python -m handbook.content.records.new "The title"``.

It takes the next free id, overwrites nothing and prints the path of the page.
What the page still needs, the next build names by file and line.
"""

import argparse
import datetime as dt
import json
import os
import re
import sys
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from sphinx.errors import ConfigError

from handbook.content.records.model import FIELDS
from handbook.content.records.schema import ID_PATTERN, SCHEMA, TITLE_LENGTH, allowed, needed
from handbook.core import dates, frontmatter
from handbook.core.config import FILE, load
from handbook.core.errors import FileError, HandbookError
from handbook.core.sources import file_words, is_local

TEMPLATE = Path(__file__).with_name("template.md")
SLUG_LENGTH = 50
HINTS = {
    "owner": "who answers for the record and reviews it",
    "review-by": "decide by then, or say why not yet",
}
DECIDE_WITHIN = dt.timedelta(days=90)


def write_record(
    title: str, docs: Path, folder: Path, prefix: str, today: dt.date, owners: Sequence[str] = ()
) -> Path:
    """Write the page of a new record.

    :param docs: where every existing record is, at any depth.
    :param owners: those whom an organisation names, of whom the first is offered.
    :param prefix: the capitals that open its id, such as ``TO``.
    :raises HandbookError: when the title can't be used or the page can't be written.
    """
    title = _checked(title)
    if not ID_PATTERN.fullmatch(f"{prefix}-0001"):
        raise HandbookError(f"{prefix!r} can't open an id: write two to six capitals, such as TO")
    slug = _slug(title)
    used = 0
    for path, own_prefix, number in _record_files(docs):
        _refuse_double(title, path)
        if own_prefix == prefix:
            used = max(used, number)
    if used >= 9999:
        raise HandbookError(
            f"the ids {prefix}-0001 to {prefix}-9999 are used: choose another prefix"
        )
    record_id = f"{prefix}-{used + 1:04}"
    path = folder / f"{record_id}{'-' if slug else ''}{slug}.md"
    known = {
        "id": record_id,
        "title": json.dumps(title, ensure_ascii=False),
        "owner": _owner(owners, is_ours=is_local(os.path.relpath(path, docs))),
        "today": today,
        "review_by": today + DECIDE_WITHIN,
    }
    now = [*SCHEMA["required"], *needed("proposed")]
    text = TEMPLATE.read_text(encoding="utf-8").format(
        now="\n".join(f"  {line}" for key in now for line in _lines(key, known)),
        later="\n".join(
            f"  # {line}"
            for key in needed("accepted")
            if key not in now
            for line in _lines(key, known)
        ),
        heading=re.sub(r"([\\`*_{}\[\]<>#$~:])", r"\\\1", title),
    )
    try:
        folder.mkdir(exist_ok=True)  # an organisation's first record finds none yet
        # "x": two people who add a record at the same moment never overwrite each other.
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise HandbookError(f"{path} can't be written: {error.strerror}") from error
    return path


def _lines(key: str, known: Mapping[str, object]) -> list[str]:
    """Give the lines of the template for a field: an example, and what else it may be."""
    example = FIELDS[key].metadata["example"].format_map(known)
    if example.startswith("- "):
        return [f"{key}:", *(f"  {line}" for line in example.splitlines())]
    line = f"{key}: {example}"
    hint = HINTS.get(key) or (allowed(key) if "enum" in SCHEMA["properties"][key] else "")
    return [f"{line:<28}# {hint}" if hint else line]


def _owner(owners: Sequence[str], *, is_ours: bool) -> str:
    """Offer an owner; an organisation that names none is asked, for its records are not upstream's.

    :param is_ours: whether the record is the organisation's own.
    """
    if owners:
        return json.dumps(owners[0], ensure_ascii=False)
    return '"TODO: who keeps it"' if is_ours else "Handbook editors"


def _checked(title: str) -> str:
    title = title.strip()
    if not title:
        raise HandbookError('the title is empty: run make record TITLE="The decision in one line"')
    if any(unicodedata.category(character).startswith("C") for character in title):
        raise HandbookError("the title holds a line break or a control character: write one line")
    if len(title) > TITLE_LENGTH:
        raise HandbookError(
            f"the title has {len(title)} characters, more than {TITLE_LENGTH}: shorten it"
        )
    return title


def _slug(title: str) -> str:
    """Make a file name's words of a title; nothing where it has no Latin letter or digit."""
    slug = ""
    for word in file_words(title):
        if len(slug) + len(word) >= SLUG_LENGTH:
            break
        slug += f"-{word}"
    return slug[1:]


def _record_files(docs: Path) -> Iterator[tuple[Path, str, int]]:
    """Give each record's file, with the prefix and the number of its id."""
    for path in sorted(docs.rglob("*.md")):
        record_id = re.split(r"(?<=[0-9])[-.]", path.name, maxsplit=1)[0]
        if ID_PATTERN.fullmatch(record_id):
            prefix, _, number = record_id.partition("-")
            yield path, prefix, int(number)


def _refuse_double(title: str, path: Path) -> None:
    try:
        front = frontmatter.parse(path.read_text(encoding="utf-8-sig"))
    except (FileError, OSError, UnicodeDecodeError):
        return  # the build names such a page; its number still counts
    record = front.data.get("tradeoff") if front else None
    known = record.get("title") if isinstance(record, dict) else None
    if isinstance(known, str) and known.casefold() == title.casefold():
        raise HandbookError(f"{path} has this title already: open it, or tell the two apart")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="make record", description=__doc__)
    parser.add_argument("title", nargs="?", default="", help="the decision in one line")
    parser.add_argument("--docs", type=Path, default=Path("docs"), help="where the pages are")
    parser.add_argument("--folder", type=Path, help="where the page goes (DOCS/records)")
    parser.add_argument("--prefix", default="TO", help="the capitals that open the id (TO)")
    parser.add_argument("--today", default="", help="the day that counts as today, YYYY-MM-DD")
    given = parser.parse_args(arguments)
    folder = given.folder or given.docs / "records"
    try:
        day = dates.today(given.today)
        owners = list(load(given.docs.parent / FILE).owners)
        path = write_record(given.title, given.docs, folder, given.prefix, day, owners)
    except (ConfigError, HandbookError, ValueError) as error:
        sys.stderr.write(f"make record: {error}\n")
        return 1
    sys.stdout.write(f"{path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
