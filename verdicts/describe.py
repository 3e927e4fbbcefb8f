"""The rule and the sources of a finding, and what a claim is, in a reader's words: term and text, in order."""

from __future__ import annotations

from loaders.catalog import Catalog
from loaders.observations import Observations
from verdicts import checks, measures
from verdicts.argument import AUTHOR, KINDS, MODES, Claim
from verdicts.choices import NOUNS, threshold_words, value_words
from verdicts.clock import Knowledge
from verdicts.findings import EventFinding, Finding, SeriesFinding
from verdicts.sources_in_use import our_copy
from verdicts.words import capitalised, day, label, number

WEIGHTS = {1: "decides (1)", 0.5: "helps (0.5)", 0: "context only (0): not scored"}


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
            ("Series", label(row.request, catalog)),
            ("Measure", f"{row.measure.replace('_', ' ')}: {measures.MEANINGS[row.measure]}"),
            *pairs,
            ("Window", f"{row.first or 'the first figure'} to {row.last or 'the last figure known'}"),
        ]
        if row.smoothing > 1:
            pairs.append(("Smoothing", f"trailing mean over {row.smoothing} periods"))
        if row.threshold is not None:
            pairs.append(("Threshold", threshold_words(row.check, row.threshold, finding.series.unit)))
    pairs += [
        ("Weight", WEIGHTS[row.weight]),
        ("Why this window and threshold", row.note),
        ("Distance from the words", row.proxy),
        ("Other defensible choices", _alternatives(finding, catalog)),
        ("Why these", row.alternatives_why),
        ("Points used", str(finding.n) if finding.n else ""),
    ]
    return pairs


def _alternatives(finding: Finding, catalog: Catalog) -> str:
    row, unit = finding.evidence, finding.series.unit if isinstance(finding, SeriesFinding) else ""
    return "; ".join(
        f"{NOUNS[column]} {' or '.join(value_words(row, column, value, unit, catalog) for value in values[1:])}"
        for column, values in row.options.items()
    )


_PLACE = {"bundled": "bundled with the dashboard", "stored": "in the store"}
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
                    "In hand",
                    f"{_PLACE[provenance.state]}, retrieved by {day(provenance.retrieved)}, to {day(provenance.last)}",
                ),
                ("Read from", f"{provenance.file} (SHA-256 {provenance.sha256})"),
                ("Doubt", provenance.doubt),
                ("Corrected by us", " ".join(provenance.corrections)),
            ]
        pairs += [
            ("Known when", f"{indicator.lag_days} days after the end of a period"),
            ("Margin of a level", f"{number(indicator.margin_pct)} % either way" if indicator.margin_pct else ""),
            ("Note", indicator.notes),
        ]
        blocks.append((capitalised(indicator.name), pairs))
    return blocks


def said_of(claim: Claim) -> str:
    """How the article says a claim, to stand before our paraphrase: The article expects (our paraphrase)."""
    speaker = "" if claim.voice == AUTHOR else f", as said by {claim.voice}"
    return f"The article {MODES[claim.mode]}{speaker} (our paraphrase)"


def about_claim(claim: Claim) -> list[tuple[str, str]]:
    """What kind of claim it is, what would make it true, and its caveat: terms and what they are; a text may be empty."""
    return [
        ("Kind", f"{claim.kind}: {KINDS[claim.kind]}"),
        ("It would be true if", claim.would_be_true_if),
        ("Why no data decides it" if claim.kind == "judgement" else "Caveat", claim.caveat),
    ]
