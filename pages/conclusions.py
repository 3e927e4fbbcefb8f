"""How does the argument fit together? The article's conclusions, whether they hold, and what falls if a claim does."""

import streamlit as st

from widgets.conclusions_view import conclusions, fallen_claim, supposed, the_map
from widgets.document_links import conclusion_links
from widgets.markup import lede
from widgets.state import case, conclusions_lede

st.title("How the argument fits together", anchor=False)
if case().argument.conclusions.rows:
    st.html(lede(conclusions_lede()))
    first = st.container()
    with st.container(key="suppose"):
        st.header("What if a claim were wrong?", anchor=False)
        fallen = fallen_claim()
    with first:
        if fallen:
            supposed(fallen)
        conclusions(fallen)
        st.caption(
            "The conclusions in our own words. One stands if the evidence on its premises is mostly in favour (see Method). Whether "
            "premises that hold are enough to carry it is for you to judge."
        )
    st.header("The map", anchor=False)
    the_map(fallen)
    conclusion_links()
else:
    st.info("These tables hold claims only: conclusions.csv and argument.csv say what is concluded from them.")
