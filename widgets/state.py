"""What pages read: the project and its verdicts, worked out once for all readers and again when a table changes."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import streamlit as st

from charts.board import board_figure
from charts.evidence import evidence_figure
from charts.figures_table import figure_rows
from charts.theme import Mode
from loaders.catalog import ROOT
from verdicts.findings import Finding
from verdicts.project import Project, open_project
from verdicts.summary import Standing

_WATCHED = (
    *(ROOT / name for name in ("topics.csv", "claims.csv", "evidence.csv", "data/registry.csv")),
    *sorted((ROOT / "catalog").glob("*.csv")),
)


def _stamp() -> tuple[int, ...]:
    """Changes when someone saves a table or replaces the figures."""
    return tuple(path.stat().st_mtime_ns if path.exists() else 0 for path in _WATCHED)


@st.cache_resource(max_entries=2, show_spinner=False)
def _project(stamp: tuple[int, ...]) -> Project:
    return open_project()


@st.cache_resource(max_entries=2, show_spinner=False)
def _standings(stamp: tuple[int, ...]) -> dict[str, Standing]:
    project = _project(stamp)
    then, now = project.verdicts(project.then), project.verdicts(project.now)
    return {a.claim.id: Standing(a, b) for a, b in zip(then, now, strict=True)}


# Figures are shared by all readers as they are: nothing may change one after it is made. As plotly objects they are
# validated once; Streamlit would validate a dict again on every rerun.
@st.cache_resource(max_entries=800, show_spinner=False)
def _evidence_figure(stamp: tuple[int, ...], claim: str, evidence: str, mode: Mode) -> go.Figure:
    project = _project(stamp)
    figure = evidence_figure(_finding(stamp, claim, evidence), project.observations, project.catalog, mode)
    return go.Figure(figure)


@st.cache_resource(max_entries=64, show_spinner=False)
def _board_figure(stamp: tuple[int, ...], claims: tuple[str, ...], mode: Mode) -> go.Figure:
    standings = _standings(stamp)
    return go.Figure(board_figure(_project(stamp).argument.topics.rows, [standings[claim] for claim in claims], mode))


@st.cache_resource(max_entries=800, show_spinner=False)
def _rows(stamp: tuple[int, ...], claim: str, evidence: str) -> list[dict[str, Any]]:
    project = _project(stamp)
    return figure_rows(_finding(stamp, claim, evidence), project.observations, project.catalog)


def _finding(stamp: tuple[int, ...], claim: str, evidence: str) -> Finding:
    return next(f for f in _standings(stamp)[claim].now.findings if f.evidence.id == evidence)


def project() -> Project:
    """The project, read again after a table has changed."""
    return _project(_stamp())


def standings() -> dict[str, Standing]:
    """Each claim's verdict as of the article and as of now, by the claim's id, in the order of claims.csv."""
    return _standings(_stamp())


def figure_of(claim: str, evidence: str) -> go.Figure:
    """The chart of one finding as of now, for the reader's light or dark theme."""
    return _evidence_figure(_stamp(), claim, evidence, mode())


def rows_of(claim: str, evidence: str) -> list[dict[str, Any]]:
    """The figures of one finding as of now, as rows; see :func:`charts.figures_table.figure_rows`."""
    return _rows(_stamp(), claim, evidence)


def board_of(claims: tuple[str, ...]) -> go.Figure:
    """The verdict board of some claims."""
    return _board_figure(_stamp(), claims, mode())


def mode() -> Mode:
    """Whether the reader sees the app light or dark."""
    return "dark" if st.context.theme.type == "dark" else "light"


def prewarm() -> None:
    """Do the work of a first visit before there is one."""
    _standings(_stamp())


def here() -> str:
    """The URL path of the page being shown; empty for the first one."""
    return st.session_state.get("here", "")


def arrive(url_path: str) -> None:
    """Note which page is being shown."""
    st.session_state["here"] = url_path
