"""The Kubernetes manifests against Kubernetes' own schemas."""

import shutil
import subprocess
from pathlib import Path

import pytest
from repository import ROOT

FOLDER = ROOT / "deploy" / "kubernetes"
MANIFESTS = sorted(set(FOLDER.glob("*.yaml")) - {FOLDER / "kustomization.yaml"})
ADVICE = (
    "no kubernetes-validate: install it (python3 -m venv .venv-ci && .venv-ci/bin/pip install"
    " --require-hashes -r .requirements-ci.txt) and add .venv-ci/bin to the PATH"
)


def validate(version: str, *paths: Path) -> subprocess.CompletedProcess[str]:
    program = shutil.which("kubernetes-validate")
    if program is None:
        pytest.skip(ADVICE)
    return subprocess.run(
        [program, "--strict", "--kubernetes-version", version, *map(str, paths)],
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("version", ["1.31.0", "1.37.0"])
def test_every_manifest_is_valid_for_old_and_new_clusters(version: str) -> None:
    result = validate(version, *MANIFESTS)

    assert result.returncode == 0, result.stdout + result.stderr
    assert (result.stdout + result.stderr).count(" passed for ") == len(MANIFESTS)


def test_a_misspelt_field_would_be_found(tmp_path: Path) -> None:
    wrong = tmp_path / "service.yaml"
    text = (FOLDER / "service.yaml").read_text("utf-8")
    wrong.write_text(text.replace("targetPort", "targetport"), "utf-8")

    assert validate("1.37.0", wrong).returncode != 0
