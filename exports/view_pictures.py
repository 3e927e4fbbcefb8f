"""What goes into a picture of a view: its drawing, by the form that the view has, and the words around it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from charts.captions import sources_line
from charts.country_colours import country_colours
from charts.drawing import Caption, Drawing, Room
from charts.explore_bars import bars_drawing
from charts.explore_lines import Drawn, lines_drawing
from charts.explore_map import world_drawing
from charts.explore_multiples import multiples_drawing
from charts.explore_ranks import ranks_drawing
from charts.framed import Stated, Words
from charts.theme import PALETTES, Mode
from exports import addresses
from exports.exhibit import Exhibit
from exports.file_metadata import FileMetadata
from exports.picture_specs import NothingToDraw, PictureSpec
from exports.sourcing import source_lines
from verdicts.view import Form
from verdicts.words import day, period

Draw = Callable[[Exhibit, Mode, Room | None], Drawing]


def view_drawing(exhibit: Exhibit, mode: Mode = "light", room: Room | None = None) -> Drawing:
    """The drawing of a view; of a table the lines that stand in it. Raises NothingToDraw where it has no figures, or none for its form."""
    if not exhibit.has_figures:
        raise NothingToDraw(" ".join(exhibit.missing) or "There are no figures for this choice.")
    try:
        return DRAWINGS[exhibit.view.form](exhibit, mode, room)
    except ValueError as error:
        # What one form cannot show (a map of groups, places without a common period) another may.
        raise NothingToDraw(str(error)) from error


def view_spec(exhibit: Exhibit, mode: Mode = "light") -> PictureSpec:
    """A view as a picture. Raises NothingToDraw where it has no figures."""
    drawing = view_drawing(exhibit, mode)
    at = addresses.EXPLORE_PAGE.link(exhibit.address)
    words = Words(
        claim=drawing.head,
        verdicts=(Stated(None, "", f"Figures as of {day(exhibit.as_of.day)}"),),
        question="",
        answer="",
        sources=source_lines(exhibit.indicators, exhibit.case.observations, exhibit.case.catalog, exhibit.as_of),
        link=at.removeprefix("https://") if exhibit.address else "Plumbline, Explore",
        name=exhibit.name,
        title=f"{exhibit.what}: {drawing.head}",
        alt=f"{drawing.head}. {drawing.said}",
        address=exhibit.link if exhibit.address else "",
    )
    return PictureSpec(lambda room: view_drawing(exhibit, mode, room), words)


def view_caption(exhibit: Exhibit, drawing: Drawing) -> Caption:
    """The words around a view's drawing on a page."""
    return Caption(drawing.head, drawing.subtitle, drawing.under, sources_line(exhibit.indicators, exhibit.known))


def view_metadata(exhibit: Exhibit, spec: PictureSpec) -> FileMetadata:
    """What the file of a picture of a view says of itself."""
    words = spec.words
    return FileMetadata(
        words.title, words.alt, words.sources[0], words.address, exhibit.as_of.day, (exhibit.what, *exhibit.indicators)
    )


def _drawn(exhibit: Exhibit, mode: Mode) -> list[Drawn]:
    """The lines of a view in the colours of its countries; of both sides of a comparison, what they are set against is quiet."""
    view = exhibit.view
    colours = dict(zip(view.entities, country_colours(len(view.entities), mode), strict=True))
    quiet = PALETTES[mode].others
    if not exhibit.sides:
        return [Drawn(one.seen, colours[one.seen.entity], one.ahead) for one in exhibit.told]
    return [
        Drawn(side.seen, colours.get(side.seen.entity, quiet) if side.is_own else quiet, quiet=not side.is_own)
        for side in exhibit.sides
    ]


def _lines(exhibit: Exhibit, mode: Mode, room: Room | None) -> Drawing:
    view = exhibit.view
    lines = _drawn(exhibit, mode)
    return lines_drawing(lines, exhibit.said, exhibit.case.catalog, mode, room, log=view.log, events=view.events)


def _bars(exhibit: Exhibit, mode: Mode, room: Room | None) -> Drawing:
    return bars_drawing(_drawn(exhibit, mode), exhibit.said, mode, room)


def _ranks(exhibit: Exhibit, mode: Mode, room: Room | None) -> Drawing:
    return ranks_drawing(_drawn(exhibit, mode), exhibit.said, mode, room)


def _multiples(exhibit: Exhibit, mode: Mode, room: Room | None) -> Drawing:
    return multiples_drawing(_drawn(exhibit, mode), exhibit.said, mode, room)


def _map(exhibit: Exhibit, mode: Mode, room: Room | None) -> Drawing:
    common = exhibit.common
    assert common is not None  # Without one there are no figures.
    of = common.shown[0].series
    when = period(common.date, of.frequency, of.smoothing)
    return world_drawing(common.values, of.unit, exhibit.said, when, exhibit.case.catalog, mode, room)


DRAWINGS: Mapping[Form, Draw] = MappingProxyType(
    {"line": _lines, "bars": _bars, "ranks": _ranks, "map": _map, "multiples": _multiples, "table": _lines}
)
"""By the form of a view."""
