"""What was known when the rules of a case were written, and what was changed since: its ``known.md``, told with the method."""

from __future__ import annotations

from pathlib import Path

from loaders.files import Unfit, read_file
from loaders.tables import Fault

FILE = "known.md"
LARGEST = 100_000
"""Bytes of the file."""


def read_known(folder: Path) -> tuple[str, tuple[Fault, ...]]:
    """The text of a folder's ``known.md``, and what is wrong with it. A case may come without one: then it is empty."""
    try:
        return read_file(folder / FILE, LARGEST).decode("utf-8-sig"), ()
    except FileNotFoundError:
        return "", ()
    except UnicodeDecodeError:
        problem = "The text is not UTF-8."
    except (OSError, Unfit) as error:
        problem = str(error) if isinstance(error, Unfit) else "The file cannot be read."
    return "", (Fault(FILE, 1, "", problem, "See that it is a text file in UTF-8, and may be read."),)
