"""Tables of the forms that other tools know, each with what the handbook has instead."""

import re

from sphinx.domains.std import StandardDomain
from sphinx.roles import specific_docroles

from handbook.check.preflight.alike import ALIKE

BOXES = "note", "tip", "important", "warning", "caution"
BOX = "write a box as the style guide shows, :::{note} and below its text :::"
DRAWING = "no drawing is made from text here: save it as SVG or PNG, and show it with ![words](…)"
FORMULA = "the handbook has no formulas: say it in words, show it as code, or draw it"
SOURCE = "a chat assistant's mark of a source leads nowhere: link the source, or remove the mark"
KRAMDOWN = "Kramdown's attributes have no form here: write {.class} or {#name}"
WIDTH = 'a picture\'s width stands behind it: write ![words](file){width="50%"}'
TABLE = "a table has bars here: write | cell | cell |, and |---|---| below its first row"
SIGN = "a sign's short name shows as text: write the sign itself, such as 🙂"
FIELD = "a name between colons makes no field: write **Name:** value; or the sign, such as 🙂"
TEMPLATE = "a template's tag shows as text: write what it stands for, or write it as code"
INCLUDE = "a snippet has no form here: write {literalinclude}, or {include}, with the file"
HEADING = "a heading begins with ## here; write as code what is none"
REST_HEADING = "reStructuredText's headings have no form here: begin them with ##"
ROLE = "a role is written {name}`…`, with braces and without a space; or write it all as code"
DOUBLED = "{0}…{0} marks nothing: write **…**; or write it as code"
ESCAPED = "a backslash before a sign is lost: write the path as code, between two `"
BROKEN = "this makes no link: write [text](address), with nothing between"
# Directives of other tools, by their names; an empty one has nothing in its place.
OURS = {
    **dict.fromkeys(("info", "abstract", "summary", "question", "example", "quote"), "note"),
    **dict.fromkeys(("success", "check", "done"), "tip"),
    **dict.fromkeys(("details", "collapse", "spoiler", "expand", "toggle"), "dropdown"),
    **dict.fromkeys(("fail", "failure", "bug"), "danger"),
    **dict.fromkeys(("tabs", "code-group"), "tab-set"),
}
# Roles that an author may write without the signs that make them some.
ROLES = "|".join((*StandardDomain.roles, *specific_docroles, "kbd", "sub", "sup"))
KNOWN = {*BOXES, *OURS.values(), "admonition", "attention", "danger", "error", "hint", "seealso"}
DRAWINGS = "mermaid", "plantuml", "puml", "graphviz", "dot", "d2"
# A box whose name stands without braces, and how its title is written elsewhere.
BARE = re.compile(r"([\w-]+)\s*(?:\[([^\]]*)\]|\{(?:[^}]*title=\"([^\"]*)\")?[^}]*\}?)?\s*(.*)")

# What begins a line.
OPENINGS = (
    (r"(?:!!!|\?\?\?\+?)\s+[a-z][^!]*$", f"MkDocs' boxes have no form here: {BOX}"),
    (r'\\?===\s+"', "MkDocs' tabs have no form here: write {tab-set} and {tab-item}"),
    (r"-{1,2}8<-{1,2}|<<<\s?[@./]|[!@]include\w*\s|\{!.*!\}", INCLUDE),
    (
        r"\+(?:[ \t]*\+){2,}[ \t]*[^\s+]",
        "what begins with +++ is a break of MyST, and lost: write it as code, or \\+++",
    ),
    (r"\$\s+[^\d\s]", "a terminal's lines run into one: write ```console above and ``` below"),
    (r"-{2,}(?: +-{2,})+\s*$", TABLE),
    (r":[A-Za-z][\w -]*:\s", FIELD),
    (
        r"(?:\^{4,}|\"{4,}|'{4,}|\+{4,})\s*$",
        REST_HEADING,
    ),
    (r"\{%|\{\{[<%]", "a shortcode of another tool has no form here: " + BOX),
    (
        r"\{/\*|import\s.+\sfrom\s+['\"]|export\s+(?:const|default|function|let)\s",
        "MDX is no form here: remove this line",
    ),
    (r"(?i:\[\[?_?toc_?\]?\]$|\{:\s?toc)", "the contents of a page are made: remove this"),
    (r"\{::?[\s/a-z]", KRAMDOWN),
    (
        r"\.\. (?:[\w-]+::|_[^:]+:(?:\s|$)|\[[\w#*]+\]\s)|={3,}\s+={3}",
        "reStructuredText has no form here: write it in Markdown",
    ),
    (
        r"\[source\b|\|={3,}$|(?:image|include|video)::\S",
        "AsciiDoc has no form here: write it in Markdown",
    ),
    (r"={2,6}\s+\w[^=]*=*$", HEADING),
    (r"\*\[[^\]]+\]:", "short forms are not expanded here: write the words out"),
    (r"h[1-6]\.\s", "Confluence's headings have no form here: begin them with ##"),
    (r"bq\.\s", "Confluence's quotes have no form here: begin them with >"),
    (
        r"\{(?:code|noformat)(?::[^}]*)?\}(?!`)",
        "Confluence's listings have no form here: write ``` and the language, as ```java, and end"
        " it with ```",
    ),
    (
        r"\{(?:anchor|children|color|column|excerpt|expand|info|jira|note|panel|"
        r"quote|section|status|tip|toc|warning)(?:[:|][^}]*)?\}(?!`)",
        f"Confluence's macros have no form here: {BOX}",
    ),
    (
        r"\*{2,5}\s+[^\s*][^*]*$",
        "more stars put no list into another: indent it by two spaces, `  - `",
    ),
    (r"#{2,6}[^\s#]", "a heading has a space behind its #: write one"),
    (
        r"\[(?:[-/?~<>!*+]?\]\s|[ xX]\]\w)",
        "a task's box is `[ ]` or `[x]`, and a space behind it: write one of these",
    ),
    (r"@start(?:uml|mindmap|gantt|json|yaml|wbs)\b", DRAWING),
    (r"\\(?:newpage|pagebreak)\b", "a page break has no form here: remove it"),
    (
        rf"\[!(?!(?i:{'|'.join(BOXES)})\]\s*$)[\w-]+\]",
        f"a box is one of {', '.join(f'[!{box.upper()}]' for box in BOXES)}, with nothing else"
        " on its line; one with a title is :::{admonition} Title",
    ),
    (
        r"(?:[•◦▪‣●○■➢·\ue000-\uf8ff]\s|o(?=\t|[ \xa0]{2})|\(@\w*\)\s|\d{1,2}(?:\.\d{1,2})+\.?\t"
        r"|\(?\w{1,3}[.)]\t|[^\w\s#]{1,2}\t)\s*\S",
        ALIKE,
    ),
    (
        r"(?!#{1,6}\t)[^\t]+\t+\S",
        "cells with tabs between them make no table: write | cell | cell |, and |---|---| below"
        " the first row",
    ),
)
# What stands in a line: a part of it that is soon found, the whole, and what is told.
SPANS = tuple(
    (part, re.compile(pattern), message if "code" in message else f"{message}; or write it as code")
    for part, pattern, message in (
        ("[[", r"\[\[[^\[\]]+\]\](?!\()", "a wiki link leads nowhere: write [text](page.md)"),
        ("++", r"(?<!\S)\+\+\w+(?:\+\w+)+\+\+", "++…++ shows no keys: write {kbd}`…`"),
        *(
            (
                sign,
                rf"(?<![\{sign[1]}\w:])\{sign[0]}{{2}}\w(?:[^\{sign[1]}]*\w)?\{sign[0]}{{2}}(?![\{sign[1]}\w])",
                DOUBLED.format(sign),
            )
            for sign in ("==", "++", "^^", ",,", "@@", "##", "//", "!!")
        ),
        ("''", r"(?<![\w'])'{2,5}\w[^']*'{2,5}(?!\w)", DOUBLED.format("''")),
        (
            "`",
            rf"\{{\s*(?:{ROLES})\s*\}}\s+``|\{{(?:\s+(?:{ROLES})\s*|(?:{ROLES})\s+)\}}``|(?<![\w{{])(?:{ROLES})``|``\{{(?:{ROLES})\}}",
            ROLE,
        ),
        ("{", rf"\{{(?:{ROLES})\}}[(\[]", ROLE),
        ("$``$", r"\$``\$", FORMULA),
        (
            "{",
            r"(?<=[\w*_~>])\{[.#][a-zA-Z][^{}]*\}",
            "attributes stand behind a link, a picture, code or [words] alone: put the words in"
            " brackets, or write it as code",
        ),
        ("[http", r"(?<!\[)\[https?://[^\s\]]{1,999}\s[^\]]{1,200}\](?![(\[])", BROKEN),
        ("|", r"(?<![\w|])\|(?:version|release|today)\|(?![\w|])", TEMPLATE),
        ("~", r"(?<=\w)~[^\s~]{1,9}~(?!~)", "~…~ lowers nothing: write {sub}`…`"),
        ("~", r"(?<![\w~/])~(?![~\s/\d])[^~]*[^~\s]~(?![\w~])", "~…~ strikes nothing: write ~~…~~"),
        ("^", r"(?<=\w)\^[^\s^]{1,9}\^", "^…^ raises nothing: write {sup}`…`"),
        (
            "^[",
            r"\^\[(?!\^)[^\]]+\]",
            "a note in the line has no form here: write [^name], and below",
        ),
        (
            "^",
            r"(?<!\S)\^[\w-]{4,}$",
            "Obsidian's anchor shows as text: write (name)= above",
        ),
        (
            "%%",
            r"%%[^%]+%%",
            "a comment of Obsidian would be published: remove it",
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
            SIGN,
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
            r"(?<!\()<(?:https?://[^>\s|]{0,999}\||[@#!][A-Z0-9])[^>]{0,200}>",
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
            "a path with a space makes no link: name the file without one, and so here",
        ),
        ("] (http", "http", BROKEN),
        ("{%", r"\{%-?\s*\w[^%]*%\}", TEMPLATE),
        ("{{", r"\{\{[^{}]{1,200}\}\}", TEMPLATE),
        (
            "\\",
            r"(?<!\w)[A-Za-z]:\\[^\s\\]{0,99}(?:\\[^\s\\]{0,99}){0,20}\\[!-/:-@\[\]^_{-~]\S*",
            ESCAPED,
        ),
        ("\\\\", r"(?<!\S)\\\\[\w.-]+\\\S*", ESCAPED),
        (
            "||",
            r"(?<=\s)\|\|[^|\s](?:[^|]*[^|\s])?\|\|(?![|\w])",
            "||…|| hides nothing: remove the bars",
        ),
        (
            "*",
            r"(?<![\w*.])\d[\d.]*(?:\*{1,2}\d[\d.]*){2,}",
            "the stars between numbers slant them: write \u00d7, or code",
        ),
        (
            "::",
            r"(?:(?<=\w)\s?|^)::$",
            "reStructuredText has no form here: begin a listing with ```",
        ),
        (")[", r"\(https?://[^()\s]+\)\[[^\]^]", BROKEN),
    )
)
