"""Names of files that are safe on every system: plain lower-case ASCII, short, never reserved, never two that clash."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from hashlib import sha256

from exports import about

LONGEST = 120
"""Characters before the ending. Windows has 260 for a whole path, and folders need some."""
RESERVED = frozenset(
    (
        "con",
        "prn",
        "aux",
        "nul",
        "conin",
        "conout",
        "clock",
        *(f"{port}{n}" for port in ("com", "lpt") for n in range(10)),
    )
)
"""Names that Windows takes for devices, whatever their ending."""
_ENDING = re.compile(r"[a-z0-9]+(\.[a-z0-9]+)*")


def dated(name: str, day: date, ending: str) -> str:
    """The name of a download: whose it is, what it is of (an id), and the day of its figures."""
    return safe("-".join(filter(None, (about.NAME.lower(), name, f"{day}"))), ending)


def of_picture(name: str, day: date, size: tuple[int, int], mode: str, ending: str) -> str:
    """The name of a picture that is downloaded: ``plumbline-board-2026-07-13-1200x675-dark.png``.

    ``size``: width and height in pixels. Light is not said. web/download/names.js makes the same names.
    """
    look = "-dark" if mode == "dark" else ""
    return safe(f"{about.NAME.lower()}-{name}-{day}-{size[0]}x{size[1]}{look}", ending)


def safe(text: str, ending: str = "") -> str:
    """A file name for a text. An id that is a good name already keeps it; any other gets a mark of its own behind it.

    So two different texts never get one name, not even on systems that take ``A`` and ``a`` for the same.

    Parameters
    ----------
    text : str
        What the file is of: an id or a title.
    ending : str
        ``csv`` or ``.csv``; empty for a folder. Raises ValueError for one that is not lower-case letters and digits.
    """
    ending = ending.removeprefix(".")
    if ending and not _ENDING.fullmatch(ending):
        raise ValueError(f"{ending!r} is no ending of a file. Give lower-case letters and digits, such as csv.")
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9_]+", "-", plain).strip("-_")
    if not stem or stem != text or stem in RESERVED or len(stem) > LONGEST:
        mark = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
        stem = f"{stem[: LONGEST - len(mark) - 1].strip('-_') or 'file'}-{mark}"
    return f"{stem}.{ending}" if ending else stem
