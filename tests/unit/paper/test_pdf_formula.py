r"""TeX's notation becomes Typst's; what has no rule is refused by name."""

from __future__ import annotations

import pytest

from handbook.paper.pdf.formula import FormulaError, to_typst


@pytest.mark.parametrize(
    ("tex", "written"),
    [
        ("x^2", "x ^(2)"),
        ("x_{i,j}", r"x _(i \, j)"),
        (r"\frac{a}{b}", "frac(a, b)"),
        (r"\sqrt{x}", "sqrt(x)"),
        (r"\sum_{i=0}^{n} \alpha_i", "sum _(i = 0) ^(n) alpha _(i)"),
        (r"\text{mean time} \leq 5", '"mean time" <= 5'),
        (r"\left( x \right)", "( x )"),
        ("a/b", r"a \/ b"),
        (r"100\%", r"100 \%"),
        ("é", '"é"'),
        ("ab", "a b"),
    ],
)
def test_a_formula_is_translated(tex: str, written: str) -> None:
    assert to_typst(tex) == written


@pytest.mark.parametrize(
    ("tex", "named"),
    [
        (r"\weird{x}", r"\\weird"),
        ("{x", "a “{” without its “}”"),
        ("x}", "a “}” without its “{”"),
        ("x^", "an argument that is not there"),
    ],
)
def test_what_has_no_rule_is_named(tex: str, named: str) -> None:
    with pytest.raises(FormulaError, match=named):
        to_typst(tex)
