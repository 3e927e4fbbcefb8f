"""The sentence of a reader's own test on the page: words, and a control in each slot, flowing as one line of text."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import streamlit as st

from verdicts.clock import Knowledge
from verdicts.own_figures import whole_series
from verdicts.own_fit import changed
from verdicts.own_options import chosen, options_of
from verdicts.own_sentence import Part, Text, fine_print, line_of, sentence_parts
from verdicts.own_test import OwnTest
from widgets.own_draft import Draft, known, show, with_test

LABELS = {
    "indicator": "What is measured", "entity": "Of whom", "counterpart": "The other side", "measure": "How it is measured",
    "versus_indicator": "Compared with what", "versus_entity": "Compared with whom",
    "versus_counterpart": "The other side of what it is compared with", "check": "What happened to it", "event": "The event",
    "threshold": "By how much, or how much", "from": "From when", "to": "Until when", "smoothing": "Single periods or means",
    "ends": "How many periods at either end", "among": "Comparable with",
}  # fmt: skip
"""What each control is called for those who hear the page."""
_LETTER, _ROOM = {"sentence": 12.0, "fine": 8.2}, {"sentence": 52, "fine": 48}
"""Pixels that a letter takes, and what else a control does."""
_WIDEST = 560


def sentence_view(draft: Draft, number: int, figures: Knowledge) -> None:
    """The slots of one test of a draft; a choice in one of them shows the draft anew."""
    test = draft.tests[number]
    with st.container(horizontal=True, vertical_alignment="center", gap="xxsmall", key=f"own-sentence-{number}"):
        _flow(sentence_parts(test, figures), draft, number, "sentence", figures)
    if not test.looks_up:
        with st.container(horizontal=True, vertical_alignment="center", gap="xxsmall", key=f"own-fine-{number}"):
            _flow(fine_print(test, figures), draft, number, "fine", figures)


def _flow(parts: Iterable[Part], draft: Draft, number: int, size: str, figures: Knowledge) -> None:
    for at, part in enumerate(_joined(parts)):
        if isinstance(part, Text):
            words = part.words.strip()
            if words:
                close = " own-close" if words[0] in ".,%" else ""
                st.html(f'<span class="own-words{close}">{escape(words)}</span>', width="content")
        elif part.column == "threshold":
            _number(draft, number, figures)
        else:
            _choice(part.column, draft, number, size, at, figures)


def _joined(parts: Iterable[Part]) -> list[Part]:
    """Words that follow each other as one."""
    found: list[Part] = []
    for part in parts:
        if found and isinstance(part, Text) and isinstance(found[-1], Text):
            found[-1] = Text(found[-1].words + part.words)
        else:
            found.append(part)
    return found


def _choice(column: str, draft: Draft, number: int, size: str, at: int, figures: Knowledge) -> None:
    test = draft.tests[number]
    options = options_of(column, test, figures)
    words = {one.value: one.words for one in options}
    own = chosen(column, test)
    key = f"own-{column}-{number}"
    st.session_state[key] = own
    width = min(_WIDEST, round(_ROOM[size] + _LETTER[size] * len(words[own])))
    st.selectbox(
        _label(column, number),
        list(words),
        format_func=words.__getitem__,
        key=key,
        on_change=_changed,
        args=(column, number, key, draft),
        label_visibility="collapsed",
        width=width,
    )


def _number(draft: Draft, number: int, figures: Knowledge) -> None:
    test = draft.tests[number]
    scale = line_of(test, whole_series(figures, test.request)).scale
    key = f"own-threshold-{number}"
    st.session_state[key] = float(f"{(test.threshold or 0.0) / scale:.10g}")
    st.number_input(
        _label("threshold", number),
        format="%.10g",
        step=0.1,
        key=key,
        on_change=_changed,
        args=("threshold", number, key, draft, scale),
        label_visibility="collapsed",
        width=112,
    )


def _label(column: str, number: int) -> str:
    return f"{LABELS[column]}, test {number + 1}" if number else LABELS[column]


def _changed(column: str, number: int, key: str, draft: Draft, scale: float = 1.0) -> None:
    """A reader has chosen: what that makes meaningless is as usual again."""
    value = st.session_state[key]
    if column == "threshold":
        value = float(f"{value * scale:.12g}")
    test = draft.tests[number]
    value = _cell(column, value, test)
    show(with_test(draft, number, changed(test, column, value, known(draft.day))))


def _cell(column: str, value: str | int | float | None, test: OwnTest) -> str | int | float | None:
    """What is written for a choice: nothing where it is the same as on this side."""
    same = {"versus_indicator": test.indicator, "versus_entity": test.entity, "versus_counterpart": test.counterpart}
    return "" if test.measure != "rank" and column in same and value == same[column] else value
