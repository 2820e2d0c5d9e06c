"""The command: what it says, its exit codes, and that a failed run leaves readers what they had."""

from __future__ import annotations

import datetime as dt
import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pytest
from editions import make_project

from handbook.keep.publish import nginx, stamp
from handbook.keep.publish.__main__ import main
from handbook.keep.publish.fresh import build
from handbook.keep.publish.outcome import Progress

if TYPE_CHECKING:
    from conftest import SmallSite

NEEDS_MOUNT = "only root can mount a small disk: run the tests as root"


def publish(site: Path, target: Path, *options: str) -> int:
    project = str(site.parent)  # without settings, whatever the handbook's own say
    return main([str(target), "--built", str(site), "--project", project, *options])


def live(target: Path) -> dict[str, bytes]:
    """Return what readers get, by path."""
    current = target / "current"
    return {
        path.relative_to(current).as_posix(): path.read_bytes()
        for path in current.rglob("*")
        if path.is_file()
    }


def test_a_publication_says_each_step_and_what_went_live(
    small_site: SmallSite, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = publish(small_site.folder, tmp_path / "dest")

    said = [line[11:] for line in capsys.readouterr().out.splitlines()]
    assert code == 0
    assert said == [
        f"[1/4] copying {small_site.folder} …",
        "[2/4] checking …",
        "[3/4] compressing …",
        "4 files compressed; 0 unchanged keep their ETag",
        "[4/4] switching …",
        f"published {(tmp_path / 'dest' / 'current').resolve().name}",
    ]
    assert live(tmp_path / "dest")["index.html"].startswith(b"<!DOCTYPE html>")


def test_quiet_says_nothing_when_all_is_well(
    small_site: SmallSite, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = publish(small_site.folder, tmp_path / "dest", "--quiet")

    assert (code, capsys.readouterr()) == (0, ("", ""))


def test_the_same_site_is_not_published_twice(
    small_site: SmallSite, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    publish(small_site.folder, tmp_path / "dest")

    code = publish(small_site.folder, tmp_path / "dest")

    assert code == 0
    assert "nothing has changed: readers have exactly this already" in capsys.readouterr().out
    assert len(list((tmp_path / "dest" / "releases").iterdir())) == 1


def test_a_publication_leaves_what_hosts_proxies_and_open_pages_ask_for(
    small_site: SmallSite, tmp_path: Path
) -> None:
    """What each step does has tests of its own; here, that the command takes it."""
    asset, target = "_static/own.0123456789ab.css", tmp_path / "dest"
    small_site.write(asset, "p {}")
    small_site.write("index.html", small_site.page(f'<link href="{asset}">'))
    small_site.write(".buildinfo", "config: 1")
    (tmp_path / "handbook.toml").write_text('[links]\nsite = "https://a.example/team/"\n', "utf-8")
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "A"]):
        identity = ("-c", "user.name=A", "-c", "user.email=a@a.example")
        subprocess.run(["git", *identity, *words], cwd=tmp_path, check=True)
    publish(small_site.folder, target)
    os.utime(target / "current" / "search.html", (1000, 1000))
    (small_site.folder / asset).unlink()
    small_site.write("index.html", small_site.page("newer"))

    publish(small_site.folder, target)

    current = target / "current"
    assert (current / "search.html").stat().st_mtime == 1000
    assert (current / asset).is_file()
    assert (current / stamp.FILE).is_file()
    assert not (current / ".buildinfo").exists()
    assert "/team" in (target / nginx.BELOW).read_text("utf-8")


def test_a_setting_that_is_the_example_still_is_named(
    small_site: SmallSite, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = (
        '[organisation]\ncontact = "us@acme.example"\n[links]\nsite = "https://a.example.org/"\n'
    )
    (tmp_path / "handbook.toml").write_text(settings, encoding="utf-8")

    code = publish(small_site.folder, tmp_path / "dest")

    said = [line for line in capsys.readouterr().out.splitlines() if "example still" in line]
    assert code == 0
    assert [line[11:] for line in said] == [
        "handbook.toml: links.site is the handbook's example still: name yours"
    ]


def test_any_user_can_read_what_is_published(small_site: SmallSite, tmp_path: Path) -> None:
    (small_site.folder / "index.html").chmod(0o600)
    before = os.umask(0o077)
    try:
        publish(small_site.folder, tmp_path / "dest")
    finally:
        os.umask(before)

    paths = [tmp_path / "dest", *(tmp_path / "dest" / "current").resolve().rglob("*")]
    modes = {(path.is_dir(), oct(path.stat().st_mode & 0o777)) for path in paths}
    assert modes == {(True, "0o755"), (False, "0o644")}


def test_a_site_with_a_fault_is_refused_with_every_fault(
    small_site: SmallSite, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "dest"
    publish(small_site.folder, target)
    before = live(target)
    small_site.write("index.html", "<html>")
    small_site.write("how-to/decide.html", small_site.page('<a href="gone.html">x</a>'))

    code = publish(small_site.folder, target)

    assert code == 1
    assert capsys.readouterr().err.splitlines() == [
        "publish: index.html: cut short; build again",
        "publish: how-to/decide.html: gone.html leads to a file that is not in the site;"
        " mend the link",
        "publish: readers have what they had",
    ]
    assert live(target) == before
    assert not list((target / "releases").glob(".new-*"))


def test_a_second_publication_at_once_is_told_to_wait(
    small_site: SmallSite, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "dest"
    target.mkdir()
    with (target / ".lock").open("w") as first:
        fcntl.flock(first, fcntl.LOCK_EX)

        code = publish(small_site.folder, target)

    assert code == 75
    assert capsys.readouterr().err == (
        f"publish: another publication to {target} is running: try again when it has ended\n"
    )
    assert publish(small_site.folder, target) == 0


def test_a_rollback_says_where_it_went(
    small_site: SmallSite, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "dest"
    publish(small_site.folder, target)
    first = live(target)
    small_site.write("index.html", small_site.page("newer"))
    publish(small_site.folder, target)
    capsys.readouterr()

    code = main([str(target), "--rollback"])

    assert code == 0
    assert "rolled back to 000001-" in capsys.readouterr().out
    assert live(target) == first


MOVED = '<html><meta http-equiv="refresh" content="0; url=index.html">{}</html>'.format(" " * 200)


def test_each_change_of_the_moved_pages_says_to_reload_nginx(
    small_site: SmallSite, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target, said = tmp_path / "dest", "redirects.map has changed: reload nginx"
    publish(small_site.folder, target)
    small_site.write("old.html", MOVED)
    publish(small_site.folder, target)
    published = capsys.readouterr().out

    main([str(target), "--rollback"])
    rolled_back = capsys.readouterr().out
    (target / "redirects.map").write_text("of a publication that was killed", "utf-8")
    publish(small_site.folder, target)
    (target / "redirects.map").unlink()
    capsys.readouterr()
    publish(small_site.folder, target)
    made_up = capsys.readouterr().out

    assert said in published
    assert said in rolled_back
    assert "nothing has changed" in made_up
    assert said in made_up


def test_a_rollback_of_a_folder_that_is_not_there_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main([str(tmp_path / "typo"), "--rollback"])

    assert code == 1
    assert capsys.readouterr().err == (
        f"publish: {tmp_path}/typo does not exist: name the folder that you publish to\n"
    )
    assert not (tmp_path / "typo").exists()


def test_a_folder_without_a_handbook_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()

    code = main([str(tmp_path / "dest"), "--project", str(tmp_path / "empty")])

    assert code == 1
    assert "has no conf.py: name the handbook's folder with --project" in capsys.readouterr().err


def test_a_mistake_in_the_settings_is_told_before_anything_is_built(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    project = tmp_path / "project"
    project.mkdir()
    (project / "conf.py").write_text("", "utf-8")
    (project / "handbook.toml").write_text('[handbook]\npaper = "a3"\n', "utf-8")

    code = main([str(tmp_path / "dest"), "--project", str(project), "--quiet"])

    assert code == 1
    assert capfd.readouterr().err == (
        'publish: handbook.toml:2: handbook.paper is \'a3\'; it must be "a4" or "us-letter"\n'
    )


@pytest.mark.parametrize("keep", ["1", "0", "-3", "five"])
def test_too_few_releases_to_go_back_to_are_refused(
    tmp_path: Path, keep: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main([str(tmp_path), f"--keep={keep}"])

    assert ended.value.code == 2
    assert f"'{keep}' is no whole number, 2 or more" in capsys.readouterr().err


def test_a_file_in_the_way_is_told(
    small_site: SmallSite, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "dest").write_text("a file", "utf-8")

    code = publish(small_site.folder, tmp_path / "dest")

    assert code == 73
    assert capsys.readouterr().err == f"publish: {tmp_path}/dest: File exists\n"


def test_a_published_pdf_names_the_day_of_the_last_change_whenever_it_is_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that it is the one that `make` builds, and publishing again changes nothing."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    project = make_project(tmp_path / "project", small=True)
    project.next_edition()
    for page in (project.folder / "docs").iterdir():
        os.utime(page, (0, dt.datetime(2026, 3, 4, tzinfo=dt.UTC).timestamp()))
    (tmp_path / "new").mkdir()

    built = build(project.folder, tmp_path / "new", Progress(2, quiet=True), jobs="1")

    with pikepdf.open(next(built.glob("*.pdf"))) as pdf:
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20260304")


@pytest.fixture
def disk(tmp_path: Path) -> Generator[Path, None, None]:
    """Return a disk of one megabyte."""
    if os.geteuid() != 0:
        pytest.skip(NEEDS_MOUNT)
    folder = tmp_path / "disk"
    folder.mkdir()
    mount("-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder))
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def mount(*arguments: str) -> None:
    result = subprocess.run(["mount", *arguments], capture_output=True, text=True, check=False)
    if result.returncode:
        pytest.skip(f"mount is not allowed here: {result.stderr.strip()}; {NEEDS_MOUNT}")


@pytest.mark.mount
def test_a_full_disk_leaves_readers_what_they_had(
    small_site: SmallSite, disk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    publish(small_site.folder, disk)
    before = live(disk)
    small_site.write("large.pdf", os.urandom(2_000_000))

    code = publish(small_site.folder, disk)

    assert code == 73
    assert "the disk is full: free some space, or lower --keep" in capsys.readouterr().err
    assert live(disk) == before
    assert not list((disk / "releases").glob(".new-*"))
    (small_site.folder / "large.pdf").unlink()
    small_site.write("index.html", small_site.page("newer"))
    assert publish(small_site.folder, disk) == 0


@pytest.mark.mount
def test_a_disk_that_fills_while_compressing_leaves_readers_what_they_had(
    small_site: SmallSite, disk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    publish(small_site.folder, disk)
    before = live(disk)
    small_site.write("words.txt", os.urandom(400_000).hex())  # compressed to half, twice

    code = publish(small_site.folder, disk)

    assert code == 73
    assert "the disk is full" in capsys.readouterr().err
    assert live(disk) == before


@pytest.mark.mount
def test_a_read_only_target_leaves_readers_what_they_had(
    small_site: SmallSite, disk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    publish(small_site.folder, disk)
    before = live(disk)
    mount("-o", "remount,ro", str(disk))

    code = publish(small_site.folder, disk)

    assert code == 73
    assert "read-only: mount it writable, or name another" in capsys.readouterr().err
    assert live(disk) == before


@pytest.mark.mount
def test_a_build_that_fails_or_fills_the_disk_says_which(disk: Path, tmp_path: Path) -> None:
    project = tmp_path / "project"
    (project / "docs").mkdir(parents=True)
    (project / "docs" / "index.rst").write_text("Words\n=====\n\n`broken\n", "utf-8")
    (project / "conf.py").write_text(
        "import sys; sys.path.insert(0, '.'); extensions = ['book']", "utf-8"
    )
    (project / "book.py").write_text(
        "from sphinx.builders.dummy import DummyBuilder\n"
        "class Book(DummyBuilder):\n    name = 'typstpdf'\n"
        "def setup(app):\n    app.add_builder(Book)\n",
        "utf-8",
    )
    command = [sys.executable, "-m", "handbook.keep.publish", str(disk), "--project", str(project)]
    run = {"capture_output": True, "text": True}

    faulty = subprocess.run(command, check=False, **run)  # type: ignore[call-overload]
    (disk / "filler").write_bytes(b"x" * (shutil.disk_usage(disk).free - 40_000))
    full = subprocess.run(command, check=False, **run)  # type: ignore[call-overload]

    assert (faulty.returncode, full.returncode) == (1, 73)
    assert faulty.stderr.splitlines()[-1] == (
        "publish: the typstpdf build failed: mend what it names above, then publish again"
    )
    assert "index.rst:4: WARNING: " in faulty.stderr
    assert "the disk is full: free some space" in full.stderr.splitlines()[-1]
