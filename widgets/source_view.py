"""One source on a page: its terms, then each indicator it brings and how fresh that is."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from verdicts.rounding import Comparison, agreement_sentence, comparison_row
from verdicts.sources_in_use import LIVE_ONLY, SourceInUse, earlier_words, our_copy
from verdicts.words import capitalised, day
from widgets.arrow import sortable_table
from widgets.document_links import source_links
from widgets.markup import definitions, plain
from widgets.state import case, freshness_of, stated

EXPORTED = {
    "figures": "Whatever is measured from its figures.",
    "derived": "What we compute and bundle; none of its own figures.",
    "nothing": "No figures.",
}
"""What the exports hold of a source, by its ``pass_on``."""


def source_details(used: SourceInUse) -> None:
    """Terms and indicators of a source in use."""
    source = used.source
    st.html(
        definitions(
            [
                ("Citation", used.citation),
                ("Address", str(source.url)),
                ("Licence", f"{source.licence} {source.licence_url or ''}".strip()),
                ("What may be bundled", source.what_may_be_bundled),
                ("What may be taken away", EXPORTED[source.pass_on]),
                *_interface(source.id),
            ]
        )
    )
    source_links(source.id)
    fresh = freshness_of([p.indicator for p in used.indicators])
    for p in used.indicators:
        indicator = case().catalog.indicator.get(p.indicator)
        if indicator is None:
            st.warning(f"The row of {p.indicator} in catalog/indicators.csv is faulty: its figures are not used.")
            continue
        st.markdown(f"**{plain(capitalised(indicator.name))}**")
        st.html(
            definitions(
                [
                    ("Published by", f"{source.publisher}: {source.name}"),
                    ("Our copy", our_copy(p)),
                    ("Id and unit", f"{p.indicator}, {p.unit or indicator.unit}"),
                    ("Figures", f"{p.observations:,}, from {day(p.first)} to {day(p.last)}"),
                    ("Edition", f"{p.edition}, published by {day(p.published)}, retrieved by {day(p.retrieved)}"),
                    ("Earlier editions", earlier_words(used.earlier.get(p.indicator, ()))),
                    ("How fresh", fresh[p.indicator].words),
                    ("Note", indicator.notes),
                    ("Doubt", p.doubt),
                    ("Corrected by us", " ".join(p.corrections)),
                    ("Read from", f"{p.file} (SHA-256 {p.sha256})"),
                ]
            )
        )
    for indicator in used.live_only:
        st.markdown(f"**{plain(capitalised(indicator.name))}**")
        st.html(
            definitions(
                [
                    ("Id and unit", f"{indicator.id}, {indicator.unit}"),
                    ("Figures", capitalised(f"{LIVE_ONLY}.")),
                    ("Note", indicator.notes),
                ]
            )
        )


def _interface(source: str) -> list[tuple[str, str]]:
    """How newer figures of a source are asked for, where it has an interface."""
    service = case().catalog.service.get(source)
    if service is None:
        return []
    return [
        (
            "Interface",
            f"{service.interface}; documented at {service.documentation}, compared on {day(service.checked)}",
        ),
        ("Live for", f"{service.fresh_hours} hours after it was asked"),
        ("Its quirks", service.quirks),
    ]


def stated_numbers() -> None:
    """What publishers print beside what the same figures come to here; those that do not agree first."""
    found = sorted(stated(), key=lambda comparison: comparison.agrees)
    if not found:
        st.caption("catalog/stated.csv holds no number.")
        return
    st.markdown(agreement_sentence(found))
    _table(found)


def stated_of(indicators: tuple[str, ...]) -> None:
    """The same for some indicators; nothing where no number is stated."""
    found = [comparison for comparison in stated() if comparison.stated.indicator in indicators]
    if found:
        st.markdown("**Numbers that the publisher states**")
        _table(found)


def _table(found: Sequence[Comparison]) -> None:
    sortable_table(
        [comparison_row(comparison, case().catalog) for comparison in found],
        alt="Numbers that publishers state, beside the figures here",
    )
