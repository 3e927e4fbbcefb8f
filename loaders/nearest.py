"""The nearest names to one that nothing has: what a fault offers in its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import lru_cache
from heapq import nlargest

MOST_HINTS = 50
"""Faults of a table that come with the nearest names."""
LONGEST = 40
"""Characters of a name that are compared: the time that takes grows with their third power, where all are the same."""
LOOKED_AT = 8
"""Names that share the most pairs of letters with a wrong one, and are compared with it."""


def did_you_mean(value: str, known: Iterable[str]) -> str:
    """A hint at the names nearest to a wrong one; empty if none is near."""
    close = _nearest(value, known, 3, 0.6)
    return f"Did you mean {' or '.join(repr(c) for c in close)}?" if close else ""


def _nearest(value: str, known: Iterable[str], count: int, cutoff: float) -> list[str]:
    """The names most like a wrong one, the nearest first."""
    pairs = _pairs(value[:LONGEST])
    likeness = {
        name: len(pairs & found) / (len(pairs) + len(found)) for name in known if (found := _pairs(name[:LONGEST]))
    }
    by_start = {name[:LONGEST]: name for name in nlargest(LOOKED_AT, likeness, key=likeness.__getitem__)}
    return [by_start[start] for start in get_close_matches(value[:LONGEST], list(by_start), n=count, cutoff=cutoff)]


@lru_cache(maxsize=20_000)
def _pairs(name: str) -> frozenset[str]:
    """The pairs of letters that stand side by side in a name, its ends included."""
    whole = f" {name} "
    return frozenset(whole[at : at + 2] for at in range(len(whole) - 1))


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
            codes = [by_name[name] for name in _nearest(wanted, by_name, 2, 0.75)]
        codes = codes or _nearest(wanted.upper(), names, 3, 0.6)
        told = " or ".join(f"{code} ({names[code]})" for code in codes)
        return f"Did you mean {told}?" if told else ""
