"""What do the figures show? Any indicator of any countries, looked at in any way; the address says which."""

import streamlit as st

from widgets.explore_choices import entities, forms, sentence
from widgets.explore_state import asked
from widgets.explore_view import not_used, onward, search_box, shown
from widgets.state import case

st.title("What do the figures show?", anchor=False)
of = case()
if of.observations.provenance:
    read = asked(of)
    search_box(of)
    not_used(read.dropped)
    sentence(read.view, of)
    entities(read.view, of)
    forms(read.view, of)
    shown(read.view)
    onward(read.view, of)
else:
    st.error("There are no figures here. The notice above names the missing files and the command that restores them.")
