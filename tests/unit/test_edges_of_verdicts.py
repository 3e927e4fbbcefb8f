"""Edges of measures and verdicts: where one more or one less, the other sign or the other side would go unnoticed."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest
from builders import ARTICLE, WRITTEN, a_claim, catalog, indicator, known, observations, row, table

from loaders.ledger import VerdictMove
from loaders.observations import Observations
from service.weighing import verdict_moves
from verdicts.argument import Argument, Conclusion, Link, Topic
from verdicts.case import Case
from verdicts.checks import Unanswered
from verdicts.clock import AsOf, Knowledge
from verdicts.conclusions import Shift, footings
from verdicts.evidence import Evidence, event_inside
from verdicts.findings import EventFinding, find
from verdicts.intervals import Interval
from verdicts.measures import Request, Series, measure
from verdicts.results import EventResult, SeriesResult, is_later
from verdicts.specifications import specify
from verdicts.tipping import TippingPoint, tipping_points
from verdicts.verdict import assess, judged, weigh

NOW = AsOf(dt.date(2026, 8, 1), WRITTEN, latest=True)


def test_growth_from_a_negative_figure_says_which_way_it_went():
    # From -10 to -5 is better by half of ten, from -5 to -20 worse by three times five, from -20 to 10 better by 1.5 times 20.
    obs = observations({("x", "USA"): [-10, -5, -20, 10]})
    found = measure(known(obs, catalog()), Request("x", "USA", measure="growth"))
    assert found.values.tolist() == [50, -300, 150]


def test_what_is_compared_is_each_edition_as_of_the_day_it_was_retrieved():
    # The event of 2010 had not come when the old figures were retrieved, and had when the new ones were.
    happened = Evidence.model_validate(
        {"id": "c-x", "claim": "c", "question": "Did it happen?", "check": "happened", "event": "break", "weight": 1,
         "proxy": "direct: it", "note": "why"}
    )  # fmt: skip
    claim = a_claim()
    argument = Argument(table([]), table([claim]), table([happened]), table([]), table([]))
    figures = observations({("x", "USA"): [1]})
    row_of_x = figures.provenance["x"]
    old, new = (
        Observations(figures.frame, {"x": replace(row_of_x, retrieved=day)})
        for day in (dt.date(2009, 6, 1), dt.date(2010, 6, 1))
    )
    case = Case(ARTICLE, catalog(), argument, new)
    moved = VerdictMove(claim="c", as_of="latest", before="no data", after="leans supported", certainty="high")
    assert verdict_moves(old, new, case) == (moved,)
    assert verdict_moves(new, new, case) == ()


@pytest.mark.parametrize(
    ("labels", "strength", "standing"),
    [
        # Two premises each, an attack turned round: (0.5 + 0) / 2 and (-0.5 - 0) / 2, just a quarter either way.
        ({"a": "leans supported", "b": "conflicting"}, 0.25, "stands"),
        ({"a": "leans contradicted", "b": "conflicting"}, -0.25, "falls"),
        # (0.5 - 0.5) / 2
        ({"a": "leans supported", "b": "leans supported"}, 0, "undecided"),
    ],
)
def test_a_conclusion_at_a_quarter_stands_and_at_a_quarter_below_nothing_falls(labels, strength, standing):
    conclusion = Conclusion(id="z", section=1, paragraph=1, conclusion="So it is.")
    links = [
        Link(premise="a", relation="supports", conclusion="z", why="because"),
        Link(premise="b", relation="attacks", conclusion="z", why="because"),
    ]
    argument = Argument(table([]), table([]), table([]), table([conclusion]), table(links))
    found = footings(argument, labels)["z"]
    assert (found.strength, found.standing) == (strength, standing)


def test_a_finding_as_plain_values_has_the_statistic_between_its_bounds():
    cat = catalog(indicator(margin_pct=10))
    one = row(threshold=2, weight=0.5, **{"from": "2000", "to": "2002"})
    found = find(one, Knowledge(observations({("x", "USA"): [1, 2, 4, 8]}), cat, NOW)).record()
    expected = {
        "evidence": "c-x", "question": "Is it?", "outcome": "supports", "statistic": 4, "unit": "tonnes", "low": 3.6, "high": 4.4,
        "n": 1, "from": "2000-12-31", "to": "2002-12-31", "threshold": 2, "check": "at_least", "weight": 0.5, "indicator": "x",
        "source": "s", "left_out": [],
    }  # fmt: skip
    assert {key: found[key] for key in expected} == expected


def test_a_level_at_the_end_of_a_window_is_asked_for_once_that_end_has_come():
    one = row(threshold=2, to="2001")
    figures, cat = observations({("x", "USA"): [3, 3, 3]}), catalog(indicator(lag_days=0))
    before = find(one, Knowledge(figures, cat, AsOf(dt.date(2001, 12, 30), WRITTEN)))
    assert (before.outcome, before.reason) == ("no data", "the period asked for ends on 31 December 2001")
    assert find(one, Knowledge(figures, cat, AsOf(dt.date(2001, 12, 31), WRITTEN))).outcome == "supports"


def test_what_was_known_of_a_flow_is_that_of_both_its_sides():
    figures = observations({("x", "USA", "CHN"): [1, 2], ("x", "USA", "RUS"): [5, 6]})
    line = known(figures, catalog(), dt.date(2002, 6, 1)).line("x", "USA", "RUS")
    assert line.values.tolist() == [5, 6]


def test_the_reason_counts_the_answers_and_gives_the_score():
    answers = [
        ("supports", 1),
        ("supports", 0.5),
        ("contradicts", 0.5),
        ("inconclusive", 1),
        ("no data", 1),
        ("supports", 0),
    ]
    claim = a_claim()

    def verdict(answers, kind="fact"):
        findings = [
            EventFinding(
                row(weight=weight, threshold=1),
                NOW,
                EventResult(outcome),
                "so.",
                "s",
                known(observations({}), catalog()).catalog.event["break"],
            )
            for outcome, weight in answers
        ]
        return weigh(claim.model_copy(update={"kind": kind}), findings, NOW)

    # (1 + 0.5 - 0.5) / (1 + 0.5 + 0.5)
    assert verdict(answers).reason == "2 of 5 tests say yes, 1 says no, 1 is too close to call, 1 has no data."
    assert verdict(answers).record()["score"] == 0.5
    assert len(verdict(answers).scored) == 4
    assert verdict([("supports", 1)]).reason == (
        "Its one test says yes. One answer is not enough for more than a lean."
    )
    assert verdict([("contradicts", 1)] * 5 + [("supports", 1)]).reason == (
        "1 of 6 tests says yes, 5 say no. A deciding test says the opposite, so the verdict only leans."
    )
    assert verdict([("inconclusive", 1)] * 2).reason == (
        "Both tests are too close to call. None of the deciding tests says yes or no, so there is no verdict."
    )
    assert verdict([("supports", 1)] * 2, "causal").reason.endswith(
        "The figures fit the claim, but they cannot show the cause."
    )
    assert verdict([("contradicts", 1)] * 2, "causal").reason.endswith(
        "The figures do not fit the claim, but they cannot show the cause."
    )
    # A score that is not full anyway is held back by nothing.
    assert verdict([("supports", 1)] * 2 + [("contradicts", 1)]).reason == ("2 of 3 tests say yes, 1 says no.")
    assert verdict([("supports", 1)], "judgement").reason == "This is an opinion of the article; data cannot settle it."
    assert verdict([("no data", 1)], "forecast").reason == "No deciding test has an answer from after the article yet."
    assert verdict([("no data", 1)]).reason == "None of its tests has figures."
    assert verdict([("supports", 0)]).reason.startswith("No suitable data measure the claim itself")


def test_the_finding_shown_first_is_the_heaviest_with_figures():
    cat, figures = catalog(), observations({("x", "USA"): [3]})
    light, heavy, without = (
        find(row(id=f"c-{name}", entity=entity, weight=weight, threshold=2), Knowledge(figures, cat, NOW))
        for name, entity, weight in (("a", "USA", 0.5), ("b", "USA", 1), ("c", "CHN", 1))
    )
    claim = a_claim()
    assert weigh(claim, [without, light, heavy], NOW).deciding is heavy
    assert weigh(claim, [without, light], NOW).deciding is light
    assert weigh(claim, [without], NOW).deciding is without
    assert weigh(claim, [], NOW).deciding is None


def test_the_one_answer_of_an_event_is_that_of_its_row():
    happened = Evidence.model_validate(
        {"id": "c-x", "claim": "c", "question": "Did it happen?", "check": "happened", "event": "break", "weight": 1,
         "proxy": "direct: it", "note": "why"}
    )  # fmt: skip
    found = specify(happened, known(observations({("x", "USA"): [1]}), catalog()))
    (only,) = found.all
    assert (only.row, only.changes, only.outcome) == (happened, (), "supports")
    assert (found.headline, found.measured) == (only, ())
    before = specify(
        happened, known(observations({("x", "USA"): [1]}), catalog(), dt.date(2009, 12, 31))
    ).headline.result
    assert before == EventResult("no data")


def test_a_level_that_may_be_wrong_by_all_of_itself_turns_at_half_the_threshold_alone():
    # From nothing to twice the figure: never sure to reach five, sure to miss it below two and a half.
    found = tipping_points("at_least", Interval(10, 0, 20), 5, proportional=True)
    assert found == (TippingPoint("contradicts", 2.5, -7.5, False),)


def test_an_unchanged_figure_turns_where_either_end_of_its_interval_crosses_either_limit():
    # From one below to two above, and no more than five either way: from -10 on, the upper end comes to -5 at -7, the lower at
    # -4; from 10 down, the lower end comes to 5 at 6 and the upper at 3.
    below = tipping_points("unchanged", Interval(-10, -11, -8), 5)
    assert below == (TippingPoint("inconclusive", -7, 3, True), TippingPoint("supports", -4, 6, True))
    above = tipping_points("unchanged", Interval(10, 9, 12), 5)
    assert above == (TippingPoint("inconclusive", 6, -4, False), TippingPoint("supports", 3, -7, False))


@pytest.mark.parametrize(
    ("first", "last", "inside"),
    [
        ("2010-01-01", "2010-01-01", True), ("2010-01-02", "2012-01-01", False), ("2008-01-01", "2009-12-31", False),
        (None, "2010-01-01", True), ("2010-01-01", None, True), (None, None, True),
    ],
)  # fmt: skip
def test_a_step_is_asked_at_an_event_within_its_window_the_ends_included(first, last, inside):
    window = {key: value for key, value in (("from", first), ("to", last)) if value}
    step = row(check="steps_up", event="break", **window)
    assert event_inside(step, catalog()) == inside
    assert event_inside(row(**window), catalog())


def test_figures_are_later_than_the_article_from_the_day_after_it_on():
    def later(*days):
        figures = Series(
            np.array(days, "datetime64[D]"), np.ones(len(days)), "tonnes", "D", np.zeros(len(days)), np.zeros(len(days))
        )
        return is_later(SeriesResult("no data", Unanswered(""), figures), dt.date(2025, 2, 17))

    assert (later("2025-02-17"), later("2025-02-18"), later()) == (False, True, False)
    assert is_later(EventResult("contradicts"), dt.date(2025, 2, 17))


def test_verdicts_are_given_on_the_claims_asked_for_as_of_the_day():
    claims = [a_claim(id=name) for name in ("c", "d")]
    rows = [row(), row(id="d-x", claim="d", threshold=9)]
    argument = Argument(table([]), table(claims), table(rows), table([]), table([]))
    figures = observations({("x", "USA"): [3]})
    all_ = assess(argument, figures, catalog(), NOW)
    assert [(v.claim.id, v.label, v.as_of) for v in all_] == [
        ("c", "leans supported", NOW), ("d", "leans contradicted", NOW)
    ]  # fmt: skip
    (one,) = assess(argument, figures, catalog(), NOW, claims[1:])
    assert one.record() == all_[1].record()
    assert assess(argument, figures, catalog(), NOW, []) == ()


@pytest.mark.parametrize(
    ("before", "after", "worse"),
    [("stands", "falls", True), ("undecided", "falls", True), ("undecided", "untested", False), ("falls", "stands", False),
     ("stands", "untested", True), ("untested", "stands", False)],
)  # fmt: skip
def test_a_shift_is_worse_only_if_it_is_down(before, after, worse):
    assert Shift(Conclusion(id="z", section=1, paragraph=1, conclusion="So."), before, after).worse == worse


@pytest.mark.parametrize(
    ("check", "changes", "total", "said"),
    [
        # A level is that of the last period with a value: later ones without are told, earlier ones do not matter.
        ("at_least", {}, [4, 0, 4, 4, 0, 0], "2004 and 2005 are left out: there was nothing to divide by."),
        ("at_least", {}, [0, 0, 4, 4, 4, 4], ""),
        ("at_least", {}, [0, 0, 0, 0, 0, 0], "6 periods are left out, the last 2005: there was nothing to divide by."),
        ("rises", {"first": "2000"}, [4, 0, 4, 4, 4, 4], "2001 is left out: there was nothing to divide by."),
        ("rises", {"first": "2002"}, [4, 0, 4, 4, 4, 4], ""),
        (
            "rises",
            {"smoothing": 2},
            [0, 0, 4, 4, 4, 4],
            "2000\N{EN DASH}01 is left out: there was nothing to divide by.",
        ),
    ],
)
def test_a_window_that_shrinks_for_want_of_anything_to_divide_by_says_so(check, changes, total, said):
    obs = observations({("x", "USA"): [value / 4 for value in total], ("x", "WLD"): total})
    cat = catalog()
    first = changes.pop("first", None)
    asked = row(check=check, measure="share", versus_entity="WLD", **{"from": first} if first else {}, **changes)
    sentence = find(asked, Knowledge(obs, cat, known(obs, cat).as_of)).sentence
    assert ("nothing to divide by" in sentence) == bool(said)
    assert said in sentence


def test_a_text_is_as_long_as_its_place_on_a_page():
    made = {
        Conclusion: ("conclusion", 110, {"id": "z", "section": 1, "paragraph": 1}),
        Topic: ("title", 40, {"id": "z", "question": "What?"}),
    }
    for model, (column, most, fields) in made.items():
        assert len(getattr(model(**{**fields, column: "x" * most}), column)) == most
        with pytest.raises(ValueError, match=f"at most {most} characters"):
            model(**{**fields, column: "x" * (most + 1)})
    assert len(a_claim(voice="x" * 60, mode="reports").voice) == 60
    with pytest.raises(ValueError, match="at most 60 characters"):
        a_claim(voice="x" * 61, mode="reports")


def test_of_tests_that_weigh_alike_where_they_are_divided_one_with_an_answer_is_shown_first():
    # Three within its doubt of 10 %, then a yes and a no.
    rows = [row(id="c-a", threshold=3), row(id="c-b", threshold=1), row(id="c-c", threshold=9)]
    found = judged(a_claim(), rows, known(observations({("x", "USA"): [3.1]}), catalog(indicator(margin_pct=10))))
    assert [f.outcome for f in found.findings] == ["inconclusive", "supports", "contradicts"]
    assert found.deciding.evidence.id == "c-b"


def test_a_record_gives_the_reasons_of_a_certainty():
    found = judged(a_claim(), [row(threshold=1)], known(observations({("x", "USA"): [3]}), catalog()))
    assert found.certainty.reasons
    assert found.record()["certainty_reasons"] == list(found.certainty.reasons)
