"""Events, and which finding carries a verdict."""

import datetime as dt

import pytest
from builders import WRITTEN, a_claim, catalog, indicator, known, observations, row

from verdicts.clock import AsOf, Knowledge
from verdicts.evidence import Evidence
from verdicts.findings import find, has_figures
from verdicts.rule import SIDES
from verdicts.verdict import judged, weigh

NOW = AsOf(dt.date(2026, 8, 1), WRITTEN, latest=True)


def test_the_finding_shown_first_is_one_that_carries_the_verdict():
    at = Knowledge(observations({("x", "USA"): [3], ("x", "CHN"): [9]}), catalog(), NOW)
    undecided, against, heavy = (
        find(row(id=f"c-{name}", entity=entity, weight=weight, threshold=5), at)
        for name, entity, weight in (("a", "DEU", 1), ("b", "USA", 0.5), ("c", "CHN", 1))
    )
    verdict = weigh(a_claim(), [undecided, against, heavy], NOW)
    assert (verdict.label, verdict.deciding) == ("leans supported", heavy)


def event(weight: float, **changes) -> Evidence:
    fields = {"id": "c-e", "claim": "c", "question": "Did it happen?", "check": "happened", "event": "break", "weight": weight,
              "proxy": "direct: it", "note": "why"}  # fmt: skip
    return Evidence.model_validate({**fields, **changes})


def test_an_event_that_decides_comes_before_context_and_before_figures_of_the_other_side():
    known = Knowledge(observations({("x", "USA"): [3]}), catalog(), NOW)
    happened, context, against = (
        find(one, known) for one in (event(1), row(id="c-a", weight=0), row(id="c-b", weight=0.5, threshold=5))
    )
    verdict = weigh(a_claim(), [context, against, happened], NOW)
    assert (verdict.label, verdict.deciding) == ("leans supported", happened)
    with_figures = find(row(id="c-f", weight=0.5, threshold=2), known)
    assert weigh(a_claim(), [happened, with_figures], NOW).deciding is with_figures


@pytest.mark.slow
def test_the_chart_that_a_claim_leads_with_agrees_with_its_verdict(standings):
    for verdict in (v for standing in standings for v in (standing.then, standing.now)):
        side = {"for": 1, "against": -1}.get(SIDES.get(verdict.label))
        carrying = [f for f in verdict.findings if f.evidence.weight and f.score == side]
        if side and any(map(has_figures, carrying)):
            assert has_figures(verdict.deciding)
        if side:
            assert verdict.deciding in carrying, verdict.claim.id


def test_why_a_verdict_is_what_it_is_begins_with_what_the_tests_say():
    known = Knowledge(observations({("x", "USA"): [3], ("x", "CHN"): [9]}), catalog(), NOW)
    tests = [row(id=f"c-{i}", entity=e, threshold=t) for i, (e, t) in enumerate((("CHN", 5), ("CHN", 6), ("USA", 5)))]
    verdict = weigh(a_claim(), [find(test, known) for test in tests], NOW)
    assert verdict.why == ("Two of three tests say yes, one says no.", "")
    (alone,) = (weigh(a_claim(), [find(tests[0], known)], NOW),)
    assert alone.why == ("Its one test says yes.", "One answer is not enough for more than a lean.")
    opinion = weigh(a_claim(kind="judgement"), [], NOW)
    assert opinion.why == (opinion.reason, "")


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
    asked = Evidence.model_validate({k: v for k, v in fields.items() if v} | {"proxy": "direct: it", "note": "why"})
    found = find(
        asked, Knowledge(observations({("x", "USA"): [1]}), catalog(), AsOf(dt.date.fromisoformat(as_of), WRITTEN))
    )
    assert found.outcome == outcome
    assert found.sentence.startswith(
        {"supports": "Yes. Things changed", "contradicts": "No. ", "no data": "No data"}[outcome]
    )


@pytest.mark.parametrize(
    ("limits", "shown"), [((9, 2, 2), "c-1"), ((2, 9, 9), "c-1"), ((2, 2, 9), "c-0"), ((9, 9, 2), "c-0")]
)
def test_of_tests_as_heavy_as_each_other_the_one_on_the_side_of_the_verdict_is_shown(limits, shown):
    # Figures of five: yes to a line of two, no to one of nine. The third helps one side.
    at = known(observations({("x", "USA"): [5]}), catalog())
    rows = [
        row(id=f"c-{i}", threshold=limit, weight=weight)
        for i, (limit, weight) in enumerate(zip(limits, (1, 1, 0.5), strict=True))
    ]
    assert judged(a_claim(), rows, at).deciding.evidence.id == shown


def test_a_forecast_has_the_score_of_what_came_after_the_article():
    # 2025 ended after it; the lag is none.
    at = known(observations({("x", "USA"): [1, 9]}, first="2024"), catalog(indicator(lag_days=0)))
    forecast = judged(a_claim(kind="forecast"), [row(threshold=5)], at)
    assert (forecast.label, forecast.score) == ("leans supported", 1)
    early = judged(
        a_claim(kind="forecast"), [row(threshold=5)], known(observations({("x", "USA"): [9]}, first="2023"), at.catalog)
    )
    assert (early.label, early.score) == ("too early", None)
