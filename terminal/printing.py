"""How commands speak: results to standard output, messages to standard error."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from exports.plain import inert


class Misuse(Exception):
    """The command asks for something that is not there; the message says what is."""


def warn(faults: Iterable[Any]) -> None:
    for fault in faults:
        print(f"plumbline: {fault}", file=sys.stderr)


def unknown(what: str, given: str, known: Iterable[str]) -> str:
    names = list(known)
    close = get_close_matches(given, names, n=3)
    hint = f"Did you mean {' or '.join(close)}?" if close else f"There are: {', '.join(names[:20])} ..."
    return f"there is no {what} {given!r}. {hint}"


def print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))


def print_csv(rows: Iterable[Mapping[str, Any]], header: Sequence[str] | None = None) -> None:
    """Rows as CSV. Text that a spreadsheet could take for a formula is made inert, as in every file; numbers stay numbers."""
    writer: csv.DictWriter | None = None
    if header:
        writer = csv.DictWriter(sys.stdout, header, lineterminator="\n")
        writer.writeheader()
    for row in rows:
        if writer is None:
            writer = csv.DictWriter(sys.stdout, list(row), lineterminator="\n")
            writer.writeheader()
        writer.writerow({name: inert(cell) if isinstance(cell, str) else cell for name, cell in row.items()})


def print_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    widths = [max(len(str(row[i])) for row in (header, *rows)) for i in range(len(header))]
    for row in (header, ["-" * w for w in widths], *rows):
        print("  ".join(str(cell).ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
