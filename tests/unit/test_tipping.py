"""What would change an answer: the value at which it turns, and the answers a verdict hangs on."""

import datetime as dt

import numpy as np
import pytest
from builders import WRITTEN, a_claim, catalog, indicator, known, observations, row
from hypothesis import given
from hypothesis import strategies as st

from verdicts.checks import judge_at
from verdicts.clock import AsOf, Knowledge
from verdicts.findings import find
from verdicts.intervals import Interval
from verdicts.tipping import swings, tipping_points, tipping_points_of
from verdicts.tipping_text import found_words, swing_sentence, swing_words, tipping_sentence
from verdicts.verdict import weigh

CHECKS = ["at_least", "at_most", "rises", "falls", "steps_up", "steps_down", "unchanged"]
NUMBERS = st.integers(-100_000, 100_000).map(lambda n: n / 100)
WIDTHS = st.integers(0, 50_000).map(lambda n: n / 100)
"""In hundredths: no two lines stand nearer to each other than the step beyond them."""


def around(statistic, below, above):
    return Interval(statistic, statistic - below, statistic + above)


@pytest.mark.parametrize(
    ("check", "statistic", "width", "threshold", "expected"),
    [
        ("at_least", 26, 1, 20, [("inconclusive", 21), ("contradicts", 19)]),
        ("at_most", 26, 1, 20, [("inconclusive", 21), ("supports", 19)]),
        ("rises", 12, 4, 5, [("inconclusive", 9), ("contradicts", 1)]),
        ("rises", 15, 8, 5, [("inconclusive", 13), ("contradicts", -3)]),
        ("falls", -15, 8, 5, [("inconclusive", -13), ("contradicts", 3)]),
        ("steps_up", 1, 2, 5, [("inconclusive", 3), ("supports", 7)]),
        ("unchanged", 0.5, 1, 3, [("inconclusive", 2), ("contradicts", 4)]),
    ],
)
def test_where_an_answer_turns(check, statistic, width, threshold, expected):
    found = tipping_points(check, around(statistic, width, width), threshold)
    assert [(t.outcome, pytest.approx(t.value)) for t in found] == expected
    assert [t.away for t in found] == [pytest.approx(value - statistic) for _, value in expected]


def test_a_proportional_margin_shrinks_with_the_level():
    found = tipping_points("at_least", Interval(68_000.0, 57_800.0, 78_200.0), 1000, proportional=True)
    assert [(t.outcome, pytest.approx(t.value)) for t in found] == [
        ("inconclusive", 1000 / 0.85),
        ("contradicts", 1000 / 1.15),
    ]


def test_what_has_too_few_figures_has_no_turn_and_says_so():
    few = finding([1, 2, 3], check="rises", threshold=1, ends=2)
    assert tipping_points_of(few) == ()
    assert tipping_sentence(few) == "It has no answer yet: only 3 years with figures; the test needs 4."


@pytest.mark.slow
@given(st.sampled_from(CHECKS), NUMBERS, WIDTHS, WIDTHS, WIDTHS, st.booleans())
def test_beyond_a_turn_the_answer_is_what_it_says_and_before_it_is_not(
    check, statistic, below, above, threshold, share
):
    # The proportion of a margin to nothing is not known.
    proportional = share and check in ("at_least", "at_most") and statistic != 0
    if proportional:
        below = above = abs(statistic) * 0.1
    found = tipping_points(check, around(statistic, below, above), threshold, proportional)

    def at(value):
        width = abs(value) * 0.1
        return judge_at(check, around(value, *((width, width) if proportional else (below, above))), threshold)

    now = at(statistic)

    for point in found:
        step = 1e-6 * max(1.0, abs(point.value))
        assert point.outcome == at(point.value + step if point.above else point.value - step) != now
    # Nothing is left out: whatever is answered anywhere is now's answer or one of the turns', and the nearest of its kind.
    grid = np.linspace(-4000, 4000, 1601) + 1e-7
    reached = {at(float(value)) for value in grid} - {now}
    assert reached <= {point.outcome for point in found}
    for point in found:
        nearer = [value for value in grid if abs(value - statistic) < abs(point.away) - 1e-3]
        assert point.outcome not in {at(float(value)) for value in nearer}


def verdict_of(thresholds, **changes):
    obs, cat = observations({("x", "USA"): [8, 9, 12]}), catalog()
    claim = a_claim()
    as_of = AsOf(dt.date(2030, 1, 1), WRITTEN, latest=True)
    rows = [row(id=f"c-{i}", question=f"Is {i}?", threshold=t, **changes) for i, t in enumerate(thresholds)]
    return weigh(claim, [find(r, Knowledge(obs, cat, as_of)) for r in rows], as_of)


def test_swings_are_the_single_answers_that_change_the_verdict():
    verdict = verdict_of([10, 11, 20])
    assert (verdict.label, [f.outcome for f in verdict.findings]) == (
        "leans supported",
        ["supports", "supports", "contradicts"],
    )
    found = {(s.finding.evidence.id, s.outcome): s.label for s in swings(verdict)}
    # Figures without a margin are on one side of the line or the other, never unclear.
    assert found == {
        ("c-0", "contradicts"): "leans contradicted", ("c-1", "contradicts"): "leans contradicted", ("c-2", "supports"): "supported",
    }  # fmt: skip
    assert (
        swing_sentence(swings(verdict), verdict)
        == "A different answer to any of its three tests could change the verdict."
    )
    assert swing_words(swings(verdict))[2] == ("Is 2?", "yes: supported")
    assert [found_words(swing) for swing in swings(verdict)] == [
        "found less than 10 tonnes instead of 12 tonnes",
        "found less than 11 tonnes instead of 12 tonnes",
        "found more than 20 tonnes instead of 12 tonnes",
    ]


@pytest.mark.parametrize(
    ("values", "check", "words"),
    [
        ([1, 9], "rises", "found a rise of less than 5 tonnes instead of a rise of 8 tonnes"),
        ([1, 3], "rises", "found a rise of more than 5 tonnes instead of a rise of 2 tonnes"),
        ([9, 1], "falls", "found a fall of less than 5 tonnes instead of a fall of 8 tonnes"),
        ([9, 7], "falls", "found a fall of more than 5 tonnes instead of a fall of 2 tonnes"),
        ([3, 3], "rises", "found a rise of more than 5 tonnes instead of none"),
        ([3, 7], "falls", "found a fall of more than 5 tonnes instead of a rise of 4 tonnes"),
    ],
)
def test_a_change_that_would_turn_an_answer_is_told_as_a_rise_or_a_fall(values, check, words):
    obs, cat = observations({("x", "USA"): values}), catalog()
    as_of = AsOf(dt.date(2030, 1, 1), WRITTEN, latest=True)
    found = find(row(check=check, threshold=5), Knowledge(obs, cat, as_of))
    assert [found_words(swing) for swing in swings(weigh(a_claim(), [found], as_of))] == [words]


def test_an_open_forecast_is_decided_by_the_answer_it_waits_for():
    obs, cat = observations({("x", "USA"): [8]}, first="2030"), catalog()
    claim = a_claim(kind="forecast")
    as_of = AsOf(dt.date(2026, 1, 1), WRITTEN)
    waiting = row(threshold=5, question="Will it?")
    verdict = weigh(claim, [find(waiting, Knowledge(obs, cat, as_of), "forecast")], as_of)
    assert verdict.label == "too early"
    assert swing_words(swings(verdict)) == [("Will it?", "yes: leans supported; no: leans contradicted")]
    assert [found_words(swing) for swing in swings(verdict)] == [
        "had figures that say yes",
        "had figures that say no",
    ]
    assert swing_sentence(swings(verdict), verdict) == "Its one test, once decided, could settle it."


def test_a_verdict_without_a_scored_test_has_no_swing():
    verdict = verdict_of([10], weight=0)
    assert swings(verdict) == ()
    assert swing_sentence((), verdict) == "Its tests are context only: no answer is scored, so none can change it."


def finding(values=(8, 9, 12), **changes):
    obs, cat = observations({("x", "USA"): values}), catalog()
    return find(row(**changes), known(obs, cat))


def test_a_turn_in_words_names_the_value_the_side_and_the_distance():
    assert tipping_sentence(finding(threshold=10)) == ("It is 12 tonnes now. It would become no below 10 tonnes.")


@pytest.mark.parametrize("values", [[8, 9, 0], [0, 0, 0]])
def test_a_level_of_nothing_shows_no_proportion_and_turns_on_the_line(values):
    obs, cat = observations({("x", "USA"): values}), catalog(indicator(margin_pct=10))
    none = find(row(threshold=20, check="at_most"), known(obs, cat))
    assert [(t.outcome, pytest.approx(t.value)) for t in tipping_points_of(none)] == [("contradicts", 20)]
    assert tipping_sentence(none) == "It is 0 tonnes now. It would become no above 20 tonnes."


def test_a_turn_of_a_change_carries_its_sign():
    text = tipping_sentence(finding(range(12), check="rises", threshold=5))
    assert text == "It is +11 tonnes now. It would become no below +5 tonnes."


def test_a_turn_of_a_rank_is_ahead_or_behind():
    obs = observations({("x", "USA"): [3], ("x", "CHN"): [5], ("x", "RUS"): [1]})
    cat = catalog(groups={"GREAT": ["USA", "CHN", "RUS"]})
    second = find(row(measure="rank", versus_entity="GREAT", check="at_most", threshold=2), known(obs, cat))
    assert tipping_sentence(second) == "It is second now. It would become no from third place down."
    first = find(row(measure="rank", versus_entity="GREAT", check="at_most", threshold=1), known(obs, cat))
    assert tipping_sentence(first) == "It is second now. It would become yes from first place up."


def test_the_doubt_decides_how_many_digits_a_turn_has():
    obs, cat = observations({("x", "USA"): [42.63]}), catalog(indicator(margin_pct=5))
    assert tipping_sentence(find(row(threshold=30), known(obs, cat))) == (
        "It is 43 tonnes now. It would become too close to call below 32 tonnes and no below 29 tonnes."
    )


def test_context_has_no_line_to_cross():
    assert tipping_sentence(finding(weight=0)) == "It is 12 tonnes now; as context it has no line to cross."


def test_a_cause_that_others_share_turns_on_the_others():
    obs, cat = observations({("x", "USA"): range(60)}, first="1960"), catalog()
    common = find(row(check="rises", threshold=2, **{"from": "2015"}), known(obs, cat), "causal")
    assert common.answer == "Not out of the ordinary"
    assert tipping_sentence(common) == (
        "It is +4 tonnes now, past our line; it would become yes only if it were rarer among others."
    )


@pytest.mark.parametrize(
    ("to", "words"),
    [("", "only a correction of the record"), ("2005", "deadline has passed")],
)
def test_an_event_points_with_its_record(to, words):
    changes = {"check": "happened", "event": "break", "indicator": "", "entity": "", "threshold": None}
    assert words in tipping_sentence(finding(**changes, **({"to": to} if to else {})))
