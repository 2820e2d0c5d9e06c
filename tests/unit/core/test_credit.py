"""Every copy credits the work, in the words of LICENSE."""

from repository import ROOT

from handbook.core.credit import LICENCE_ADDRESS, WORK, credit


def test_the_credit_is_what_the_licence_asks_for() -> None:
    licence = (ROOT / "LICENSE").read_text("utf-8")

    assert f'Credit "{WORK}"' in licence
    assert LICENCE_ADDRESS in licence


def test_a_copy_under_another_title_says_what_it_is_made_from() -> None:
    assert credit("Lotse") == "Made from The Tech Lead Handbook, "
    assert credit(WORK) == "The Tech Lead Handbook, "
