"""The sources on a page: the table of all, what is known to be wrong with them, and one source in full."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from loaders import wall_clock
from loaders.observations import Provenance
from verdicts.freshness import source_sentence
from verdicts.rounding import Comparison, agreement_sentence, comparison_row
from verdicts.sources_in_use import LIVE_ONLY, SourceInUse, earlier_words, our_copy
from verdicts.sources_table import Link, SourceRow, known_problems, source_rows
from verdicts.words import capitalised, day, several
from widgets.document_links import source_links
from widgets.markup import definitions
from widgets.state import application, case, freshness_of, stated
from widgets.table import Cell, facts, folded, table

EXPORTED = {
    "figures": "Whatever is measured from its figures.",
    "derived": "What we compute and bundle; none of its own figures.",
    "nothing": "No figures.",
}
"""What the exports hold of a source, by its ``pass_on``."""
WAYS = {
    "download": "Fetched from the publisher, where this server is set to do so.",
    "import": "The publisher has no stable interface: newer figures are read from its files by hand.",
    "": "The publisher has no interface: newer figures come with a new release of Plumbline.",
}
"""How newer figures of an indicator come, by its ``update``."""
COLUMNS = (
    "Publisher and dataset",
    "Used for",
    "Newest period",
    "Edition published",
    "Freshness",
    "Licence",
    "Our copy",
)


def source_table(used: Sequence[SourceInUse]) -> None:
    """One row a source, the publisher first and where our copy was found last."""
    fresh = {one.source.id: _fresh(one) for one in used}
    rows = [_row(row, fresh[row.id]) for row in source_rows(used, case().argument, case().catalog)]
    st.html(
        table(
            COLUMNS,
            rows,
            "The sources: who publishes them, what for, how new they are and under which licence",
            "sources",
        )
    )


def _row(row: SourceRow, fresh: str) -> tuple[Cell, ...]:
    more = len(row.copies) - 1
    copies = (row.copies[0], f"and {several(more, 'other place')}") if more > 0 else row.copies or "from the publisher"
    return (row.publisher, row.dataset), row.used_for, row.newest, row.published, fresh, row.licence, copies


def _fresh(used: SourceInUse) -> str:
    refresher = application().refresher
    if used.source.id in refresher.progress:
        return "Being checked now."
    kinds = {one.kind for one in freshness_of([p.indicator for p in used.indicators]).values()}
    return source_sentence(kinds, used.retrieved, refresher.state(used.source.id), wall_clock.now())


def problems(used: Sequence[SourceInUse]) -> None:
    """What is known to be wrong with editions in hand, by source."""
    found = known_problems(used, case().catalog)
    if not found:
        st.caption("None is known.")
        return
    st.html("".join(folded(f"{source} ({len(told)})", definitions(told)) for source, told in found))


def one_source(used: Sequence[SourceInUse]) -> None:
    """All that is known of the source that a reader chooses."""
    by_name = {one.source.id: one for one in sorted(used, key=lambda one: one.source.publisher.casefold())}
    chosen = st.selectbox(
        "Source",
        list(by_name),
        index=None,
        placeholder="Choose a source",
        format_func=lambda name: f"{by_name[name].source.publisher}: {by_name[name].source.name}",
        key="source",
        bind="query-params",
    )
    if chosen:
        _in_full(by_name[chosen])


def _in_full(used: SourceInUse) -> None:
    """Terms and indicators of a source in use."""
    source = used.source
    licence: Cell = Link(source.licence, str(source.licence_url or ""))
    st.html(
        facts(
            [
                ("Publisher", source.publisher),
                ("Dataset", Link(source.name, str(source.url))),
                ("Citation", used.citation),
                ("Licence", licence),
                ("What we may bundle", source.what_may_be_bundled),
                ("What you may download here", EXPORTED[source.pass_on]),
                *_interface(source.id),
            ]
        )
    )
    source_links(source.id)
    fresh = freshness_of([p.indicator for p in used.indicators])
    st.html("".join(_indicator(used, p, fresh[p.indicator].words) for p in used.indicators) + _live_only(used))


def _indicator(used: SourceInUse, p: Provenance, fresh: str) -> str:
    indicator = case().catalog.indicator.get(p.indicator)
    if indicator is None:
        return f"<p>{facts([('Left out', f'The row of {p.indicator} in catalog/indicators.csv is faulty: its figures are not used.')])}</p>"
    found = our_copy(p)
    where = Link(found, f"https://github.com/{p.found_at.split(',')[0]}") if found else "from the publisher"
    told = facts(
        [
            ("Figures", f"{p.observations:,}, from {day(p.first)} to {day(p.last)}"),
            ("Id and unit", f"{p.indicator}, {p.unit or indicator.unit}"),
            ("Edition", f"{p.edition}, published by {day(p.published)}, retrieved by {day(p.retrieved)}"),
            ("Earlier editions held here", earlier_words(used.earlier.get(p.indicator, ()))),
            ("Freshness", fresh),
            ("Newer figures", WAYS[indicator.update]),
            ("Bear in mind", indicator.notes),
            ("Known problems", p.doubt),
            ("Corrected by us", " ".join(p.corrections)),
            ("Our copy", where),
            ("Read from", f"{p.file} (SHA-256 {p.sha256})"),
        ]
    )
    return folded(capitalised(indicator.name), told)


def _live_only(used: SourceInUse) -> str:
    return "".join(
        folded(
            capitalised(indicator.name),
            facts(
                [
                    ("Id and unit", f"{indicator.id}, {indicator.unit}"),
                    ("Figures", capitalised(f"{LIVE_ONLY}.")),
                    ("Bear in mind", indicator.notes),
                ]
            ),
        )
        for indicator in used.live_only
    )


def _interface(source: str) -> list[tuple[str, Cell]]:
    """How newer figures of a source are asked for, where it has an interface."""
    service = case().catalog.service.get(source)
    if service is None:
        return []
    return [
        ("Interface", Link(service.interface, str(service.documentation))),
        ("Last compared with it", day(service.checked)),
        ("Figures count as live for", f"{several(service.fresh_hours, 'hour')} after they were checked"),
        ("Known problems", service.quirks),
    ]


def stated_numbers() -> None:
    """What publishers print beside what the same figures come to here; those that do not agree first."""
    found = sorted(stated(), key=lambda comparison: comparison.agrees)
    if not found:
        st.caption("catalog/stated.csv holds no number.")
        return
    st.html(f"<p>{agreement_sentence(found)}</p>{_compared(found)}")


def stated_of(indicators: tuple[str, ...]) -> None:
    """The same for some indicators; nothing where no number is stated."""
    found = [comparison for comparison in stated() if comparison.stated.indicator in indicators]
    if found:
        st.markdown("**Numbers that the publisher states**")
        st.html(_compared(found))


def _compared(found: Sequence[Comparison]) -> str:
    rows = [comparison_row(comparison, case().catalog) for comparison in found]
    return table(
        list(rows[0]),
        [list(row.values()) for row in rows],
        "Numbers that publishers state, beside the figures here",
        "stated",
    )
