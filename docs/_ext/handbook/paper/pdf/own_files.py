"""Fonts of the organisation, for what the vendored ones do not have."""

import shutil
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import typst
from sphinx.application import Sphinx
from sphinx.config import Config

from handbook.core.config import line_of
from handbook.core.fonts import code_points
from handbook.core.warnings import BuildError

FOLDER = "_fonts"  # in the output folder
SETTINGS = "handbook.toml"


def files(config: Config, srcdir: Path) -> tuple[Path, ...]:
    return tuple(Path(srcdir) / name for name in config.typst_fonts)


@cache
def points(paths: tuple[Path, ...]) -> frozenset[int]:
    """Return the code points that some font files can show.

    :raises ValueError: one is no font.
    """
    return frozenset().union(*map(code_points, paths))


def check(app: Sphinx, config: Config) -> None:
    """Refuse a font that is none, before anything is read.

    :raises BuildError: with the line that names it.
    """
    for path in files(config, Path(app.srcdir)):
        try:
            points((path,))
        except (OSError, ValueError):
            settings = Path(app.confdir) / SETTINGS
            text = settings.read_text("utf-8") if settings.is_file() else ""
            place = f"{SETTINGS}:{line_of(text, 'handbook', 'fonts')}"
            why = f"{path} is no font; name a file below docs/"
            raise BuildError(f"{place}: handbook.fonts: {why}") from None


def collect(config: Config, srcdir: Path, outdir: Path) -> tuple[Path, Sequence[str]]:
    """Put the fonts where the compiler finds them.

    :return: their folder, and the families that they make.
    """
    folder = outdir / FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for path in files(config, srcdir):
        shutil.copyfile(path, folder / path.name)
    found = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)]
    )
    return folder, found.families()
