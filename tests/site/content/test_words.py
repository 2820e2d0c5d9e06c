"""The organisation's words in a built page, and the places where ours stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from repository import conf_of

from handbook.core.config import Settings

if TYPE_CHECKING:
    from conftest import Build

CONF = f"""
extensions = ["myst_parser", "handbook.content.words"]
myst_heading_anchors = 1
myst_enable_extensions = ["colon_fence"]
{conf_of(Settings(words={"tech lead": "staff engineer", "sprint": "iteration"}))}
"""
PAGE = """# A tech lead's week

Ask a **tech lead** in a {term}`sprint`, or `tech lead`.

> The tech lead decides.

```markdown
To send: the tech lead asks.
```

```python
tech_lead = "tech lead"
```

See [A tech lead's book](https://a.example/tech-lead) and [here](#a-tech-leads-week).

:::{glossary}
sprint
  Two weeks of a tech lead.
:::
"""


def test_a_page_says_our_words_only_where_others_wrote_them(build: Build) -> None:
    doctree = build({"index.md": PAGE}, conf=CONF).doctree()

    assert [p.astext() for p in doctree.findall(nodes.paragraph)] == [
        "Ask a staff engineer in an iteration, or tech lead.",
        "The tech lead decides.",
        "See A tech lead's book and here.".replace("'", "\N{RIGHT SINGLE QUOTATION MARK}"),
        "Two weeks of a staff engineer.",
    ]


def test_an_article_before_what_stays_keeps_its_space(build: Build) -> None:
    page = "# Kept\n\nOne [wrote](https://a.example) to a `tech lead` of a tech lead.\n"

    doctree = build({"index.md": page}, conf=CONF).doctree()

    (said,) = doctree.findall(nodes.paragraph)
    assert said.astext() == "One wrote to a tech lead of a staff engineer."


def test_what_is_copied_to_be_sent_says_so_too_and_code_does_not(build: Build) -> None:
    doctree = build({"index.md": PAGE}, conf=CONF).doctree()

    assert [code.astext().strip() for code in doctree.findall(nodes.literal_block)] == [
        "To send: the staff engineer asks.",
        'tech_lead = "tech lead"',
    ]


def test_titles_change_and_addresses_stay(build: Build) -> None:
    project = build({"index.md": PAGE}, conf=CONF)

    assert project.app.env.titles["index"].astext().startswith("A staff engineer")
    assert project.doctree().next_node(nodes.section)["ids"][0] == "a-tech-lead-s-week"


def test_a_glossary_stays_in_the_order_of_its_terms(build: Build) -> None:
    terms = ":::{glossary}\n“note”\n  One.\n\nsprint\n  Two.\n:::\n"

    doctree = build({"index.md": f"# Words\n\n{terms}"}, conf=CONF).doctree()

    assert [term.astext() for term in doctree.findall(nodes.term)] == ["iteration", "“note”"]


def test_an_abbreviation_that_is_the_name_now_is_no_entry_beside_it(build: Build) -> None:
    terms = (
        ":::{glossary}\nEM\n  {term}`Engineering manager <engineering manager>`.\n\n"
        "engineering manager\n  Hires.\n:::\n\nAsk the engineering manager (EM), {term}`EM`.\n"
    )
    conf = f"{CONF}{conf_of(Settings(words={'engineering manager': 'EM'}))}\n"

    project = build({"index.md": f"# Words\n\n{terms}"}, conf=conf)

    assert project.warnings == []
    assert project.doctree().astext().split("\n\n") == ["Words", "EM", "Hires.", "Ask the EM, EM."]


def test_two_entries_of_one_name_are_told(build: Build) -> None:
    terms = ":::{glossary}\nturn\n  One.\n\nsprint\n  Two.\n:::\n"
    conf = f"{CONF}{conf_of(Settings(words={'sprint': 'turn'}))}\n"

    (told,) = build({"index.md": f"# Words\n\n{terms}"}, conf=conf).warnings

    assert "two entries are called 'turn': name one of them otherwise, in handbook.toml" in told


def test_a_term_is_linked_by_either_name(build: Build) -> None:
    page = PAGE + "\nAn {term}`iteration` is a {term}`sprint`.\n"

    assert build({"index.md": page}, conf=CONF).warnings == []


def test_the_organisations_own_pages_say_what_they_say(build: Build) -> None:
    own = "---\norphan: true\n---\n# Us\n\nWe had a sprint.\n"
    project = build({"index.md": "# Top\n", "local/us.md": own}, conf=CONF)

    assert "We had a sprint." in project.doctree("local/us").astext()
