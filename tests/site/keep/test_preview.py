"""The live preview shows what was saved, wherever it shows, and what is wrong with it."""

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path

import pytest
from repository import ROOT
from waiting import PATIENCE, until

pytestmark = pytest.mark.slow

CONF = """\
extensions = [
    *("myst_parser", "handbook.site.navigation", "handbook.build.incremental"),
    *("handbook.check.preflight", "handbook.keep.preview.live"),
]
html_theme = "furo"
html_static_path = [STATIC]
"""
CONF = CONF.replace("STATIC", repr(str(ROOT / "docs" / "_static")))
PAGES = {
    "index.md": "# Home\n\n```{toctree}\nplan\nother\n```\n",
    "plan.md": "# Plan\n\nFirst words.\n",
    "other.md": "# Other\n\nSee [](plan.md).\n",
}


@dataclass
class Previewed:
    """A small project under preview."""

    folder: Path
    address: str

    def save(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, encoding="utf-8")

    def replace(self, name: str, text: str) -> None:
        """Save as many editors do: a new file takes the name."""
        self.save(f"{name}~", text)
        (self.folder / f"{name}~").replace(self.folder / name)

    def get(self, name: str) -> str:
        try:
            # Our own server's address.
            with urllib.request.urlopen(f"{self.address}{name}", timeout=PATIENCE) as answer:  # noqa: S310
                return str(answer.read().decode())
        except urllib.error.HTTPError:
            return ""

    def faults(self) -> list[str]:
        return [fault["text"] for fault in json.loads(self.get("live.json"))["faults"]]

    def wait(self, is_there: Callable[[], bool]) -> None:
        until(is_there, "the preview never showed it")


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Generator[Previewed]:
    folder = tmp_path_factory.mktemp("preview")
    (folder / "docs").mkdir()
    (folder / "conf.py").write_text(CONF, encoding="utf-8")
    for name, text in PAGES.items():
        (folder / "docs" / name).write_text(text, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "handbook.keep.preview", str(folder / "live"), "--no-browser"],
        cwd=folder,
        env={name: os.environ[name] for name in os.environ.keys() - {"CI", "FORCE_COLOR"}},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    assert process.stdout
    address = re.search(r"http://\S+", process.stdout.readline())
    assert address
    yield Previewed(folder, address[0])
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does at Ctrl-C
    said, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert "Traceback" not in said, said
    assert "\x1b[" not in said  # a file has no colours
    assert "All is mended." in said


def test_a_page_asks_to_be_told_of_changes(preview: Previewed) -> None:
    assert '<script src="/preview.js"></script>' in preview.get("plan.html")
    assert "new WebSocket(" in preview.get("preview.js")
    assert "First words." in preview.get("plan.html")


def test_no_page_is_missing_while_all_are_written_again(preview: Previewed) -> None:
    preview.save("docs/plan.md", "# Aim\n\nWords.\n")

    def is_there() -> bool:
        other = preview.get("other.html")
        assert other
        return other.count("Aim") > 1

    preview.wait(is_there)


def test_a_new_page_shows_and_goes(preview: Previewed) -> None:
    preview.save("docs/new.md", "---\norphan: true\n---\n# New\n")
    preview.wait(lambda: "<h1>New" in preview.get("new.html"))

    (preview.folder / "docs" / "new.md").unlink()

    preview.wait(lambda: not preview.get("new.html"))


def test_a_fault_is_told_until_it_is_mended(preview: Previewed) -> None:
    preview.save("docs/plan.md", "# Plan\n\nSee [it](#nowhere).\n")
    preview.wait(lambda: any("nowhere" in text for text in preview.faults()))
    preview.save("docs/other.md", "# Other\n\nAnother page is saved.\n")
    preview.wait(lambda: "is saved" in preview.get("other.html"))
    assert any("nowhere" in text for text in preview.faults())

    preview.save("docs/plan.md", "# Plan\n\nMended.\n")

    preview.wait(lambda: preview.faults() == [])


def test_a_source_that_stops_the_build_is_told_and_mended(preview: Previewed) -> None:
    openings = "".join(f"{':' * (13 - n)}{{note}}\n" for n in range(10))
    closings = "".join(f"{':' * (4 + n)}\n" for n in range(10))
    preview.save("docs/plan.md", f"# Plan\n\n{openings}Words.\n{closings}")
    preview.wait(lambda: any("more than 8 directives" in text for text in preview.faults()))

    preview.save("docs/plan.md", "# Plan\n\nFlat.\n")

    preview.wait(lambda: "Flat." in preview.get("plan.html"))
    preview.wait(lambda: preview.faults() == [])


def test_settings_are_followed_through_files_that_replace_one_another(preview: Previewed) -> None:
    for number in range(3):
        preview.replace("handbook.toml", f'[handbook]\nkey-{number} = ""\n')
        preview.wait(lambda key=f"key-{number}": any(key in text for text in preview.faults()))

    preview.replace("handbook.toml", "")

    preview.wait(lambda: preview.faults() == [])


def test_a_new_setting_shows(preview: Previewed) -> None:
    preview.save("conf.py", f'{CONF}html_title = "Another name"\n')

    preview.wait(lambda: "Another name" in preview.get("index.html"))


def test_a_preview_that_can_follow_nothing_ends_and_says_why(tmp_path: Path) -> None:
    (tmp_path / "conf.py").write_text(CONF, encoding="utf-8")

    ended = subprocess.run(
        [sys.executable, "-m", "handbook.keep.preview", str(tmp_path / "live"), "--no-browser"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )

    assert ended.returncode == 1
    assert ended.stderr.splitlines()[-1] == "FileNotFoundError: No path was found."


@pytest.mark.parametrize(
    ("host", "origin", "status"),
    [
        ("{own}", "", 200),
        ("localhost:1234", "", 200),
        ("{own}", "http://{own}", 200),
        ("evil.example", "", 400),
        ("evil.example:{port}", "", 400),
        ("127.0.0.1.evil.example", "", 400),
        ("", "", 400),
        # Of a page's answer, a browser itself shows nothing to another origin.
        ("{own}", "https://evil.example", 403),
        ("{own}", "http://localhost:1", 403),
        ("{own}", "null", 403),
    ],
)
@pytest.mark.parametrize("path", ["/plan.html", "/preview", "/preview.js"])
def test_only_the_previews_own_pages_are_answered(
    preview: Previewed, path: str, host: str, origin: str, status: int
) -> None:
    """A page elsewhere could ask under a name that it has led to this machine, or from its own."""
    own = preview.address.removeprefix("http://").rstrip("/")
    port = own.rpartition(":")[2]
    headers = {
        "Host": host.format(own=own, port=port),
        "Origin": origin.format(own=own),
        "Upgrade": "websocket",
        "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
        "Sec-WebSocket-Version": "13",
    }
    if path != "/preview":
        headers = {name: headers[name] for name in ("Host", "Origin")}
    connection = http.client.HTTPConnection(own, timeout=PATIENCE)
    connection.putrequest("GET", path, skip_host=True)
    for name, text in headers.items():
        if text or name == "Host":
            connection.putheader(name, text)
    if path == "/preview":
        connection.putheader("Connection", "Upgrade")
    connection.endheaders()

    answered = connection.getresponse().status

    connection.close()
    expected = {200: 101} if path == "/preview" else {403: 200}
    assert answered == expected.get(status, status)
