"""What a build is made from, as digests of files, code and values; and what it has made, tidied."""

import hashlib
import os
import pickle
import shutil
import sys
import sysconfig
from collections.abc import Container, Iterable, Iterator, Mapping, Set
from dataclasses import is_dataclass
from pathlib import Path, PurePath

from docutils import nodes
from sphinx.application import Sphinx

# What decides how pages are read, beside the extensions: files of the configuration's folder.
CONFIGURATION = ("conf.py", "handbook.toml", "requirements.txt")
PACKAGE = Path(__file__).parents[2]
# What is wrong with the pages, for the live preview, beside them from before the first build.
PREVIEW_FAULTS = "live.json"


def code(app: Sphinx) -> str:
    """Digest what can change the reading of any page: our code, configuration and packages."""
    # An installed package shows its version in the name of its metadata's folder.
    packages = sorted(path.name for path in Path(sysconfig.get_path("purelib")).iterdir())
    files = [*below(PACKAGE), *(app.confdir / name for name in CONFIGURATION)]
    return digest([sys.version, packages, digests(files)])


def below(folder: Path) -> Iterator[Path]:
    """Give all files of a folder that may matter; not what editors and Python leave behind."""
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != "__pycache__" and name[0] != "."]
        yield from (Path(parent, name) for name in names if name[0] != "." and name[-1] != "~")


def digests(files: Iterable[Path]) -> dict[str, str]:
    """Digest the content of each file that there is, by its path."""
    found = {}
    for path in files:
        try:
            found[str(path)] = hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError:  # gone, a dangling link, a folder: its absence is what there is to know
            continue
    return found


def digest(value: object) -> str:
    """Digest a value so that equal values have equal digests, in any process."""
    state = hashlib.sha256()
    for part in _plain(value):
        state.update(part.encode("utf-8", "surrogatepass"))
        state.update(b"\0")
    return state.hexdigest()


def _plain(value: object) -> Iterator[str]:
    """Write a value as a row of texts; what has no order is sorted."""
    if value is None or isinstance(value, str | int | float | bytes):
        yield repr(value)
    elif isinstance(value, nodes.Node):
        yield value.pformat()
    elif isinstance(value, Mapping):
        yield f"mapping of {len(value)}"
        for key in sorted(value, key=repr):
            yield from _plain(key)
            yield from _plain(value[key])
    elif isinstance(value, Set):
        yield f"set of {len(value)}"
        for member in sorted(value, key=repr):
            yield from _plain(member)
    elif isinstance(value, list | tuple):
        yield f"row of {len(value)}"
        for member in value:
            yield from _plain(member)
    else:
        yield type(value).__qualname__
        yield from _plain(vars(value)) if is_dataclass(value) else [_unknown(value)]


def _unknown(value: object) -> str:
    # At worst two equal objects differ here: pages are then written again for nothing.
    return os.fspath(value) if isinstance(value, PurePath) else repr(pickle.dumps(value))


def empty(folder: Path, keep: Container[Path]) -> None:
    """Remove all that a folder holds, except some things."""
    for entry in folder.iterdir() if folder.is_dir() else ():
        if entry in keep:
            continue
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        else:
            entry.unlink()


def drop_unused(folder: Path, pattern: str) -> None:
    """Remove the files of a pattern that no page names."""
    files = set(folder.glob(pattern))
    for page in folder.rglob("*.html") if files else ():
        text = page.read_bytes()
        files -= {file for file in files if file.name.encode() in text}
        if not files:
            return
    for file in files:
        file.unlink()
