"""The charts of pages, drawn once for all readers.

They are shared as they are: nothing may change one after it is made. As plotly objects they are validated once;
Streamlit would validate a dict again on every rerun. They are kept here and not by Streamlit, whose caches any
reader's browser may clear for all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from charts.argument_map import places
from charts.board import board_chart
from charts.curve import claim_curve, finding_curve
from charts.evidence import evidence_chart
from charts.scoreboard import scoreboard_chart
from charts.theme import Mode
from charts.years import years_chart
from service.loading import LOADING
from service.served_case import ServedCase, once

if TYPE_CHECKING:
    from plotly.graph_objects import Figure


class KeptCharts:
    """The charts of a case as of now, each for the light or the dark of a reader. Safe to ask from any thread."""

    def __init__(self, served: ServedCase):
        self._served = served
        self._evidence = once(800, self._draw_evidence)
        self._board = once(64, self._draw_board)
        self._scoreboard = once(64, self._draw_scoreboard)
        self._claim_curve = once(200, self._draw_claim_curve)
        self._finding_curve = once(400, self._draw_finding_curve)
        self._years = once(200, self._draw_years)
        self._places = once(8, self._place)

    def evidence(self, claim: str, evidence: str, mode: Mode) -> Figure:
        """The chart of one finding."""
        return self._evidence(self._served.stamp, claim, evidence, mode)

    def board(self, claims: tuple[str, ...], mode: Mode) -> Figure:
        """The verdict board of some claims."""
        return self._board(self._served.stamp, claims, mode)

    def scoreboard(self, claims: tuple[str, ...], mode: Mode) -> Figure:
        """The scoreboard of some claims."""
        return self._scoreboard(self._served.stamp, claims, mode)

    def claim_curve(self, claim: str, mode: Mode) -> Figure:
        """The specification curve of a claim."""
        return self._claim_curve(self._served.stamp, claim, mode)

    def finding_curve(self, claim: str, evidence: str, mode: Mode) -> Figure | None:
        """The specification curve of one of its rows; None where no specification has figures."""
        return self._finding_curve(self._served.stamp, claim, evidence, mode)

    def years(self, claim: str, mode: Mode) -> Figure:
        """A claim's verdict through the years."""
        return self._years(self._served.stamp, claim, mode)

    def places(self) -> dict[str, tuple[int, float]]:
        """Where claims and conclusions stand on the map of the argument, as :func:`charts.argument_map.places` says."""
        return self._places(self._served.stamp)

    def _draw_evidence(self, stamp: int, claim: str, evidence: str, mode: Mode) -> Figure:
        case = self._served.case
        return _figure(evidence_chart(self._served.finding(claim, evidence), case.observations, case.catalog, mode))

    def _draw_board(self, stamp: int, claims: tuple[str, ...], mode: Mode) -> Figure:
        shown = [self._served.standings[claim] for claim in claims]
        return _figure(board_chart(self._served.case.argument.topics.rows, shown, mode))

    def _draw_scoreboard(self, stamp: int, claims: tuple[str, ...], mode: Mode) -> Figure:
        shown = [self._served.standings[claim].now for claim in claims]
        return _figure(scoreboard_chart(shown, mode))

    def _draw_claim_curve(self, stamp: int, claim: str, mode: Mode) -> Figure:
        return _figure(claim_curve(self._served.multiverse(claim)[1], self._served.case.catalog, mode))

    def _draw_finding_curve(self, stamp: int, claim: str, evidence: str, mode: Mode) -> Figure | None:
        test = next(f for f in self._served.multiverse(claim)[1].tests if f.evidence.id == evidence)
        return _figure(finding_curve(test, self._served.case.catalog, mode)) if test.measured else None

    def _draw_years(self, stamp: int, claim: str, mode: Mode) -> Figure:
        return _figure(years_chart(self._served.history(claim), mode))

    def _place(self, stamp: int) -> dict[str, tuple[int, float]]:
        return places(self._served.case.argument)


def _figure(drawing: dict[str, Any]) -> Figure:
    # Loaded for the first chart: the server does not wait for it. plotly looks at pandas, as widgets/chart.py says.
    with LOADING:
        from plotly.graph_objects import Figure

        return Figure(drawing)
