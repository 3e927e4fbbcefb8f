"""What many verdicts amount to, in generated sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from verdicts.verdict import Label, Verdict
from verdicts.words import count, join

_UNSCORED: tuple[tuple[Label, str, str], ...] = (
    ("open", "is still open", "are still open"),
    ("no data", "lies beyond the figures at hand", "lie beyond the figures at hand"),
    ("not testable", "no data can decide", "no data can decide"),
)
"""What is said of one claim, and of several, that no score is given."""


@dataclass(frozen=True, eq=False)
class Standing:
    """A claim's verdict as of the article and as of now."""

    then: Verdict
    now: Verdict

    @property
    def moved(self) -> bool:
        return self.then.label != self.now.label


def counts_sentence(standings: Sequence[Standing]) -> str:
    """How an argument stands, in one sentence; where verdicts moved, or rest on fewer tests than were meant, more."""
    labels = Counter(s.now.label for s in standings)
    for_, against = labels["supported"], labels["contradicted"]
    leaning_for, leaning_against = labels["leans supported"], labels["leans contradicted"]
    parts = [
        f"the figures bear out {count(for_)}{_more(for_, leaning_for, 'lean towards')}",
        f"speak against {count(against)}{_more(against, leaning_against, 'lean against')}",
        f"point both ways or do not decide on {count(labels['mixed'])}",
    ]
    rest = tuple(f"{count(n)} {one if n == 1 else many}" for label, one, many in _UNSCORED if (n := labels[label]))
    text = f"Of the {len(standings)} claims {parts[0]}, {parts[1]} and {parts[2]}"
    text += f"; {join(rest)}." if rest else "."
    moved = sum(s.moved for s in standings)
    if moved:
        text += f" Since the article {count(moved)} verdict{'' if moved == 1 else 's'} moved."
    if lost := sum(bool(s.now.lost) for s in standings):
        text += f" Of {count(lost)} claim{'' if lost == 1 else 's'} tests are left out, because their rows are faulty."
    return text


def topic_sentences(standings: Sequence[Standing]) -> list[str]:
    """Two or three sentences on a topic: how its claims stand, and the clearest findings for and against them."""
    sentences = [counts_sentence(standings)]
    scored = [(s.now.score, s.now) for s in standings if s.now.score is not None]
    for sign, opening in ((1, "Clearest for"), (-1, "Clearest against")):
        side = [(score * sign, len(verdict.scored), verdict) for score, verdict in scored if score * sign > 0]
        if not side:
            continue
        _, _, best = max(side, key=lambda one: one[:2])
        finding = next((f for f in best.scored if f.score == sign), None)
        if finding is not None:
            sentences.append(f"{opening}: {best.claim.claim} {finding.statement}")
    return sentences


def _more(than: int, n: int, verb: str) -> str:
    return f" ({verb} {count(n)}{' more' if than else ''})" if n else ""
