"""handbook.toml: what an organisation may write, and what it is told when it is wrong."""

import tomllib
from pathlib import Path

import pytest
from sphinx.errors import ConfigError

from handbook.core.config import Handbook, Settings, load
from handbook.core.words import TERMS

KEPT = tomllib.loads(Path(__file__).with_name("mistakes.toml").read_text("utf-8"))["mistake"]


def write(folder: Path, text: str) -> Path:
    path = folder / "handbook.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_missing_file_takes_every_default(tmp_path: Path) -> None:
    assert load(tmp_path / "handbook.toml") == Settings()


def test_a_key_that_is_left_out_takes_its_default(tmp_path: Path) -> None:
    settings = load(write(tmp_path, '[organisation]\nname = "Acme"\n'))

    assert settings.organisation.name == "Acme"
    assert settings.handbook == Settings().handbook


@pytest.mark.upstream
def test_the_shipped_file_shows_the_defaults(request: pytest.FixtureRequest) -> None:
    """Its comment promises that a key left out takes the value shown."""
    assert load(request.config.rootpath / "handbook.toml") == Settings()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        *((mistake["text"], mistake["told"]) for mistake in KEPT),
        ("\ufeff[handbook]\n", "1: begins with a byte-order mark: save it as UTF-8 without one"),
        (
            '[words]\n"sprint" = "cycle"\n"owner" = "keeper"\n',
            "3: words.'owner' is no word that can be named; the known ones are " + ", ".join(TERMS),
        ),
        (
            f'[handbook]\ntitle = "{"A" * 81}"\n',
            f"2: handbook.title is '{'A' * 81}'; it must be a title on one line, of"
            " 80 characters at most, with no space at its ends",
        ),
        (f"x = 1\ny = {'[' * 9_999}\n", "2: nested more than 16 levels deep: flatten it"),
        (f"x{'.y' * 9_999} = 1\n", "1: nested more than 16 levels deep: flatten it"),
        (
            f"[staleness]\nbudget = {'9' * 9_999}\n",
            "2: a number of more than 1,000 digits: correct it",
        ),
    ],
)
def test_a_mistake_is_told_with_its_line_and_its_mend(tmp_path: Path, text: str, told: str) -> None:
    path = write(tmp_path, text)

    with pytest.raises(ConfigError) as error:
        load(path)

    assert str(error.value) == f"handbook.toml:{told}"


def test_addresses_of_pages_follow_the_repository(tmp_path: Path) -> None:
    links = load(write(tmp_path, '[links]\nrepository = "https://a.example/b/"\n')).links

    assert links.in_repository(links.edit_page) == "https://a.example/b/-/edit/main/docs/{filename}"
    assert links.in_repository("https://c.example/{filename}") == "https://c.example/{filename}"


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    path = write(tmp_path, '[handbook]\npaper = "A3"\naccent = "blue"\n')

    with pytest.raises(ConfigError) as error:
        load(path)

    assert len(str(error.value).splitlines()) == 2


def test_bytes_that_are_not_utf_8_are_told(tmp_path: Path) -> None:
    path = tmp_path / "handbook.toml"
    path.write_bytes(b'[organisation]\nname = "Caf\xe9"\n')

    with pytest.raises(ConfigError, match=r"handbook\.toml:2: not UTF-8 text"):
        load(path)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("The Tech Lead Handbook", "tech-lead-handbook"),
        ("Führung: der Leitfaden, 2. Auflage", "fuhrung-der-leitfaden-2-auflage"),
        ("The", "handbook"),
        ("a" * 300, "a" * 100),
        ("手册", "handbook"),
    ],
)
def test_files_are_named_by_the_title(title: str, name: str) -> None:
    assert Handbook(title=title).file_name == name


def test_fonts_are_a_list_of_files(tmp_path: Path) -> None:
    settings = load(write(tmp_path, '[handbook]\nfonts = ["local/a.ttf", "local/b.otf"]\n'))

    assert settings.handbook.fonts == ("local/a.ttf", "local/b.otf")


@pytest.mark.parametrize("value", ['"local/a.ttf"', '["/etc/a.ttf"]', '["a.woff2"]', "[1]"])
def test_what_is_no_list_of_fonts_is_told(tmp_path: Path, value: str) -> None:
    with pytest.raises(ConfigError, match=r"handbook.toml:2: handbook.fonts is .*a list of"):
        load(write(tmp_path, f"[handbook]\nfonts = {value}\n"))


def test_owners_are_free_names_with_a_contact_each(tmp_path: Path) -> None:
    settings = load(
        write(
            tmp_path, '[owners]\n"Platform leads" = "a@b.example"\nEditors = "https://b.example"\n'
        )
    )

    assert settings.owners == {"Platform leads": "a@b.example", "Editors": "https://b.example"}


@pytest.mark.parametrize(
    ("text", "link", "html"),
    [
        ("", "", ""),
        ("", "https://a.example", ""),
        ("Tea & <b>cake</b>", "", "Tea &amp; &lt;b&gt;cake&lt;/b&gt;"),
        ("News", "https://a.example/?a=1&b", '<a href="https://a.example/?a=1&amp;b">News</a>'),
    ],
)
def test_an_announcement_is_text_with_or_without_a_link(text: str, link: str, html: str) -> None:
    assert Handbook(announcement=text, announcement_link=link).banner == html


@pytest.mark.parametrize("name", ["local/logo.svg", f"{'x' * 300}.svg"])
def test_a_logo_that_is_not_there_is_told_at_once_with_its_line(tmp_path: Path, name: str) -> None:
    path = write(tmp_path, f'[handbook]\ntitle = "A"\nlogo = "{name}"\n')
    (path.parent / "docs").mkdir()

    with pytest.raises(ConfigError, match=f"^handbook.toml:3: .*no file docs/{name}"):
        load(path)
