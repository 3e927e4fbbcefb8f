"""The charts of pages, drawn once for all readers.

They are shared as they are: nothing may change one after it is made. As plotly objects they are validated once;
Streamlit would validate a dict again on every rerun. They are kept here and not by Streamlit, whose caches any
reader's browser may clear for all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from charts.argument_map import places
from charts.both_sides import sides_chart, sides_of
from charts.curve import claim_curve, finding_curve
from charts.evidence import evidence_chart, whole_series
from charts.page import on_page
from charts.strip import compared, strip_chart
from charts.theme import PALETTES, Mode
from charts.years import years_chart
from exports.picture_specs import NothingToDraw
from exports.view_pictures import view_caption, view_drawing
from service.loading import LOADING
from service.served_case import ServedCase, Stamp, once
from verdicts.findings import has_figures
from verdicts.view import View

if TYPE_CHECKING:
    from plotly.graph_objects import Figure


class KeptCharts:
    """The charts of a case as of now, each for the light or the dark of a reader. Safe to ask from any thread."""

    def __init__(self, served: ServedCase):
        self._served = served
        self._evidence = once(800, self._draw_evidence)
        self._sides = once(400, self._draw_sides)
        self._strip = once(400, self._draw_strip)
        self._claim_curve = once(200, self._draw_claim_curve)
        self._finding_curve = once(400, self._draw_finding_curve)
        self._years = once(200, self._draw_years)
        self._view = once(400, self._draw_view)
        self._places = once(8, self._place)

    def evidence(self, claim: str, evidence: str, mode: Mode) -> Figure:
        """The chart of one finding; what stands above and below it is in its ``layout.meta`` (charts/captions.py)."""
        return self._evidence(self._served.stamp, claim, evidence, mode)

    def strip(self, claim: str, evidence: str, mode: Mode) -> Figure | None:
        """A finding among its comparables; None where there are none, or where its own chart shows them."""
        return self._strip(self._served.stamp, claim, evidence, mode)

    def sides(self, claim: str, evidence: str, mode: Mode) -> Figure | None:
        """Both sides of what a finding compares; None where it has none to show."""
        return self._sides(self._served.stamp, claim, evidence, mode)

    def claim_curve(self, claim: str, mode: Mode) -> Figure:
        """The specification curve of a claim."""
        return self._claim_curve(self._served.stamp, claim, mode)

    def finding_curve(self, claim: str, evidence: str, mode: Mode) -> Figure | None:
        """The specification curve of one of its rows; None where no specification has figures."""
        return self._finding_curve(self._served.stamp, claim, evidence, mode)

    def years(self, claim: str, mode: Mode) -> Figure:
        """A claim's verdict through the years."""
        return self._years(self._served.stamp, claim, mode)

    def view(self, view: View, mode: Mode) -> Figure | str:
        """The chart of a view of Explore, or a sentence on why there is none."""
        return self._view(self._served.stamp, view, mode)

    def places(self) -> dict[str, tuple[int, float]]:
        """Where claims and conclusions stand on the map of the argument, as :func:`charts.argument_map.places` says."""
        return self._places(self._served.stamp)

    def _draw_evidence(self, stamp: Stamp, claim: str, evidence: str, mode: Mode) -> Figure:
        case = self._served.case
        return _figure(evidence_chart(self._served.finding(claim, evidence), case.observations, case.catalog, mode))

    def _draw_strip(self, stamp: Stamp, claim: str, evidence: str, mode: Mode) -> Figure | None:
        finding = self._served.finding(claim, evidence)
        case = self._served.case
        if not has_figures(finding) or not compared(finding):
            return None
        # Of a single figure the chart itself is the strip.
        alone = len(whole_series(finding, case.observations, case.catalog)) == 1
        return None if alone else _figure(strip_chart(finding, case.catalog, mode))

    def _draw_sides(self, stamp: Stamp, claim: str, evidence: str, mode: Mode) -> Figure | None:
        finding, case = self._served.finding(claim, evidence), self._served.case
        if not has_figures(finding):
            return None
        whole = whole_series(finding, case.observations, case.catalog)
        if sides_of(finding, whole, case.observations, case.catalog) is None:
            return None
        return _figure(sides_chart(finding, whole, case.observations, case.catalog, mode))

    def _draw_claim_curve(self, stamp: Stamp, claim: str, mode: Mode) -> Figure:
        return _figure(claim_curve(self._served.multiverse(claim)[1], self._served.case.catalog, mode))

    def _draw_finding_curve(self, stamp: Stamp, claim: str, evidence: str, mode: Mode) -> Figure | None:
        test = next(f for f in self._served.multiverse(claim)[1].tests if f.evidence.id == evidence)
        return _figure(finding_curve(test, self._served.case.catalog, mode)) if test.measured else None

    def _draw_years(self, stamp: Stamp, claim: str, mode: Mode) -> Figure:
        return _figure(years_chart(self._served.history(claim), mode))

    def _draw_view(self, stamp: Stamp, view: View, mode: Mode) -> Figure | str:
        exhibit = self._served.exhibit(view)
        try:
            drawing = view_drawing(exhibit, mode)
        except NothingToDraw as error:
            return str(error)
        return _figure(on_page(drawing, PALETTES[mode], view_caption(exhibit, drawing)))

    def _place(self, stamp: Stamp) -> dict[str, tuple[int, float]]:
        return places(self._served.case.argument)


def _figure(drawing: dict[str, Any]) -> Figure:
    # Loaded for the first chart: the server does not wait for it. plotly looks at pandas, as widgets/chart.py says.
    with LOADING:
        from plotly.graph_objects import Figure

        return Figure(drawing)
