"""How much an argument may ask for: counted in its tables before any of it is worked out, and said where it is too much.

Each limit is many times what a case needs that a person has thought through: the largest row of this project's own
declares 45 combinations, its largest claim 1.1 million; it has 77 claims, 248 rows of evidence, 99 links.
"""

from __future__ import annotations

MOST_CLAIMS = 1_000
"""Claims of an article, and its conclusions, and its topics: the first so many rows of each table are read."""
MOST_ROWS = 5_000
"""Rows of evidence, likewise."""
MOST_OF_ROW = 400
"""Combinations of one row's alternatives: each is measured and checked."""
MOST_OF_CLAIM = 10_000_000
"""Combinations of all rows of a claim: they are counted and not made, but a share of more than that means nothing."""
MOST_OPEN = 6
"""Rows of a claim that declare alternatives: the rule is asked for each way in which their answers can go together."""
MOST_TESTS = 20
"""Rows of a claim."""
MOST_LINKS = 1_000
"""Links between claims and conclusions: each claim is supposed contradicted in turn, and the map is drawn of them."""


def counted(number: int) -> str:
    """A number that was found, as a fault says it: one that no one can read is only called large."""
    return f"{number:,}" if number < 10**15 else "over 1,000,000,000,000,000"
