"""What the copy button takes from a console listing: what runs."""

from __future__ import annotations

import pytest
from pygments.token import Generic

from handbook.content.console_lexer import ConsoleLexer


def copied(listing: str) -> str:
    """Leave out what the site's copy button leaves out: prompts and output."""
    tokens = list(ConsoleLexer().get_tokens(listing))
    assert "".join(value for _, value in tokens) == listing  # no sign is lost on the page
    return "".join(value for kind, value in tokens if kind not in (Generic.Prompt, Generic.Output))


@pytest.mark.parametrize(
    ("listing", "runs"),
    [
        ("$ make\nbuilt\n", "make\n"),
        ("make\nmake test\n", "make\nmake test\n"),  # no prompt: commands alone
        ("$ docker run --rm \\\n    image\nok\n", "docker run --rm \\\n    image\n"),
        (
            "$ cat > a <<'END'\none\n$ two\nEND\n$ make\n",
            "cat > a <<'END'\none\n$ two\nEND\nmake\n",
        ),
        ("$ cat <<-EOT\n\tone\n\tEOT\ndone\n", "cat <<-EOT\n\tone\n\tEOT\n"),
        ("$ sort <<< word\nword\n", "sort <<< word\n"),
        ("$ cat <<END\nnever closed\n", "cat <<END\n"),
    ],
)
def test_prompts_and_output_are_left_out(listing: str, runs: str) -> None:
    assert copied(listing) == runs
