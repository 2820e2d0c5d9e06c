"""What Sphinx's own index lacks: numbers, and the words that are said of a page elsewhere.

On a small site, and from disk, that index finds the pages; the browser loads this table beside it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from handbook.site.search.vocabulary import stemmer, tokens

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from handbook.site.search.elsewhere import Elsewhere
    from handbook.site.search.page import PageText

WORD = re.compile(r"\w+")
SHORTEST = 3  # characters of a word that Sphinx keeps


def unindexed(pages: Sequence[PageText], elsewhere: Mapping[str, Elsewhere]) -> dict[str, Any]:
    """Give the pages' names, and for each stem the places of its pages among them."""
    stem = stemmer()
    places: dict[str, list[int]] = defaultdict(list)
    for place, page in enumerate(pages):
        # Cut as Sphinx does, otherwise than we: at no underscore, and nothing is joined.
        own = {stem(word) for word in WORD.findall(page.words.lower()) if len(word) >= SHORTEST}
        numbers = {word for word in tokens(page.words) if word.isdigit()}
        said = {stem(word) for word in tokens(elsewhere[page.docname].words)}
        for word in numbers | (said - own):
            places[word].append(place)
    return {"pages": [page.docname for page in pages], "words": places}
