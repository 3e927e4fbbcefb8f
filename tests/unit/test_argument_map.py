"""The map of the argument: every claim in words, every conclusion and every link, on pages and in pictures."""

import os
import re
import subprocess
import sys
from urllib.parse import unquote

import pytest
from drawn_signs import signs_at
from lxml.html import document_fromstring

from charts.argument_map import map_drawing, places
from charts.drawing import Room
from charts.theme import MARKS, PALETTES, STANDINGS
from loaders.catalog import ROOT
from verdicts.conclusions import footings
from widgets.argument_map import argument_map

FALLEN = "war-of-attrition"


@pytest.fixture(scope="module")
def labels(case):
    return {v.claim.id: v.label for v in case.verdicts(case.now)}


@pytest.fixture(scope="module")
def drawn(case, labels):
    """The map as a page shows it."""
    stand = footings(case.argument, labels)
    return argument_map(case.argument, places(case.argument), labels, stand, "light", FALLEN)


def lines_of(markup):
    return re.findall(r"<path [^>]*>", unquote(markup))


def test_each_linked_claim_stands_there_in_words_as_a_link_with_its_verdict(case, labels, drawn):
    shown = {a.get("href"): a for a in document_fromstring(drawn).find_class("premise")}
    linked = {link.premise for link in case.argument.links.rows} - set(case.argument.conclusion)
    assert set(shown) == {f"claim?id={name}" for name in linked}
    for name in linked:
        anchor = shown[f"claim?id={name}"]
        assert anchor.text_content().startswith(case.argument.claim[name].claim)
        assert anchor.find("span").get("aria-label") == labels[name]


def test_each_conclusion_stands_there_with_its_standing_to_the_right_of_all_claims(case, labels, drawn):
    boxes = document_fromstring(drawn).find_class("concluded")
    stand = footings(case.argument, labels)
    assert len(boxes) == len(stand)
    for box, footing in zip(boxes, stand.values(), strict=True):
        assert box.text_content().startswith(footing.conclusion.conclusion)
        assert box.text_content().endswith(footing.standing)
        assert float(re.search(r"left:([\d.]+)%", box.get("style"))[1]) > 38


def test_no_two_claims_share_their_place_and_each_is_a_target_of_24_pixels(drawn):
    spans = sorted(
        tuple(float(re.search(rf"{key}:([\d.]+)px", a.get("style"))[1]) for key in ("top", "min-height"))
        for a in document_fromstring(drawn).find_class("premise")
    )
    for (top, height), (after, _) in zip(spans, spans[1:], strict=False):
        assert top + height + 6 <= after


def test_every_link_is_a_line_broken_if_it_attacks_and_heavy_from_the_fallen_claim(case, drawn):
    lines, links = lines_of(drawn), case.argument.links.rows
    assert len(lines) == len(links)
    assert [("dasharray" in line) for line in lines] == [link.relation == "attacks" for link in links]
    assert ['stroke-width="2.6"' in line for line in lines] == [link.premise == FALLEN for link in links]


def test_what_is_concluded_stands_to_the_right_of_its_premises(case):
    at = places(case.argument)
    assert all(at[link.premise][0] < at[link.conclusion][0] for link in case.argument.links.rows)


def test_a_picture_has_every_linked_claim_every_conclusion_and_every_link(case, labels, mode):
    stand = footings(case.argument, labels)
    drawing = map_drawing(case.argument, labels, stand, mode, Room(900, 600))
    *edges, claims, conclusions = drawing.data
    assert {claims["marker"]["color"], conclusions["marker"]["color"]} == {PALETTES[mode].paper}
    assert sum(x is None for e in edges for x in e["x"]) == len(case.argument.links.rows)
    assert set(claims["customdata"]) == {x.premise for x in case.argument.links.rows} - set(case.argument.conclusion)
    drawn = {label: mark for label, mark in MARKS.items() if label != "not enough evidence"}
    signs = signs_at({"shapes": drawing.shapes}, {**drawn, **STANDINGS})
    for c, *place in zip(claims["customdata"], claims["x"], claims["y"], strict=True):
        # Both begin with a ring.
        assert signs[tuple(place)] == {"not enough evidence": "too early"}.get(labels[c], labels[c])
    assert conclusions["customdata"] == list(stand)
    squares = {"undecided", "falls"}  # Both begin with an empty square.
    for f, *place in zip(stand.values(), conclusions["x"], conclusions["y"], strict=True):
        assert {f.standing, signs[tuple(place)]} <= squares or signs[tuple(place)] == f.standing


@pytest.mark.slow
def test_the_map_has_the_same_order_in_every_process():
    code = (
        "from charts.argument_map import places; from loaders.catalog import read_catalog; "
        "from verdicts.argument import read_argument; print(places(read_argument(read_catalog())))"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True, text=True, check=True,
        ).stdout
        for seed in "12"
    }  # fmt: skip
    assert len(seen) == 1
