"""A site has the bytes of stock Sphinx; that this handbook has too, test_reproducible.py shows."""

import os
import subprocess
import sys
from pathlib import Path

from changing_site import differing
from repository import ROOT
from tests.bench import generator

# A digest of the configuration, for Sphinx alone.
DAY = "1795392000"  # 2026-11-23, in seconds since 1970
CONF = """\
import sys
sys.path.insert(0, {path!r})
language = "en-GB"
html_theme = "furo"
html_copy_source = True
numfig = True
extensions = ["myst_parser", "sphinx_design", "sphinx_copybutton", "handbook.site.navigation"]
myst_enable_extensions = ["colon_fence", "deflist", "attrs_inline"]
"""
SPEEDUPS = 'extensions += ["handbook.build.speedups"]\n'


def run(command: list[str], sources: Path, configuration: Path, out: Path, builder: str) -> Path:
    subprocess.run(
        [
            *(sys.executable, *command, "-q", "-n", "-W", "-b", builder, "-c", str(configuration)),
            *("-d", str(out.with_name(f"{out.name}-doctrees")), str(sources), str(out)),
        ],
        env={**os.environ, "SOURCE_DATE_EPOCH": DAY},
        check=True,
    )
    return out


def test_a_generated_site_is_the_stock_one(tmp_path: Path) -> None:
    generator.write(tmp_path / "docs", 30)
    for name, more in (("stock", ""), ("ours", SPEEDUPS)):
        (tmp_path / name).mkdir()
        conf = CONF.format(path=str(ROOT / "docs" / "_ext")) + more
        (tmp_path / name / "conf.py").write_text(conf, encoding="utf-8")

    stock, ours = (
        run(["-m", "sphinx"], tmp_path / "docs", tmp_path / name, tmp_path / name / "out", "html")
        for name in ("stock", "ours")
    )

    assert (ours / "searchindex.js").exists()
    assert differing(stock, ours) == []
