"""The rule of the verdict, without words: answers to a label.

The score is the weighted mean of the decided answers: +1 yes, -1 no. What is too close to call, or has no data, does not
count; where it is more than half of the weight there is not enough evidence. A full label needs two decided tests of which
one decides (weight 1), no deciding test against, and half of the declared choices. A causal claim never gets past a lean:
figures show timing, not cause. A forecast is too early while no deciding test has an answer from after the article.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from verdicts.checks import Outcome
from verdicts.clock import AsOf
from verdicts.results import Kind

Label = Literal[
    "supported", "leans supported", "conflicting", "leans contradicted", "contradicted", "not enough evidence", "too early",
    "no data", "not testable",
]  # fmt: skip
SCALE: tuple[Label, ...] = ("contradicted", "leans contradicted", "conflicting", "leans supported", "supported")
"""The labels with a direction, from worst to best."""
LABELS: tuple[Label, ...] = (*reversed(SCALE), "not enough evidence", "too early", "no data", "not testable")
FORMER: dict[str, Label] = {"mixed": "conflicting", "open": "too early"}
"""What labels were called until November 2026: addresses of that time still work."""
FULL = 2 / 3
"""Score from which a verdict is full: twice as much weight for as nothing or half against."""
LEANING = 1 / 4
FEWEST_FOR_FULL = 2
MOST = 1 / 2
"""A full verdict needs this share of its choices."""
_FULL: tuple[Label, Label] = ("contradicted", "supported")
_LEANING: tuple[Label, Label] = ("leans contradicted", "leans supported")
SIDES: dict[Label, Literal["for", "against"]] = {
    "supported": "for", "leans supported": "for", "contradicted": "against", "leans contradicted": "against",
}  # fmt: skip
SCORES: dict[Outcome, int] = {"supports": 1, "contradicts": -1}
_EDGE = 1e-9
"""Wider than the noise of adding a few weights: two thirds are two thirds."""

MEANINGS: dict[Label, str] = {
    "supported": "At least two tests are decided, twice as much weight says yes as no, and no deciding test says no.",
    "leans supported": "More of the evidence is for the claim than against it. For a claim about a cause, that is the most figures can say.",
    "conflicting": "Some tests say yes and others no, and neither side clearly outweighs the other.",
    "leans contradicted": "More of the evidence is against the claim than for it.",
    "contradicted": "At least two tests are decided, twice as much weight says no as yes, and no deciding test says yes.",
    "not enough evidence": "Less than half of the weight of the tests is decided, or no deciding test is.",
    "too early": "A forecast on which no deciding test has an answer from after the article yet.",
    "no data": "It could be tested, but there is no suitable data.",
    "not testable": "An opinion or advice, or what a speaker said; data cannot settle it.",
}


class Answer(NamedTuple):
    """What a finding brings to the scales."""

    weight: float
    outcome: Outcome
    later: bool
    """Whether it rests on something later than the article."""

    @property
    def decided(self) -> bool:
        return self.outcome in SCORES


def decide(kind: Kind, answers: Sequence[Answer], as_of: AsOf) -> tuple[Label, float | None]:
    """The label and the score that follow from a claim's answers, before its other choices are looked at."""
    if kind == "judgement":
        return "not testable", None
    counted = [a for a in answers if a.weight]
    if not counted:
        return "no data", None
    if kind == "forecast":
        counted = [a if a.later and as_of.day > as_of.written else a._replace(outcome="no data") for a in counted]
        if not any(a.weight == 1 and a.decided for a in counted):
            return "too early", None
    elif all(a.outcome == "no data" for a in counted):
        return "no data", None
    decided = [a for a in counted if a.decided]
    weight = sum(a.weight for a in decided)
    if 2 * weight < sum(a.weight for a in counted) or not any(a.weight == 1 for a in decided):
        return "not enough evidence", None
    score = sum(a.weight * SCORES[a.outcome] for a in decided) / weight
    if abs(score) < LEANING - _EDGE:
        return "conflicting", score
    full = reaches_full(score) and not short_of_full(kind, decided, score)
    return (_FULL if full else _LEANING)[score > 0], score


def settled(label: Label, robustness: float) -> Label:
    """The label once the other choices have been looked at: a full one needs half of them."""
    if label in _FULL and robustness < MOST - _EDGE:
        return _LEANING[_FULL.index(label)]
    return label


def reaches_full(score: float) -> bool:
    """Whether a score is high enough for a full verdict, either way."""
    return abs(score) >= FULL - _EDGE


Shortfall = Literal["one test", "opposed", "cause"]


def short_of_full(kind: Kind, decided: Iterable[Answer], score: float) -> Shortfall | None:
    """Why a score that is high enough does not make a full verdict; None if it does."""
    decided = list(decided)
    if len(decided) < FEWEST_FOR_FULL:
        return "one test"
    sign = 1 if score > 0 else -1
    if any(a.weight == 1 and SCORES[a.outcome] == -sign for a in decided):
        return "opposed"
    return "cause" if kind == "causal" else None
