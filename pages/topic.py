"""What do the figures say about one topic? Generated sentences, then each claim with its deciding chart."""

import streamlit as st

from verdicts.summary import topic_sentences
from widgets.chart import finding_chart
from widgets.claim import claim_summary
from widgets.markup import lede, plain
from widgets.state import here, project, standings
from widgets.volumes import take_topic

argument = project().argument
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
take_topic(topic.id)
