"""The worked example of the Method page, taken from today's figures."""

from __future__ import annotations

from collections.abc import Sequence

from charts.said import verdict_sentence
from verdicts.checks import CHANGES
from verdicts.describe import rule_of
from verdicts.findings import Finding
from verdicts.summary import Standing
from widgets.state import case


def example(standings: Sequence[Standing]) -> tuple[Standing, Finding] | None:
    """The first claim that has a deciding trend or step with an answer: it shows every step of the way."""
    for standing in standings:
        for finding in standing.now.findings:
            if finding.evidence.check in CHANGES and finding.evidence.weight == 1 and finding.score:
                return standing, finding
    return None


def worked(standing: Standing, finding: Finding) -> list[tuple[str, str]]:
    """The example step by step."""
    return [
        ("Claim", standing.now.claim.claim),
        ("Question", finding.evidence.question),
        *rule_of(finding, case().catalog),
        ("Answer", finding.sentence),
        ("Verdict", f"{verdict_sentence(standing.now)} {standing.now.reason}"),
    ]
