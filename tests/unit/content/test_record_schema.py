"""The schema is the contract: valid by itself, and in step with the code that reads it."""

from __future__ import annotations

import dataclasses
import re

import pytest
from jsonschema import Draft202012Validator

from handbook.content.records import AREAS
from handbook.content.records.model import STATUSES, Record
from handbook.content.records.new import TEMPLATE
from handbook.content.records.schema import ID_PATTERN, SCHEMA


def test_it_is_a_valid_schema_of_its_draft() -> None:
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(SCHEMA)


def test_a_record_holds_every_field() -> None:
    held = {field.name.replace("_", "-") for field in dataclasses.fields(Record)}

    assert held - {"docname", "lines"} == SCHEMA["properties"].keys()


def test_the_register_knows_every_status() -> None:
    assert set(STATUSES) == set(SCHEMA["properties"]["status"]["enum"])


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


def test_the_template_names_the_choices() -> None:
    comments = re.findall(
        r"^  (status|area|reversibility): \S+ +# (.+)$", TEMPLATE.read_text(), re.M
    )
    choices = {name: set(re.split(r", | or ", text)) for name, text in comments}

    assert choices == {
        "status": set(STATUSES),
        "area": set(AREAS),
        "reversibility": set(SCHEMA["properties"]["reversibility"]["enum"]),
    }
