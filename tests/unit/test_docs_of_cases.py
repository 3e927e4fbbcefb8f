"""docs/your-own-case.md from its first line to its last, as a newcomer goes through it: every command runs, every table is written."""

import re
import shlex

import pytest

import cli
from loaders.catalog import read_catalog
from loaders.home import ROOT

TEXT = (ROOT / "docs" / "your-own-case.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
WITHOUT_END = {"serve"}
"""Commands that run until they are stopped: they are only understood."""


def blocks():
    return [(kind, rest.split(), body) for kind, rest, body in BLOCK.findall(TEXT)]


class Reader:
    """Does what the page says."""

    def __init__(self, capsys):
        self.capsys, self.said, self.run = capsys, "", 0

    def sh(self, how, body):
        self.said = ""
        for line in body.splitlines():
            program, *arguments = shlex.split(line)
            assert program == "plumbline"
            self.run += 1
            if arguments[0] in WITHOUT_END:
                assert cli._parser().parse_args(arguments)
                continue
            status = cli.main([*arguments, *(["--executor", "none"] if arguments[0] == "verdicts" else [])])
            out, err = self.capsys.readouterr()
            assert status == (1 if how else 0), f"{line}\n{out}{err}"
            assert err == "" or arguments[0] == "export", err
            self.said += out

    def text(self, _, body):
        for line in body.splitlines():
            assert " ".join(line.split()) in " ".join(self.said.split())

    def toml(self, where, body):
        (self.folder / where[0]).write_text(body, encoding="utf-8")

    def csv(self, where, body):
        path = self.folder / where[0]
        text = path.read_text(encoding="utf-8")
        if where[1:] == ["remove", "last"]:
            path.write_text("".join(text.splitlines(keepends=True)[:-1]), encoding="utf-8")
        else:
            assert text.endswith("\n")
            path.write_text(text + body, encoding="utf-8")


@pytest.mark.slow
def test_every_step_of_the_page_does_what_it_says(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    reader = Reader(capsys)
    reader.folder = tmp_path
    for kind, rest, body in blocks():
        getattr(reader, kind)(rest, body)
    assert reader.run >= 15
    assert list((tmp_path / "my-files").rglob("*.csv"))


def test_it_counts_the_datasets_as_they_are():
    assert f"the figures of {len(read_catalog().sources.rows)} public datasets" in TEXT
