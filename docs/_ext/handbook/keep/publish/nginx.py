"""Tell nginx which pages have moved, and below which path readers find the site.

The build leaves a small page at each old address that sends its reader on, which works on any host;
from these pages nginx learns to answer 301 instead, so that both ways always say the same.

A site at the top of its host needs nothing more. Below a path, which is that of the address in
``handbook.toml``, nginx takes the path away from what it is asked for, unless a proxy in front has
done so; every place that it sends readers to is relative, and so right in both cases.
"""

import posixpath
import re
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from handbook.core import output

MAP, BELOW = "redirects.map", "below.conf"
LARGEST = 5_000  # bytes; a page with more is one to read
# nginx keeps an address in the room that deploy/nginx-site.conf gives it; a longer one would keep
# it from starting, and its page sends readers on by itself.
LONGEST = 900  # bytes

_REFRESH = re.compile(
    r"<meta\b[^>]*http-equiv=\"?refresh[^>]*\bcontent=\"\s*\d+\s*;\s*url=([^\"]+)\"", re.IGNORECASE
)


def find(site: Path) -> dict[str, str]:
    """Return the addresses that moved, each with the new one, as seen from the old.

    So it is right below any path, whether or not a proxy takes that away before nginx.
    """
    moved = {}
    for path in sorted(site.rglob("*.html")):
        if path.stat().st_size > LARGEST:
            continue
        found = _REFRESH.search(path.read_text(encoding="utf-8", errors="replace"))
        if not found:
            continue
        old = "/" + path.relative_to(site).as_posix()
        target = urlsplit(found[1].strip().replace("&amp;", "&"))
        if target.scheme or target.netloc:
            continue  # to another host: that page stays as it is, readable before one follows it
        if len(old.encode()) > LONGEST:
            continue
        new = posixpath.normpath(unquote(target.path))
        moved[old] = quote(new) + (f"#{quote(unquote(target.fragment))}" if target.fragment else "")
        if posixpath.basename(old) == "index.html":
            moved[old.removesuffix("index.html")] = moved[old]
    return moved


def rules(address: str) -> str:
    """Return the lines for a server block; none for a site at the top of its host."""
    path = quote(urlsplit(address).path.rstrip("/"), safe="/-_~")
    if not path:
        return ""
    return (
        f'rewrite "^{path}$" "{path}/" permanent;\n'
        f'rewrite "^{path}(/.*)$" "$1";\n'
        "if (-d $request_filename) {\n"
        '    rewrite "^.*/([^/]+)$" "$1/" permanent;\n'
        "}\n"
    )


def write_map(site: Path, root: Path) -> bool:
    """Write the map of moved pages beside the releases.

    :returns: whether it changed, so that nginx has to be reloaded.
    """
    text = "".join(f'"{_escape(old)}" "{to}";\n' for old, to in sorted(find(site).items()))
    return _write(root / MAP, text)


def write_rules(address: str, root: Path) -> bool:
    """Write the rules for a path likewise.

    :param address: the site's.
    """
    return _write(root / BELOW, rules(address))


def _write(path: Path, text: str) -> bool:
    return bool(text or path.exists()) and output.write(path, text)


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
