"""Does this claim hold? Its verdict, the chart that decides it with the other tests beside it, and how sure all that is."""

import streamlit as st

from widgets.claim_around import around, asked_view, how_sure
from widgets.claim_head import claim_head, scored
from widgets.claim_tests import chosen, tests_beside
from widgets.claim_view import unknown_claim
from widgets.document_links import claim_links
from widgets.finding_view import finding_block
from widgets.state import standings

asked = st.query_params.get("id", "")
standing = standings().get(asked)
if standing is None:
    unknown_claim(asked)
else:
    view = asked_view()
    claim_head(standing, view)
    shown = chosen(standing, st.query_params.get("test", ""))
    if shown:
        with st.container(key="tests"):
            chart, beside = st.columns([5, 2], gap="large")
            with chart:
                for then, now in shown:
                    finding_block(asked, then, now)
            with beside:
                tests_beside(standing, shown[0][1], view)
    if scored(standing):
        how_sure(standing)
    else:
        around(standing)
    claim_links(asked)
