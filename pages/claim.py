"""Does this claim hold? Its verdict at both dates, every piece of evidence with its working, and how sure all that is."""

import streamlit as st

from widgets import doubt
from widgets.chart import finding_blocks
from widgets.claim import claim_head, neighbours, unknown_claim
from widgets.state import standings
from widgets.volumes import take_claim

VIEWS = {
    "Evidence": finding_blocks,
    "Other choices": doubt.other_choices,
    "Both readings": doubt.both_readings,
    "What would change it": doubt.what_would_change,
    "Through the years": doubt.through_the_years,
    "What rests on it": doubt.what_rests_on_it,
}
asked = st.query_params.get("id", "")
standing = standings().get(asked)
if standing is None:
    unknown_claim(asked)
else:
    claim_head(standing)
    for tab, draw in zip(st.tabs(list(VIEWS), key="view", bind="query-params"), VIEWS.values(), strict=True):
        if tab.open:
            with tab:
                draw(standing)
    take_claim(asked)
    neighbours(standing)
