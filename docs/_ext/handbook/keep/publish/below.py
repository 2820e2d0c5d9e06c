"""Tell nginx below which path readers find the site: that of the address in ``handbook.toml``.

A site at the top of its host needs nothing. Below a path, nginx takes the path away from what it is
asked for, unless a proxy in front has done so; every place that it sends readers to is relative,
and so right in both cases.
"""

from pathlib import Path
from urllib.parse import quote, urlsplit

from handbook.core import output

FILE = "below.conf"


def rules(site: str) -> str:
    """Return the lines for a server block; none for a site at the top of its host."""
    path = quote(urlsplit(site).path.rstrip("/"), safe="/-_~")
    if not path:
        return ""
    return (
        f'rewrite "^{path}$" "{path}/" permanent;\n'
        f'rewrite "^{path}(/.*)$" "$1";\n'
        "if (-d $request_filename) {\n"
        '    rewrite "^.*/([^/]+)$" "$1/" permanent;\n'
        "}\n"
    )


def write(site: str, root: Path) -> bool:
    """Write the file beside the releases, or remove it.

    :returns: whether it changed, so that nginx has to be reloaded.
    """
    path, text = root / FILE, rules(site)
    if text:
        return output.write(path, text)
    was_there = path.exists()
    path.unlink(missing_ok=True)
    return was_there
