"""How much of the article holds? One answer, one bar of all claims, then every claim as a row."""

import streamlit as st

from verdicts.start_here import start_here
from verdicts.summary import answer_sentence, counted_sentence
from widgets.board_view import listing, made_once
from widgets.document_links import argument_links
from widgets.filters import claim_filters, matching
from widgets.markup import lede
from widgets.overview_view import article_eyebrow, bar, facts, starts
from widgets.state import case, mode, search, standings, stands

claims = list(standings().values())


def head(verdicts: tuple[str, ...], whole: bool) -> str:
    """The sentence and the bar; over the whole list also the facts and the cards. The same for all readers."""
    shown = lede(counted_sentence(claims)) + bar([s.now.label for s in claims], mode(), verdicts)
    return shown + (facts(claims, stands()) + starts(start_here(claims), mode()) if whole else "")


st.html(article_eyebrow(case().article))
if claims:
    whose = "the reader's" if case().article.by_reader else "the article's"
    st.title(answer_sentence(claims, whose), anchor=False)
    top = st.container()
    filters = claim_filters(case().argument.topics.rows)
    chosen, whole = filters.verdicts, not filters.points
    top.html(made_once("head", chosen, whole, shown=claims, make=lambda: head(chosen, whole)))
    found = search(filters.search)
    listing(matching(claims, filters, found), len(claims), filters, found)
    st.divider()
    argument_links()
else:
    st.title("No claim could be read", anchor=False)
    st.error("The notice above says what is wrong, and what would be right.")
