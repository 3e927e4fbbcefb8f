"""The pictures of a report: plain charts at the width of its column.

Title, measure, unit and source of each stand beside it as text of the page, where they wrap and can be read on a phone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

from charts.curve import claim_curve
from charts.drawing import Drawing
from charts.evidence import evidence_drawing
from charts.theme import FAMILY, FONT, MARKS, PALETTES, layout
from charts.years import years_drawing
from exports.dossier import Dossier
from exports.pictures import picture_id
from exports.rendering import HowFar, Job, NoBrowser, Reason, Tell, nobody
from verdicts.findings import has_figures
from verdicts.history import Moment

if TYPE_CHECKING:
    from exports.browser import Renderer

WIDTH = 560
"""Pixels: a page of A4 shows it a little larger, a phone at two thirds of it."""

PLOT_HEIGHT = 190
"""Lower than on a page, so that two findings fit on a sheet of paper."""
Scope = Literal["claim", "topic", "argument"]
"""What a report is about: a report on a claim is of one dossier, one on a topic of all those of the topic."""

_light = PALETTES["light"]
COLOURS = {
    _light.paper: "var(--paper)", _light.ink: "var(--ink)", _light.muted: "var(--muted)", _light.grid: "var(--line)",
    _light.accent: "var(--accent)", _light.contrast: "var(--contrast)",
    **{mark.fill_light: f"var(--fill-{label.replace(' ', '-')})" for label, mark in MARKS.items()},
    **{mark.light: f"var(--{label.replace(' ', '-')})" for label, mark in MARKS.items() if mark.light != _light.muted},
}  # fmt: skip
"""The colours of a picture as the report's own, so that it follows the page into the dark."""


def frames(dossiers: Sequence[Dossier], scope: Scope) -> dict[str, dict[str, Any]]:
    """By picture id, the charts of a report that have something to draw: one a finding, of a single claim all others too."""
    charts: dict[str, dict[str, Any]] = {}
    for dossier in dossiers:
        for finding in dossier.now.findings:
            if has_figures(finding):
                drawing = evidence_drawing(finding, dossier.observations, dossier.catalog)
                charts[picture_id("evidence", finding.evidence.id)] = _bare(replace(drawing, height=PLOT_HEIGHT))
        if scope == "claim":
            charts.update(_of_claim(dossier))
    for chart in charts.values():
        chart["layout"]["width"] = WIDTH
        chart["layout"]["font"] = {**chart["layout"]["font"], "family": f"'{FAMILY}', {FONT}"}
    return charts


def _of_claim(dossier: Dossier) -> Iterator[tuple[str, dict[str, Any]]]:
    """The specification curve and the verdict through the years, where there are any."""
    claim = dossier.claim
    if dossier.choices.contested:
        yield picture_id("claim choices", claim.id), claim_curve(dossier.choices, dossier.catalog)
    moments = moments_of(dossier)
    if any(moment.scored for moment in moments):
        yield picture_id("years", claim.id), _bare(years_drawing(moments))


def moments_of(dossier: Dossier) -> tuple[Moment, ...]:
    """The verdict through the years up to the dossier's day; none for a judgement, which is never scored."""
    return () if dossier.claim.kind == "judgement" else dossier.moments


def drawn(
    dossiers: Sequence[Dossier], scope: Scope, renderer: Renderer, tell: Tell = nobody
) -> tuple[dict[str, str], Reason]:
    """The pictures of a report as SVG by their ids, and a sentence on why one or all are missing; empty if none is.

    Takes a browser as long as it takes: a minute for the whole argument.
    """
    svg: dict[str, str] = {}
    why = renderer.why_not()
    if why:
        return svg, why
    charts = frames(dossiers, scope)
    try:
        drawing = renderer.pictures(Job(name, chart, "svg") for name, chart in charts.items())
        for number, made in enumerate(drawing, 1):
            tell(HowFar(number, len(charts)))
            if made.error:
                why = made.error
            else:
                svg[made.job.name] = made.data.decode()
    except NoBrowser as error:
        why = error.reason
    return svg, why


def _bare(drawing: Drawing) -> dict[str, Any]:
    """A drawing without what the page says beside it: title, subtitle and source line."""
    above, below = drawing.above + 12, drawing.below + 4
    return {
        "data": drawing.data,
        "layout": layout(
            _light,
            height=drawing.height + above + below,
            margin={"t": above, "b": below, "l": drawing.left, "r": drawing.right},
            shapes=drawing.shapes,
            annotations=drawing.notes,
            **drawing.axes,
        ),
    }
