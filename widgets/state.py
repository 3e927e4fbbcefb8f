"""What pages read: the application that serves them, the case as all readers see it, and this reader's own view of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Lock
from typing import Any

import streamlit as st

from charts.said import degree
from charts.theme import Mode
from exports.addresses import CASE_HEADER
from exports.exhibit import Exhibit
from service.application import Application
from service.kept_charts import KeptCharts
from service.sites import Site
from verdicts.case import Case
from verdicts.conclusions import Stand, footings
from verdicts.freshness import Freshness
from verdicts.history import Moment
from verdicts.indicator_search import Proposals
from verdicts.multiverse import Multiverse
from verdicts.rounding import Comparison
from verdicts.rule import Label
from verdicts.search import Found
from verdicts.summary import Standing
from verdicts.view import View

_lock = Lock()
_application: Application | None = None
_shown: ContextVar[Site | None] = ContextVar("shown", default=None)
"""The site that a part of a page is about, where it is not the session's."""


def use(application: Application) -> None:
    """Have pages served from an application."""
    global _application
    with _lock:
        _application = application


def application() -> Application:
    """The one of this server. Pages that are run without a server have one of their own, in which nothing has begun."""
    global _application
    with _lock:
        _application = _application or Application()
        return _application


def site() -> Site:
    """The case of this session with all that is made of it, or the one that a part of a page is about (:func:`using`).

    Raises UnknownId where the session's case is not, or no longer, there.
    """
    return _shown.get() or _of_session()


def _of_session() -> Site:
    return application().sites.find(st.context.headers.get(CASE_HEADER, ""))


def beneath() -> str:
    """What stands before the addresses of the case that a part of a page is about; empty where that is the session's."""
    shown = _shown.get()
    return f"{_of_session().up}{shown.path.removeprefix('/')}" if shown else ""


@contextmanager
def using(other: Site) -> Iterator[None]:
    """Have what is shown meanwhile be of another case. A fragment that is run again by itself has to say so itself."""
    token = _shown.set(other)
    try:
        yield
    finally:
        _shown.reset(token)


def charts() -> KeptCharts:
    """The charts of pages, drawn once for all readers."""
    return site().charts


def case() -> Case:
    """The case, read again after a table has changed."""
    return site().served.case


def standings() -> dict[str, Standing]:
    """Each claim's verdict as of the article and as of now, by the claim's id, in the order of claims.csv."""
    return site().served.standings


def multiverse_of(claim: str) -> tuple[Multiverse, Multiverse]:
    """A claim under all choices, as of the article and as of now."""
    return site().served.multiverse(claim)


def multiverses() -> dict[str, Multiverse]:
    """Each claim under all choices as of now, by the claim's id."""
    return site().served.multiverses


def history_of(claim: str) -> tuple[Moment, ...]:
    """The verdict on a claim through the years."""
    return site().served.history(claim)


def labels(fallen: str = "") -> dict[str, Label]:
    """The verdict of now on each claim; that of ``fallen``, if given, taken as contradicted."""
    return site().served.labels(fallen)


def certainties() -> dict[str, str]:
    """How certain the verdict of now on each claim is, in words; empty for one without certainty."""
    return {claim: degree(standing.now.certainty) for claim, standing in standings().items()}


def conclusions_lede() -> str:
    """How the conclusions stand, in a sentence; it supposes every claim contradicted in turn."""
    return site().served.conclusions_sentence


def search(query: str) -> Found:
    """The claims that a reader's words find."""
    return site().served.index.find(query)


def exhibit_of(view: View) -> Exhibit:
    """A view of Explore with what it shows."""
    return site().served.exhibit(view)


def find_indicators(words: str) -> Proposals:
    """The requests for figures that a reader's plain words come to."""
    return site().served.indicator_index.find(words)


def stands() -> dict[str, Stand]:
    """How each conclusion stands with the verdicts of now, by its id."""
    of = footings(case().argument, labels())
    return {name: footing.standing for name, footing in of.items()}


def stated() -> tuple[Comparison, ...]:
    """Numbers that publishers state, beside ours."""
    return site().served.stated


def rows_of(claim: str, evidence: str) -> list[dict[str, Any]]:
    """The values of one finding as of now, as rows; see :func:`exports.values.value_rows`."""
    return site().served.rows(claim, evidence)


def freshness_of(indicators: Sequence[str]) -> dict[str, Freshness]:
    """How fresh the figures of indicators are at this moment, by the indicator's id; nothing for those without figures."""
    return site().served.freshness(indicators)


def mode() -> Mode:
    """Whether the reader sees the app light or dark."""
    return "dark" if st.context.theme.type == "dark" else "light"


def here() -> str:
    """The URL path of the page being shown; empty for the first one."""
    return st.session_state.get("here", "")


def arrive(url_path: str) -> None:
    """Note which page is being shown."""
    st.session_state["here"] = url_path
