"""Domains that stand in the place of Sphinx's own and describe nothing."""

from typing import Any

from sphinx.domains import Domain


class NoC(Domain):
    """Describes no C: reading ``((((a`` as an expression takes twice as long for each bracket."""

    name = "c"
    label = "C"

    def resolve_any_xref(self, *_args: Any, **_kwargs: Any) -> list[Any]:
        return []

    def merge_domaindata(self, *_args: Any) -> None:
        """Take over nothing from a process that has read other pages."""


class NoCpp(NoC):
    """Describes no C++ either."""

    name = "cpp"
