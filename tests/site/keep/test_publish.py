"""The handbook itself is fit to publish."""

import shutil
from pathlib import Path

import pytest

from handbook.keep.publish.__main__ import main
from handbook.keep.publish.checks import faults, tidy


def test_publishing_finds_no_fault_in_the_handbook(site: Path, tmp_path: Path) -> None:
    copy = tmp_path / "site"
    shutil.copytree(site, copy)

    tidy(copy)

    assert faults(copy) == []


def test_a_handbook_whose_disk_ran_full_is_not_published(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy, target = tmp_path / "site", tmp_path / "dest"
    shutil.copytree(site, copy)
    (copy / "robustness.html").write_bytes((copy / "robustness.html").read_bytes()[:5000])
    for path in (copy / "_static").glob("*.css"):
        path.unlink()

    code = main([str(target), "--built", str(copy)])

    said = capsys.readouterr().err.splitlines()
    assert code == 1
    assert "publish: robustness.html: cut short; build again" in said
    assert any(line.startswith("publish: index.html: _static/") for line in said)
    assert not (target / "current").exists()
