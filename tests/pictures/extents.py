"""Where the lines of text of an SVG begin and end, in a program that draws them in Arial."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import dist
from typing import NamedTuple
from xml.etree.ElementTree import Element

import numpy as np
from defusedxml.ElementTree import fromstring
from pypdf._codecs.core_font_metrics import CORE_FONT_METRICS

SVG = "{http://www.w3.org/2000/svg}"
WIDTHS = {bold: CORE_FONT_METRICS[f"Helvetica{'-Bold' if bold else ''}"].character_widths for bold in (False, True)}
"""Those of Arial, which was made to have them; in thousandths of the size."""
MINUS, WIDE = 584, 1000
"""What the tables lack: a sign as wide as others of its kind, and marks that may come from another typeface."""
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
    known = WIDTHS[bold]
    return sum(known.get(letter, MINUS if letter == "\N{MINUS SIGN}" else WIDE) for letter in words)


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
