"""Parts, chapters, sections, paragraphs and what stands apart from the text."""

import re

from docutils import nodes
from sphinx import addnodes

from handbook.paper.pdf.base import TranslatorBase, child_of, rest_of
from handbook.paper.pdf.book import part
from handbook.paper.pdf.escape import language, string
from handbook.paper.pdf.page_breaks import is_short, keeps_on

# Lines that end with such a name can't be filled but with wide gaps.
LONG_NAME = re.compile(r"\S{30,}")
# Characters that a line of the largest heading surely holds.
HEADING_LINE = 24
# A note at the foot of the page, in the markup of a paragraph.
NOTE = re.compile(r"#address-note\(|#footnote[\[(]")
# Anything that is seen.
WORDS = re.compile(r"[^\s\u200b-\u200f\u2060\ufeff]")
# Where a paragraph is more than a block of its own.
NO_WHOLE = frozenset({"table", "note", "fields", "definitions", "glossary", "options"})


def is_picture(paragraph: nodes.Element) -> bool:
    """Tell whether a paragraph holds pictures and nothing to read."""
    texts = paragraph.findall(nodes.Text)
    return any(paragraph.findall(nodes.image)) and not any(text.strip() for text in texts)


class StructureMixin(TranslatorBase):
    """Writes the frame of the book.

    Heading levels follow the nesting of the tree, part 1, chapter 2 and so on, so that none is
    ever skipped; how a heading looks follows its role.
    """

    level = 0
    """Level of the innermost open heading."""
    in_part = False
    part_title = ""
    """What stands above a chapter's title."""
    chapter_title = ""
    """What stands above the title of a page below a chapter."""
    files = 0
    """How many pages are open: 1 in a chapter, 2 in a page below it."""
    new_file = False
    """No title of the page has been met."""
    excerpt = False
    """Only a section of the page is printed."""
    language = ""
    """Of the page, where it is not the handbook's."""
    opening = ""
    """What the last title begins on a sheet that is in use; empty: no more than a section."""
    lead_due = False
    """The next paragraph is the first of a chapter."""

    def visit_part(self, node: part) -> None:
        self.in_part = True
        title = self.text(node.astext(), node)
        self.part_title, self.chapter_title = title, ""
        self.book.titles.append(("part", title))
        self.put(f"#part[{title}]\n\n")

    def visit_start_of_file(self, node: addnodes.start_of_file) -> None:
        outer = self.docname, self.level, self.new_file, self.excerpt, self.language
        self.docname, self.new_file = node["docname"], True
        self.language = self.builder.env.metadata[self.docname].get("language", "")
        if is_other := self.language != outer[-1]:
            self.put(f"#[#set text({language(self.language or self.config.language)})\n")
        self.excerpt = "section" in node
        if self.files == 0:
            self.level = 1 if self.in_part else 0
        children = node.children
        if self.docname == self.book.document.root:
            children = self.opening_text(node)
        self.files += 1
        for child in children:
            child.walkabout(self)
        self.put(self.notes())
        self.place_rest()
        self.tell_lacking()
        self.put("]\n\n" if is_other else "")
        self.files -= 1
        self.docname, self.level, self.new_file, self.excerpt, self.language = outer

    def opening_text(self, node: addnodes.start_of_file) -> list[nodes.Node]:
        """Return the first page's text; without any, its title leads to the cover."""
        section = child_of(node, nodes.section)
        rest = rest_of(section, nodes.title, nodes.comment, nodes.target) if section else []
        if any(child.astext().strip() or list(child.findall(nodes.image)) for child in rest):
            return node.children
        self.put(self.anchor(self.docname))
        self.put(self.anchors(section) if section else "")
        return []

    def visit_section(self, node: nodes.section) -> None:
        self.level += 1

    def depart_section(self, node: nodes.section) -> None:
        self.level -= 1
        self.lead_due = False

    def visit_title(self, node: nodes.title) -> None:
        if not isinstance(node.parent, nodes.section):
            self.block("rubric", node)
        if not WORDS.search("".join(node.findall(nodes.Text))):
            # A bookmark needs words; preflight tells.
            self.put(f"{self.anchors(node.parent)}{self.render(node.children)}\n\n")
            return
        self.mark(node)
        first, self.new_file = self.new_file, False
        whole = first and not self.excerpt
        name = self.docname if whole else f"{self.docname}:{node.parent['ids'][0]}"
        self.placed.add(name)
        if whole and self.docname == self.book.document.root:
            body = self.text(self.book.document.introduction, node)
        else:
            with self.narrow(HEADING_LINE):
                body = self.within("heading", node.children)
        role = self.role(first=first)
        if role != "subsection":
            is_root = whole and self.docname == self.book.document.root
            title = body if is_root else self.text(node.astext(), node)
            self.book.titles.append((role.removesuffix("-opener"), title))
        arguments = f"{self.level}, {string(self.section_number(node, first))}, {string(name)}"
        self.opening = ""
        if role == "page-opener":
            arguments += f", over: [{self.chapter_title}]"
            self.opening = "page"
        elif role == "chapter":
            arguments += f", over: [{self.part_title}]" if self.level > 1 else ""
            if self.level > 1 and is_short(node.parent):
                arguments += ", short: true"
                self.opening = "chapter"
            self.chapter_title = body
        heading = f"#{role}({arguments})[{body}]\n{self.anchors(node.parent)}\n\n"
        after = node.next_node(descend=False, siblings=True)
        if isinstance(after, nodes.paragraph) or (
            isinstance(after, nodes.table) and not self.opening
        ):
            # What follows may go to another page as a whole, and then its heading with it.
            self.held_heading = heading
        elif self.opening:
            self.put(f"#with-title({string(self.opening)})[{heading}]\n\n")
        else:
            self.put(heading)
        self.lead_due = first

    def role(self, *, first: bool) -> str:
        if first:
            return "chapter" if self.files == 1 else "page-opener"
        below_chapter = self.level == (2 if self.in_part else 1) + 1
        return "section" if self.files == 1 and below_chapter else "subsection"

    def section_number(self, title: nodes.title, first: bool) -> str:
        numbers = self.builder.env.toc_secnumbers.get(self.docname, {})
        number = (
            numbers.get("" if first and not self.excerpt else f"#{title.parent['ids'][0]}") or ()
        )
        return ".".join(map(str, number))

    def visit_rubric(self, node: nodes.rubric) -> None:
        self.block("template-section" if "template" in self.inside else "rubric", node)

    def visit_paragraph(self, node: nodes.Element) -> None:
        heading, self.held_heading = self.held_heading, ""
        if is_picture(node):
            with self.held("picture"):
                self.put(f"{heading}{self.anchors(node)}{self.render(node.children)}\n\n")
            return
        lead, self.lead_due = self.lead_due, False
        if lead and isinstance(node.parent, nodes.section):
            if not (heading and self.opening):
                self.put(heading)
                self.block("lead", node)
            # On a sheet in use, with the notes of the text, which must not stay behind.
            self.mark(node)
            body = f"{self.anchors(node)}{self.render(node.children)}{self.notes()}"
            self.put(f"#with-title({string(self.opening)})[{heading}#lead[{body}]]\n\n")
            return
        self.mark(node)
        body = f"{self.anchors(node)}{self.render(node.children)}{self.notes()}"
        if NOTE.search(body) and not NO_WHOLE & set(self.inside):
            # The compiler sets a note on the page before, when the lines of a paragraph's end
            # go to the next page together and take the note's mark along.
            depth = self.level - (2 if self.in_part else 1) if heading else "none"
            body = f"#whole({depth})[{heading}{body}]"
            heading = ""
        elif keeps_on(node):
            body = f"#keep[{body}]"
        elif LONG_NAME.search(node.astext()):
            body = f"#ragged[{body}]"
        self.put(f"{heading}{body}\n\n")

    def visit_transition(self, node: nodes.transition) -> None:
        if "footnotes" not in node["classes"]:
            self.put("#scene-break\n\n")

    # -- Set apart -------------------------------------------------------------------------

    def visit_block_quote(self, node: nodes.block_quote) -> None:
        signed = child_of(node, nodes.attribution)
        by = f"[{self.render(signed.children)}]" if signed else "none"
        self.block(f"quotation({by})", node, rest_of(node, nodes.attribution))

    # -- What does not print ---------------------------------------------------------------

    def skip(self, node: nodes.Element) -> None:
        """Write nothing."""

    visit_comment = visit_meta = visit_substitution_definition = visit_toctree = skip
    visit_tabular_col_spec = visit_highlightlang = visit_system_message = visit_pending = skip
    visit_footnote = visit_index = skip  # a reference has the one, a target the other's id
    visit_sd_icon = visit_fontawesome = skip  # they decorate
    visit_raw = skip  # written for another output
