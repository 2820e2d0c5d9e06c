"""Fonts of the organisation, for what the vendored ones do not have, and what needs them."""

import shutil
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import typst
from sphinx.application import Sphinx
from sphinx.config import Config

from handbook.core.config import place_of, settings
from handbook.core.fonts import code_points, describe, missing
from handbook.core.warnings import BuildError
from handbook.paper.pdf.escape import clean

FOLDER = "_fonts"  # in the output folder


def files(config: Config, srcdir: Path) -> tuple[Path, ...]:
    return tuple(Path(srcdir) / name for name in settings(config).handbook.fonts)


@cache
def points(paths: tuple[Path, ...]) -> frozenset[int]:
    """Return the code points that some font files can show.

    :raises ValueError: one is no font.
    """
    return frozenset().union(*map(code_points, paths))


def check(app: Sphinx, config: Config) -> None:
    """Refuse a font that is none, and a name that no font can print, before anything is read.

    :raises BuildError: with the line that gives it.
    """
    folder = Path(app.confdir)
    known: frozenset[int] = frozenset()
    for path in files(config, Path(app.srcdir)):
        try:
            known |= points((path,))
        except (OSError, ValueError):
            why = f"handbook.fonts: {path} is no font; name a file below docs/"
            raise BuildError(f"{place_of(folder, 'handbook', 'fonts')}: {why}") from None
    names = {
        ("organisation", "name"): config.author,
        ("handbook", "title"): config.project,
        ("handbook", "edition"): config.release,
        **{("words", word): "".join(said) for word, said in settings(config).words.items()},
    }
    for (table, key), name in names.items():
        if lacking := missing(clean(name), known):
            raise BuildError(
                f"{place_of(folder, table, key)}: {table}.{key}: no font of the PDF has"
                f" the character {describe(lacking[0])}: name a font that has it as"
                " `handbook.fonts`, or write it in another way"
            )


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
