"""The charts of pages, drawn once for all readers.

They are shared as they are: nothing may change one after it is made. As plotly objects they are validated once;
Streamlit would validate a dict again on every rerun.
"""

from __future__ import annotations

import plotly.graph_objects as go
import streamlit as st

from charts.argument_map import map_chart
from charts.board import board_chart
from charts.curve import claim_curve, finding_curve
from charts.evidence import evidence_chart
from charts.scoreboard import scoreboard_chart
from charts.theme import Mode
from charts.years import years_chart
from verdicts.conclusions import footings
from widgets.state import case, finding_of, history_of, labels, mode, multiverse_of, multiverses, stamp, standings


def evidence_chart_of(claim: str, evidence: str) -> go.Figure:
    """The chart of one finding as of now, for the reader's light or dark theme."""
    return _evidence(stamp(), claim, evidence, mode())


def board_of(claims: tuple[str, ...]) -> go.Figure:
    """The verdict board of some claims."""
    return _board(stamp(), claims, mode())


def scoreboard_of(claims: tuple[str, ...]) -> go.Figure:
    """The scoreboard of some claims."""
    return _scoreboard(stamp(), claims, mode())


def claim_curve_of(claim: str) -> go.Figure:
    """The specification curve of a claim."""
    return _claim_curve(stamp(), claim, mode())


def finding_curve_of(claim: str, evidence: str) -> go.Figure | None:
    """The specification curve of one of its rows; None where no specification has figures."""
    return _finding_curve(stamp(), claim, evidence, mode())


def years_of(claim: str) -> go.Figure:
    """A claim's verdict through the years."""
    return _years(stamp(), claim, mode())


def map_of(fallen: str = "") -> go.Figure:
    """The load-bearing map; if ``fallen`` is given, with that claim contradicted."""
    return _map(stamp(), fallen, mode())


@st.cache_resource(max_entries=800, show_spinner=False)
def _evidence(stamp: int, claim: str, evidence: str, mode: Mode) -> go.Figure:
    return go.Figure(evidence_chart(finding_of(claim, evidence), case().observations, case().catalog, mode))


@st.cache_resource(max_entries=64, show_spinner=False)
def _board(stamp: int, claims: tuple[str, ...], mode: Mode) -> go.Figure:
    shown = [standings()[claim] for claim in claims]
    return go.Figure(board_chart(case().argument.topics.rows, shown, mode))


@st.cache_resource(max_entries=64, show_spinner=False)
def _scoreboard(stamp: int, claims: tuple[str, ...], mode: Mode) -> go.Figure:
    return go.Figure(scoreboard_chart([multiverses()[claim] for claim in claims], mode))


@st.cache_resource(max_entries=200, show_spinner=False)
def _claim_curve(stamp: int, claim: str, mode: Mode) -> go.Figure:
    return go.Figure(claim_curve(multiverse_of(claim)[1], case().catalog, mode))


@st.cache_resource(max_entries=400, show_spinner=False)
def _finding_curve(stamp: int, claim: str, evidence: str, mode: Mode) -> go.Figure | None:
    test = next(f for f in multiverse_of(claim)[1].tests if f.evidence.id == evidence)
    return go.Figure(finding_curve(test, case().catalog, mode)) if test.measured else None


@st.cache_resource(max_entries=200, show_spinner=False)
def _years(stamp: int, claim: str, mode: Mode) -> go.Figure:
    return go.Figure(years_chart(history_of(claim), mode))


@st.cache_resource(max_entries=200, show_spinner=False)
def _map(stamp: int, fallen: str, mode: Mode) -> go.Figure:
    argument, verdicts = case().argument, labels(fallen)
    return go.Figure(map_chart(argument, verdicts, footings(argument, verdicts), mode, fallen))
