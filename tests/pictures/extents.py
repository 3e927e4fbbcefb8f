"""Where the lines of text of an SVG begin and end, in a program that draws them in Arial."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import dist
from typing import NamedTuple
from xml.etree.ElementTree import Element

import numpy as np
from defusedxml.ElementTree import fromstring

SVG = "{http://www.w3.org/2000/svg}"
REGULAR = (
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556,
    556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
)  # fmt: skip
"""Widths of the characters from space to tilde in thousandths of the size, from Adobe's metrics of Helvetica: Arial has the same."""
BOLD = (
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611, 556, 333, 611,
    611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
)  # fmt: skip
OTHERS = {"\N{MINUS SIGN}": 584, "\N{LEFT DOUBLE QUOTATION MARK}": 500, "\N{RIGHT DOUBLE QUOTATION MARK}": 500, "\N{EN DASH}": 556,
          "\N{EURO SIGN}": 556, "\N{LATIN SMALL LETTER U WITH DIAERESIS}": 611}  # fmt: skip
"""The same of what else stands in pictures, in bold."""
WIDE = 1000
"""Anything else: marks may come from another typeface."""
_STEP = re.compile(r"(\w+)\(([^)]*)\)")


class Line(NamedTuple):
    """A line of text in its place: its two ends on the baseline."""

    text: str
    begin: tuple[float, float]
    end: tuple[float, float]
    size: float

    @property
    def long(self) -> float:
        return dist(self.begin, self.end)

    def inside(self, width: float, height: float) -> bool:
        """Whether its baseline lies within a frame."""
        xs, ys = zip(self.begin, self.end, strict=True)
        return min(xs) >= 0 and max(xs) <= width and min(ys) >= 0 and max(ys) <= height


def lines_of(svg: bytes) -> list[Line]:
    """All lines of text of a picture."""
    return list(_lines(fromstring(svg), np.eye(3), {}))


def _lines(element: Element, place: np.ndarray, style: dict[str, str]) -> Iterator[Line]:
    place = place @ _moved(element.get("transform", ""))
    if element.tag == f"{SVG}text":
        style = _style(element)
        parts = [part for part in element.iter(f"{SVG}tspan") if part.get("class") == "line"] or [element]
        for part in parts:
            yield _line(part, element, place, style)
        return
    for child in element:
        yield from _lines(child, place, style)


def _line(part: Element, text: Element, place: np.ndarray, style: dict[str, str]) -> Line:
    size = float(style["font-size"].removesuffix("px"))
    bold = style.get("font-weight") == "bold"
    long = sum(_width(words, heavy) for words, heavy in _runs(part, bold)) * size / 1000
    x, y = (float(part.get(axis) or text.get(axis) or 0) for axis in "xy")
    left = x - {"start": 0, "middle": 0.5, "end": 1}[text.get("text-anchor", "start")] * long
    begin, end = (tuple(float(v) for v in (place @ (at, y, 1))[:2]) for at in (left, left + long))
    return Line("".join(part.itertext()), begin, end, size)


def _runs(part: Element, bold: bool) -> Iterator[tuple[str, bool]]:
    """Pieces of text, and whether they are bold."""
    yield part.text or "", bold
    for child in part:
        yield from _runs(child, bold or "bold" in child.get("style", ""))
        yield child.tail or "", bold


def _width(words: str, bold: bool) -> float:
    known = BOLD if bold else REGULAR
    return sum(known[ord(c) - 32] if " " <= c <= "~" else OTHERS.get(c, WIDE) for c in words)


def _style(element: Element) -> dict[str, str]:
    parts = (part.partition(":") for part in element.get("style", "").split(";") if part.strip())
    return {name.strip(): value.strip() for name, _, value in parts}


def _moved(transform: str) -> np.ndarray:
    """A transform as a matrix."""
    found = np.eye(3)
    for name, numbers in _STEP.findall(transform):
        given = [float(n) for n in re.split(r"[ ,]+", numbers.strip())]
        found = found @ _MATRICES[name](*given)
    return found


def _translated(x: float, y: float = 0) -> np.ndarray:
    return np.array([[1, 0, x], [0, 1, y], [0, 0, 1.0]])


def _rotated(angle: float, x: float = 0, y: float = 0) -> np.ndarray:
    c, s = np.cos(np.radians(angle)), np.sin(np.radians(angle))
    return _translated(x, y) @ np.array([[c, -s, 0], [s, c, 0], [0, 0, 1]]) @ _translated(-x, -y)


def _scaled(x: float, y: float | None = None) -> np.ndarray:
    return np.diag([x, x if y is None else y, 1.0])


_MATRICES = {"translate": _translated, "rotate": _rotated, "scale": _scaled}
