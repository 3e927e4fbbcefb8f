"""Does this claim hold? Its verdict at both dates, then every piece of evidence with its working."""

import streamlit as st

from widgets.chart import finding_blocks
from widgets.claim import claim_head, neighbours, unknown_claim
from widgets.state import standings

asked = st.query_params.get("id", "")
standing = standings().get(asked)
if standing is None:
    unknown_claim(asked)
else:
    claim_head(standing)
    finding_blocks(standing)
    neighbours(standing)
