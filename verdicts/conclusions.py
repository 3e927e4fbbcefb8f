"""What rests on what: which conclusions of the article stand on which claims, and what falls if one does.

The rule stands in docs/method.md. It says what the argument's own links pass on, not whether they are good ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from verdicts.argument import Argument, Claim, Conclusion, Link
from verdicts.rule import LEANING, Label

Stand = Literal["stands", "undecided", "falls", "untested"]
RANK: dict[Stand, int] = {"falls": 0, "undecided": 1, "untested": 1, "stands": 2}
"""From worst to best."""
VALUES: dict[Label, float] = {
    "supported": 1.0, "leans supported": 0.5, "conflicting": 0.0, "leans contradicted": -0.5, "contradicted": -1.0,
}  # fmt: skip
STANDS: dict[Stand, str] = {
    "stands": "the evidence is mostly in favour",
    "undecided": "the evidence does not decide",
    "falls": "the evidence is mostly against",
    "untested": "nothing it rests on could be tested",
}


class Premise(NamedTuple):
    """A link into a conclusion, with what its premise passes on: between -1 and 1, None if it does not count."""

    link: Link
    strength: float | None


@dataclass(frozen=True)
class Footing:
    """A conclusion with the premises it rests on."""

    conclusion: Conclusion
    strength: float | None
    standing: Stand
    premises: tuple[Premise, ...]

    @property
    def counted(self) -> tuple[Premise, ...]:
        return tuple(p for p in self.premises if p.strength is not None)


class Shift(NamedTuple):
    """A conclusion that stands otherwise if a claim counts as contradicted."""

    conclusion: Conclusion
    before: Stand
    after: Stand

    @property
    def worse(self) -> bool:
        return RANK[self.after] < RANK[self.before]


def footings(argument: Argument, labels: Mapping[str, Label]) -> dict[str, Footing]:
    """How each conclusion stands, given the verdicts on claims, by the conclusion's id in the order of the table."""
    strengths: dict[str, float | None] = {claim: VALUES.get(label) for claim, label in labels.items()}
    found: dict[str, Footing] = {}
    for name, links in argument.premises.items():
        premises = tuple(Premise(link, _passed_on(link, strengths)) for link in links)
        counted = [p.strength for p in premises if p.strength is not None]
        strength = strengths[name] = sum(counted) / len(counted) if counted else None
        found[name] = Footing(argument.conclusion[name], strength, _standing(strength), premises)
    return {row.id: found[row.id] for row in argument.conclusions.rows}


def shifts_with(claim: str, argument: Argument, labels: Mapping[str, Label]) -> tuple[Shift, ...]:
    """The conclusions that stand otherwise if a claim counts as contradicted: what rests on it worse, what it attacks better."""
    before = footings(argument, labels)
    after = footings(argument, {**labels, claim: "contradicted"})
    return tuple(
        Shift(one.conclusion, one.standing, other.standing)
        for one, other in zip(before.values(), after.values(), strict=True)
        if one.standing != other.standing
    )


def could_fall(argument: Argument) -> tuple[Claim, ...]:
    """The claims that figures could contradict: a judgement is never scored, and so counts for nothing."""
    return tuple(claim for claim in argument.claims.rows if claim.kind != "judgement")


def _passed_on(link: Link, strengths: Mapping[str, float | None]) -> float | None:
    strength = strengths.get(link.premise)
    if strength is None:
        return None
    return strength if link.relation == "supports" else -strength


def _standing(strength: float | None) -> Stand:
    if strength is None:
        return "untested"
    return "stands" if strength >= LEANING else "falls" if strength <= -LEANING else "undecided"
