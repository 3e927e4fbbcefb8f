"""Places, bars and small multiples of Explore, on figures that can be checked by eye."""

import numpy as np
import pytest
from explored import SAID, drawn, series

from charts.drawing import Room
from charts.explore_bars import bars_drawing, common_date
from charts.explore_multiples import KEPT, MOST, multiples_drawing
from charts.explore_ranks import places, ranks_drawing

SLIDE, SQUARE = Room(940, 380), Room(750, 640)


def test_places_are_whole_and_those_level_share_one():
    one, two, three = places([series([5, 1, 3]), series([4, 2, 3]), series([1, 3, 1])])
    assert [list(s.values) for s in (one, two, three)] == [[1, 3, 1], [2, 2, 1], [3, 1, 3]]
    assert {s.unit for s in (one, two, three)} == {"rank"}


def test_places_are_told_only_where_all_have_figures():
    one, two = places([series([5, 1, 3]), series([None, 2, 2, 9])])
    assert one.dates.astype("datetime64[Y]").astype(int).tolist() == [31, 32]
    assert (list(one.values), list(two.values)) == ([2, 1], [1, 2])
    with pytest.raises(ValueError, match="no period"):
        places([series([1, 2]), series([1, 2], first=2010)])


@pytest.mark.parametrize("room", [None, SLIDE])
def test_places_are_steps_with_the_first_on_top_and_names_at_their_ends(room):
    drawing = ranks_drawing(drawn({"Poland": [5, 1, 3], "Spain": [4, 2, 1], "Italy": [1, 3, 2]}), SAID, room=room)
    low, high = drawing.axes["yaxis"]["range"]
    assert low > high
    assert drawing.axes["yaxis"]["tickvals"] == [1, 2, 3]
    assert all(trace["line"]["shape"] == "hvh" for trace in drawing.data)
    assert all(value == int(value) for trace in drawing.data for value in trace["y"])
    assert [note["text"] for note in drawing.notes] == [
        "<b>Poland first</b>",
        "<b>Spain third</b>",
        "<b>Italy second</b>",
    ]
    assert drawing.under == ("Places among the three shown, in periods in which all have figures.",)
    assert drawing.subtitle == "Output, place, 2000–02"


def test_measured_places_are_drawn_as_they_are():
    drawing = ranks_drawing(drawn({"Poland": [22, 21, 20], "Spain": [12, 13, None]}, unit="rank"), SAID)
    assert sorted(value for trace in drawing.data for value in trace["y"]) == [12, 13, 20, 21, 22]
    assert max(drawing.axes["yaxis"]["range"]) > 22
    assert drawing.axes["yaxis"]["tickvals"][0] == 1
    assert drawing.under == ()


def test_whoever_was_chosen_first_is_drawn_over_the_others():
    drawing = ranks_drawing(drawn({"Poland": [5, 1], "Spain": [4, 2]}), SAID)
    assert [trace["name"] for trace in drawing.data] == ["Spain", "Poland"]


def test_bars_are_sorted_and_of_the_last_year_that_all_have():
    lines = drawn({"Poland": [5, 1, 3], "Spain": [4, 2], "Italy": [1, 3, 2]})
    assert common_date(lines) == np.datetime64("2001-12-31")
    drawing = bars_drawing(lines, SAID)
    assert drawing.axes["yaxis"]["ticktext"] == ["Italy", "Spain", "Poland"]
    assert drawing.data[0]["x"] == [3, 2, 1]
    assert drawing.subtitle == "Output, $, 2001"
    # The first is on top.
    assert drawing.axes["yaxis"]["range"][0] > drawing.axes["yaxis"]["range"][1]


def test_who_has_no_figure_in_the_year_of_most_is_named():
    drawing = bars_drawing(drawn({"Poland": [5, 1, 3], "Spain": [4, 2, 6], "Italy": series([9], first=2010)}), SAID)
    assert drawing.axes["yaxis"]["ticktext"] == ["Spain", "Poland"]
    assert "No figure for 2002: Italy." in drawing.under


@pytest.mark.parametrize("room", [None, SLIDE])
@pytest.mark.parametrize("values", [(3, 8), (-3, 8), (-3, -8), (0, 0), (101, 102)])
def test_zero_is_in_the_axis_and_so_is_each_bar_with_its_doubt(values, room):
    drawing = bars_drawing(drawn({"Poland": [values[0]], "Spain": [values[1]]}, margin=0.5), SAID, room=room)
    low, high = drawing.axes["xaxis"]["range"]
    assert low <= 0 <= high
    assert low < high
    assert low <= min(values) - 0.5
    assert max(values) + 0.5 <= high
    assert drawing.data[0]["error_x"]["array"] == [0.5, 0.5]
    assert drawing.under == ("The line at the end of a bar shows how far the figure may be off.",)


def test_figures_stand_beyond_the_ends_of_bars_on_their_side():
    drawing = bars_drawing(drawn({"Poland": [-3], "Spain": [8]}, unit="%", margin=0.5), SAID)
    below, above = drawing.notes[1], drawing.notes[0]
    assert (above["x"], above["xanchor"], above["text"]) == (8.5, "left", "<b>8%</b>")
    assert (below["x"], below["xanchor"], below["text"]) == (-3.5, "right", "<b>\N{MINUS SIGN}3%</b>")
    assert above["xshift"] > 0 > below["xshift"]


def test_figures_without_doubt_have_no_line_and_no_word_of_it():
    drawing = bars_drawing(drawn({"Poland": [3], "Spain": [8]}), SAID)
    assert drawing.data[0]["error_x"]["array"] == [0, 0]
    assert drawing.under == ()


def test_places_are_dots_the_first_on_top():
    drawing = bars_drawing(drawn({"Poland": [20], "Spain": [12]}, unit="rank"), SAID)
    assert (drawing.data[0]["type"], drawing.data[0]["x"]) == ("scatter", [12, 20])
    assert drawing.axes["yaxis"]["ticktext"] == ["Spain", "Poland"]


def many(n):
    return drawn({f"Land {i}": [i, i + 1, 2 * i] for i in range(n)})


@pytest.mark.parametrize("n", [1, 2, 5, 9, 12, 13, MOST])
@pytest.mark.parametrize("room", [None, SLIDE, SQUARE], ids=["page", "slide", "square"])
def test_panels_share_their_axes_and_do_not_meet(n, room):
    drawing = multiples_drawing(many(n), SAID, room=room)
    assert len(drawing.data) == n
    for letter in "xy":
        ranges = {tuple(axis["range"]) for name, axis in drawing.axes.items() if name.startswith(f"{letter}axis")}
        assert len(ranges) == 1
    boxes = [
        (*drawing.axes[f"xaxis{t['xaxis'][1:]}"]["domain"], *drawing.axes[f"yaxis{t['yaxis'][1:]}"]["domain"]) for t in drawing.data
    ]  # fmt: skip
    assert all(0 <= left < right <= 1 and -1e-9 <= low < high <= 1 for left, right, low, high in boxes)
    for i, (left, right, low, high) in enumerate(boxes):
        for other in boxes[:i]:
            assert right <= other[0] or other[1] <= left or high <= other[2] or other[3] <= low


def columns(drawing):
    return len({tuple(axis["domain"]) for name, axis in drawing.axes.items() if name.startswith("xaxis")})


def test_a_page_has_two_columns_and_a_picture_three_or_four():
    for n in (5, 9, 12):
        assert columns(multiples_drawing(many(n), SAID)) == 2
        assert columns(multiples_drawing(many(n), SAID, room=SLIDE)) in (3, 4)
        assert columns(multiples_drawing(many(n), SAID, room=SQUARE)) in (3, 4)
    assert columns(multiples_drawing(many(1), SAID)) == 1


def test_each_panel_is_named_with_its_last_figure_and_the_unit_stands_once():
    drawing = multiples_drawing(drawn({"Poland": [5, 1, 3], "Spain": [4, 2, 6]}), SAID)
    assert [note["text"] for note in drawing.notes] == ["<b>Poland</b> $3", "<b>Spain</b> $6"]
    assert drawing.subtitle == "Output, $, 2000–02"


def test_of_an_index_the_base_is_said_where_all_have_the_same():
    for draw in (bars_drawing, multiples_drawing):
        assert draw(drawn({"Poland": [100, 120], "Spain": [100, 90]}, unit="2000 = 100"), SAID).subtitle.startswith(
            "Output, 2000 = 100, "
        )


def test_the_axes_that_frames_keep_for_themselves_are_left_alone():
    drawing = multiples_drawing(many(MOST), SAID)
    assert f"xaxis{KEPT}" not in drawing.axes
    assert len({trace["xaxis"] for trace in drawing.data}) == MOST


def test_only_the_lowest_panels_name_years_and_only_the_first_column_names_values():
    drawing = multiples_drawing(many(5), SAID)
    named = [name for name, axis in drawing.axes.items() if axis["showticklabels"]]
    assert named == ["yaxis", "yaxis3", "xaxis4", "xaxis5", "yaxis5"]


def test_a_wild_year_of_one_does_not_flatten_the_others_and_is_told():
    calm = {f"Land {i}": [1, 3, 2, 4, 3] * 6 for i in range(6)}
    drawing = multiples_drawing(drawn({**calm, "Wild": [2, 3, 90, 4, 3]}), SAID)
    assert max(drawing.axes["yaxis"]["range"]) < 10
    assert "Out of its panel: Wild ($90 in 2002)." in drawing.under


def test_nothing_to_draw_and_too_much_are_said():
    empty = drawn({"Poland": series([])})
    for draw in (ranks_drawing, bars_drawing, multiples_drawing):
        with pytest.raises(ValueError, match="no figures"):
            draw(empty, SAID)
    with pytest.raises(ValueError, match="room for 24"):
        multiples_drawing(many(MOST + 1), SAID)
