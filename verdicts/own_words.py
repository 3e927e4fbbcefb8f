"""From a reader's plain words to a test: the request that the search proposes, with the verb that the words have."""

from __future__ import annotations

import re

from verdicts.clock import Knowledge
from verdicts.indicator_search import Proposal
from verdicts.own_fit import fitted
from verdicts.own_test import OwnTest

_FALLS = re.compile(
    r"\b(fell|falls?|fallen|declin\w*|drop\w*|shr[aiu]nk\w*|cut|cuts|less|lower\w*|decreas\w*|lost|los(?:es|ing)|reduc\w*|weak\w*|fewer|down)\b"
)
_MORE_THAN = re.compile(r"\b(?:at least|more than|over|above)\s+([0-9]+(?:\.[0-9]+)?)\s*(?:%|per ?cent)")
_LESS_THAN = re.compile(r"\b(?:at most|less than|under|below)\s+([0-9]+(?:\.[0-9]+)?)\s*(?:%|per ?cent)")
_BY = re.compile(r"\bby\s+(?:at least\s+|more than\s+)?([0-9]+(?:\.[0-9]+)?)\s*(?:%|per ?cent|points?)")


def test_from(words: str, proposal: Proposal, known: Knowledge) -> OwnTest:
    """The test that plain words and a proposal for them make: rose unless they say fell, a level where they name one in per cent."""
    text = words.casefold()
    check, threshold = "falls" if _FALLS.search(text) else "rises", None
    if found := _BY.search(text):
        threshold = float(found[1])
    elif found := _MORE_THAN.search(text):
        check, threshold = "at_least", float(found[1])
    elif found := _LESS_THAN.search(text):
        check, threshold = "at_most", float(found[1])
    level = check in ("at_least", "at_most")
    test = OwnTest(
        proposal.indicator, proposal.entities[0] if proposal.entities else "", proposal.counterpart, proposal.measure,
        proposal.versus_indicator, proposal.versus_entity, proposal.versus_counterpart, check=check,
        first=str(proposal.first) if proposal.first and not level else "",
        last=str(proposal.last) if proposal.last and proposal.last != proposal.first else "",
        threshold=threshold,
    )  # fmt: skip
    return fitted(test, known)


test_from.__test__ = False  # type: ignore[attr-defined]  # pytest takes names for tests.
