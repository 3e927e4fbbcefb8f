"""Which articles are checked here, and how does one bring another?"""

import streamlit as st

from verdicts.words import capitalised, count
from widgets.bring_view import bring
from widgets.cases_view import case_cards
from widgets.markup import lede
from widgets.state import application

number = len(application().sites.listed())
st.title(f"{capitalised(count(number))} article{'' if number == 1 else 's'}, checked claim by claim", anchor=False)
st.html(
    lede("Every claim is held against the same public data by the same rules. Choose an article, or bring your own.")
)
case_cards()
bring()
