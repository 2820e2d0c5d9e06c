"""Write each text file a second and third time, compressed, for a web server to send as it is.

Done in the new release, before a reader can see it: a compressed twin is never older than its file.
"""

import gzip
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import brotli  # type: ignore[import-untyped]  # its wheel has no types

# PDF, fonts and bitmaps are compressed already.
TEXT = (
    *(".atom", ".css", ".csv", ".html", ".inv", ".js", ".json", ".map", ".md", ".mjs", ".svg"),
    *(".txt", ".webmanifest", ".xml"),
)
ENDINGS = (".gz", ".br")
# Below this size, in bytes, a response fits one packet anyway.
SMALLEST = 256


def compress(site: Path) -> int:
    """Write ``.gz`` and ``.br`` beside each text file, with the time stamp of the file.

    :returns: how many files have twins.
    """
    paths = [
        path
        for path in sorted(site.rglob("*"))
        if path.suffix in TEXT and path.is_file() and path.stat().st_size >= SMALLEST
    ]
    # Threads suffice: both libraries work outside the interpreter's lock.
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for _ in pool.map(_write_twins, paths):
            pass
    return len(paths)


def _write_twins(path: Path) -> None:
    content, stamp = path.read_bytes(), path.stat().st_mtime_ns
    twins = {
        ".gz": gzip.compress(content, compresslevel=9, mtime=0),  # no clock in the bytes
        ".br": brotli.compress(content, quality=11),
    }
    for ending, data in twins.items():
        twin = path.with_name(path.name + ending)
        twin.write_bytes(data)
        os.utime(twin, ns=(stamp, stamp))
