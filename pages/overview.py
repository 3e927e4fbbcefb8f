"""How does the argument stand? One sentence, the verdict board, then every claim as a card."""

import streamlit as st

from verdicts.doubt import scoreboard_sentence
from verdicts.summary import counts_sentence
from widgets.board_view import board
from widgets.document_links import argument_links
from widgets.filters import claim_filters, matching
from widgets.markup import lede, plain
from widgets.state import case, multiverses, standings

st.title("Does the argument hold?", anchor=False)
claims = list(standings().values())
if claims:
    st.html(lede(counts_sentence(claims)))
    st.html(lede(scoreboard_sentence(multiverses().values())))
    st.caption(
        f"{plain(case().article.introduced)} makes these claims. Each is held against "
        "public figures by a rule written down before it was run on them (see Method)."
    )
    board(matching(claims, claim_filters(case().argument.topics.rows)), of=len(claims))
    st.divider()
    argument_links()
else:
    st.error("No claim could be read. The notice above says what is wrong, and what would be right.")
