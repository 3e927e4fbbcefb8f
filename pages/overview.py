"""How does the argument stand? One sentence, the verdict board, then every claim as a card."""

import streamlit as st

from verdicts.summary import counts_sentence
from widgets.filters import claim_filters, matching
from widgets.markup import cards, heading, lede, verdict_key
from widgets.state import board_of, mode, project, standings

project_ = project()
all_standings = list(standings().values())

st.title("Does the argument hold?", anchor=False)
if not all_standings:
    st.error("claims.csv has no readable claim. The notice above says what is wrong with it.")
    st.stop()
st.html(lede(counts_sentence(all_standings)))
st.caption(
    "An opinion article of 17 February 2025 on the United States and Russia makes these claims. Each is held against public "
    "figures by a rule written before the figures were looked at. A filled mark is the verdict with the figures of today, a "
    "hollow one with those known on the day of the article, where that differs. Choose a mark to open its claim."
)
filters = claim_filters(project_.argument.topics.rows)
shown = matching(all_standings, filters)
if not shown:
    st.info("No claim matches these filters. Clear one of them to see claims again.", icon=":material/filter_alt_off:")
    st.stop()

st.html(verdict_key((s.now.label for s in shown), mode()))
chosen = st.plotly_chart(
    board_of(tuple(s.now.claim.id for s in shown)),
    theme=None,
    key="board",
    on_select="rerun",
    selection_mode="points",
    config={"displayModeBar": False, "responsive": True},
    alt="Verdict board: a row for each topic, a mark for each claim by verdict. The cards below list the same claims.",
)
if chosen and chosen["selection"]["points"]:
    st.switch_page("pages/claim.py", query_params={"id": chosen["selection"]["points"][0]["customdata"]})

st.subheader(f"{len(shown)} of {len(all_standings)} claims", anchor=False)
for topic in project_.argument.topics.rows:
    of_topic = [s for s in shown if s.now.claim.topic == topic.id]
    if of_topic:
        st.html(heading(topic.title))
        st.html(cards(of_topic, mode(), project_.catalog))
