"""A page's blocks, by the parser below MyST: without Sphinx, all pages are read in a moment."""

import re
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_block_plugin, attrs_plugin
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin
from mdit_py_plugins.myst_role import myst_role_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

PLUGINS = (
    *(myst_block_plugin, myst_role_plugin, footnote_plugin, colon_fence_plugin),
    *(deflist_plugin, tasklists_plugin, attrs_plugin, attrs_block_plugin),
)
FENCES = frozenset({"fence", "colon_fence"})
# Directives whose content is not Markdown.
# fmt: off
LITERAL = frozenset({
    "code", "code-block", "sourcecode", "csv-table", "download", "eval-rst", "highlight", "image",
    "include", "literalinclude", "math", "mermaid", "parsed-literal", "raw", "toctree",
})
# fmt: on
_NAME = re.compile(r"\{([^}\s]+)\}\s*(.*)")
_OPTION = re.compile(r"\s*:[\w-]+:")


@dataclass(frozen=True)
class Directive:
    """One directive.

    :ivar argument: what stands behind its name.
    :ivar options: its lines of options, also those of rules around them.
    :ivar body: the lines of its content.
    :ivar line: that of the first of these, as the text with the directive is counted.
    """

    name: str
    argument: str
    options: list[str]
    body: list[str]
    line: int


def parser(*, words: bool) -> MarkdownIt:
    """Give a parser.

    :param words: whether it takes the text within blocks apart, which takes as long again.
    """
    made = MarkdownIt("commonmark", {"alerts": True}).enable("table")
    for plugin in PLUGINS:
        made.use(plugin)
    made.disable("footnote_tail")  # which would move notes to the end
    if not words:
        made.core.ruler.enableOnly(["normalize", "block"])
    return made


def directive(fence: Token, number: int) -> Directive | None:
    """Read what a fence makes; ``None`` for a listing.

    :param number: the fence's line.
    """
    match = _NAME.match(fence.info.strip())
    if not match:
        return None
    content = fence.content.split("\n")
    ends = (n for n, line in enumerate(content) if n and line.strip() == "---")
    if content[0].strip() == "---":
        count = next(ends, -1) + 1
    else:
        count = next(n for n, line in enumerate([*content, ""]) if not _OPTION.match(line))
    return Directive(
        match[1], match[2].strip(), content[:count], content[count:], number + 1 + count
    )
