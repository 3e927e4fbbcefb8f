"""The worked example of the Method page, taken from today's figures."""

from __future__ import annotations

from collections.abc import Sequence

from charts.said import verdict_sentence
from verdicts.checks import CHANGES
from verdicts.describe import rule_of
from verdicts.findings import Finding
from verdicts.summary import Standing
from widgets.state import case

SHOWN = ("Period", "Our line")
"""What of a test's rule the example shows at once; all of it can be unfolded."""


def example(standings: Sequence[Standing]) -> tuple[Standing, Finding] | None:
    """A claim with a deciding trend or step that has an answer: it shows every step of the way. The clearest case comes first."""
    found = [
        (standing, finding)
        for standing in standings
        for finding in standing.now.findings
        if finding.evidence.check in CHANGES and finding.evidence.weight == 1 and finding.score
    ]
    return min(found, key=lambda one: _unclear(one[0]), default=None)


def _unclear(standing: Standing) -> tuple[bool, bool]:
    """Whether a verdict only leans, and whether it is less than highly certain."""
    certainty = standing.now.certainty
    return standing.now.label not in ("supported", "contradicted"), not certainty or certainty.degree != "high"


def worked(standing: Standing, finding: Finding) -> list[tuple[str, str]]:
    """The example step by step."""
    rule = rule_of(finding, case().catalog)
    return [
        ("We asked", finding.evidence.question),
        *(pair for pair in rule if pair[0] in SHOWN),
        ("Answer", finding.sentence),
        ("Verdict", f"{verdict_sentence(standing.now)} {standing.now.reason}"),
    ]


def all_settings(finding: Finding) -> list[tuple[str, str]]:
    """The whole rule of the test."""
    return rule_of(finding, case().catalog)
