"""The configuration of the PDF is checked before a page is read."""

import datetime as dt
import os
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from handbook.core.warnings import BuildError
from handbook.paper.pdf.documents import Document, check, day, documents


def config(**values: Any) -> Any:
    defaults = {
        "project": "The Handbook",
        "root_doc": "index",
        "typst_documents": [],
    }
    return SimpleNamespace(**{**defaults, **values})


def test_without_a_list_the_project_is_the_one_document() -> None:
    assert documents(config()) == [Document("the-handbook", "The Handbook", "index")]


def test_an_entry_may_leave_out_all_but_its_name() -> None:
    entries = [{"name": "book"}, {"name": "pack", "title": "Pack", "pages": ["a", "b"]}]

    found = documents(config(typst_documents=entries))

    assert found == [
        Document("book", "The Handbook", "index"),
        Document("pack", "Pack", "", ("a", "b")),
    ]


@pytest.mark.parametrize(
    ("values", "message"),
    [
        (
            {"typst_documents": [{"name": "book", "colour": "red"}]},
            "typst_documents: unknown 'colour'; an entry may have name, title, root, pages,"
            " leaves_out, forms, subtitle, introduction",
        ),
        (
            {"typst_documents": [{"title": "Book"}]},
            "typst_documents: each entry needs 'name', a file name of letters, digits, '.', '-'",
        ),
        (
            {"typst_documents": [{"name": "../book"}]},
            "typst_documents: each entry needs 'name', a file name of letters, digits, '.', '-'",
        ),
        (
            {"typst_documents": [{"name": "book"}, {"name": "book"}]},
            "typst_documents: two documents share a file name in book, book",
        ),
    ],
)
def test_a_wrong_value_is_named_with_its_mend(values: dict[str, Any], message: str) -> None:
    with pytest.raises(BuildError) as caught:
        check(None, config(**values))  # type: ignore[arg-type]

    assert str(caught.value) == message


@pytest.mark.parametrize("epoch", ["soon", "1e9", "86400.5"])
def test_an_epoch_that_is_no_time_is_named_with_its_mend(
    monkeypatch: pytest.MonkeyPatch, epoch: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)

    with pytest.raises(BuildError) as caught:
        check(None, config())  # type: ignore[arg-type]

    assert str(caught.value) == (
        f"SOURCE_DATE_EPOCH is {epoch!r}: write it as whole seconds since 1970"
    )


def env(folder: Path) -> Any:
    """Return an environment of one page, last changed on 9 September 2001, outside of git."""
    page = folder / "index.md"
    page.write_text("# Home\n", "utf-8")
    os.utime(page, (1e9, 1e9))
    return SimpleNamespace(srcdir=folder, all_docs={"index": 0}, doc2path=lambda _name: page)


def test_the_day_is_that_of_the_source_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")

    assert day(config(), env(tmp_path)) == dt.date(1970, 1, 2)


def test_without_git_the_day_is_that_of_the_last_change_and_not_today(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)

    assert day(config(), env(tmp_path)) == dt.date(2001, 9, 9)
