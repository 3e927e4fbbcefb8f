"""Bytes as text, whoever wrote them: UTF-8, the UTF-16 that spreadsheets write, or else what Windows in the West writes."""

from __future__ import annotations

import codecs
from typing import NamedTuple

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_WESTERN = {
    ord(bytes([byte]).decode("latin-1")): bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0xA0)
}
_WESTERN = {code: sign for code, sign in _WESTERN.items() if sign != "\ufffd"}
"""What Windows-1252 has where Latin-1 has controls; of five bytes neither has a letter."""


class Decoded(NamedTuple):
    """A text, and from which line on it was guessed what it says."""

    text: str
    encoding: str
    guessed: int = 0
    """A line, counted from 1; 0 where the encoding is certain."""


def decoded(content: bytes) -> Decoded:
    """A file's text. Never raises: what is not UTF-8, nor marked as UTF-16, is taken for Windows-1252, which has a letter for any byte."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _as(content[len(mark) :], encoding)
    # UTF-16 without its mark: every other byte of Latin letters is zero.
    if b"\0" in content[:2]:
        return _as(content, "utf-16-le" if content[1:2] == b"\0" else "utf-16-be")
    try:
        return Decoded(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        line = _line(content[: error.start].decode("latin-1"))
        return Decoded(content.decode("latin-1").translate(_WESTERN), "Windows-1252", line)


def _as(content: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(content.decode(encoding), encoding)
    except UnicodeDecodeError as error:
        line = _line(content[: error.start].decode(encoding, "replace"))
        return Decoded(content.decode(encoding, "replace"), encoding, line)


def _line(before: str) -> int:
    return before.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
