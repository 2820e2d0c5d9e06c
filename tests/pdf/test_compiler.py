"""The compiler's own faults: what is made of them, and what is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import typst

from handbook.core.fonts import VOICES

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Build, Print

    Options = dict[str, object]

COMPILER = typst.Compiler
CONF = """
project = "Book"
extensions = ["myst_parser", "handbook.paper.pdf"]
"""
PAGE = {"index.md": "# Book\n\nText.\n"}
LINKED = {"index.md": "# Book\n\n(here)=\n## Here\n\nSee [it](#here).\n"}


@pytest.fixture
def fail(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[Options], bool]], None]:
    """Return a function that lets the compiler fail to tag whatever it is asked for so."""

    def replace(fails: Callable[[Options], bool]) -> None:
        class Faulty:
            def __init__(self, *args: object, **options: object) -> None:
                self.real = COMPILER(*args, **options)

            def compile_with_warnings(self, **options: object) -> object:
                if fails(options):
                    error = typst.TypstError()
                    error.message = "tags weren't properly closed"
                    raise error
                return self.real.compile_with_warnings(**options)

        monkeypatch.setattr(typst, "Compiler", Faulty)

    return replace


def test_an_unknown_family_in_the_template_is_an_error(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    voices = {voice: (*own, "No Such Font") for voice, own in VOICES.items()}
    monkeypatch.setattr("handbook.paper.pdf.builder.VOICES", voices)

    project = build(PAGE, builder="typstpdf", conf=CONF)

    assert "the template names the font no such font" in project.warnings[0]
    assert not (project.out / "book.pdf").exists()


def test_a_fault_in_tagging_still_gives_a_pdf_with_a_warning(build: Build, fail: Any) -> None:
    fail(lambda options: options.get("pdf_tags", True))

    project = build(PAGE, builder="typstpdf", conf=CONF)

    assert len(project.warnings) == 1
    assert (
        "the compiler failed to tag the PDF (tags weren't properly closed)" in project.warnings[0]
    )
    assert (project.out / "book.pdf").exists()


def test_a_fault_in_tagging_that_floats_bring_about_costs_only_the_floats(
    printed: Print, fail: Any
) -> None:
    fail(lambda options: options.get("sys_inputs") != {"floats": "none"})

    assert printed(PAGE, CONF).tags != []


def test_page_numbers_that_never_settle_are_all_printed(
    printed: Print, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Unsettled:
        """A compiler that finds no end as long as some page numbers are left out."""

        def __init__(self, *args: object, **options: object) -> None:
            self.real = COMPILER(*args, **options)

        def compile_with_warnings(self, **options: object) -> object:
            pdf, notes = self.real.compile_with_warnings(**options)
            if "sys_inputs" in options:
                return pdf, notes
            note = typst.TypstWarning()
            note.message = "layout did not converge within 5 attempts"
            return pdf, [note]

    monkeypatch.setattr(typst, "Compiler", Unsettled)

    assert "See it (p." in " ".join(printed(LINKED, CONF).text.split())


def test_a_link_on_the_same_page_needs_no_number(printed: Print) -> None:
    assert "See it." in printed(LINKED, CONF).text
