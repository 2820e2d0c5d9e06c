"""Compressed twins: of text alone, with the content and the time stamp of their file."""

import gzip
import os
from pathlib import Path

import brotli

from handbook.keep.publish.compress import compress

TEXT = "A tech lead answers for the whole. " * 40


def test_text_gets_two_twins_with_its_content_and_time(tmp_path: Path) -> None:
    page = tmp_path / "index.html"
    page.write_text(TEXT, "utf-8")
    os.utime(page, (1000, 1000))

    count = compress(tmp_path)

    twins = [tmp_path / "index.html.gz", tmp_path / "index.html.br"]
    assert count == 1
    assert gzip.decompress(twins[0].read_bytes()).decode() == TEXT
    assert brotli.decompress(twins[1].read_bytes()).decode() == TEXT
    assert [twin.stat().st_mtime for twin in twins] == [1000, 1000]


def test_small_files_and_those_compressed_already_get_none(tmp_path: Path) -> None:
    (tmp_path / "small.css").write_text("p {}", "utf-8")
    (tmp_path / "book.pdf").write_text(TEXT, "utf-8")
    (tmp_path / "index.en.pf_index").write_text(TEXT, "utf-8")

    assert compress(tmp_path) == 0
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".css", ".pdf", ".pf_index"]


def test_the_bytes_do_not_depend_on_the_clock(tmp_path: Path) -> None:
    made = []
    for second in (1000, 2000):
        folder = tmp_path / str(second)
        folder.mkdir()
        (folder / "a.js").write_text(TEXT, "utf-8")
        os.utime(folder / "a.js", (second, second))
        compress(folder)
        made.append([(folder / f"a.js{ending}").read_bytes() for ending in (".gz", ".br")])

    assert made[0] == made[1]
