"""A reader's claims as an argument, row by row, and what may not be claimed; from plain words to a test on figures counted by hand."""

import datetime as dt
from dataclasses import replace

import pytest
from builders import observations
from own_market import DAY, market, named

from exports.own_case import packed, unpacked
from loaders.tables import Table
from verdicts.argument import Argument, Claim, Conclusion, Link, Topic
from verdicts.article import Article
from verdicts.clock import AsOf, Knowledge
from verdicts.filled_in import Proposal
from verdicts.own_claim import (
    OwnClaim,
    argument_of,
    article_of_reader,
    case_of,
    claim_id,
    knowledge,
    looks_ahead,
    rows_of,
    words_problem,
)  # fmt: skip
from verdicts.own_rows import DIRECT, NEAR, Impossible, row_of
from verdicts.own_test import OwnTest
from verdicts.own_words import test_from as test_of_words

YEARLY = {
    "tax": "% of GDP",
    "interest": "%",
    "mood": "percentage points",
    "prices": "2020 = 100",
    "wages": "US$",
}
KNOWN = market(
    *(named(name, name, unit=unit, aggregation="none") for name, unit in YEARLY.items()),
    figures=[observations({(name, "USA"): [10, 20, 30, 40] for name in YEARLY}, first="2020")],
)  # fmt: skip
GRAIN = OwnTest("grain", "USA", first="2020", last="2023", threshold=10.0)
GRAIN_SAID = "Grain harvest of the United States rose by at least 10 tonnes between 2020 and 2023."
HAY = OwnTest("hay", "CHN", check="falls", first="2020", last="2023", threshold=2.0)
HAY_SAID = "Hay harvest of China fell by at least 2 tonnes between 2020 and 2023."
AHEAD = replace(GRAIN, last="2025")
AHEAD_SAID = "Grain harvest of the United States will rise by at least 10 tonnes between 2020 and 2025."


def test_a_claim_of_a_sentence_is_a_fact_in_the_words_of_its_first_test():
    claim, tests = rows_of(OwnClaim((GRAIN, HAY)), 3, KNOWN)
    assert claim == Claim(
        id="claim-3", topic="own", kind="fact", section=0, paragraph=3, voice="author", mode="asserts", claim=GRAIN_SAID,
        would_be_true_if=f"{GRAIN_SAID} {HAY_SAID}", caveat="",
    )  # fmt: skip
    assert tests == (row_of(GRAIN, KNOWN, "claim-3", 1), row_of(HAY, KNOWN, "claim-3", 2))
    assert [(row.id, row.claim, row.proxy) for row in tests] == [
        ("claim-3-test-1", "claim-3", DIRECT),
        ("claim-3-test-2", "claim-3", DIRECT),
    ]


def test_a_claim_of_what_has_not_come_about_is_a_forecast_in_whichever_test_it_stands():
    claim, tests = rows_of(OwnClaim((GRAIN, AHEAD), "Bread for all."), 1, KNOWN)
    assert claim == Claim(
        id="claim-1", topic="own", kind="forecast", section=0, paragraph=1, voice="author", mode="expects", claim="Bread for all.",
        would_be_true_if=f"{GRAIN_SAID} {AHEAD_SAID}",
    )  # fmt: skip
    assert [row.proxy for row in tests] == [NEAR, NEAR]


@pytest.mark.parametrize(
    ("last", "ahead"),
    [("", False), ("2023", False), ("2024-06-30", False), ("2024-07-01", True), ("2024", True), ("2100", True)],
)
def test_a_test_looks_ahead_where_its_window_ends_after_the_day(last, ahead):
    """The day is 30 June 2024; a year ends with December, and an open window with what there is."""
    assert looks_ahead(replace(GRAIN, last=last), DAY) is ahead


def test_claims_make_an_argument_as_its_files_would_be_read():
    """Each file has a head in its first line, and nothing is concluded from a list."""
    claims = [OwnClaim((GRAIN, HAY)), OwnClaim((AHEAD,), "Bread for all.")]
    (one, tests), (two, more) = (rows_of(claim, number, KNOWN) for number, claim in enumerate(claims, 1))
    topic = Topic(id="own", title="Your claims", question="Do these claims hold?")
    made = argument_of(claims, KNOWN)
    assert made == Argument(
        Table("topics.csv", (topic,), {"own": 2}),
        Table("claims.csv", (one, two), {"claim-1": 2, "claim-2": 3}),
        Table("evidence.csv", (*tests, *more), {"claim-1-test-1": 2, "claim-1-test-2": 3, "claim-2-test-1": 4}),
        Table[Conclusion]("conclusions.csv", (), {}),
        Table[Link]("argument.csv", (), {}),
    )
    assert [row.paragraph for row in made.claims.rows] == [1, 2]
    assert claim_id(30) == "claim-30"


def test_the_case_of_claims_is_the_readers_list_of_the_day():
    own = case_of([OwnClaim((GRAIN,))], KNOWN)
    assert own.article == Article("You", DAY, "A reader's own list of claims")
    assert own.article.by_reader
    assert (own.catalog, own.observations) == (KNOWN.catalog, KNOWN.observations)
    assert own.argument == argument_of([OwnClaim((GRAIN,))], KNOWN)
    assert article_of_reader(dt.date(2020, 2, 29)) == Article(
        "You", dt.date(2020, 2, 29), "A reader's own list of claims"
    )


def test_a_claim_of_any_day_may_look_at_all_figures_in_hand():
    """The builders' figures were retrieved on 1 August 2026."""
    known = knowledge(KNOWN.catalog, KNOWN.observations, DAY)
    assert isinstance(known, Knowledge)
    assert (known.catalog, known.observations) == (KNOWN.catalog, KNOWN.observations)
    assert known.as_of == AsOf(dt.date(2026, 8, 1), DAY, latest=True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", ""), ("x" * 200, ""), ("Say <b>it</b> & go = on", ""),
        ("x" * 201, "The claim is too long: 201 letters. Use up to 200."),
        ("one\ntwo", "The claim holds a line break. Type it again in plain letters."),
        ("one\u200btwo", "The claim holds U+200B ZERO WIDTH SPACE. Type it again in plain letters."),
        *((f"{sign}1", f"A claim may not begin with {sign}, which spreadsheets take for a formula. Begin with a word.") for sign in "=+-@"),
    ],
)  # fmt: skip
def test_words_of_a_claim_are_plain_letters_up_to_200(words, said):
    assert words_problem(words) == said


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        (OwnClaim((GRAIN,), "=1"), "A claim may not begin with =, which spreadsheets take for a formula. Begin with a word."),
        (OwnClaim(()), "The claim has no test. Choose what to measure."),
        (OwnClaim(tuple(replace(GRAIN, threshold=n) for n in (1.0, 2.0, 3.0, 4.0, 5.0))), "A claim may have up to 4 tests. Take one out."),
        (OwnClaim((GRAIN, HAY, GRAIN)), "Two tests of the claim are the same. Change one, or take it out."),
        (OwnClaim((GRAIN, replace(GRAIN, threshold=None))), "Say how much: type a number."),
    ],
)  # fmt: skip
def test_a_claim_that_cannot_be_is_told_in_a_sentence(claim, said):
    with pytest.raises(Impossible) as told:
        rows_of(claim, 1, KNOWN)
    assert str(told.value) == said


def test_a_claim_may_have_four_tests():
    four = tuple(replace(GRAIN, threshold=n) for n in (1.0, 2.0, 3.0, 4.0))
    _, tests = rows_of(OwnClaim(four), 1, KNOWN)
    assert [row.threshold for row in tests] == [1.0, 2.0, 3.0, 4.0]


def test_a_link_holds_thirty_claims():
    many = [OwnClaim((replace(GRAIN, threshold=float(n)),)) for n in range(1, 32)]
    assert unpacked(packed(many[:30], DAY)) == (tuple(many[:30]), DAY, "")
    assert unpacked(packed(many, DAY)).fault == "A link may hold up to 30 claims; this one holds 31."


def proposal(indicator="grain", **changes):
    fields = {
        "indicator": indicator, "entities": ("USA",), "counterpart": "", "measure": "level", "versus_indicator": "", "versus_entity": "",
        "versus_counterpart": "", "first": 2020, "last": 2022, "event": "", "why": "",
    }  # fmt: skip
    return Proposal(**{**fields, **changes})


def read(words, **changes):
    return test_of_words(words, proposal(**changes), KNOWN)


def test_words_with_a_number_make_the_whole_of_a_test():
    """Twenty per cent of an amount is twenty points of its index; who is compared is as usual."""
    assert read("The harvest rose by 20% from 2020 to 2022") == OwnTest(
        "grain", "USA", measure="index", check="rises", first="2020", last="2022", among="BIG", threshold=20.0
    )
    found = read(
        "Sales fell by 5%", indicator="trade", entities=("USA", "CHN"), counterpart="DEU", measure="share", versus_entity="DEU",
        versus_counterpart="CHN", versus_indicator="trade",
    )  # fmt: skip
    assert found == OwnTest(
        "trade", "USA", "DEU", "share", "trade", "DEU", "CHN", check="falls", first="2020", last="2022", threshold=5.0
    )


@pytest.mark.parametrize(
    ("words", "changes", "window"),
    [
        ("rose by 5 points", {}, ("2020", "2022")),
        # A change since a year goes on to the newest figure; a level of a year is that of the year.
        ("rose by 5 points", {"last": 2020}, ("2020", "")), ("was over 5%", {}, ("", "2022")), ("was under 5%", {"last": 2020}, ("", "2020")),
        # No year at all: the newest figure, and the first where ten years back there is none.
        ("rose by 5 points", {"first": None, "last": None}, ("2020", "2023")), ("was over 5%", {"first": None, "last": None}, ("", "2023")),
        ("rose by 5 points", {"first": None}, ("2020", "2022")),
    ],
)  # fmt: skip
def test_the_years_of_words_are_the_window(words, changes, window):
    test = read(words, indicator="tax", **changes)
    assert (test.first, test.last) == window


@pytest.mark.parametrize(
    ("words", "check", "threshold"),
    [
        ("taxes were at least 25% of GDP", "at_least", 25.0), ("more than 25 per cent", "at_least", 25.0), ("over 2.5 percent", "at_least", 2.5),
        ("above 7%", "at_least", 7.0), ("at most 25%", "at_most", 25.0), ("less than 3 %", "at_most", 3.0), ("under 3%", "at_most", 3.0),
        ("below 0.5%", "at_most", 0.5), ("over 5% and under 9%", "at_least", 5.0), ("Were OVER 5%", "at_least", 5.0),
    ],
)  # fmt: skip
def test_a_level_in_per_cent_is_a_line(words, check, threshold):
    test = read(words, indicator="tax")
    assert (test.measure, test.check, test.threshold) == ("level", check, threshold)


@pytest.mark.parametrize(
    ("indicator", "words", "measure", "threshold"),
    [
        # Per cent of an amount, of money and of a share as published are those of what it was.
        ("grain", "rose by 5%", "index", 5.0), ("wages", "grew 5 per cent", "index", 5.0), ("tax", "rose by at least 5%", "index", 5.0),
        # Of a rate they are points, and points are what they say wherever there are any.
        ("interest", "rose by about 5%", "level", 5.0), ("interest", "rose by 5 points", "level", 5.0), ("tax", "rose 5 percentage points", "level", 5.0),
        ("mood", "risen by some 1 point", "level", 1.0), ("prices", "rose by 5 points", "level", 5.0),
        # The line is drawn as usual where the number is none of the figure's: a fifth of 10 tonnes, dollars or points of 2020.
        ("wages", "rose by 5 points", "level", 2.0), ("prices", "rose by 5%", "level", 2.0), ("mood", "rose by 5%", "level", 2.0),
        ("tax", "rose by 0%", "level", 2.0), ("tax", "rose", "level", 2.0), ("tax", "rose by 5 tonnes", "level", 2.0),
    ],
)  # fmt: skip
def test_a_number_is_taken_in_what_the_figure_counts(indicator, words, measure, threshold):
    test = read(words, indicator=indicator)
    assert (test.measure, test.check, test.threshold) == (measure, "rises", threshold)


def test_a_level_in_per_cent_is_no_line_for_an_amount_of_money():
    """Of 10, 20, 30 and 40 dollars 25 is the middle, and 20 the nearest number that people ask for."""
    test = read("wages were over 7%", indicator="wages")
    assert (test.measure, test.check, test.threshold) == ("level", "at_least", 20.0)


@pytest.mark.parametrize(
    "change", ["by 5%", "rose 5%", "grew over 5%", "by more than about 5%", "grown by at least 5%", "risen 5%"]
)
def test_a_change_is_no_level_though_it_says_more_than(change):
    test = read(f"taxes {change}", indicator="tax")
    assert (test.measure, test.check, test.threshold) == ("index", "rises", 5.0)


@pytest.mark.parametrize(
    "verb",
    "fell fall falls fallen declined declining dropped drops shrank shrink shrunk cut cuts less lower lowered decreased lost loses losing "
    "reduced weak weaker fewer down FELL".split(),
)  # fmt: skip
def test_words_of_less_are_a_fall(verb):
    assert read(f"the harvest {verb} since 2020").check == "falls"


@pytest.mark.parametrize("verb", ["rose", "fallow", "lossless", "cutlery", "countdown", "unweakened", "befell", ""])
def test_words_that_only_look_like_less_are_none(verb):
    assert read(f"the harvest {verb} since 2020").check == "rises"


def test_words_about_nobody_begin_with_whom_a_sentence_is_usually_about():
    """The first of all groups and countries that have figures."""
    assert read("the harvest rose by 20%", entities=()).entity == "WLD"
