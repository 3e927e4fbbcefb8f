"""The pictures of a claim and of the whole argument: which there are, and each as a figure that can travel alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal

from charts.drawing import Drawing
from charts.evidence import evidence_drawing, headline
from charts.snapshot import Words, snapshot
from charts.theme import Mode
from charts.years import years_drawing
from exports.dossier import Dossier
from exports.sourcing import source_lines
from verdicts import doubt
from verdicts.findings import Finding
from verdicts.history import Moment, through_the_years
from verdicts.words import day

SIZES: Mapping[str, tuple[int, int]] = MappingProxyType(
    {"slide": (1200, 675), "social": (1200, 628), "square": (1080, 1080)}
)
"""Width and height in pixels, at scale 1."""
APART = 0.22
"""Share of the axis between two labels of events: a picture is wider than a phone."""
Kind = Literal["evidence", "test choices", "claim choices", "years", "board", "scoreboard", "map"]


@dataclass(frozen=True)
class Picture:
    """One drawing that can be taken away."""

    id: str
    claim: str
    """The id of the claim it belongs to; empty for pictures of the whole argument."""
    kind: Kind
    title: str
    alt: str


def pictures_of(dossier: Dossier) -> tuple[Picture, ...]:
    """The pictures of a claim, those with figures to draw: its findings first."""
    claim = dossier.claim
    found = [
        Picture(f.evidence.id, claim.id, "evidence", f.evidence.question, f"{f.evidence.question} {headline(f)}. {f.sentence}")
        for f in dossier.now.findings
        if _drawable(f)
    ]  # fmt: skip
    moments = _moments(dossier)
    if any(moment.scored for moment in moments):
        words = doubt.years_sentence(moments)
        found.append(
            Picture(f"{claim.id}-years", claim.id, "years", "The verdict through the years", f"The verdict at each year end. {words}")
        )  # fmt: skip
    return tuple(found)


def picture_figure(dossier: Dossier, picture_id: str, size: str = "slide", mode: Mode = "light") -> dict[str, Any]:
    """A picture of a claim as a complete plotly figure (a plain dict) with width and height.

    Raises KeyError for an id or a size there is not, ValueError where there is nothing to draw.
    """
    claim = dossier.claim.id
    if picture_id == f"{claim}-years":
        moments = _moments(dossier)
        if not any(moment.scored for moment in moments):
            raise ValueError(f"{claim} has no verdict at any date to draw.")
        drawing: Drawing = years_drawing(moments, mode)
        words = _words(
            dossier,
            picture_id,
            drawing,
            "The verdict through the years",
            f"The verdict at each year end. {doubt.years_sentence(moments)}",
            answer=doubt.years_sentence(moments),
            indicators=_indicators(dossier),
        )
    else:
        finding = dossier.finding(picture_id)
        if not _drawable(finding):
            raise ValueError(f"{picture_id} has no figures to draw.")
        drawing = evidence_drawing(finding, dossier.observations, dossier.catalog, mode, apart=APART)
        question = finding.evidence.question
        alt = f"{question} {headline(finding)}. {finding.sentence}"
        words = _words(dossier, picture_id, drawing, question, alt, drawing.head, finding.evidence.request.indicators)
    return snapshot(drawing, words, SIZES[size], mode)


def argument_pictures(dossiers: Sequence[Dossier]) -> tuple[Picture, ...]:
    """The pictures of the whole argument."""
    return ()


def argument_figure(
    dossiers: Sequence[Dossier], picture_id: str, size: str = "slide", mode: Mode = "light"
) -> dict[str, Any]:
    """A picture of the whole argument as a complete plotly figure (a plain dict). Raises as :func:`picture_figure`."""
    raise KeyError(picture_id)


def _drawable(finding: Finding) -> bool:
    return finding.series is not None and len(finding.series) > 0


def _moments(dossier: Dossier) -> tuple[Moment, ...]:
    """The verdict through the years, up to the dossier's day."""
    rows = dossier.project.argument.evidence_of(dossier.claim.id)
    return through_the_years(dossier.claim, rows, dossier.observations, dossier.catalog, dossier.as_of)


def _indicators(dossier: Dossier) -> tuple[str, ...]:
    """All indicators a claim is tested with, in the order of its rows."""
    names = (name for f in dossier.now.findings if f.evidence.indicator for name in f.evidence.request.indicators)
    return tuple(dict.fromkeys(names))


def _words(
    dossier: Dossier,
    picture: str,
    drawing: Drawing,
    question: str,
    alt: str,
    answer: str,
    indicators: Sequence[str],
) -> Words:
    now, then = dossier.now, dossier.then
    verdicts = [(now.label, now.label.capitalize(), f"as of {day(now.as_of.day)}")]
    if then.label != now.label and then.as_of.day != now.as_of.day:
        verdicts.append((then.label, then.label.capitalize(), f"as of the article, {day(then.as_of.day)}"))
    return Words(
        f"Claim: {dossier.claim.claim}",
        tuple(verdicts),
        question,
        answer,
        drawing.subtitle,
        source_lines(indicators, dossier.observations, dossier.catalog, dossier.as_of),
        dossier.link.removeprefix("https://"),
        {"id": picture, "title": f"{dossier.claim.claim} {question}", "alt": alt},
    )
