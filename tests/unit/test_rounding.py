"""Numbers that are stated: when a figure rounds to one, and that ours do where they should."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verdicts.rounding import agreement_sentence, as_stated, comparison_row, comparisons, rounds_to, shown


@pytest.mark.parametrize(
    ("value", "stated", "agrees"),
    [
        (42.637, "43", True),
        (42.4999, "43", False),
        (42.5, "43", True),
        (42.5, "42", True),
        (63.388, "64", False),
        (7.766, "7.8", True),
        (7.766, "7.80", False),
        (7.8, "7.80", True),
        (160_900, "16E4", True),
        (160_900, "160000", False),
        (-0.05, "-0.1", True),
        (0.04, "0", True),
    ],
)
def test_a_figure_agrees_if_it_rounds_to_what_is_stated_in_the_digits_that_are_stated(value, stated, agrees):
    assert rounds_to(value, Decimal(stated)) is agrees


@given(st.decimals(-1000, 1000, places=2), st.floats(-0.0049, 0.0049))
def test_every_value_within_half_a_digit_agrees(stated, off):
    assert rounds_to(float(stated) + off, stated)
    assert not rounds_to(float(stated) + (0.0062 if off > 0 else -0.0062), stated)


@pytest.mark.parametrize(
    ("value", "stated", "text"),
    [
        (42.63732, "43", "42.64"),
        (34375.0, "34375", "34,375"),
        (160_900.0, "16E4", "160,900"),
        (-1.23456, "-1.2", "\N{MINUS SIGN}1.235"),
    ],
)
def test_two_digits_more_than_stated_are_shown(value, stated, text):
    assert shown(value, Decimal(stated)) == text


def test_a_stated_number_is_shown_as_it_is_printed():
    assert [as_stated(Decimal(x)) for x in ("43", "7.8", "16E4")] == ["43", "7.8", "160,000"]


def test_what_publishers_print_is_met_but_for_what_is_known_to_differ(case):
    """SIPRI prints 64 % for the American part of European NATO's imports in 2020-24, and its register gives 63.4; the Commission
    said around 45 % of Russian gas in 2021, and the Energy Institute's trade tables give 43.5."""
    found = comparisons(case.observations, case.catalog, case.now)
    assert all(c.series.unit == c.stated.unit for c in found)
    assert [c.stated.id for c in found if not c.agrees] == ["sipri-us-in-europe-2024", "commission-russian-gas-2021"]


def test_a_row_of_the_table_shows_both_numbers(case):
    first = comparisons(case.observations, case.catalog, case.now)[0]
    row = comparison_row(first, case.catalog)
    assert (row["Publisher says"], row["Here"], row["Agrees"], row["Period"]) == (
        "43",
        "42.64",
        "yes",
        "2020\N{EN DASH}24",
    )


def test_how_many_agree_in_words(case):
    found = comparisons(case.observations, case.catalog, case.now)
    assert (
        agreement_sentence(found[:1])
        == "Of 1 number that publishers print, 1 agrees with the figures here to the digits that are printed."
    )
    assert agreement_sentence(found).endswith("; 2 do not.")
