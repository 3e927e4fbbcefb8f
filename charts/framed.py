"""A drawing framed as a picture that travels alone: the claim, the verdict and its day above it, the sources below.

Every place is computed here, in pixels of the finished picture, from texts that are measured first: nothing is left to
a layout engine, and so the picture is the same in each program that draws it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from charts.drawing import Drawing, Room
from charts.signs import enlarged as enlarged_path
from charts.signs import shapes, svg
from charts.text import escaped, fitted, shortened, width
from charts.theme import FAMILY, FONT, MARKS, PALETTES, Mark, Mode, Palette, layout
from verdicts.rule import Label

TYPEFACE = f"'{FAMILY}', {FONT}"
SMALLEST = 12
"""Pixels of the smallest type."""
ENLARGED = 1.2
"""Type and marks of a drawing in a framed picture, against those on a page."""
PAD = 36
SOURCE_LINES = 3
_NOTHING = {
    "type": "scatter",
    "mode": "markers",
    "xaxis": "x9",
    "yaxis": "y9",
    "hoverinfo": "skip",
    "marker": {"opacity": 0},
}


class Stated(NamedTuple):
    """A verdict beside its claim: its label and word, as of when, and how certain it is."""

    label: Label | None
    word: str
    when: str
    certainty: str = ""
    """In two words; empty where nothing was decided."""
    because: str = ""
    """The same with its reasons, where they are to stand in the picture."""


@dataclass(frozen=True)
class Words:
    """What a picture says around its drawing; plain text."""

    claim: str
    verdicts: tuple[Stated, ...]
    """Each verdict that stands beside the claim."""
    question: str
    answer: str
    sources: tuple[str, ...]
    """The source line, and shorter forms of it to be used where the first needs too much room."""
    link: str
    name: str
    """The picture's id."""
    title: str
    alt: str
    """A text alternative."""
    key: tuple[tuple[Mark, str], ...] = ()
    """What the marks of the drawing mean, in the order they are to be read."""
    address: str = ""
    """Where the link leads, as a browser wants it; empty where nobody said where the dashboard is."""

    def record(self, drawing: Drawing) -> dict[str, Any]:
        """The words as plain values: they travel in the chart, for a page around it and for the title of an SVG."""
        return {
            "id": self.name, "title": self.title, "alt": self.alt, "claim": self.claim, "question": self.question, "answer": self.answer,
            "measured": drawing.said, "sources": self.sources[0], "link": self.link, "address": self.address,
            "verdicts": [one._asdict() for one in self.verdicts],
            "key": [{"sign": svg(mark.sign, 12), "light": mark.light, "dark": mark.dark, "word": word} for mark, word in self.key],
        }  # fmt: skip


@dataclass(frozen=True)
class _Line:
    """A line of text: its left or right end, its baseline box's middle, both in pixels from the top left."""

    text: str
    x: float
    y: float
    size: float
    colour: str
    bold: bool = False
    anchor: str = "left"


def framed(
    drawing: Drawing | Callable[[Room], Drawing],
    words: Words,
    size: tuple[int, int],
    mode: Mode = "light",
    enlarged: float = ENLARGED,
) -> dict[str, Any]:
    """A plotly figure (a plain dict) of ``size`` (width, height in pixels), its type and marks ``enlarged`` against a page.

    A drawing that has to know its room is given as a function of it.
    """
    palette = PALETTES[mode]
    wide, high = size
    type_ = 1.12 if wide < 1.2 * high else 1.0
    foot, bottom = _foot(words, wide, high, palette, type_)
    big = enlarged * type_
    make = (lambda _: drawing) if isinstance(drawing, Drawing) else drawing
    # What a drawing says depends on its room, and its room on how much it says.
    drawn, top = make(Room(int((wide - 2 * PAD) / big), int(0.6 * high / big))), 0.0
    for _ in range(3):
        before = top
        head, signs, top = _head(words, drawn.said, wide, palette, mode, type_)
        if top == before:
            break
        drawn = make(Room(int((wide - 2 * PAD) / big), int((bottom - top) / big)))
    drawing = drawn
    left, right = PAD + max(drawing.left * big - 6, 0), wide - PAD - max(drawing.right * big - 12, 0)
    frame = (left, top + drawing.above * big, right, bottom - drawing.below * big)
    texts = [_note(line, size) for line in (*head, *foot)]
    rules = [_rule(y, size, palette) for y in (top - 12 * type_, bottom + 8 * type_)]
    marks_axes = {
        "xaxis9": {"range": [0, wide], "visible": False, "domain": [0, 1], "anchor": "y9", "fixedrange": True},
        "yaxis9": {"range": [high, 0], "visible": False, "domain": [0, 1], "anchor": "x9", "fixedrange": True},
    }
    return {
        # Axes without a trace are left out by plotly: this one has the signs' places.
        "data": [*(_enlarged_trace(trace, big) for trace in drawing.data), {**_NOTHING, "x": [0], "y": [0]}],
        "layout": layout(
            palette,
            width=wide,
            height=high,
            margin={"l": 0, "r": 0, "t": 0, "b": 0, "pad": 0, "autoexpand": False},
            plot_bgcolor="rgba(0,0,0,0)",
            font={"family": TYPEFACE, "size": 13 * big},
            hoverlabel={"font": {"family": TYPEFACE}},
            shapes=[*(_placed(s, frame, size, big) for s in drawing.shapes), *rules, *signs],
            annotations=[*(_placed(n, frame, size, big) for n in drawing.notes), *texts],
            meta=words.record(drawing),
            **_axes(drawing, frame, size, big, palette),
            **marks_axes,
        ),
    }


def _head(
    words: Words, measured: str, wide: int, palette: Palette, mode: Mode, type_: float
) -> tuple[list[_Line], list[dict[str, Any]], float]:
    """Lines, the signs of the verdicts, and the height at which the drawing may begin."""
    room, y = wide - 2 * PAD, 26.0
    lines: list[_Line] = []

    def add(texts: Sequence[str], size: float, colour: str, bold: bool = False, after: float = 0) -> None:
        nonlocal y
        for text in texts:
            y += 0.62 * size
            lines.append(_Line(text, PAD, y, size, colour, bold))
            y += 0.62 * size
        y += after

    claim = 23 * type_
    add(shortened(words.claim, claim, room, 3), claim, palette.ink, bold=True, after=6)
    x, size = float(PAD), 16 * type_
    marks: list[tuple[float, float, Mark, float]] = []
    y += 0.62 * size
    for label, word, when, certainty, _ in words.verdicts:
        word, certain = (f"{word},", width(certainty, size) + 6) if certainty else (word, 0.0)
        ends = x + (24 if label else 0) + width(word, size) + 6 + certain + width(when, size)
        if x > PAD and ends > wide - PAD:
            x, y = float(PAD), y + 1.3 * size
        if label:
            marks.append((x + 8, y, MARKS[label], 14 * type_))
            x += 24
        lines.append(_Line(word, x, y, size, MARKS[label].colour(mode) if label else palette.ink, bold=True))
        # Words are given a little more room than they take: enough between a verdict and its certainty.
        x += width(word, size) + (0 if certainty else 6) if word else 0
        lines.append(_Line(certainty, x, y, size, palette.ink))
        x += certain
        lines.append(_Line(when, x, y, size, palette.muted))
        x += width(when, size) + 28
    y += 0.62 * size + 6 * type_
    for stated in words.verdicts:
        add(shortened(stated.because, 14 * type_, room, 3), 14 * type_, palette.muted)
    y += 16 * type_
    add(fitted(words.question, 17 * type_, room), 17 * type_, palette.ink, bold=True)
    add(shortened(words.answer, 16 * type_, room, 5), 16 * type_, palette.ink)
    add(shortened(measured, 14 * type_, room, 4), 14 * type_, palette.muted)
    size = 13 * type_
    if words.key:
        x, y = float(PAD), y + 8 * type_ + 0.65 * size
        for mark, word in words.key:
            if x > PAD and x + 18 + width(word, size) > wide - PAD:
                x, y = float(PAD), y + 1.35 * size
            marks.append((x + 7, y, mark, 11 * type_))
            lines.append(_Line(word, x + 18, y, size, palette.ink))
            x += 18 + width(word, size) + 18
        y += 0.65 * size
    rule = y + 12 * type_
    signs = [
        shape
        for x, y, mark, wide in marks
        for shape in shapes(mark.sign, x, y, wide, mark.colour(mode), xref="x9", yref="y9")
    ]
    return [line for line in lines if line.text], signs, rule + 12 * type_


def _foot(words: Words, wide: int, high: int, palette: Palette, type_: float) -> tuple[list[_Line], float]:
    """Lines, and the height at which the drawing has to end."""
    size = SMALLEST * type_
    beside = width(words.link, size) + 24
    room = wide - 2 * PAD - beside if beside < wide / 2 else wide - 2 * PAD
    forms = [fitted(text, size, room) for text in words.sources]
    lines = next((form for form in forms if len(form) <= SOURCE_LINES), forms[-1])
    own_line = beside >= wide / 2
    rows = len(lines) + own_line
    step = 1.3 * size
    first = high - 16 - step * (rows - 0.5)
    texts = [_Line(text, PAD, first + step * i, size, palette.muted) for i, text in enumerate(lines)]
    texts.append(_Line(words.link, wide - PAD, first + step * (rows - 1), size, palette.ink, bold=True, anchor="right"))
    return texts, first - step / 2 - 16 * type_


def _axes(
    drawing: Drawing, frame: tuple[float, float, float, float], size: tuple[int, int], big: float, palette: Palette
) -> dict[str, Any]:
    """The drawing's axes, moved to its frame; and what else it asks of a layout."""
    found: dict[str, Any] = {}
    # In the drawing's order: that of a set is another one in each process, and so would be the bytes of the picture.
    for name in dict.fromkeys(("xaxis", "yaxis", *drawing.axes)):
        given = drawing.axes.get(name, {})
        if not name.startswith(("xaxis", "yaxis")):
            found[name] = given
            continue
        across = name.startswith("x")
        domain = [_share(end, across, frame, size) for end in given.get("domain", (0, 1))]
        own = given.get("tickfont", {})
        font = {"color": palette.muted, **own, "size": max(own.get("size", 12) * big, SMALLEST)}
        found[name] = {"ticklabelstandoff": 3, **given, "domain": domain, "automargin": False, "tickfont": font}
    return found


def _share(value: float, across: bool, frame: tuple[float, float, float, float], size: tuple[int, int]) -> float:
    """A place on the plot (0 to 1) as one on the whole picture."""
    left, top, right, bottom = frame
    if across:
        return (left + value * (right - left)) / size[0]
    return 1 - (bottom - value * (bottom - top)) / size[1]


def _placed(
    item: dict[str, Any], frame: tuple[float, float, float, float], size: tuple[int, int], big: float
) -> dict[str, Any]:
    """A shape or a note of the drawing, moved to its frame and enlarged."""
    moved = dict(item)
    for axis in "xy":
        if item.get(f"{axis}ref") == "paper":
            # What has its size in pixels has its place in its anchor.
            anchored = item.get(f"{axis}sizemode") == "pixel"
            for key in (f"{axis}anchor",) if anchored else (axis, f"{axis}0", f"{axis}1"):
                if key in item:
                    moved[key] = _share(item[key], axis == "x", frame, size)
        if f"{axis}shift" in item:
            moved[f"{axis}shift"] = item[f"{axis}shift"] * big
    if "font" in item:
        moved["font"] = {**item["font"], "size": max(item["font"].get("size", 12) * big, SMALLEST)}
    if "path" in item:
        moved["path"] = enlarged_path(item["path"], big)
    if "line" in item:
        moved["line"] = {**item["line"], "width": item["line"].get("width", 1) * big}
    return moved


def _enlarged_trace(trace: dict[str, Any], big: float) -> dict[str, Any]:
    """A trace with heavier lines and larger marks."""
    found = dict(trace)
    if "width" in trace.get("line", {}):
        found["line"] = {**trace["line"], "width": trace["line"]["width"] * big}
    if "size" in trace.get("marker", {}):
        size = trace["marker"]["size"]
        larger = [one * big for one in size] if isinstance(size, list) else size * big
        found["marker"] = {**trace["marker"], "size": larger}
    return found


def _note(line: _Line, size: tuple[int, int]) -> dict[str, Any]:
    return {
        "xref": "paper", "yref": "paper", "x": line.x / size[0], "y": 1 - line.y / size[1], "xanchor": line.anchor,
        "yanchor": "middle", "showarrow": False, "align": line.anchor, "borderpad": 0,
        "text": escaped(line.text), "font": {"size": line.size, "color": line.colour, "weight": 600 if line.bold else 400},
    }  # fmt: skip


def _rule(y: float, size: tuple[int, int], palette: Palette) -> dict[str, Any]:
    """A thin line across the picture."""
    return {
        "type": "line", "xref": "paper", "yref": "paper", "x0": PAD / size[0], "x1": 1 - PAD / size[0],
        "y0": 1 - y / size[1], "y1": 1 - y / size[1], "line": {"color": palette.grid, "width": 1},
    }  # fmt: skip
