"""Where do the figures come from, and how fresh are they?"""

import streamlit as st

from loaders.catalog import ROOT
from verdicts.sources_in_use import sources_in_use
from verdicts.sources_table import answer_sentences
from widgets.document_links import data_links
from widgets.freshness_view import asking, recent_changes, set_aside
from widgets.markup import lede
from widgets.source_view import one_source, problems, source_table, stated_numbers
from widgets.state import case

used = sources_in_use(case().catalog, case().observations)

st.title("Data", anchor=False)
if used:
    st.html(lede(answer_sentences(used, case().argument, case().catalog)))
    source_table(used)

    st.header("Newer figures", anchor=False)
    asking()

    st.header("Recent changes", anchor=False)
    recent_changes()

    st.header("Known problems", anchor=False)
    problems(used)
    set_aside()

    st.header("Numbers that publishers state", anchor=False)
    stated_numbers()

    with st.container(key="download"):
        st.header("Download", anchor=False)
        data_links()
        st.download_button(
            "Description of the bundled data (Data Package, JSON)",
            data=lambda: (ROOT / "data" / "datapackage.json").read_bytes(),
            file_name="datapackage.json",
            mime="application/json",
            on_click="ignore",
            icon=":material/download:",
        )

    with st.container(key="one-source"):
        st.header("One source in full", anchor=False)
        one_source(used)
else:
    st.error("There are no figures here. The notice above names the missing files and the command that restores them.")
