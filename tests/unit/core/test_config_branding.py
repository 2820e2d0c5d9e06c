"""The keys of handbook.toml with which an organisation makes the site its own."""

from pathlib import Path

import pytest
from sphinx.errors import ConfigError

from handbook.core.config import Handbook, load


@pytest.fixture
def write(tmp_path: Path) -> object:
    def written(text: str) -> Path:
        path = tmp_path / "handbook.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return written


def test_owners_are_free_names_with_a_contact_each(write) -> None:  # type: ignore[no-untyped-def]
    settings = load(
        write('[owners]\n"Platform leads" = "a@b.example"\nEditors = "https://b.example"\n')
    )

    assert settings.owners == {"Platform leads": "a@b.example", "Editors": "https://b.example"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            '[owners]\nEditors = "a@b.example"\n\n"Platform leads" = "ask Kim"\n',
            "handbook.toml:4: owners.'Platform leads' is 'ask Kim';"
            " it must be an e-mail address or an https:// address",
        ),
        (
            '[handbook]\nlogo = "/etc/logo.png"\n',
            "handbook.toml:2: handbook.logo is '/etc/logo.png'; it must be an .svg or .png file"
            ' below docs/, such as "local/logo.svg", or ""',
        ),
        (
            '[handbook]\nlogo = "../logo.png"\n',
            "handbook.toml:2: handbook.logo is '../logo.png'; it must be an .svg or .png file"
            ' below docs/, such as "local/logo.svg", or ""',
        ),
        (
            '[handbook]\nlogo = "a/logo.svg"\nlogo-dark = "b/logo.svg"\n',
            "handbook.toml:3: handbook.logo-dark stands beside a logo whose file has another name:"
            " name that as handbook.logo",
        ),
        (
            '[organisation]\ncontact = "mailto:a@b.example"\n',
            "handbook.toml:2: organisation.contact is 'mailto:a@b.example';"
            " it must be an e-mail address or an https:// address",
        ),
        (
            '[links]\n<<<<<<< HEAD\nchat = ""\n=======\n>>>>>>> upstream/main\n',
            "handbook.toml:2: a merge left both sides of a conflict here: keep what is right of"
            " the two, and remove the lines <<<<<<<, ======= and >>>>>>>",
        ),
        (
            '[handbook]\nannouncement = "two\\nlines"\n',
            "handbook.toml:2: handbook.announcement is 'two\\nlines';"
            ' it must be a text on one line, or ""',
        ),
        (
            '[handbook]\nannouncement-link = "javascript:alert(1)"\n',
            "handbook.toml:2: handbook.announcement-link is 'javascript:alert(1)';"
            ' it must be an https:// address, or ""',
        ),
        (
            '[handbook]\ndate-language = "klingon"\n',
            "handbook.toml:2: handbook.date-language is 'klingon';"
            ' it must be "iso" or a language tag such as "en-GB", "de" or "fr-CA"',
        ),
        (
            '[links]\nreport = "https://git.example.org/new"\n',
            "handbook.toml:2: links.report is 'https://git.example.org/new';"
            ' it must be an https:// address with {title} or {url} in it, or ""',
        ),
        (
            '[links]\nchat = "#leads"\n',
            "handbook.toml:2: links.chat is '#leads'; it must be an https:// address, or \"\"",
        ),
    ],
)
def test_a_mistake_is_named_with_its_line(write, text: str, message: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ConfigError) as error:
        load(write(text))

    assert str(error.value) == message


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
def test_a_logo_that_is_not_there_is_told_at_once_with_its_line(write, name: str) -> None:  # type: ignore[no-untyped-def]
    path = write(f'[handbook]\ntitle = "A"\nlogo = "{name}"\n')
    (path.parent / "docs").mkdir()

    with pytest.raises(ConfigError, match=f"^handbook.toml:3: .*no file docs/{name}"):
        load(path)
