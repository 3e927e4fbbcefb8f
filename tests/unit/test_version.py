"""One version, wherever it is said."""

import re

import pytest
import requests
import yaml

import cli
from exports import about
from loaders.fetch import Fetch
from loaders.home import ROOT
from loaders.version import VERSION


def test_whoever_cites_the_program_cites_this_version():
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert cited["version"] == about.version() == VERSION


def test_the_newest_entry_of_the_changelog_is_this_version():
    entries = re.findall(r"(?m)^## \[(.+?)\]", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
    assert entries[0] == VERSION


def test_the_terminal_says_it(capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main(["--version"])
    assert (ended.value.code, capsys.readouterr().out) == (0, f"plumbline {VERSION}\n")


def test_publishers_are_told_it(tmp_path, monkeypatch):
    told = {}

    def send(session, prepared, **_):
        told.update(prepared.headers)
        raise requests.exceptions.SSLError("no further")

    monkeypatch.setattr(requests.Session, "send", send)
    with pytest.raises(Exception, match="certificate"):
        Fetch(["example.org"], tmp_path).get("https://example.org/")
    assert told["User-Agent"].startswith(f"Plumbline/{VERSION} ")
