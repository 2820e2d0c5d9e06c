"""The translator: one mixin for each kind of node."""

from __future__ import annotations

from handbook.pdf.code import CodeMixin
from handbook.pdf.components import ComponentsMixin
from handbook.pdf.figures import FiguresMixin
from handbook.pdf.inline import InlineMixin
from handbook.pdf.lists import ListsMixin
from handbook.pdf.references import ReferencesMixin
from handbook.pdf.signatures import SignaturesMixin
from handbook.pdf.structure import StructureMixin
from handbook.pdf.tables import TablesMixin


class TypstTranslator(
    StructureMixin,
    InlineMixin,
    ListsMixin,
    TablesMixin,
    CodeMixin,
    FiguresMixin,
    ReferencesMixin,
    ComponentsMixin,
    SignaturesMixin,
):
    """Writes the markup of a whole document."""
