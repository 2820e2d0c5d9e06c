"""The translator: one mixin for each kind of node."""

from handbook.paper.pdf.code import CodeMixin
from handbook.paper.pdf.components import ComponentsMixin
from handbook.paper.pdf.figures import FiguresMixin
from handbook.paper.pdf.inline import InlineMixin
from handbook.paper.pdf.lists import ListsMixin
from handbook.paper.pdf.references import ReferencesMixin
from handbook.paper.pdf.structure import StructureMixin
from handbook.paper.pdf.tables import TablesMixin


class TypstTranslator(
    StructureMixin,
    InlineMixin,
    ListsMixin,
    TablesMixin,
    CodeMixin,
    FiguresMixin,
    ReferencesMixin,
    ComponentsMixin,
):
    """Writes the markup of a whole document."""
