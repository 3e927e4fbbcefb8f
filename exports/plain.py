"""Text that is safe in the places where files put it: one line, no control characters, no formula."""

from __future__ import annotations

import re

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What XML forbids or discourages: control characters but tab and line ends, halves of pairs, and no characters at all."""
_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\N{FULLWIDTH EQUALS SIGN}", "\N{FULLWIDTH PLUS SIGN}",
           "\N{FULLWIDTH HYPHEN-MINUS}", "\N{FULLWIDTH COMMERCIAL AT}")  # fmt: skip
"""How a cell begins that a spreadsheet may take for a formula, as OWASP lists them."""


def printable(text: str) -> str:
    """Text without what XML, and so Atom and XLSX, cannot hold; in its place stands the mark for what cannot be shown."""
    return _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", text)


def one_line(text: str) -> str:
    """Text as a single line: whatever breaks or ends one becomes a space."""
    return " ".join(printable(text).split())


def is_formula(text: str) -> bool:
    """Whether a spreadsheet may take a cell's text for a formula."""
    return text.startswith(_STARTS)


def inert(text: str) -> str:
    """Text as a cell of CSV that no spreadsheet works out: with an apostrophe before what could be a formula.

    Line ends become line feeds: Python's writer leaves a bare carriage return unquoted, and readers end the row there.
    """
    text = printable(text).replace("\r\n", "\n").replace("\r", "\n")
    return f"'{text}" if is_formula(text) else text
