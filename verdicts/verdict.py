"""Verdicts: the findings of one claim, weighed by :mod:`verdicts.rule`, with how certain that is, and the words for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from loaders.catalog import Catalog
from loaders.observations import Observations
from verdicts.answers import counted_words
from verdicts.argument import Argument, Claim
from verdicts.certainty import Certainty, certainty_of
from verdicts.clock import AsOf, Knowledge
from verdicts.evidence import Evidence
from verdicts.findings import Finding, find, has_figures
from verdicts.left_out import LostTest, lost_sentence, lost_words
from verdicts.multiverse import Multiverse
from verdicts.outcome import unsettled_words
from verdicts.results import is_later
from verdicts.rule import Answer, Label, decide, reaches_full, short_of_full
from verdicts.specifications import Specification, Specifications, specify
from verdicts.words import capitalised, count


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
    multiverse: Multiverse
    """The claim under all its declared choices."""
    certainty: Certainty | None = None
    """How much it can be relied on; None where nothing was decided."""
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
        """The finding to show first: one that carries the verdict, with figures where there is such a one, the heaviest.

        An event that decides comes before figures that do not, and what is scored before context.
        """
        side = 0 if self.score is None else (self.score > 0) - (self.score < 0)

        def worth(finding: Finding) -> tuple[bool, bool, float, bool]:
            carries = bool(finding.evidence.weight) and finding.score == side != 0
            return carries, has_figures(finding), finding.evidence.weight, bool(finding.score)

        return max(self.findings, key=worth, default=None)

    @property
    def why(self) -> tuple[str, str]:
        """The reason in two, as a reader would say it: three of four tests say yes; and what else there is to say, maybe nothing."""
        if self.label in _UNCOUNTED:
            return self.reason, ""
        return capitalised(_counted(self.findings, count)), self.reason.removeprefix(_counted(self.findings)).strip()

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
            "certainty": self.certainty.degree if self.certainty else None,
            "certainty_reasons": list(self.certainty.reasons) if self.certainty else [],
            "reason": self.reason,
            "tests_left_out": [test.record() for test in self.lost],
            "findings": [finding.record() for finding in self.findings],
        }


def weigh(
    claim: Claim,
    findings: Iterable[Finding],
    as_of: AsOf,
    lost: tuple[LostTest, ...] = (),
    choices: Multiverse | None = None,
) -> Verdict:
    """The verdict that follows from a claim's findings and its other choices, with what faults left out.

    Without ``choices`` none but the findings are taken to be declared.
    """
    findings = tuple(findings)
    if choices is None:
        scored = (f for f in findings if f.evidence.weight)
        alone = (Specifications(f.evidence, (Specification((), f.evidence, f.result),)) for f in scored)
        choices = Multiverse(claim, as_of, tuple(alone))
    label = choices.headline
    _, score = decide(claim.kind, [answer_of(f) for f in findings], as_of)
    why = "" if lost and not findings else _reason(claim, findings, label, score)
    reason = " ".join(filter(None, (why, lost_sentence(lost))))
    return Verdict(claim, as_of, label, score, findings, reason, choices, certainty_of(label, findings, choices), lost)


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
    return assess_knowing(argument, Knowledge(observations, catalog, as_of), claims)


def assess_knowing(argument: Argument, known: Knowledge, claims: Iterable[Claim] | None = None) -> tuple[Verdict, ...]:
    """The same where what was known is in hand: what it has worked out already is used again."""
    return tuple(
        judged(claim, argument.evidence_of(claim.id), known, argument.lost_of(claim.id))
        for claim in (argument.claims.rows if claims is None else claims)
    )


def judged(claim: Claim, rows: Iterable[Evidence], known: Knowledge, lost: tuple[LostTest, ...] = ()) -> Verdict:
    """The verdict on one claim, from its rows and all their choices."""
    findings = tuple(find(row, known, claim.kind) for row in rows)
    tests = tuple(specify(f.evidence, known, claim.kind, f.result) for f in findings if f.evidence.weight)
    return weigh(claim, findings, known.as_of, lost, Multiverse(claim, known.as_of, tests))


def _reason(claim: Claim, findings: tuple[Finding, ...], label: Label, score: float | None) -> str:
    """How the label follows, in sentences."""
    if label == "not testable":
        return unsettled_words(claim)
    if label == "too early":
        return "No deciding test has an answer from after the article yet."
    if label == "no data":
        return _why_no_data(findings)
    scored = [f for f in findings if f.evidence.weight]
    counted = _counted(findings)
    if score is None:
        few = "Less than half of the weight is decided, so there is no verdict."
        none = "None of the deciding tests says yes or no, so there is no verdict."
        return f"{counted} {few if any(f.score and f.evidence.weight == 1 for f in scored) else none}"
    if not reaches_full(score):
        return counted
    decided = [answer for f in scored if (answer := answer_of(f)).decided]
    short = short_of_full(claim.kind, decided, score)
    if short:
        return f"{counted} {_SHORT[short].format('fit' if score > 0 else 'do not fit')}"
    if label not in ("supported", "contradicted"):
        return f"{counted} Most other test settings give a weaker verdict, so it only leans."
    return counted


_UNCOUNTED: tuple[Label, ...] = ("not testable", "too early", "no data")
"""Verdicts that do not follow from what tests say."""


def _counted(findings: Iterable[Finding], *say: Callable[[int], str]) -> str:
    return f"{counted_words((f.result for f in findings if f.evidence.weight), 'Its one test', 'tests', *say)}."


_SHORT = {
    "one test": "One answer is not enough for more than a lean.",
    "opposed": "A deciding test says the opposite, so the verdict only leans.",
    "cause": "The figures {} the claim, but they cannot show the cause.",
}


def _why_no_data(findings: tuple[Finding, ...]) -> str:
    if not findings:
        return "It has no test."
    if any(f.evidence.weight for f in findings):
        return "None of its tests has figures."
    return "No suitable data measure the claim itself. What is shown is context."
