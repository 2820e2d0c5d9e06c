"""Console listings as what they are: prompts, commands with all their lines, and output.

What the copy button takes is what runs: prompts and output are left out by their classes
(``copybutton_exclude`` in ``conf.py``). Pygments knows one shell, and takes the lines of a
here-document, or those behind a second prompt, for output.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pygments.lexer import Lexer, do_insertions
from pygments.lexers.javascript import JavascriptLexer
from pygments.lexers.python import PythonLexer
from pygments.lexers.shell import BashLexer, BatchLexer, PowerShellLexer
from pygments.lexers.special import TextLexer
from pygments.token import Generic, _TokenType
from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

# A shell names itself, or a machine or a folder with a sign in it: "100 % done" is output. A lone #
# begins a comment, as in the shell itself.
_SHELL = r"""(?:\([\w.-]+\)[ ])?
    (?:(?:\[[^\]\n]+\]|(?:ba)?sh-\S*?|[^\s$%#]*[@:~/][^\s$%#]*(?:[ ][^\s$%#]+)?)?[ ]?[$%][ ]
    |(?:\[[^\]\n]+\]|[^\s$%#]*[@:~][^\s$%#]*(?:[ ][^\s$%#]+)?)[ ]?\#[ ])"""
_PROMPT = re.compile(
    rf"(?P<shell>{_SHELL})|(?P<power>PS(?:[ ][^>\n]*)?>[ ]?)|(?P<batch>[A-Za-z]:\\[^>\n]*>[ ]?)"
    r"|(?P<python>>>>(?:[ ]|$))",
    re.VERBOSE | re.MULTILINE,
)
# A session of root alone: each line begins so.
_ROOT = re.compile(r"(?P<shell>\# )")
_LEXERS = {
    "shell": BashLexer,
    "power": PowerShellLexer,
    "batch": BatchLexer,
    "python": PythonLexer,
}
# How a line ends that the next one goes on with.
_GOES_ON = {"power": "`\n", "batch": "^\n"}
# Right behind a command, before any output.
_SECOND = re.compile(r"(?:>>?|\.\.\.)(?: |$)", re.MULTILINE)
# A command that reads what follows it, up to a line with this mark.
_HERE_DOCUMENT = re.compile(r"(?<!<)<<(?!<)(-?)\s*(['\"]?)(\w+)\2")


@dataclass
class _Command:
    """A command so far: where it begins, its code, and the prompts within it.

    :ivar is_open: whether the next line may belong to it.
    """

    place: int = 0
    language: str = "shell"
    code: str = ""
    is_open: bool = False
    prompts: list[tuple[int, list[tuple[int, _TokenType, str]]]] = field(default_factory=list)

    def add(self, prompt: str, rest: str) -> None:
        if prompt:
            self.prompts.append((len(self.code), [(0, Generic.Prompt, prompt)]))
        self.code += rest

    def second(self, line: str) -> str | None:
        """Give the prompt with which a line goes on with it; ``None`` for one that doesn't."""
        if not self.is_open:
            return None
        if found := _SECOND.match(line):
            return found[0]
        return "" if self.code.endswith(_GOES_ON.get(self.language, "\\\n")) else None

    def tokens(self) -> Iterator[tuple[int, _TokenType, str]]:
        lexer = _LEXERS[self.language]()
        for place, token, value in do_insertions(
            self.prompts, lexer.get_tokens_unprocessed(self.code)
        ):
            yield self.place + place, token, value


class ConsoleLexer(Lexer):
    """Lexer of sessions in a shell, PowerShell, Windows' console or Python."""

    name = "Console"
    aliases = ("console",)

    def get_tokens_unprocessed(self, text: str) -> Iterator[tuple[int, _TokenType, str]]:
        """Give each token with its place, as every lexer does."""
        lines = re.findall(r"[^\n]*\n|[^\n]+", text)
        prompt = _PROMPT if any(map(_PROMPT.match, lines)) else _ROOT
        if prompt is _ROOT and not all(map(_ROOT.match, lines)):
            yield from BashLexer().get_tokens_unprocessed(text)  # commands alone
            return
        place, command, last = 0, _Command(), 0
        for number, line in enumerate(lines):
            second = "" if number < last else command.second(line)
            if second is not None:
                command.add(second, line[len(second) :])
            else:
                yield from command.tokens()
                command = _Command(place + len(line))
                if found := prompt.match(line):
                    command = _Command(place, found.lastgroup or "", is_open=True)
                    command.add(found[0], line[found.end() :])
                    last = _end(lines, number)
                elif line.startswith("#"):
                    command = _Command(place, code=line)
                else:
                    yield place, Generic.Output, line
            place += len(line)
        yield from command.tokens()


def _end(lines: list[str], number: int) -> int:
    """Give the number of the line behind a here-document that a line opens; 0 for none."""
    found = _HERE_DOCUMENT.search(lines[number])
    marks = range(number + 1, len(lines)) if found else ()
    return next((n + 1 for n in marks if found and _closes(lines[n], found)), 0)


def _closes(line: str, opened: re.Match[str]) -> bool:
    return (line.lstrip("\t") if opened[1] else line).rstrip("\n") == opened[3]


def setup(app: Sphinx) -> ExtensionMetadata:
    app.add_lexer("console", ConsoleLexer)
    for name in ("dotenv", "env", "log", "plaintext", "txt"):  # as other tools call them
        app.add_lexer(name, TextLexer)
    app.add_lexer("jsonc", JavascriptLexer)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
