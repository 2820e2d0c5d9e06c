"""handbook.toml: what an organisation may write, and what it is told when it is wrong."""

from pathlib import Path

import pytest
from sphinx.errors import ConfigError

from handbook.core.config import Handbook, Settings, load
from handbook.core.words import TERMS


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
    ("text", "message"),
    [
        (
            "[organisation]\nname = Acme\n",
            "handbook.toml:2: not TOML: Invalid value; texts need quotes, tables need [brackets]",
        ),
        (
            '\ufeff[organisation]\nname = "Acme"\n',
            "handbook.toml:1: begins with a byte-order mark: save it as UTF-8 without one",
        ),
        (
            '[owners]\n"A" = "a@b.example"\n"A" = "b@b.example"\n',
            'handbook.toml:3: "A" has a value above: keep one of the two',
        ),
        (
            '[organisaton]\nname = "Acme"\n',
            "handbook.toml:1: unknown table [organisaton]; did you mean 'organisation'?",
        ),
        (
            '\n[links]\nsites = "https://a.example/"\n',
            "handbook.toml:3: unknown key links.sites; did you mean 'site'?",
        ),
        (
            '[words]\n"sprint" = "cycle"\n"owner" = "keeper"\n',
            "handbook.toml:3: words.'owner' is no word that can be named: those are "
            + ", ".join(f'"{term}"' for term in TERMS),
        ),
        (
            '[words]\nsprint = ["cycle"]\n',
            "handbook.toml:2: words.'sprint' is ['cycle']; it must be a word, or a list of it and"
            ' its plural, such as ["chief", "chiefs"], with no space at its ends',
        ),
        (
            '[links]\nsite = "https://a.example"\n',
            "handbook.toml:2: links.site is 'https://a.example';"
            " it must be an https:// address that ends in a slash",
        ),
        (
            '[links]\nedit-page = "https://a.example/edit"\n',
            "handbook.toml:2: links.edit-page is 'https://a.example/edit';"
            " it must be an https:// address, or {repository} and more, with {filename} in it"
            " and no other braces",
        ),
        (
            '[links]\nview-page = "{repository}/blob/{branch}/docs/{filename}"\n',
            "handbook.toml:2: links.view-page is '{repository}/blob/{branch}/docs/{filename}';"
            " it must be an https:// address, or {repository} and more, with {filename} in it"
            " and no other braces",
        ),
        (
            '[links]\nrepository = "https://a.example/{team}"\n',
            "handbook.toml:2: links.repository is 'https://a.example/{team}';"
            " it must be an https:// address without braces",
        ),
        (
            '[handbook]\naccent = "#ffcc00"\n',
            "handbook.toml:2: handbook.accent is '#ffcc00';"
            ' it must be a colour such as "#0b5c8a", dark enough to read on white',
        ),
        (
            '[handbook]\naccent-dark = "#0b5c8a"\n',
            "handbook.toml:2: handbook.accent-dark is '#0b5c8a';"
            ' it must be a colour such as "#7cc0e8", light enough to read on black',
        ),
        (
            "[organisation]\nname = 7\n",
            "handbook.toml:2: organisation.name is 7; it must be a name on one line, of 80"
            " characters at most, with no space at its ends",
        ),
        (
            f'[handbook]\ntitle = "{"A" * 81}"\n',
            f"handbook.toml:2: handbook.title is '{'A' * 81}'; it must be a title on one line, of"
            " 80 characters at most, with no space at its ends",
        ),
        (
            '[words]\nsprint = " cycle"\n',
            "handbook.toml:2: words.'sprint' is ' cycle'; it must be a word, or a list of it and"
            ' its plural, such as ["chief", "chiefs"], with no space at its ends',
        ),
        (
            '[handbook]\npaper = "A3"\n',
            'handbook.toml:2: handbook.paper is \'A3\'; it must be "a4" or "us-letter"',
        ),
        (
            "[staleness]\nbudget = -1\n",
            "handbook.toml:2: staleness.budget is -1; it must be a whole number, 0 or more",
        ),
        (
            f"x = 1\ny = {'[' * 9_999}\n",
            "handbook.toml:2: nested more than 16 levels deep: flatten it",
        ),
        (
            f"x{'.y' * 9_999} = 1\n",
            "handbook.toml:1: nested more than 16 levels deep: flatten it",
        ),
        (
            f"[staleness]\nbudget = {'9' * 9_999}\n",
            "handbook.toml:2: a number of more than 1,000 digits: correct it",
        ),
        (
            "handbook = 1\n",
            "handbook.toml:1: [handbook] is a table: write its keys on lines below [handbook]",
        ),
    ],
)
def test_a_mistake_is_told_with_its_line_and_its_mend(
    tmp_path: Path, text: str, message: str
) -> None:
    path = write(tmp_path, text)

    with pytest.raises(ConfigError) as error:
        load(path)

    assert str(error.value) == message


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
