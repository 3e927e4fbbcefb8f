"""The answer to a reader's own claim: verdict, chart, what others show, what would change it, what is wrong with the test."""

from __future__ import annotations

from html import escape

import streamlit as st

from charts.theme import MARKS
from exports.addresses import CLAIM_PAGE
from verdicts.clock import Knowledge
from verdicts.findings import Finding, SeriesFinding
from verdicts.own_notes import Note, notes_on, other_choices, reasons, second_test
from verdicts.own_sentence import sentence
from verdicts.tipping_text import tipping_sentence
from verdicts.verdict import Verdict
from widgets.finding_view import among_others, finding_chart
from widgets.markup import link
from widgets.own_draft import Draft, show, with_tests
from widgets.signs import badge, certainty_badge, result_badge
from widgets.state import beneath, mode, standings

_MINUS = "\N{MINUS SIGN}"


def answer_view(draft: Draft, claim: str, figures: Knowledge) -> None:
    """All of the answer to the draft's claim, which is ``claim`` among the claims of the case shown."""
    verdict = standings()[claim].now
    st.html(_band(verdict))
    _second(draft, figures)
    chart, beside = st.columns([5, 2], gap="large")
    with chart:
        for finding in verdict.findings:
            _finding(claim, finding, many=len(verdict.findings) > 1)
    with beside:
        _changes(verdict, figures)
        _notes(notes_on(verdict, figures))
        st.html(
            f'<p class="own-more">{link(CLAIM_PAGE.link(beneath(), claim=claim), "All of it: other settings, best cases, over time")}</p>'
        )


def _band(verdict: Verdict) -> str:
    """The verdict with how certain it is, the answers, and why it is no more certain than that."""
    reached = f"{badge(verdict.label, mode())}{certainty_badge(verdict.certainty)}"
    said = "".join(_said(finding) for finding in verdict.findings)
    items = "".join(
        f'<li><b aria-hidden="true">{f"{_MINUS}{one.steps}" if one.steps else chr(0x2713)}</b>{escape(one.words)}</li>'
        for one in reasons(verdict)
    )
    # That one test can only lean is said with the second one that is offered.
    one = len(verdict.findings) == 1 and verdict.label.startswith("leans")
    why = "" if one else f'<p class="why">{escape(verdict.reason)}</p>'
    listed = f'<ul class="reasons own-reasons">{items}</ul>' if items else ""
    return (
        f'<div class="band" style="border-top-color:{MARKS[verdict.label].colour(mode())}"><div>{reached}</div>'
        f"<div>{said}{why}{listed}</div></div>"
    )


def _said(finding: Finding) -> str:
    if isinstance(finding, SeriesFinding):
        first, more = finding.parts
    else:
        first, more = finding.statement, ""
    return f'<p class="why"><b>{escape(finding.answer)}. {escape(first)}</b> {escape(more)}</p>'


def _second(draft: Draft, figures: Knowledge) -> None:
    """What a second test would be, where there is one, and a way to add it."""
    if len(draft.tests) > 1:
        return
    other = second_test(draft.tests, figures)
    if other is None:
        st.html('<p class="own-lean">With one test it can lean and no more.</p>')
        return
    with st.container(horizontal=True, vertical_alignment="center", key="own-second"):
        st.html(
            '<p class="own-lean">With one test it can lean and no more. '
            f"A second one, such as: <b>{escape(sentence(other, figures))}</b></p>",
            width="stretch",
        )
        st.button(
            "Add this second test",
            icon=":material/add:",
            on_click=lambda: show(with_tests(draft, [*draft.tests, other])),
            key="own-add",
        )


def _finding(claim: str, finding: Finding, many: bool) -> None:
    """The chart of a test and what others show."""
    if many:
        st.html(f'<div class="test-head"><p class="asked">{escape(finding.evidence.question)}</p></div>')
    finding_chart(claim, finding, level=2)
    if isinstance(finding, SeriesFinding):
        among_others(claim, finding)


def _changes(verdict: Verdict, figures: Knowledge) -> None:
    """Each other choice with its answer, and where the answer turns."""
    items = ""
    for finding, test in zip(verdict.findings, verdict.multiverse.tests, strict=True):
        for one in other_choices(finding, test, figures):
            passed = f' <span class="quiet">{escape(one.passed)}</span>' if one.passed else ""
            items += f"<li>{escape(one.words)}<br>{result_badge(one.result, mode())}{passed}</li>"
        if isinstance(finding, SeriesFinding):
            items += f"<li>{escape(tipping_sentence(finding))}</li>"
    if items:
        st.html(f'<h2 class="small-head">What would change it</h2><ul class="own-list">{items}</ul>')


def _notes(notes: tuple[Note, ...]) -> None:
    """What is right and what is wrong with the test."""
    items = "".join(
        f'<li><b><span aria-hidden="true">{chr(0x2713) if note.good else chr(0x26A0)}</span> '
        f"{'' if note.good else '<span class=unseen>Warning: </span>'}{escape(note.head)}</b>"
        f"{f'<br>{escape(note.more)}' if note.more else ''}</li>"
        for note in notes
    )
    if items:
        st.html(f'<h2 class="small-head">Is it a fair test?</h2><ul class="own-list">{items}</ul>')
