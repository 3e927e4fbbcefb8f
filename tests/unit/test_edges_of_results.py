"""Edges of results: what every choice is asked, when a cause is out of the ordinary, each step of certainty, each weak test."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest
from builders import WRITTEN, a_claim, catalog, indicator, known, observations, row

from verdicts.base_rates import BaseRate, Others
from verdicts.checks import Unanswered
from verdicts.describe import rule_of, source_of
from verdicts.findings import find
from verdicts.panels import group_line
from verdicts.periods import Window
from verdicts.results import about, answer, happened, rare, since
from verdicts.soundness import weak_tests
from verdicts.specifications import specify
from verdicts.verdict import judged

WHY = {"alternatives_why": "as good"}


def test_every_choice_of_a_cause_is_held_against_what_is_ordinary():
    # Ten of twenty earlier years pass five, none passes eight: the row as written is a yes, the alternative none.
    at = known(observations({("x", "USA"): [1, 7] * 10 + [9]}), catalog())
    one = row(threshold=8, alternatives="threshold=5", **WHY)
    assert [s.outcome for s in specify(one, at, "causal").all] == ["supports", "inconclusive"]
    assert [s.outcome for s in specify(one, at, "fact").all] == ["supports", "supports"]


def test_every_choice_of_a_fact_is_about_what_lay_before_the_article():
    # 2020 to 2025; the article is of February 2025.
    at = known(observations({("x", "USA"): [1, 1, 1, 1, 1, 9]}, first="2020"), catalog(indicator(lag_days=0)))
    one = row(threshold=5, alternatives="threshold=6", **WHY)
    assert [s.outcome for s in specify(one, at).all] == ["contradicts"] * 2
    assert [s.outcome for s in specify(one, at, "causal").all] == ["contradicts"] * 2
    assert [s.outcome for s in specify(one, at, "forecast").all] == ["supports"] * 2


def test_others_are_asked_of_the_row_as_written_and_of_choices_only_for_a_cause():
    at = known(observations({("x", "USA"): [1, 7] * 10 + [9]}), catalog())
    one = row(threshold=8, alternatives="threshold=5", **WHY)
    assert [len(s.result.base) for s in specify(one, at).all] == [1, 0]
    assert [len(s.result.base) for s in specify(one, at, "causal").all] == [1, 1]
    assert answer(one, at, "fact", compared=False).base == ()


def test_an_answer_in_hand_is_taken_for_the_row_as_written():
    at = known(observations({("x", "USA"): [1, 9]}), catalog())
    one = row(threshold=5)
    in_hand = replace(answer(one, at, "fact"), outcome="inconclusive")
    assert specify(one, at, "fact", in_hand).headline.result is in_hand


@pytest.mark.parametrize(
    ("kind", "until"), [("fact", WRITTEN), ("causal", WRITTEN), ("forecast", None), ("judgement", None)]
)
def test_what_a_claim_is_about_ends_with_the_article_unless_it_looks_ahead(kind, until):
    assert about(kind, WRITTEN) == until


@pytest.mark.parametrize(
    ("changes", "until", "day", "outcome"),
    [
        # The event is of 1 January 2010.
        ({}, None, "2009-12-31", "no data"), ({}, None, "2010-01-01", "supports"),
        ({"to": "2010-01-01"}, None, "2010-01-01", "supports"), ({"to": "2009-12-31"}, None, "2010-01-01", "contradicts"),
        # A deadline is over the day after it, but the article's own day is over at once.
        ({"to": "2009-12-31"}, None, "2009-12-31", "no data"), ({"to": "2009-12-30"}, None, "2009-12-31", "contradicts"),
        ({}, "2009-12-31", "2009-12-31", "contradicts"), ({}, "2009-12-31", "2009-12-30", "no data"),
        ({}, "2010-01-01", "2010-01-01", "supports"), ({}, "2009-12-31", "2012-01-01", "contradicts"),
        # The earlier of both counts.
        ({"to": "2009-06-30"}, "2011-01-01", "2011-01-01", "contradicts"), ({"to": "2011-06-30"}, "2009-01-01", "2011-01-01", "contradicts"),
    ],
)  # fmt: skip
def test_an_event_has_happened_by_its_day_and_has_not_once_its_deadline_is_over(changes, until, day, outcome):
    at = known(observations({("x", "USA"): [1]}), catalog(), dt.date.fromisoformat(day))
    one = row(check="happened", event="break", indicator="", entity="", threshold=None, **changes)
    assert happened(one, at, until and dt.date.fromisoformat(until)).outcome == outcome


def test_the_same_test_is_carried_on_where_figures_go_on_after_the_article_and_the_row_has_no_end():
    obs, cat = observations({("x", "USA"): [9, 9, 9, 9, 9, 1]}, first="2020"), catalog(indicator(lag_days=0))

    def later(day="2026-08-01", kind="fact", **changes):
        at = known(obs, cat, dt.date.fromisoformat(day))
        one = row(threshold=5, **changes)
        return since(one, at, kind, answer(one, at, kind))

    assert later().outcome == "contradicts"
    assert later(kind="causal").outcome == "contradicts"
    assert later(kind="causal").base == ()
    assert later(kind="forecast") is None
    assert later(to="2025") is None
    assert later(weight=0) is None
    # On the article's day nothing has come since, and neither has it a day on which no later figure was out.
    assert later("2025-02-17") is None
    assert later("2025-12-30") is None
    assert later("2025-12-31").outcome == "contradicts"


@pytest.mark.parametrize(
    ("rates", "expected"),
    [([], False), ([(0, 9)], True), ([(0, 8)], False), ([(0, 9), (0, 8)], False), ([(0, 9), (1, 19)], True), ([(1, 18)], False)],
)  # fmt: skip
def test_a_yes_is_out_of_the_ordinary_by_every_base_rate(rates, expected):
    found = tuple(BaseRate(Others("time", np.zeros(n)), yes) for yes, n in rates)
    assert rare(found) == expected


def test_a_base_rate_as_numbers_and_as_plain_values():
    of = BaseRate(Others("space", np.zeros(19), "ALL", ("USA",) * 19), 4)
    assert (of.n, of.rate, of.chance) == (19, 4 / 19, 5 / 20)
    assert of.record() == {"where": "space", "among": "ALL", "yes": 4, "of": 19}
    assert BaseRate(Others("time", np.zeros(2)), 0).record() == {"where": "time", "among": None, "yes": 0, "of": 2}


@pytest.mark.parametrize(
    ("values", "changes", "expected"),
    [
        # Of four years the means of three share two of them; those of two are 2000-01 and 2002-03, with one between.
        ([3, 4, 6, 9], {"smoothing": 3}, {}),
        ([3, 4, 6, 9], {"smoothing": 2}, {"time": (1, 1)}),
        ([3, 4, 6, 9], {"ends": 2}, {"time": (1, 1)}),
        ([3, 4, 6, 9], {"ends": 2, "smoothing": 2}, {}),
        ([3, 4, 6], {"check": "rises", "from": "2001"}, {"time": (1, 1)}),
        ([3, 4, 6], {"check": "rises", "from": "2000"}, {}),
    ],
)
def test_earlier_spans_share_no_figure_with_ours(values, changes, expected):
    found = answer(row(threshold=1, **changes), known(observations({("x", "USA"): values}), catalog()), "fact")
    assert {rate.where: (rate.yes, rate.n) for rate in found.base} == expected


@pytest.mark.parametrize(
    ("how", "value", "error"),
    [
        # Of independent errors of three members: a mean has the third root of them; the middle one of a normal spread 1.2533 as much.
        ("sum", 60, 1), ("mean", 20, 3**-0.5), ("median", 10, 1.2533141 * 3**-0.5), ("none", None, 1),
    ],
)  # fmt: skip
def test_a_group_is_as_well_known_as_its_members_errors_leave_it(how, value, error):
    at = known(
        observations({("x", "USA"): [10], ("x", "CHN"): [45], ("x", "RUS"): [5]}),
        catalog(indicator(aggregation=how), groups={"ALL": ["USA", "CHN", "RUS"]}),
    )
    found = group_line(at, Window(), "x", "ALL", "")
    assert found.line.values.tolist() == ([] if value is None else [value])
    assert found.error == pytest.approx(error)


def test_the_error_of_a_median_is_that_of_simulated_members():
    # To the large numbers of which it is true: 25 members.
    names = [f"C{i}" for i in range(25)]
    cat = catalog(indicator(aggregation="median"), groups={"ALL": names})
    at = known(observations({("x", name): [100 + i] for i, name in enumerate(names)}), cat)
    draws = np.random.default_rng(5).normal(size=(100_000, 25))
    assert group_line(at, Window(), "x", "ALL", "").error == pytest.approx(np.std(np.median(draws, axis=1)), rel=0.03)


def test_where_figures_come_from_is_told_without_any_in_hand():
    cat = catalog(indicator(), indicator("y"))
    at = known(observations({("x", "USA"): [1]}), cat)
    found = find(row(measure="share", versus_indicator="y"), at)
    here, none = (dict(pairs) for _, pairs in source_of(found, at.observations, cat))
    assert (here["Our copy"], none["Our copy"]) == ("", "")
    assert "Read from" in here
    assert "Read from" not in none
    assert (here["Unit"], none["Unit"]) == ("tonnes", "tonnes")
    assert here["Published"] == none["Published"] == "100 days after the end of a period"


def weak(values, margin_pct=0, **changes):
    one = judged(
        a_claim(),
        [row(**changes)],
        known(observations({("x", "USA"): values}), catalog(indicator(margin_pct=margin_pct))),
    )
    return [(w.weakness, w.problem) for w in weak_tests((one,))]


@pytest.mark.parametrize(
    ("values", "margin", "changes", "expected"),
    [
        # Nothing is less than none: at least 0 is always so, at most 0 not.
        ([1, 9], 0, {"threshold": 0}, ["The test cannot fail: the figure cannot be beyond 0 tonnes."]),
        ([1, 9], 0, {"threshold": 0.1}, []),
        ([1, 9], 0, {"check": "at_most", "threshold": 0}, []),
        ([1, 9], 0, {"check": "at_most", "threshold": -0.1}, ["The test cannot pass: the figure cannot be beyond 0 tonnes."]),
        ([0, 9], 0, {"threshold": 0}, ["The test cannot fail: the figure cannot be beyond 0 tonnes."]),
        ([-1, 9], 0, {"threshold": 0}, []),
        # A fall from three is three at most.
        ([3, 9], 0, {"check": "falls", "threshold": 3}, []),
        ([3, 9], 0, {"check": "falls", "threshold": 3.1},
         ["The test cannot pass: it starts at 3 tonnes, and 0 tonnes is as far as it can go."]),
        ([3, 9], 0, {"check": "rises", "threshold": 100}, []),
        ([3] * 10 + [9] * 2, 0, {"check": "steps_down", "event": "break", "threshold": 3.1},
         ["The test cannot pass: it starts at 3 tonnes, and 0 tonnes is as far as it can go."]),
        ([3] * 10 + [9] * 2, 0, {"check": "steps_down", "event": "break", "threshold": 3}, []),
    ],
)  # fmt: skip
def test_a_line_is_weak_from_where_no_figure_can_cross_it(values, margin, changes, expected):
    assert [problem for _, problem in weak(values, margin, **changes)] == expected


def test_a_threshold_is_within_the_doubt_from_just_below_it():
    # Ends of 100 err by 20 each, of which nothing is shared: by the root of 800 together.
    half = (2 * 20**2) ** 0.5
    cat = catalog(indicator(margin_pct=20, margin_shared=0))
    at = known(observations({("x", "USA"): [100, 100]}), cat)
    for threshold, expected in ((half * 0.999, ["within the doubt"]), (half * 1.001, [])):
        one = judged(a_claim(), [row(check="rises", threshold=threshold)], at)
        assert [w.weakness for w in weak_tests((one,))] == expected


def test_what_cannot_be_answered_is_not_called_weak():
    at = known(observations({("x", "USA"): [1]}), catalog())
    one = judged(a_claim(), [row(check="falls", threshold=5)], at)
    assert isinstance(one.findings[0].estimate, Unanswered)
    assert weak_tests((one,)) == ()


def test_how_a_finding_is_reached_is_told_choice_by_choice():
    at = known(observations({("x", "USA"): [1, 2, 9]}), catalog())
    made = {"alternatives": "threshold=3|4; smoothing=2", **WHY}
    rule = dict(rule_of(find(row(smoothing=1, **{"from": "2000", "to": "2001-06-30"}, **made), at), at.catalog))
    assert rule["Period"] == "from 2000 to 30 June 2001"
    assert (rule["Our line"], rule["Weight"], rule["Periods used"]) == ("2 tonnes", "decides (1)", "1")
    assert rule["How directly this tests the claim"] == "nearly: close"
    assert rule["Other ways to test"] == "line 3 tonnes or 4 tonnes; period averaged 2 years"
    assert (rule["Why these too"], rule["Why this window and threshold"]) == ("as good", "why")
    assert not {"Averaged over", "Event", "Deadline"} & set(rule)
    step = dict(rule_of(find(row(check="steps_up", event="break", smoothing=2), at), at.catalog))
    assert (step["Averaged over"], step["Event"]) == ("2 years", "Things changed. (1 January 2010)")
    assert step["Period"] == "from the first figure to the last figure"


def test_of_an_event_its_deadline_is_told_and_no_measure():
    at = known(observations({("x", "USA"): [1]}), catalog())
    happened_by = row(check="happened", event="break", indicator="", entity="", threshold=None, weight=0.5, to="2011")
    rule = dict(rule_of(find(happened_by, at), at.catalog))
    assert (rule["Deadline"], rule["Weight"]) == ("31 December 2011", "helps (0.5)")
    assert not {"Period", "Measure", "What is measured", "Our line"} & set(rule)


def test_the_choice_that_moves_the_score_most_comes_first():
    at = known(observations({("x", "USA"): [9]}), catalog())
    rows = [
        row(id="c-a", threshold=5, alternatives="threshold=6", **WHY),
        row(id="c-b", threshold=5, alternatives="threshold=20", **WHY),
    ]
    found = judged(a_claim(), rows, at).multiverse.influences
    assert [(one.evidence.id, one.share) for one in found] == [("c-b", pytest.approx(1)), ("c-a", 0)]
