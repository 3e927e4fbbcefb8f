"""Signs: what stands beside the word of a verdict, of an answer, of a conclusion and of how certain one is.

Each is a few lines in a box of 16 by 16, and the one description is drawn in every place: as SVG in a document, as a
mask in a style sheet (for pages whose HTML may hold no SVG), and as shapes of a chart. So a verdict looks the same
wherever it is shown, and no typeface decides what a reader sees.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from verdicts.certainty import DEGREES, Degree
from verdicts.checks import Outcome
from verdicts.conclusions import Stand
from verdicts.rule import Label

BOX = 16
"""Width and height of the box that signs are drawn in."""
STROKE = 1.9
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


@dataclass(frozen=True)
class Part:
    """A line of a sign: ``path`` has M, L, C and Z with absolute places only, which is what plotly reads too."""

    path: str
    filled: bool = False
    dashed: bool = False


Sign = tuple[Part, ...]


def _circle(x: float, y: float, r: float) -> str:
    """A circle in four curves."""
    k = 0.5523 * r
    points = (
        (x + r, y), (x + r, y + k), (x + k, y + r), (x, y + r), (x - k, y + r), (x - r, y + k), (x - r, y),
        (x - r, y - k), (x - k, y - r), (x, y - r), (x + k, y - r), (x + r, y - k), (x + r, y),
    )  # fmt: skip
    said = [f"{round(a, 2):g} {round(b, 2):g}" for a, b in points]
    return f"M{said[0]} " + " ".join(f"C{' '.join(said[i : i + 3])}" for i in (1, 4, 7, 10)) + " Z"


_RING = Part(_circle(8, 8, 6.4))
_SQUARE = "M2 2 L14 2 L14 14 L2 14 Z"
DOT: Sign = (Part(_circle(8, 8, 5.4), filled=True),)
"""A point of a curve."""

VERDICTS: dict[Label, Sign] = {
    "supported": (Part("M8 2 L15 14 L1 14 Z", filled=True),),
    "leans supported": (Part("M8 2.5 L14.5 13.8 L1.5 13.8 Z"),),
    "conflicting": (Part("M8 1 L15 8 L8 15 L1 8 Z"), Part("M8 1 L15 8 L8 15 Z", filled=True)),
    "leans contradicted": (Part("M8 13.5 L1.5 2.2 L14.5 2.2 Z"),),
    "contradicted": (Part("M8 14 L1 2 L15 2 Z", filled=True),),
    "not enough evidence": (_RING, Part("M5 8 L11 8")),
    "too early": (_RING, Part("M8 4.2 L8 8 L10.8 10")),
    "no data": (Part(_SQUARE, dashed=True),),
    "not testable": (Part("M2 2.5 L14 2.5 L14 11 L7.5 11 L4 14 L4 11 L2 11 Z"),),
}
ANSWERS: dict[Outcome, Sign] = {
    "supports": VERDICTS["supported"],
    "contradicts": VERDICTS["contradicted"],
    "inconclusive": VERDICTS["not enough evidence"],
    "no data": VERDICTS["no data"],
}
"""Of the answer of a test."""
STANDS: dict[Stand, Sign] = {
    "stands": (Part(_SQUARE, filled=True),),
    "undecided": (Part(_SQUARE), Part("M8 2 L14 2 L14 14 L8 14 Z", filled=True)),
    "falls": (Part(_SQUARE), Part("M5 5 L11 11"), Part("M11 5 L5 11")),
    "untested": (Part(_circle(8, 8, 6.4), dashed=True),),
}
"""Of how a conclusion stands."""


def svg(sign: Sign, size: float = 14) -> str:
    """The sign as an SVG element in the colour of the text around it; it is not read aloud, the word beside it is."""
    return (
        f'<svg class="sign" width="{size:g}" height="{size:g}" viewBox="0 0 {BOX} {BOX}" aria-hidden="true" fill="none" '
        f'stroke="currentColor" stroke-width="{STROKE}" stroke-linejoin="round">{_lines(sign, "currentColor")}</svg>'
    )


def _lines(sign: Sign, colour: str) -> str:
    return "".join(
        f'<path d="{part.path}"{f" fill={quoted(colour)}" if part.filled else ""}{" stroke-dasharray=" + quoted("3 2.2") if part.dashed else ""}/>'
        for part in sign
    )


def quoted(text: str) -> str:
    """A value of an attribute."""
    return f'"{text}"'


def name_of(what: str) -> str:
    """The class of a sign in a style sheet: sign-leans-supported."""
    return f"sign-{what.replace(' ', '-')}"


def style_sheet() -> str:
    """Rules that draw every sign as a mask over the colour of the text: ``<span class="sign sign-supported">``."""
    dots = {f"certainty {degree}": sign for degree, sign in _DOTS.items()}
    every: list[tuple[str, Sign]] = [*VERDICTS.items(), *STANDS.items(), *dots.items()]
    rules = (
        ".sign[class*='sign-']{display:inline-block;flex:none;width:.95em;height:.95em;vertical-align:-.1em;background:currentColor;"
        "-webkit-mask:var(--sign) center/contain no-repeat;mask:var(--sign) center/contain no-repeat;"
        "print-color-adjust:exact;-webkit-print-color-adjust:exact;forced-color-adjust:none}"
        ".sign[class*='sign-certainty-']{width:3.1em;height:.72em}"
    )
    return rules + "".join(f".{name_of(what)}{{--sign:url({_address(sign)})}}" for what, sign in every)


def _address(sign: Sign) -> str:
    """A sign as the address of an image."""
    wide = BOX * len(DEGREES) if sign in _DOTS.values() else BOX
    drawn = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {BOX}" fill="none" stroke="#000" stroke-width="{STROKE}" '
        f'stroke-linejoin="round">{_lines(sign, "#000")}</svg>'
    )
    return f'"data:image/svg+xml,{quote(drawn, safe=" =:/#")}"'.replace("#", "%23")


_DOTS: dict[Degree, Sign] = {
    degree: tuple(Part(_circle(8 + BOX * i, 8, 5.6), filled=i < len(DEGREES) - place) for i in range(len(DEGREES)))
    for place, degree in enumerate(DEGREES)
}


def dots_svg(degree: Degree, size: float = 10) -> str:
    """How certain, as four dots of which so many are filled, in the colour of the text around it."""
    wide = BOX * len(DEGREES)
    return (
        f'<svg class="dots" width="{size * len(DEGREES):g}" height="{size:g}" viewBox="0 0 {wide} {BOX}" aria-hidden="true" fill="none" '
        f'stroke="currentColor" stroke-width="{STROKE}">{_lines(_DOTS[degree], "currentColor")}</svg>'
    )


def shapes(
    sign: Sign, x: Any, y: Any, size: float, colour: str, xref: str = "x", yref: str = "y"
) -> list[dict[str, Any]]:
    """The sign as shapes of a plotly figure: ``size`` pixels wide, its middle at a place on its axes."""
    return [
        {
            "type": "path", "xref": xref, "yref": yref, "xsizemode": "pixel", "ysizemode": "pixel", "xanchor": x, "yanchor": y,
            "path": _moved(part.path, size / BOX), "fillcolor": colour if part.filled else "rgba(0,0,0,0)",
            "line": {"color": colour, "width": round(STROKE * size / BOX, 2), **({"dash": f"{size / 6:.1f}px,{size / 8:.1f}px"} if part.dashed else {})},
        }
        for part in sign
    ]  # fmt: skip


def enlarged(path: str, by: float) -> str:
    """A path in pixels around its middle, so many times as large."""
    return _NUMBER.sub(lambda found: f"{round(float(found.group()) * by, 2):g}", path)


def _moved(path: str, by: float) -> str:
    """A path around the middle of its box, in pixels, up being more, as plotly has it."""
    places = iter((1.0, -1.0) * path.count(" "))
    return _NUMBER.sub(lambda found: f"{round((float(found.group()) - BOX / 2) * next(places) * by, 2):g}", path)
