r"""The messages of Sphinx 9, docutils 0.22 and MyST 5 that authors meet, each with its mend.

A row is a message's first line; what is done about it; and a pattern of the line that is meant, at
or below the one that was told, where that isn't the first with the last hole's words. Of a message,
``{}`` is a hole for any words, ``{[a-z]+}`` one for these; ``{…}`` skips the rest. The mend is
added behind the message, or takes its place where it begins with ``=``; an empty one silences it,
for another tells the same. The mend and the line's pattern hold the holes' words as ``\1``.
"""

from pygments.lexers import get_all_lexers

from handbook.check.preflight import forms

_LOST = "'myst' cross-reference target not found: '"
_TABLE = 'Error parsing content block for the "{}" directive: '
_BOXES = "|".join(forms.BOXES)
_DRAWINGS, _OWN = "|".join(forms.DRAWINGS), "|".join((*forms.BOXES, *forms.OURS))
# Authors put them into braces, as other tools have it; C++ and C# are no words.
_LANGUAGES = "|".join(name.replace("+", r"\+") for lexer in get_all_lexers() for name in lexer[1])
_OPTION, _NAMED = r"^\s*:\2:", r"\(\1\)=|\{#\1[ }]|^\s*:name:\s*\1\s*$"
_TOLD = ""  # the line that was told

# fmt: off
RULES: tuple[tuple[str, ...], ...] = (
    # Links
    (_LOST + r"user-content-{.+}'", r"=GitHub's own prefix stands before the name: write #\1"),
    (f"{_LOST}'", "=the link leads nowhere: write a page, a heading or an address between its"
     " brackets", r"\]\(\s*\)"),
    (_LOST + r"{[a-zA-Z][\w+.-]+:/.*|(?:attachment|tel):.*}'",
     r"=a link to \1 is not for pages: link to a page or to an https:// address"),
    (_LOST + r"{[^?#]*\?[^#]*=.*}'",
     r"=no page here takes a query, such as \1: write the whole address, https:// and all, or leave"
     " out what begins with ?"),
    (_LOST + r"{www\..*}'", "write https:// before it"),
    (_LOST + r"{.*\.md(?:#.*)?}'", "no page has this path, from this page's folder: correct it, or"
     " begin with a slash to write it from docs, as an insert must"),
    (_LOST + r"{[^=]*(?:/.*|\.\w\w\w?\w?\w?)}'", "nothing has this path, from this page's folder:"
     " correct it; a page ends in .md, a file to take away is a {download}"),
    (_LOST + "{}'",
     r"no heading or label has this name: correct it, or write (\1)= above the heading"),
    ("local id not found in doc '{}': '{}'",
     "that page has no such heading or label: correct what stands after #", r"#\2"),
    ("{?:'.*'|[a-z]+:[a-z]+} reference target not found: {}",
     r"the handbook describes no code: write it as code, `\1`"),
    ("undefined label: '{}'", r"correct it, or write (\1)= above what is meant"),
    ("unknown document: '{}'", "correct the page's path, without .md"),
    ("Unknown source document '{?:(?:.*/)?}{}'", "=the link leaves the folder docs, of which alone"
     " a site is made: link to the file's address, or name its path as code"),
    ("Failed to create a cross reference. Any number is not assigned: {}",
     r"=\1 has no number, as only figures, tables and listings have: write {ref}`\1`"),
    ("Failed to create a cross reference. A title or caption not found: '{}'",
     r"=\1 has no title, so say what it is: {ref}`words <\1>`"),
    ("unknown option: '{}'", r"write it as code, `\1`"),
    ("equation not found: {}", forms.FORMULA),
    ("term not in glossary: '{}'",
     r"explain it there, or write {term}`\1 <the term as it stands there>`"),
    ("{?:image|download} file not readable: {?:(?:.*/)?}{}",
     "correct the path, from this page's folder, or add the file"),
    # Contents
    ("toctree contains reference to document '{}' that doesn't have a title: {}", ""),
    ("toctree contains reference to {?:nonexisting|excluded} document '{}'{…}",
     "correct the path, without .md, or remove the line"),
    ("document isn't included in any toctree",
     "list it in the contents of the page above it, or no menu leads to it"),
    ("duplicated entry found in toctree: {}", "keep one of the two lines"),
    # Names that are given twice
    ('Duplicate explicit target name: "{}"{…}',
     r'=Duplicate explicit target name: "\1": give this one another name', _NAMED),
    ("duplicate label {}, other instance in {}",
     "a name has one place in the handbook, give one of them another", _NAMED),
    ("duplicate term description of {}, other instance in {}", "explain it in one place",
     r"^\s*\1\s*$"),
    ("Duplicate reference definition: {}", "keep one of the two", _TOLD),
    # Footnotes
    ("Too many autonumbered footnote references: only {}", ""),
    ('Unknown target name: "{[^"]+\\.[a-z]+}"{…}',
     "=Confluence's attachments have no form here: save the file beside the page, and write"
     r" {download}`words <\1>`"),
    ('Unknown target name: "{}"{…}',
     r'=Unknown target name: "\1": no footnote has this name: write one, [^\1]: and its text'),
    ("Footnote [{}] is not referenced.", "write [^…] with its name where it belongs, or remove it",
     _TOLD),
    ("Duplicate footnote definition found for label: '{}'", "give the second another name", _TOLD),
    # Directives and roles
    (f"Unknown directive type: '{{{_DRAWINGS}}}'", f"={forms.DRAWING}"),
    ("Unknown directive type: '{c|cpp}:{}'", f"={forms.SIGNATURE}"),
    (rf"Unknown directive type: '{{\.(?:callout-)?}}{{{_BOXES}}}'", r"write {\2}"),
    *((f"Unknown directive type: '{{{name}}}'", f"write {{{ours}}}")
      for name, ours in forms.OURS.items()),
    (rf"Unknown directive type: '{{\.?}}{{{_LANGUAGES}}}'",
     r"=a listing names its language without braces: write \2 right behind its marks"),
    ("Unknown directive type: '{}'",
     "correct the name, or use a component that the style guide shows"),
    ('Unknown interpreted text role "{}"{…}',
     r'=Unknown interpreted text role "\1": correct the name, or write it as code, `{\1}`'),
    ("unknown {role|directive} name: {}", ""),
    ('No format (Writer name) is associated with this role: "{}"{…}',
     "=raw text is not for pages: write it in Markdown, or as code"),
    ("No matches for '{}'{…}", r"=no other handbook is linked here: write the address for \1"),
    ("'{}': Unknown option key: '{}' (allowed: {})", "correct it, or remove it", _OPTION),
    ("'{}': Invalid option value for '{}': {}", r"correct what stands after :\2:", _OPTION),
    ("'{}': Invalid options format: expected key to start at column 0",
     r"={\1}: more follows after a quoted value: put all of the value between single quotes,"
     """ :name: '"a", "b"'""", r"""^\s*:[\w-]+:\s*(?:"[^"]*"|'[^']*')\s*\S"""),
    ("'{}': Invalid options format: {}",
     "write each option on a line, :name: value, and an empty line after the last", _TOLD),
    ("Directive '{}': {.*} required, {.*} supplied",
     r"write what it needs after {\1}, on the same line", _TOLD),
    ('Content block expected for the "{}" directive; none found.',
     r"={\1} is empty: write its text, or remove it"),
    ("Directive \"include\": file not found: '{}'", "correct the path, from this page's folder"),
    ('Problems with "csv-table" directive path:', "=the table's file can't be read: correct the"
     " path behind :file:, from this page's folder", r"^\s*:file:"),
    ("{start-after|start-at|end-before|end-at} pattern not found: {}",
     r"the file has no such line, correct what stands after :\1:", r"^\s*:\1:"),
    ("parsing '{}' failed: {}", "=the listing's file is no Python, and :pyobject: needs one: name"
     " :lines: instead", r"^\s*:pyobject:"),
    ("line number spec is out of range(1-{}): '{}'", "name lines that the listing has",
     r"^\s*:emphasize-lines:"),
    ("The parent of a 'tab-item' should be a 'tab-set'{…}",
     "={tab-item} stands alone: put ::::{tab-set} before the tabs, and :::: after them"),
    ("All children of a 'tab-set' should be 'tab-item'{…}", "={tab-set} holds tabs alone: put what"
     " stands between them into a :::{tab-item}, or outside"),
    ("All children of a 'grid-row' should be 'grid-item'{…}", "={grid} holds its own parts alone:"
     " write {grid-item-card} for {card}, or {grid-item} around the text"),
    ("The parent of a 'grid-item' should be a 'grid-row'{…}",
     "={grid-item} stands alone: put ::::{grid} before it and :::: after, or write {card}"),
    ("{…}separators are deprecated{…}", "=+++ and ^^^ part a card no more: write its head or foot"
     " in a {card-header} or {card-footer} within it", r"^\s*(?:\+{3}|\^{3})"),
    ("{.*}Splitting content across first line and body, {}", r"=\1text stands behind the name and"
     " below as well: move it below, or write {admonition} and a title", _TOLD),
    ("Include file '{}' not found or reading it failed",
     "correct the path, from this page's folder, or add the file"),
    # Listings
    (r"Pygments lexer name '{[^']*[^\w+#.'-][^']*}' is not known", ""),
    (f"Pygments lexer name '{{{_DRAWINGS}}}' is not known",
     f"={forms.DRAWING}; or name text, and it stays a listing"),
    (f"Pygments lexer name '{{{_OWN}}}' is not known",
     r"=a box's name has braces, and a listing none: write {\1}, or name text"),
    ("Pygments lexer name 'math' is not known", f"={forms.FORMULA}"),
    ("Pygments lexer name '{}' is not known", "correct the language, or name text"),
    ('Lexing literal_block {…} as "{}" resulted in an error at token: {.+?}. Retrying{…}',
     r"=the listing is no \1, from \2 on: correct it, or name another language, such as text"),
    # Tables
    (_TABLE + "uniform two-level bullet list expected, but row {} does not contain the same number"
     " of items as row 1 ({} vs {}).",
     r"=row \2 of the table has \3 of \4 cells: write a line for each, `  - text`, or `  -`",
     _TOLD),
    (_TABLE.format("{list-table}") + "{}", "={list-table} holds one list of rows, each a list of"
     " its cells: begin a row with `- - `, and its other cells with `  - `", _TOLD),
    (_TABLE + "exactly one table expected.",
     "={table} holds one table in Markdown, and nothing else: move the rest out of it"),
    ('"{}" widths do not match the number of columns in table ({}).',
     r"=the table has \2 columns, :widths: names more or fewer: give one number for each", _TOLD),
    ('Error with CSV data in "csv-table" directive:{…}',
     "a quote opens that doesn't close, or text follows one that does: correct it"),
    # Headings and lists
    *((f"Non-consecutive header level increase; H{n} to H{{}}", f"write {'#' * (n + 1)}", _TOLD)
      for n in range(1, 6)),
    ("Document headings start at H{}, not H1", "begin the page with # and its title", _TOLD),
    ("{Document|Section|Document or section} may not {begin|end} with a transition.",
     "remove the rule", _TOLD),
    ("Transition must be child of <document> or <section>.",
     "=a rule within a list or a box: move it out, or remove it", _TOLD),
    ("At least one body element must separate transitions; {}", "=two rules in a row: remove one"),
    ("glossary terms must not be separated by empty lines",
     "=a term without an explanation: write it on the next line, indented"),
    ("glossary term must be preceded by empty line",
     "=a term stands close to the text above it: leave an empty line, or indent it"),
    ("glossary seems to be misformatted, check indentation",
     "=an indented line without a term above it: write the term first, without indent"),
)
# fmt: on
