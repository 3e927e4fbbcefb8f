"""The weighing rule: labels from answers, the exact edges, and the safeguards. Expected labels are counted by hand."""

import datetime as dt

import pytest
from builders import WRITTEN
from hypothesis import given
from hypothesis import strategies as st

from verdicts.clock import AsOf
from verdicts.rule import LABELS, SCALE, Answer, decide, settled

NOW = AsOf(dt.date(2026, 8, 1), WRITTEN, latest=True)
THEN = AsOf(WRITTEN, WRITTEN)
OUTCOMES = {"+": "supports", "-": "contradicts", "?": "inconclusive", ".": "no data"}


def answers(text, later=True):
    """``text`` is a string such as '++?'; a lower weight follows a sign as in '+h' (helps) or '+c' (context)."""
    return [
        Answer({"h": 0.5, "c": 0}.get(text[i + 1 : i + 2], 1), OUTCOMES[sign], later)
        for i, sign in enumerate(text)
        if sign in OUTCOMES
    ]


def label(text, kind="fact", as_of=NOW, later=True):
    return decide(kind, answers(text, later), as_of)[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("++", "supported"),
        ("+", "leans supported"),  # One test alone leans.
        ("++?", "supported"),  # What is undecided does not count.
        ("+?", "leans supported"),
        ("+??", "not enough evidence"),  # Less than half is decided.
        ("+?.", "not enough evidence"),
        ("??", "not enough evidence"),
        ("+h+h", "not enough evidence"),  # No deciding test.
        ("+h+h?", "not enough evidence"),
        ("+-", "conflicting"),
        ("+-?", "conflicting"),
        ("++-", "leans supported"),  # A deciding test against: 1/3.
        ("++++++-", "leans supported"),  # 5/7, and still one deciding test against.
        ("++-h", "leans supported"),  # 1.5 / 2.5 is short of two thirds.
        ("++-h+h", "supported"),  # 2 / 3 exactly.
        ("+-h", "leans supported"),  # 0.5 / 1.5.
        ("+-h-h", "conflicting"),  # 0 / 2.
        ("--", "contradicted"),
        ("-", "leans contradicted"),
        ("-?", "leans contradicted"),
        ("--+h-h", "contradicted"),
        ("..", "no data"),
        ("+.", "leans supported"),
        ("", "no data"),
        ("+c+c", "no data"),
        ("++-c-c", "supported"),
        ("+++--", "conflicting"),  # 1/5.
        ("+++--+h", "leans supported"),  # 1.5 / 5.5 is over a quarter.
        ("+++++---", "leans supported"),  # 2/8 is a quarter exactly.
        ("---+++++"[::-1], "leans supported"),
    ],
)
def test_the_label_that_follows_from_the_answers(text, expected):
    assert label(text) == expected


def test_a_causal_claim_never_gets_past_leaning_either_way():
    assert label("+++", "causal") == "leans supported"
    assert label("---", "causal") == "leans contradicted"


def test_a_judgement_is_never_scored():
    assert decide("judgement", answers("++"), NOW) == ("not testable", None)


def test_a_forecast_comes_too_early_until_a_deciding_test_is_decided_by_figures_after_the_article():
    assert label("++", "forecast", THEN) == "too early"
    assert label("++", "forecast", NOW) == "supported"
    assert label("++", "forecast", NOW, later=False) == "too early"
    assert label("..", "forecast") == "too early"
    assert label("+h.", "forecast") == "too early"
    assert label("?+h", "forecast") == "too early"
    assert label("+..", "forecast") == "not enough evidence"


def test_half_of_the_choices_bear_a_full_verdict_and_less_lowers_it():
    assert settled("supported", 0.5) == "supported"
    assert settled("supported", 0.49) == "leans supported"
    assert settled("contradicted", 0.2) == "leans contradicted"
    for other in LABELS:
        assert settled(other, 1.0) == other
        if other not in ("supported", "contradicted"):
            assert settled(other, 0.0) == other


ANSWERS = st.lists(st.tuples(st.sampled_from("+-?."), st.sampled_from([0, 0.5, 1])), max_size=7)


def made(given_answers):
    return [Answer(weight, OUTCOMES[sign], True) for sign, weight in given_answers]


@given(ANSWERS, st.sampled_from(["fact", "causal", "forecast"]), st.randoms())
def test_the_order_of_rows_does_not_matter(of, kind, random):
    other = list(of)
    random.shuffle(other)
    assert decide(kind, made(of), NOW) == decide(kind, made(other), NOW)


@given(ANSWERS, st.sampled_from(["fact", "causal", "forecast"]), st.sampled_from([0, 0.5, 1]), st.sampled_from("?."))
def test_an_undecided_row_moves_no_label_but_to_not_enough_evidence(of, kind, weight, sign):
    before, score = decide(kind, made(of), NOW)
    after, later_score = decide(kind, made([*of, (sign, weight)]), NOW)
    if before in SCALE and after != before:
        assert after == "not enough evidence"
    if after in SCALE:
        assert (after, later_score) == (before, score)


@given(ANSWERS)
def test_one_more_deciding_yes_never_lowers_a_verdict(of):
    before, after = decide("fact", made(of), NOW)[0], decide("fact", made([*of, ("+", 1)]), NOW)[0]
    if before in SCALE:
        assert SCALE.index(after) >= SCALE.index(before)


@given(ANSWERS)
def test_turning_every_answer_round_turns_the_verdict_round(of):
    swap = {"+": "-", "-": "+"}
    one, _ = decide("fact", made(of), NOW)
    other, _ = decide("fact", made([(swap.get(sign, sign), weight) for sign, weight in of]), NOW)
    assert other == (SCALE[len(SCALE) - 1 - SCALE.index(one)] if one in SCALE else one)
