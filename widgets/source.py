"""One source on a page: its terms, then each indicator it brings and how fresh that is."""

from __future__ import annotations

import streamlit as st

from verdicts.provenance import SourceInUse
from verdicts.words import capitalised, day
from widgets.markup import definitions, plain
from widgets.state import project


def source_details(used: SourceInUse) -> None:
    """Terms and indicators of a source in use."""
    source = used.source
    st.html(
        definitions(
            [
                ("Citation", source.citation),
                ("Address", str(source.url)),
                ("Licence", f"{source.licence} {source.licence_url or ''}".strip()),
                ("What may be bundled", source.what_may_be_bundled),
            ]
        )
    )
    for p in used.indicators:
        indicator = project().catalog.indicator.get(p.indicator)
        if indicator is None:
            st.warning(f"The row of {p.indicator} in catalog/indicators.csv is faulty: its figures are not used.")
            continue
        st.markdown(f"**{plain(capitalised(indicator.name))}**")
        st.html(
            definitions(
                [
                    ("Id and unit", f"{p.indicator}, {indicator.unit}"),
                    ("Figures", f"{p.observations:,}, from {day(p.first)} to {day(p.last)}"),
                    (
                        "Edition",
                        f"{p.edition}, published by {day(p.published)}, retrieved by {day(p.retrieved)}; {p.state}",
                    ),
                    ("Note", indicator.notes),
                    ("Doubt", p.doubt),
                    ("Corrected by us", " ".join(p.corrections)),
                    ("Read from", f"{p.file} (SHA-256 {p.sha256})"),
                    ("Copy found on GitHub", p.found_at),
                ]
            )
        )
