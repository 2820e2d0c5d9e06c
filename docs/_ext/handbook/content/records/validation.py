"""Judge one record's fields: first against ``schema.json``, then against each other.

Every fault is reported, each at the line of its own field, with the value and what is allowed.
"""

from __future__ import annotations

import difflib
import functools
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from handbook.content.records.schema import SCHEMA, allowed
from handbook.core import dates
from handbook.core.errors import Finding, quoted
from handbook.core.frontmatter import FrontMatter, KeyPath

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator

# How the template marks a text that somebody still has to write.
UNFINISHED = "TODO"

_KINDS = {"object": "a mapping", "array": "a list", "string": "text"}


@functools.cache
def validator() -> Draft202012Validator:
    """Give the checker for ``schema.json``; the library is loaded at the first record."""
    from jsonschema import Draft202012Validator, FormatChecker

    checker = FormatChecker(formats=())
    checker.checks("date")(lambda value: not isinstance(value, str) or dates.is_day(value))
    return Draft202012Validator(SCHEMA, format_checker=checker)


def check(front: FrontMatter, docname: str) -> tuple[bool, list[Finding]]:
    """Judge the record in a page's front matter.

    :param docname: the page, whose name must begin with the record's id.
    :returns: whether every field has its form, so that a record can be made of them,
        and all faults by line.
    """
    fields = front.data["tradeoff"]
    errors: list[Any] = sorted(  # jsonschema types each attribute of an error as maybe unset
        validator().iter_errors(fields), key=lambda error: [str(p) for p in error.absolute_path]
    )
    found = dict.fromkeys(_schema_faults(errors))  # two rules may ask for one missing field
    bad = {str(error.absolute_path[0]) for error in errors if error.absolute_path}
    if isinstance(fields, dict):
        sound = {key: value for key, value in fields.items() if key not in bad}
        found |= dict.fromkeys(_rules(sound, docname))
    faults = [
        Finding(docname, front.line("tradeoff", *path), f"{_name(path)}: {message}")
        for path, message in found
    ]
    return not errors, sorted(faults, key=lambda fault: fault.line)


def _name(path: KeyPath) -> str:
    """Name a field as an author would, items counted from 1: ``payers 2, when``."""
    words = ""
    for step in path:
        words += f" {step + 1}" if isinstance(step, int) else f", {step}" if words else step
    return words or "tradeoff"


def _schema_faults(errors: list[Any]) -> Iterator[tuple[KeyPath, str]]:
    meant: set[KeyPath] = set()  # fields that are there, spelt wrongly
    seen: set[KeyPath] = set()
    for error in errors:
        if error.validator == "additionalProperties":
            known = error.schema["properties"]
            for key in sorted(set(error.instance) - set(known)):
                path = (*error.absolute_path, key)
                if near := difflib.get_close_matches(key, known, n=1):
                    meant.add((*error.absolute_path, near[0]))
                    yield path, f"unknown field: did you mean {near[0]!r}?"
                else:
                    yield path, f"unknown field: the known ones are {', '.join(sorted(known))}"
    for error in errors:
        path = tuple(error.absolute_path)
        if error.validator == "required":
            missing = error.message.split("'")[1]
            if (*path, missing) not in meant:
                yield path, _missing(path, missing, error)
        elif error.validator != "additionalProperties" and path not in seen:
            seen.add(path)  # one fault a value: a wrong type breaks every further rule too
            yield path, _wrong(path, error)


def _missing(path: KeyPath, key: str, error: Any) -> str:
    reason = ""
    if "then" in error.absolute_schema_path:
        reason = f", which a record with status {error.instance['status']!r} needs"
    return f"{key!r} is missing{reason}: add a line '{key}:' with {allowed(*path, key)}"


def _wrong(path: KeyPath, error: Any) -> str:
    value, rule, limit = error.instance, error.validator, error.validator_value
    wanted = allowed(*path)
    if value is None or value == []:
        return f"is empty: write {wanted}"
    if rule == "type":
        quotes = ", in quotes if need be" if isinstance(value, bool | int | float) else ""
        return f"{quoted(value)} is not {_KINDS[limit]}: write {wanted}{quotes}"
    if rule in ("maxLength", "maxItems"):
        unit = "characters" if rule == "maxLength" else "items"
        return f"has {len(value):,} {unit}, {limit} at most: move the reasoning into the page"
    if rule == "minItems":
        return f"has {len(value)} of at least {limit}: write {wanted}"
    if rule == "uniqueItems":
        twice = next(item for n, item in enumerate(value) if item in value[:n])
        return f"{quoted(twice)} is listed twice: keep one"
    return f"{quoted(value)} is not allowed: write {wanted}"


def _rules(fields: Mapping[str, Any], docname: str) -> Iterator[tuple[KeyPath, str]]:
    """Yield field and message for what a schema can't say; ``fields`` are sound by themselves."""
    name, own_id = PurePosixPath(docname).name, fields.get("id")
    if own_id and name != own_id and not name.startswith(f"{own_id}-"):
        yield (
            ("id",),
            f"the file of {own_id} is named {own_id}-short-title.md: rename one of the two",
        )
    yield from _choice_rules(fields)
    yield from _day_rules(fields)
    for key in ("related", "supersedes", "superseded-by"):
        for path, text in _texts(key, fields.get(key)):
            if own_id == text:
                yield path, f"{own_id} is this record itself: name another"
    for key, value in fields.items():
        for path, text in _texts(key, value):
            if text.startswith(UNFINISHED):
                yield path, f"still holds the template's {UNFINISHED}: write your own text"


def _choice_rules(fields: Mapping[str, Any]) -> Iterator[tuple[KeyPath, str]]:
    status, chosen, options = (fields.get(key) for key in ("status", "chosen", "options"))
    if chosen and options and chosen not in options:
        yield ("chosen",), f"{quoted(chosen)} is none of the options: repeat one word for word"
    if fields.get("decided") and status == "proposed":
        yield ("decided",), "a proposed record has no such day: remove it, or set status: accepted"
    if fields.get("superseded-by") and status and status != "superseded":
        yield (
            ("superseded-by",),
            f"the record is {status}: remove this line, or set status: superseded",
        )


def _day_rules(fields: Mapping[str, Any]) -> Iterator[tuple[KeyPath, str]]:
    for earlier, later in (
        ("decided", "reviewed"),
        ("decided", "review-by"),
        ("reviewed", "review-by"),
    ):
        first, then = fields.get(earlier), fields.get(later)
        if first and then and then < first:
            yield (later,), f"{then} is before {earlier}: {first}; name a later day"


def _texts(key: str, value: object) -> Iterator[tuple[KeyPath, str]]:
    if isinstance(value, str):
        yield (key,), value
    elif isinstance(value, list):
        yield from (((key, n), text) for n, text in enumerate(value) if isinstance(text, str))
