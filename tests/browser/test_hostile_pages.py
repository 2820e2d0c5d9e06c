"""Whatever is registered and whatever a page makes of it, the page comes to nothing.

Random pages (``hostile_pages``) are built by the handbook's own configuration and opened in
Chromium behind the shipped nginx: nothing of theirs runs or would run but for the policy, nothing
leaves the origin or covers what is around the text, the build tells each fault with its place, and
stays within bounds.

``HANDBOOK_HOSTILE=20`` tries so many batches of pages, each time others; else always the same one.
"""

from __future__ import annotations

import os
import random
import re
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

import hostile_pages
import local_nginx
import pytest
from chromium import opened, script
from own_pages import FRONT, build, project
from repository import DOCS, ROOT
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from handbook.check import kinds
from handbook.check.preflight import check

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from own_pages import Built
    from playwright.sync_api import Browser

pytestmark = pytest.mark.slow

BATCHES = int(os.environ.get("HANDBOOK_HOSTILE", "0"))
PAGES = 60  # in a batch
# What a batch may cost, measured by as many pages of prose of the same size.
MOST_TIMES, MOST_MEMORY = 10, 2
PLACE = re.compile(r"[\w./-]+:\d+: (WARNING|ERROR|CRITICAL): \S")

# Runs before a page's own scripts.
WATCH = """
window.told = [];
document.addEventListener("securitypolicyviolation", (event) => window.told.push(
  `the policy stopped ${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
for (const name of ["hb", "alert", "open"]) window[name] = () => window.told.push(`${name}() ran`);
"""
LOOK = script("hostile")


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> hostile_pages.Registry:
    """Return all that a page can name, by the handbook's own configuration."""
    folder = tmp_path_factory.mktemp("registry")
    (folder / "docs").mkdir()
    (folder / "docs" / "index.md").write_text("# Index\n", "utf-8")
    with patch_docutils(ROOT), docutils_namespace():
        app = Sphinx(
            *(folder / "docs", ROOT, folder / "html", folder / "trees", "html"),
            status=None,
            warning=None,
        )
        sheets = [*DOCS.glob("_static/**/*.css"), *DOCS.glob("local/*.css")]
        for theme in app.builder.theme.get_theme_dirs():
            sheets += Path(theme).glob("static/**/*.css")
        return hostile_pages.registry(app, [path.read_text("utf-8") for path in sheets])


@pytest.fixture(scope="module")
def prose(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Built]:
    """Return a function that says what a batch of prose costs for a builder, once each."""
    text = "\n\n".join(["Words that say what a tech lead answers for, one after another. " * 4] * 4)
    costs: dict[str, Built] = {}

    def cost(builder: str) -> Built:
        if builder not in costs:
            top = tmp_path_factory.mktemp("prose")
            project(top, {f"page-{n}": f"{FRONT}# Title {n}\n\n{text}\n" for n in range(PAGES)})
            costs[builder] = build(top, builder)
            assert costs[builder].code == 0, costs[builder].said
        return costs[builder]

    return cost


@pytest.fixture(params=range(BATCHES or 1))
def batch(
    request: pytest.FixtureRequest, tmp_path: Path, registry: hostile_pages.Registry
) -> tuple[Path, dict[str, str]]:
    """Return the folder of a project of hostile pages, and those that the build begins to read."""
    seed = secrets.randbits(32) if BATCHES else 1
    print(f"seed {seed}")  # noqa: T201 (shown where the test fails)
    maker = hostile_pages.Maker(registry, random.Random(seed))  # noqa: S311 (to be had again)
    sources = {f"page-{n}": maker.page() for n in range(PAGES)}
    project(tmp_path, sources)
    for name, content in hostile_pages.FILES.items():
        (tmp_path / "docs" / "_data" / name).write_text(content, "utf-8")
    while stopping := {fault.path for fault in check(tmp_path / "docs") if fault.stops}:
        for path in stopping:  # told with its place, which ends a build before a page is read
            del sources[path.removesuffix(".md")]
            (tmp_path / "docs" / path).unlink()
    return tmp_path, sources


def faults(built: Built, prose: Built) -> Iterator[str]:
    """Give what is wrong with a build of pages that are wrong."""
    if built.code not in (0, 1) or "Traceback" in built.said:
        yield built.said
    for line in re.findall(r"^.*(?:WARNING|ERROR|CRITICAL): .*$", built.said, re.MULTILINE):
        if not PLACE.match(line):
            yield f"told without a place: {line}"
    if built.seconds > MOST_TIMES * prose.seconds:
        yield f"{built.seconds:.0f} s of the processor, and prose {prose.seconds:.0f} s"
    if built.memory > MOST_MEMORY * prose.memory:
        yield f"{built.memory:,} bytes of memory, and prose {prose.memory:,}"


def shown(browser: Browser, address: str, names: list[str]) -> dict[str, list[str]]:
    """Open pages, and give what each did that no page may do."""
    told: dict[str, list[str]] = {}
    found: list[str] = []
    with opened(browser, address) as page:
        page.add_init_script(WATCH)
        page.on("pageerror", lambda error: found.append(f"a script failed: {error}"))
        page.on("dialog", lambda dialog: found.append(dialog.message))
        page.on(
            "request",
            lambda request: (
                request.url.startswith((f"{address}/", "data:")) or found.append(request.url)
            ),
        )
        for name in names:
            page.goto(f"{name}.html", wait_until="load")
            found += page.evaluate(LOOK)
            if page.url != f"{address}/{name}.html":
                found.append(f"led to {page.url}")
            told[name] = [*found]
            found.clear()
    return told


def test_hostile_pages_come_to_nothing(
    batch: tuple[Path, dict[str, str]], browser: Browser, prose: Callable[[str], Built]
) -> None:
    top, sources = batch
    if (program := local_nginx.find()) is None:
        pytest.skip(local_nginx.ADVICE)

    told = {"html": list(faults(build(top, "html"), prose("html")))}
    told["typstpdf"] = list(faults(build(top, "typstpdf"), prose("typstpdf")))
    assert not any(told.values()), told
    site = top / "html"
    port = local_nginx.free_port()
    main = local_nginx.configure(top / "nginx", port)
    (top / "nginx" / "handbook").mkdir()
    (top / "nginx" / "handbook" / "current").symlink_to(site)
    with local_nginx.running(program, main, port):
        acted = shown(browser, f"http://127.0.0.1:{port}", list(sources))

    files = (path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    assert [name for name in files if not kinds.is_published(name) and name != ".buildinfo"] == []
    assert len(acted) > PAGES / 2
    found = [f"{sources[name]}\n{name}: {acted[name]}" for name in acted if acted[name]]
    assert not found, "\n\n".join(found)
