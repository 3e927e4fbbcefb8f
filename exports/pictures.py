"""The pictures of a claim and of the whole argument: which there are, and each as a figure that can travel alone.

Their ids: that of a row of evidence for its chart; ``<evidence>-choices`` and ``<claim>-choices`` for specification
curves; ``<claim>-years`` for the verdict through the years; ``board``, ``scoreboard`` and ``map`` for the argument.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal

from charts.framed import TYPEFACE, snapshot
from charts.page import bare
from charts.theme import PALETTES, Mode
from exports import picture_specs
from exports.dossier import Dossier
from exports.picture_specs import PictureSpec
from verdicts.findings import has_figures

SIZES: Mapping[str, tuple[int, int]] = MappingProxyType(
    {"slide": (1200, 675), "social": (1200, 628), "square": (1080, 1080)}
)
"""Width and height in pixels, at scale 1."""
PAGE = "page"
"""A size beside them: as wide as the page it is put in, all words in ``layout.meta`` (see exports/interactive.py)."""
Kind = Literal["evidence", "test choices", "claim choices", "years", "board", "scoreboard", "map"]
_ARGUMENT: Mapping[Kind, Callable[[Sequence[Dossier], Mode], PictureSpec]] = MappingProxyType(
    {"board": picture_specs.of_board, "scoreboard": picture_specs.of_scoreboard, "map": picture_specs.of_map}
)


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
    """The pictures of a claim, those with figures to draw: its findings, their choices, all choices, the years."""
    found = [
        _picture(dossier, "evidence", picture_specs.of_finding(dossier, f))
        for f in dossier.now.findings
        if has_figures(f)
    ]
    for test in dossier.choices.tests:
        if len(test.all) > 1 and test.measured:
            found.append(_picture(dossier, "test choices", picture_specs.of_test(dossier, test)))
    if dossier.choices.contested:
        found.append(_picture(dossier, "claim choices", picture_specs.of_choices(dossier)))
    if any(moment.scored for moment in dossier.moments):
        found.append(_picture(dossier, "years", picture_specs.of_years(dossier)))
    return tuple(found)  # fmt: skip


def picture_chart(dossier: Dossier, picture_id: str, size: str = "slide", mode: Mode = "light") -> dict[str, Any]:
    """A picture of a claim as a complete plotly figure (a plain dict) with width and height.

    Raises KeyError for an id or a size there is not, ValueError where there is nothing to draw.
    """
    return _framed(_spec(dossier, picture_id, mode), size, mode)


def argument_pictures(dossiers: Sequence[Dossier]) -> tuple[Picture, ...]:
    """The pictures of the whole argument, or of a part of it; the map only of the whole."""
    found = []
    for kind, spec in _ARGUMENT.items():
        try:
            words = spec(dossiers, "light").words
        except ValueError:
            continue
        found.append(Picture(kind, "", kind, words.question, words.alt))
    return tuple(found)


def argument_chart(
    dossiers: Sequence[Dossier], picture_id: str, size: str = "slide", mode: Mode = "light"
) -> dict[str, Any]:
    """A picture of the whole argument as a complete plotly figure (a plain dict). Raises as :func:`picture_figure`."""
    return _framed(_ARGUMENT[picture_id](dossiers, mode), size, mode)  # type: ignore[index]


def _picture(dossier: Dossier, kind: Kind, spec: PictureSpec) -> Picture:
    words = spec.words
    return Picture(words.name, dossier.claim.id, kind, words.question, words.alt)


def _spec(dossier: Dossier, picture_id: str, mode: Mode) -> PictureSpec:
    claim = dossier.claim.id
    for finding in dossier.now.findings:
        if finding.evidence.id == picture_id:
            return picture_specs.of_finding(dossier, finding, mode)
    for test in dossier.choices.tests:
        if f"{test.evidence.id}-choices" == picture_id:
            return picture_specs.of_test(dossier, test, mode)
    if picture_id == f"{claim}-choices":
        return picture_specs.of_choices(dossier, mode)
    if picture_id == f"{claim}-years":
        return picture_specs.of_years(dossier, mode)
    raise KeyError(picture_id)


def _framed(spec: PictureSpec, size: str, mode: Mode) -> dict[str, Any]:
    if size == PAGE:
        drawing = spec.drawing(None)
        return bare(drawing, PALETTES[mode], TYPEFACE, spec.words.record(drawing))
    return snapshot(spec.drawing, spec.words, SIZES[size], mode, spec.enlarged)
