"""The verdict board: every claim once, in its column, with a way of its own where it moved."""

import plotly.graph_objects as go
import pytest
from drawn_signs import signs_at

from charts.board import SIZES, UNSCORED, board_drawing
from charts.page import on_page
from charts.theme import MARKS, PALETTES
from verdicts.rule import SCALE


def board_chart(topics, standings, mode="light"):
    return on_page(board_drawing(topics, standings, mode), PALETTES[mode])


def marks(chart):
    """The hollow and the filled marks: place and claim."""
    return [list(zip(t["x"], t["y"], t["customdata"], strict=True)) for t in chart["data"][1:]]


def test_the_board_has_one_filled_mark_a_claim(case, standings, mode):
    chart = board_chart(case.argument.topics.rows, standings, mode)
    go.Figure(chart)
    _, filled = marks(chart)
    assert sorted(name for *_, name in filled) == sorted(case.argument.claim)
    assert chart["layout"]["paper_bgcolor"] == PALETTES[mode].paper
    labels = {s.now.claim.id: s.now.label for s in standings}
    of_a_ring = {"not enough evidence": "too early"}  # Both are a ring with something in it.
    signs = signs_at(chart["layout"], MARKS)
    for x, y, name in filled:
        column = SCALE.index(labels[name]) if labels[name] in SCALE else len(SCALE)
        assert round(x) == column, name
        assert signs[(x, y)] == of_a_ring.get(labels[name], labels[name])


def test_hollow_marks_only_for_claims_that_changed_their_column(case, standings):
    def column(verdict):
        return SCALE.index(verdict.label) if verdict.label in SCALE else len(SCALE)

    chart = board_chart(case.argument.topics.rows, standings)
    hollow, _ = marks(chart)
    moved = {s.now.claim.id: column(s.then) for s in standings if column(s.then) != column(s.now)}
    assert moved
    assert {name: x for x, _, name in hollow} == moved
    now, then = chart["data"][2], chart["data"][1]
    assert (now["marker"]["opacity"], then["marker"]["opacity"]) == (0, 1)


def test_no_two_marks_share_a_place_and_no_way_runs_through_a_mark(case, standings):
    hollow, filled = marks(board_chart(case.argument.topics.rows, standings))
    places = hollow + filled
    for i, (x, y, name) in enumerate(places):
        for other_x, other_y, other in places[i + 1 :]:
            assert y != other_y or abs(x - other_x) > 0.1, (name, other)
    now = {name: (x, y) for x, y, name in filled}
    for x, y, name in hollow:
        left, right = sorted((x, now[name][0]))
        assert now[name][1] == y
        assert not [other for ox, oy, other in places if oy == y and left < ox < right and other != name]


def test_the_more_certain_a_verdict_the_larger_its_mark_and_the_words_stand_beside_it(case, standings):
    chart = board_chart(case.argument.topics.rows, standings)
    filled, verdicts = chart["data"][2], {s.now.claim.id: s.now for s in standings}
    assert list(SIZES.values()) == sorted(SIZES.values(), reverse=True)
    degrees = set()
    for name, size, said in zip(filled["customdata"], filled["marker"]["size"], filled["text"], strict=True):
        certainty = verdicts[name].certainty
        assert size == (SIZES[certainty.degree] if certainty else UNSCORED)
        for words in (f"{certainty.degree} certainty", *certainty.reasons) if certainty else ():
            assert words in said.replace("<br>", " ")
        degrees.add(certainty and certainty.degree)
    assert len(degrees) > 2


@pytest.mark.parametrize("topics", [False, True])
def test_an_empty_board_draws_nothing(case, topics):
    chart = board_chart(case.argument.topics.rows if topics else [], [])
    go.Figure(chart)
    assert marks(chart) == [[], []]
    assert not chart["layout"]["annotations"]


def test_text_on_the_board_is_escaped(case, standings):
    nasty = "<b>A</b> & <script>"
    topic = case.argument.topics.rows[0].model_copy(update={"title": nasty})
    standing = next(s for s in standings if s.now.claim.topic == topic.id)
    (note,) = board_chart([topic], [standing])["layout"]["annotations"]
    assert note["text"] == "<b>&lt;b&gt;A&lt;/b&gt; &amp; &lt;script&gt;</b>"
