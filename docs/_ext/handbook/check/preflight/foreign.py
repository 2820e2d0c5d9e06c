"""Forms that authors know from other tools, and that would stand on a page as mere signs.

Each is told with what the handbook has instead. What is code is looked at by nobody.
"""

import re

BOXES = "note", "tip", "important", "warning", "caution"
BOX = "write a box as the style guide shows, :::{note} and below its text :::"
DRAWING = "no drawing is made from text here: save it as SVG or PNG, and show it with ![words](…)"
FORMULA = "the handbook has no formulas: say it in words, show it as code, or draw it"
LIST = "lines that begin so make no list, and run into one: begin each with `- `"
SOURCE = "a chat assistant's mark of a source leads nowhere: link the source, or remove the mark"
KRAMDOWN = "Kramdown's attributes have no form here: write {.class} or {#name}"
WIDTH = 'a picture\'s width stands behind it: write ![words](file){width="50%"}'
BROKEN = "this makes no link: write [text](address), with nothing between"
# Directives of other tools, by their names; an empty one has nothing in its place.
OURS = {
    **dict.fromkeys(("info", "abstract", "summary", "question", "example", "quote"), "note"),
    **dict.fromkeys(("success", "check", "done"), "tip"),
    **dict.fromkeys(("details", "collapse", "spoiler", "expand", "toggle"), "dropdown"),
    **dict.fromkeys(("fail", "failure", "bug"), "danger"),
    **dict.fromkeys(("tabs", "code-group"), "tab-set"),
}
KNOWN = {*BOXES, *OURS.values(), "admonition", "attention", "danger", "error", "hint", "seealso"}
DRAWINGS = "mermaid", "plantuml", "puml", "graphviz", "dot", "d2"
# A box whose name stands without braces, and how its title is written elsewhere.
BARE = re.compile(r"([\w-]+)\s*(?:\[([^\]]*)\]|\{(?:[^}]*title=\"([^\"]*)\")?[^}]*\}?)?\s*(.*)")

# What begins a line.
_OPENINGS = (
    (r"(?:!!!|\?\?\?\+?)\s+\w", f"MkDocs' boxes have no form here: {BOX}"),
    (r'\\?===\s+"', "MkDocs' tabs have no form here: write {tab-set} and {tab-item}"),
    (r"-{1,2}8<-{1,2}", "MkDocs' snippets have no form here: write {include} with the file"),
    (r"\{%|\{\{[<%]", "a shortcode of another tool has no form here: " + BOX),
    (
        r"\{/\*|import\s.+\sfrom\s+['\"]|export\s+(?:const|default|function|let)\s",
        "MDX is no form here: remove this line",
    ),
    (r"\{:\s", KRAMDOWN),
    (
        r"\.\. (?:[\w-]+::|_[^:]+:(?:\s|$)|\[[\w#*]+\]\s)|={3,}\s+={3}",
        "reStructuredText has no form here: write it in Markdown",
    ),
    (
        r"={2,5}\s+\w|\[source\b|\|={3,}$|(?:image|include|video)::\S",
        "AsciiDoc has no form here: write it in Markdown",
    ),
    (r"\*\[[^\]]+\]:", "short forms are not expanded here: write the words out"),
    (r"h[1-6]\.\s", "Confluence's headings have no form here: begin them with ##"),
    (r"bq\.\s", "Confluence's quotes have no form here: begin them with >"),
    (
        r"\{(?:anchor|children|code|color|column|excerpt|expand|info|jira|noformat|note|panel|"
        r"quote|section|status|tip|toc|warning)(?:[:|][^}]*)?\}(?!`)",
        f"Confluence's macros have no form here: {BOX}",
    ),
    (r"\*{2,5}\s+\S", "more stars put no list into another: indent it by two spaces, `  - `"),
    (r"#{2,6}[^\s#]", "a heading has a space behind its #: write one"),
    (
        r"\[(?:[-/?~<>!*+]?\]\s|[ xX]\]\w)",
        "a task's box is `[ ]` or `[x]`, and a space behind it: write one of these",
    ),
    (r"@start(?:uml|mindmap|gantt|json|yaml|wbs)\b", DRAWING),
    (r"\\(?:newpage|pagebreak)\b", "a page break has no form here: remove it"),
    (r"(?i:\[\[?_?toc_?\]?\]$)", "the contents of a page are made: remove this"),
    (r"\\[\[\]]\s*$", FORMULA),
    (
        rf"\[!(?!(?i:{'|'.join(BOXES)})\]\s*$)[\w-]+\]",
        f"a box is one of {', '.join(f'[!{box.upper()}]' for box in BOXES)}, with nothing else"
        " on its line; one with a title is :::{admonition} Title",
    ),
    (r"[•◦▪‣●○■➢·]\s", LIST),
    (
        r"[^\t]+\t+\S",
        "cells with tabs between them make no table: write | cell | cell |, and |---|---| below"
        " the first row",
    ),
)
# What stands in a line: a part of it that is soon found, the whole, and what is told.
SPANS = tuple(
    (part, re.compile(pattern), message)
    for part, pattern, message in (
        ("[[", r"\[\[[^\[\]]+\]\](?!\()", "a wiki link leads nowhere: write [text](page.md)"),
        ("==", r"(?<![=\w])==\w(?:[^=]*\w)?==(?![=\w])", "==…== marks nothing: write **…**"),
        ("++", r"(?<!\S)\+\+\w+(?:\+\w+)+\+\+", "++…++ shows no keys: write {kbd}`…`"),
        (
            "++",
            r"(?<![+\w])\+\+\w(?:[^+]*\w)?\+\+(?![+\w])",
            "++…++ marks nothing: write *…*",
        ),
        ("~", r"(?<=\w)~[^\s~]{1,9}~(?!~)", "~…~ lowers nothing: write {sub}`…`"),
        ("~", r"(?<![\w~/])~(?![~\s/\d])[^~]*[^~\s]~(?![\w~])", "~…~ strikes nothing: write ~~…~~"),
        ("^", r"(?<=\w)\^[^\s^]{1,9}\^", "^…^ raises nothing: write {sup}`…`"),
        ("^[", r"\^\[[^\]]+\]", "a note in the line has no form here: write [^name], and below"),
        (
            "^",
            r"(?<!\S)\^[\w-]{4,}$",
            "Obsidian's anchor shows as text: write (name)= above",
        ),
        (
            "%%",
            r"%%[^%]+%%",
            "a comment of Obsidian would be published: write it as a line that begins with %",
        ),
        (
            "{",
            r"\{(?:\+\+|--|~~|>>|[+-]\s)[^}]{0,200}\}",
            "marks of a change have no form here: write the text as it shall be",
        ),
        (
            ":",
            r"(?<!\S):(?:material|octicons|fontawesome|simple)-[\w-]+:",
            "an icon's name shows as text: leave it out",
        ),
        (
            ":",
            r"(?<!\S):[a-z+][a-z0-9_+-]*[a-z0-9]:(?=[\s.,;!?)]|$)",
            "a sign's short name shows as text: write the sign itself, such as 🙂",
        ),
        (
            ":",
            r"(?<!\S)::?[a-z][\w-]*[\[{]",
            f"a directive of another tool has no form here: {BOX}",
        ),
        ("【", r"【[^】]{0,200}】", SOURCE),
        (":contentReference[", ":", SOURCE),
        ("cite", r"citeturn\d|\[cite(?:_start|:[^\]]{0,99})\]|\[oai_citation", SOURCE),
        (
            "<",
            r"<(?:https?://[^>\s|]{0,999}\||[@#!][A-Z0-9])[^>]{0,200}>",
            "Slack's links have no form here: write [text](address)",
        ),
        (
            "|",
            r"\[[^\[\]|]+\|(?:https?:|mailto:)\S",
            "Confluence's links have no form here: write [text](address)",
        ),
        ("[~", r"\[~\w", "Confluence's links have no form here: write [text](address)"),
        (
            "!",
            r"![\w./%-]+\.(?:png|jpe?g|gif|svg)(?:\|[^!]*)?!",
            "Confluence's pictures have no form here: write ![words](file)",
        ),
        (
            "@",
            r"\[(?:see )?-?@\w[^\]]{0,200}\](?![(\[])",
            "citations have no form here: link the source",
        ),
        ("\\(", r"\\\((?=\w\\\)|[^\\)]{0,80}(?:[\^_=+({<>]|\\\w))(?:[^\\]|\\\w)+\\\)", FORMULA),
        (
            "\\",
            r"(?<![\w\\:])\\(?:begin|end|(?:sub)*section|text(?:bf|it|tt)?|emph|cite|ref|label|"
            r"href|url|frac|sqrt)\{",
            "LaTeX has no form here: write it in Markdown",
        ),
        ("{:", r"\{:\s?[.#]", KRAMDOWN),
        (
            "{color",
            r"\{color(?::[^}]*)?\}(?!`)",
            "Confluence's colours have no form here: remove them",
        ),
        ("|", r"!\[[^\]]{0,200}\|\d+(?:x\d+)?\]\(", WIDTH),
        (" =", r"\]\([^)\s]+ =\d*%?x?\d*\)", WIDTH),
        ("){", r"\]\([^)]{0,999}\)\{[^}\"]{0,99}=\d+%", WIDTH),
        (
            "](",
            r"\]\(<?(?:file|javascript|vbscript|data(?!:image)):",
            "a link of this kind leads nowhere: link to a page or to an https:// address",
        ),
        (
            "](",
            r"\]\((?!<)[^()\"'\s]{1,99}(?: +[^()\"'\s]{1,99}){0,9} +[^()\"'\s]{0,99}\.\w{2,5}\)",
            "a path with a space makes no link: put it between < and >",
        ),
        ("] (http", "http", BROKEN),
        (")[", r"\(https?://[^()\s]+\)\[[^\]^]", BROKEN),
    )
)
# What begins the items of a list elsewhere; one line alone may begin so.
ITEM = re.compile(
    r"(?:[\u2013\u2014]|[a-z][.)]|\(\w{1,3}\)|[\u2190-\u2bff\U0001f000-\U0001faff]\ufe0f?)\s"
)
HARD = re.compile(r"(?:#{1,6}|[-*+>|]|\d{1,9}[.)])\N{NO-BREAK SPACE}")
_LINK = re.compile(r"`[^`]+ <[^`]+>`__?")
_ROLE = re.compile(r"(?<![\w}:`]):[a-z][a-z:-]*:`")
BACKTICKS = re.compile(r"(`+)")
TAG = re.compile(r"\b(?!(?:and|or|not)\b)[\w-]+")
# The tags of our builders, and that of the preview.
OUTPUTS = frozenset({"html", "epub", "typst", "typstpdf", "live"})
# What a line begins with that may hold one of the openings: most don't.
BEGINS = frozenset("@!?=\\{.*[-#|•◦▪‣●○■➢·")
STARTS = ("import ", "export ", "bq. ", "image::", "include::", "video::", "h1", "h2", "h3", "h4")
# One pattern of many: each line that may hold one is asked once.
OPENINGS = re.compile("|".join(f"(?P<k{n}>{kind[0]})" for n, kind in enumerate(_OPENINGS)))


def without_code(text: str) -> str:
    """Leave out code spans: from a run of backticks up to the next run as long as it."""
    parts = BACKTICKS.split(text)  # at odd places, the runs
    last = {part: n for n, part in enumerate(parts)}
    kept, n = [], 0
    while n < len(parts):
        if n % 2 and n < last[parts[n]]:
            n = parts.index(parts[n], n + 1)
        else:
            kept.append(parts[n])
        n += 1
    return "".join(kept)


def marks(line: str, above: int) -> str:
    """Judge the marks that begin a line.

    :param above: how many lines of running text stand right above it.
    """
    if "\N{NO-BREAK SPACE}" in line[:9] and HARD.match(line):
        return (
            "a no-break space stands behind the first sign, which then means nothing: type a space"
        )
    if line.startswith(">>>") and not line.rstrip().strip(">"):
        return "GitLab's >>> quotes nothing: begin each line of the quote with >"
    if line.startswith(": ") and above > 1:
        return (
            "a term is one line below an empty one, the text above is not: join or part its lines"
        )
    return ""


def item(above: str, text: str) -> str:
    """Judge two lines of a paragraph, of which the second may be meant as an item of a list."""
    return LIST if ITEM.match(text) and ITEM.match(above) else ""


def opening(marks: str, match: re.Match[str]) -> str:
    """Judge the line that opens a fence: its marks, name, and what stands behind them."""
    name, behind, info = match[2], match[3], match[4]
    if name and behind and not match[0].split("}", 1)[1][:1].isspace():
        return f"{{{name}}} has a space behind it, or it is none: write {marks}{{{name}}} {behind}"
    if name or not info:
        return ""
    return box(marks, info) if marks[0] == ":" else listing(info)


def box(marks: str, words: str) -> str:
    """Say how a box is written whose name stands without braces.

    :param marks: its colons.
    :param words: what stands behind them.
    """
    found = BARE.match(words)
    name, titles = (found[1].lower(), found.groups()[1:]) if found else (words, ())
    title = next((each.strip() for each in titles if each), "")
    ours = OURS.get(name, name)
    if name in DRAWINGS:
        return DRAWING
    if ours not in KNOWN:
        return f"{marks}{name} is no box here: use a component that the style guide shows"
    if ours not in ("dropdown", "tab-set") and title:
        ours = "admonition"
    mend = f"{marks}{{{ours}}} {title}".rstrip()
    return f"{marks}{name} is no box here, its name needs braces: write {mend}"


def listing(info: str) -> str:
    """Judge what stands behind the marks of a listing; empty for nothing wrong."""
    name = re.search(r"[\w+#-]+(?:\.[\w+#-]+)*", info)
    if name and name[0] == info:
        return ""
    return (
        "what stands behind a listing's language is lost: write ```{code-block} "
        f"{name[0] if name else 'text'}, and below it :caption:, :emphasize-lines: or :linenos:"
    )


def output(condition: str) -> str:
    """Judge for which outputs ``{only}`` has its text; empty for nothing wrong."""
    odd = [name for name in TAG.findall(condition) if name not in OUTPUTS]
    return f"{{only}}: {odd[0]!r} is no output: html, epub or typst" if odd else ""


def fault(line: str, words: str) -> str:
    """Judge a line of running text.

    :param line: without the marks of the list or quote that it stands in.
    :param words: the same without its code.
    :returns: what is wrong and the mend; empty for nothing.
    """
    may_open = line[0] in BEGINS or "\t" in line or line.startswith(STARTS)
    if may_open and (found := OPENINGS.match(line)):
        return _OPENINGS[int(str(found.lastgroup)[1:])][1]
    if "`" in line:
        if ":`" in line and _ROLE.search(line):
            return "reStructuredText has no form here: write {role}`…`, with braces"
        if ">`_" in line and _LINK.search(line):
            return "reStructuredText has no form here: write [text](address)"
    for part, pattern, message in SPANS:
        if part in words and pattern.search(words):
            return message
    return ""
