"""Which claims to read first: the firmest support, the clearest miss, the biggest change, the most fragile verdict.

Each is chosen by a rule, and none is chosen twice:

- firmest support: of those supported (if there is none, of those that lean that way) the one most certain, then the one
  with the most test settings in favour, then the one with the most tests;
- clearest miss: the same among those contradicted (or leaning that way);
- biggest change: of the verdicts that changed, the one that moved furthest from contradicted to supported or back; a
  verdict outside that scale counts as its middle; then the most certain one;
- most fragile: the scored verdict that the fewest test settings share.

Where two are alike the one that comes first in the article is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from verdicts.certainty import DEGREES
from verdicts.doubt import percent
from verdicts.rule import SCALE, Label
from verdicts.summary import Standing


class Start(NamedTuple):
    """A claim to begin with: what it is an example of, and why in a sentence."""

    what: str
    standing: Standing
    why: str


def start_here(standings: Sequence[Standing]) -> list[Start]:
    """Up to four claims to begin with; what there is none of is left out."""
    found: list[Start] = []
    for what, choose, why in _KINDS:
        taken = {start.standing.now.claim.id for start in found}
        chosen = choose([s for s in standings if s.now.claim.id not in taken])
        if chosen is not None:
            found.append(Start(what, chosen, why(chosen)))
    return found


def _clearest(*labels: Label) -> Callable[[Sequence[Standing]], Standing | None]:
    """The most certain of the verdicts with the first of the labels that any has."""

    def choose(standings: Sequence[Standing]) -> Standing | None:
        for label in labels:
            of_label = [s for s in standings if s.now.label == label]
            if of_label:
                return max(of_label, key=lambda s: (_certain(s), s.now.multiverse.robustness, len(s.now.scored)))
        return None

    return choose


def _biggest_change(standings: Sequence[Standing]) -> Standing | None:
    moved = [s for s in standings if s.moved and s.now.label in SCALE]
    return max(moved, key=lambda s: (abs(_place(s.now.label) - _place(s.then.label)), _certain(s)), default=None)


def _most_fragile(standings: Sequence[Standing]) -> Standing | None:
    open_ = [s for s in standings if s.now.multiverse.contested and s.now.multiverse.robustness < 1]
    return min(open_, key=lambda s: s.now.multiverse.robustness, default=None)


def _place(label: Label) -> int:
    return SCALE.index(label) if label in SCALE else len(SCALE) // 2


def _certain(standing: Standing) -> int:
    certainty = standing.now.certainty
    return -DEGREES.index(certainty.degree) if certainty else -len(DEGREES)


def _held(standing: Standing) -> str:
    multiverse = standing.now.multiverse
    if multiverse.size == 1:
        return "There is no other way to test it."
    if multiverse.robustness == 1:
        return f"The verdict is the same in all {multiverse.size:,} test settings."
    return f"{percent(multiverse.robustness)} of {multiverse.size:,} test settings give this verdict."


def _changed(standing: Standing) -> str:
    return f"At publication it was: {standing.then.label}."


def _few(standing: Standing) -> str:
    multiverse = standing.now.multiverse
    commonest = max(multiverse.shares, key=lambda label: multiverse.shares[label])
    share = percent(multiverse.robustness)
    if commonest == multiverse.headline:
        return f"Only {share} of test settings give this verdict."
    return f"Only {share} of test settings give this verdict; most often it is \N{LEFT DOUBLE QUOTATION MARK}{commonest}\N{RIGHT DOUBLE QUOTATION MARK}."


_KINDS: tuple[
    tuple[str, Callable[[Sequence[Standing]], Standing | None], Callable[[Standing], str]],
    ...,
] = (
    ("Firmest support", _clearest("supported", "leans supported"), _held),
    ("Clearest miss", _clearest("contradicted", "leans contradicted"), _held),
    ("Biggest change", _biggest_change, _changed),
    ("Most fragile", _most_fragile, _few),
)
