"""What moved between two editions: added, revised, gone, and the largest revision."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from living import made_up

from loaders.moves import Revision, move, moves
from loaders.observations import STATUSES

keys = st.tuples(st.sampled_from(["USA", "CHN"]), st.sampled_from(["", "UKR"]), st.integers(1990, 2030))
values = st.one_of(st.just(0.0), st.floats(-1e15, 1e15, allow_subnormal=False))
editions = st.dictionaries(keys, st.tuples(values, st.sampled_from(STATUSES[:3])), min_size=1, max_size=12)


def frame(edition):
    rows = [(e, c, pd.Timestamp(year, 12, 31), value, status) for (e, c, year), (value, status) in edition.items()]
    made = pd.DataFrame(rows, columns=["entity", "counterpart", "date", "value", "status"])
    return made.astype({"date": "datetime64[s]"})


def counts(found):
    return found.added, found.revised, found.gone


def test_figures_added_revised_and_gone_are_counted():
    found = move("x", made_up([1, 2, 3, 4], first=2000), made_up([20, 3, 40, 5, 6], first=2001))
    assert counts(found) == (2, 2, 1)
    assert found.newest == "2005-12-31"
    assert found


def test_the_largest_revision_is_the_largest_for_its_size():
    found = move("x", made_up([1e12, 2.0, 0.5]), made_up([1.1e12, 4.0, 0.51]))
    assert found.largest == Revision(entity="USA", counterpart="", date="2001-12-31", before=2.0, after=4.0)


@pytest.mark.parametrize(("before", "after"), [(0.0, 1.0), (1.0, 0.0), (-1.0, 1.0), (1e-300, 2e-300)])
def test_revisions_from_and_to_nothing_and_across_it_count(before, after):
    found = move("x", made_up([before]), made_up([after]))
    assert (counts(found), found.largest.before, found.largest.after) == ((0, 1, 0), before, after)


@pytest.mark.parametrize(("before", "after"), [(0.1 + 0.2, 0.3), (1e16, 1e16 + 2), (0.0, -0.0), (1e9, 1e9 + 0.5)])
def test_noise_of_floats_is_no_revision(before, after):
    found = move("x", made_up([before]), made_up([after]))
    assert not found
    assert found.largest is None


@pytest.mark.filterwarnings("error")
def test_a_figure_that_is_and_stays_nothing_is_not_the_largest_revision():
    found = move("x", made_up([0.0, 1.0, 4.0]), made_up([0.0, 2.0, 3.0]))
    assert counts(found) == (0, 2, 0)
    assert found.largest == Revision(entity="USA", counterpart="", date="2001-12-31", before=1.0, after=2.0)


def test_what_is_more_than_noise_is_a_revision():
    assert move("x", made_up([1e9]), made_up([1e9 + 2])).revised == 1


def test_a_thousand_millionth_of_the_larger_figure_is_noise_and_more_is_not():
    found = move("x", made_up([1e9 - 1, 1e9]), made_up([1e9, 1e9 - 2]))
    assert (found.revised, found.largest.after) == (1, 1e9 - 2)


def test_a_first_edition_is_all_added():
    found = move("x", None, made_up([1, 2, 3]))
    assert (counts(found), found.largest) == ((3, 0, 0), None)


def test_projections_do_not_count_as_the_newest_period():
    after = pd.concat([made_up([1, 2], first=2000), made_up([3], first=2030, status="projection")])
    assert move("x", None, after).newest == "2001-12-31"


def test_a_figure_that_is_marked_otherwise_has_moved():
    # A projection that came true to the digit is a figure that checks may use.
    before = pd.concat([made_up([1, 2]), made_up([3], first=2002, status="projection")])
    after = pd.concat([made_up([1], status="estimate"), made_up([2, 3], first=2001)])
    found = move("x", before, after)
    assert (counts(found), found.marked) == ((0, 0, 0), 2)
    assert found
    assert found.largest is None


def test_sides_of_a_flow_are_told_apart():
    before = made_up([1]).assign(counterpart="UKR")
    found = move("x", before, made_up([1]).assign(counterpart="POL"))
    assert counts(found) == (1, 0, 1)


def test_only_indicators_that_moved_are_told():
    same, other = made_up([1, 2]), made_up([1, 3])
    found = moves({"x": same, "y": same, "gone": same}, {"x": same, "y": other, "new": same})
    assert [(m.indicator, *counts(m)) for m in found] == [("y", 0, 1, 0), ("new", 2, 0, 0)]


@settings(max_examples=30)
@given(editions, st.randoms())
@pytest.mark.slow
def test_an_edition_beside_itself_has_not_moved(edition, chance):
    items = list(edition.items())
    chance.shuffle(items)
    categories = frame(dict(items)).astype({"entity": "category", "counterpart": "category", "status": "category"})
    assert not move("x", frame(edition), categories)
    assert moves({"x": frame(edition)}, {"x": categories}) == ()


@settings(max_examples=30)
@given(editions, editions)
@pytest.mark.slow
def test_the_counts_add_up(one, other):
    there, back = move("x", frame(one), frame(other)), move("x", frame(other), frame(one))
    shared = one.keys() & other.keys()
    assert there.added == len(other) - len(shared) == back.gone
    assert there.gone == len(one) - len(shared) == back.added
    assert there.revised == back.revised <= len(shared)
    assert there.marked == back.marked == sum(one[key][1] != other[key][1] for key in shared)
    assert len(one) + there.added - there.gone == len(other)
    assert (there.largest is None) == (there.revised == 0)
    if there.largest:
        key = (there.largest.entity, there.largest.counterpart, int(there.largest.date[:4]))
        assert (one[key][0], other[key][0]) == (there.largest.before, there.largest.after)
