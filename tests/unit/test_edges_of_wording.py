"""Edges of wording: headings of charts, what came since, doubts of places, figures that are counted in whole ones, word for word."""

import numpy as np
import pytest
from builders import catalog, indicator, row
from test_edges_of_sentences import bounded, place
from test_finding_words import RISING, of

from verdicts.base_rates import BaseRate, Others
from verdicts.compared import passed_words
from verdicts.intervals import Interval
from verdicts.sentences import found_words
from verdicts.told_figures import Figures

EN = "\N{EN DASH}"
FLAT = [25] * 25
"""2000 to 2024, all that the article could know."""


def heading(found):
    return found_words(found.evidence, found.result, found.catalog)


@pytest.mark.parametrize(
    ("values", "changes", "said"),
    [
        ([20, 25], {"threshold": 20}, "US share stood at 25% in 2001"),
        # Nothing is asked in a heading: a figure needs no more digits for being beside our line.
        ([20, 19.98], {"threshold": 20}, "US share stood at 20% in 2001"),
        ([35, 39, 43], {"check": "rises", "threshold": 3}, "US share rose by 8 points, from 35% in 2000 to 43% in 2002"),
        ([35, 39, 31], {"check": "rises", "threshold": 3}, "US share fell by 4 points, from 35% in 2000 to 31% in 2002"),
        ([35, 39, 35], {"check": "rises", "threshold": 3}, "US share hardly changed: 35% in 2000 and 35% in 2002"),
        ([20, 30, 50], {"check": "rises", "measure": "index", "threshold": 25}, "US share rose by 150% from 2000 to 2002"),
        ([35], {"check": "rises", "threshold": 3}, "US share: only 1 year with figures; the test needs 2"),
        ([20, 22, 18, 30, 30], {"check": "steps_up", "event": "break", "threshold": 3, "first": "2007"},
         f"US share averaged 20% in 2007{EN}09 and 30% in 2010{EN}11, after Break"),
    ],
)  # fmt: skip
def test_the_heading_of_a_chart_tells_what_was_found_and_not_what_was_asked(values, changes, said):
    assert heading(of(values, **changes)) == said


def test_the_heading_of_places():
    assert heading(place([4], check="at_most")) == "US rank was second in 2000"
    assert heading(place([2, 4], check="falls")) == "US rank went up by 1 place, from third in 2000 to second in 2001"


@pytest.mark.parametrize(
    ("values", "first", "said"),
    [
        # One year before and two after; its comma is closed.
        ([20, 30, 30], "2009", f"US share, by value, stood at 20% in 2009 and 30% in 2010{EN}11, after Break."),
        ([20, 20, 30], "2008", f"US share, by value, averaged 20% in 2008{EN}09 and 30% in 2010, after Break."),
    ],
)
def test_what_is_told_of_one_year_before_an_event_is_no_average(values, first, said):
    found = of(values, first=first, check="steps_up", event="break", threshold=3, label="US share, by value", weight=0)
    assert found.statement == said


@pytest.mark.parametrize(
    ("letters", "said"),
    [
        # With a subject of 163 letters the sentence has 220, the most that is read in one go.
        (163, f" averaged 20% in 2007{EN}09 and 30% in 2010{EN}11, after Break."),
        (164, " averaged 20% before Break and 30% after it."),
    ],
)
def test_a_sentence_on_a_step_that_is_too_long_says_before_and_after(letters, said):
    subject = ("Aid " * 50)[: letters - 1] + "x"
    asked = row(check="steps_up", event="break", threshold=3, weight=0)
    found = of([20, 22, 18, 30, 30], first="2007", check="steps_up", event="break", threshold=3, weight=0)
    named = asked.model_copy(update={"label": subject})
    assert f"{found_words(named, found.result, found.catalog)}." == f"{subject}{said}"


@pytest.mark.parametrize(
    ("later", "kind", "said"),
    [
        (30, "fact", "And since? Still yes. US share stood at 30% in 2025, above our 20% line."),
        (10, "fact", "And since? Now no. US share stood at 10% in 2025, below our 20% line."),
        # Whether a yes that was held back would be now is not asked; a no is one whatever others show.
        (30, "causal", "And since? US share stood at 30% in 2025, above our 20% line."),
        (10, "causal", "And since? No. US share stood at 10% in 2025, below our 20% line."),
    ],
)
def test_what_came_since_after_a_yes_and_after_one_that_was_held_back(later, kind, said):
    found = of([*FLAT, later], kind=kind, threshold=20)
    assert found.answer == ("Yes" if kind == "fact" else "Not out of the ordinary")
    assert found.since_words == said


def test_what_came_since_where_nothing_was_decided_is_neither_still_nor_now():
    cat = catalog(indicator(unit="%", margin_pct=10))
    before = of([*FLAT, 40], cat, threshold=24)
    assert before.since_words == "And since? Yes. US share stood at 40% in 2025, above our 24% line."
    after = of([*FLAT, 20], cat, threshold=19)
    assert (
        after.since_words
        == "And since? Too close to call. US share stood at 20% in 2025, give or take 2 points; our line is 19%."
    )
    assert of([*FLAT, 28], threshold=30).since_words.startswith("And since? Still no. ")


def test_a_cause_out_of_the_ordinary_keeps_its_answer_since():
    found = of([*[10, 20] * 12, 50, 60], kind="causal", threshold=40)
    assert (found.answer, found.since_words[:20]) == ("Yes", "And since? Still yes")


def test_the_doubt_of_a_change_of_place_may_reach_from_a_climb_to_a_slip():
    # Thirty per cent of each: second may have been first or third, and first may be second.
    found = place([4, 5.5], 30, check="falls")
    assert found.statement == (
        "US rank went up by 1 place, from second in 2000 to first in 2001. "
        "We require a climb of 1 place, and it may be anything from a climb of 1.3 places to a slip of 0.2 places."
    )


def test_both_ends_of_a_doubt_have_the_digits_that_it_carries():
    # Half of -20.2 to 25.4 is 22.8: tens are told, of either end.
    found = bounded("%", [0, 0, 22.4], [0, 0, -20.2], [0, 0, 25.4], check="rises", threshold=23)
    assert found.statement == (
        "US share rose by 20 points, from 0% in 2000 to 20% in 2002. "
        "We require a rise of 23 points, and it may be anything from a fall of 20 points to a rise of 30 points."
    )


def rate(yes, n, among=""):
    return BaseRate(Others("space" if among else "time", np.zeros(n), among, ("CHN",) * n if among else ()), yes)


@pytest.mark.parametrize(
    ("yes", "n", "among", "said"),
    [
        (1, 1, "", "The one earlier year passes."),
        (0, 1, "", "The one earlier year does not pass."),
        (1, 1, "ALL", "The one comparable state passes."),
        (0, 1, "WLD", "The one other state does not pass."),
        (0, 19, "", "None of 19 earlier years passes."),
        (1, 19, "", "1 of 19 earlier years passes."),
        (2, 19, "", "2 of 19 earlier years pass."),
        (19, 19, "", "All 19 earlier years pass."),
        (2, 19, "ALL", "2 of 19 comparable states (All) pass."),
        (1, 19, "WLD", "1 of 19 other states passes."),
        (0, 2, "WLD@2024", "None of 2 other states passes."),
    ],
)
def test_how_many_of_the_others_pass_has_its_verb_by_their_number(yes, n, among, said):
    assert passed_words(rate(yes, n, among), row(), catalog(groups={"ALL": ["USA", "CHN"]})) == said


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "All 3 earlier years pass."), ({"ends": 2}, "All 3 earlier spans pass."), ({"smoothing": 2}, "All 3 earlier spans pass."),
        ({"measure": "index"}, "All 3 earlier spans pass."), ({"check": "rises"}, "All 3 earlier spans pass."),
    ],
)  # fmt: skip
def test_only_single_figures_are_those_of_years(changes, said):
    assert passed_words(rate(3, 3), row(**changes), catalog()) == said


@pytest.mark.parametrize(
    ("frequency", "said"), [("Q", "quarters"), ("M", "months"), ("D", "days")]
)  # fmt: skip
def test_single_figures_are_called_by_their_period(frequency, said):
    assert passed_words(rate(3, 3), row(), catalog(indicator(frequency=frequency))) == f"All 3 earlier {said} pass."


def test_others_that_are_not_all_states_are_cases():
    cat = catalog(groups={"ALL": ["USA", "CHN"]})
    mixed = BaseRate(Others("space", np.zeros(2), "ALL", ("CHN", "WLD")), 2)
    assert passed_words(mixed, row(), cat) == "All 2 comparable cases (All) pass."


@pytest.mark.parametrize(
    ("unit", "value", "place"), [("countries", 18.3, 0), ("deaths", 3.4, 0), ("%", 18.3, -1), ("US$ a barrel", 3.4, -2)]
)  # fmt: skip
def test_what_is_counted_one_by_one_is_told_in_whole_ones(unit, value, place):
    assert Figures(unit, (), "").place(Interval(value, value, value)) == place


def test_a_change_of_what_is_counted_is_whole_even_where_a_part_would_agree_better_with_its_ends():
    # From 18 to 23 are five, and 4.49 are four.
    found = Figures("countries", (), "").ends(18.49, 22.98, (0, 0), Interval(4.49, 4.49, 4.49), None)
    assert tuple(found) == ("18 countries", "23", "about 4 countries")


def test_what_others_show_is_told_for_a_test_that_counts_alone():
    assert of(RISING, first="1980", threshold=30, weight=0).base_words == ""
    assert (
        of(RISING, first="1980", threshold=30, weight=0.5).base_words
        == "A figure of 30% or more was seen in 19 of 39 earlier years."
    )


@pytest.mark.parametrize(
    ("limit", "told"),
    [(None, ("40%", "40%", "")), (3, ("40%", "40%", "")), (1.1, ("39.6%", "40.2%", "1 point"))],
)
def test_ends_that_look_alike_are_told_apart_from_half_of_what_is_required_on(limit, told):
    # A change of 0.6 is told as one, by its doubt and that of its ends.
    assert tuple(Figures("%", (), "").ends(39.6, 40.2, (5, 5), Interval(0.6, 0.5, 0.7), limit)) == told


def test_the_doubt_of_what_is_counted_is_whole():
    assert Figures("countries", (), "").doubt(Interval(5, 4.5, 5.5)) == "give or take 1 country"


def test_a_test_without_a_label_and_an_answer_is_told_by_the_catalog():
    assert (
        of([25], threshold=3, check="rises", label="").statement
        == "X of Usa: only 1 year with figures; the test needs 2."
    )
