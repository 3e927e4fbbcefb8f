"""The multiverse of a claim: its verdict under every combination of the choices its rows leave open.

A specification of a claim takes one specification of each scored row. There may be millions, but the verdict depends on
the rows' answers alone, of which there are at most a few each: the rule is asked once for each combination of answers,
and specifications are counted by theirs. So the whole product is evaluated, exactly; nothing is sampled.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import product
from math import prod
from typing import Any, NamedTuple

import numpy as np

from loaders.catalog import Catalog
from loaders.observations import Observations
from verdicts.argument import Claim
from verdicts.arrays import Floats, Ints
from verdicts.clock import AsOf, Knowledge
from verdicts.evidence import Evidence
from verdicts.results import is_later
from verdicts.rule import LABELS, SCALE, SIDES, Answer, Label, decide, settled
from verdicts.specifications import Specification, Specifications, specify

SEED = 7
"""Of the sample that stands for a multiverse too large to draw."""


class Influence(NamedTuple):
    """How much of the variance of the score one choice explains."""

    at: int
    """Which of the multiverse's tests it belongs to."""
    evidence: Evidence
    column: str
    share: float


class PivotalChoice(NamedTuple):
    """One choice that, changed alone, gives another verdict."""

    at: int
    """Which of the multiverse's tests it belongs to."""
    evidence: Evidence
    specification: Specification
    label: Label


class Reading(NamedTuple):
    """A specification of the claim: one of each row, with the verdict it makes."""

    label: Label
    score: float | None
    specifications: tuple[Specification, ...]

    @property
    def changes(self) -> int:
        return sum(len(s.changes) for s in self.specifications)


@dataclass(frozen=True, eq=False)
class Multiverse:
    """One claim under all choices. ``tests`` are its scored rows, each with its specifications."""

    claim: Claim
    as_of: AsOf
    tests: tuple[Specifications, ...]

    @property
    def size(self) -> int:
        """How many specifications there are."""
        return prod(len(f.all) for f in self.tests)

    @property
    def contested(self) -> bool:
        """Whether the headline is a scored verdict that rests on open choices."""
        return self.size > 1 and self.headline in SCALE

    @cached_property
    def headline(self) -> Label:
        """The verdict: that of the rows as written, as far as the other choices bear it out."""
        return settled(self._written, self.shares[self._written])

    @cached_property
    def _written(self) -> Label:
        """What the rule says of the rows as written, whatever the other choices say."""
        return LABELS[int(self._labels[tuple(states[0] for states in self._states)])]

    @cached_property
    def shares(self) -> dict[Label, float]:
        """The share of specifications with each verdict, those that occur."""
        counts = np.bincount(self._labels.ravel(), weights=self._frequencies.ravel(), minlength=len(LABELS))
        return {label: float(share) for label, share in zip(LABELS, counts, strict=True) if share > 0}

    @property
    def _agreeing(self) -> frozenset[Label]:
        """The labels that bear the headline out: of one that the other choices have lowered, the full one too."""
        return frozenset({self.headline, self._written})

    @property
    def robustness(self) -> float:
        """The share of specifications that bear the headline verdict out."""
        return sum(self.shares.get(label, 0.0) for label in self._agreeing)

    @property
    def same_side(self) -> float:
        """The share on the headline's side, full or leaning; of a verdict without a side, the share that is the same."""
        side = SIDES.get(self.headline, self.headline)
        return sum(share for label, share in self.shares.items() if SIDES.get(label, label) == side)

    @cached_property
    def influences(self) -> tuple[Influence, ...]:
        """Each open choice with the share of the score's variance that it explains alone, the largest first."""
        total = float((self._frequencies * self._scores**2).sum() - (self._frequencies * self._scores).sum() ** 2)
        found = []
        for axis, one in enumerate(self.tests):
            # The mean score that each answer of this row goes with, the others as they come.
            others = reduce(np.multiply.outer, [f for i, f in enumerate(self._by_row) if i != axis], np.array(1.0))
            means = np.tensordot(np.moveaxis(self._scores, axis, 0), others, others.ndim)[self._states[axis]]
            for column in one.columns:
                values = np.array([str(s.value_of(column)) for s in one.all])
                groups = [means[values == value] for value in np.unique(values)]
                spread = sum(len(g) * (g.mean() - means.mean()) ** 2 for g in groups) / len(means)
                found.append(Influence(axis, one.evidence, column, float(spread / total) if total > 1e-12 else 0.0))
        return tuple(sorted(found, key=lambda i: -i.share))

    @cached_property
    def pivotal_choices(self) -> tuple[PivotalChoice, ...]:
        """The single changes that give another verdict, all else as in the headline."""
        found = []
        here = [states[0] for states in self._states]
        for axis, one in enumerate(self.tests):
            for specification, state in zip(one.all, self._states[axis], strict=True):
                label = LABELS[self._labels[*here[:axis], state, *here[axis + 1 :]]]
                if len(specification.changes) == 1 and label not in self._agreeing:
                    found.append(PivotalChoice(axis, one.evidence, specification, label))
        return tuple(found)

    @cached_property
    def strongest_for(self) -> Reading:
        """The best verdict that choices can make, then the best score, then the fewest changes."""
        return self._strongest(+1)

    @cached_property
    def strongest_against(self) -> Reading:
        return self._strongest(-1)

    def _strongest(self, sign: int) -> Reading:
        fewest = [self._fewest_changes(axis) for axis in range(len(self.tests))]

        def worth(states: tuple[int, ...]) -> tuple[float, float, float]:
            label = LABELS[self._labels[states]]
            rank = sign * SCALE.index(label) if label in SCALE else -np.inf
            changes = sum(len(options[state].changes) for options, state in zip(fewest, states, strict=True))
            return rank, sign * round(float(self._scores[states]), 9), -changes

        best = max(np.ndindex(self._labels.shape), key=worth)
        label = LABELS[self._labels[best]]
        score = float(self._scores[best]) if label in SCALE else None
        return Reading(label, score, tuple(options[state] for options, state in zip(fewest, best, strict=True)))

    def _fewest_changes(self, axis: int) -> dict[int, Specification]:
        """For each answer of a row, the specification nearest to the headline that gives it."""
        found: dict[int, Specification] = {}
        for specification, state in zip(self.tests[axis].all, self._states[axis], strict=True):
            if state not in found or len(specification.changes) < len(found[state].changes):
                found[state] = specification
        return found

    def sample(self, most: int) -> Ints:
        """Specifications as indices into each test's (a row each): all of them, or ``most`` drawn with a fixed seed."""
        shape = [len(f.all) for f in self.tests]
        if self.size <= most:
            return np.stack(np.unravel_index(np.arange(self.size), shape), axis=1)
        rng = np.random.default_rng(SEED)
        return np.stack([rng.integers(0, n, most) for n in shape], axis=1)

    def labels_of(self, specifications: Ints) -> list[Label]:
        """The verdicts of specifications given as by :meth:`sample`."""
        return [LABELS[i] for i in self._labels[self._states_of(specifications)]]

    def scores_of(self, specifications: Ints) -> Floats:
        """Their scores; 0 where nothing was scored."""
        return self._scores[self._states_of(specifications)]

    def _states_of(self, specifications: Ints) -> tuple[Ints, ...]:
        return tuple(states[column] for states, column in zip(self._states, specifications.T, strict=True))

    @cached_property
    def _all_answers(self) -> tuple[tuple[Answer, ...], ...]:
        """What each specification of each row answers."""
        return tuple(tuple(self._answer(f, s) for s in f.all) for f in self.tests)

    @cached_property
    def _answers(self) -> tuple[tuple[Answer, ...], ...]:
        """The different answers each row gives, in order of appearance."""
        return tuple(tuple(dict.fromkeys(answers)) for answers in self._all_answers)

    def _answer(self, of: Specifications, specification: Specification) -> Answer:
        """What a specification brings to the scales. Only a forecast asks whether figures reach beyond the article."""
        later = self.claim.kind == "forecast" and is_later(specification.result, self.as_of.written)
        return Answer(of.evidence.weight, specification.outcome, later)

    @cached_property
    def _states(self) -> tuple[Ints, ...]:
        """For each row, which of its answers each of its specifications gives."""
        return tuple(
            np.array([different.index(answer) for answer in answers])
            for answers, different in zip(self._all_answers, self._answers, strict=True)
        )

    @cached_property
    def _by_row(self) -> tuple[Floats, ...]:
        """For each row, how often each of its answers comes up."""
        return tuple(
            np.bincount(states, minlength=len(answers)) / len(states)
            for states, answers in zip(self._states, self._answers, strict=True)
        )

    @cached_property
    def _frequencies(self) -> Floats:
        """How often each combination of answers comes up: a dimension a row."""
        return reduce(np.multiply.outer, self._by_row, np.array(1.0))

    @cached_property
    def _decided(self) -> tuple[Ints, Floats]:
        shape = tuple(map(len, self._answers))
        verdicts = [decide(self.claim.kind, answers, self.as_of) for answers in product(*self._answers)]
        labels = np.array([LABELS.index(label) for label, _ in verdicts]).reshape(shape)
        return labels, np.array([score or 0.0 for _, score in verdicts]).reshape(shape)

    @property
    def _labels(self) -> Ints:
        """The verdict of each combination of answers, as a place in LABELS."""
        return self._decided[0]

    @property
    def _scores(self) -> Floats:
        return self._decided[1]

    def record(self) -> dict[str, Any]:
        """The multiverse as plain values, for JSON."""
        return {
            "specifications": self.size,
            "robustness": round(self.robustness, 4),
            "same_side": round(self.same_side, 4),
            "shares": {label: round(share, 4) for label, share in self.shares.items()},
            "hangs_on": [
                {"evidence": h.evidence.id, **_change(h.specification), "verdict": h.label}
                for h in self.pivotal_choices
            ],
            "variance": [
                {"evidence": i.evidence.id, "choice": i.column, "share": round(i.share, 4)} for i in self.influences
            ],
        }


def multiverse(
    claim: Claim, rows: Iterable[Evidence], observations: Observations, catalog: Catalog, as_of: AsOf
) -> Multiverse:
    """Evaluate a claim under all its declared choices with what was known on a day."""
    known = Knowledge(observations, catalog, as_of)
    return Multiverse(claim, as_of, tuple(specify(row, known, claim.kind) for row in rows if row.weight))


def _change(specification: Specification) -> dict[str, str]:
    ((column, value),) = specification.changes
    return {"choice": column, "value": str(value)}
