"""The nearest names to one that nothing has: what a fault offers in its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

MOST_HINTS = 50
"""Faults of a table that come with the nearest names."""
LONGEST = 100
"""Characters of a name that are compared."""


def did_you_mean(value: str, known: Iterable[str]) -> str:
    """A hint at the names nearest to a wrong one; empty if none is near."""
    close = get_close_matches(value[:LONGEST], list(known), n=3, cutoff=0.6)
    return f"Did you mean {' or '.join(repr(c) for c in close)}?" if close else ""


class Hints:
    """Hints at the nearest names for the first faults of a table: to look for more would take hours where all is wrong."""

    def __init__(self) -> None:
        self._left = MOST_HINTS

    def __call__(self, value: str, known: Iterable[str]) -> str:
        self._left -= 1
        return did_you_mean(value, known) if self._left >= 0 else ""

    def code(self, value: str, names: Mapping[str, str]) -> str:
        """A hint at the codes that may be meant by a wrong one, or by a name (``names`` has the name of each code)."""
        self._left -= 1
        if self._left < 0:
            return ""
        wanted = value[:LONGEST].casefold()
        codes = [code for code, name in names.items() if wanted in (code.casefold(), name.casefold())]
        if not codes and len(wanted) > 3:
            by_name = {name.casefold(): code for code, name in names.items()}
            codes = [by_name[name] for name in get_close_matches(wanted, list(by_name), n=2, cutoff=0.75)]
        codes = codes or get_close_matches(wanted.upper(), list(names), n=3, cutoff=0.6)
        told = " or ".join(f"{code} ({names[code]})" for code in codes)
        return f"Did you mean {told}?" if told else ""
