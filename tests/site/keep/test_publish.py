"""The handbook itself is fit to publish."""

import shutil
from pathlib import Path

from handbook.keep.publish.checks import faults, tidy


def test_publishing_finds_no_fault_in_the_handbook(site: Path, tmp_path: Path) -> None:
    copy = tmp_path / "site"
    shutil.copytree(site, copy)

    tidy(copy)

    assert faults(copy) == []
