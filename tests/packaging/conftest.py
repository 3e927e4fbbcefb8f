"""A wheel of this clone, and an environment that has it instead of the clone."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "browser"))

from installing import ROOT, Installed


@pytest.fixture(scope="session")
def wheel(tmp_path_factory) -> Path:
    """The wheel that installers make of this folder."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="session")
def installed(wheel, tmp_path_factory) -> Installed:
    """The wheel, unpacked as installers unpack it: it holds Python and data only."""
    site = tmp_path_factory.mktemp("site").resolve()
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    return Installed(site, tmp_path_factory.mktemp("elsewhere"))
