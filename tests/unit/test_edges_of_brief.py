"""Edges of a finding in a line: digits beside our line, places and changes of place, spans, what came since, word for word."""

import pytest
from builders import catalog, indicator
from test_edges_of_sentences import place
from test_finding_words import EVENT, of

from verdicts.brief import brief, brief_since

EN = "\N{EN DASH}"
EUR = "\N{EURO SIGN}"
FLAT = [25] * 25
"""2000 to 2024, all that the article could know."""


def in_unit(unit, **changes):
    return catalog(indicator(unit=unit, **changes))


@pytest.mark.parametrize(
    ("value", "margin", "changes", "line"),
    [
        # Three digits of 19.98 would be our 20; context has no line, and what is too close to call may seem to be on it.
        (19.98, 0, {}, "19.98% in 2000. Asked: at least 20%."),
        (19.98, 0, {"weight": 0}, "20% in 2000."),
        (19.8, 6, {}, "20% in 2000. Asked: at least 20%."),
        (20, 0, {}, "20% in 2000. Asked: at least 20%."),
        (5.5, 0, {"threshold": 0}, "5.5% in 2000. Asked: at least zero."),
    ],
)
def test_a_level_has_finer_digits_only_beside_its_line(value, margin, changes, line):
    assert brief(of([value], in_unit("%", margin_pct=margin), **{"threshold": 20, **changes})) == line


@pytest.mark.parametrize(
    ("check", "threshold", "line"),
    [
        ("at_most", 1, "Second in 2000. Asked: the top place."),
        ("at_most", 3, "Second in 2000. Asked: a place in the top three."),
        ("at_least", 2, "Second in 2000. Asked: not the top place."),
        ("at_least", 3, "Second in 2000. Asked: not a place in the top two."),
    ],
)
def test_a_place_and_which_one_is_asked_for(check, threshold, line):
    assert brief(place([4], check=check, threshold=threshold)) == line


@pytest.mark.parametrize(
    ("values", "check", "line"),
    [
        # The first place is the best: a smaller number is a rise.
        ([2, 4], "falls", "Up 1 place from 2000 to 2001. Asked: a rise of 1 place."),
        ([2, 4], "rises", "Up 1 place from 2000 to 2001. Asked: a fall of 1 place."),
        ([6, 2], "rises", "Down 2 places from 2000 to 2001. Asked: a fall of 1 place."),
        # Means over two years each: of third and second, and of second twice.
        ([2, 4, 4, 4], "falls", f"Up 0.5 places from 2000{EN}01 to 2002{EN}03. Asked: a rise of 1 place."),
        ([4, 4, 4, 2], "falls", f"Down 0.5 places from 2000{EN}01 to 2002{EN}03. Asked: a rise of 1 place."),
        ([2, 2], "falls", "Hardly a change from 2000 to 2001. Asked: a rise of 1 place."),
    ],
)
def test_a_change_of_place(values, check, line):
    assert brief(place(values, check=check, ends=len(values) // 2)) == line


@pytest.mark.parametrize(
    ("values", "changes", "line"),
    [
        ([5, 3], {"check": "falls", "threshold": 1}, "Down 2 points from 2000 to 2001. Asked: a fall of 1 point."),
        ([5, 3], {"check": "rises", "threshold": 1, "weight": 0}, "Down 2 points from 2000 to 2001."),
        ([2, 4, 6, 9], {"check": "rises", "threshold": 3, "ends": 2}, f"Up 4.5 points from 2000{EN}01 to 2002{EN}03. Asked: a rise of 3 points."),
        ([2, 4, 6, 9], {"threshold": 3, "ends": 3}, f"6.33% in 2001{EN}03. Asked: at least 3%."),
        ([2, 4, 6, 9], {"threshold": 3, "smoothing": 3}, f"6.33% in 2001{EN}03. Asked: at least 3%."),
        ([2, 4, 6, 9], {"threshold": 3, "smoothing": 2, "ends": 2}, f"6.25% in 2001{EN}03. Asked: at least 3%."),
        ([2, 4, 6, 9], {"check": "rises", "threshold": 3, "smoothing": 2}, f"Up 4.5 points from 2000{EN}01 to 2002{EN}03. Asked: a rise of 3 points."),
        ([2, 2.4], {"check": "rises", "threshold": 0.1}, "Up 0.4 points from 2000 to 2001. Asked: a rise of 0.1 points."),
        # A hundred per cent of something is not the hundred of an index.
        ([100, 120], {"check": "rises", "threshold": 3}, "Up 20 points from 2000 to 2001. Asked: a rise of 3 points."),
        # Per cents of the first figure, and so is their change.
        ([20, 30, 50], {"check": "rises", "measure": "index", "threshold": 25}, "Up 150% from 2000 to 2002. Asked: a rise of 25%."),
        ([20, 30, 18], {"measure": "index", "threshold": 50}, "90% of the 2000 level in 2002. Asked: at least 50%."),
    ],
)  # fmt: skip
def test_changes_and_means_of_shares(values, changes, line):
    assert brief(of(values, **changes)) == line


def test_a_change_that_is_not_all_of_what_is_asked_has_the_digits_that_show_it():
    # Three per cent of 40 are more than one point, of which whole ones would be told: two.
    cat = in_unit("%", margin_pct=3, margin_shared=1)
    assert (
        brief(of([40.1, 42.06], cat, check="rises", threshold=2))
        == "Up 1.96 points from 2000 to 2001. Asked: a rise of 2 points."
    )
    assert brief(of([40.1, 42.06], cat, check="rises", threshold=2, weight=0)) == "Up 2 points from 2000 to 2001."


@pytest.mark.parametrize(
    ("unit", "changes", "line"),
    [
        ("%", {"check": "rises", "ends": 3}, "Up 4 points: April to June 2024 against January to March 2024. Asked: a rise of 2 points."),
        ("%", {"ends": 3}, "6% from April to June 2024. Asked: at least 2%."),
        ("EUR", {"smoothing": 3}, f"{EUR}6 a month in the 3 months to June 2024. Asked: at least {EUR}2."),
        ("EUR", {}, f"{EUR}9 in June 2024. Asked: at least {EUR}2."),
        ("deaths", {"ends": 3, "check": "at_most"}, "6 deaths a month from April to June 2024. Asked: at most 2."),
    ],
)  # fmt: skip
def test_months_and_spans_of_them(unit, changes, line):
    cat = in_unit(unit, frequency="M")
    assert brief(of([1, 2, 3, 4, 5, 9], cat, frequency="M", first="2024-01", threshold=2, **changes)) == line


@pytest.mark.parametrize(
    ("values", "changes", "line"),
    [
        ([20, 22, 18, 30, 30], {"check": "steps_down"}, f"Up 10 points in 2010{EN}11. Asked: a fall of 3 points."),
        ([20, 22, 18, 20, 20], {"check": "unchanged"}, f"Hardly a change in 2010{EN}11. Asked: no more than 3 points either way."),
        # Means over two years apart: 2008, 2010 and 2012; that of 2010 begins in 2009.
        ([20, 22, 18, 30, 30, 31], {"check": "steps_up", "smoothing": 2}, f"Up 6.3 points in 2009{EN}12. Asked: a rise of 3 points."),
    ],
)  # fmt: skip
def test_a_step_is_told_with_the_years_after_the_event(values, changes, line):
    assert brief(of(values, first="2007", event="break", threshold=3, **changes)) == line


def test_a_step_of_places_is_up_or_down_as_the_first_is_the_best():
    up = place([2] * 3 + [6] * 2, first="2007", check="steps_down", event="break")
    assert brief(up) == f"Up 2 places in 2010{EN}11. Asked: a rise of 1 place."
    down = place([6] * 3 + [2] * 2, first="2007", check="steps_up", event="break")
    assert brief(down) == f"Down 2 places in 2010{EN}11. Asked: a fall of 1 place."


@pytest.mark.parametrize(
    ("later", "margin", "said"),
    [
        (30, 0, "still yes, 30% in 2025"),
        (10, 0, "now no, 10% in 2025"),
        # Five per cent of 20.5 are one: neither still a yes nor now a no.
        (20.5, 5, "too close to call, 21% in 2025"),
        (19.98, 0, "now no, 19.98% in 2025"),
    ],
)
def test_what_came_since_says_whether_the_answer_still_holds(later, margin, said):
    assert brief_since(of([*FLAT, later], in_unit("%", margin_pct=margin), threshold=20)) == said


def test_a_no_that_still_holds_and_what_was_not_decided_before():
    assert brief_since(of([*FLAT, 28], threshold=30)) == "still no, 28% in 2025"
    close = of([*FLAT, 40], in_unit("%", margin_pct=10), threshold=24)
    assert (close.answer, brief_since(close)) == ("Too close to call", "yes, 40% in 2025")


def test_a_change_that_came_since_begins_in_the_midst_of_a_line():
    found = of([*[20] * 24, 25, 28], check="rises", threshold=3)
    assert brief_since(found) == "still yes, up 8 points from 2000 to 2025"


def test_of_a_yes_that_was_held_back_the_later_figure_stands_alone():
    held = of([*FLAT, 30], kind="causal", threshold=20)
    assert (held.answer, brief_since(held)) == ("Not out of the ordinary", "30% in 2025")


def test_an_event_is_told_as_it_stands_and_nothing_came_since():
    event = of([1], **EVENT)
    assert (brief(event), brief_since(event)) == ("Things changed (1 January 2010).", "")
