"""Parts of an answer, by the numbers of their bytes (RFC 9110, section 14): what programs ask for that read a table where it stands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

_SINGLE = re.compile(r"bytes\s*=\s*(\d{0,18})\s*-\s*(\d{0,18})\s*", re.IGNORECASE)


class Part(NamedTuple):
    """Some bytes of a body: the first of them, and the first after them."""

    start: int
    stop: int

    def header(self, size: int) -> str:
        """Content-Range, of a body of ``size`` bytes."""
        return f"bytes {self.start}-{self.stop - 1}/{size}"


class Unsatisfiable(ValueError):
    """None of the bytes asked for is there."""


def part_of(headers: Mapping[str, str], tag: str, size: int) -> Part | None:
    """The part that a request asks for; None for the whole.

    Several parts at once, other units and what is no range are answered with the whole, as RFC 9110 lets one, and so is a
    part of another answer than that with the ``tag`` (If-Range). Raises Unsatisfiable.
    """
    found = _SINGLE.fullmatch(headers.get("range", ""))
    # A day instead of a tag never holds: answers say no Last-Modified.
    if not found or headers.get("if-range", tag).strip() != tag:
        return None
    first, last = found.groups()
    if not first and not last:
        return None
    if not first:
        start, stop = max(0, size - int(last)), size
    else:
        start, stop = int(first), min(size, int(last) + 1) if last else size
        if last and int(last) < int(first):
            return None
    if start >= size or start >= stop:
        raise Unsatisfiable
    return Part(start, stop)
