"""Findings, claims and sources as plain values, for JSON: what the records of each say, and what belongs beside it."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Sequence
from typing import Any

from exports import about
from exports.dossier import Dossier
from exports.editions import sources_of
from exports.values import note, rows
from verdicts.case import Case
from verdicts.checks import Level, Unanswered
from verdicts.describe import rule_of
from verdicts.doubt import influence_sentence, robustness_sentence
from verdicts.findings import EventFinding, Finding
from verdicts.rule import LABELS, MEANINGS
from verdicts.sources_in_use import sources_in_use
from verdicts.summary import Standing
from verdicts.verdict import Verdict
from verdicts.words import difference_unit, label

Record = dict[str, Any]
_OF_FIGURES: Record = {
    "about": None, "edition": [], "edition_published": [], "base_rate": None, "base_rates": [], "since": None,
}  # fmt: skip
"""What the record of an event has no figures for."""
OF_A_SOURCE = ("source", "name", "publisher", "url", "licence", "licence_url", "citation", "pass_on", "series")
"""What the record of a source says where it stands beside figures."""
_OF_A_VALUE = ("date", "period", "value", "status", "in_window")


def finding_record(dossier: Dossier, evidence: str) -> Record:
    """One finding: answer, statistic, rule, sources with provenance, and the figures that may be passed on.

    Raises KeyError where the claim has no such row of evidence.
    """
    return {
        **_head(dossier),
        **_finding(dossier, dossier.finding(evidence)),
        "figures": [{name: row[name] for name in _OF_A_VALUE} for row in rows(dossier, evidence)],
    }


def claim_record(dossier: Dossier) -> Record:
    """One claim: the verdict at both dates, how firm it is under other choices, its findings, without their figures."""
    claim, choices = dossier.claim, dossier.choices
    return {
        **_head(dossier),
        "topic": {"id": dossier.topic.id, "title": dossier.topic.title},
        "kind": claim.kind,
        "voice": claim.voice,
        "mode": claim.mode,
        "section": claim.section,
        "paragraph": claim.paragraph,
        "would_be_true_if": claim.would_be_true_if,
        "caveat": claim.caveat,
        "verdict": _verdict(dossier.now),
        "verdict_as_of_the_article": _verdict(dossier.then),
        "scale": scale(),
        "robustness": {
            **choices.record(),
            "sentence": robustness_sentence(choices),
            "most_depends_on": influence_sentence(choices),
        },
        "findings": [_finding(dossier, finding) for finding in dossier.now.findings],
    }


def case_record(case: Case, standings: Sequence[Standing], name: str, path: str) -> Record:
    """A case in short, among those of a server: its article, how many of its claims have which verdict today, and where it is.

    ``path``: that of its first page, below the server's first page.
    """
    counts = Counter(standing.now.label for standing in standings)
    return {
        "case": name,
        "path": path,
        "article": case.article.record(),
        "as_of": case.now.day.isoformat(),
        "claims": len(standings),
        "verdicts": {label: counts[label] for label in LABELS if counts[label]},
    }


def claims_record(case: Case, dossiers: Sequence[Dossier]) -> Record:
    """All claims of a case in short, with the scale: each has its own record at its link."""
    return {
        "made_by": f"{about.NAME} {about.version()}",
        "article": case.article.record(),
        "as_of": max((dossier.as_of.day.isoformat() for dossier in dossiers), default=None),
        "scale": scale(),
        "claims": [
            {
                "claim": dossier.claim.id,
                "statement": dossier.claim.claim,
                "topic": dossier.topic.id,
                "kind": dossier.claim.kind,
                "voice": dossier.claim.voice,
                "mode": dossier.claim.mode,
                "verdict": _verdict(dossier.now),
                "verdict_as_of_the_article": _verdict(dossier.then),
                "robustness": round(dossier.choices.robustness, 4),
                "findings": [finding.evidence.id for finding in dossier.now.findings],
                "link": dossier.link,
            }
            for dossier in dossiers
        ],
    }


def sources_record(case: Case) -> Record:
    """All sources in use, with the provenance of each of their indicators and what of them may be passed on."""
    return {
        "made_by": f"{about.NAME} {about.version()}",
        "as_of": case.now.day.isoformat(),
        "sources": [used.record() for used in sources_in_use(case.catalog, case.observations)],
    }


def scale() -> list[Record]:
    """Every verdict there is, from the best, and what it means."""
    return [{"verdict": label, "meaning": MEANINGS[label]} for label in LABELS]


def as_json(value: Any) -> bytes:
    """Plain values as JSON (UTF-8, indented): the same bytes for the same values, in the order they are given in.

    JSON has no word for a number that is none; such a one becomes null, as a statistic does that was not worked out.
    """
    return (json.dumps(_finite(value), ensure_ascii=False, allow_nan=False, indent=1) + "\n").encode("utf-8", "replace")


def _finite(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _finite(one) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_finite(one) for one in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _head(dossier: Dossier) -> Record:
    return {
        "claim": dossier.claim.id,
        "statement": dossier.claim.claim,
        "as_of": dossier.as_of.day.isoformat(),
        "article": dossier.case.article.record(),
        "link": dossier.link,
        "made_by": f"{about.NAME} {about.version()}",
    }


def _verdict(verdict: Verdict) -> Record:
    whole = verdict.record()
    told = ("as_of", "verdict", "score", "certainty", "certainty_reasons", "reason", "tests_left_out")
    return {name: whole[name] for name in told}


def _finding(dossier: Dossier, finding: Finding) -> Record:
    row, catalog = finding.evidence, dossier.catalog
    then = next((f for f in dossier.then.findings if f.evidence.id == row.id), None)
    return {
        **finding.record(),
        "statistic_unit": _statistic_unit(finding),
        "series": "" if isinstance(finding, EventFinding) else label(row.request, catalog),
        "smoothing": row.smoothing,
        "window": {"from": row.first and row.first.isoformat(), "to": row.last and row.last.isoformat()},
        "event": {"id": row.event, "date": catalog.event[row.event].date.isoformat()} if row.event else None,
        "proxy": row.proxy,
        "note": row.note,
        "rule": [{"what": what, "value": value} for what, value in rule_of(finding, catalog) if value],
        "as_of_the_article": then and _then(then),
        "sources": _sources(dossier, finding),
        "figures_note": note(finding, catalog),
    }


def _then(finding: Finding) -> Record:
    """What is said of a finding as of the article, beside what it is now."""
    whole = finding.record()
    return {name: whole[name] for name in ("outcome", "sentence", "about", "edition", "edition_published")}


def _statistic_unit(finding: Finding) -> str:
    """The unit of the statistic and its interval: that of the series for a level, else that of a difference."""
    if isinstance(finding, EventFinding) or isinstance(finding.estimate, Unanswered):
        return ""
    unit = finding.series.unit
    return unit if isinstance(finding.estimate, Level) else difference_unit(unit)


def _sources(dossier: Dossier, finding: Finding) -> list[Record]:
    """The sources of a finding, each with its indicators that the finding is measured from; none for an event."""
    if isinstance(finding, EventFinding):
        return []
    used = sources_of(finding.evidence.request.indicators, dossier.observations, dossier.catalog, finding.as_of)
    return [{name: one.record()[name] for name in OF_A_SOURCE} for one in used]
