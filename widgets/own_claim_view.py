"""The page "Your claim": a sentence with choices in it, its answer, and the claims that a reader kept."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import streamlit as st

from exports.own_case import TooLong, packed
from service.held_cases import OWN
from service.sites import Site
from verdicts.own_claim import LONGEST, MOST_TESTS, OwnClaim, argument_of, claim_id
from verdicts.own_fit import changed
from verdicts.own_rows import Impossible
from verdicts.own_sentence import sentence
from verdicts.own_test import OwnTest
from verdicts.own_words import test_from
from verdicts.words import day
from widgets.copy_link import copy_link
from widgets.markup import plain
from widgets.own_answer_view import answer_view
from widgets.own_draft import KEPT, Draft, can_keep, known, problem, read_draft, show, with_kept, with_tests
from widgets.own_guess_view import guess_view
from widgets.own_list_view import forget_removal, list_view, take_away, undo_view
from widgets.own_sentence_view import sentence_view
from widgets.own_shelf import changed_here, own_shelf
from widgets.state import application, find_indicators, using

MOST_PROPOSED = 4
"""Tests that are proposed for words."""


def your_claim() -> None:
    """The whole page."""
    draft, faults = read_draft()
    st.html(
        '<div class="kicker"><span>Your claim \N{MIDDLE DOT} kept in this browser and in the link</span></div>'
        '<h1 class="own-title">What would you like to test?</h1>'
    )
    for fault in (*faults, *filter(None, (problem(),))):
        st.warning(plain(fault), icon=":material/report:")
    figures = known(draft.day)
    for number in range(len(draft.tests)):
        if number:
            _further(draft, number)
        sentence_view(draft, number, figures)
    _own_words(draft)
    try:
        site = _site((draft.claim,), draft)
    except (Impossible, TooLong) as error:
        st.warning(plain(str(error)), icon=":material/rule:")
    else:
        with using(site):
            if guess_view(draft, claim_id(1)):
                answer_view(draft, claim_id(1), figures)
        _keep(draft)
    _kept(draft)
    st.html(
        '<p class="own-whose">What is claimed here is a reader\N{RIGHT SINGLE QUOTATION MARK}s, not Plumbline\N{RIGHT SINGLE QUOTATION MARK}s; '
        f"the rules and the figures are the same as for all claims. Figures up to {day(draft.day)}.</p>"
    )


def _site(claims: tuple[OwnClaim, ...], draft: Draft) -> Site:
    """The case of some claims. Raises Impossible, TooLong."""
    text = packed(claims, draft.day)
    # What is wrong with them is told here; an address alone would only be none.
    argument_of(claims, known(draft.day))
    return application().sites.find(f"{OWN}{text}")


def _further(draft: Draft, number: int) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"own-further-{number}"):
        st.html(f'<p class="own-and">And, as test {number + 1}:</p>', width="content")
        rest = [*draft.tests[:number], *draft.tests[number + 1 :]]
        st.button(
            "Take out",
            type="tertiary",
            icon=":material/close:",
            on_click=lambda: show(with_tests(draft, rest)),
            key=f"own-out-{number}",
        )


def _own_words(draft: Draft) -> None:
    """The claim in the reader's own words, and tests that are proposed for them."""
    with st.expander("Or say it in your own words", key="own-say", expanded=bool(draft.claim.words)):
        words = st.text_input(
            "Your claim in your own words",
            value=draft.claim.words,
            max_chars=LONGEST,
            placeholder="Poland has sharply raised its defence spending since 2014",
            key="own-typed",
        ).strip()
        if not words:
            return
        found = find_indicators(words)
        figures = known(draft.day)
        if found.missing:
            st.caption(plain(found.missing))
        for number, proposal in enumerate(found.matches[:MOST_PROPOSED]):
            test = test_from(words, proposal, figures)
            st.html(
                f'<p class="own-proposed">{escape(sentence(test, figures))} <span class="quiet">{escape(proposal.why)}</span></p>'
            )
            with st.container(horizontal=True, gap="small"):
                st.button(
                    "Test this",
                    key=f"own-propose-{number}",
                    on_click=lambda test=test: show(_proposed(draft, test, "")),
                )
                st.button(
                    "Test this and keep my words",
                    key=f"own-propose-words-{number}",
                    on_click=lambda test=test: show(_proposed(draft, test, words)),
                )
        if draft.claim.words:
            st.button(
                "Use the sentence instead of my words",
                key="own-no-words",
                on_click=lambda: show(_proposed(draft, draft.tests[0], "")),
            )


def _proposed(draft: Draft, test: OwnTest, words: str) -> Draft:
    return replace(draft, claim=OwnClaim((test,), words))


def _keep(draft: Draft) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="own-keep"):
        changing = draft.at is not None
        st.button(
            "Keep the change" if changing else "Keep this claim",
            type="primary",
            icon=":material/bookmark_add:",
            disabled=not can_keep(draft) or (changing and draft.kept[draft.at or 0] == draft.claim),
            on_click=_kept_now,
            args=(draft,),
            key="own-keep-button",
        )
        if changing:
            st.button("New claim", icon=":material/add:", on_click=lambda: show(replace(draft, at=None)), key="own-new")
        if len(draft.tests) < MOST_TESTS and len(draft.tests) > 1:
            another = changed(draft.tests[-1], "threshold", 2 * (draft.tests[-1].threshold or 1.0), known(draft.day))
            st.button(
                "Add another test",
                icon=":material/add:",
                on_click=lambda: show(with_tests(draft, [*draft.tests, another])),
                key="own-another",
            )
        copy_link("Copy link", key="own-copy")


def _kept_now(draft: Draft) -> None:
    forget_removal()
    changed_here()
    show(with_kept(draft))


def _kept(draft: Draft) -> None:
    """The kept claims; without any, what can be taken away of the one that is being made."""
    undo_view(draft)
    own_shelf(st.query_params.get(KEPT, "") if draft.kept else "")
    try:
        if draft.kept:
            with using(_site(draft.kept, draft)):
                list_view(draft)
                take_away(draft.kept, draft)
        else:
            with using(_site((draft.claim,), draft)):
                take_away((draft.claim,), draft)
    except TooLong as error:
        st.warning(plain(str(error)), icon=":material/report:")
    except Impossible as error:
        if draft.kept:
            st.warning(f"A kept claim cannot be tested: {plain(str(error))}", icon=":material/report:")
