"""The weighing rule: labels from outcomes, and the safeguards."""

import datetime as dt

import numpy as np
import pytest
from builders import WRITTEN, a_claim, catalog, indicator, observations
from hypothesis import given
from hypothesis import strategies as st

from verdicts.checks import Level
from verdicts.clock import AsOf
from verdicts.evidence import Evidence
from verdicts.findings import SeriesFinding, find
from verdicts.intervals import Interval
from verdicts.measures import Series
from verdicts.results import SeriesResult
from verdicts.rule import SCALE
from verdicts.verdict import weigh

NOW = AsOf(dt.date(2026, 8, 1), WRITTEN, latest=True)
THEN = AsOf(WRITTEN, WRITTEN)
OUTCOMES = {"+": "supports", "-": "contradicts", "?": "inconclusive", ".": "no data"}


def claim(kind="fact"):
    return a_claim(kind=kind)


def finding(outcome, weight=1.0):
    row = Evidence(
        id="c-x", claim="c", question="Is it?", indicator="x", entity="USA", check="at_least", threshold=1, weight=weight,
        proxy="near: close", note="why",
    )  # fmt: skip
    dates = np.array(["2026-06-30"], "datetime64[D]")
    series = Series(dates, np.ones(1), "tonnes", "A", np.zeros(1))
    result = SeriesResult(OUTCOMES[outcome], Level(Interval(1, 1, 1), 1), series)
    return SeriesFinding(row, NOW, result, "so.", "s")


def label(outcomes, kind="fact", as_of=NOW):
    """``outcomes`` is a string such as '++?'; lower weight follows a sign as in '+h' (helps) or '+c' (context)."""
    findings = []
    for i, sign in enumerate(outcomes):
        if sign in OUTCOMES:
            weight = {"h": 0.5, "c": 0}.get(outcomes[i + 1 : i + 2], 1)
            findings.append(finding(sign, weight))
    return weigh(claim(kind), findings, as_of).label


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        ("++", "supported"),
        ("+", "leans supported"),
        ("++?", "supported"),
        ("+?", "leans supported"),
        ("+-", "mixed"),
        ("??", "mixed"),
        ("++-", "leans supported"),
        ("+++++-", "leans supported"),
        ("+++++-h", "supported"),
        ("--", "contradicted"),
        ("-", "leans contradicted"),
        ("-?", "leans contradicted"),
        ("..", "no data"),
        ("+.", "leans supported"),
        ("", "no data"),
        ("+c+c", "no data"),
        ("++-c-c", "supported"),
    ],
)
def test_the_label_that_follows_from_the_outcomes(outcomes, expected):
    assert label(outcomes) == expected


def test_a_causal_claim_never_gets_past_leaning_either_way():
    assert label("+++", "causal") == "leans supported"
    assert label("---", "causal") == "leans contradicted"


def test_a_judgement_is_never_scored():
    verdict = weigh(claim("judgement"), [finding("+")], NOW)
    assert (verdict.label, verdict.score) == ("not testable", None)


def test_a_forecast_is_open_on_the_day_of_the_article_whatever_is_known():
    assert label("++", "forecast", THEN) == "open"
    assert label("++", "forecast", NOW) == "supported"


def test_a_forecast_stays_open_until_a_deciding_question_is_answered():
    assert label("..", "forecast") == "open"
    assert label("+h.", "forecast") == "open"


def test_a_forecast_is_not_decided_by_figures_from_before_the_article():
    row = finding("+").evidence
    cat = catalog(indicator(lag_days=0))
    old = observations({("x", "USA"): [5, 5]}, first="2020")
    new = observations({("x", "USA"): [5, 5]}, first="2024")
    assert weigh(claim("forecast"), [find(row, old, cat, NOW)], NOW).label == "open"
    assert weigh(claim("forecast"), [find(row, new, cat, NOW)], NOW).label == "leans supported"


@given(st.lists(st.tuples(st.sampled_from("+-?."), st.sampled_from([0, 0.5, 1])), max_size=6))
def test_one_more_finding_for_never_lowers_a_verdict(findings):
    before = weigh(claim(), [finding(o, w) for o, w in findings], NOW)
    after = weigh(claim(), [finding(o, w) for o, w in findings] + [finding("+", 1)], NOW)
    if before.label in SCALE:
        assert SCALE.index(after.label) >= SCALE.index(before.label)


@given(st.lists(st.tuples(st.sampled_from("+-?."), st.sampled_from([0, 0.5, 1])), max_size=6))
def test_turning_every_answer_round_turns_the_verdict_round(findings):
    one = weigh(claim(), [finding(o, w) for o, w in findings], NOW)
    swap = {"+": "-", "-": "+"}
    other = weigh(claim(), [finding(swap.get(o, o), w) for o, w in findings], NOW)
    if one.label in SCALE:
        assert SCALE.index(other.label) == len(SCALE) - 1 - SCALE.index(one.label)
    else:
        assert one.label == other.label


@pytest.mark.parametrize(
    ("deadline", "as_of", "outcome"),
    [
        (None, "2009-06-01", "no data"),
        (None, "2010-06-01", "supports"),
        ("2010-12-31", "2010-06-01", "supports"),
        ("2009-12-31", "2009-06-01", "no data"),
        ("2009-12-31", "2010-06-01", "contradicts"),
    ],
)
def test_an_event_counts_if_it_came_in_time(deadline, as_of, outcome):
    fields = {
        "id": "c-x",
        "claim": "c",
        "question": "Is it?",
        "check": "happened",
        "event": "break",
        "weight": "1",
        "to": deadline,
    }
    row = Evidence.model_validate({k: v for k, v in fields.items() if v} | {"proxy": "direct: it", "note": "why"})
    found = find(row, observations({("x", "USA"): [1]}), catalog(), AsOf(dt.date.fromisoformat(as_of), WRITTEN))
    assert found.outcome == outcome
    assert found.sentence.startswith(
        {"supports": "Yes: Things changed", "contradicts": "No: nothing", "no data": "No answer"}[outcome]
    )
