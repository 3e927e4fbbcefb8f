"""What stands beside a verdict and a finding wherever they are shown: how certain, and which answer.

A label alone says in which direction the evidence points; none is shown without how much that can be relied on. Context
answers nothing, so no word of yes or no stands beside it.
"""

from __future__ import annotations

from verdicts.answers import answer_words
from verdicts.certainty import Certainty
from verdicts.findings import Finding, SeriesFinding
from verdicts.left_out import lost_words
from verdicts.results import Result
from verdicts.verdict import Verdict
from verdicts.words import capitalised, day


def degree(certainty: Certainty | None) -> str:
    """How certain, in two words: 'low certainty'; empty where nothing was decided."""
    return f"{certainty.degree} certainty" if certainty else ""


def because(certainty: Certainty | None) -> str:
    """The same with its reasons, as a sentence without its stop: 'Low certainty: deciding tests disagree'."""
    if certainty is None:
        return ""
    reasons = "; ".join(certainty.reasons)
    return capitalised(f"{degree(certainty)}{f': {reasons}' if reasons else ''}")


def verdict_words(verdict: Verdict) -> str:
    """A verdict as it stands in a line, with what is left out: 'leans supported, low certainty (1 test left out)'."""
    text = ", ".join(filter(None, (verdict.label, degree(verdict.certainty))))
    return f"{text} ({lost_words(verdict.lost)})" if verdict.lost else text


def verdict_sentence(verdict: Verdict) -> str:
    """A verdict with the reasons of its certainty: 'Leans supported, low certainty: deciding tests disagree.'"""
    certainty = because(verdict.certainty)
    return f"{capitalised(verdict.label)}{f', {certainty[:1].lower()}{certainty[1:]}' if certainty else ''}."


def answered(finding: Finding) -> str:
    """The answer of a finding; empty for context."""
    return finding.answer


def signed(result: Result) -> str:
    """The answer of a test that is scored."""
    return answer_words(result)


def editions(finding: Finding) -> list[str]:
    """Each edition that a finding rests on, and when it was published: 'WEO October 2024, published 22 October 2024'.

    One that was published after the finding's day says so: its figures of that time are cut from a later edition.
    """
    if not isinstance(finding, SeriesFinding):
        return []
    return [
        f"{edition}, published {'later, on ' if published > finding.as_of.day else ''}{day(published)}"
        for edition, published in dict.fromkeys((one.edition, one.published) for one in finding.editions)
    ]
