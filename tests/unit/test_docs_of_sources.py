"""docs/worked-source.md, step by step in a copy of the project: the source it adds is valid, read, and asked as it says."""

import os
import shlex
import subprocess
import sys
import tarfile

import pytest
from walked_docs import Reader, blocks

from loaders.home import ROOT

PAGE = "docs/worked-source.md"
PUT_OFF = {
    "network": "asks a publisher",
    "minutes": "a minute of faults; a few of them are tried instead",
}
"""By the word behind ``sh``, why commands are not run as they stand."""
A_FEW = "harbours and (newer_figures or every_series or shrinks)"


def copied(folder):
    """The project's files as they are, without its pictures."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    names = [name for name in listed.stdout.splitlines() if (ROOT / name).is_file() and not name.endswith(".png")]
    with tarfile.open(folder / "project.tar", "w") as made:
        for name in names:
            made.add(ROOT / name, name)
    with tarfile.open(folder / "project.tar") as made:
        made.extractall(folder, filter="data")


def ran(command, folder):
    program, *arguments = shlex.split(command)
    module = {"plumbline": ["-m", "cli"], "python": []}[program]
    environment = {**os.environ, "PYTHONPATH": str(folder), "PLUMBLINE_LIVE": "off"}
    done = subprocess.run(
        [sys.executable, *module, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{command}\n{done.stdout[-3000:]}{done.stderr[-2000:]}"
    return done.stdout


@pytest.mark.slow
def test_the_source_of_the_page_is_added_and_holds(tmp_path, monkeypatch, capsys):
    copied(tmp_path)
    monkeypatch.chdir(tmp_path)
    reader, said = Reader(capsys), ""
    for kind, rest, body in blocks(PAGE):
        if kind != "sh":
            getattr(reader, kind)(rest, body)
        elif not rest:
            said += "".join(ran(line, tmp_path) for line in body.splitlines())
        else:
            assert set(rest) <= set(PUT_OFF)
    assert "no faults" in said
    assert "3 passed" in ran(f"python -m pytest -v -n 0 tests/contract/test_contract.py -k '{A_FEW}'", tmp_path)
