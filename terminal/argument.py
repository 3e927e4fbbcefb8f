"""plumbline argument: claims and conclusions as files of other programs, and Argdown as rows of our tables."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from terminal.cases import case_folder
from terminal.printing import Misuse, print_csv, warn

if TYPE_CHECKING:
    from verdicts.argdown import ArgumentRows

TABLES = ("conclusions", "argument")


def argument(options: argparse.Namespace) -> int:
    """Print the argument in a form, or the rows that a file in Argdown comes to."""
    if options.source and options.format:
        raise Misuse("give --format to write our argument, or --from to read one, not both.")
    if options.table and not options.source:
        raise Misuse("--table says which rows of --from FILE are printed.")
    return _read(options) if options.source else _write(options)


def _write(options: argparse.Namespace) -> int:
    from exports.argument_files import FORMS
    from exports.dossier import dossiers
    from exports.judged_argument import judged
    from service.opening import open_case

    case = open_case(case_folder(options.case))
    warn(case.faults)
    try:
        as_of = case.as_of(options.as_of)
    except ValueError as error:
        raise Misuse(str(error)) from None
    found = judged(case, dossiers(case, case.argument.claims.rows, as_of))
    sys.stdout.write(FORMS[options.format or "argdown"].make(found).decode())
    return 1 if case.faults else 0


def _read(options: argparse.Namespace) -> int:
    from loaders.argdown import LARGEST
    from loaders.files import Unfit, read_file
    from service.opening import open_case
    from verdicts.argdown import argument_rows

    path = Path(options.source)
    try:
        # A character has up to four bytes.
        text = read_file(path, 4 * LARGEST).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Misuse(f"{path} is not UTF-8. Save it as UTF-8.") from None
    except Unfit as error:
        raise Misuse(f"{path} cannot be read. {error}") from None
    except OSError as error:
        raise Misuse(f"{path} cannot be read ({error.strerror}).") from None
    case = open_case(case_folder(options.case))
    rows = argument_rows(text, case.argument.claim, path.name)
    warn(rows.faults)
    for table in (options.table,) if options.table else TABLES:
        _print(table, rows, headed=not options.table)
    return 1 if rows.faults else 0


def _print(table: str, rows: ArgumentRows, headed: bool) -> None:
    from verdicts.argdown import CONCLUSIONS, LINKS

    of = {"conclusions": (CONCLUSIONS, rows.conclusions), "argument": (LINKS, rows.links)}
    columns, found = of[table]
    if headed:
        print(f"{table}.csv")
    print_csv(found, header=columns)
    if headed and table != TABLES[-1]:
        print()
