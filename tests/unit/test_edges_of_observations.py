"""Edges of figures in hand: which edition was known on a day, what a source marks, lines whatever the order of rows."""

import datetime as dt
from dataclasses import dataclass, replace

import numpy as np
import pytest
from builders import observations

from loaders.observations import EMPTY, Held, Observations, as_table, only

MAY, JUNE, JULY = (dt.date(2026, month, 1) for month in (5, 6, 7))
DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Made:
    """An edition with one figure, or with nothing that can be read."""

    day: dt.date | None
    value: float | None

    def since(self, indicator):
        return self.day

    def observations(self):
        return (
            Observations(observations({}).table) if self.value is None else observations({("x", "USA"): [self.value]})
        )


def known(editions, day):
    """The one figure of the edition that counts on a day, and whether it was in hand by then."""
    now = replace(observations({("x", "USA"): [9]}), editions={"s": tuple(editions)})
    found, in_hand = now.edition("x", day, 30)
    return found.line("x", "USA").values.tolist(), in_hand


def test_the_last_edition_of_a_day_is_the_one_known_on_it():
    editions = [Made(MAY, 1), Made(JUNE, 2), Made(JUNE, 3), Made(JULY, 4)]
    assert known(editions, JUNE) == ([3], True)
    assert known(editions, JULY - DAY) == ([3], True)
    assert known(editions, JULY) == ([4], True)
    assert known(editions, JUNE - DAY) == ([1], True)


def test_before_the_first_edition_the_first_one_is_taken_and_was_not_in_hand():
    assert known([Made(MAY, 1), Made(JUNE, 2)], MAY - DAY) == ([1], False)


def test_an_edition_that_cannot_be_read_or_never_had_the_figures_is_passed_over():
    assert known([Made(MAY, 1), Made(JUNE, None)], JULY) == ([1], True)
    assert known([Made(MAY, None), Made(JUNE, 2)], MAY - DAY) == ([2], False)
    assert known([Made(None, 1), Made(JUNE, 2)], MAY) == ([2], False)


def test_without_editions_the_figures_in_hand_are_known_from_the_day_they_were_published():
    published = dt.date(2026, 8, 1)
    assert known([], published) == ([9], True)
    assert known([], published - DAY) == ([9], False)


@pytest.mark.parametrize(
    ("day", "edition", "known_then"),
    [
        # The earlier edition has 2000 and 2001, the later one of 2004 goes on to 2003. A figure is out 100 days after
        # its year: that of 2002 on 10 April 2003, in an edition that is not in hand.
        (dt.date(2002, 5, 1), "earlier", True),
        (dt.date(2003, 4, 9), "earlier", True),
        (dt.date(2003, 4, 10), "later", False),
        (dt.date(2004, 5, 31), "later", False),
        (dt.date(2004, 6, 1), "later", True),
        (dt.date(2001, 1, 1), "earlier", False),
    ],
)
def test_where_an_edition_between_two_must_have_come_out_the_later_one_serves(day, edition, known_then):
    earlier, later = observations({("x", "USA"): [1, 2]}), observations({("x", "USA"): [1.5, 2.5, 3, 4]})
    first, second = (
        published(earlier, dt.date(2002, 5, 1), dt.date(2001, 12, 31)),
        published(later, dt.date(2004, 6, 1), dt.date(2003, 12, 31)),
    )
    whole = replace(second, editions={"s": (Held(first), Held(second))})
    found, told = whole.edition("x", day, 100)
    assert (found is {"earlier": first, "later": second}[edition], told) == (True, known_then)


def published(figures, day, last):
    return replace(figures, provenance={"x": replace(figures.provenance["x"], published=day, last=last)})


def test_what_a_source_marks_is_told_by_date_and_the_rest_is_not():
    figures = observations({("x", "USA"): [1, 2, 3], ("x", "CHN"): [4]})
    marked = Observations(as_table(figures.frame.assign(status=["", "estimate", "projection", ""])), figures.provenance)
    assert marked.statuses("x", "USA") == {
        np.datetime64("2001-12-31", "D"): "estimate", np.datetime64("2002-12-31", "D"): "projection"
    }  # fmt: skip
    assert marked.statuses("x", "CHN") == marked.statuses("y", "USA") == {}
    # Projections are lines of their own.
    assert marked.line("x", "USA").values.tolist() == [1, 2]
    assert marked.projected("x", "USA").values.tolist() == [3]
    assert marked.projected("x", "CHN") is EMPTY


def test_lines_do_not_depend_on_the_order_of_rows():
    figures = observations({("x", "USA"): [1, 2, 3], ("x", "CHN"): [4, 5], ("y", "USA"): [6], ("x", "USA", "CHN"): [7]})
    shuffled = Observations(as_table(figures.frame.iloc[[6, 3, 2, 5, 0, 4, 1]]), figures.provenance)
    assert set(shuffled.names()) == {("x", "USA", ""), ("x", "CHN", ""), ("y", "USA", ""), ("x", "USA", "CHN")}
    for name in figures.names():
        assert shuffled.line(*name).values.tolist() == figures.line(*name).values.tolist()
        assert shuffled.line(*name).dates.tolist() == figures.line(*name).dates.tolist()


def test_the_newest_retrieval_is_that_of_all_indicators():
    figures = observations({("x", "USA"): [1], ("y", "USA"): [1]})
    rows = {"x": replace(figures.provenance["x"], retrieved=MAY), "y": replace(figures.provenance["y"], retrieved=JULY)}
    assert Observations(figures.table, rows).latest_retrieval == JULY
    assert Observations(figures.table).latest_retrieval is None


@pytest.mark.parametrize("wanted", [{"a"}, {"b"}, {"c"}, {"a", "c"}, {"b", "c"}, {"a", "b", "c"}, {"d"}, set()])
def test_the_rows_of_some_indicators_are_theirs_alone(wanted):
    whole = observations({("a", "USA"): [1], ("b", "USA"): [2, 3], ("c", "CHN"): [4, 5, 6]})
    rows = [("a", 1), ("b", 2), ("b", 3), ("c", 4), ("c", 5), ("c", 6)]
    found = only(whole.table, wanted)
    assert list(zip(found["indicator"].to_pylist(), found["value"].to_pylist(), strict=True)) == [
        row for row in rows if row[0] in wanted
    ]


def test_what_there_are_no_figures_of_was_not_known():
    figures = observations({("x", "USA"): [1]})
    found, in_hand = figures.edition("y", JULY, 30)
    assert (found is figures, in_hand) == (True, False)


@pytest.mark.parametrize(("status", "day_of_the_later"), [("", True), ("estimate", True), ("projection", False)])
def test_an_estimate_is_a_period_that_an_earlier_edition_lacks_and_a_projection_is_none(status, day_of_the_later):
    """Of the years 2000 to 2003 the earlier edition has two; a year is out after 100 days."""
    earlier = observations({("x", "USA"): [1, 2]})
    later = observations({("x", "USA"): [1, 2, 3, 4]}, marks={2: status, 3: status})
    first = published(earlier, dt.date(2002, 5, 1), dt.date(2001, 12, 31))
    second = published(later, dt.date(2004, 6, 1), dt.date(2003, 12, 31))
    whole = replace(second, editions={"s": (Held(first), Held(second))})
    found, in_hand = whole.edition("x", dt.date(2004, 5, 1), 100)
    assert (found is second, in_hand) == (day_of_the_later, not day_of_the_later)


def test_figures_put_together_keep_lines_marks_and_all_editions_of_each():
    ours = observations({("x", "USA"): [1, 2]}, marks={1: "projection"})
    theirs = observations({("y", "CHN"): [3, 4, 5]}, marks={0: "estimate", 2: "projection"})
    one, two, three = (Made(day, value) for value, day in enumerate((MAY, JUNE, JULY)))
    both = replace(ours, editions={"s": (one,)}).plus(replace(theirs, editions={"s": (two,), "t": (three,)}))
    assert both.editions == {"s": (one, two), "t": (three,)}
    assert set(both.provenance) == {"x", "y"}
    assert both.table["value"].to_pylist() == [1, 2, 3, 4, 5]
    assert [both.line("x", "USA").values.tolist(), both.line("y", "CHN").values.tolist()] == [[1], [3, 4]]
    assert [both.projected("x", "USA").values.tolist(), both.projected("y", "CHN").values.tolist()] == [[2], [5]]
    assert list(both.statuses("x", "USA").values()) == ["projection"]
    assert list(both.statuses("y", "CHN").values()) == ["estimate", "projection"]
