"""A topic: its heading, how its claims stand, the charts that several of them share, and each as a row."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from exports import addresses
from verdicts.argument import Topic
from verdicts.rule import SCALE
from verdicts.shared import Shared
from verdicts.summary import Standing, answer_sentence
from verdicts.words import shortened
from widgets.board_view import made_once
from widgets.finding_view import finding_chart
from widgets.markup import lede, link, plain
from widgets.overview_view import bar, eyebrow
from widgets.rows import rows
from widgets.state import mode

SHORT = 48
"""Letters of a claim where it is named in a line of others."""


def topic_head(topic: Topic, topics: Sequence[Topic], of_topic: Sequence[Standing], shared: Sequence[Shared]) -> None:
    """What is asked, and the answer: how its claims stand, what the first of the charts shows, and the verdicts as a bar."""
    st.html(eyebrow(f"Topic {topics.index(topic) + 1} of {len(topics)}", topic.title))
    st.title(plain(topic.question), anchor=False)
    told = (
        answer_sentence(of_topic, "the", " on this topic"),
        *(one.finding.statement for one in shared[:1] if one.finding.scored),
    )
    labels = [s.now.label for s in of_topic]
    st.html("".join(map(lede, told)) + bar(labels, mode(), topic=topic.title))


def topic_charts(shared: Sequence[Shared]) -> None:
    """The charts that most of its claims are tested with, side by side."""
    for place, one in zip(st.columns(len(shared), gap="large") if shared else (), shared, strict=True):
        with place:
            finding_chart(one.claim.id, one.finding, key="topic-", level=2)
            st.html(_users(one))


def _users(one: Shared) -> str:
    number = "this claim" if len(one.users) == 1 else f"{len(one.users)} claims"
    names = shortened([claim.claim for claim in one.users], SHORT)
    links = (link(addresses.CLAIM_PAGE.link(claim=c.id), name) for c, name in zip(one.users, names, strict=True))
    return f'<p class="quiet">Used to test {number}: {"; ".join(links)}</p>'


def topic_rows(of_topic: Sequence[Standing]) -> None:
    """Its claims, each with the figure that matters; where nothing is scored, with why."""
    count = len(of_topic)
    st.html(f'<h2 class="head">{f"The {count} claims" if count > 1 else "The one claim"}</h2>')
    last = ("The figure that matters", _figure)
    st.html(made_once("topic", shown=of_topic, make=lambda: rows([("", of_topic)], mode(), last, name="rows figures")))


def _figure(standing: Standing) -> str:
    """The finding that decides a verdict, in a sentence; of a claim without a score why it has none."""
    now = standing.now
    return escape(now.deciding.statement if now.label in SCALE and now.deciding else now.reason)


def other_topics(topic: Topic, topics: Sequence[Topic]) -> None:
    """Links to the other topics."""
    links = "".join(link(other.id, other.title) for other in topics if other is not topic)
    if links:
        st.html(f'<nav class="row" aria-label="Other topics"><span class="quiet">Other topics:</span>{links}</nav>')
