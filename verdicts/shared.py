"""Which figures of a topic to draw: those that most of its claims are tested with, each once.

Two tests share a chart where they ask for the same series, whatever they ask of it and however it is smoothed. Charts
that count for more claims come first; then those that more claims show, be it as context; then those that decide more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from verdicts.argument import Claim
from verdicts.findings import Finding, has_figures
from verdicts.sides import Request
from verdicts.verdict import Verdict

MOST = 2
"""Charts of a topic."""


class Shared(NamedTuple):
    """A series to draw: the claim and finding whose chart shows it, and all claims tested with it."""

    claim: Claim
    finding: Finding
    users: tuple[Claim, ...]


def shared_charts(verdicts: Sequence[Verdict], most: int = MOST) -> list[Shared]:
    """The charts that say most about some claims, at most ``most``; none is of the same series as another."""
    by_request: dict[Request, list[tuple[Verdict, Finding]]] = {}
    for verdict in verdicts:
        for finding in verdict.findings:
            if has_figures(finding):
                same = replace(finding.evidence.request, smoothing=0)
                by_request.setdefault(same, []).append((verdict, finding))

    def worth(pairs: list[tuple[Verdict, Finding]]) -> tuple[int, int, int]:
        scored = len({verdict.claim.id for verdict, finding in pairs if finding.scored})
        decides = sum(verdict.deciding is finding for verdict, finding in pairs)
        return scored, len({verdict.claim.id for verdict, _ in pairs}), decides

    best = sorted(by_request.values(), key=worth, reverse=True)[:most]
    return [_shared(pairs) for pairs in best]


def _shared(pairs: list[tuple[Verdict, Finding]]) -> Shared:
    """One chart for all: that of a claim it decides, if there is one, else of the test with most weight."""
    verdict, finding = max(pairs, key=lambda pair: (pair[0].deciding is pair[1], pair[1].evidence.weight))
    return Shared(verdict.claim, finding, tuple({v.claim.id: v.claim for v, _ in pairs}.values()))
