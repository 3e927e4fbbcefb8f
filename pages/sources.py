"""Where does this come from, and how fresh is it?"""

import streamlit as st

from loaders.catalog import ROOT
from verdicts.sources_in_use import sources_in_use, total_sentence
from widgets.freshness_view import asking, freshness_table, set_aside, what_moved
from widgets.markup import lede
from widgets.source_view import source_details, stated_numbers
from widgets.state import case

case_ = case()
used = sources_in_use(case_.catalog, case_.observations)

st.title("Sources", anchor=False)
if used:
    st.html(lede(total_sentence(used, case_.now.day)))
    asking()
    freshness_table(used)
    set_aside()
    st.download_button(
        "Description of the bundled data (Data Package, JSON)",
        data=lambda: (ROOT / "data" / "datapackage.json").read_bytes(),
        file_name="datapackage.json",
        mime="application/json",
        on_click="ignore",
        icon=":material/download:",
    )

    st.subheader("What has moved", anchor=False)
    what_moved()

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
