"""A page's style attributes become classes, or are named for their author."""

import pytest

from handbook.site.furo_fixes import inline_styles


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<col style="width: 33.3%" />', '<col class="width-33" />'),
        (
            '<img alt="" class="logo" src="a.png" style="width: 50%;" />',
            '<img alt="" class="width-50 logo" src="a.png" />',
        ),
        (
            '<img alt="" src="a.png" style="width: 120px; height: 80.5px;" />',
            '<img width="120" height="80" alt="" src="a.png" />',
        ),
        (
            '<figure class="align-center" id="f" style="width: 60%">',
            '<figure class="width-60 align-center" id="f">',
        ),
        ('<col style="width: 0.2%" />', '<col class="width-1" />'),
        ("<p>Write <code>style=&quot;width: 5%&quot;</code></p>", None),
        ('<pre>write style="width: 5%"\nor <b>a style="x"</b></pre>', None),
        ('style="x" and style="y"', None),
        ("<p>No style here.</p>", None),
    ],
)
def test_a_width_becomes_a_class_or_an_attribute(before: str, after: str | None) -> None:
    assert inline_styles.to_classes(before) == (after or before, [])


@pytest.mark.parametrize(
    "style", ["color: red", "width: 10em", "width: 20%; color: red", "width: calc(1% + 2px)", "x"]
)
def test_any_other_style_is_taken_out_and_named(style: str) -> None:
    page, refused = inline_styles.to_classes(f'<div class="a" style="{style}">text</div>')

    assert page == '<div class="a">text</div>'
    assert refused == [style]


def test_every_width_has_its_rule() -> None:
    rules = inline_styles.rules().splitlines()

    assert len(rules) == 100
    assert rules[39] == ".width-40 { width: 40%; }"
