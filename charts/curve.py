"""Specification curves: what every combination of choices gives, sorted, with the choices under it.

After Simonsohn, Simmons and Nelson (2020, Nature Human Behaviour 4, 1208-1214). The curve is no better estimate than
the headline; it shows how choices move the answer.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from charts.drawing import Drawing, Room
from charts.page import on_page
from charts.panel import ON_PAGE, Choice, Widths, fitting, panel, scale
from charts.text import escaped
from charts.theme import MARKS, PALETTES, Mode, Palette, point_marker
from loaders.catalog import Catalog
from verdicts.answers import answer_words
from verdicts.checks import DIRECTIONS, LEVELS
from verdicts.choices import NOUNS, value_words
from verdicts.evidence import Evidence, Value
from verdicts.multiverse import Influence, Multiverse
from verdicts.rule import FULL, LABELS, LEANING, SCALE, Label
from verdicts.sentences import subject
from verdicts.specifications import Specification, Specifications
from verdicts.words import (
    axis_unit,
    capitalised,
    count,
    difference_unit,
    number,
    quantity,
    scale_of,
    shared_unit,
)

MOST_DRAWN = 400
"""Specifications in one picture: of more, a sample with a fixed seed."""
WORTH_DRAWING = 0.01
"""Share of variance from which a choice gets lines in the panel of a claim."""
MOST_CHOICES = 8
CURVE = 190
"""Height of the curve itself, in pixels."""
GAP = 14
LEAST, WIDE_LEFT = 100, 236
"""In a framed picture: the least height of the curve, and the room for names of values, in pixels."""
OUTCOMES: dict[str, Label] = {
    "supports": "supported",
    "contradicts": "contradicted",
    "inconclusive": "not enough evidence",
}
"""An outcome is drawn in the colour of the verdict it pulls towards."""
ORDER = tuple(OUTCOMES)


def claim_curve(multiverse: Multiverse, catalog: Catalog, mode: Mode = "light") -> dict[str, Any]:
    """A plotly figure (a plain dict) for a page: the scores of a claim's specifications and the choices that matter."""
    return on_page(claim_curve_drawing(multiverse, catalog, mode), PALETTES[mode])


def finding_curve(test: Specifications, catalog: Catalog, mode: Mode = "light") -> dict[str, Any]:
    """A plotly figure (a plain dict) for a page: the statistic of a row under each of its specifications that has one.

    Raises ValueError if none has.
    """
    return on_page(finding_curve_drawing(test, catalog, mode), PALETTES[mode])


def claim_curve_drawing(
    multiverse: Multiverse, catalog: Catalog, mode: Mode = "light", room: Room | None = None
) -> Drawing:
    """The scores of a claim's specifications and the choices that matter, as many as there is room for."""
    palette = PALETTES[mode]
    whole = multiverse.size <= MOST_DRAWN
    picked = multiverse.sample(MOST_DRAWN)
    if not whole:
        picked[0] = 0  # The headline, the first of each test's specifications, is always among those drawn.
    labels, scores = multiverse.labels_of(picked), multiverse.scores_of(picked)
    shown = [i for i in multiverse.influences if i.share >= WORTH_DRAWING][:MOST_CHOICES]
    # Among equals those with the same values stand together, the weightiest choice first: else the panel is noise.
    alike = [_codes(i, multiverse, picked) for i in reversed(shown)]
    order = np.lexsort([*alike, np.array([LABELS.index(x) for x in labels]), scores])
    picked, labels, scores = picked[order], [labels[i] for i in order], scores[order]
    colours = np.array([LABELS.index(x) for x in labels])
    choices = [_of_claim(i, multiverse, picked, catalog) for i in shown]
    headline = int(np.flatnonzero((picked == 0).all(axis=1))[0])
    points = {
        "x": list(range(len(scores))), "y": scores.tolist(),
        "text": [f"{x}, score {s:+.2f}" if x in SCALE else x for x, s in zip(labels, scores, strict=True)],
        "marker": point_marker((MARKS[x] for x in labels), mode, 6),
    }  # fmt: skip
    drawn = "all of them" if whole else f"{len(picked):,} of them, drawn at random"
    return _drawing(
        "How choices move the score",
        f"{multiverse.size:,} combinations ({drawn}), sorted by score",
        points,
        choices,
        colours,
        scale([MARKS[x].fill(mode) for x in LABELS]),
        headline,
        {"range": [-1.12, 1.12], "tickvals": [-1, -FULL, -LEANING, LEANING, FULL, 1],
         "ticktext": [number(round(tick, 2)) for tick in (-1, -FULL, -LEANING, LEANING, FULL, 1)]},
        palette,
        room,
    )  # fmt: skip


def finding_curve_drawing(
    test: Specifications, catalog: Catalog, mode: Mode = "light", room: Room | None = None
) -> Drawing:
    """The statistic of a row under each of its specifications that has one. Raises ValueError if none has."""
    palette = PALETTES[mode]
    drawn = sorted(test.measured, key=lambda point: point.interval.estimate)
    if not drawn:
        raise ValueError(f"No specification of {test.evidence.id} has figures.")
    made = [point.specification for point in drawn]
    statistics = np.array([point.interval.estimate for point in drawn])
    low, high = np.array([p.interval.low for p in drawn]), np.array([p.interval.high for p in drawn])
    factor, suffix = scale_of(float(np.abs(statistics).max()))
    levels = shared_unit(point.unit for point in drawn)
    unit = levels if test.evidence.check in LEVELS else difference_unit(levels)
    points = {
        "x": list(range(len(drawn))), "y": (statistics / factor).tolist(),
        "text": [escaped(f"{quantity(p.interval.estimate, unit)}: {answer_words(p.specification.result).casefold()}") for p in drawn],
        "marker": point_marker((MARKS[OUTCOMES[s.outcome]] for s in made), mode, 7),
        "error_y": {"type": "data", "symmetric": False, "array": ((high - statistics) / factor).tolist(),
                    "arrayminus": ((statistics - low) / factor).tolist(), "color": palette.muted, "thickness": 1, "width": 0},
    }  # fmt: skip
    choices = [
        Choice(
            capitalised(NOUNS[column]),
            tuple(
                (value_words(test.evidence, column, value, levels, catalog),
                 np.array([s.value_of(column) == value for s in made]))
                for value in values
            ),
        )
        for column, values in _options(test)
    ]  # fmt: skip
    lines_at = {
        "type": "scatter", "mode": "markers", "hoverinfo": "skip", "x": points["x"],
        "y": [_threshold(s) / factor for s in made],
        "marker": {"symbol": "line-ew", "size": 6, "line": {"width": 1.6, "color": palette.contrast}},
    }  # fmt: skip
    absent = len(test.all) - len(drawn)
    left = f"; {absent} have too few figures" if absent else ""
    headline = next((i for i, s in enumerate(made) if not s.changes), None)
    return _drawing(
        "Under each choice",
        f"In {axis_unit(unit, suffix)}; {len(drawn)} combinations{left}. Dashes mark thresholds, bars doubt.",
        points,
        choices,
        np.array([ORDER.index(s.outcome) for s in made]),
        scale([MARKS[x].fill(mode) for x in OUTCOMES.values()]),
        headline,
        {"tickformat": ",~g", "nticks": 6},
        palette,
        room,
        lines_at if test.evidence.threshold is not None else None,
    )


def _drawing(
    head: str, subtitle: str, points: dict[str, Any], choices: list[Choice], colours: np.ndarray, colour_scale: dict[str, Any],
    headline: int | None, yaxis: dict[str, Any], palette: Palette, room: Room | None, beside: dict[str, Any] | None = None,
) -> Drawing:  # fmt: skip
    above, below = 14, 8
    widths = ON_PAGE if room is None else Widths(38, room.width // 8, WIDE_LEFT)
    if room is not None:
        every = len(choices)
        choices = fitting(choices, room.height - above - below - GAP - LEAST, widths)
        left_out = every - len(choices)
        if left_out:
            more = "One more choice is" if left_out == 1 else f"{capitalised(count(left_out))} more choices are"
            subtitle += f"{'' if subtitle.endswith('.') else '.'} {more} not drawn."
    cells, notes, axis, height = panel(choices, colours, palette, widths)
    under = GAP + height if choices else 0
    whole = CURVE + under if room is None else room.height - above - below
    curve = whole - under
    n = len(points["x"])
    data = [{"type": "scatter", "mode": "markers", "hovertemplate": "%{text}<extra></extra>", **points}]
    data += [beside] if beside else []
    data += [{**cells, **colour_scale, "x": points["x"]}] if choices else []
    shapes = []
    if headline is not None:
        shapes.append(
            {"type": "line", "xref": "x", "yref": "paper", "x0": headline, "x1": headline, "y0": 0, "y1": 1,
             "line": {"color": palette.ink, "width": 1, "dash": "dot"}}
        )  # fmt: skip
        notes.append(
            {"xref": "x", "yref": "paper", "x": headline, "y": 1, "yanchor": "bottom", "showarrow": False, "text": "as written",
             "xanchor": "left" if headline < 0.15 * n else "right" if headline > 0.85 * n else "center",
             "font": {"size": 12, "color": palette.ink}}
        )  # fmt: skip
    return Drawing(
        head,
        subtitle,
        data,
        {
            "xaxis": {"range": [-0.02 * n - 0.6, 1.02 * n - 0.4], "visible": False, "anchor": "y"},
            "yaxis": {"domain": [1 - curve / whole, 1], "automargin": False, **yaxis},
            "yaxis2": {"domain": [0, max(height / whole, 0.01)], **axis},
        },
        shapes,
        notes,
        above=above,
        below=below,
        left=widths.left,
        right=8,
        height=whole,
    )


def _options(test: Specifications) -> list[tuple[str, list[Value]]]:
    """Each open choice of a test with its values, that of the row first."""
    return [(column, list(dict.fromkeys(s.value_of(column) for s in test.all))) for column in test.columns]


def _codes(influence: Influence, multiverse: Multiverse, picked: np.ndarray) -> np.ndarray:
    """For each specification, which of a choice's values it has."""
    test = multiverse.tests[influence.at]
    values = dict(_options(test))[influence.column]
    codes = [values.index(s.value_of(influence.column)) for s in test.all]
    return np.array(codes)[picked[:, influence.at]]


def _of_claim(influence: Influence, multiverse: Multiverse, picked: np.ndarray, catalog: Catalog) -> Choice:
    """The values of one choice of one row, over specifications of the claim."""
    test, row = multiverse.tests[influence.at], influence.evidence
    # Where no specification has a statistic, no threshold matters, and none is named.
    unit = shared_unit(point.unit for point in test.measured) if test.measured else ""
    codes = _codes(influence, multiverse, picked)
    values = tuple(
        (value_words(row, influence.column, value, unit, catalog), codes == code)
        for code, value in enumerate(dict(_options(test))[influence.column])
    )
    share = f"{100 * influence.share:.0f}% of the variance"
    return Choice(f"{capitalised(NOUNS[influence.column])} ({share}): {_name(row, catalog)}", values)


def _name(row: Evidence, catalog: Catalog) -> str:
    return subject(row, catalog) if row.indicator else row.question


def _threshold(specification: Specification) -> float:
    """Where the threshold of a specification stands: for a change, on the side it has to reach."""
    row = specification.row
    return DIRECTIONS.get(row.check, 1) * row.limit
