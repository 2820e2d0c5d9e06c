"""What the copy button takes from a console listing: what runs."""

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
        ("$ cat <<A | tee b\n$ x\nA\nx\n", "cat <<A | tee b\n$ x\nA\n"),
        ("$ for i in 1 2; do\n>   echo $i\n> done\n1\n2\n", "for i in 1 2; do\n  echo $i\ndone\n"),
        ("$ tar xf a && \\\n> cd a\n", "tar xf a && \\\ncd a\n"),
        ("$ diff a b\n0a1\n> x\n", "diff a b\n"),
        ("$ make # all\n# then\n$ make test\n", "make # all\n# then\nmake test\n"),
        ("# make\n# make test\n", "make\nmake test\n"),  # root's prompt
        ("# All\nmake\n", "# All\nmake\n"),  # a comment
        ("root@a:/# ls\nbin\nme@a:~$ ls\n", "ls\nls\n"),
        ("(venv) $ ls\n[me@a dir]$ ls\nsh-5.1$ ls\n% ls\n~/a $ ls\n", "ls\n" * 5),
        ("$ make\n100 % done\nat 5 $ each\n", "make\n"),
        ("PS C:\\a> Get-A `\n>>   -B\nout\nPS> b\n", "Get-A `\n  -B\nb\n"),
        ("C:\\a>dir ^\n  /w\n a\nD:\\> b\n", "dir ^\n  /w\nb\n"),
        (">>> for a in b:\n...     a\n...\n1\n>>> c\n", "for a in b:\n    a\n\nc\n"),
    ],
)
def test_prompts_and_output_are_left_out(listing: str, runs: str) -> None:
    assert copied(listing) == runs
