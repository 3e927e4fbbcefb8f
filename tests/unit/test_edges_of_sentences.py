"""Edges of a finding's sentence: doubts that are uneven, places, first periods, what others show, word for word."""

import numpy as np
import pytest
from builders import catalog, indicator
from test_finding_words import of

from verdicts.compared import way_of
from verdicts.measures import Series
from verdicts.sentences import _begins


def bounded(unit, values, low, high, **changes):
    """The finding of a row on figures with bounds of their own."""
    cat = catalog(
        *(indicator(name, unit=unit, **more) for name, more in (("x", {"low": "y", "high": "z"}), ("y", {}), ("z", {})))
    )
    lines = {(name, "USA"): line for name, line in (("x", values), ("y", low), ("z", high))}
    return of([], cat, lines=lines, **changes)


@pytest.mark.parametrize(
    ("value", "margin", "changes", "said"),
    [
        # Six per cent of 19.8 is 1.2: whole per cents are told, unless the sentence says on which side of 20 it lies.
        (19.8, 6, {"weight": 0}, "US share stood at 20% in 2000."),
        (19.8, 6, {}, "US share stood at 20% in 2000, give or take 1 point; our line is 20%."),
        (18.7, 6, {}, "US share stood at 19% in 2000, below our 20% line."),
        (21.3, 6, {"threshold": 21}, "US share stood at 21% in 2000, give or take 1 point; our line is 21%."),
        (20.3, 0, {}, "US share stood at 20.3% in 2000, above our 20% line."),
        (20.04, 0, {}, "US share stood at 20.04% in 2000, above our 20% line."),
        (20.04, 0, {"weight": 0}, "US share stood at 20% in 2000."),
    ],
)  # fmt: skip
def test_a_level_has_finer_digits_only_beside_its_line(value, margin, changes, said):
    assert (
        of([value], catalog(indicator(unit="%", margin_pct=margin)), **{"threshold": 20, **changes}).statement == said
    )


def test_a_mean_of_several_means_is_told_with_all_the_years_that_it_covers():
    # Means over three years: of 2002, 2003 and 2004; the last two are 12 and 18.
    found = of([12, 12, 12, 12, 30], smoothing=3, ends=2, threshold=20)
    assert found.statement == "US share averaged 15% in 2001\N{EN DASH}04, below our 20% line."


def test_a_small_change_the_right_way_is_held_against_what_is_required():
    found = of([35, 35.5], check="rises", threshold=0.25)
    assert found.statement == (
        "US share rose by 0.5 points, from 35% in 2000 to 35.5% in 2001, more than the 0.25 points we require."
    )


def test_the_doubt_of_what_is_counted_is_whole():
    # Two figures may each be off by 1.5, nine tenths of its square in common: the square of their doubt is 0.1 of 1.5 squared, twice.
    found = of([10, 12], catalog(indicator(unit="deaths", margin_abs=1.5)), check="rises", threshold=2, label="Deaths")
    assert found.statement.endswith(" We require a rise of 2, and the doubt is 1 either way.")


def test_an_uneven_doubt_of_a_level_is_told_by_its_ends():
    found = bounded("%", [30], [20], [40.5], threshold=35)
    assert found.statement == "US share stood at 30% in 2000, anywhere from 20% to 40%; our line is 35%."


@pytest.mark.parametrize(
    ("values", "low", "high", "changes", "said"),
    [
        # The smaller end first, whichever way it goes.
        ([0, 22e3], [0, 20e3], [0, 39e3], {"check": "rises"}, "We require a rise of 30,000, and it may be anything from 20,000 to 39,000."),
        ([22e3, 0], [20e3, 0], [39e3, 0], {"check": "falls"}, "We require a fall of 30,000, and it may be anything from 20,000 to 39,000."),
        # Of tens of thousands are told where half the doubt is 21,500.
        ([0, 0, 22e3], [0, 0, -3e3], [0, 0, 40e3], {"check": "rises"},
         "We require a rise of 30,000, and it may be anything from no change to a rise of 40,000."),
        ([22e3] * 9 + [0] * 3, [20e3] * 9 + [0] * 3, [39e3] * 9 + [0] * 3, {"check": "steps_down", "event": "break", "first": "2001"},
         "We require a fall of 30,000 a year, and it may be anything from 20,000 a year to 39,000 a year."),
        ([0] * 9 + [22e3] * 3, [0] * 9 + [20e3] * 3, [0] * 9 + [39e3] * 3, {"check": "unchanged", "event": "break", "first": "2001"},
         "We allow 30,000 a year either way, and it may be anything from 20,000 a year to 39,000 a year."),
    ],
)  # fmt: skip
def test_an_uneven_doubt_of_a_change_is_told_by_its_ends(values, low, high, changes, said):
    found = bounded("deaths", values, low, high, threshold=30_000, label="Deaths", **changes)
    assert found.answer == "Too close to call"
    assert found.statement.endswith(said)


GREAT = {"G": ["USA", "CHN", "RUS", "DEU"]}
OTHERS = {"CHN": 5, "RUS": 1, "DEU": 3}


def place(values, margin=0, first="2000", **changes):
    """The finding of a row on the place of the USA, beside 5, 3 and 1."""
    lines = {("x", "USA"): values, **{("x", name): [value] * len(values) for name, value in OTHERS.items()}}
    asked = {"measure": "rank", "versus_entity": "G", "label": "US rank", "threshold": 1, **changes}
    return of([], catalog(indicator(margin_pct=margin), groups=GREAT), lines=lines, first=first, **asked)


@pytest.mark.parametrize(
    ("value", "margin", "check", "threshold", "sentence"),
    [
        (6, 0, "at_most", 1, "Yes. US rank was first in 2000."),
        (4, 0, "at_most", 1, "No. US rank was second in 2000, not first."),
        (4, 0, "at_most", 2, "Yes. US rank was second in 2000, in the top two."),
        (2, 0, "at_most", 2, "No. US rank was third in 2000, outside the top two."),
        (2, 0, "at_least", 3, "Yes. US rank was third in 2000, outside the top two."),
        (4, 0, "at_least", 3, "No. US rank was second in 2000, in the top two."),
        (4, 0, "at_least", 2, "Yes. US rank was second in 2000, not first."),
        # Thirty per cent of 4.5 reach beyond 5 less as much; those of 3 do not.
        (4.5, 30, "at_most", 1, "Too close to call. US rank was second in 2000, but its neighbours are too near to be sure that it is outside the top place."),
        (5.5, 30, "at_most", 1, "Too close to call. US rank was first in 2000, but its neighbours are too near to be sure that it is in the top place."),
        (3.5, 30, "at_most", 2, "Too close to call. US rank was second in 2000, but its neighbours are too near to be sure that it is in the top two."),
        (2.5, 30, "at_most", 2, "Too close to call. US rank was third in 2000, but its neighbours are too near to be sure that it is outside the top two."),
    ],
)  # fmt: skip
def test_a_place_beside_its_line(value, margin, check, threshold, sentence):
    assert place([value], margin, check=check, threshold=threshold).sentence == sentence


def test_a_place_that_is_context_has_no_line():
    assert place([4], weight=0, check="at_most").sentence == "US rank was second in 2000."


@pytest.mark.parametrize(
    ("values", "check", "sentence"),
    [
        ([2, 4], "falls", "Yes. US rank went up by 1 place, from third in 2000 to second in 2001. We require a climb of 1 place."),
        ([2, 4], "rises", "No. US rank went up by 1 place, from third in 2000 to second in 2001. We require a slip of 1 place."),
        ([6, 2], "rises", "Yes. US rank went down by 2 places, from first in 2000 to third in 2001. We require a slip of 1 place."),
        ([2, 2], "falls", "No. US rank hardly changed: third in 2000 and third in 2001. We require a climb of 1 place."),
    ],
)  # fmt: skip
def test_of_places_a_smaller_number_is_a_climb(values, check, sentence):
    assert place(values, check=check).sentence == sentence


def test_a_step_of_places_is_a_climb_or_a_slip():
    up = place([2] * 3 + [6] * 2, first="2007", check="steps_down", event="break")
    assert up.statement.endswith("after Break. That is a climb of 2 places, more than the 1 place we require.")
    down = place([6] * 3 + [2] * 2, first="2007", check="steps_down", event="break")
    assert down.statement.endswith("after Break. That is a slip of 2 places. We require a climb of 1 place.")


def test_a_change_is_called_by_its_sign_and_what_it_is_of():
    assert [way_of(sign, "%") for sign in (2, -2)] == ["rise", "fall"]
    assert [way_of(sign, "rank") for sign in (2, -2)] == ["slip", "climb"]


@pytest.mark.parametrize(
    ("values", "check", "threshold", "said"),
    [
        # Earlier years are all of them but the last; a place is first where the figure is above five.
        ([6, 6, 4, 6], "at_most", 1, "The top place was seen in 2 of 3 earlier years."),
        ([6, 4, 2, 4], "at_most", 2, "A place in the top two was seen in 2 of 3 earlier years."),
        ([6, 4, 2, 4], "at_least", 2, "A place below the first was seen in 2 of 3 earlier years."),
        ([6, 4, 2, 4], "at_least", 3, "A place outside the top two was seen in 1 of 3 earlier years."),
    ],
)
def test_places_of_others_are_told_as_what_was_asked_of_them(values, check, threshold, said):
    assert place(values, check=check, threshold=threshold).base_words.startswith(said)


@pytest.mark.parametrize(
    ("check", "values", "said"),
    [
        ("falls", [2, 2, 4, 2, 4], "Such a climb was seen in 1 of 3 earlier spans."),
        ("falls", [2, 2, 4, 2, 2], "A climb of 1 place or more was seen in 1 of 3 earlier spans."),
        ("rises", [4, 2, 4, 6, 2], "Such a slip was seen in 1 of 3 earlier spans."),
        ("rises", [4, 2, 4, 6, 6], "A slip of 1 place or more was seen in 1 of 3 earlier spans."),
    ],
)
def test_changes_of_place_of_earlier_spans(check, values, said):
    assert place(values, check=check, **{"from": "2003"}).base_words.startswith(said)


FLAT = [10] * 12
"""2000 to 2011, with the break in 2010."""


@pytest.mark.parametrize(
    ("values", "changes", "said"),
    [
        # Three before and two after, so windows of five that end by 2009; none of them steps.
        (FLAT, {"check": "unchanged", "first": "2000", "from": "2007"}, "As little change was seen in all 6 earlier spans."),
        (FLAT[:10] + [40, 40], {"check": "unchanged", "from": "2007"}, "A change of 5 points or less was seen in all 6 earlier spans."),
        (FLAT[:10] + [40, 40], {"check": "steps_up", "from": "2007"}, "Such a rise was seen in none of 6 earlier spans."),
        (FLAT, {"check": "steps_down", "from": "2007"}, "A fall of 5 points or more was seen in none of 6 earlier spans."),
    ],
)  # fmt: skip
def test_steps_of_earlier_spans(values, changes, said):
    assert of(values, threshold=5, event="break", **changes).base_words.startswith(said)


@pytest.mark.parametrize(
    ("unit", "changes", "said"),
    [
        ("%", {"threshold": 5}, "A figure of 5% or more was seen in"),
        ("% of GDP", {"threshold": 5, "check": "at_most"}, "A figure of 5% or less was seen in"),
        ("2024 US$", {"threshold": 5}, "A figure of $5 or more was seen in"),
        ("times", {"threshold": 1}, "A figure of 1 or more was seen in"),
        ("times", {"threshold": 2}, "A figure of 2 or more was seen in"),
        ("deaths", {"threshold": 1}, "A figure of 1 death or more was seen in"),
        ("%", {"measure": "index", "threshold": 50, "from": "2003"}, "A figure of at least 50% of the first was seen in"),
        ("%", {"measure": "index", "threshold": 50, "check": "at_most", "from": "2003"}, "A figure of at most 50% of the first was seen in"),
        ("2022 = 100", {"check": "rises", "threshold": 50, "from": "2003"}, "A rise of 50 points or more was seen in"),
    ],
)  # fmt: skip
def test_what_is_asked_of_others_has_our_line(unit, changes, said):
    assert of([7, 7, 7, 7, 7], catalog(indicator(unit=unit)), **changes).base_words.startswith(said)


@pytest.mark.parametrize(
    ("last", "frequency", "smoothing", "text"),
    [("2004-12-31", "A", 1, "2004"), ("2004-12-31", "A", 5, "2000"), ("2004-03-31", "Q", 1, "Q1 2004"), ("2004-02-29", "M", 1, "February 2004")],
)  # fmt: skip
def test_figures_begin_with_the_first_period_that_a_mean_covers(last, frequency, smoothing, text):
    one = np.ones(1)
    assert _begins(Series(np.array([last], "datetime64[D]"), one, "%", frequency, one, one, smoothing)) == text


@pytest.mark.parametrize(
    ("asked", "smoothing", "late"), [("2000", 1, False), ("1999", 1, True), ("2000", 3, False), ("1999", 3, True), ("", 1, False)]
)  # fmt: skip
def test_a_window_from_before_the_first_figure_says_where_they_begin(asked, smoothing, late):
    window = {"from": asked} if asked else {}
    found = of([1, 2, 3, 4, 5, 6, 7], check="rises", threshold=1, smoothing=smoothing, **window)
    assert ("The figures begin in 2000." in found.statement) == late
    # A level asks for no beginning.
    assert "begin" not in of([1, 2, 3], threshold=1, **window).statement


def test_a_change_and_a_step_of_nearly_what_is_required_are_not_told_as_all_of_it():
    # Three per cent of 40 and 42 are more than one point: whole per cents are told, and 1.96 is not 2.
    cat = catalog(indicator(unit="%", margin_pct=3, margin_shared=1))
    rise = of([40.1, 41, 42.06], cat, check="rises", threshold=2)
    assert "rose by 1.96 points, from 40% in 2000 to 42% in 2002" in rise.statement
    step = of([40.1, 40.1, 42.06], cat, first="2008", check="steps_up", event="break", threshold=2)
    assert (
        "averaged 40% in 2008\N{EN DASH}09 and 42% in 2010, after Break. That is a rise of 1.96 points"
        in step.statement
    )
    # Context has no line that it might seem to be on.
    context = of([40.1, 41, 42.06], cat, check="rises", threshold=2, weight=0)
    assert context.statement == "US share rose by 2 points, from 40% in 2000 to 42% in 2002."


@pytest.mark.parametrize(
    ("earlier", "said", "few"),
    [
        # Nine others are enough to tell, eight are not; one of nine has the same.
        ([30] + [10] * 8, ", but the same was seen in 1 of 9 earlier years.", ""),
        (
            [30] + [10] * 7,
            ". With only 8 earlier years to compare it with, that tells little.",
            " Eight years are too few to tell much.",
        ),
        (
            [30, 10],
            ". With only 2 earlier years to compare it with, that tells little.",
            " Two years are too few to tell much.",
        ),
        ([10] * 9, "above our 20% line.", ""),
        ([10], ". With only 1 earlier year to compare it with, that tells little.", " One year tells little."),
    ],
)
def test_nine_others_are_enough_to_tell(earlier, said, few):
    found = of([*earlier, 30], kind="causal", threshold=20)
    assert found.statement.endswith(said)
    assert found.base_words.partition(".")[2] == few


def cause(values, others, check="rises", **changes):
    """The end of the sentence on a cause, with comparables that have these figures."""
    names = [f"C{i}" for i in range(len(others))]
    cat = catalog(indicator(unit="%"), groups={"G": ["USA", *names]})
    lines = {("x", "USA"): values, **{("x", name): line for name, line in zip(names, others, strict=True)}}
    found = of([], cat, kind="causal", lines=lines, check=check, threshold=5, among="G", **changes)
    assert found.answer in ("Undecided", "Not out of the ordinary")
    return found.statement.partition("more than the 5 points we require")[2]


def test_a_cause_that_comparables_share_names_how_many_and_not_again_their_group():
    assert cause([10, 20], [[10, 20]] * 9) == ", but so did all 9 comparable states."
    assert cause([10, 20], [[10, 20]] * 4 + [[10, 11]] * 5) == ", but so did 4 of 9 comparable states."
    assert cause([20, 10], [[20, 10]] * 9, "falls") == ", but so did all 9 comparable states."
    step = {"event": "break", "first": "2009"}
    assert cause([10, 20], [[10, 20]] * 9, "steps_up", **step) == ", but the same was seen in all 9 comparable states."
    assert (
        cause([20, 10], [[20, 10]] * 9, "steps_down", **step) == ", but the same was seen in all 9 comparable states."
    )


def test_of_too_few_to_compare_with_the_fewest_are_told():
    told = ". With only {} to compare it with, that tells little."
    assert cause([10] * 6 + [20], [[10] * 7] * 3, **{"from": "2005"}) == told.format("3 comparable states")
    assert cause([10] * 3 + [20], [[10] * 4] * 3, **{"from": "2002"}) == told.format("2 earlier spans")
    assert cause([10, 20], [[10, 20]]) == told.format("1 comparable state")
