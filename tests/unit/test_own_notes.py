"""What a reader is told of their own test: reasons, other choices, what is wrong with it, a second test, and their guess."""

from dataclasses import replace

import pytest
from test_own_claim import CASE, KNOWN, POLAND

from verdicts.indicator_search import IndicatorIndex
from verdicts.own_claim import OwnClaim, case_of
from verdicts.own_figures import whole_series
from verdicts.own_fit import fitted
from verdicts.own_notes import guess_told, notes_on, other_choices, reasons, second_test, span_of
from verdicts.own_test import OwnTest
from verdicts.own_words import test_from

CHINA = OwnTest(
    "gdp_nominal", "CHN", measure="share", versus_entity="WLD", check="at_least", last="2024", threshold=15.0,
    among="LARGEST20",
)  # fmt: skip
INDEX = IndicatorIndex(CASE.catalog, CASE.observations)


def judged(*tests):
    own = case_of([OwnClaim(tests)], KNOWN)
    return own.verdicts(own.now)[0]


def heads(*tests):
    return {note.head: note.good for note in notes_on(judged(*tests), KNOWN)}


def test_what_lowers_the_certainty_comes_first_and_what_does_not_is_said_too():
    """Poland rose by 1.8 points, 1.5 were asked for; of 36 settings 16 say no."""
    told = reasons(judged(POLAND))
    assert [one.steps for one in told] == [1, 2, 0, 0]
    assert told[1].words.startswith(
        "Other test settings often give another verdict: 17 of 36 settings say yes, 16 say no"
    )
    assert told[2].words == "Direct: the figure is the one the claim names"


def test_nothing_is_said_of_certainty_where_nothing_is_decided():
    assert reasons(judged(replace(POLAND, last="2040"))) == ()


def test_each_single_other_choice_has_its_answer_and_those_that_turn_it_come_first():
    verdict = judged(POLAND)
    found = other_choices(verdict.findings[0], verdict.multiverse.tests[0], KNOWN)
    turns = [one.result.outcome != "supports" for one in found]
    assert turns == sorted(turns, reverse=True)
    asked = {one.words: (one.result.outcome, one.passed) for one in found}
    assert asked["Asked for a rise of 2.25 points instead of 1.5 points"] == ("contradicts", "1 of 20 comparables pass")
    assert len(found) == 6


@pytest.mark.parametrize(
    ("test", "head", "good"),
    [
        (POLAND, "It can pass and it can fail", True),
        (POLAND, "Not passed by most others", True),
        (POLAND, "One source", False),
        (replace(CHINA, threshold=120.0), "It cannot pass", False),
        (replace(CHINA, check="at_most", threshold=100.0), "It cannot fail", False),
        (replace(POLAND, threshold=0.05), "It asks for less than can be measured", False),
        (replace(POLAND, threshold=0.05), "Passed by most others", False),
        (replace(POLAND, among=""), "One source", False),
        (replace(POLAND, first="1994", last="2020", among=""), "Nothing to compare with", False),
        (replace(POLAND, last="2023", threshold=1.0), "It hangs on its last period", False),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_test_is_named(test, head, good):
    assert heads(test)[head] is good


def test_a_source_that_is_used_already_is_not_asked_for():
    assert "One source" not in heads(POLAND, replace(POLAND, indicator="nato_spending_share"))


def test_no_remedy_speaks_of_weights_that_a_reader_cannot_choose():
    growth = OwnTest("gdp_nominal", "CHN", first="2000", last="2024", threshold=1e11, among="LARGEST20")
    (note,) = (one for one in notes_on(judged(growth), KNOWN) if one.head == "Most others pass too")
    assert note.more.endswith("Draw the line where it tells cases apart.")


@pytest.mark.parametrize(
    ("test", "second"),
    [
        (POLAND, {"indicator": "nato_spending_share"}),
        (
            OwnTest("goods_exports", "DEU", first="2014", last="2024", threshold=1e11),
            {"measure": "share", "versus_entity": "WLD", "threshold": 1.0},
        ),
        (OwnTest("rd_spending", "DEU", first="2014", last="2022", threshold=0.1), {"ends": 3}),
        (
            OwnTest("brent_price", "BRENT", check="unchanged", event="invasion-2022", first="2021", last="2023", threshold=9.0),
            {"first": "2018"},
        ),
    ],
)  # fmt: skip
def test_a_second_test_follows_a_written_order(test, second):
    found = second_test([test], KNOWN)
    assert {name: getattr(found, name) for name in second} == second


def test_an_event_has_no_second_test():
    assert second_test([OwnTest(check="happened", event="iraq-2003")], KNOWN) is None


@pytest.mark.parametrize(
    ("test", "guess", "said"),
    [
        (POLAND, 1.2, "You said a rise of 1.2 points. The figures say a rise of 1.8 points."),
        (POLAND, -1, "You said a fall of 1 points. The figures say a rise of 1.8 points."),
        (POLAND, 1.9, "You said a rise of 1.9 points. The figures say a rise of 1.8 points. That is within their doubt."),
        (CHINA, 40, "You said 40%. The figures say 16.8%."),
    ],
)  # fmt: skip
def test_a_guess_stands_beside_what_the_figures_say(test, guess, said):
    assert guess_told(guess, judged(test).findings[0]) == said.replace("1 points", "1 point")


def test_the_line_of_a_guess_tells_nothing_of_the_answer():
    """It reaches as far as the whole window moved, either way: the same for a rise as for a fall."""
    for check in ("rises", "falls"):
        test = replace(POLAND, check=check)
        low, high = span_of(judged(test).findings[0], test)
        assert low == -high
        assert high > 1.8


@pytest.mark.parametrize(
    ("words", "chosen"),
    [
        ("Poland has sharply raised its defence spending since 2014", {"entity": "POL", "check": "rises", "first": "2014"}),
        ("GDP growth in Germany fell since 2015 by 2 points", {"entity": "DEU", "check": "falls", "threshold": 2.0}),
        ("The US share of world GDP is at least 25%", {"measure": "share", "check": "at_least", "threshold": 25.0}),
        ("US share of world GDP is under 30 per cent", {"check": "at_most", "threshold": 30.0}),
        ("China's exports rose by more than 50% since 2010", {"measure": "index", "check": "rises", "threshold": 50.0, "first": "2010"}),
        ("Russia's oil exports fell at least 30 per cent since 2014", {"measure": "index", "check": "falls", "threshold": 30.0, "first": "2014", "last": ""}),
        ("Germany's military spending rose by 20%", {"indicator": "milex_share_gdp", "measure": "index", "threshold": 20.0}),
        ("military spending of Poland rose by over 2 points since 2014", {"indicator": "milex_share_gdp", "measure": "level", "threshold": 2.0}),
        ("Inflation in the US was over 5% in 2022", {"check": "at_least", "threshold": 5.0, "last": "2022"}),
    ],
)  # fmt: skip
def test_plain_words_make_a_test(words, chosen):
    test = test_from(words, INDEX.find(words).matches[0], KNOWN)
    assert {name: getattr(test, name) for name in chosen} == chosen
    assert judged(test).findings[0].outcome != "no data"


def test_a_level_in_per_cent_is_no_line_for_an_amount():
    words = "Ukraine received less than 20% of its aid from the US"
    assert test_from(words, INDEX.find(words).matches[0], KNOWN).threshold != 20


def test_the_line_of_a_step_is_drawn_by_what_was_before_the_event():
    """A fifth of the last figure before it, as a person would round it, whatever came after."""
    step = fitted(OwnTest("deaths", "UKR", check="steps_up", event="invasion-2022", first="2014"), KNOWN)
    before = whole_series(KNOWN, step.request)
    last = float(before.values[before.dates.astype(str) == "2021-12-31"][0])
    assert 0.75 * last / 5 <= step.threshold <= 1.34 * last / 5
