"""What many verdicts amount to, in generated sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from verdicts.conclusions import Stand
from verdicts.multiverse import Multiverse
from verdicts.rule import SIDES, Label
from verdicts.verdict import Verdict
from verdicts.words import capitalised, count, join, several

FEW = 10
"""Of fewer things their number is said, not their share."""
_PARTS = (
    (0.2, "few"),
    (0.29, "about a quarter"),
    (0.38, "about a third"),
    (0.45, "fewer than half"),
    (0.55, "about half"),
    (0.62, "more than half"),
    (0.71, "about two thirds"),
    (0.8, "about three quarters"),
    (1.0, "most"),
)
"""Below which share of a whole which words say how much it is; all and none are said as they are."""

_UNSCORED: tuple[tuple[Label, str, str, str], ...] = (
    ("not enough evidence", "lacks enough evidence", "lack enough evidence", "too little evidence"),
    ("too early", "is too early to call", "are too early to call", "a forecast it is too early to call"),
    ("no data", "has no suitable data", "have no suitable data", "no suitable data"),
    (
        "not testable",
        "is an opinion or a report of what was said",
        "are opinions or reports of what was said",
        "an opinion",
    ),
)
"""What is said of one claim, and of several, that no score is given, and why in a word."""


@dataclass(frozen=True, eq=False)
class Standing:
    """A claim's verdict as of the article and as of now."""

    then: Verdict
    now: Verdict

    @property
    def moved(self) -> bool:
        return self.then.label != self.now.label


def part_of(n: int, of: int) -> str:
    """How much ``n`` of ``of`` things are, in words: 'about half'. All and none only where it is all or none; few are counted."""
    if n in (0, of):
        return "all" if n else "none"
    if of < FEW:
        return count(n)
    return next(words for below, words in _PARTS if n / of < below)


def answer_sentence(standings: Sequence[Standing], of: str = "the article's", about: str = "") -> str:
    """How much of an argument the data back, and how far that depends on how it is tested: the heading over it.

    Backed is what is supported or leans that way. It is counted among the claims that data could settle, which leaves
    out opinions and reports of what was said. ``of`` and ``about`` stand before and after the number of claims.
    """
    testable = [s.now for s in standings if s.now.label != "not testable"]
    backed = [verdict for verdict in testable if SIDES.get(verdict.label) == "for"]
    if not testable:
        return f"Data can settle none of {of} claims{about}."
    if len(testable) == 1:
        return f"The data {'back' if backed else 'do not back'} the one testable claim{about}."
    text = f"The data back {part_of(len(backed), len(testable))} of {of} {count(len(testable))} testable claims{about}."
    if not backed:
        return text
    # A verdict with one setting only has not been tested in any other way.
    tested = [verdict.multiverse for verdict in backed if verdict.multiverse.contested]
    if not tested:
        return text
    firm = sum(of.robustness == 1 for of in tested)
    if len(backed) == 1:
        return f"{text} That verdict {'holds' if firm else 'does not hold'} however we test it."
    part = part_of(firm, len(tested))
    those = "those verdicts" if len(tested) == len(backed) else f"the {count(len(tested))} tested in several ways"
    return f"{text} {capitalised(part)} of {those} {'holds' if part == 'one' else 'hold'} however we test them."


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
    text = f"Of {several(len(standings), 'claim')}, {'; '.join(parts)}."
    rest = tuple(f"{count(n)} {one if n == 1 else many}" for label, one, many, _ in _UNSCORED if (n := labels[label]))
    if rest:
        text += f" {capitalised(join(rest))}."
    moved = sum(s.moved for s in standings)
    if moved:
        text += f" {capitalised(count(moved))} verdict{' has' if moved == 1 else 's have'} changed since publication."
    return text + _lost_words(standings)


def _lost_words(standings: Sequence[Standing]) -> str:
    """For how many claims tests are left out, as a sentence that follows another; empty if for none."""
    lost = sum(bool(s.now.lost) for s in standings)
    claims = "claim" if lost == 1 else "claims"
    return f" For {count(lost)} {claims} some tests are left out, because their rows are faulty." if lost else ""


def counted_sentence(standings: Sequence[Standing]) -> str:
    """How an argument stands in numbers, both steps of a side together; where tests are left out, that too."""
    sides: Counter[str] = Counter(SIDES.get(s.now.label, s.now.label) for s in standings)
    parts = [
        f"{count(n)} {'is' if n == 1 else 'are'} {word} or {'leans' if n == 1 else 'lean'} that way"
        for side, word in (("for", "supported"), ("against", "contradicted"))
        if (n := sides[side])
    ]
    if conflicting := sides["conflicting"]:
        parts.append(f"on {count(conflicting)} the evidence conflicts")
    text = f"Of {several(len(standings), 'claim')}, {join(tuple(parts))}." if parts else "No claim is scored."
    if rest := sum(sides[label] for label, *_ in _UNSCORED):
        why = join(tuple(short for label, *_, short in _UNSCORED if sides[label]), " or ")
        text += f" {capitalised(count(rest))} {'has' if rest == 1 else 'have'} no score: {why}."
    return text + _lost_words(standings)


Fact = tuple[str, str, str]
"""A fact in numbers: the number to set large, what it counts, and a sentence more. The number is empty where there is none."""


def changed_words(standings: Sequence[Standing]) -> Fact:
    """How many verdicts have changed since publication."""
    moved = [s for s in standings if s.moved]
    settled = sum(s.then.label == "too early" for s in moved)
    more = (
        f"{capitalised(count(settled))} of them {'was' if settled == 1 else 'were'} too early to call then."
        if settled
        else ""
    )
    return str(len(moved)), f"verdict{' has' if len(moved) == 1 else 's have'} changed since publication.", more


def firm_words(multiverses: Sequence[Multiverse]) -> Fact:
    """How many verdicts hold however the claim is tested, of those that depend on it."""
    open_ = [m for m in multiverses if m.contested]
    if not open_:
        return "", "", ""
    firm, pivoted = sum(m.robustness == 1 for m in open_), sum(bool(m.pivotal_choices) for m in open_)
    return (
        f"{firm} of {len(open_)}",
        f"verdicts {'holds' if firm == 1 else 'hold'} however we test.",
        f"Changing one setting flips {count(pivoted)} of them.",
    )


def conclusions_words(stands: Sequence[Stand]) -> Fact:
    """How many of the article's conclusions hold."""
    if not stands:
        return "", "", ""
    hold, fall, open_ = (stands.count(word) for word in ("stands", "falls", "undecided"))
    more = f"{capitalised(count(fall))} {'falls' if fall == 1 else 'fall'}; {count(open_)} {'is' if open_ == 1 else 'are'} undecided."
    return f"{hold} of {len(stands)}", f"conclusions {'holds' if hold == 1 else 'hold'} up.", more


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
