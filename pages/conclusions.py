"""What rests on what? The article's conclusions, the claims that bear them, and what falls if one does."""

import streamlit as st

from widgets.conclusions_view import argument_map, conclusions, fallen_claim
from widgets.markup import lede
from widgets.state import case, conclusions_lede

st.title("What rests on what?", anchor=False)
if case().argument.conclusions.rows:
    st.html(lede(conclusions_lede()))
    st.caption(
        "The article's conclusions in our own words, each with the claims that support or attack it. A conclusion stands if its premises bear "
        "it on balance (see Method); whether premises that hold would be enough to carry it is for you to judge."
    )
    fallen = fallen_claim()
    st.subheader("Conclusion by conclusion", anchor=False)
    conclusions(fallen)
    st.subheader("The map", anchor=False)
    argument_map(fallen)
else:
    st.info("These tables hold claims only: conclusions.csv and argument.csv say what is concluded from them.")
