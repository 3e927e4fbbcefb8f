"""Base rates: how many earlier spans and comparables pass, counted by hand, and what a cause needs of them."""

import datetime as dt

import numpy as np
import pytest
from builders import WRITTEN, catalog, indicator, known, observations, row

from verdicts.base_rates import base_rates
from verdicts.measures import measure
from verdicts.results import answer, rare
from verdicts.specifications import specify

GROUP = {"ALL": ["USA", "CHN", "RUS", "DEU"]}


def rates(lines, cat=None, **changes):
    """The base rates of a row on small figures, in time and in space."""
    one = row(**changes)
    at = known(observations(lines), cat or catalog(groups=GROUP))
    window = one.window
    found = base_rates(one, at, window, measure(at, one.request, window))
    return {rate.where: (rate.yes, rate.n) for rate in found}


def test_a_rise_is_put_to_every_earlier_span_of_the_same_length():
    # 2000-09; the window is 2007-09. Spans of two years that end by 2007: 2000-02 to 2005-07, six of them;
    # their changes are 2, 5, 3, 0, 0, 0.
    values = [0, 0, 2, 5, 5, 5, 5, 5, 9, 9]
    assert rates({("x", "USA"): values}, check="rises", threshold=3, **{"from": "2007"}) == {"time": (2, 6)}
    assert rates({("x", "USA"): values}, check="falls", threshold=3, **{"from": "2007"}) == {"time": (0, 6)}


def test_longer_ends_are_longer_in_every_span():
    # Window 2006-09 with ends of two: (9 + 9) / 2 - (5 + 5) / 2 = 4. Spans of three years that end by 2006:
    # 2000-03: 3.5 - 0; 2001-04: 5 - 1; 2002-05: 5 - 3.5; 2003-06: 0.
    values = [0, 0, 2, 5, 5, 5, 5, 5, 9, 9]
    found = rates({("x", "USA"): values}, check="rises", ends=2, threshold=3.5, **{"from": "2006"})
    assert found == {"time": (2, 4)}


def test_a_window_that_begins_with_the_figures_has_no_earlier_one():
    assert rates({("x", "USA"): [1, 2, 3]}, check="rises", threshold=1) == {}


def test_a_level_is_put_to_every_earlier_period():
    assert rates({("x", "USA"): [1, 5, 5, 9]}, threshold=5) == {"time": (2, 3)}
    assert rates({("x", "USA"): [1, 5, 5, 9]}, check="at_most", threshold=5) == {"time": (3, 3)}
    # Two-year means share no figure with the last: those of 2000-01 only.
    assert rates({("x", "USA"): [1, 5, 5, 9]}, threshold=3, smoothing=2) == {"time": (1, 1)}
    assert rates({("x", "USA"): [1, 5, 5, 9]}, threshold=3, ends=2) == {"time": (1, 1)}


def test_a_step_is_put_to_every_event_before_which_all_of_its_periods_lie():
    # The break is of 2010. Two before (2008-09), one after (2010): windows of three years that end by 2009.
    values = [0, 0, 6, 0, 0, 0, 0, 0, 0, 0, 5]
    found = rates({("x", "USA"): values}, check="steps_up", event="break", threshold=4, **{"from": "2008"})
    # 2000-02: 6 - 0; then a fall; the rest nothing.
    assert found == {"time": (1, 8)}


def test_what_lies_behind_the_window_is_no_earlier_span():
    # 2000 to 2004; the window ends with 2002, and what came before are a one and a five.
    assert rates({("x", "USA"): [1, 5, 5, 9, 9]}, threshold=5, to="2002") == {"time": (1, 2)}


def test_a_step_of_an_index_is_one_from_the_first_period_of_every_span():
    # The window is 2008-10: from 100 and 100 to 200. Of the spans of three years that end by 2009 one goes from 100 and
    # 100 to 200 (2000-02); those of which 2002 is the second or the first fall by 50 and by 25, and the rest stays.
    values = [10, 10, 20, 10, 10, 10, 10, 10, 10, 10, 20]
    asked = {"measure": "index", "event": "break", "from": "2008"}
    assert rates({("x", "USA"): values}, check="steps_up", threshold=100, **asked) == {"time": (1, 8)}
    assert rates({("x", "USA"): values}, check="steps_down", threshold=25, **asked) == {"time": (2, 8)}


def test_a_step_for_which_there_are_just_too_few_earlier_periods_has_no_base_rate():
    # Three periods, 2008 to 2010; a span like it would end in 2009 and begin in 2007.
    asked = {"check": "steps_up", "event": "break", "threshold": 1, "from": "2008"}
    for before, expected in (([], {}), ([0], {"time": (0, 1)})):
        cat = catalog()
        one, at = (
            row(**asked),
            known(observations({("x", "USA"): [*before, 0, 0, 5]}, first=str(2008 - len(before))), cat),
        )
        found = base_rates(one, at, one.window, measure(at, one.request, one.window))
        assert {rate.where: (rate.yes, rate.n) for rate in found} == expected


def test_an_index_starts_anew_in_every_span():
    # Window 2006-08: 200. Spans of two years that end by 2006: 2000-02: 100 to 300, then 3 to 3 ...
    values = [1, 1, 3, 3, 3, 3, 3, 6, 6]
    found = rates({("x", "USA"): values}, measure="index", threshold=150, **{"from": "2006"})
    assert found == {"time": (2, 5)}


def test_comparables_are_all_others_of_the_group_whose_figures_reach_as_far():
    lines = {
        ("x", "USA"): [1, 2, 9], ("x", "CHN"): [1, 2, 8], ("x", "RUS"): [1, 2, 3], ("x", "DEU"): [1, 20, None],
    }  # fmt: skip
    assert rates(lines, threshold=5, among="ALL")["space"] == (1, 2)
    late = {**lines, ("x", "DEU"): [None, 2, 20]}
    # A rise from 2001 on is not one from 2000 on.
    assert rates(late, check="rises", threshold=5, among="ALL") == {"space": (1, 2)}
    assert rates(late, threshold=5, among="ALL")["space"] == (2, 3)


def test_who_the_row_is_about_is_no_comparable():
    lines = {("x", name): [1, 9] for name in GROUP["ALL"]}
    pair = {"measure": "gap", "versus_entity": "CHN"}
    assert rates(lines, check="at_most", threshold=0, among="ALL", **pair)["space"] == (2, 2)
    two = catalog(groups={**GROUP, "TWO": ["USA", "CHN"]})
    assert rates(lines, two, entity="TWO", threshold=5, among="ALL")["space"] == (2, 2)


@pytest.mark.parametrize(
    ("earlier", "is_rare"),
    [
        ([0] * 8, False),  # Eight others: one of nine is more than one in ten.
        ([0] * 9, True),
        ([0] * 8 + [9], False),  # Two of ten.
        ([9] + [0] * 18, True),  # Two of twenty.
        ([9] + [0] * 17, False),
    ],
)
def test_out_of_the_ordinary_is_at_most_one_in_ten_counting_oneself(earlier, is_rare):
    at = known(observations({("x", "USA"): [*earlier, 9]}), catalog())
    found = base_rates(row(threshold=5), at, row().window, measure(at, row().request))
    assert rare(found) == is_rare


def test_a_cause_is_supported_only_by_what_is_out_of_the_ordinary():
    often = known(observations({("x", "USA"): [9, 1] * 10 + [9]}), catalog())
    once = known(observations({("x", "USA"): [1] * 20 + [9]}), catalog())
    one = row(threshold=5)
    assert [answer(one, at, "fact").outcome for at in (often, once)] == ["supports", "supports"]
    assert [answer(one, at, "causal").outcome for at in (often, once)] == ["inconclusive", "supports"]
    assert answer(one, often, "causal").ordinary
    assert not answer(one, once, "causal").ordinary
    # A no needs no comparison, and without anything to compare with there is no yes.
    assert answer(row(threshold=50), often, "causal").outcome == "contradicts"
    alone = known(observations({("x", "USA"): [9]}), catalog())
    assert answer(one, alone, "causal").outcome == "inconclusive"
    assert answer(one, alone, "causal").ordinary


def test_every_choice_of_a_cause_is_asked_the_same():
    at = known(observations({("x", "USA"): [1, 7] * 10 + [9]}), catalog())
    found = specify(row(threshold=5, alternatives="threshold=8", alternatives_why="as good"), at, "causal")
    assert [s.outcome for s in found.all] == ["inconclusive", "supports"]


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["walk", "noise"])
@pytest.mark.parametrize("check", ["steps_up", "rises"])
def test_where_nothing_happened_a_cause_is_supported_at_most_once_in_ten(kind, check):
    """400 series without an event, each with 30 comparables like it: the level stated in docs/method.md."""
    rng, yes = np.random.default_rng(17), 0
    names = [f"C{i}" for i in range(30)]
    cat = catalog(groups={"OTHERS": names})
    for _ in range(400):
        draws = rng.normal(size=(31, 40))
        lines = draws.cumsum(axis=1) if kind == "walk" else draws
        obs = observations({("x", name): line for name, line in zip(["USA", *names], lines, strict=True)}, first="1985")
        one = row(check=check, event="break" if check == "steps_up" else "", threshold=0.5, among="OTHERS", to="2014",
                  **{"from": "2005"})  # fmt: skip
        yes += answer(one, known(obs, cat), "causal").outcome == "supports"
    assert yes / 400 <= 0.1


def test_a_fact_is_about_what_lay_before_the_article_and_a_forecast_about_what_came_after():
    # 2020 to 2025; the article is of February 2025, so a fact looks at 2024.
    at = known(observations({("x", "USA"): [1, 1, 1, 1, 1, 9]}, first="2020"), catalog(indicator(lag_days=0)))
    assert answer(row(threshold=5), at, "fact").outcome == "contradicts"
    assert answer(row(threshold=5), at, "causal").outcome == "contradicts"
    assert answer(row(threshold=5), at, "forecast").outcome == "supports"
    # Context shows the newest figure there is.
    assert answer(row(threshold=5, weight=0), at, "fact").estimate.interval.estimate == 9


@pytest.mark.parametrize(
    ("day", "kind", "expected"),
    [
        ("2024-06-01", "fact", "supports"),
        ("2025-06-01", "fact", "contradicts"),  # After the article: it had not happened.
        ("2025-06-01", "forecast", "supports"),
        ("2027-06-01", "forecast", "no data"),
    ],
)
def test_an_event_of_a_fact_has_happened_by_the_articles_day(day, kind, expected):
    cat = catalog()
    event = cat.event["break"].model_copy(update={"date": dt.date.fromisoformat(day)})
    cat.event["break"] = event
    at = known(observations({("x", "USA"): [1]}), cat)
    at = type(at)(at.observations, cat, type(at.as_of)(dt.date(2026, 8, 1), WRITTEN, latest=True))
    asked = row(check="happened", event="break", indicator="", entity="", threshold=None)
    assert answer(asked, at, kind).outcome == expected


@pytest.mark.parametrize(("kind", "yes"), [("fact", 0), ("forecast", 3)])
def test_what_comparables_did_after_the_article_counts_only_for_a_claim_that_looks_ahead(kind, yes):
    # Of 2000 to 2029; the article is of 2025. The others rise in 2026.
    lines = {("x", code): [1] * 26 + [9] * 4 for code in ("CHN", "RUS", "DEU")}
    lines["x", "USA"] = [1] * 24 + [9] * 6
    found = answer(
        row(check="rises", threshold=5, among="ALL", **{"from": "2023"}),
        known(observations(lines), catalog(groups=GROUP)),
        kind,
    )
    assert [(rate.yes, rate.n) for rate in found.base if rate.where == "space"] == [(yes, 3)]
