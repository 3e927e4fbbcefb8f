"""Files that people name, read within bounds: a regular file up to a size, and nothing that can hang or has no end."""

from __future__ import annotations

import os
import stat
from pathlib import Path

LEFT_BY_SYSTEMS = (".DS_Store", "desktop.ini", "lost+found", "Thumbs.db")
"""What systems put into any folder: a folder with nothing else in it is empty."""
_KINDS = (
    (stat.S_ISDIR, "This is a folder, not a file."),
    (stat.S_ISFIFO, "This is a named pipe, not a file: write what comes out of it into one first."),
    (stat.S_ISSOCK, "This is a socket, not a file."),
    (stat.S_ISCHR, "This is a device, not a file."),
    (stat.S_ISBLK, "This is a device, not a file."),
)
_AT_ONCE = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
"""Should a pipe have taken the file's place meanwhile, opening it does not wait for a writer."""


class Unfit(ValueError):
    """What stands at a path is no file that can be taken; the message says why, in a sentence."""


def read_file(path: Path, most: int) -> bytes:
    """The content of a regular file of up to ``most`` bytes.

    Raises
    ------
    Unfit
        If it is a folder, a device, a pipe or a socket, or larger.
    OSError
        If it is not there or may not be read.
    """
    _check(path.stat(), most)
    with os.fdopen(os.open(path, _AT_ONCE), "rb") as file:
        _check(os.fstat(file.fileno()), most)
        content = file.read(most + 1)
    # Some files of the system say that they hold nothing, and give without end.
    if len(content) > most:
        raise _too_large(most)
    return content


def _check(found: os.stat_result, most: int) -> None:
    for is_one, said in _KINDS:
        if is_one(found.st_mode):
            raise Unfit(said)
    if found.st_size > most:
        raise _too_large(most, found.st_size)


def _too_large(most: int, size: int = 0) -> Unfit:
    found = _words(size) if size else "more, without an end that it tells of"
    return Unfit(f"The file is too large: up to {_words(most)} are read, and it has {found}.")


def _words(size: int) -> str:
    return f"{size / 1e6:,.1f} MB" if size >= 1e6 else f"{size / 1e3:,.1f} kB"
