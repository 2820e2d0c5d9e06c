"""Console listings in which here-documents are input: they are coloured, and copied, as commands.

What the copy button takes is what runs: prompts and output are left out by their classes
(``copybutton_exclude`` in ``conf.py``). Pygments takes the lines of a here-document for output.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pygments.lexers.javascript import JavascriptLexer
from pygments.lexers.shell import BashLexer, BashSessionLexer
from pygments.lexers.special import TextLexer
from pygments.token import Generic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pygments.token import _TokenType
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

_PROMPT = re.compile(r"^[^\n]*?[$#%] ", re.MULTILINE)
# A command that reads what follows it, up to a line with its mark.
_HERE_DOCUMENT = re.compile(
    r"""^(?P<prompt>[^\n]*?[$#%][ ])
    (?P<input>
      [^\n]*?(?<!<)<<(?!<)-?\s*(?P<quote>['"]?)(?P<mark>\w+)(?P=quote)[^\n]*\n
      (?:[^\n]*\n)*?
      \t*(?P=mark)(?:\n|\Z)
    )""",
    re.MULTILINE | re.VERBOSE,
)


class ConsoleLexer(BashSessionLexer):
    """Pygments' lexer of console sessions, with here-documents as part of their commands."""

    name = "Console with here-documents"
    aliases = ("console",)
    filenames = ()

    def get_tokens_unprocessed(self, text: str) -> Iterator[tuple[int, _TokenType, str]]:
        """Give each token with its place, as every lexer does."""
        if not _PROMPT.search(text):
            yield from BashLexer().get_tokens_unprocessed(text)  # commands alone
            return
        done = 0
        for found in _HERE_DOCUMENT.finditer(text):
            yield from self._session(text, done, found.start())
            yield found.start(), Generic.Prompt, found["prompt"]
            for place, token, value in BashLexer().get_tokens_unprocessed(found["input"]):
                yield found.start("input") + place, token, value
            done = found.end()
        yield from self._session(text, done, len(text))

    def _session(self, text: str, start: int, end: int) -> Iterator[tuple[int, _TokenType, str]]:
        for place, token, value in super().get_tokens_unprocessed(text[start:end]):
            yield start + place, token, value


def setup(app: Sphinx) -> ExtensionMetadata:
    app.add_lexer("console", ConsoleLexer)
    for name in ("dotenv", "env", "log", "plaintext", "txt"):  # as other tools call them
        app.add_lexer(name, TextLexer)
    app.add_lexer("jsonc", JavascriptLexer)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
