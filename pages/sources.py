"""Where does this come from, and how fresh is it?"""

import streamlit as st

from loaders.catalog import ROOT
from verdicts.provenance import sources_in_use
from verdicts.words import day
from widgets.markup import definitions, lede
from widgets.state import project

project_ = project()
used = sources_in_use(project_.catalog, project_.observations)

st.title("Sources", anchor=False)
if not used:
    st.error(
        "No figures are in hand. The notice above names the files that are missing, and the command that restores them."
    )
    st.stop()
figures = sum(s.observations for s in used)
st.html(
    lede(
        f"{figures:,} figures of {sum(len(s.indicators) for s in used)} indicators from {len(used)} public sources, bundled "
        f"with this copy; the newest were retrieved on {day(project_.now.day)}."
    )
)
st.dataframe(
    [
        {
            "Source": s.source.name,
            "Publisher": s.source.publisher,
            "Indicators": len(s.indicators),
            "Figures": s.observations,
            "Last period": s.last,
            "Retrieved": s.retrieved,
            "State": s.state,
            "Licence": s.source.licence,
            "Page": str(s.source.url),
        }
        for s in used
    ],
    hide_index=True,
    column_config={"Page": st.column_config.LinkColumn(display_text="open")},
    alt="The sources, with licence, number of figures, last period and day of retrieval",
)
st.download_button(
    "Description of the bundled data (Data Package, JSON)",
    data=lambda: (ROOT / "data" / "datapackage.json").read_bytes(),
    file_name="datapackage.json",
    mime="application/json",
    on_click="ignore",
    icon=":material/download:",
)
for s in used:
    with st.expander(f"{s.source.publisher}: {s.source.name}"):
        st.html(
            definitions(
                [
                    ("Citation", s.source.citation),
                    ("Licence", f"{s.source.licence} {s.source.licence_url or ''}".strip()),
                    ("What may be bundled", s.source.what_may_be_bundled),
                    ("Address", str(s.source.url)),
                ]
            )
        )
        for p in s.indicators:
            indicator = project_.catalog.indicator[p.indicator]
            st.markdown(f"**{indicator.name}**")
            st.html(
                definitions(
                    [
                        ("Id and unit", f"{p.indicator}, {indicator.unit}"),
                        ("Figures", f"{p.observations:,}, from {day(p.first)} to {day(p.last)}"),
                        ("Edition", f"{p.edition}, published {day(p.published)}, retrieved {day(p.retrieved)}"),
                        ("Note", indicator.notes),
                        ("Doubt", p.doubt),
                        ("Corrected by us", " ".join(p.corrections)),
                        ("Read from", f"{p.file} (SHA-256 {p.sha256})"),
                    ]
                )
            )
