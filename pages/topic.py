"""What do the figures say about one topic? Generated sentences, then each claim with its deciding chart."""

import streamlit as st

from verdicts.summary import topic_sentences
from widgets.claim_view import claim_summary
from widgets.document_links import topic_links
from widgets.finding_view import finding_chart
from widgets.markup import lede, plain
from widgets.state import case, here, standings

argument = case().argument
topic = argument.topic[here()]
of_topic = [s for s in standings().values() if s.now.claim.topic == topic.id]

st.title(plain(topic.title), anchor=False)
st.caption(plain(topic.question))
for sentence in topic_sentences(of_topic):
    st.html(lede(sentence))

for standing in of_topic:
    st.divider()
    words, picture = st.columns([2, 3], gap="large")
    with words:
        claim_summary(standing)
    with picture:
        if standing.now.deciding is not None:
            finding_chart(standing.now.claim.id, standing.now.deciding, key="topic-")
        else:
            st.caption("No figures are held against this claim.")

st.divider()
topic_links(topic.id)
