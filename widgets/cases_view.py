"""The articles of a server as cards: what each is, how much of it holds, and the way in."""

from __future__ import annotations

from html import escape

import streamlit as st

from charts.theme import Mode
from service.sites import Site
from verdicts.article import NoArticle
from verdicts.summary import answer_sentence, changed_words
from verdicts.words import capitalised, count, day, several
from widgets.markup import link
from widgets.overview_view import bar
from widgets.state import application, mode, site


def case_cards() -> None:
    """A card for each case that is named to everybody."""
    here = site()
    st.html(
        f'<div class="cases">{"".join(_card(one, _way(here, one), mode()) for one in application().sites.listed())}</div>'
    )


def _way(here: Site, to: Site) -> str:
    """The way from a page of one case to the first page of another, as a link begins."""
    return f"{here.up}{to.path.removeprefix('/')}{'/' if to.path else ''}"


def _card(of: Site, way: str, mode: Mode) -> str:
    try:
        case, standings = of.served.case, list(of.served.standings.values())
    except NoArticle as error:
        return f'<article class="case"><h2>{escape(of.id or "The first article")}</h2><p>{escape(str(error))}</p></article>'
    article, argument = case.article, case.argument
    topics = sum(bool(argument.claims_of(topic.id)) for topic in argument.topics.rows)
    moved, words, _ = changed_words(standings)
    counted = f"{several(len(standings), 'claim')}, {several(topics, 'topic')}"
    return (
        f'<article class="case"><p class="eyebrow"><span>{escape(counted)}</span></p>'
        f"<h2>{link(way, article.called)}</h2>"
        f'<p class="quiet">{escape(article.author)}, {day(article.day)}</p>'
        f"<p><b>{escape(answer_sentence(standings))}</b></p>{bar([s.now.label for s in standings], mode, first=way, of=article.called)}"
        f'<p class="quiet">Data to {day(case.now.day)}. {escape(capitalised(count(int(moved))))} {escape(words)}</p></article>'
    )
