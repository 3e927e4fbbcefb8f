"""From a reader's plain words to a test: the request that the search proposes, with the verb and the number that the words have."""

from __future__ import annotations

import re
from dataclasses import replace

from verdicts.clock import Knowledge
from verdicts.indicator_search import Proposal
from verdicts.own_figures import whole_series
from verdicts.own_fit import fitted
from verdicts.own_test import OwnTest
from verdicts.units import unit_of

_FALLS = re.compile(
    r"\b(fell|falls?|fallen|declin\w*|drop\w*|shr[aiu]nk\w*|cut|cuts|less|lower\w*|decreas\w*|lost|los(?:es|ing)|reduc\w*|weak\w*|fewer|down)\b"
)
_NUMBER = r"\s+([0-9]+(?:\.[0-9]+)?)\s*"
_PER_CENT = r"(?:%|per ?cent\b)"
_MORE_THAN = re.compile(rf"\b(?:at least|more than|over|above){_NUMBER}{_PER_CENT}")
_LESS_THAN = re.compile(rf"\b(?:at most|less than|under|below){_NUMBER}{_PER_CENT}")
_BY = re.compile(
    rf"\b(?:by|rose|risen|grew|grown|fell|fallen)(?:\s+(?:by|at least|more than|over|above|about|some))*{_NUMBER}({_PER_CENT}|(?:percentage )?points?\b)"
)


def test_from(words: str, proposal: Proposal, known: Knowledge) -> OwnTest:
    """The test that plain words and a proposal for them make: rose unless they say fell, a level where they name one in per cent.

    A number is taken over where the series is in what it counts: a change by so many per cent is one of an index, and a
    level in per cent is none of an amount.
    """
    text = words.casefold()
    check, level, change = "falls" if _FALLS.search(text) else "rises", None, _BY.search(text)
    if not change and (found := _MORE_THAN.search(text)):
        check, level = "at_least", float(found[1])
    elif not change and (found := _LESS_THAN.search(text)):
        check, level = "at_most", float(found[1])
    to = proposal.last if level is not None or proposal.last != proposal.first else None
    test = OwnTest(
        proposal.indicator, proposal.entities[0] if proposal.entities else "", proposal.counterpart, proposal.measure,
        proposal.versus_indicator, proposal.versus_entity, proposal.versus_counterpart, check=check,
        first=str(proposal.first) if proposal.first and level is None else "",
        last=str(to) if to else "",
    )  # fmt: skip
    unit = whole_series(known, fitted(test, known).request).unit
    if level is not None and unit_of(unit).kind == "percent":
        test = replace(test, threshold=level)
    elif change and float(change[1]) > 0:
        test = _changing(test, float(change[1]), "point" in change[2], unit)
    return fitted(test, known)


test_from.__test__ = False  # type: ignore[attr-defined]  # pytest takes names for tests.


def _changing(test: OwnTest, by: float, points: bool, unit: str) -> OwnTest:
    """A test of a change by so many points, or per cent, of a series in a unit."""
    kind = unit_of(unit).kind
    # A rate that rose by 5% is meant in points; an amount, and a share as published, in parts of what it was.
    if not points and test.measure == "level" and (kind in ("money", "amount") or unit.startswith("% of ")):
        return replace(test, measure="index", threshold=by)
    in_points = kind in ("index", "points") or unit.endswith(" points")
    return replace(test, threshold=by) if kind == "percent" or (points and in_points) else test
