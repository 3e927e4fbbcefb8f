"""Certainty: it begins high, and each reason for doubt takes it a step down, alone and together."""

import pytest
from builders import WRITTEN, a_claim, catalog, indicator, known, observations, row

from verdicts.certainty import DEGREES, MEANINGS, REASONS, certainty_of
from verdicts.clock import AsOf, Knowledge
from verdicts.findings import find
from verdicts.verdict import judged, weigh

WHY = {"alternatives_why": "as good"}
DIRECT = {"proxy": "direct: it", "threshold": 5}


def certainty(rows, values, kind="fact", margin_pct=0, at=None):
    """The certainty of a verdict on the figures of one or several entities."""
    lines = values if isinstance(values, dict) else {("x", "USA"): values}
    cat = catalog(indicator(margin_pct=margin_pct), groups={"ALL": ["USA", "CHN", "RUS", "DEU"]})
    return judged(a_claim(kind=kind), rows, at or known(observations(lines), cat)).certainty


def test_a_direct_test_far_from_its_line_that_no_choice_turns_is_high():
    assert certainty([row(**DIRECT)], [1, 9]) == ("high", ())


@pytest.mark.parametrize(
    ("changes", "values", "margin_pct", "doubts"),
    [
        ({"proxy": "near: close"}, [1, 9], 0, ["indirect"]),
        # 9 less 40 % is above 5; less 80 % is not.
        ({}, [1, 9], 40, ["imprecise"]),
        ({}, [1, 9], 20, []),
        ({"check": "steps_up", "event": "break"}, [1] * 10 + [9, 9], 0, ["short"]),
        ({"check": "steps_up", "event": "break"}, [1] * 10 + [9, 9, 9], 0, []),
        # One of three choices turns it: two thirds on its side. Two of three: a third.
        ({"alternatives": "threshold=6|20", **WHY}, [1, 9], 0, ["fragile"]),
        ({"alternatives": "threshold=20|30", **WHY}, [1, 9], 0, ["fragile", "fragile"]),
        ({"alternatives": "threshold=2|6|20", **WHY}, [1, 9], 0, []),
        ({"alternatives": "threshold=20", **WHY}, [1, 9], 0, ["fragile"]),
    ],
)  # fmt: skip
def test_each_reason_is_a_step(changes, values, margin_pct, doubts):
    found = certainty([row(**DIRECT | changes)], values, margin_pct=margin_pct)
    assert (found.degree, list(found.doubts)) == (DEGREES[len(doubts)], doubts)


def test_what_most_comparables_pass_too_tells_little():
    lines = {("x", "USA"): [1, 9], ("x", "CHN"): [1, 9], ("x", "RUS"): [1, 9], ("x", "DEU"): [1, 1]}
    assert certainty([row(**DIRECT, among="ALL")], lines).doubts == ("untelling",)
    # A no that most others get is none that tells little; nor is a level that has long been so.
    assert certainty([row(**DIRECT | {"threshold": 50}, among="ALL")], lines).doubts == ()
    assert certainty([row(**DIRECT)], [9] * 20).doubts == ()
    # A rise that was there in most earlier spans is.
    rise = row(**DIRECT | {"threshold": 1}, check="rises", **{"from": "2018"})
    assert certainty([rise], range(20)).doubts == ("untelling",)


def test_deciding_tests_that_disagree_are_inconsistent():
    rows = [row(id="c-a", **DIRECT), row(id="c-b", **DIRECT | {"entity": "CHN"})]
    found = certainty(rows, {("x", "USA"): [9], ("x", "CHN"): [1]})
    assert (found.degree, found.doubts) == ("moderate", ("inconsistent",))


def test_a_later_edition_leaves_what_was_known_on_the_day_unattended():
    cat, obs = catalog(), observations({("x", "USA"): [1, 9]})
    then = Knowledge(obs, cat, AsOf(WRITTEN, WRITTEN))  # The figures were published in 2026.
    assert certainty([row(**DIRECT)], [], at=then).doubts == ("unattended edition",)


def test_no_degree_is_below_very_low():
    one = row(check="steps_up", event="break", threshold=5, alternatives="threshold=20|30", **WHY)
    found = certainty([one], [1] * 10 + [9], margin_pct=30)
    assert found.degree == "very low"
    assert len(found.doubts) > len(DEGREES)
    assert len(found.reasons) == len(set(found.doubts)) < len(found.doubts)


def test_where_nothing_is_decided_there_is_no_certainty():
    assert certainty([row(**DIRECT)], []) is None
    assert certainty([row(**DIRECT)], [9], kind="judgement") is None


def test_only_deciding_tests_with_an_answer_count():
    at = known(observations({("x", "USA"): [9]}), catalog())
    deciding, helping = find(row(**DIRECT), at), find(row(id="c-h", weight=0.5, threshold=5), at)
    verdict = weigh(a_claim(), [deciding, helping], at.as_of)
    assert certainty_of(verdict.label, verdict.findings, verdict.multiverse).degree == "high"


@pytest.mark.parametrize(
    ("others", "doubts"),
    [
        # Each says no where the deciding test says yes, or is close to its line, or rests on a short time after an event.
        ({"weight": 0.5, "threshold": 50}, ()),
        ({"weight": 0, "threshold": 50}, ()),
        ({"weight": 1, "threshold": 50}, ("inconsistent",)),
        ({"weight": 0.5, "threshold": 7}, ()),
        ({"weight": 1, "threshold": 7}, ("imprecise",)),
        # Too close to call is no answer, and so no reason for doubt.
        ({"weight": 1, "threshold": 9}, ()),
    ],
)
def test_what_does_not_decide_takes_no_certainty(others, doubts):
    rows = [row(id="c-a", **DIRECT | {"threshold": 2}), row(id="c-b", **DIRECT | others)]
    found = certainty(rows, [1, 9], margin_pct=20)
    assert tuple(doubt for doubt in found.doubts if doubt != "fragile") == doubts


def test_half_of_the_comparables_are_not_most_of_them():
    lines = {("x", "USA"): [1, 9], ("x", "CHN"): [1, 9], ("x", "RUS"): [1, 1]}
    assert certainty([row(**DIRECT, among="ALL")], lines).doubts == ()


def test_reasons_stand_in_the_order_in_which_the_method_tells_them():
    lines = {("x", "USA"): [1, 9], ("x", "CHN"): [1, 9]}
    one = row(threshold=5, proxy="near: close", among="ALL", alternatives="threshold=4|20", **WHY)
    assert certainty([one], lines, margin_pct=40).doubts == ("indirect", "imprecise", "fragile", "untelling")


def test_a_conflict_is_fragile_by_one_step_at_most():
    # Two tests at odds; three of four choices of the one make a side of it, so under half stay with the conflict.
    rows = [row(id="c-a", **DIRECT), row(id="c-b", **DIRECT | {"threshold": 50}, alternatives="threshold=2|3|4", **WHY)]
    found = certainty(rows, [1, 9])
    assert found.doubts == ("inconsistent", "fragile")


def test_every_reason_has_its_words():
    assert set(REASONS) == set(MEANINGS)
