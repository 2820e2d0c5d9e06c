"""The layers of the tests themselves: none is passed over."""

from fnmatch import fnmatch

import pytest
from repository import ROOT


def test_no_folder_of_tests_is_passed_over(request: pytest.FixtureRequest) -> None:
    tests = ROOT / "tests"
    patterns = request.config.getini("norecursedirs")

    folders = {part for file in tests.rglob("test_*.py") for part in file.relative_to(tests).parts}

    assert [name for name in folders for pattern in patterns if fnmatch(name, pattern)] == []
