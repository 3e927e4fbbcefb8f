"""Prints docs/commands.md: each command of the terminal with its options, as the parser has them.

Run: ``.venv/bin/python docs/commands.py > docs/commands.md``.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
import cli

HEAD = """# The commands

What `plumbline` does in a terminal. `plumbline COMMAND --help` says the same. Results go to standard output, messages to standard error. Exit status: 0 done; 1 something is wrong
with tables or files, or could not be made; 2 the command was not understood; 130 stopped by Ctrl-C. `plumbline --version` says which version it is.
"""


def commands(
    parser: argparse.ArgumentParser, name: str = "plumbline", about: str = ""
) -> Iterator[tuple[str, str, argparse.ArgumentParser]]:
    """Each command at the end of the tree: its name, what it is for, and its parser."""
    trees = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if not trees:
        yield name, about, parser
    for tree in trees:
        said = {choice.dest: choice.help or "" for choice in tree._choices_actions}
        for word, below in tree.choices.items():
            yield from commands(below, f"{name} {word}", said.get(word, ""))


def options(parser: argparse.ArgumentParser) -> Iterator[tuple[str, str]]:
    """What a command takes, as it is typed, and what that is; hidden options are left out."""
    for action in parser._actions:
        if action.help == argparse.SUPPRESS or isinstance(action, argparse._HelpAction):
            continue
        values = "|".join(map(str, action.choices)) if action.choices else action.metavar or action.dest.upper()
        given = f" {values}" if action.nargs != 0 else ""
        typed = f"{action.option_strings[-1]}{given}" if action.option_strings else str(values)
        told = action.help or {"indicator": "an id of the list of indicators", "file": "the files"}.get(action.dest, "")
        yield typed, told or f"{action.default} without it"


def page() -> str:
    """The whole page."""
    parts = [HEAD]
    for name, about, parser in commands(cli._parser()):
        rows = "".join(f"| `{_cell(typed)}` | {_cell(told)} |\n" for typed, told in options(parser))
        table = f"\n| option | what it says |\n|---|---|\n{rows}" if rows else ""
        parts.append(f"## {name}\n\n{about[:1].upper()}{about[1:]}.\n{table}")
    return "\n".join(parts)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    print(page(), end="")
