"""How certain a verdict is, in the manner of GRADE: it begins high and goes down a step for each reason to doubt it.

GRADE: Balshem et al. 2011, Journal of Clinical Epidemiology 64, 401-406. The label says in which direction the evidence
points; certainty says how much that can be relied on. Each step has its reason in words.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

from verdicts.checks import LEVELS, Step, Unanswered, judge_at
from verdicts.findings import Finding, SeriesFinding
from verdicts.multiverse import Multiverse
from verdicts.rule import SCALE, SIDES, Label

Degree = Literal["high", "moderate", "low", "very low"]
DEGREES: tuple[Degree, ...] = ("high", "moderate", "low", "very low")
SHORT = 2
"""An event with up to this many periods after it has hardly been seen to work."""
MOST = 3 / 4
"""The share of choices on a verdict's side from which it is not fragile."""
HALF = 1 / 2
Doubt = Literal["indirect", "imprecise", "inconsistent", "short", "fragile", "untelling", "unattended edition"]

REASONS: dict[Doubt, str] = {
    "indirect": "no deciding test measures the claim directly",
    "imprecise": "a deciding answer is close to its line",
    "inconsistent": "deciding tests disagree",
    "short": "only one or two periods after the event",
    "fragile": "other test settings often give another verdict",
    "untelling": "most comparable cases or periods pass the same test",
    "unattended edition": "some figures were published later than the day",
}
"""Each reason in a few words."""
MEANINGS: dict[Doubt, str] = {
    "indirect": "No deciding test with an answer is direct.",
    "imprecise": "With twice the doubt of measuring, a deciding answer would be too close to call.",
    "inconsistent": "One deciding test says yes, another no.",
    "short": "A deciding test compares the time before an event with one or two periods after it.",
    "fragile": "Under three quarters of the test settings give a verdict in the same direction; under half counts as two steps.",
    "untelling": "A deciding test says yes, but so it does for more than half of the comparable cases or, where the claim is about a change, of the earlier spans.",
    "unattended edition": "A deciding figure comes from an edition published later, because the one of the day was not found.",
}
"""When each step is taken; the Method page shows all of them."""


class Certainty(NamedTuple):
    """How certain a verdict is, and each reason for a step down; two steps for one reason are two entries."""

    degree: Degree
    doubts: tuple[Doubt, ...]

    @property
    def reasons(self) -> tuple[str, ...]:
        """The reasons in words, each once."""
        return tuple(REASONS[doubt] for doubt in dict.fromkeys(self.doubts))


def certainty_of(label: Label, findings: Sequence[Finding], multiverse: Multiverse) -> Certainty | None:
    """The certainty of a verdict with a direction, or of a conflict; None where nothing was decided."""
    if label not in SCALE:
        return None
    deciding = [f for f in findings if f.evidence.weight == 1 and f.score]
    doubts: list[Doubt] = [doubt for doubt, holds in _WHEN.items() if holds(deciding)]
    side = multiverse.same_side
    doubts += ["fragile"] * ((side < MOST) + (label in SIDES and side < HALF))
    return Certainty(DEGREES[min(len(doubts), len(DEGREES) - 1)], tuple(sorted(doubts, key=list(REASONS).index)))


def _indirect(deciding: Sequence[Finding]) -> bool:
    return not any(f.evidence.proxy.startswith("direct") for f in deciding)


def _imprecise(deciding: Sequence[Finding]) -> bool:
    return any(_close(f) for f in deciding if isinstance(f, SeriesFinding))


def _close(finding: SeriesFinding) -> bool:
    found, row = finding.estimate, finding.evidence
    return (
        not isinstance(found, Unanswered)
        and judge_at(row.check, found.interval.widened(2), row.limit) == "inconclusive"
    )


def _inconsistent(deciding: Sequence[Finding]) -> bool:
    return len({f.score for f in deciding}) > 1


def _short(deciding: Sequence[Finding]) -> bool:
    return any(
        isinstance(f, SeriesFinding) and isinstance(f.estimate, Step) and f.estimate.later <= SHORT for f in deciding
    )


def _untelling(deciding: Sequence[Finding]) -> bool:
    return any(_common(f) for f in deciding if isinstance(f, SeriesFinding) and f.score > 0)


def _common(finding: SeriesFinding) -> bool:
    """Whether most others pass too: comparables, and where the claim is about a change earlier spans.

    That something has long been so says nothing against a claim that it is so.
    """
    asked = [b for b in finding.result.base if b.where == "space" or finding.evidence.check not in LEVELS]
    return any(b.rate > HALF for b in asked)


def _unattended(deciding: Sequence[Finding]) -> bool:
    return any(isinstance(f, SeriesFinding) and not f.of_its_time for f in deciding)


_WHEN: dict[Doubt, Callable[[Sequence[Finding]], bool]] = {
    "indirect": _indirect,
    "imprecise": _imprecise,
    "inconsistent": _inconsistent,
    "short": _short,
    "untelling": _untelling,
    "unattended edition": _unattended,
}
