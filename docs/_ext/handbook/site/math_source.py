"""Formulas on the site as their own source, with no script from another host.

Sphinx's default asks a content network for MathJax on every page with a formula, which an
internal site can't reach and its policy forbids. The PDF sets formulas properly.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.math import get_node_equation_number

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata
    from sphinx.writers.html5 import HTML5Translator

RENDERER = "source"


def inline(translator: HTML5Translator, node: nodes.math) -> None:
    translator.body.append(f'<code class="math">{translator.encode(node.astext())}</code>')
    raise nodes.SkipNode


def block(translator: HTML5Translator, node: nodes.math_block) -> None:
    source = translator.encode(node.astext())
    ids = "".join(f'<span id="{name}"></span>' for name in node["ids"])
    number = ""
    if node["number"]:  # {eq} leads here by it
        number = f'<span class="eqno">({get_node_equation_number(translator, node)})</span>'
    translator.body.append(f'{ids}{number}<pre class="math">{source}</pre>\n')
    raise nodes.SkipNode


def setup(app: Sphinx) -> ExtensionMetadata:
    app.add_html_math_renderer(RENDERER, (inline, None), (block, None))
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
