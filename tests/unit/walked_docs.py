"""A page of docs/ gone through as a newcomer does: every table and file is written, every command runs, every answer is held to what it says."""

import re
import shlex
from pathlib import Path

import cli
from loaders.home import ROOT

BLOCK = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
WITHOUT_END = {"serve"}
"""Commands that run until they are stopped: they are only understood."""


def blocks(page):
    """The kind of each fenced block of a page, what stands behind it, and what is in it."""
    text = (ROOT / page).read_text(encoding="utf-8")
    return [(kind, rest.split(), body) for kind, rest, body in BLOCK.findall(text)]


def understood(arguments):
    """Whether the terminal takes a command; it ends the program where it does not."""
    return bool(cli._parser().parse_args(arguments))


class Reader:
    """Does what a page says, in the folder it is run in."""

    def __init__(self, capsys):
        self.capsys, self.said, self.run = capsys, "", 0

    def sh(self, how, body):
        self.said = ""
        for line in body.splitlines():
            program, *arguments = shlex.split(line)
            assert program == "plumbline"
            self.run += 1
            if arguments[0] in WITHOUT_END:
                assert understood(arguments)
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
        Path(where[0]).write_text(body, encoding="utf-8")

    python = toml

    def csv(self, where, body):
        path = Path(where[0])
        text = path.read_text(encoding="utf-8")
        if where[1:] == ["remove", "last"]:
            path.write_text("".join(text.splitlines(keepends=True)[:-1]), encoding="utf-8")
        else:
            assert text.endswith("\n")
            path.write_text(text + body, encoding="utf-8")
