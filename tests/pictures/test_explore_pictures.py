"""Pictures of Explore in each size: all text within the frame, none over another, and all land in its colours."""

import sys
from itertools import combinations
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from extents import SVG, lines_of
from opened import CATALOG

sys.path.insert(0, str(Path(__file__).parents[1] / "unit"))

from explored import SAID, drawn, series

from charts.classes import class_bounds, class_colours
from charts.explore_bars import bars_drawing
from charts.explore_map import world_drawing
from charts.explore_multiples import MOST, multiples_drawing
from charts.explore_ranks import ranks_drawing
from charts.framed import Stated, Words, framed
from exports.pictures import SIZES

WORDS = Words(
    "What is seen", (Stated(None, "", "Today"),), "What do the figures show?", "", ("Source: an office. Outlines: Natural Earth.",),
    "plumbline.example.org", "seen", "What is seen", "What is seen",
)  # fmt: skip
NAMES = (
    "Democratic Republic of the Congo", "United Arab Emirates", "Bosnia and Herzegovina", "Türkiye", "US", "Central African Rep.",
    "European NATO", "Papua N. Guinea", "Poland", "Russia", "Saudi Arabia", "South Korea",
)  # fmt: skip


def figures(n, unit="US$"):
    """Values of many sizes, some of them below zero."""
    return {
        f"{name} {i // len(NAMES) or ''}".strip(): series(
            [(i - 3) * 7.0 * y + 1.5 for y in range(1, 12)], unit=unit, margin=4.0
        )
        for i, name in enumerate((NAMES * 2)[:n])
    }


def world(room, mode):
    values = {code: 37.0 * i - 400 for i, code in enumerate(CATALOG.members_of("WLD")) if i % 9}
    return world_drawing({**values, "EU": 3.0}, "% of GDP", SAID, "2024", CATALOG, mode, room)


DRAWINGS = {
    "map": world,
    "ranks": lambda room, mode: ranks_drawing(drawn(figures(12), mode), SAID, mode, room),
    "bars": lambda room, mode: bars_drawing(drawn(figures(12, "%"), mode), SAID, mode, room),
    "few bars": lambda room, mode: bars_drawing(drawn(figures(2), mode), SAID, mode, room),
    "multiples": lambda room, mode: multiples_drawing(drawn(figures(12), mode), SAID, mode, room),
    "many multiples": lambda room, mode: multiples_drawing(drawn(figures(MOST), mode), SAID, mode, room),
}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", DRAWINGS)
def test_text_stays_within_the_frame_and_off_other_text(renderer, name, size):
    chart = framed(lambda room: DRAWINGS[name](room, "light"), WORDS, SIZES[size])
    svg = renderer.picture(chart, "edit.svg")
    lines = [line for line in lines_of(svg) if line.text.strip()]
    assert len(lines) > 10
    assert not [line.text for line in lines if not line.inside(*SIZES[size])]
    assert not [(a.text, b.text) for a, b in combinations(lines, 2) if meet(a, b)]


def meet(one, other):
    """Whether two level lines of text cover a part of the same place: letters are about three quarters of their size high."""
    apart = abs(one.begin[1] - other.begin[1])
    beside = one.end[0] <= other.begin[0] or other.end[0] <= one.begin[0]
    return apart < 0.75 * min(one.size, other.size) and not beside


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_all_land_is_filled_in_the_colours_of_its_classes(renderer, mode):
    drawing = world(None, mode)
    chart = framed(lambda room: world(room, mode), WORDS, SIZES["slide"], mode)
    filled = fills(renderer.picture(chart, "svg"))
    wanted = [trace["fillcolor"] for trace in drawing.data if "fillcolor" in trace]
    assert len(wanted) >= 5
    assert set(wanted) <= filled
    values = {code: 37.0 * i - 400 for i, code in enumerate(CATALOG.members_of("WLD")) if i % 9}
    assert set(wanted) == set(class_colours(class_bounds(values.values()), mode))


def fills(svg: bytes) -> set[str]:
    """The colours of all areas."""
    return {_hex(found) for path in fromstring(svg).iter(f"{SVG}path") if (found := _fill(path))}


def _fill(path: Element) -> str:
    style = dict(part.split(":", 1) for part in path.get("style", "").replace(" ", "").split(";") if ":" in part)
    return style.get("fill", "")


def _hex(colour: str) -> str:
    if not colour.startswith("rgb("):
        return colour
    return "#" + "".join(f"{int(part):02x}" for part in colour[4:-1].split(","))
