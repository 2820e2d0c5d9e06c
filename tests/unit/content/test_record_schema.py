"""The schema is the contract: valid by itself, and in step with the code that reads it."""

import datetime as dt
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from handbook.content.records.model import FIELDS
from handbook.content.records.new import write_record
from handbook.content.records.schema import ID_PATTERN, SCHEMA, needed
from handbook.content.records.validation import validator
from handbook.core import frontmatter


def test_it_is_a_valid_schema_of_its_draft() -> None:
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(SCHEMA)


def test_a_record_holds_every_field() -> None:
    assert FIELDS.keys() == SCHEMA["properties"].keys()


def test_every_field_says_what_it_may_hold() -> None:
    for name, field in SCHEMA["properties"].items():
        known = field.keys() | SCHEMA["$defs"].get(field.get("$ref", "")[8:], {}).keys()
        assert known & {"description", "enum"}, name


@pytest.mark.parametrize(
    ("text", "is_id"),
    [
        ("TO-0001", True),
        ("ACME-9999", True),
        ("T-0001", False),
        ("TO-0001\n", False),
        ("TO-1", False),
    ],
)
def test_an_id_is_two_to_six_capitals_and_four_digits(text: str, *, is_id: bool) -> None:
    assert bool(ID_PATTERN.fullmatch(text)) is is_id


@pytest.fixture
def template(tmp_path: Path) -> str:
    """Return the page of a new record."""
    return write_record("Keep it", tmp_path, tmp_path, "TO", dt.date(2026, 11, 22)).read_text()


def test_a_new_record_has_every_field_of_one_that_is_decided(template: str) -> None:
    filled = re.sub(r"^  # (?=  |[\w-]+:)", "  ", template, flags=re.MULTILINE)
    front = frontmatter.parse(filled.replace("status: proposed", "status: accepted"))

    assert front is not None
    fields = front.data["tradeoff"]
    assert fields.keys() == {*SCHEMA["required"], *needed("accepted")}
    assert list(validator().iter_errors(fields)) == []


def test_a_new_record_names_the_choices(template: str) -> None:
    comments = re.findall(r"^  ([\w-]+): \S+ +# (.+ or .+)$", template, re.MULTILINE)
    choices = {name: re.split(r", | or ", text) for name, text in comments if " say " not in text}

    assert choices == {
        name: field["enum"] for name, field in SCHEMA["properties"].items() if "enum" in field
    }
