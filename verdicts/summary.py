"""What many verdicts amount to, in generated sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from verdicts.rule import Label
from verdicts.verdict import Verdict
from verdicts.words import capitalised, count, join

_UNSCORED: tuple[tuple[Label, str, str], ...] = (
    ("not enough evidence", "lacks enough evidence", "lack enough evidence"),
    ("too early", "is too early to call", "are too early to call"),
    ("no data", "has no suitable data", "have no suitable data"),
    ("not testable", "is an opinion or a report of what was said", "are opinions or reports of what was said"),
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
    parts = [
        f"{count(for_)} {'is' if for_ == 1 else 'are'} supported{_lean(labels['leans supported'])}",
        f"{count(against)} {'is' if against == 1 else 'are'} contradicted{_lean(labels['leans contradicted'])}",
    ]
    if conflicting := labels["conflicting"]:
        parts.append(f"on {count(conflicting)} the evidence conflicts")
    text = f"Of {len(standings)} claims, {'; '.join(parts)}."
    rest = tuple(f"{count(n)} {one if n == 1 else many}" for label, one, many in _UNSCORED if (n := labels[label]))
    if rest:
        text += f" {capitalised(join(rest))}."
    moved = sum(s.moved for s in standings)
    if moved:
        text += f" {capitalised(count(moved))} verdict{' has' if moved == 1 else 's have'} changed since publication."
    if lost := sum(bool(s.now.lost) for s in standings):
        text += f" For {count(lost)} claim{'' if lost == 1 else 's'} some tests are left out, because their rows are faulty."
    return text


def topic_sentences(standings: Sequence[Standing]) -> list[str]:
    """Two or three sentences on a topic: how its claims stand, and the clearest findings for and against them."""
    sentences = [counts_sentence(standings)]
    scored = [(s.now.score, s.now) for s in standings if s.now.score is not None]
    for sign, opening in ((1, "Best supported"), (-1, "Least supported")):
        side = [(score * sign, len(verdict.scored), verdict) for score, verdict in scored if score * sign > 0]
        if not side:
            continue
        _, _, best = max(side, key=lambda one: one[:2])
        finding = next((f for f in best.scored if f.score == sign), None)
        if finding is not None:
            sentences.append(f"{opening}, in our paraphrase: {best.claim.claim} {finding.sentence}")
    return sentences


def _lean(n: int) -> str:
    return f" and {count(n)} {'leans' if n == 1 else 'lean'} that way" if n else ""
