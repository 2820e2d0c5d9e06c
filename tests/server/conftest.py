"""For this layer: nginx with the shipped configuration, and the shipped security headers."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import local_nginx
import pytest

if TYPE_CHECKING:
    from collections.abc import Generator


@pytest.fixture(scope="session")
def nginx_program() -> str:
    """Return the path of nginx; skip with advice where it or its brotli module is missing."""
    path = local_nginx.find()
    if path is None:
        pytest.skip(local_nginx.ADVICE)
    return path


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    """Return the main file of the shipped configuration, in a folder where nothing is published."""
    return local_nginx.configure(tmp_path, local_nginx.free_port())


@pytest.fixture(scope="module")
def nginx(
    nginx_program: str, tmp_path_factory: pytest.TempPathFactory
) -> Generator[local_nginx.Nginx, None, None]:
    """Return nginx serving an empty folder, with one page that moved; a test module fills it."""
    folder = tmp_path_factory.mktemp("nginx")
    (folder / "handbook").mkdir()
    (folder / "handbook" / "redirects.map").write_text('"/old.html" "new.html";\n', "utf-8")
    port = local_nginx.free_port()
    with local_nginx.running(nginx_program, local_nginx.configure(folder, port), port) as server:
        yield server


@pytest.fixture(scope="session")
def policy() -> dict[str, str]:
    """Return the security headers that the handbook ships, by name in lower case."""
    text = (local_nginx.DEPLOY / "security-headers.conf").read_text("utf-8")
    found = re.findall(r'^add_header (\S+) "(.*)" always;$', text, re.MULTILINE)
    return {name.lower(): value for name, value in found}
