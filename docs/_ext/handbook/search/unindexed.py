"""What Sphinx's own index lacks: numbers, and the words that are said of a page elsewhere.

On a small site, and from disk, that index finds the pages; the browser loads this table beside it.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from handbook.search.vocabulary import stemmer, tokens

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from handbook.search.elsewhere import Elsewhere
    from handbook.search.page import PageText


def unindexed(pages: Sequence[PageText], elsewhere: Mapping[str, Elsewhere]) -> dict[str, Any]:
    """Give the pages' names, and for each stem the places of its pages among them."""
    stem = stemmer()
    places: dict[str, list[int]] = defaultdict(list)
    for place, page in enumerate(pages):
        own = set(tokens(page.words))
        numbers = {word for word in own if word.isdigit()}
        said = {stem(word) for word in tokens(elsewhere[page.docname].words)}
        for word in numbers | (said - {stem(word) for word in own}):
            places[word].append(place)
    return {"pages": [page.docname for page in pages], "words": places}
