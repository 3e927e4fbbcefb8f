"""What do the figures show? Any indicator of any countries, looked at in any way; the address says which."""

import streamlit as st

from widgets.explore_choices import entities, forms, sentence
from widgets.explore_state import asked
from widgets.explore_view import not_used, onward, search_box, shown
from widgets.state import case

st.title("What do the figures show?", anchor=False)
if case().observations.provenance:
    read = asked()
    search_box()
    not_used(read.dropped)
    sentence(read.view)
    entities(read.view)
    forms(read.view)
    shown(read.view)
    onward(read.view)
else:
    st.error("There are no figures here. The notice above names the missing files and the command that restores them.")
