"""Verdicts: the findings of one claim, weighed by a rule that is written down before any figure is seen.

The score is the weighted mean of the outcomes: +1 supports, -1 contradicts, 0 inconclusive; findings without data do
not count. From the score and four safeguards follows the verdict:

1. A full verdict ("supported", "contradicted") needs two scored findings; one alone can only lean.
2. It is never full while a deciding finding (weight 1) says the opposite.
3. A causal claim never gets past "leans supported", nor below "leans contradicted": figures show timing, not cause.
4. A forecast is open until figures of the time after the article answer at least one deciding question.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from loaders.catalog import Catalog
from loaders.observations import Observations
from verdicts.argument import Argument, Claim
from verdicts.checks import Outcome
from verdicts.clock import AsOf
from verdicts.findings import Finding, find, has_figures
from verdicts.left_out import LostTest, lost_sentence, lost_words
from verdicts.results import is_later

Label = Literal[
    "supported", "leans supported", "mixed", "leans contradicted", "contradicted", "open", "no data", "not testable"
]
SCALE: tuple[Label, ...] = ("contradicted", "leans contradicted", "mixed", "leans supported", "supported")
"""The scored labels, from worst to best."""
LABELS: tuple[Label, ...] = (*reversed(SCALE), "open", "no data", "not testable")
FULL = 2 / 3
"""Score from which a verdict is full: twice as much weight for as nothing or half against."""
LEANING = 1 / 4
FEWEST_FOR_FULL = 2
_FULL: tuple[Label, Label] = ("contradicted", "supported")
_LEANING: tuple[Label, Label] = ("leans contradicted", "leans supported")

MEANINGS: dict[Label, str] = {
    "supported": "The figures bear the claim out, by two or more findings.",
    "leans supported": "More speaks for the claim than against it; for a causal claim, the most figures can say.",
    "mixed": "The findings point both ways, or do not decide.",
    "leans contradicted": "More speaks against the claim than for it.",
    "contradicted": "The figures speak against the claim, by two or more findings.",
    "open": "A forecast that no figure has decided yet.",
    "no data": "It could be tested, but the figures at hand do not reach it.",
    "not testable": "A judgement or counsel: no data decides it.",
}


@dataclass(frozen=True, eq=False)
class Verdict:
    """What the findings of one claim amount to, as of a day."""

    claim: Claim
    as_of: AsOf
    label: Label
    score: float | None
    """Between -1 and 1; None where nothing was scored."""
    findings: tuple[Finding, ...]
    reason: str
    """How the label follows from the findings, in sentences; what of the claim's tests is left out is said among them."""
    lost: tuple[LostTest, ...] = ()
    """The claim's tests that are left out because their rows are faulty: with them the label may be another one."""

    @property
    def told(self) -> str:
        """The label as it stands in a table, with what is left out beside it: leans supported (1 test left out)."""
        return f"{self.label} ({lost_words(self.lost)})" if self.lost else self.label

    @property
    def scored(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.findings if f.scored)

    @property
    def deciding(self) -> Finding | None:
        """The finding to show first: the heaviest one with figures, else the first."""
        shown = [f for f in self.findings if has_figures(f)] or self.findings[:1]
        return max(shown, key=lambda f: f.evidence.weight, default=None)

    def record(self) -> dict[str, Any]:
        """The verdict as plain values, for JSON."""
        return {
            "claim": self.claim.id,
            "topic": self.claim.topic,
            "kind": self.claim.kind,
            "voice": self.claim.voice,
            "mode": self.claim.mode,
            "statement": self.claim.claim,
            "as_of": self.as_of.day.isoformat(),
            "verdict": self.label,
            "score": None if self.score is None else round(self.score, 4),
            "reason": self.reason,
            "tests_left_out": [test.record() for test in self.lost],
            "findings": [finding.record() for finding in self.findings],
        }


class Answer(NamedTuple):
    """What a finding brings to the scales."""

    weight: float
    outcome: Outcome
    later: bool
    """Whether it rests on something later than the article."""


SCORES: dict[Outcome, int] = {"supports": 1, "contradicts": -1, "inconclusive": 0}


def decide(kind: str, answers: Sequence[Answer], as_of: AsOf) -> tuple[Label, float | None]:
    """The label and the score that follow from a claim's answers: the whole rule, without words."""
    if kind == "judgement":
        return "not testable", None
    if kind == "forecast" and not _decidable(answers, as_of):
        return "open", None
    scored = [a for a in answers if a.weight and a.outcome != "no data"]
    if not scored:
        return "no data", None
    score = sum(a.weight * SCORES[a.outcome] for a in scored) / sum(a.weight for a in scored)
    if abs(score) < LEANING:
        return "mixed", score
    full = abs(score) >= FULL and not _held_back(kind, scored, score)
    return (_FULL if full else _LEANING)[score > 0], score


def weigh(claim: Claim, findings: Iterable[Finding], as_of: AsOf, lost: tuple[LostTest, ...] = ()) -> Verdict:
    """The verdict that follows from a claim's findings, with the words for it, and with the tests that faults left out."""
    findings = tuple(findings)
    answers = [answer_of(f) for f in findings]
    label, score = decide(claim.kind, answers, as_of)
    if label == "not testable":
        reason = "A judgement is listed with its context, never scored."
    elif label == "open":
        reason = "No figure of the time after the article decides it yet."
    elif score is None:
        reason = _why_unscored(findings, lost)
    else:
        scored = [a for a in answers if a.weight and a.outcome != "no data"]
        reason = _counted(scored, score) + (_held_back(claim.kind, scored, score) if abs(score) >= FULL else "")
    return Verdict(claim, as_of, label, score, findings, " ".join(filter(None, (reason, lost_sentence(lost)))), lost)


def answer_of(finding: Finding) -> Answer:
    """What a finding brings to the scales."""
    return Answer(finding.evidence.weight, finding.outcome, is_later(finding.result, finding.as_of.written))


def assess(
    argument: Argument,
    observations: Observations,
    catalog: Catalog,
    as_of: AsOf,
    claims: Iterable[Claim] | None = None,
) -> tuple[Verdict, ...]:
    """Verdicts of the argument's claims (or of some of them) with what was known on a day."""
    return tuple(
        weigh(
            claim,
            (find(row, observations, catalog, as_of) for row in argument.evidence_of(claim.id)),
            as_of,
            argument.lost_of(claim.id),
        )
        for claim in (argument.claims.rows if claims is None else claims)
    )


def _why_unscored(findings: tuple[Finding, ...], lost: tuple[LostTest, ...]) -> str:
    if not findings:
        return "" if lost else "No test of it stands in the tables."
    if any(f.evidence.weight for f in findings):
        return "None of its tests had figures."
    return "No figure reaches the words of the claim: what is shown is context and not scored."


def _decidable(answers: Iterable[Answer], as_of: AsOf) -> bool:
    """Whether a deciding finding rests on something later than the article."""
    return as_of.day > as_of.written and any(a.weight == 1 and a.outcome != "no data" and a.later for a in answers)


def _held_back(kind: str, scored: Sequence[Answer], score: float) -> str:
    """Why a score that is high enough does not make a full verdict; empty if it does."""
    if len(scored) < FEWEST_FOR_FULL:
        return " One finding alone can only lean."
    sign = 1 if score > 0 else -1
    if any(a.weight == 1 and SCORES[a.outcome] == -sign for a in scored):
        return " A deciding finding says the opposite."
    if kind == "causal":
        consistent = "consistent" if score > 0 else "at odds"
        return f" The figures are {consistent} with the claim; they do not show the cause."
    return ""


def _counted(scored: Sequence[Answer], score: float) -> str:
    counts = {
        word: sum(a.outcome == outcome for a in scored)
        for outcome, word in (("supports", "for"), ("contradicts", "against"), ("inconclusive", "undecided"))
    }
    parts = [f"{n} {word}" for word, n in counts.items() if n]
    undecided = " No test decided." if counts["undecided"] == len(scored) else ""
    return f"Scored findings: {', '.join(parts)}; weighted score {score:+.2f}.{undecided}".replace(
        "-", "\N{MINUS SIGN}"
    )
