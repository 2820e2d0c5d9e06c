"""Links, with what they need on paper: a page number or an address; notes and citations."""

from docutils import nodes

from handbook.core.output import base_address
from handbook.core.warnings import Subtype, warn
from handbook.paper.pdf.base import TranslatorBase, rest_of
from handbook.paper.pdf.book import target_of
from handbook.paper.pdf.escape import address, boolean, string

# Where a note at the foot of the page cannot stand, the address follows the link.
NO_NOTES = frozenset({"heading", "caption", "note", "term"})


class ReferencesMixin(TranslatorBase):
    """Writes links and notes."""

    def visit_reference(self, node: nodes.reference) -> None:
        body = self.render(node.children)
        target = target_of(node, self.docname)
        if target is None:
            self.put(self.outward(node, node.get("refuri", ""), body))
        elif target in self.book.labels:
            self.put(self.inward(node, target, body))
        else:
            self.put(self.beyond(node, target, body))

    visit_number_reference = visit_reference

    def inward(self, node: nodes.Element, target: str, body: str) -> str:
        """Link to a place in the document."""
        self.book.targets.add(target)
        where = f"label({string(target)})"
        if "sd-stretched-link" in node["classes"]:
            return f"#card-link({where})[{body}]\n\n"
        if "heading" in self.inside:  # whose words a bookmark repeats
            return f"#outward({where})[{body}]"
        numbered = "caption" not in self.inside
        use = "" if not numbered or "glossary" in self.inside else self.note_use(target)
        # Whoever looks a term up finds it in the glossary without its page.
        numbered = numbered and target not in self.book.terms
        return f"{use}#xref({where}, numbered: {boolean(numbered)})[{body}]"

    def note_use(self, target: str) -> str:
        """Mark a place that uses a term of the glossary: the index leads to it too."""
        if target not in self.book.terms:
            return ""
        uses = self.book.uses.setdefault(target, [])
        uses.append(f"use:{target}:{len(uses)}")
        return f"#anchor({string(uses[-1])})"

    def outward(self, node: nodes.Element, uri: str, body: str) -> str:
        """Link to an address, and print it: at the foot of the page, or in place."""
        where = string(uri)
        if not uri:
            return body
        if "sd-stretched-link" in node["classes"]:
            return f"#card-link({where})[{body}]\n\n"
        if "download" in node["classes"]:
            return f"#outward({where})[#download[{body}]]"
        shown = node.astext().strip()
        if shown in (uri, uri.removeprefix("mailto:")):
            return f"#address({where}, [{address(self.printable(shown, node))}])"
        if "heading" in self.inside:
            return f"#outward({where})[{body}]"
        printed = address(self.printable(uri.removeprefix("mailto:"), node))
        if NO_NOTES & set(self.inside):
            return f"#outward({where}, here: [{printed}])[{body}]"
        self.waiting_notes.append((uri, printed))
        return f"#outward({where})[{body}]"

    def beyond(self, node: nodes.Element, target: str, body: str) -> str:
        """Link to a page of the project that this document leaves out: on the site, if known."""
        page, _mark, name = target.partition(":")
        if page in self.book.labels:
            written = self.builder.env.get_doctree(page).findall(nodes.Element)
            # Of a place that no output has, MyST tells.
            if any(name in element.get("ids", ()) for element in written):
                warn(
                    Subtype.PDF,
                    "the link to %s#%s leads nowhere: the PDF leaves that place out; link to"
                    " another, or put the link too into {only}",
                    *(page, name),
                    location=self.where(node),
                )
            return body
        if not self.config.html_baseurl:
            if self.book.document.leaves_out:
                return body
            warn(
                Subtype.PDF,
                "the link to %s leads out of this document; its text is kept: put the page into"
                " a toctree, or set html_baseurl so that the link can lead to the site",
                target,
                location=self.where(node),
            )
            return body
        site = base_address(self.config)
        there = f"{site}{page}.html{'#' + name if name else ''}"
        if self.book.document.excerpt:
            # Its readers have the handbook, so that its page will do; a word is in its glossary.
            is_term = any("std-term" in child["classes"] for child in node.findall(nodes.inline))
            known = self.book.printed
            number = "" if is_term else known.get(target) or known.get(page, "")
            return f"#outward({string(there)}, whole: {string(number)})[{body}]"
        return self.outward(node, there, body)

    def visit_download_reference(self, node: nodes.Element) -> None:
        """Link to the file on the site, if it is known where that is."""
        body = f"#download[{self.render(node.children)}]"
        file, site = node.get("filename"), base_address(self.config)
        if file and site:
            body = f"#outward({string(f'{site}_downloads/{file}')})[{body}]"
        self.put(self.anchors(node) + body)

    # -- Notes -----------------------------------------------------------------------------

    def visit_footnote_reference(self, node: nodes.Element) -> None:
        note = self.book.notes.get((self.docname, node.get("refid", "")))
        self.put(self.anchors(node))
        if note is None:
            self.put(f"#super[{self.render(node.children)}]")
            return
        name = f"note:{self.docname}:{node['refid']}"
        if name in self.placed:
            call = f"#footnote(label({string(name)}))"
        else:
            self.placed.add(name)
            body = self.within("note", rest_of(note, nodes.label))
            call = f"#footnote[{body}]#label({string(name)})"
        # In a context, no bookmark has its text, and the template finds it.
        self.put(f"#context [{call}]" if "heading" in self.inside else call)
