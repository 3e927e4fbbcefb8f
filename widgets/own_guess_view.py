"""A reader's guess before the answer: asked for on a line that tells nothing of the answer, then set beside it."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import streamlit as st

from verdicts.findings import SeriesFinding
from verdicts.own_notes import guess_told, span_of
from verdicts.own_sentence import Line, line_of
from widgets.own_draft import ASK, SHOWN, Draft, show
from widgets.state import standings

_STEPS = 100
"""Places on the line."""


def guess_view(draft: Draft, claim: str) -> bool:
    """The guess on the draft's first test. Returns whether the answer may be shown."""
    (finding, *_) = standings()[claim].now.findings
    reach = span_of(finding, draft.tests[0]) if isinstance(finding, SeriesFinding) else None
    if reach is None or not isinstance(finding, SeriesFinding) or standings()[claim].now.label == "too early":
        return True
    given = _number(draft.guess)
    with st.container(horizontal=True, vertical_alignment="center", key="own-guess"):
        if not draft.guess:
            st.button(
                "Hide the answer and guess first",
                type="tertiary",
                icon=":material/visibility_off:",
                key="own-ask",
                on_click=lambda: show(replace(draft, guess=ASK)),
            )
            return True
        if draft.guess == ASK or given is not None:
            _line(draft, finding, reach, given)
        if draft.guess == ASK:
            st.button("Show me", on_click=lambda: show(replace(draft, guess=SHOWN)), key="own-show")
            return False
        if given is not None:
            said = guess_told(given, finding)
            st.html(f'<p class="own-guessed" role="status">{escape(said)}</p>', width="content")
        st.button(
            "No more guesses", type="tertiary", on_click=lambda: show(replace(draft, guess="")), key="own-no-guess"
        )
    return True


def _line(draft: Draft, finding: SeriesFinding, reach: tuple[float, float], given: float | None) -> None:
    """The line to set a guess on, in the unit of what is asked."""
    line = line_of(draft.tests[0], finding.series)
    low, high = (end / line.scale for end in reach)
    step = (high - low) / _STEPS
    start = given / line.scale if given is not None else 0.0 if low < 0 < high else low
    value = min(max(start, low), high)
    key = "own-guess-line"
    st.session_state[key] = value
    st.slider(
        _asked(draft, line),
        min_value=low,
        max_value=high,
        step=step,
        format="%.3g",
        key=key,
        width=420,
        on_change=lambda: show(replace(draft, guess=f"{st.session_state[key] * line.scale:.6g}")),
    )


def _asked(draft: Draft, line: Line) -> str:
    unit = f"{line.before}{line.after}".strip()
    of = f", in {unit}" if unit else ""
    if draft.tests[0].is_level:
        return f"Your guess first: where did it stand{of}?"
    return f"Your guess first: how far did it change{of}? Below 0 is a fall"


def _number(text: str) -> float | None:
    try:
        found = float(text)
    except ValueError:
        return None
    return found if abs(found) < 1e300 else None
