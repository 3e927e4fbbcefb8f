"""What pages read: the project and its verdicts, worked out once for all readers and again when a table changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from charts.theme import Mode
from exports.values import value_rows
from loaders.catalog import ROOT
from service.opening import open_case
from service.refresher import REFRESHER
from verdicts.case import Case
from verdicts.doubt import conclusions_sentence
from verdicts.findings import Finding
from verdicts.freshness import Freshness, freshness
from verdicts.history import Moment
from verdicts.multiverse import Multiverse
from verdicts.rounding import Comparison, comparisons
from verdicts.summary import Standing
from verdicts.verdict import Label

_TABLES = (
    "case.toml",
    "topics.csv",
    "claims.csv",
    "evidence.csv",
    "conclusions.csv",
    "argument.csv",
    "data/registry.csv",
)
_WATCHED = (*(ROOT / name for name in _TABLES), *sorted((ROOT / "catalog").glob("*.csv")))


def stamp() -> int:
    """Changes when someone saves a table or newer figures are there: whatever is kept for readers is kept under it.

    One number, because Streamlit hashes it at every look-up.
    """
    return _stamp(REFRESHER.generation)


def _stamp(generation: int) -> int:
    return hash((generation, *map(_changed, _WATCHED)))


def _changed(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


@st.cache_resource(max_entries=2, show_spinner=False)
def _case(stamp: int) -> Case:
    return open_case()


@st.cache_resource(max_entries=2, show_spinner=False)
def _standings(stamp: int) -> dict[str, Standing]:
    case = _case(stamp)
    then, now = case.verdicts(case.then), case.verdicts(case.now)
    return {a.claim.id: Standing(a, b) for a, b in zip(then, now, strict=True)}


@st.cache_resource(max_entries=2, show_spinner=False)
def _multiverses(stamp: int) -> dict[str, tuple[Multiverse, Multiverse]]:
    case = _case(stamp)
    then, now = case.multiverses(case.then), case.multiverses(case.now)
    return {a.claim.id: (a, b) for a, b in zip(then, now, strict=True)}


@st.cache_resource(max_entries=200, show_spinner=False)
def _history(stamp: int, claim: str) -> tuple[Moment, ...]:
    return _case(stamp).history(_case(stamp).argument.claim[claim])


@st.cache_resource(max_entries=2, show_spinner=False)
def _stated(stamp: int) -> tuple[Comparison, ...]:
    return comparisons(_case(stamp).observations, _case(stamp).catalog, _case(stamp).now)


@st.cache_resource(max_entries=2, show_spinner=False)
def _conclusions_lede(stamp: int) -> str:
    return conclusions_sentence(_case(stamp).argument, labels())


@st.cache_resource(max_entries=800, show_spinner=False)
def _rows(stamp: int, claim: str, evidence: str) -> list[dict[str, Any]]:
    return value_rows(finding_of(claim, evidence), _case(stamp).observations, _case(stamp).catalog)


def case() -> Case:
    """The project, read again after a table has changed."""
    return _case(stamp())


def standings() -> dict[str, Standing]:
    """Each claim's verdict as of the article and as of now, by the claim's id, in the order of claims.csv."""
    return _standings(stamp())


def finding_of(claim: str, evidence: str) -> Finding:
    """One finding as of now."""
    return next(f for f in standings()[claim].now.findings if f.evidence.id == evidence)


def multiverse_of(claim: str) -> tuple[Multiverse, Multiverse]:
    """A claim under all choices, as of the article and as of now."""
    return _multiverses(stamp())[claim]


def multiverses() -> dict[str, Multiverse]:
    """Each claim under all choices as of now, by the claim's id."""
    return {claim: now for claim, (_, now) in _multiverses(stamp()).items()}


def history_of(claim: str) -> tuple[Moment, ...]:
    """The verdict on a claim through the years."""
    return _history(stamp(), claim)


def labels(fallen: str = "") -> dict[str, Label]:
    """The verdict of now on each claim; that of ``fallen``, if given, taken as contradicted."""
    found = {claim: standing.now.label for claim, standing in standings().items()}
    return {**found, fallen: "contradicted"} if fallen else found


def conclusions_lede() -> str:
    """How the conclusions stand, in a sentence; it supposes every claim contradicted in turn."""
    return _conclusions_lede(stamp())


def stated() -> tuple[Comparison, ...]:
    """Numbers that publishers state, beside ours."""
    return _stated(stamp())


def rows_of(claim: str, evidence: str) -> list[dict[str, Any]]:
    """The figures of one finding as of now, as rows; see :func:`exports.values.figure_rows`."""
    return _rows(stamp(), claim, evidence)


def mode() -> Mode:
    """Whether the reader sees the app light or dark."""
    return "dark" if st.context.theme.type == "dark" else "light"


def prewarm(generation: int | None = None) -> None:
    """Do the work of a first visit before there is one; with a number, of the first visit of that generation of figures."""
    kept_under = _stamp(REFRESHER.generation if generation is None else generation)
    _standings(kept_under)
    _multiverses(kept_under)


def freshness_of(indicators: Sequence[str]) -> dict[str, Freshness]:
    """How fresh the figures of indicators are at this moment, by the indicator's id; nothing for those without figures."""
    known, now = case().observations.provenance, dt.datetime.now(dt.UTC)
    services = case().catalog.service
    return {
        name: freshness(known[name], services.get(known[name].source), REFRESHER.state(known[name].source), now)
        for name in indicators
        if name in known
    }


def here() -> str:
    """The URL path of the page being shown; empty for the first one."""
    return st.session_state.get("here", "")


def arrive(url_path: str) -> None:
    """Note which page is being shown."""
    st.session_state["here"] = url_path
