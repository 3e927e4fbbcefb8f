"""What do the figures say about one topic? Two sentences and a bar, the charts its claims share, then each as a row."""

import streamlit as st

from verdicts.shared import shared_charts
from widgets.document_links import topic_links
from widgets.state import case, here, standings
from widgets.topic_view import other_topics, topic_charts, topic_head, topic_rows

argument = case().argument
topic = argument.topic[here()]
topics = [t for t in argument.topics.rows if argument.claims_of(t.id)]
of_topic = [s for s in standings().values() if s.now.claim.topic == topic.id]
shared = shared_charts([s.now for s in of_topic])

topic_head(topic, topics, of_topic, shared)
topic_charts(shared)
topic_rows(of_topic)
other_topics(topic, topics)
st.divider()
topic_links(topic.id)
