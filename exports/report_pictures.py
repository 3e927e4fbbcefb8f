"""The pictures of a report: plain charts at the width of its column.

Title, measure, unit and source of each stand beside it as text of the page, where they wrap and can be read on a phone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Literal

from charts.curve import claim_curve
from charts.evidence import evidence_figure, source_line
from charts.overlays import LABEL_ROWS, ROW_HEIGHT
from charts.text import wrapped
from charts.theme import FAMILY, FONT, MARKS, PALETTES, SOURCE_WIDTH
from charts.years import years_figure
from exports.dossier import Dossier

WIDTH = 560
"""Pixels: a page of A4 shows it a little larger, a phone at two thirds of it."""

YEARS_ABOVE = 30
PLOT_HEIGHT = 190
"""Lower than on a page, so that two findings fit on a sheet of paper."""
Scope = Literal["claim", "topic", "argument"]
"""What a report is about: a report on a claim is of one dossier, one on a topic of all those of the topic."""

_light = PALETTES["light"]
COLOURS = {
    _light.paper: "var(--paper)", _light.ink: "var(--ink)", _light.muted: "var(--muted)", _light.grid: "var(--line)",
    _light.accent: "var(--accent)", _light.contrast: "var(--contrast)",
    **{mark.light: f"var(--{label.replace(' ', '-')})" for label, mark in MARKS.items() if mark.light != _light.muted},
}  # fmt: skip
"""The colours of a picture as the report's own, so that it follows the page into the dark."""


def frames(dossiers: Sequence[Dossier], scope: Scope) -> dict[str, dict[str, Any]]:
    """By picture id, the figures of a report that have something to draw: one a finding, of a single claim all others too."""
    figures: dict[str, dict[str, Any]] = {}
    for dossier in dossiers:
        for finding in dossier.now.findings:
            if finding.series is not None and len(finding.series):
                figure = evidence_figure(finding, dossier.observations, dossier.catalog)
                figures[finding.evidence.id] = _bare(figure, source_line(finding, dossier.observations, dossier.catalog))
        if scope == "claim":
            figures.update(_of_claim(dossier))
    for figure in figures.values():
        figure["layout"]["width"] = WIDTH
        figure["layout"]["font"] = {**figure["layout"]["font"], "family": f"'{FAMILY}', {FONT}"}
    return figures


def _of_claim(dossier: Dossier) -> Iterator[tuple[str, dict[str, Any]]]:
    """The specification curve and the verdict through the years, where there are any."""
    claim = dossier.claim
    if dossier.choices.contested:
        yield f"{claim.id}-choices", claim_curve(dossier.choices, dossier.catalog)
    if claim.kind != "judgement":
        moments = dossier.project.history(claim)
        if any(moment.scored for moment in moments):
            figure = years_figure(moments)
            layout = figure["layout"]
            layout["height"] -= layout["margin"]["t"] - YEARS_ABOVE
            layout["margin"]["t"] = YEARS_ABOVE
            del layout["title"]
            yield f"{claim.id}-years", figure


def _bare(figure: dict[str, Any], source: str) -> dict[str, Any]:
    """The chart of a finding without what the page says beside it: title, subtitle and source line."""
    layout = figure["layout"]
    del layout["title"]
    noted = wrapped(source, SOURCE_WIDTH)
    layout["annotations"] = [note for note in layout["annotations"] if note["text"] != noted]
    above, below = ROW_HEIGHT * LABEL_ROWS + 12, 34
    layout["margin"] = {**layout["margin"], "t": above, "b": below}
    layout["height"] = PLOT_HEIGHT + above + below
    return figure
