"""Tell nginx which pages have moved, so that it answers 301 instead of sending a page that jumps.

The build leaves a small page at each old address that sends its reader on, which works on any host.
This reads those pages, so that both ways always say the same.
"""

import posixpath
import re
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from handbook.core import output

FILE = "redirects.map"
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


def write(site: Path, root: Path) -> bool:
    """Write the map for nginx beside the releases.

    :returns: whether it changed, so that nginx has to be reloaded.
    """
    text = "".join(f'"{_escape(old)}" "{to}";\n' for old, to in sorted(find(site).items()))
    path = root / FILE
    return bool(text or path.exists()) and output.write(path, text)


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
