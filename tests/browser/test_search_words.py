"""The words of a query are cut, stemmed and mended in the browser as the index has them."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING, Any

import pytest
from word_examples import EXAMPLES

from handbook.site.search import english
from handbook.site.search.cutting import stem

if TYPE_CHECKING:
    from collections.abc import Generator

    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def words(browser: Browser, served: str) -> Generator[Page]:
    """Return a tab in which the parts of search that work on words are loaded."""
    page = browser.new_page()
    page.goto(f"{served}/search.html?q=advice")
    page.wait_for_function("() => window.handbookSearch?.page")
    yield page
    page.close()


def call(page: Page, expression: str, *arguments: Any) -> Any:
    return page.evaluate(f"([...a]) => handbookSearch.{expression}(...a)", list(arguments))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["says"])
def test_a_query_is_cut_as_the_examples_say(words: Page, example: dict[str, Any]) -> None:
    found = call(words, "text.cut", example["says"])

    assert [word for one in found for word in one["parts"]] == example["words"]
    assert [word for one in found for word in one["also"]] == example.get("also", [])


@pytest.mark.parametrize(
    "word", ["decisions", "deprecating", "ownership", "teams", "broken", "chose", "customizing"]
)
def test_query_and_index_stem_words_alike(words: Page, word: str) -> None:
    assert call(words, "text.stem", word) == stem(word)


@pytest.mark.parametrize(
    ("american", "british"),
    [
        ("behavior", "behaviour"),
        ("center", "centre"),
        ("judgment", "judgement"),
    ],
)
def test_either_spelling_finds_the_other(words: Page, american: str, british: str) -> None:
    assert british in call(words, "vocabulary.spellings", american)
    assert american in call(words, "vocabulary.spellings", british)


def test_an_american_spelling_is_no_word_of_another_family(words: Page) -> None:
    assert call(words, "text.stem", "customizing") == call(words, "text.stem", "customise")
    assert call(words, "text.stem", "customizing") != call(words, "text.stem", "customer")


@pytest.mark.parametrize(
    ("a", "b", "slips"),
    [("lead", "laed", 1), ("lead", "leads", 1), ("lead", "reader", 3), ("", "ab", 2)],
)
def test_slips_are_counted_a_swap_as_one(words: Page, a: str, b: str, slips: int) -> None:
    found = call(words, "vocabulary.distance", a, b, 3)

    assert found["slips"] == slips


@pytest.mark.parametrize(
    ("typed", "likelier", "other"),
    [
        ("laed", "lead", "laud"),  # a swap
        ("comit", "commit", "comet"),  # a letter that should be doubled; codespell:ignore
        ("relevent", "relevant", "relevint"),  # a vowel; codespell:ignore
    ],
)
def test_a_slip_that_people_make_costs_less(
    words: Page, typed: str, likelier: str, other: str
) -> None:
    near, far = (call(words, "vocabulary.distance", typed, word, 2) for word in (likelier, other))

    assert near["cost"] <= far["cost"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("robustnes", "robustness"),  # codespell:ignore
        ("architcture", "architecture"),  # codespell:ignore
        ("rchitecture", "architecture"),
        ("xqzv", ""),
    ],
)
def test_a_slip_is_mended_from_the_sites_own_words(words: Page, typed: str, meant: str) -> None:
    assert (call(words, "vocabulary.corrections", typed, []) or [""])[0] == meant


# Words of the language that no page is likely to say, each near to one that pages do say.
REAL = ["minimums", "leaks", "rotting", "overruns", "parrot", "mansion", "cabbage", "kettle"]


@pytest.mark.parametrize("word", REAL)
def test_a_word_of_the_language_is_never_replaced(words: Page, word: str) -> None:
    assert call(words, "vocabulary.corrections", word, []) == []
    assert parse(words, f"{word} budget").get("mended") is None


def test_every_word_of_the_language_has_the_stem_that_the_build_gives_it(words: Page) -> None:
    package, name = english.LIST
    listed = resources.files(package).joinpath(name).read_text("utf-8-sig").split()[::2]

    stems = words.evaluate("(listed) => listed.map(handbookSearch.text.stem)", listed)

    assert [pair for pair in zip(stems, map(stem, listed), strict=True) if pair[0] != pair[1]] == []


def test_no_common_word_of_the_language_is_replaced(words: Page) -> None:
    package, name = english.LIST
    listed = resources.files(package).joinpath(name).read_text("utf-8-sig").split()[::2]
    replaced = words.evaluate(
        """async (common) => {
            const { find, query, vocabulary } = handbookSearch;
            const table = await find.ready();
            const unsaid = [];
            for (const word of common) if (!(await vocabulary.count(word))) unsaid.push(word);
            const parsed = unsaid.slice(0, 500).map((word) => query.parse(`${word} budget`, table));
            const mended = (await Promise.all(parsed)).map(({ mended }) => mended);
            return [mended.length, mended.filter(Boolean)];
        }""",
        listed[:8_000],  # the commonest come first
    )

    assert replaced == [500, []]


def test_a_short_word_with_another_first_letter_is_another_word(words: Page) -> None:
    assert "mouse" not in call(words, "vocabulary.corrections", "house", ["mouse"])


def parse(page: Page, query: str) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(
        "async query => handbookSearch.query.parse(query, await handbookSearch.find.ready())", query
    )
    return found


def test_a_question_is_about_its_content_words(words: Page) -> None:
    terms = parse(words, "How do I write an architecture document?")["terms"]

    assert [term["word"] for term in terms] == ["write", "architecture", "document"]


def test_a_word_finds_its_abbreviation_and_the_other_way_about(words: Page) -> None:
    def ways(query: str) -> list[str]:
        return [" ".join(way["words"]) for way in parse(words, query)["terms"][0]["ways"]]

    assert "engineering manager" in ways("EM")
    assert "em" in [way.lower() for way in ways("engineering manager")]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("SLOs", "slo"),  # a plural that no stemmer knows
        ("relevels", "levels"),  # a prefix that the site has not
    ],
)
def test_a_word_is_found_by_the_part_that_the_site_says(words: Page, typed: str, said: str) -> None:
    assert [term["word"] for term in parse(words, typed)["terms"]] == [said]


def test_a_prefix_that_is_left_out_is_told(words: Page) -> None:
    assert parse(words, "relevels")["mended"] == "levels"


def test_a_beginning_is_no_plural(words: Page) -> None:
    assert [term["word"] for term in parse(words, "res")["terms"]] != ["re"]


def test_a_real_word_among_others_is_no_beginning_of_another(words: Page) -> None:
    found = words.evaluate(
        """async () => {
            const { find, index, query, text, vocabulary } = handbookSearch;
            const table = await find.ready();
            const said = async (typed) => {
                const { terms } = await query.parse(typed, table);
                return terms.flatMap(({ ways }) => ways.map((way) => way.words[0]));
            };
            const others = [table.near, table.otherStems];
            const isKnown = async (word) =>
                (await vocabulary.count(word)) || others.some((one) => one.has(text.stem(word)));
            for (const longer of Object.keys(await index.words("f", "s"))) {
                const word = longer.slice(0, -2);
                if (word.length < 4 || (await isKnown(word))) continue;
                if (!(await vocabulary.isReal(word))) continue;
                const beside = await said(`advice ${word}`);
                const stems = (await said(word)).map(text.stem);
                return [text.stem(longer), stems, beside, await said("advice")];
            }
        }"""
    )

    longer, alone, beside, other = found
    assert longer in alone
    assert beside == other


def test_a_name_that_is_parted_inside_is_found_in_one(words: Page) -> None:
    ways = [way["words"] for way in parse(words, "graphql")["terms"][0]["ways"]]

    assert ["interface"] in ways


def test_a_verb_may_hold_its_object_within(words: Page) -> None:
    ways = [way["stems"] for way in parse(words, "switch the old service off")["terms"][0]["ways"]]

    assert ["deprec"] in ways


def test_a_rare_word_weighs_more_than_a_common_one(words: Page) -> None:
    rarity = {term["word"]: term["rarity"] for term in parse(words, "team ambassador")["terms"]}

    assert rarity["ambassador"] > 2 * rarity["team"]


def test_the_words_of_a_phrase_weigh_as_one_matter(words: Page) -> None:
    def weight(query: str) -> float:
        return sum(float(term["rarity"]) for term in parse(words, query)["terms"])

    assert weight("service level objective") < 1.5 * weight("SLO")


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("SLI vs SLO", ["service level indicator", "service level objective"]),
        ("difference between deprecation and sunset?", ["deprecation", "sunset"]),
        ("what is an ADR", ["decision record"]),
        ("tech lead and their pay", []),
        ("and", []),
    ],
)
def test_a_query_of_terms_alone_is_each_terms_entry(
    words: Page, query: str, names: list[str]
) -> None:
    assert [entry["name"] for entry in parse(words, query)["entries"]] == names


def test_of_two_likely_words_the_one_that_makes_a_name_was_meant(words: Page) -> None:
    assert parse(words, "role chater")["mended"] == "role charter"  # codespell:ignore


RUNS = [
    ("a trial with a date", 1.0),  # as the text says it
    ("dates of trials", 0.0),  # the same words in another order
]


def run(page: Page, query: str, said: str) -> float:
    """Return the share of a query that a text says as it stands."""
    found: float = page.evaluate(
        """async ([words, said]) => {
            const { find, passages, query } = handbookSearch;
            const parsed = await query.parse(words, await find.ready());
            const page = passages.prepare({ title: said, links: [], asked: {}, sections: [] });
            return passages.run(page.title, parsed.said, parsed.terms);
        }""",
        [query, said],
    )
    return found


@pytest.mark.parametrize(("said", "share"), RUNS)
def test_a_page_that_says_the_words_in_order_says_more(
    words: Page, said: str, share: float
) -> None:
    assert run(words, "trial with a date", said) == pytest.approx(share, abs=0.01)


def test_a_word_that_a_query_repeats_counts_once(words: Page) -> None:
    query = "trial by trial, with a date"

    assert run(words, query, "a trial by trial") == run(words, query, "a trial by")


def score(page: Page, query: str, text: str, **asked: list[str]) -> float:
    """Return the score of a page that says one text below a title without a meaning.

    :param asked: what readers ask, by the anchor of the answer.
    """
    found: float = page.evaluate(
        """async ([query, text, asked]) => {
            const { find, rank } = handbookSearch;
            const table = await find.ready();
            const sections = [{ id: "", title: "Page", text }];
            const page = { url: "page.html", title: "Page", kind: "", links: [], asked, sections };
            return rank.score(page, await handbookSearch.query.parse(query, table), table);
        }""",
        [query, text, asked],
    )
    return found


def test_a_page_that_says_the_whole_query_beats_one_that_says_a_part_as_it_stands(
    words: Page,
) -> None:
    whole = score(words, "error budget policy", "An error budget policy.")
    part = score(words, "error budget policy", "An error budget, and one more policy.")

    assert whole > part + 0.3


def test_a_question_of_the_register_typed_as_it_stands_beats_a_page_about_its_words(
    words: Page,
) -> None:
    asked = score(words, "too many pages", "", here=["too many pages"])
    about = score(words, "too many pages", "Pages, and of pages too many.", here=["fewer pages"])

    assert asked > about + 0.5


def test_questions_that_say_a_query_between_them_count_most_where_one_place_answers(
    words: Page,
) -> None:
    one = score(words, "error budget policy", "", here=["error budget", "our policy"])
    two = score(words, "error budget policy", "", here=["error budget"], there=["our policy"])

    assert one > two > score(words, "error budget policy", "", here=["error budget"])


def test_what_stands_for_an_everyday_word_is_named_and_looked_for(words: Page) -> None:
    found = words.evaluate(
        """async () => {
            const { find, query, text } = handbookSearch;
            const near = new Map([[text.stem("zebras"), ["advice"]]]);
            const parsed = await query.parse("zebra", { ...(await find.ready()), near });
            return [parsed.unknown, parsed.near, parsed.terms.flatMap(({ ways }) => ways[0].words)];
        }"""
    )

    assert found == [["zebra"], ["advice"], ["advice"]]
