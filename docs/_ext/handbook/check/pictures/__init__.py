"""The one judge of pictures: by their content, before any output takes them.

A picture passes that all outputs can show, and that can't act when it is opened by itself.
:mod:`handbook.check.guard` asks for each picture that a page uses, and ``publish`` for each that a
site holds; one that no page uses stops nothing.
"""

import re
import stat
import subprocess
import sys
import warnings
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst
from PIL import Image, UnidentifiedImageError, WebPImagePlugin

from handbook.check import kinds
from handbook.check.pictures import svg
from handbook.check.preflight.text import UNREADABLE

# Pillow's names; a phone's photo with two exposures is an MPO, whose first one every reader shows.
FORMATS = {
    ".gif": ("GIF",),
    ".jpeg": ("JPEG", "MPO"),
    ".jpg": ("JPEG", "MPO"),
    ".png": ("PNG",),
    ".webp": ("WEBP",),
}
RASTER = ("GIF", "JPEG", "PNG", WebPImagePlugin.WebPImageFile.format)
# What is often saved under another's name, and how it begins; for messages alone.
SIGNATURES = (
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"BM", "BMP"),
    (b"\0\0\1\0", "an icon"),
    (b"%PDF", "PDF"),
    (b"<", "text with markup"),
)
SHOWN: Any = b'#image(sys.inputs.path, alt: "x")'
# A phone's largest photo. The page and the PDF would hold four bytes for each pixel at once.
MAX_PIXELS = 50_000_000
MAX_BYTES = 20_000_000
# Only the PDF's typesetter draws filters by itself, and takes what one asks for: hours.
MAX_SECONDS = 5  # of the processor
FILTERED = re.compile(rb"filter|&#|<!ENTITY", re.IGNORECASE)
PRINT = (
    "import resource, sys, typst;"
    f" resource.setrlimit(resource.RLIMIT_CPU, ({MAX_SECONDS}, {MAX_SECONDS}));"
    " typst.compile(sys.argv[1].encode(), root=sys.argv[2], sys_inputs={'path': sys.argv[3]})"
)
SAVE = "save it as PNG, JPEG or WebP"


def fault(path: Path) -> str:
    """Judge a picture.

    :param path: of any file, or of none; a link is not followed.
    :returns: what is wrong and the mend, as a clause on the picture; empty for a sound one.
    """
    try:
        facts = path.lstat()
    except OSError as error:
        return UNREADABLE.format(error.strerror)
    if not stat.S_ISREG(facts.st_mode):
        return "is not a file, but a folder, a link, a pipe or a device: put the picture itself"
    return _fault(path, facts.st_mtime_ns, facts.st_size)


@lru_cache(maxsize=4_096)
def _fault(path: Path, _changed: int, size: int) -> str:
    """Judge a regular file, once for as long as it doesn't change."""
    suffix = kinds.suffix(path.name)
    if suffix not in kinds.PICTURES:
        return f"is a {suffix or 'file without an ending'}, which not all outputs show: {SAVE}"
    if size > MAX_BYTES:
        return f"has {size:,} bytes, more than {MAX_BYTES:,}: {SAVE}, smaller"
    if not size:
        return "is empty: save it again"
    try:
        if suffix == ".svg":
            if size > svg.MAX_BYTES:
                return f"has {size:,} bytes, more than {svg.MAX_BYTES:,}: save it as PNG"
            found = svg.fault(path.read_bytes())
        else:
            found = _raster_fault(path, suffix)
    except OSError as error:
        return UNREADABLE.format(error.strerror)
    return found or _print_fault(path) or (_time_fault(path) if suffix == ".svg" else "")


def _raster_fault(path: Path, suffix: str) -> str:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of odd metadata, which harms nobody
            with Image.open(path, formats=RASTER) as picture:
                width, height = picture.size
                if width * height > MAX_PIXELS:
                    return f"has {width:,} by {height:,} pixels, more than any page shows: scale it"
                if picture.format not in FORMATS[suffix]:
                    return (
                        f"is {picture.format}, not what its name says: rename it, or save it again"
                    )
                if picture.mode in ("CMYK", "YCCK"):
                    return "is in CMYK, a press's colours, which the PDF can't hold: save it as RGB"
                picture.load()
    except UnidentifiedImageError:
        return f"is {_kind(path)}: {SAVE}"
    except Image.DecompressionBombError:
        return "has more pixels than any page shows: scale it"
    except OSError as error:
        if error.errno is not None:
            raise
        return f"is cut off or damaged ({error}): save it again"
    except Exception as error:
        return f"is damaged ({error or type(error).__name__}): save it again"
    return ""


def _print_fault(path: Path) -> str:
    """Have the PDF's typesetter read a picture: it forgives less than browsers do."""
    try:
        typst.compile(
            SHOWN,
            root=str(path.parent),
            sys_inputs={"path": f"/{path.name}"},
            ignore_system_fonts=True,
            format="svg",  # which takes a picture as it is
        )
    except typst.TypstError as error:
        reason = str(error.message).partition("(")[2].rstrip(")") or error.message
        return f"is damaged ({reason}): save it again"
    return ""


def _time_fault(path: Path) -> str:
    """Have a drawing printed with a limit, if it may take long."""
    if not FILTERED.search(path.read_bytes()):
        return ""
    command = [sys.executable, "-c", PRINT, SHOWN.decode(), path.parent, f"/{path.name}"]
    ended = subprocess.run(command, capture_output=True, check=False).returncode  # noqa: S603
    slow = f"takes more than {MAX_SECONDS} s to print, by its filters: save it as PNG"
    return slow if ended < 0 else ""


def _kind(path: Path) -> str:
    with path.open("rb") as file:
        start = file.read(32)
    if start[4:8] == b"ftyp":
        return "AVIF" if start[8:11] == b"avi" else "HEIC or a film"
    return next(
        (name for begin, name in SIGNATURES if start.lstrip().startswith(begin)), "no whole picture"
    )
