"""A reader's own claim: a sentence with choices in it is a row of evidence, and the engine answers it like any other."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opened import CASE

from verdicts.checks import CHECKS
from verdicts.evidence import Evidence
from verdicts.measures import MEASURES
from verdicts.own_claim import MOST_TESTS, OwnClaim, argument_of, case_of, knowledge, words_problem
from verdicts.own_figures import comparables, entities, indicators
from verdicts.own_fit import changed, fitted
from verdicts.own_periods import edge_word, periods, shifted
from verdicts.own_rows import Impossible, alternatives, problem_of, row_of, siblings
from verdicts.own_sentence import Slot, Text, fine_print, sentence, sentence_parts
from verdicts.own_test import COLUMNS, OwnTest, parse, test_of, with_column

DAY = CASE.now.day
KNOWN = knowledge(CASE.catalog, CASE.observations, DAY)
POLAND = OwnTest(
    "milex_share_gdp", "POL", check="rises", first="2014", last="2024", threshold=1.5, among="LARGEST20"
)  # fmt: skip
SUPPLIER = OwnTest(
    "arms_transfers", "USA", "NATO-EUR@2024", "share", versus_entity="WLD", smoothing=5, first="2014", threshold=5.0
)  # fmt: skip
HELD = indicators(KNOWN)
"""All indicators that have figures."""


def reader(test):
    """What a reader of the slots is shown, the slots in brackets."""
    return "".join(f"[{p.shown}]" if isinstance(p, Slot) else p.words for p in sentence_parts(test, KNOWN))


def test_a_sentence_reads_on_and_its_slots_are_the_columns_of_the_row():
    assert sentence(POLAND, KNOWN) == (
        "Military spending as a share of GDP of Poland rose by at least 1.5 points between 2014 and 2024."
    )
    assert reader(POLAND) == (
        "[military spending as a share of GDP] of [Poland] [as published] [rose] by at least [1.5] points "
        "between [2014] and [2024]."
    )
    slots = [p.column for p in (*sentence_parts(POLAND, KNOWN), *fine_print(POLAND, KNOWN)) if not isinstance(p, Text)]
    assert slots == ["indicator", "entity", "measure", "check", "threshold", "from", "to", "smoothing", "ends", "among"]


@pytest.mark.parametrize(
    ("test", "said"),
    [
        (
            SUPPLIER,
            "Deliveries of major arms from the United States to European NATO (members of 2024) as a share of the same from the "
            "world to European NATO (members of 2024) rose by at least 5 points between 2014 and the newest figure, in means over "
            "5 years.",
        ),
        (
            OwnTest("gdp_nominal", "CHN", measure="rank", versus_entity="WLD", check="at_most", last="2024", threshold=2.0),
            "GDP at market exchange rates of China by rank in the world was in the top 2 in 2024.",
        ),
        (
            OwnTest("arms_exports", "USA", check="steps_up", event="invasion-2022", first="2010", threshold=1000.0),
            "Exports of major arms of the United States were higher after the invasion of Ukraine than before, by at least 1,000 "
            "TIV million between 2010 and the newest figure.",
        ),
        (
            OwnTest("brent_price", "BRENT", check="unchanged", event="invasion-2022", first="2020", last="2024", threshold=10.0),
            "Brent crude oil price stayed the same after the invasion of Ukraine, give or take $10 a barrel between January 2020 "
            "and December 2024.",
        ),
        (
            OwnTest("milex", "USA", check="at_least", last="2024", threshold=9e11),
            "Military spending at market exchange rates of the United States was at least $0.9tn in 2024.",
        ),
        (
            OwnTest("gdp_constant", "USA", measure="index", check="falls", first="2014", last="2024", threshold=1.0, ends=3),
            "GDP, constant prices of the United States as a percentage of its first period fell by at least 1 point between 2014 "
            "and 2024, with 3 years at either end.",
        ),
        (OwnTest(check="happened", event="iraq-2003", last="2004"), "The invasion of Iraq happened by 2004."),
        (OwnTest(check="happened", event="iraq-2003"), "The invasion of Iraq happened by today."),
        (
            OwnTest("milex", "USA", check="rises", first="2024", last=str(DAY.year + 3), threshold=1e11),
            f"Military spending at market exchange rates of the United States will rise by at least $0.1tn between 2024 and {DAY.year + 3}.",
        ),
    ],
)  # fmt: skip
def test_each_kind_of_test_has_its_sentence(test, said):
    assert sentence(test, KNOWN) == said


@pytest.mark.parametrize("row", CASE.argument.evidence.rows, ids=lambda row: row.id)
def test_every_row_of_the_case_can_be_said_and_comes_back_as_it_is(row):
    test = test_of(row)
    assert parse(test.parameters()) == (test, parse(test.parameters()).given, ())
    assert problem_of(test, KNOWN) == ""
    made = row_of(test, KNOWN, "mine", 1)
    asked = ("request", "window", "check", "ends", "among", "event", "threshold")
    assert [getattr(made, name) for name in asked] == [getattr(row, name) for name in asked]
    assert test_of(made) == test


days = st.dates(dt.date(1990, 1, 1), dt.date(2030, 12, 31)).map(str)
edges = st.one_of(st.just(""), st.integers(1990, 2030).map(str), days)
ids = st.text("abcdefghij_-@ABCDEF0123", max_size=12)
tests = st.builds(
    OwnTest,
    indicator=st.one_of(st.sampled_from(HELD), ids),
    entity=st.one_of(st.sampled_from(["USA", "POL", "WLD", "NATO", "NATO@2014", "EU"]), ids),
    counterpart=st.sampled_from(["", "", "UKR", "WLD", "USA"]),
    measure=st.sampled_from(list(MEASURES)),
    versus_indicator=st.one_of(st.just(""), st.sampled_from(HELD)),
    versus_entity=st.sampled_from(["", "WLD", "CHN", "DONORS", "ZZZ"]),
    versus_counterpart=st.sampled_from(["", "WLD"]),
    smoothing=st.integers(1, 120),
    ends=st.integers(1, 60),
    check=st.sampled_from(CHECKS),
    first=edges,
    last=edges,
    event=st.one_of(st.just(""), st.sampled_from(list(CASE.catalog.event)), ids),
    among=st.one_of(st.just(""), st.sampled_from(["LARGEST20", "WLD", "POL"]), ids),
    threshold=st.one_of(st.none(), st.floats(-1e15, 1e15)),
)


@given(tests)
def test_whatever_is_chosen_goes_through_an_address_and_back(test):
    read = parse(test.parameters())
    assert read.faults == ()
    # Whole years are written as years, in one form only.
    assert parse(read.test.parameters()).test == read.test
    assert read.test == replace(test, first=read.test.first, last=read.test.last)


@given(tests)
def test_whatever_is_chosen_is_a_row_or_a_sentence_that_says_what_to_change(test):
    said = sentence(test, KNOWN)
    assert said.endswith(".")
    assert said[:1] == said[:1].upper()
    problem = problem_of(test, KNOWN)
    if problem:
        assert problem.endswith((".", "?"))
        assert ".csv" not in problem
    else:
        row = row_of(test, KNOWN, "mine", 1)
        assert isinstance(row, Evidence)
        assert test_of(row) == parse(test.parameters()).test


@given(st.dictionaries(st.sampled_from([*COLUMNS, "utm_source"]), st.text(max_size=80)))
def test_whatever_strangers_write_into_an_address_is_read_or_told(asked):
    read = parse(asked)
    assert all(fault.endswith(".") for fault in read.faults)
    assert parse(read.test.parameters()).test == read.test


@pytest.mark.parametrize("indicator", HELD)
def test_an_indicator_alone_makes_a_test_that_can_be_judged(indicator):
    test = fitted(OwnTest(indicator=indicator), KNOWN)
    own = case_of([OwnClaim((test,))], KNOWN)
    (verdict,) = own.verdicts(own.now)
    assert verdict.findings[0].outcome != "no data"
    assert verdict.label in ("leans supported", "leans contradicted", "not enough evidence", "conflicting")


@pytest.mark.parametrize("check", CHECKS)
@pytest.mark.parametrize("measure", MEASURES)
def test_every_check_of_every_measure_can_be_reached_from_the_slots(measure, check):
    test = fitted(OwnTest("arms_transfers", "USA", "UKR"), KNOWN)
    test = changed(changed(test, "measure", measure, KNOWN), "check", check, KNOWN)
    assert (test.check, problem_of(test, KNOWN)) == (check, "")
    assert test.looks_up or test.measure == measure


def test_another_figure_keeps_whom_it_is_about_and_begins_anew_with_how_much():
    test = changed(POLAND, "indicator", "gdp_growth", KNOWN)
    assert (test.indicator, test.entity, test.first, test.last) == ("gdp_growth", "POL", "2014", "2024")
    assert test.threshold != 1.5
    test = changed(POLAND, "indicator", "brent_price", KNOWN)
    assert (test.entity, test.among, problem_of(test, KNOWN)) == ("BRENT", "", "")


def test_a_fall_asks_for_as_much_as_the_rise_did():
    assert changed(POLAND, "check", "falls", KNOWN) == replace(POLAND, check="falls")


def test_nobody_to_compare_with_stays_nobody():
    test = changed(POLAND, "among", "", KNOWN)
    assert test.among == ""
    read = parse(test.parameters())
    assert fitted(read.test, KNOWN, read.given) == test


def test_the_line_that_nobody_drew_is_a_fifth_of_where_the_window_begins():
    """1.9% in 2014 by SIPRI: a fifth is 0.38, and 0.3 the nearest of the numbers that people ask for."""
    assert fitted(replace(POLAND, threshold=None), KNOWN).threshold == 0.3


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"indicator": "milex_share_gdq"}, "Did you mean military spending as a share of GDP"),
        ({"indicator": "xyzzy"}, "Choose one of the list."),
        ({"entity": "ZZZ"}, "'ZZZ' is no country or group that we know."),
        ({"entity": "BRENT"}, "We hold no figures of military spending as a share of GDP for Brent crude oil. Choose another"),
        ({"indicator": "energy_shares"}, "We hold no figures of energy share price, in US dollars with dividends."),
        ({"measure": "ratio"}, "A comparison needs something else to compare with."),
        ({"measure": "ratio", "versus_entity": "POL"}, "A comparison needs something else to compare with."),
        ({"measure": "share", "versus_entity": "WLD"}, "cannot be added up, so nobody has a share in them. Choose another measure."),
        ({"measure": "rank", "versus_entity": "WLD", "check": "at_most", "threshold": -5.0}, "The first place is 1."),
        ({"measure": "effective_number"}, "Equal powers are counted within a group, and Poland is none."),
        ({"measure": "rank", "versus_entity": "DEU"}, "A rank needs a group to stand in, and Germany is none."),
        ({"measure": "ratio", "versus_indicator": "brent_price"}, "The two figures are not of the same periods"),
        ({"measure": "ratio", "versus_indicator": "oil_production"}, "We hold no figures of oil output for Poland to compare with."),
        ({"first": "2025"}, "The period ends before it begins."),
        ({"threshold": None}, "Say how much: type a number."),
        ({"threshold": -1.5}, "Ask for a change above 0"),
        ({"check": "steps_up"}, "There is no event"),
        ({"check": "steps_up", "event": "iraq-2003"}, "The invasion of Iraq lies outside the period."),
        ({"check": "steps_up", "event": "invasion-2022", "ends": 3}, "Before and after an event all periods are taken."),
        ({"among": "DEU"}, "Only the members of a group can be compared with."),
    ],
)  # fmt: skip
def test_choices_that_do_not_go_together_say_what_to_change(changes, said):
    with pytest.raises(Impossible, match=said):
        row_of(replace(POLAND, **changes), KNOWN, "mine", 1)


def test_the_other_choices_follow_a_rule_that_looks_at_no_answer():
    assert alternatives(POLAND, KNOWN) == "from=2013|2015; threshold=0.75|2.25; ends=3; indicator=nato_spending_share"
    # A rise that was never there has the same.
    assert alternatives(replace(POLAND, threshold=50.0), KNOWN) == (
        "from=2013|2015; threshold=25|75; ends=3; indicator=nato_spending_share"
    )
    level = OwnTest(
        "arms_exports", "USA", measure="share", versus_entity="WLD", check="at_least", last="2024", threshold=50.0
    )
    assert alternatives(level, KNOWN) == "threshold=45|55; ends=3"
    rank = OwnTest(
        "gdp_nominal", "CHN", measure="rank", versus_entity="WLD", check="at_most", last="2024", threshold=1.0
    )
    assert alternatives(rank, KNOWN) == "threshold=2; indicator=gdp_nominal_imf"
    assert alternatives(OwnTest(check="happened", event="iraq-2003"), KNOWN) == ""


def test_another_indicator_is_tried_where_it_counts_the_same_in_the_same_unit():
    assert siblings(OwnTest("gdp_growth", "DEU", first="2014", last="2024"), KNOWN) == ["gdp_growth_imf"]
    # Current dollars and those of 2015 are two units; rents are no spending; estimates that bound others are none.
    assert siblings(OwnTest("nato_spending", "USA", first="2015", last="2024"), KNOWN) == []
    assert "deaths_low" not in siblings(OwnTest("deaths", "UKR", first="2015", last="2024"), KNOWN)


def test_one_test_leans_and_a_second_one_may_decide():
    """SIPRI: Polish military spending rose from 1.9% of GDP in 2014 to about 3.8% in 2024; NATO's own count agrees."""
    one = replace(POLAND, threshold=0.5)
    other = replace(one, indicator="nato_spending_share")
    own = case_of([OwnClaim((one,)), OwnClaim((one, other)), OwnClaim((one,), "Poland arms")], KNOWN)
    single, both, worded = own.verdicts(own.now)
    assert (single.label, both.label) == ("leans supported", "supported")
    assert single.reason == "Its one test says yes. One answer is not enough for more than a lean."
    # In other words than those of the sentence the figure is only near to what is claimed.
    assert "no deciding test measures the claim directly" in worded.certainty.reasons
    assert "no deciding test measures the claim directly" not in single.certainty.reasons


def test_what_has_not_come_about_is_a_forecast_and_too_early_to_tell():
    ahead = replace(POLAND, first="2024", last=str(DAY.year + 2))
    own = case_of([OwnClaim((ahead,))], KNOWN)
    (verdict,) = own.verdicts(own.now)
    assert (verdict.claim.kind, verdict.claim.mode, verdict.label) == ("forecast", "expects", "too early")


def test_a_forecast_of_an_earlier_day_is_settled_by_what_came_since():
    """Made in 2022 of what was to come by 2024: Poland spent 2.2% in 2022 and 3.8% in 2024 (SIPRI)."""
    own = case_of(
        [OwnClaim((replace(POLAND, first="2021", threshold=0.5),))],
        knowledge(CASE.catalog, CASE.observations, dt.date(2022, 6, 1)),
    )
    (verdict,) = own.verdicts(own.now)
    assert (verdict.claim.kind, verdict.label) == ("forecast", "leans supported")


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        (OwnClaim((POLAND,), "x" * 201), "The claim is too long: 201 letters. Use up to 200."),
        (OwnClaim((POLAND,), "=HYPERLINK(1)"), "A claim may not begin with ="),
        (OwnClaim((POLAND,), "two\nlines"), "The claim holds a line break."),
        (OwnClaim((POLAND,), "left\u202eright"), "The claim holds U\\+202E"),
        (OwnClaim(()), "The claim has no test."),
        (OwnClaim((POLAND, POLAND)), "Two tests of the claim are the same."),
        (OwnClaim(tuple(replace(POLAND, threshold=float(n)) for n in range(1, MOST_TESTS + 2))), "A claim may have up to 4"),
    ],
)  # fmt: skip
def test_a_claim_that_cannot_be_says_what_to_change(claim, said):
    with pytest.raises(Impossible, match=said):
        argument_of([claim], KNOWN)


def test_a_claim_in_own_words_stays_as_it_was_typed():
    words = '<script>alert("1")</script> & [more](x)'
    assert words_problem(words) == ""
    (row,) = argument_of([OwnClaim((POLAND,), words)], KNOWN).claims.rows
    assert row.claim == words
    assert row.would_be_true_if == sentence(POLAND, KNOWN)


def test_whom_figures_are_held_of_and_who_can_be_compared():
    assert entities(KNOWN, "nato_members") == ("NATO", "NATO-EAST")
    assert "NATO" in entities(KNOWN, "milex_share_gdp_wdi") or "POL" not in entities(KNOWN, "milex_share_gdp_wdi")
    assert "LARGEST20" in comparables(KNOWN, POLAND)
    assert comparables(KNOWN, replace(POLAND, entity="NATO")) == ()


@pytest.mark.parametrize(
    ("cell", "column", "frequency", "by", "found"),
    [
        ("2014", "from", "A", 1, "2015"), ("2014", "to", "A", -1, "2013"), ("2014", "from", "M", -1, "2013-12-01"),
        ("2014", "to", "M", 1, "2015-01-31"), ("2014-04-01", "from", "Q", 1, "2014-07-01"), ("2014-02-28", "to", "M", 1, "2014-03-31"),
        ("2014-02-27", "from", "M", 1, ""), ("1500", "from", "A", -1, ""),
    ],
)  # fmt: skip
def test_an_edge_of_a_window_moves_by_periods(cell, column, frequency, by, found):
    assert shifted(cell, column, frequency, by) == found


@pytest.mark.parametrize(
    ("cell", "column", "frequency", "word"),
    [
        ("2014", "from", "A", "2014"), ("2014", "from", "M", "January 2014"), ("2014", "to", "M", "December 2014"),
        ("2014", "to", "Q", "Q4 2014"), ("2014-02-27", "from", "M", "27 February 2014"), ("2014-03-31", "to", "D", "March 2014"),
    ],
)  # fmt: skip
def test_an_edge_of_a_window_has_the_name_of_its_period(cell, column, frequency, word):
    assert edge_word(cell, column, frequency) == word


@pytest.mark.parametrize("indicator", ["gdp_nominal", "reserve_share", "brent_price"])
def test_the_periods_of_a_series_begin_and_end_as_its_windows_do(indicator):
    from verdicts.own_figures import whole_series

    series = whole_series(KNOWN, fitted(OwnTest(indicator=indicator), KNOWN).request)
    firsts, lasts = periods(series, "from"), periods(series, "to")
    assert len(firsts) == len(lasts) == len(series)
    assert shifted(firsts[3], "from", series.frequency, 1) == firsts[2]
    assert with_column(OwnTest(), "to", lasts[0]).until == series.dates[-1].tolist()
