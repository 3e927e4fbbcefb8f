"""Does this claim hold? Its verdict at both dates, every piece of evidence with its working, and how sure all that is."""

import streamlit as st

from widgets import doubt_view
from widgets.claim_view import claim_head, neighbours, unknown_claim
from widgets.document_links import claim_links
from widgets.finding_view import finding_blocks
from widgets.state import standings

VIEWS = {
    "Evidence": finding_blocks,
    "Other choices": doubt_view.other_choices,
    "Both readings": doubt_view.both_readings,
    "What would change it": doubt_view.what_would_change,
    "Through the years": doubt_view.through_the_years,
    "What rests on it": doubt_view.what_rests_on_it,
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
    claim_links(asked)
    neighbours(standing)
