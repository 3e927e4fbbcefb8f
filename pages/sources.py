"""Where does this come from, and how fresh is it?"""

import streamlit as st

from loaders.catalog import ROOT
from verdicts.provenance import sources_in_use
from verdicts.words import day
from widgets.markup import lede
from widgets.source import source_details, stated_numbers
from widgets.state import project

project_ = project()
used = sources_in_use(project_.catalog, project_.observations)

st.title("Sources", anchor=False)
if used:
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
                "Source": f"{s.source.publisher}: {s.source.name}",
                "Figures": s.observations,
                "Last period": s.last,
                "Retrieved": s.retrieved,
                "State": s.state,
                "Licence": s.source.licence,
            }
            for s in used
        ],
        hide_index=True,
        height="content",
        column_config={
            "Source": st.column_config.TextColumn(width="large"),
            "Licence": st.column_config.TextColumn(width="medium"),
        },
        alt="The sources, with number of figures, last period, day of retrieval, state and licence",
    )
    st.download_button(
        "Description of the bundled data (Data Package, JSON)",
        data=lambda: (ROOT / "data" / "datapackage.json").read_bytes(),
        file_name="datapackage.json",
        mime="application/json",
        on_click="ignore",
        icon=":material/download:",
    )

    st.subheader("Numbers that publishers state", anchor=False)
    stated_numbers()

    st.subheader("One source in full", anchor=False)
    by_id = {s.source.id: s for s in used}
    chosen = st.selectbox(
        "Source",
        list(by_id),
        format_func=lambda name: f"{by_id[name].source.publisher}: {by_id[name].source.name}",
        key="source",
        bind="query-params",
    )
    source_details(by_id[chosen])
else:
    st.error("No figures are in hand. The notice above names the missing files and the command that restores them.")
