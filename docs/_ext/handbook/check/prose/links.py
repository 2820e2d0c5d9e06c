"""The rule on links: their words say where they lead."""

import re
from collections.abc import Iterator

from handbook.check.prose.source import Page
from handbook.check.prose.wordlists import Lists
from handbook.core.errors import Finding

ADDRESS = re.compile(r"(https?://|www\.)\S+|\S+\.(md|html?)")


def findings(page: Page, lists: Lists) -> Iterator[Finding]:
    """Check the text of each link, wherever it stands."""
    for block in page.blocks:
        for line in block.lines:
            for link in line.links:
                text = link.strip().rstrip(".:").casefold()
                if text in lists.bare_links or text.startswith("click "):
                    message = (
                        f'the link "{link}" does not say where it leads: read aloud or in'
                        " print it is no use; take the words that name the target"
                    )
                elif ADDRESS.fullmatch(text):
                    message = (
                        f'the link "{link}" is a bare address: nobody reads those;'
                        " write [what stands there](address)"
                    )
                else:
                    continue
                yield Finding(page.path, line.number, message, "link")
