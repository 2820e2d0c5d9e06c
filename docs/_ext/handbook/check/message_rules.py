"""The messages of Sphinx 9, docutils 0.22 and MyST 5 that authors meet, each with its mend."""

import re
from dataclasses import dataclass

from pygments.lexers import get_all_lexers

from handbook.check.preflight import forms


@dataclass(frozen=True)
class Rule:
    r"""A kind of message.

    :ivar pattern: of the whole message's first line.
    :ivar text: what is said instead, with the pattern's groups; ``\g<0>`` is the message itself.
        Empty: another message tells the same better.
    :ivar at: a pattern with the text's groups, of the line that is meant: the first at or below
        the line that was told, or the page's last where none was.
    :ivar twin: the group that names the page, or its file, which says the same; a page of the
        organisation is told of in place of the handbook's own.
    """

    pattern: str
    text: str
    at: str = ""
    twin: int = 0


NAME = "'([^']*)'"
# Languages of listings, which authors put into braces, as other tools have it.
LANGUAGES = "|".join(re.escape(name) for lexer in get_all_lexers() for name in lexer[1])
QUOTED = '"([^"]*)"'
RULES = (
    # Links
    Rule(
        "'myst' cross-reference target not found: ''",
        "the link leads nowhere: write a page, a heading or an address between its brackets",
        at=r"\]\(\s*\)",
    ),
    Rule(
        r"'myst' cross-reference target not found: '((?:[a-zA-Z][\w+.-]*://|tel:)[^']*)'",
        "a link to \\1 is not for pages: link to a page or to an https:// address",
        at=r"\1",
    ),
    Rule(
        r"'myst' cross-reference target not found: '(www\.[^']*)'",
        r"\g<0>: write https:// before it",
        at=r"\1",
    ),
    Rule(
        rf"'myst' cross-reference target not found: {NAME}(?<=\.md')",
        r"\g<0>: no page has this path, from this page's folder: correct it, or begin with a slash"
        " to write it from docs, as an insert must",
        at=r"\1",
    ),
    Rule(
        r"'myst' cross-reference target not found: '([^'=]*(?:/[^']*|\.\w{2,5}))'",
        r"\g<0>: nothing has this path, from this page's folder: correct it; a page ends in .md,"
        " a file to take away is a {download}",
        at=r"\1",
    ),
    Rule(
        f"'myst' cross-reference target not found: {NAME}",
        r"\g<0>: no heading or label has this name: correct it, or write (\1)= above the heading",
        at=r"\1",
    ),
    Rule(
        f"local id not found in doc {NAME}: {NAME}",
        r"\g<0>: that page has no such heading or label: correct what stands after #",
        at=r"#\2",
    ),
    Rule(
        rf"(?:{NAME}|[a-z]+:[a-z]+) reference target not found: (.*)",
        r"\g<0>: the handbook describes no code: write it as code, `\2`",
        at=r"\2",
    ),
    Rule(
        f"undefined label: {NAME}",
        r"\g<0>: correct it, or write (\1)= above what is meant",
        at=r"\1",
    ),
    Rule(f"unknown document: {NAME}", r"\g<0>: correct the page's path, without .md", at=r"\1"),
    Rule(
        "Unknown source document '(?:.*/)?(.*)'",
        "the link leaves the folder docs, of which alone a site is made: link to the file's"
        " address, or name its path as code",
        at=r"\1",
    ),
    Rule(
        "Failed to create a cross reference. Any number is not assigned: (.*)",
        r"\1 has no number, as only figures, tables and listings have: write {ref}`\1`",
        at=r"\1",
    ),
    Rule(
        f"Failed to create a cross reference. A title or caption not found: {NAME}",
        r"\1 has no title, so say what it is: {ref}`words <\1>`",
        at=r"\1",
    ),
    Rule("unknown option: '(.*)'", r"\g<0>: write it as code, `\1`", at=r"\1"),
    Rule("equation not found: (.*)", rf"\g<0>: {forms.FORMULA}", at=r"\1"),
    Rule(
        f"term not in glossary: {NAME}",
        r"\g<0>: explain it there, or write {term}`\1 <the term as it stands there>`",
        at=r"\1",
    ),
    Rule(
        "(?:image|download) file not readable: (?:.*/)?(.*)",
        r"\g<0>: correct the path, from this page's folder, or add the file",
        at=r"\1",
    ),
    # Contents
    Rule(
        f"toctree contains reference to document {NAME} that doesn't have a title: no link will be"
        " generated",
        "",  # told in the page
    ),
    Rule(
        f"toctree contains reference to (?:nonexisting|excluded) document {NAME}.*",
        r"\g<0>: correct the path, without .md, or remove the line",
        at=r"\1",
    ),
    Rule(
        "document isn't included in any toctree",
        r"\g<0>: list it in the contents of the page above it, or no menu leads to it",
    ),
    Rule(
        "duplicated entry found in toctree: (.*)",
        r"\g<0>: keep one of the two lines",
    ),
    # Names that are given twice
    Rule(
        f"Duplicate explicit target name: {QUOTED}.*",
        r'Duplicate explicit target name: "\1": give this one another name',
        at=r"\(\1\)=|\{#\1[ }]|^:name:\s*\1\s*$",
    ),
    Rule(
        "duplicate label (.*), other instance in (.*)",
        r"\g<0>: a name has one place in the handbook, give one of them another",
        at=r"^\(\1\)=|\{#\1[ }]|^\s*:name:\s*\1\s*$",
        twin=2,
    ),
    Rule(
        "duplicate term description of (.*), other instance in (.*)",
        r"\g<0>: explain it in one place",
        at=r"^\s*\1\s*$",
        twin=2,
    ),
    Rule("Duplicate reference definition: (.*)", r"\g<0>: keep one of the two"),
    # Footnotes
    Rule("Too many autonumbered footnote references: only .*", ""),  # told by name as well
    Rule(
        f"Unknown target name: {QUOTED}.*",
        r'Unknown target name: "\1": no footnote has this name: write one, [^\1]: and its text',
    ),
    Rule(
        r"Footnote \[.*\] is not referenced\.",
        r"\g<0> Write [^…] with its name where it belongs, or remove it",
    ),
    Rule(
        f"Duplicate footnote definition found for label: {NAME}",
        r"\g<0>: give the second another name",
    ),
    # Directives and roles
    Rule(
        f"Unknown directive type: '({'|'.join(forms.DRAWINGS)})'",
        forms.DRAWING,
    ),
    Rule(
        "Unknown directive type: '(?:c|cpp):.*'",
        "the handbook has no API signatures: describe an interface beside its code, and link there",
    ),
    *(
        Rule(f"Unknown directive type: '{name}'", rf"\g<0>: write {{{ours}}}")
        for name, ours in forms.OURS.items()
    ),
    Rule(
        rf"Unknown directive type: '\.?({LANGUAGES})'",
        r"a listing names its language without braces: write \1 right behind its marks",
    ),
    Rule(
        f"Unknown directive type: {NAME}",
        r"\g<0>: correct the name, or use a component that the style guide shows",
    ),
    Rule(
        f"Unknown interpreted text role {QUOTED}.*",
        r'Unknown interpreted text role "\1": correct the name, or write it as code, `{\1}`',
    ),
    Rule("unknown (?:role|directive) name: .*", ""),  # told with its place as well
    Rule(
        rf"{NAME}: Unknown option key: {NAME} \(allowed: (.*)\)",
        r"\g<0>: correct it, or remove it",
        at=r"^\s*:\2:",
    ),
    Rule(
        f"{NAME}: Invalid option value for {NAME}: (.*)",
        r"\g<0>: correct what stands after :\2:",
        at=r"^\s*:\2:",
    ),
    Rule(
        f"{NAME}: Invalid options format: expected key to start at column 0",
        r"{\1}: more follows after a quoted value: put all of the value between single quotes,"
        """ :name: '"a", "b"'""",
        at=r"""^\s*:[\w-]+:\s*(?:"[^"]*"|'[^']*')\s*\S""",
    ),
    Rule(
        f"{NAME}: Invalid options format: (.*)",
        r"\g<0>: write each option on a line, :name: value, and an empty line after the last",
    ),
    Rule(
        rf"Directive {NAME}: (\d+) argument\(s\) required, (\d+) supplied",
        r"\g<0>: write what it needs after {\1}, on the same line",
    ),
    Rule(
        f"Content block expected for the {QUOTED} directive; none found.",
        r"{\1} is empty: write its text, or remove it",
    ),
    Rule(
        r"Directive \"include\": file not found: '(.*)'",
        r"\g<0>: correct the path, from this page's folder",
    ),
    Rule(
        'Problems with "csv-table" directive path:',
        "the table's file can't be read: correct the path behind :file:, from this page's folder",
        at=r"^\s*:file:",
    ),
    Rule(
        r"(start-after|start-at|end-before|end-at) pattern not found: .*",
        r"\g<0>: the file has no such line, correct what stands after :\1:",
        at=r"^\s*:\1:",
    ),
    Rule(
        "parsing '.*' failed: .*",
        "the listing's file is no Python, and :pyobject: needs one: name :lines: instead",
        at=r"^\s*:pyobject:",
    ),
    Rule(
        r"line number spec is out of range\(1-(\d+)\): '(.*)'",
        r"\g<0>: name lines that the listing has",
        at=r"^\s*:emphasize-lines:",
    ),
    Rule(
        r"The parent of a 'tab-item' should be a 'tab-set'.*",
        "{tab-item} stands alone: put ::::{tab-set} before the tabs, and :::: after them",
    ),
    Rule(
        "All children of a 'tab-set' should be 'tab-item'.*",
        "{tab-set} holds tabs alone: put what stands between them into a :::{tab-item}, or outside",
    ),
    Rule(
        "All children of a 'grid-row' should be 'grid-item'.*",
        "{grid} holds its own parts alone: write {grid-item-card} for {card}, or {grid-item}"
        " around the text",
    ),
    Rule(
        ".*separators are deprecated.*",
        "+++ and ^^^ part a card no more: write its head or foot in a {card-header} or"
        " {card-footer} within it",
        at=r"^\s*(?:\+{3}|\^{3})",
    ),
    Rule(
        "(.*)Splitting content across first line and body, (.*)",
        r"\1text stands behind the name and below as well: move it below, or write"
        " {admonition} and a title",
    ),
    Rule(
        "Include file '(.*)' not found or reading it failed",
        r"\g<0>: correct the path, from this page's folder, or add the file",
    ),
    # Listings
    Rule("Pygments lexer name '[^']*[^\\w+#.-][^']*' is not known", ""),  # told by preflight
    Rule(
        f"Pygments lexer name '({'|'.join(forms.DRAWINGS)})' is not known",
        rf"{forms.DRAWING}; or name text, and it stays a listing",
    ),
    Rule(
        f"Pygments lexer name '({'|'.join((*forms.BOXES, *forms.OURS))})' is not known",
        r"a box's name has braces, and a listing none: write {\1}, or name text",
    ),
    Rule("Pygments lexer name 'math' is not known", forms.FORMULA),
    Rule(
        f"Pygments lexer name {NAME} is not known",
        r"\g<0>: correct the language, or name text",
    ),
    Rule(
        r"Lexing literal_block .* as \"(.*?)\" resulted in an error at token: (.+?)\. Retrying.*",
        r"the listing is no \1, from \2 on: correct it, or name another language, such as text",
    ),
    # Tables
    Rule(
        r"Error parsing content block for the \"list-table\" directive: uniform two-level bullet"
        r" list expected, but row (\d+) does not contain the same number of items as row 1"
        r" \((\d+) vs (\d+)\)\.",
        r"row \1 of the table has \2 of \3 cells: write a line for each, `  - text`, or `  -`",
    ),
    Rule(
        r"Error parsing content block for the \"list-table\" directive: .*",
        "{list-table} holds one list of rows, each a list of its cells: begin a row with `- - `,"
        " and its other cells with `  - `",
    ),
    Rule(
        r"Error parsing content block for the \"table\" directive: exactly one table expected\.",
        "{table} holds one table in Markdown, and nothing else: move the rest out of it",
    ),
    Rule(
        r"\"(.*)\" widths do not match the number of columns in table \((\d+)\)\.",
        r"the table has \2 columns, :widths: names more or fewer: give one number for each",
    ),
    Rule(
        r"Error with CSV data in \"csv-table\" directive:.*",
        r"\g<0> a quote opens that doesn't close, or text follows one that does: correct it",
    ),
    # Headings and lists
    *(
        Rule(
            rf"Non-consecutive header level increase; H{n} to H\d", rf"\g<0>: write {'#' * (n + 1)}"
        )
        for n in range(1, 6)
    ),
    Rule(
        r"Document headings start at H(\d), not H1",
        r"\g<0>: begin the page with # and its title",
    ),
    Rule(
        r"(?:Document|Section|Document or section) may not (?:begin|end) with a transition\.",
        r"\g<0> Remove the rule",
    ),
    Rule(
        r"At least one body element must separate transitions; .*",
        "two rules in a row: remove one",
    ),
    Rule(
        "glossary terms must not be separated by empty lines",
        "a term without an explanation: write it on the next line, indented",
    ),
    Rule(
        "glossary term must be preceded by empty line",
        "a term stands close to the text above it: leave an empty line, or indent it",
    ),
    Rule(
        "glossary seems to be misformatted, check indentation",
        "an indented line without a term above it: write the term first, without indent",
    ),
)
