"""Releases: one live, switched by one rename; time stamps by which an ETag never lies."""

import os
from pathlib import Path

import pytest

from handbook.keep.publish.outcome import PublishError
from handbook.keep.publish.releases import Releases


@pytest.fixture
def releases(tmp_path: Path) -> Releases:
    made = Releases(tmp_path / "dest")
    made.root.mkdir()
    made.prepare()
    return made


def site(releases: Releases, **files: str) -> Path:
    folder = releases.scratch() / "site"
    folder.mkdir()
    for name, text in files.items():
        (folder / f"{name}.html").write_text(text, "utf-8")
    return folder


def publish(releases: Releases, keep: int = 5, **files: str) -> Path:
    folder = site(releases, **files)
    releases.keep_times(folder)
    return releases.publish(folder, keep)


def shown(releases: Releases, name: str = "index") -> str:
    return (releases.link / f"{name}.html").read_text("utf-8")


def numbers(releases: Releases) -> list[int]:
    return [int(path.name[:6]) for path in releases.all()]


def test_the_link_leads_to_the_release_published_last(releases: Releases) -> None:
    publish(releases, index="one")
    publish(releases, index="two")

    assert shown(releases) == "two"
    assert str(releases.link.readlink()).startswith("releases/000002-")


def test_an_unchanged_file_keeps_its_time_and_a_changed_one_gets_a_later_second(
    releases: Releases,
) -> None:
    first = publish(releases, index="same", other="aaa")
    os.utime(first / "index.html", (1000, 1000))
    before = int((first / "other.html").stat().st_mtime)

    second = publish(releases, index="same", other="bbb")

    assert (second / "index.html").stat().st_mtime == 1000
    assert int((second / "other.html").stat().st_mtime) > before


def test_a_file_that_changes_twice_within_a_second_never_repeats_a_second(
    releases: Releases,
) -> None:
    seconds = [
        int((publish(releases, index=text) / "index.html").stat().st_mtime)
        for text in ("aaa", "bbb", "aaa", "ccc")
    ]

    assert len(set(seconds)) == 4


def test_after_a_rollback_a_new_text_does_not_get_the_time_of_the_withdrawn_one(
    releases: Releases,
) -> None:
    publish(releases, index="aaa")
    bad = publish(releases, index="bad")
    withdrawn = int((bad / "index.html").stat().st_mtime)
    releases.rollback()

    mended = publish(releases, index="ccc")

    assert int((mended / "index.html").stat().st_mtime) > withdrawn


def test_a_rollback_leads_to_the_release_before_and_a_second_one_further_back(
    releases: Releases,
) -> None:
    for text in ("one", "two", "three"):
        publish(releases, index=text)

    releases.rollback()
    first = shown(releases)
    releases.rollback()

    assert (first, shown(releases)) == ("two", "one")


def test_a_rollback_with_nothing_before_is_refused_and_changes_nothing(releases: Releases) -> None:
    release = publish(releases, index="one")

    with pytest.raises(PublishError) as refused:
        releases.rollback()

    assert str(refused.value) == (
        f"{release.name} is the oldest release that is kept: nothing changed"
    )
    assert shown(releases) == "one"


def test_a_rollback_before_anything_was_published_is_refused(releases: Releases) -> None:
    with pytest.raises(PublishError, match=r"nothing is published in .*: publish first"):
        releases.rollback()


def test_a_release_that_was_rolled_back_from_is_never_gone_back_to(releases: Releases) -> None:
    publish(releases, index="good")
    publish(releases, index="bad")
    releases.rollback()
    publish(releases, index="mended")

    releases.rollback()

    assert shown(releases) == "good"


def test_a_release_that_was_killed_before_it_went_live_is_never_gone_back_to(
    releases: Releases,
) -> None:
    publish(releases, index="good")
    site(releases, index="unseen").rename(releases.folder / "000002-0123456789ab")
    publish(releases, index="next")

    releases.rollback()

    assert shown(releases) == "good"
    assert numbers(releases) == [1, 3]


def test_only_as_many_releases_stay_as_asked_for(releases: Releases) -> None:
    for number in range(5):
        publish(releases, keep=3, index=str(number))

    assert numbers(releases) == [3, 4, 5]


def test_the_tenth_release_comes_after_the_ninth(releases: Releases) -> None:
    site(releases, index="old").rename(releases.folder / "999999-0123456789ab")
    releases.link.symlink_to("releases/999999-0123456789ab")

    publish(releases, index="new")

    assert [path.name.split("-")[0] for path in releases.all()] == ["999999", "1000000"]
    assert shown(releases) == "new"


def test_what_a_killed_publication_left_is_removed(releases: Releases) -> None:
    site(releases, index="half")
    (releases.root / ".current-123").symlink_to("releases/nowhere")

    releases.prepare()

    assert list(releases.folder.iterdir()) == []
    assert not list(releases.root.glob(".current-*"))


def test_a_target_whose_current_is_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "current").mkdir()

    with pytest.raises(PublishError) as refused:
        Releases(tmp_path).prepare()

    assert str(refused.value) == (
        f"{tmp_path}/current is not a symbolic link: move it away, or name another target"
    )


def test_exactly_the_same_files_are_told_to_be_live_already(releases: Releases) -> None:
    release = publish(releases, index="one", other="two")
    (release / "index.html.gz").write_bytes(b"twin")

    assert releases.is_live(site(releases, index="one", other="two"))
    assert not releases.is_live(site(releases, index="one", other="three"))
    assert not releases.is_live(site(releases, index="one"))
    assert not releases.is_live(site(releases, index="one", other="two", third="3"))


def test_a_live_file_that_the_disk_has_damaged_is_published_again(releases: Releases) -> None:
    release = publish(releases, index="one")
    (release / "index.html").write_text("0ne", "utf-8")

    assert not releases.is_live(site(releases, index="one"))
