"""Does this claim hold? Its verdict at both dates, then every piece of evidence with its working."""

import streamlit as st

from widgets.chart import finding_block
from widgets.claim import claim_head, neighbours, unknown_claim
from widgets.state import standings

asked = st.query_params.get("id", "")
standing = standings().get(asked)
if standing is None:
    unknown_claim(asked)
    st.stop()

claim_head(standing)
if standing.now.findings:
    picture = st.segmented_control(
        "Save chart pictures as", ["PNG", "SVG"], default="PNG", required=True, key="picture", bind="query-params",
        help="What the camera above each chart saves: PNG for slides and posts, SVG for print and editing.",
    )  # fmt: skip
    for then, now in zip(standing.then.findings, standing.now.findings, strict=True):
        finding_block(asked, then, now, picture)
else:
    st.info("No indicator is held against this claim; its caveat says why.", icon=":material/data_alert:")
neighbours(standing)
