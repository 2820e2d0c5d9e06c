"""Links to the PDFs, with what a reader wants to know before a download: size and edition.

:rst:role:`pdf` links to a document or worksheet by its file name without ending::

    {pdf}`the whole <handbook>`
    {pdf}`onboarding-pack`
    {pdf}`print it as a worksheet <worksheets/role-charter>`

On the site the link is followed by the size of the file in ``html_extra_path``, whose content
Sphinx copies to the site's root, as it is when the page is written. A file that is not there, as in
a trial build of the site alone, is linked without a size. On paper and in an EPUB the link leads to
``html_baseurl``.

The sidebar finds the documents of ``typst_documents`` as ``downloads`` in its context.
"""

from pathlib import Path

from docutils import nodes
from docutils.nodes import Node, system_message
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.roles import XRefRole
from sphinx.util.docutils import ReferenceRole
from sphinx.util.osutil import relative_uri
from sphinx.util.typing import ExtensionMetadata

from handbook.core.output import AnyPage, base_address, is_site, on_any_page, on_page_inputs
from handbook.core.warnings import Subtype, warn
from handbook.paper.pdf.documents import documents, worksheets

BOOK = "handbook"  # what pages call the first of typst_documents
NO_BREAK = "\N{NO-BREAK SPACE}"


class pdf_link(nodes.Inline, nodes.TextElement):  # noqa: N801 (docutils names nodes so)
    """A link to the PDF ``name``, until the builder that writes the page is known."""


class PdfRole(ReferenceRole):
    """``{pdf}`text <name>```: a link to a PDF, which says its size."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        titles = offered(self.config, Path(self.env.srcdir))
        # Its own name follows the organisation's title.
        name = documents(self.config)[0].name if self.target == BOOK else self.target
        if name not in titles:
            warn(
                Subtype.PDF,
                "there is no PDF %r to link to; there are %s",
                self.target,
                ", ".join([BOOK, *titles]),
                location=self.get_location(),
            )
            return [nodes.Text(self.title)], []
        text = self.title if self.has_explicit_title else titles[name]
        node = pdf_link(self.rawtext, text, name=name)
        self.set_source_info(node)
        return [node], []


def link_to_files(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Turn the placeholders into links that suit the builder (event ``doctree-resolved``)."""
    on_site = is_site(app.builder)
    for placeholder in list(doctree.findall(pdf_link)):
        file, text = f"{placeholder['name']}.pdf", placeholder.astext()
        if on_site:
            uri = relative_uri(app.builder.get_target_uri(docname), file)
            link: list[Node] = [
                nodes.reference("", text, refuri=uri, internal=True, classes=["download"])
            ]
            if known := facts(app, placeholder["name"]):
                link.append(nodes.inline("", f" ({known})", classes=["download-facts"]))
        elif app.config.html_baseurl:
            uri = f"{base_address(app.config)}{file}"
            link = [nodes.reference("", text, refuri=uri, classes=["download"])]
        else:
            link = [nodes.Text(text)]
        placeholder.replace_self(link)


def offered(config: Config, srcdir: Path) -> dict[str, str]:
    """Return the titles of all PDFs by their names, sorted."""
    every = [*documents(config), *worksheets(config, srcdir)]
    return {document.name: document.title for document in sorted(every, key=lambda d: d.name)}


def facts(app: Sphinx, name: str) -> str:
    """Return what to know of a PDF before a download; empty: the file is not there.

    A worksheet has no edition worth quoting.
    """
    for folder in app.config.html_extra_path:
        path = Path(app.confdir) / folder / f"{name}.pdf"
        if path.is_file():
            size = f"PDF, {readable(path.stat().st_size)}"
            whole = name in {document.name for document in documents(app.config)}
            return f"{size}, edition {app.config.release}" if whole else size
    return ""


def readable(size: int) -> str:
    """Return a size in decimal units, as file managers and browsers show it.

    :param size: in bytes.
    """
    # In steps of what is shown, so that 999.6 kB are 1.0 MB.
    kilobytes = max(round(size / 1000), 1)
    if kilobytes < 1000:
        return f"{kilobytes}{NO_BREAK}kB"
    return f"{size / 1_000_000:.1f}{NO_BREAK}MB"


def inputs(app: Sphinx, env: BuildEnvironment) -> dict[str, list[str]]:
    if not is_site(app.builder):
        return {}
    said = [facts(app, name) for name in offered(app.config, Path(app.srcdir))]
    return dict.fromkeys(env.all_docs, said)


def add_to_sidebar(page: AnyPage) -> None:
    page.context["downloads"] = [
        {
            "title": document.title,
            "file": f"{document.name}.pdf",
            "facts": facts(page.app, document.name),
        }
        for document in documents(page.app.config)
    ]


def setup(app: Sphinx) -> ExtensionMetadata:
    app.setup_extension("handbook.paper.pdf")
    app.add_node(pdf_link)
    app.add_role("pdf", PdfRole())
    # Sphinx sets the name of a file as code; ours are words.
    words = XRefRole(nodeclass=addnodes.download_reference, innernodeclass=nodes.inline)
    app.add_role("download", words, override=True)
    app.connect("doctree-resolved", link_to_files)
    on_any_page(app, add_to_sidebar)
    on_page_inputs(app, inputs)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
