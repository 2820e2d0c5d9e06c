"""The map of moved pages for nginx, read from the pages that the build leaves at old addresses."""

from pathlib import Path

from handbook.keep.publish import nginx


def stub(target: str) -> str:
    return (
        '<!DOCTYPE html><html><head><meta charset="utf-8">'
        f'<meta http-equiv="refresh" content="0; url={target}"></head></html>'
    )


def test_each_old_address_gets_the_new_one(tmp_path: Path) -> None:
    (tmp_path / "how-to").mkdir()
    (tmp_path / "how-to" / "old.html").write_text(stub("../role.html#who"), "utf-8")
    (tmp_path / "how-to" / "index.html").write_text(stub("new.html"), "utf-8")
    (tmp_path / "page.html").write_text("<html><p>A page.</p></html>", "utf-8")

    assert nginx.find(tmp_path) == {
        "/how-to/": "new.html",
        "/how-to/index.html": "new.html",
        "/how-to/old.html": "../role.html#who",
    }


def test_a_page_that_sends_its_reader_to_another_host_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "old.html").write_text(stub("https://elsewhere.example/"), "utf-8")

    assert nginx.find(tmp_path) == {}


def test_names_can_not_break_out_of_the_map(tmp_path: Path) -> None:
    site, root = tmp_path / "site", tmp_path / "root"
    site.mkdir()
    root.mkdir()
    (site / 'a"; }.html').write_text(stub("b$host c.html"), "utf-8")

    changed = nginx.write_map(site, root)

    assert changed
    assert (root / "redirects.map").read_text("utf-8") == '"/a\\"; }.html" "b%24host%20c.html";\n'


def test_the_map_changes_only_with_the_pages(tmp_path: Path) -> None:
    (tmp_path / "old.html").write_text(stub("new.html"), "utf-8")

    first, second = nginx.write_map(tmp_path, tmp_path), nginx.write_map(tmp_path, tmp_path)

    assert (first, second) == (True, False)


def test_a_place_in_a_page_can_not_break_out_of_the_map(tmp_path: Path) -> None:
    (tmp_path / "old.html").write_text(stub("new.html#a$host%22;b"), "utf-8")

    assert nginx.find(tmp_path) == {"/old.html": "new.html#a%24host%22%3Bb"}


def test_a_link_in_the_place_of_the_map_is_replaced_and_not_followed(tmp_path: Path) -> None:
    site, root = tmp_path / "site", tmp_path / "root"
    for folder in (site, root):
        folder.mkdir()
    (site / "old.html").write_text(stub("new.html"), "utf-8")
    (tmp_path / "precious").write_text("kept", "utf-8")
    for name in ("redirects.map", ".redirects.map"):
        (root / name).symlink_to(tmp_path / "precious")

    nginx.write_map(site, root)

    assert (tmp_path / "precious").read_text("utf-8") == "kept"
    assert (root / "redirects.map").is_file()
