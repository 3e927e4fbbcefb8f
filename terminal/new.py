"""plumbline new and schema: a case to begin with, and what may stand in its tables."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from terminal.printing import Misuse, unknown


def new(options: argparse.Namespace) -> int:
    """Write a case that runs into an empty folder; 1 if that cannot be done."""
    from service.new_case import NotEmpty, write_new

    folder = Path(options.folder)
    if folder.exists() and not folder.is_dir():
        raise Misuse(f"{folder} is a file. Give a folder, new or empty.")
    try:
        made = write_new(folder)
    except NotEmpty:
        raise Misuse(f"{folder} is not empty. Give a new folder: nothing is written over.") from None
    except OSError as error:
        print(f"plumbline: {error.filename or folder}: {error.strerror or error}", file=sys.stderr)
        return 1
    print(f"{len(made)} files in {folder}: a small case that runs. README.md there says what each is for. Next:")
    for command in ("validate", "verdicts --case", "serve --case"):
        print(f"  plumbline {command} {folder}")
    return 0


def schema(options: argparse.Namespace) -> int:
    """Print what may stand in a table (or in all of them), or write all schemas into a folder."""
    from exports.schemas import FORMS, TABLES, as_text, files

    if options.table and options.table not in TABLES:
        raise Misuse(unknown("table", options.table, TABLES))
    if not options.out:
        make = FORMS[options.form]
        made = make(options.table) if options.table else {name: make(name) for name in TABLES}
        print(as_text(made), end="")
        return 0
    folder = Path(options.out)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in files().items():
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        print(f"plumbline: {error.filename or folder}: {error.strerror or error}", file=sys.stderr)
        return 1
    return 0
