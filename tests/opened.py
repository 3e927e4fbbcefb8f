"""What comes with the project, opened once for all tests of a process: tables, figures, verdicts. None of it can be changed."""

from __future__ import annotations

from functools import cache

from loaders import snapshot
from loaders.catalog import read_catalog
from service.opening import open_case
from verdicts.verdict import Verdict

CATALOG = read_catalog()
BUNDLED = snapshot.load().observations
CASE = open_case()


@cache
def verdicts() -> tuple[Verdict, ...]:
    """The verdicts of today."""
    return tuple(CASE.verdicts(CASE.now))
