"""The rule and the sources of a finding, and what a claim is, in a reader's words: term and text, in order."""

from __future__ import annotations

from loaders.catalog import Catalog
from loaders.observations import Observations
from loaders.rows import Indicator
from verdicts import checks, measures
from verdicts.argument import AUTHOR, KINDS, MODES, Claim
from verdicts.choices import NOUNS, edge_words, threshold_words, value_words
from verdicts.clock import Knowledge
from verdicts.evidence import Evidence
from verdicts.findings import EventFinding, Finding, SeriesFinding
from verdicts.sources_in_use import our_copy
from verdicts.words import capitalised, change, day, label, number, several

WEIGHTS = {1: "decides (1)", 0.5: "helps (0.5)", 0: "context only (0): not scored"}
_DIRECTLY = {"direct": "directly", "near": "nearly", "far": "only loosely"}
"""How directly a figure tests the words of a claim, for the word that its row begins with."""


def rule_of(finding: Finding, catalog: Catalog) -> list[tuple[str, str]]:
    """How the finding is reached: each choice of the evidence row, and the reason for it."""
    row = finding.evidence
    pairs = [("Check", f"{row.check.replace('_', ' ')}: {checks.MEANINGS[row.check]}")]
    if row.event:
        event = catalog.event[row.event]
        pairs.append(("Event", f"{event.description} ({day(event.date)})"))
    if isinstance(finding, EventFinding) and row.last:
        pairs.append(("Deadline", day(row.last)))
    if isinstance(finding, SeriesFinding):
        pairs = [
            ("What is measured", label(row.request, catalog)),
            ("Measure", f"{row.measure.replace('_', ' ')}: {measures.MEANINGS[row.measure]}"),
            *pairs,
            ("Period", _window(row)),
        ]
        if row.smoothing > 1:
            pairs.append(("Averaged over", value_words(row, "smoothing", row.smoothing, "", catalog)))
        if row.threshold is not None:
            pairs.append(("Our line", threshold_words(row.check, row.threshold, finding.series.unit)))
    pairs += [
        ("Weight", WEIGHTS[row.weight]),
        ("Why this window and threshold", row.note),
        ("How directly this tests the claim", _directly(row.proxy)),
        ("Other ways to test", _alternatives(finding, catalog)),
        ("Why these too", row.alternatives_why),
        ("Periods used", str(finding.n) if finding.n else ""),
    ]
    return pairs


def _window(row: Evidence) -> str:
    first, last = (edge_words(row.value_of(column), column) for column in ("from", "to"))
    return f"from {first} to {last}"


def _directly(proxy: str) -> str:
    """How directly a figure tests the claim: 'nearly: budgets are policy'."""
    word, colon, why = proxy.partition(":")
    return f"{_DIRECTLY.get(word, word)}{colon}{why}"


def _alternatives(finding: Finding, catalog: Catalog) -> str:
    row, unit = finding.evidence, finding.series.unit if isinstance(finding, SeriesFinding) else ""
    return "; ".join(
        f"{NOUNS[column]} {' or '.join(value_words(row, column, value, unit, catalog) for value in values[1:])}"
        for column, values in row.options.items()
    )


_PLACE = {"bundled": "bundled with the dashboard", "stored": "stored on this computer", "own": "brought with the case"}
"""Where figures are kept; how fresh they are stands under their chart."""


def source_of(
    finding: Finding, observations: Observations, catalog: Catalog
) -> list[tuple[str, list[tuple[str, str]]]]:
    """For each indicator of the finding: its heading, and where the figures come from that were measured."""
    row = finding.evidence
    if isinstance(finding, EventFinding):
        event = finding.event
        return [(event.label, [("Event", event.description), ("Documented at", str(event.source or ""))])]
    blocks = []
    known = Knowledge(observations, catalog, finding.as_of)
    for name in row.request.indicators:
        indicator = catalog.indicator[name]
        source = catalog.source[indicator.source]
        provenance = known.provenance(name)
        pairs = [
            ("Published by", f"{source.publisher}: {source.name}"),
            ("Our copy", our_copy(provenance) if provenance else ""),
            ("Address", str(source.url)),
            ("Licence", f"{source.licence}{f' ({source.licence_url})' if source.licence_url else ''}"),
            ("Citation", source.cited([provenance.edition] if provenance else [])),
            ("Unit", known.unit(name)),
        ]
        if provenance:
            pairs += [
                ("Edition", f"{provenance.edition}, published by {day(provenance.published)}"),
                (
                    "Held here",
                    f"{_PLACE[provenance.state]}; data retrieved {day(provenance.retrieved)}, figures to {day(provenance.last)}",
                ),
                ("Read from", f"{provenance.file} (SHA-256 {provenance.sha256})"),
                ("Known problems", provenance.doubt),
                ("Corrected by us", " ".join(provenance.corrections)),
            ]
        pairs += [
            ("Published", f"{several(indicator.lag_days, 'day')} after the end of a period"),
            ("Margin of error", _margin(indicator, known.unit(name))),
            ("Bear in mind", indicator.notes),
        ]
        blocks.append((capitalised(indicator.name), pairs))
    return blocks


def _margin(indicator: Indicator, unit: str) -> str:
    """How far a figure may be from what it measures."""
    own = "the source's own low and high estimates" if indicator.low else ""
    size = f"{number(indicator.margin_pct)}%" if indicator.margin_pct else ""
    if indicator.margin_abs:
        size = change(indicator.margin_abs, unit)
    either = f"{size} either way" if size else ""
    told = f"{own}, else {either}" if own and either else own or either
    return f"{told}; {indicator.margin_why}" if told and indicator.margin_why else told


def said_of(claim: Claim) -> str:
    """How the article says a claim, to stand before our paraphrase: The article expects (our paraphrase)."""
    said = "" if claim.voice == AUTHOR else f" what {claim.voice} said"
    return f"The article {MODES[claim.mode]}{said} (our paraphrase)"


def about_claim(claim: Claim) -> list[tuple[str, str]]:
    """What kind of claim it is, what would make it true, and its caveat: terms and what they are; a text may be empty."""
    return [
        ("Kind", KINDS[claim.kind]),
        ("What we tested", claim.would_be_true_if),
        ("Why data cannot settle it" if claim.kind == "judgement" else "Bear in mind", claim.caveat),
    ]
