"""The forms that other tools know, each with what the handbook has instead.

A row is a pattern and what is told of what it finds; one of ``SPANS`` has before them a part of it
that is soon found, and most lines have not.
"""

import re

from sphinx.domains.std import StandardDomain
from sphinx.roles import specific_docroles

from handbook.check.preflight.alike import ALIKE

BOXES = "note", "tip", "important", "warning", "caution"
BOX = "write a box as the style guide shows, :::{note} and below its text :::"
TITLED = (
    "{{{0}}} has no title: write {{admonition}} {1}, and :class: {0} below; or move its text below"
)
DRAWING = "no drawing is made from text here: save it as SVG or PNG, and show it with ![words](…)"
FORMULA = "the handbook has no formulas: say it in words, show it as code, or draw it"
LATEX = "LaTeX has no form here: write it in Markdown, and a formula in words, or draw it"
SIGNATURE = (
    "the handbook has no API signatures: describe an interface beside its code, and link there"
)
CONTENTS = "the contents of a page are made: remove this"
REST_HEADING = "reStructuredText's headings have no form here: begin them with ##"
_REST = "reStructuredText has no form here"
_CONFLUENCE = "Confluence's {} have no form here: {}".format
_SOURCE = "a chat assistant's mark of a source leads nowhere: link the source, or remove the mark"
_KRAMDOWN = "Kramdown's attributes have no form here: write {.class} or {#name}"
_WIDTH = 'a picture\'s width stands behind it: write ![words](file){width="50%"}'
_TEMPLATE = "a template's tag shows as text: write what it stands for, or write it as code"
_ROLE = "a role is written {name}`…`, with braces and without a space; or write it all as code"
_ESCAPED = "a backslash before a sign is lost: write the path as code, between two `"
_BROKEN = "this makes no link: write [text](address), with nothing between"
_LINK = "write [text](address)"
_MARKDOWN = "write it in Markdown"
_FIELD = "a name between colons makes no field: write **Name:** value; or the sign, such as 🙂"
TAGS = _CONFLUENCE("and Word's tags", "write it in Markdown")
_WORD = "Word's own words stand for what was lost: write what belongs here, or remove them"
# Of Confluence.
_MACROS = (
    "anchor|children|color|column|excerpt|expand|info|jira|note|panel|section|status|tip|toc"
    "|warning"
)
# Directives of other tools, by their names.
OURS = {
    **dict.fromkeys(("info", "abstract", "summary", "question", "example", "quote"), "note"),
    **dict.fromkeys(("success", "check", "done"), "tip"),
    **dict.fromkeys(("details", "collapse", "spoiler", "expand", "toggle"), "dropdown"),
    **dict.fromkeys(("fail", "failure", "bug"), "danger"),
    **dict.fromkeys(("tabs", "code-group"), "tab-set"),
}
# Roles that an author may write without the signs that make them some.
_ROLES = "|".join((*StandardDomain.roles, *specific_docroles, "kbd", "sub", "sup", "bdg-[a-z-]+"))
KNOWN = {*BOXES, *OURS.values(), "admonition", "attention", "danger", "error", "hint", "seealso"}
DRAWINGS = "mermaid", "plantuml", "puml", "graphviz", "dot", "d2"

# fmt: off
# What begins a line.
OPENINGS = (
    (r"(?:!!!|\?\?\?\+?)\s+[a-z][^!]*$", f"MkDocs' boxes have no form here: {BOX}, without indent"),
    (r'\\?===\s+"', "MkDocs' tabs have no form here: write {tab-set} and {tab-item}"),
    (r"-{1,2}8<-{1,2}|<<<\s?[@./]|[!@]{1,3}include\w*\b|\{!.*!\}",
     "a snippet has no form here: write {literalinclude}, or {include}, with the file"),
    (r"\+(?:[ \t]*\+){2,}[ \t]*[^\s+]",
     "what begins with +++ is a break of MyST, and lost: write it as code, or \\+++"),
    (r"\$\s+[^\d\s]", "a terminal's lines run into one: write ```console above and ``` below"),
    (r"-{2,}(?: +-{2,})+\s*$",
     "a table has bars here: write | cell | cell |, and |---|---| below its first row"),
    (r":[A-Za-z][\w -]*:(?:\s|$)|[\[(]?[A-Za-z][\w-]*::\s", _FIELD),
    (r"(?:\^{4,}|\"{4,}|'{4,}|\+{4,})\s*$", REST_HEADING),
    (r"\{%|\{\{[<%]", f"a shortcode of another tool has no form here: {BOX}"),
    (r"\{/\*|import\s.+\sfrom\s+['\"]|export\s+(?:const|default|function|let)\s",
     "MDX is no form here: remove this line"),
    (r"(?i:\[\[?_?toc_?\]?\]$|\{:\s?toc)", CONTENTS),
    (r"\{\.(?:env|git\w+|\w{2,}(?:rc|ignore|config))\}",
     "a file's name in braces is a class, and lost: write it as code, without braces"),
    (r"\{::?[\s/a-z]", _KRAMDOWN),
    (r"\.\. \S|={3,}\s+={3}",
     f"{_REST}: write it in Markdown"),
    (r"\[source\b|\|={3,}$|={4,}$|(?:image|include|video|ifn?def|endif)::\S|'{3}$|<{3}$|//\s",
     "AsciiDoc has no form here: write it in Markdown"),
    (r"={1,6}\s+[^\W\d][^=]*=*$", "a heading begins with ## here; write as code what is none"),
    (r"\*\[[^\]]+\]:", "short forms are not expanded here: write the words out"),
    (r"h[1-6]\.\s", _CONFLUENCE("headings", "begin them with ##")),
    (r"bq\.\s|\{quote\}(?!`)", _CONFLUENCE("quotes", "begin each line with >")),
    (r"\{(?:code|noformat)(?::[^}]*)?\}(?!`)", _CONFLUENCE(
        "listings", "write ``` and the language, as ```java, and end it with ```")),
    (rf"\{{(?:{_MACROS})(?:[:|][^}}]*)?\}}(?!`)", _CONFLUENCE("macros", BOX)),
    (r"[?!]>\s", f"docsify's boxes have no form here: {BOX}"),
    (r"\{:?\s?[^{}\"]*=\d+%", _WIDTH),
    (r"\*{2,5}\s+[^\s*][^*]*$",
     "more stars put no list into another: indent it by two spaces, `  - `"),
    (r"\[(?:[a-z]{1,2}|[A-Z]{2,4}\d{1,3})\]\w(?!\])",
     "a reviewer's comment would be published: remove it"),
    (r"#[^\W\d][\w/-]*(?:\s+#[^\W\d][\w/-]*)*\s*$",
     "a heading has a space behind its #, and a tag does nothing here: write one, or remove it"),
    (r"#{2,6}[^\s#]", "a heading has a space behind its #: write one"),
    (r"\[(?:[-/?~<>!*+]?\]\s|[ xX]\]\w)",
     "a task's box is `[ ]` or `[x]`, and a space behind it: write one of these, here and below"),
    (r"@start(?:uml|mindmap|gantt|json|yaml|wbs)\b", DRAWING),
    (r"\\(?:newpage|pagebreak)\b", "a page break has no form here: remove it"),
    (rf"\[!(?!(?i:{'|'.join(BOXES)})\]\s*$)[\w-]+\]",
     f"a box is one of {', '.join(f'[!{box.upper()}]' for box in BOXES)}, with nothing else on its"
     " line; one with a title is :::{admonition} Title"),
    (r"(?:[•◦▪‣●○■➢·\ue000-\uf8ff]\s|[oqvØü](?=\t|[ \xa0]{2})|\(@\w*\)\s|\d{1,2}(?:\.\d{1,2})+\.?\t"
     r"|\(?\w{1,3}[.)]\t|[^\w\s#]{1,2}\t)\s*\S", ALIKE),
    (r"(?!#{1,6}\t)[^\t]+\t+\S", "cells with tabs between them make no table: write | cell | cell"
     " |, and |---|---| below the first row"),
)
# What stands in a line.
_SPANS: tuple[tuple[str, str, str], ...] = (
    (":contentReference[", ":", _SOURCE),
    ("[[", r"\[\[[^\[\]]+\](?:\[[^\[\]]+\])?\](?!\()",
     "a wiki link leads nowhere: write [text](page.md), or ![words](file) for a picture"),
    ("++", r"(?<!\S)\+\+\w+(?:\+\w+)+\+\+", "++…++ shows no keys: write {kbd}`…`"),
    *((sign, rf"(?<![\{sign[1]}\w:])\{sign[0]}{{2}}\w(?:[^\{sign[1]}]*\w)?\{sign[0]}{{2}}"
       rf"(?![\{sign[1]}\w])", f"{sign}…{sign} marks nothing: write **…**")
      for sign in ("==", "++", "^^", ",,", "@@", "##", "//", "!!", "??")),
    *((sign, rf"(?<!\S)\{sign}[^\W\d_]\w*\{sign}(?=[\s.,;!?]|$)",
       f"{sign}…{sign} marks nothing: write ~~…~~ for what is struck, **…** for what matters")
      for sign in "+-"),
    ("''", r"(?<![\w'])'{2,5}\w[^']*'{2,5}(?!\w)", "''…'' marks nothing: write **…**"),
    ("`", rf"\{{\s*(?:{_ROLES})\s*\}}\s+``|\{{(?:\s+(?:{_ROLES})\s*|(?:{_ROLES})\s+)\}}``"
     rf"|(?<![\w{{])(?:{_ROLES})``|``\{{(?:{_ROLES})\}}", _ROLE),
    ("{", rf"\{{(?:{_ROLES})\}}[(\[\"'\u2018\u201c]", _ROLE),
    ("$``$", r"\$``\$", FORMULA),
    ("{", r"(?<=[\w*_~>])\{[.#][a-zA-Z][^{}]*\}", "attributes stand behind a link, a picture, code"
     " or [words] alone: put the words in brackets, or write it as code"),
    ("[http", r"(?<!\[)\[https?://[^\s\]]{1,999}\s[^\]]{1,200}\](?![(\[])", _BROKEN),
    ("|", r"(?<![\w|])\|(?:version|release|today)\|(?![\w|])", _TEMPLATE),
    ("~", r"(?<=\w)~[^\s~]{1,9}~(?!~)", "~…~ lowers nothing: write {sub}`…`"),
    ("~", r"(?<![\w~/])~(?![~\s/\d])[^~]*[^~\s]~(?![\w~])", "~…~ strikes nothing: write ~~…~~"),
    ("^", r"(?<![^\w\s])\^[^\s^]{1,20}\^", "^…^ raises nothing: write {sup}`…`"),
    ("^[", r"\^\[(?!\^)[^\]]+\]", "a note in the line has no form here: write [^name], and below"),
    ("^", r"(?<!\S)\^[\w-]{4,}$", "Obsidian's anchor shows as text: write (name)= above"),
    ("%%", r"%%[^%]+%%", "a comment of Obsidian would be published: remove it"),
    ("{", r"\{(?:\+\+|--|~~|>>|[+-]\s)[^}]{0,200}\}",
     "marks of a change have no form here: write the text as it shall be"),
    (":", r"(?<!\S):(?:material|octicons|fontawesome|simple)-[\w-]+:",
     "an icon's name shows as text: leave it out"),
    (":", r"(?<!\S):[a-z+][a-z0-9_+\\-]*[a-z0-9]:(?=[\s.,;!?)]|$)",
     "a sign's short name shows as text: write the sign itself, such as 🙂"),
    (":", r"(?<!\S)::?[a-z][\w-]*[\[{]", f"a directive of another tool has no form here: {BOX}"),
    ("【", r"【[^】]{0,200}】", _SOURCE),
    ("cite", r"citeturn\d|\[cite(?:_start|:[^\]]{0,99})\]|\[oai_citation", _SOURCE),
    ("<", r"(?<!\()<(?:https?://[^>\s|]{0,999}\||[@#!][A-Z0-9])[^>]{0,200}>",
     f"Slack's links have no form here: {_LINK}"),
    ("|", r"\[[^\[\]|]+\|(?:https?:|mailto:)\S", _CONFLUENCE("links", _LINK)),
    ("|", r"\[[^\[\]|]{2,}\|[^\[\]|]*[:#\s][^\[\]|]*\](?![(\[])", _CONFLUENCE("links", _LINK)),
    *((sign, rf"(?<!\S){re.escape(sign)}(?=\s)",
       _CONFLUENCE("signs", "write the sign itself, such as ✅")) for sign in ("(/)", "(!)")),
    ("<", r"</?(?:ac|ri):[\w-]+\s|</?o:p>", TAGS),
    ("[~", r"\[~\w", _CONFLUENCE("links", _LINK)),
    ("!", r"![\w./%-]+\.(?:png|jpe?g|gif|svg)(?:\|[^!]*)?!",
     _CONFLUENCE("pictures", "write ![words](file)")),
    ("@", r"\[(?:see )?-?@\w[^\]]{0,200}\](?![(\[])",
     "citations have no form here: link the source"),
    ("\\(", r"\\\((?=\w\\\)|[^\\)]{0,80}(?:[\^_=+({<>]|\\\w))(?:[^\\]|\\\w)+\\\)", FORMULA),
    ("\\", r"(?<![\w\\:])\\(?:begin|end|(?:sub)*section|text(?:bf|it|tt)?|emph|cite|ref|label|"
     r"href|url|frac|sqrt)\{", LATEX),
    ("{:", r"\{:\s?[.#]", _KRAMDOWN),
    ("[/", r"\[(\w+)(?:=[^\]]*)?\][^\[]*\[/\1\]", f"BBCode has no form here: {_MARKDOWN}"),
    ("[", r"(?<!\S)(?:link|xref|mailto):\S+\[", f"AsciiDoc has no form here: {_LINK}"),
    ("\":", r"\"[^\"]+\":(?:https?:|[\w./-]+\.html)", f"Textile has no form here: {_LINK}"),
    ("::", r"[\[(][a-z][\w-]*::\s", _FIELD),
    ("|", r"\|\s*(?:[-*+] \[[ xX]\]\s|:{3,}\{|`{3})",
     "a cell holds no list, box or listing: write a {list-table}, which does"),
    ("<", r"(?<![(`])<[\w./-]+\.md(?:#[\w-]*)?>",
     "a page's name makes no link: write [text](page.md)"),
    ("not found.", r"Error! [A-Z][\w ]+ not found\.", _WORD),
    *((error, rf"{error}\s?! \w[^.!?]{{5,60}}(?:odwołania|gefunden werden|introuvable)\.", _WORD)
      for error in ("Błąd", "Fehler", "Erreur")),
    ("{ ", r"\{ (?:DOCPROPERTY|HYPERLINK|MERGEFIELD|PAGE|REF|SEQ|TOC)\b[^{}]*\}", _WORD),
    ("]{", r"\]\{(?:\.(?:mark|smallcaps|ul|underline)|custom-style=)[^{}]*\}",
     "Word's style is lost: write the words alone, or **…**"),
    ("[]{", r"\[\]\{[^{}]*\}", "Word's anchor is no name: remove it, or write (name)= above"),
    (".....", r"\w\s?\.{5,}\s?\d+\s*$", CONTENTS),
    ("google.", r"https?://www\.google\.\w+/url\?",
     "the link makes a detour by Google: write the address itself"),
    ("to enter", r"Click or tap (?:here )?to enter", _WORD),
    ("{color", r"\{color(?::[^}]*)?\}(?!`)", _CONFLUENCE("colours", "remove them")),
    ("{", rf"\{{(?:(?:{_MACROS})[:|][^{{}}]*|toc)\}}(?!`)", _CONFLUENCE("macros", "remove them")),
    ("|", r"!\[[^\]]{0,200}\|\d+(?:x\d+)?\]\(", _WIDTH),
    (" =", r"\]\([^)\s]+ =\d*%?x?\d*\)", _WIDTH),
    ("){", r"\]\([^)]{0,999}\)\{(?::\s?\w+=|[^}\"]{0,99}=\d+%)", _WIDTH),
    ("](", r"\]\(<?(?:file|javascript|vbscript|data(?!:image)):",
     "a link of this kind leads nowhere: link to a page or to an https:// address"),
    ("](", r"\]\((?!<)[^()\"'\s]{1,99}(?: +[^()\"'\s]{1,99}){0,9} +[^()\"'\s]{0,99}\.\w{2,5}\)",
     "a path with a space makes no link: name the file without one, and so here"),
    ("](", r"\]\((?:#|mailto:|https?:)[^()\"'\s]*(?: +[^()\"'\s]+)+\)",
     "an address with a space makes no link: write %20 for it, or a name without one"),
    ("] (http", "http", _BROKEN),
    ("{%", r"\{%-?\s*\w[^%]*%\}", _TEMPLATE),
    ("<%", r"<%.{1,200}?%>", _TEMPLATE),
    ("{{", r"\{\{[^{}]{1,200}\}\}", _TEMPLATE),
    ("\\", r"(?<!\w)[A-Za-z]:\\[^\s\\]{0,99}(?:\\[^\s\\]{0,99}){0,20}\\[!-/:-@\[\]^_{-~]\S*",
     _ESCAPED),
    ("\\\\", r"(?<!\S)\\\\[\w.-]+\\\S*", _ESCAPED),
    ("||", r"(?<=\s)\|\|[^|\s](?:[^|]*[^|\s])?\|\|(?![|\w])",
     "||…|| hides nothing: remove the bars"),
    ("*", r"(?<![\w*.])\d[\d.]*(?:\*{1,2}\d[\d.]*){2,}",
     "the stars between numbers slant them: write \u00d7, or code"),
    ("::", r"(?:(?<=\w)\s?|^)::$", f"{_REST}: begin a listing with ```"),
    (")[", r"\(https?://[^()\s]+\)\[[^\]^]", _BROKEN),
)
# fmt: on
SPANS = tuple(
    (part, re.compile(pattern), told if "code" in told else f"{told}; or write it as code")
    for part, pattern, told in _SPANS
)
