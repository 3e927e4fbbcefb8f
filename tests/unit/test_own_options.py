"""What may be chosen in each slot of a reader's sentence: all of it, in its order, with the words that a reader is shown."""

import datetime as dt
from dataclasses import replace

import pytest
from builders import observations
from own_market import event, market, named

from verdicts.clock import AsOf, Knowledge
from verdicts.own_options import chosen, options_of
from verdicts.own_test import OwnTest

KNOWN = market()
GRAIN = OwnTest("grain", "USA")
TRADE = OwnTest("trade", "USA", "DEU")
LOOKS_UP = OwnTest(check="happened", event="flood")
ALL_GROUPS = [("WLD", "the world"), ("BIG", "ten large countries"), ("PAIR", "the two giants"), ("ALPS", "the Alps")]
HAY = [("CHN", "China"), ("USA", "the United States")]
PARTNERS = [
    ("PAIR", "the two giants"),
    ("CHN", "China"),
    ("USA", "the United States"),
    ("AUT", "Austria"),
    ("DEU", "Germany"),
]
YEARS_AHEAD = ["2028", "2027", "2026", "2025", "2024"]
"""The year that has not ended on the day, 30 June 2024, and the four behind it."""


def offered(column, test, known=KNOWN):
    return [tuple(one) for one in options_of(column, test, known)]


def same(*cells):
    """Cells that are shown as they are."""
    return [(cell, cell) for cell in cells]


def test_figures_are_offered_by_name_those_alone_that_are_held():
    """Nothing is held of salt; capital letters make no difference to the order."""
    assert offered("indicator", GRAIN) == [
        ("coal", "coal output"), ("rate", "exchange rate"), ("grain", "grain harvest"), ("hay", "Hay harvest"),
        ("oil", "price of oil"), ("trade", "sales of arms"),
    ]  # fmt: skip


def test_whom_it_is_about_are_the_groups_that_can_be_put_together_and_then_all_by_name():
    """The Netherlands report no grain; by name the United Kingdom stands behind Spain, without its article."""
    assert offered("entity", GRAIN) == [
        *ALL_GROUPS, ("AUT", "Austria"), ("BEL", "Belgium"), ("CHN", "China"), ("FRA", "France"), ("DEU", "Germany"),
        ("ITA", "Italy"), ("JPN", "Japan"), ("ESP", "Spain"), ("GBR", "the United Kingdom"), ("USA", "the United States"),
    ]  # fmt: skip
    assert offered("entity", OwnTest("hay", "USA")) == HAY


def test_whom_it_is_about_depends_on_the_other_side():
    assert offered("entity", OwnTest("trade", "DEU", "CHN")) == [("DEU", "Germany")]
    assert offered("entity", TRADE) == [("USA", "the United States")]


def test_the_other_side_is_one_that_is_held_or_a_group_that_can_be_put_together_for_whom_it_is_about():
    """The United States sell to both countries of the Alps; to the pair somebody sells as to a whole."""
    assert offered("counterpart", TRADE) == [*PARTNERS, ("ALPS", "the Alps")]
    # Germany sells to both of the pair, which is offered once.
    assert offered("counterpart", OwnTest("trade", "DEU", "CHN")) == PARTNERS


def test_all_measures_are_offered_with_how_a_sentence_goes_on():
    assert offered("measure", GRAIN) == [
        ("level", "as published"), ("share", "as a share of"), ("ratio", "as a multiple of"), ("gap", "less"),
        ("distance", "in distance from"), ("rank", "by rank in"), ("effective_number", "as a number of equal powers"),
        ("growth", "in yearly growth"), ("index", "as a percentage of its first period"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("test", "others"),
    [
        (OwnTest("grain", "USA", measure="ratio"), [("hay", "Hay harvest")]),
        (OwnTest("grain", "DEU", measure="ratio"), []),
        # Whom it is compared with has to have figures of it, not whom it is about.
        (OwnTest("grain", "NLD", measure="ratio", versus_entity="CHN"), [("hay", "Hay harvest")]),
        (OwnTest("grain", "CHN", measure="ratio", versus_entity="DEU"), []),
        (OwnTest("hay", "CHN", measure="share"), [("grain", "grain harvest")]),
        (OwnTest("coal", "USA", measure="gap"), []),
        (OwnTest("trade", "USA", "DEU", measure="ratio", versus_entity="CHN"), [("loans", "loans")]),
        (OwnTest("trade", "USA", "DEU", measure="ratio", versus_entity="CHN", versus_counterpart="USA"), []),
        (OwnTest("barley", "USA", measure="ratio"), []),
    ],
)  # fmt: skip
def test_it_is_compared_with_the_same_figure_or_one_of_the_same_periods_and_sides(test, others):
    known = market(named("loans", "loans"), figures=[observations({("loans", "CHN", "DEU"): [1, 2]})])
    (own, *found) = offered("versus_indicator", test, known)
    assert own == (test.indicator, "the same")
    assert found == others


@pytest.mark.parametrize(
    ("column", "test", "found"),
    [
        ("versus_entity", replace(GRAIN, measure="rank", versus_entity="WLD"), ALL_GROUPS),
        ("versus_entity", replace(GRAIN, measure="ratio", versus_indicator="hay"), HAY),
        # To Austria the United States alone sell.
        ("versus_entity", replace(TRADE, measure="ratio", versus_counterpart="AUT"), [("USA", "the United States")]),
        ("versus_counterpart", replace(TRADE, measure="ratio", versus_entity="CHN"), PARTNERS),
        ("versus_counterpart", OwnTest("grain", "USA", "CHN", "ratio", "trade"), PARTNERS),
    ],
)  # fmt: skip
def test_a_rank_stands_in_a_group_and_other_comparisons_are_with_whoever_has_figures(column, test, found):
    assert offered(column, test) == found


CHECKS = [
    ("at_least", "was at least"), ("at_most", "was at most"), ("rises", "rose"), ("falls", "fell"), ("steps_up", "was higher"),
    ("steps_down", "was lower"), ("unchanged", "stayed the same"),
]  # fmt: skip
OF_A_RANK = [
    ("at_least", "was in place"), ("at_most", "was in the top"), ("rises", "slipped"), ("falls", "climbed"),
    ("steps_up", "was lower"), ("steps_down", "was higher"), ("unchanged", "stayed the same"),
]  # fmt: skip


def test_a_verb_is_offered_for_each_check_and_a_place_has_verbs_of_its_own():
    assert offered("check", GRAIN) == [*CHECKS, ("happened", "happened (an event)")]
    rank = replace(GRAIN, measure="rank", versus_entity="WLD")
    assert offered("check", rank) == [*OF_A_RANK, ("happened", "happened (an event)")]
    # A sentence that has an event already need not be told what happens.
    assert offered("check", LOOKS_UP) == [*CHECKS, ("happened", "happened")]


def test_events_are_offered_in_the_order_in_which_they_happened():
    known = market(events=[event("frost", "2021-12-24", "the frost"), event("autumn", "2019-09-01", "the autumn")])
    assert offered("event", LOOKS_UP, known) == [
        ("autumn", "the autumn (2019)"), ("drought", "the drought (2021)"), ("frost", "the frost (2021)"), ("flood", "the flood (2022)"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("test", "starts", "ends"),
    [
        (GRAIN, same("2023", "2022", "2021", "2020"), [*same(*YEARS_AHEAD), *same("2023", "2022", "2021", "2020")]),
        (
            OwnTest("coal", "USA"),
            [("2024", "Q1 2024"), ("2023-10-01", "Q4 2023"), ("2023-07-01", "Q3 2023"), ("2023-04-01", "Q2 2023"), ("2023", "Q1 2023")],
            [
                *((year, f"Q4 {year}") for year in YEARS_AHEAD), ("2024-03-31", "Q1 2024"), ("2023", "Q4 2023"),
                ("2023-09-30", "Q3 2023"), ("2023-06-30", "Q2 2023"), ("2023-03-31", "Q1 2023"),
            ],
        ),
        (
            OwnTest("oil", "USA"),
            [("2024", "January 2024"), ("2023-12-01", "December 2023"), ("2023-11-01", "November 2023")],
            [
                *((year, f"December {year}") for year in YEARS_AHEAD), ("2024-01-31", "January 2024"), ("2023", "December 2023"),
                ("2023-11-30", "November 2023"),
            ],
        ),
        # The three days from 30 January on lie in two months, each of which is offered once.
        (
            OwnTest("rate", "USA"),
            [("2024-02-01", "February 2024"), ("2024", "January 2024")],
            [*((year, f"December {year}") for year in YEARS_AHEAD), ("2024-02-29", "February 2024"), ("2024-01-31", "January 2024")],
        ),
        (OwnTest("salt", "USA"), [], same(*YEARS_AHEAD)),
    ],
    ids=lambda value: value.indicator if isinstance(value, OwnTest) else "",
)  # fmt: skip
def test_a_window_begins_and_ends_with_a_period_of_the_series_and_may_end_in_years_to_come(test, starts, ends):
    assert offered("from", test) == [*starts, ("", "the first figure")]
    assert offered("to", test) == [*ends, ("", "the newest figure")]


def test_the_periods_are_those_of_what_is_measured():
    """Growth begins a year after the first figure, and a mean over three years ends with the third."""
    assert offered("from", replace(GRAIN, measure="growth"))[:-1] == same("2023", "2022", "2021")
    assert offered("from", replace(GRAIN, smoothing=3))[:-1] == same("2023", "2022")


def test_a_comparison_that_names_nobody_yet_has_the_periods_of_its_own_side():
    assert offered("from", replace(GRAIN, measure="ratio"))[:-1] == same("2023", "2022", "2021", "2020")


def test_an_event_is_looked_up_by_today_or_by_a_year_since_2000_or_to_come():
    years = [str(year) for year in range(2028, 1999, -1)]
    assert offered("to", LOOKS_UP) == [("", "today"), *same(*years)]
    assert offered("to", LOOKS_UP)[-1] == ("2000", "2000")


def test_a_year_that_ends_today_is_no_year_to_come():
    known = Knowledge(
        KNOWN.observations, KNOWN.catalog, AsOf(dt.date(2024, 12, 31), dt.date(2024, 12, 31), latest=True)
    )
    assert offered("to", GRAIN, known) == [
        *same("2028", "2027", "2026", "2025", "2023", "2022", "2021", "2020"),
        ("", "the newest figure"),
    ]
    assert offered("to", LOOKS_UP, known)[:6] == [("", "today"), *same("2028", "2027", "2026", "2025", "2024")]


@pytest.mark.parametrize(
    ("indicator", "period", "lengths"),
    [
        ("grain", "year", (1, 2, 3, 5, 10)), ("coal", "quarter", (1, 2, 4, 8)), ("oil", "month", (1, 3, 6, 12, 24)),
        ("rate", "day", (1, 7, 30)), ("barley", "year", (1, 2, 3, 5, 10)),
    ],
)  # fmt: skip
def test_means_and_ends_are_of_so_many_periods_of_the_figure(indicator, period, lengths):
    test = OwnTest(indicator, "USA")
    assert offered("smoothing", test) == [
        (1, f"single {period}s"),
        *((n, f"means over {n} {period}s") for n in lengths[1:]),
    ]
    assert offered("ends", test) == [(1, f"one {period}"), *((n, f"{n} {period}s") for n in lengths[1:])]


def test_comparables_are_groups_with_nine_others_that_have_figures():
    """Of the ten that report grain nine are left without the one that it is about: the pair and the Alps are too few."""
    assert offered("among", GRAIN) == [
        ("", "nobody"),
        ("WLD", "the world (9 with figures)"),
        ("BIG", "ten large countries (9 with figures)"),
    ]
    # Nobody is left out where it is about one who is none of them.
    assert offered("among", OwnTest("grain", "NLD"))[1:] == [
        ("WLD", "the world (10 with figures)"),
        ("BIG", "ten large countries (10 with figures)"),
    ]


@pytest.mark.parametrize(
    "test",
    [
        replace(GRAIN, measure="ratio", versus_entity="CHN"),
        replace(GRAIN, entity="WLD"),
        replace(GRAIN, measure="effective_number"),
        LOOKS_UP,
        OwnTest("hay", "USA"),
        TRADE,
    ],
)
def test_nobody_is_compared_where_fewer_are_left_or_it_is_about_no_country(test):
    """With two countries in the sentence eight are left."""
    assert offered("among", test) == [("", "nobody")]


@pytest.mark.parametrize(
    ("column", "changes", "words"),
    [
        ("indicator", {"indicator": "salt"}, "salt output"), ("indicator", {"indicator": "barley"}, "barley"),
        ("indicator", {"indicator": ""}, ""),
        ("entity", {"entity": "NLD"}, "Netherlands"), ("entity", {"entity": "ZZZ"}, "ZZZ"),
        ("entity", {"entity": "ALPS@2014"}, "the Alps (members of 2014)"), ("entity", {"entity": ""}, "\N{HORIZONTAL ELLIPSIS}"),
        ("counterpart", {"counterpart": "GBR"}, "the United Kingdom"),
        ("versus_indicator", {"versus_indicator": "coal"}, "coal output"), ("versus_indicator", {"versus_indicator": "rye"}, "rye"),
        ("versus_entity", {"measure": "rank", "versus_entity": "DEU"}, "Germany"),
        ("versus_counterpart", {"versus_counterpart": "GBR"}, "the United Kingdom"),
        ("event", {"event": "big-bang"}, "big-bang"),
        ("from", {"first": "2010"}, "2010"), ("from", {"first": "2022-02-24"}, "24 February 2022"),
        ("to", {"last": "2010"}, "2010"), ("to", {"last": "2022-02-24"}, "24 February 2022"),
        ("from", {"indicator": "coal", "first": "2010-04-01"}, "Q2 2010"), ("to", {"indicator": "coal", "last": "2010-06-30"}, "Q2 2010"),
        ("from", {"indicator": "oil", "first": "2010"}, "January 2010"), ("to", {"indicator": "oil", "last": "2010"}, "December 2010"),
        ("smoothing", {"smoothing": 4}, "means over 4 years"), ("ends", {"ends": 4}, "4 years"),
        ("smoothing", {"indicator": "oil", "smoothing": 5}, "means over 5 months"), ("ends", {"indicator": "oil", "ends": 2}, "2 months"),
        ("among", {"among": "PAIR"}, "the two giants"),
    ],
)  # fmt: skip
def test_what_is_chosen_is_among_the_options_be_it_possible_or_not(column, changes, words):
    """It comes first, before all that is offered."""
    test = replace(GRAIN, **changes)
    value = changes[{"from": "first", "to": "last"}.get(column, column)]
    first, *rest = offered(column, test)
    assert first == (value, words)
    assert value not in [one for one, _ in rest]
    assert chosen(column, test) == value


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("indicator", "trade"), ("entity", "USA"), ("counterpart", "DEU"), ("measure", "ratio"), ("check", "rises"),
        ("versus_indicator", "trade"), ("versus_entity", "USA"), ("versus_counterpart", "AUT"), ("from", "2021"), ("to", "2023"),
        ("smoothing", 1), ("ends", 1), ("among", ""),
    ],
)  # fmt: skip
def test_what_stands_in_a_slot_is_one_of_its_options_and_a_side_that_is_left_empty_is_the_same(column, value):
    test = replace(TRADE, measure="ratio", versus_counterpart="AUT", first="2021", last="2023")
    assert chosen(column, test) == value
    values = [one for one, _ in offered(column, test)]
    assert values.count(value) == 1


def test_an_empty_side_that_has_no_figures_is_offered_by_name():
    """To the United Kingdom nobody sells: it is offered all the same, as the other side's own."""
    test = replace(TRADE, counterpart="GBR", measure="ratio", versus_entity="CHN")
    assert offered("versus_counterpart", test) == [("GBR", "the United Kingdom"), *PARTNERS]
    nobody = replace(GRAIN, entity="NLD", measure="ratio", versus_indicator="hay")
    assert offered("versus_entity", nobody) == [("NLD", "Netherlands"), *HAY]
