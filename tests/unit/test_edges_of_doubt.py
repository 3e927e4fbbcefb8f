"""Edges of how sure a verdict is, in sentences: settings all alike or not, readings, years, editions, the scoreboard."""

import datetime as dt
from types import SimpleNamespace

import pytest
from builders import WRITTEN, a_claim, catalog, indicator, known, observations, row, table

from verdicts import doubt
from verdicts.argument import Argument
from verdicts.clock import AsOf
from verdicts.history import Moment
from verdicts.specifications import specify

WHY = {"alternatives_why": "as good"}
OPENING, CLOSING = "\N{LEFT DOUBLE QUOTATION MARK}", "\N{RIGHT DOUBLE QUOTATION MARK}"


@pytest.mark.parametrize(
    ("share", "text"),
    [(0, "0%"), (1e-9, "under 1%"), (0.0099, "under 1%"), (0.01, "1%"), (0.99, "99%"), (0.9901, "over 99%"), (1, "100%")],
)  # fmt: skip
def test_a_share_is_whole_from_one_to_ninety_nine(share, text):
    assert doubt.percent(share) == text


def many(headline="supported", robustness=0.5, same_side=0.5, size=4, pivots=1, **changes):
    """A claim under many choices, as far as its sentences go."""
    made = {
        "headline": headline, "robustness": robustness, "same_side": same_side, "size": size, "pivotal_choices": (1,) * pivots,
        "contested": size > 1 and headline in ("supported", "conflicting", "contradicted"),
    }  # fmt: skip
    return SimpleNamespace(**{**made, **changes})


@pytest.mark.parametrize(
    ("one", "said", "card"),
    [
        (many(size=1, robustness=1, same_side=1), "There is no other way to test it.", "Same verdict in all test settings"),
        (many(robustness=1, same_side=1, size=1200), "Same verdict in all 1,200 test settings.", "Same verdict in all test settings"),
        (many("too early", 1, 1), "The verdict is the same in all 4 test settings: too early.", "Same verdict in all test settings"),
        (many(), "Same verdict in 50% of 4 test settings.", "Same verdict in 50% of test settings"),
        (many(same_side=0.75), "Same verdict in 50% of 4 test settings, same direction in 75%.", "Same verdict in 50% of test settings, same direction in 75%"),
        (many(same_side=1), "Same verdict in 50% of 4 test settings, same direction in all.", "Same verdict in 50% of test settings, same direction in all"),
        # A verdict without a side has no direction; and what reads alike is not said twice.
        (many("conflicting", same_side=1), "Same verdict in 50% of 4 test settings.", "Same verdict in 50% of test settings"),
        (many(robustness=0.501, same_side=0.504), "Same verdict in 50% of 4 test settings.", "Same verdict in 50% of test settings"),
    ],
)  # fmt: skip
def test_how_many_settings_agree(one, said, card):
    assert (doubt.robustness_sentence(one), doubt.agreement(one)) == (said, card)


@pytest.mark.parametrize(
    ("share", "size", "said"),
    [
        (0.5, 4, f"The start of the period in {OPENING}Is it?{CLOSING} matters most."),
        (0.005, 4, f"The start of the period in {OPENING}Is it?{CLOSING} matters most."),
        (0.0049, 4, "No single setting moves the result."),
        (0.5, 1, ""),
    ],
)
def test_what_moves_a_result_most_moves_it_by_half_a_per_cent_at_least(share, size, said):
    first = SimpleNamespace(column="from", evidence=row(), share=share)
    assert doubt.influence_sentence(many(size=size, influences=(first,))) == said


@pytest.mark.parametrize(
    ("unit", "values", "changes", "said"),
    [
        ("%", [30, 20], {"alternatives": "threshold=3"}, "Both test settings say yes. All give 20%."),
        ("%", [30, 20], {}, "The one test setting says yes. The result is 20%."),
        ("%", [30, 22], {"alternatives": "smoothing=2"}, "Both test settings say yes. Results range from 22% to 26%."),
        # What is counted one by one is whole, and what prices it is in is not told.
        ("countries", [18, 19], {"alternatives": "ends=2"}, "Both test settings say yes. All give 19 countries."),
        ("countries", [17, 22], {"alternatives": "ends=2"}, "Both test settings say yes. Results range from 20 countries to 22 countries."),
        ("2024 US$", [30e9, 20e9], {"alternatives": "smoothing=2"}, "Both test settings say yes. Results range from $20bn to $25bn."),
        ("%", [30, 34, 20], {"check": "falls", "alternatives": "from=2001"}, "Both test settings say yes. Results range from \N{MINUS SIGN}14 points to \N{MINUS SIGN}10 points."),
        ("%", [30, 20, 34], {"check": "rises", "alternatives": "from=2001"}, "Both test settings say yes. Results range from +4 points to +14 points."),
        ("%", [], {}, "The one test setting has no data."),
    ],
)  # fmt: skip
def test_the_settings_of_one_test_in_words(unit, values, changes, said):
    at = known(observations({("x", "USA"): values, ("x", "CHN"): [1]}), catalog(indicator(unit=unit)))
    made = specify(row(threshold=2, **changes, **(WHY if "alternatives" in changes else {})), at, "fact")
    assert doubt.specifications_sentence(made) == said


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("not testable", "So it is. So there is no case to make for or against it."),
        ("too early", "No figure from after the article decides it yet, in any test setting."),
        ("no data", "No test of this claim decides, so there is no case to make for or against it."),
    ],
)
def test_why_a_claim_has_no_readings(label, said):
    assert doubt.unread_sentence(SimpleNamespace(label=label, reason="So it is.")) == said


@pytest.mark.parametrize(
    ("label", "sign", "title"),
    [
        ("supported", 1, "The best case for"), ("leans supported", -1, "Even the best case against"), ("conflicting", 1, "The best case for"),
        ("contradicted", -1, "The best case against"), ("leans contradicted", 1, "Even the best case for"),
        ("conflicting", -1, "The best case against"), ("not enough evidence", -1, "The best case against"),
    ],
)  # fmt: skip
def test_the_best_case_is_even_that_where_its_verdict_goes_the_other_way(label, sign, title):
    assert doubt.reading_title(SimpleNamespace(label=label), sign) == title


def moments(*labels, first=2000, scored=(), of_the_time=()):
    """A verdict at each year end from ``first`` on."""
    days = [AsOf(dt.date(first + i, 12, 31), WRITTEN) for i in range(len(labels))]
    counts = (dict(enumerate(numbers)) for numbers in (scored, of_the_time))
    answered, timely = counts
    return [
        Moment(day, label, answered.get(i, 0), timely.get(i, 0))
        for i, (day, label) in enumerate(zip(days, labels, strict=True))
    ]


A, B, NONE = "supported", "contradicted", "too early"


@pytest.mark.parametrize(
    ("labels", "said"),
    [
        ([], "There is no verdict for any year."),
        ([NONE, NONE], "There is no verdict for any year."),
        ([NONE, A, NONE], "There is a verdict for one date only, 31 December 2001: supported."),
        ([NONE, B, B], "The verdict would have been the same on every date since 2001: contradicted."),
        ([A, NONE, B], "The first verdict is that of 2000; it has changed once since."),
        ([A, B, A], "The first verdict is that of 2000; it has changed twice since."),
        ([NONE, A, B, A, B], "The first verdict is that of 2001; it has changed three times since."),
    ],
)
def test_what_the_line_of_years_shows(labels, said):
    assert doubt.years_sentence(moments(*labels)) == said


REST = "today's data, minus what had not been published"


@pytest.mark.parametrize(
    ("scored", "of_the_time", "said"),
    [
        # The last of them is that of today, whose figures are of its time whatever they are.
        ((0, 0, 9), (0, 0, 9), ""),
        ((1, 2, 9), (1, 2, 0), "All answers rest on figures as they had been published at the time."),
        ((1, 2, 9), (0, 0, 9), f"All answers rest on {REST}."),
        ((2, 2, 9), (0, 1, 9), f"25% of the answers rest on figures as published at the time; the others rest on {REST}."),
        ((100, 101, 9), (1, 0, 9), f"Under 1% of the answers rest on figures as published at the time; the others rest on {REST}."),
    ],
)  # fmt: skip
def test_whether_figures_are_those_of_the_time(scored, of_the_time, said):
    assert doubt.editions_sentence(moments(A, A, A, scored=scored, of_the_time=of_the_time)) == said


@pytest.mark.parametrize(
    ("some", "said"),
    [
        ([], ""),
        ([many("too early", 0.4)], ""),
        ([many(robustness=1, pivots=0)],
         "Of the one verdict that depends on how we test, one holds in every test setting, none in most of them and none in half or fewer. "
         "Changing one setting flips none."),
        # Half of them are not most of them.
        ([many(robustness=0.5), many(robustness=0.51, pivots=2), many(robustness=0.99, pivots=0), many("too early")],
         "Of the 3 verdicts that depend on how we test, none hold in every test setting, two in most of them and one in half or fewer. "
         "Changing one setting flips two."),
        ([many(robustness=1, pivots=0)] * 2,
         "Of the 2 verdicts that depend on how we test, two hold in every test setting, none in most of them and none in half or fewer. "
         "Changing one setting flips none."),
    ],
)  # fmt: skip
def test_the_scoreboard_in_a_sentence(some, said):
    assert doubt.scoreboard_sentence(some) == said


def test_the_scoreboard_as_a_table_the_firmest_first():
    def influence(share):
        return (SimpleNamespace(column="smoothing", share=share, evidence=row(question="Why?")),)

    def made(claim, *shares, influences, **changes):
        return many("supported", *shares, claim=a_claim(claim=claim), influences=influences, **changes)

    rows = doubt.scoreboard_rows([
        made("C.", 0.5, 0.5, influences=influence(0.5), pivots=2),
        made("A.", 0.75, 0.75, influences=influence(0.0049), size=8),
        made("B.", 0.5, 0.75, influences=influence(0.005), pivots=0),
    ])  # fmt: skip
    columns = (
        "Claim",
        "Verdict",
        "Combinations",
        "Same verdict",
        "Same side",
        "Single changes that give another",
        "Most depends on",
    )
    averaged = "period averaged: Why?"
    assert rows == [
        dict(zip(columns, line, strict=True))
        for line in [
            ("A.", "supported", 8, 75, 75, 1, ""),
            ("B.", "supported", 4, 50, 75, 0, averaged),
            ("C.", "supported", 4, 50, 50, 2, averaged),
        ]
    ]


@pytest.mark.parametrize(
    ("weights", "said"),
    [
        ([], "No test asks of a cause whether a change is out of the ordinary."),
        ([0], "No test asks of a cause whether a change is out of the ordinary."),
        ([0.5, 0], "One test asks of a cause whether a change is out of the ordinary. If nothing lay behind any of them, chance alone would "
         "still say yes to up to one in 10."),
    ],
)  # fmt: skip
def test_only_tests_of_causes_that_count_can_be_answered_by_chance(weights, said):
    claims = [a_claim(), a_claim(id="why", kind="causal")]
    rows = [row(id="c-c"), *(row(id=f"why-{i}", claim="why", weight=weight) for i, weight in enumerate(weights))]
    assert doubt.chance_sentence(Argument(table([]), table(claims), table(rows), table([]), table([]))) == said
