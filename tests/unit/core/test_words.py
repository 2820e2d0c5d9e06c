"""The organisation's words: what is said, and what stays."""

import pytest

from handbook.core import words

STAFF = words.of(
    {
        "tech lead": "staff engineer",
        "lead": "staff engineer",
        "leads' meeting": "architects' round",
        "product owner": "product manager",
        "sprint": "iteration",
        "team": "squad",
        "working day": "business day",
        "engineer": ["Führungskraft", "Führungskräfte"],
    }
)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("a tech lead", "a staff engineer"),
        ("Tech leads decide", "Staff engineers decide"),
        ("the product owners' sprints", "the product managers' iterations"),
        ("in a sprint", "in an iteration"),
        ("An engineer; two engineers", "A Führungskraft; two Führungskräfte"),
        ("the product-owner role", "the product-manager role"),
        ("five working days, a working day's", "five business days, a business day's"),
        ("the PO and two POs", "the PM and two PMs"),
        (
            "The lead leads; a lead time; each lead",
            "The staff engineer leads; a lead time; each staff engineer",
        ),
        ("managers, lead; date", "managers, staff engineer; date"),
        ("**Lead and back-up:** all leads", "**Staff engineer and back-up:** all staff engineers"),
        ("| lead, manager | x |", "| staff engineer, manager | x |"),
        ("Manager, lead, Squad", "Manager, staff engineer, Squad"),
        ("at the leads' meeting", "at the architects' round"),
        ("no chain: a tech lead is no engineer", "no chain: a staff engineer is no Führungskraft"),
        (
            "the other areas\N{RIGHT SINGLE QUOTATION MARK} leads",
            "the other areas\N{RIGHT SINGLE QUOTATION MARK} staff engineers",
        ),
        ("its notes; “as lead” opens", "its notes; “as staff engineer” opens"),
        (
            "Lead of the area | [Can lead and manager]",
            "Staff engineer of the area | [Can staff engineer and manager]",
        ),
        (
            "considered as lead of it, which lead; <lead>",
            "considered as staff engineer of it, which staff engineer; <staff engineer>",
        ),
        ("a platform lead, five leads", "a platform staff engineer, five staff engineers"),
        ("an interim lead; neither lead", "an interim staff engineer; neither staff engineer"),
        ("there are leads; both leads", "there are staff engineers; both staff engineers"),
        ("No channel, lead or record", "No channel, staff engineer or record"),
        ("teams\nand a\nsprint", "squads\nand an\niteration"),
        (
            "A PO and a team. Product owner, product manager: who is who?",
            "A PM and a squad. Product owner, product manager: who is who?",
        ),
    ],
)
def test_singular_plural_capitals_and_articles_are_right(ours: str, theirs: str) -> None:
    assert STAFF.said(ours) == theirs


@pytest.mark.parametrize(
    "kept",
    [
        "What is a Tech Lead?",  # the name of a work
        "for-product-owners.md",
        "https://a.example/tech-lead",
        "lead@team.example.org",
        "steam and teaming",
        "this leads to more",
        "which leads to more, and who leads",
        "a lead time, lead developer, two people lead, and we both lead",
        "such as lead engineer; staff and principal engineer",
        "the security team, Legal teams and the people\nteam",  # a department is no squad
    ],
)
def test_names_addresses_and_other_words_stay(kept: str) -> None:
    assert STAFF.said(kept) == kept


def test_a_manager_of_another_kind_stays() -> None:
    own = words.of({"manager": "delivery manager", "engineering manager": "delivery manager"})

    assert own.said("the manager, or a project manager; no line managers") == (
        "the delivery manager, or a project manager; no line managers"
    )


def test_an_article_before_a_link_fits_the_word_in_it() -> None:
    assert STAFF.said_after("It takes a ", "sprint") == ("It takes an ", "iteration")
    assert STAFF.said_after("Here the ", "lead decides") == ("Here the ", "staff engineer decides")


@pytest.mark.parametrize(
    ("word", "plural"), [("cycle", "cycles"), ("deputy", "deputies"), ("coach", "coaches")]
)
def test_an_english_plural_needs_no_line(word: str, plural: str) -> None:
    assert words.of({"sprint": word}).said("sprints") == plural


def test_the_noun_of_a_longer_name_has_the_plural_and_small_words_a_small_initial() -> None:
    own = words.of({"engineering manager": "head of engineering"})

    assert own.said("Engineering managers, EM and EMs") == "Heads of engineering, HoE and HoEs"


@pytest.mark.parametrize(
    ("text", "vowel"),
    [
        ("SRE", True),
        ("PM", False),
        ("hour", True),
        ("user", False),
        ("Übung", True),
        ("uninvited", True),
        ("X-ray", True),
        ("U-turn", False),
        ("8-week cycle", True),
        ("12-week cycle", False),
    ],
)
def test_an_goes_by_the_sound(text: str, vowel: bool) -> None:
    assert words.begins_with_vowel_sound(text) is vowel


def test_search_is_told_our_abbreviation_too() -> None:
    own = words.of({"product owner": "product manager", "sprint": "cycle"})

    assert own.pairs == [
        ["product owner", "product manager"],
        ["PO", "product manager"],
        ["sprint", "cycle"],
    ]


def test_a_role_may_go_by_its_short_name() -> None:
    assert words.other_said_so("tech lead", "Lead", {}) == ""
    assert words.of({"tech lead": "lead"}).said("A tech lead leads, as a lead") == (
        "A lead leads, as a lead"
    )


def test_without_names_nothing_changes() -> None:
    assert words.of({}).said("a tech lead's sprint") == "a tech lead's sprint"
