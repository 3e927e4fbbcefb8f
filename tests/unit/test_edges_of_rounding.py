"""Edges of stated numbers beside ours: halves, digits, days, what we do not hold, each row of the table whole."""

import dataclasses
import datetime as dt
from decimal import Decimal

import pytest
from builders import WRITTEN, catalog, observations, table

from loaders.rows import Stated
from verdicts.clock import AsOf
from verdicts.rounding import agreement_sentence, comparison_row, comparisons, rounds_to, shown

LATER = AsOf(dt.date(2030, 1, 1), WRITTEN, latest=True)


def stated(number, date="2001-12-31", **changes):
    made = {
        "id": "office", "where": "Office, 2002", "number": Decimal(number), "unit": "tonnes", "indicator": "x", "entity": "USA",
        "date": dt.date.fromisoformat(date),
    }  # fmt: skip
    return Stated(**{**made, **changes})


def compared(*rows, values=(1200.5, 1234.5678), as_of=LATER):
    cat = dataclasses.replace(catalog(groups={"ALL": ["USA", "CHN"]}), stated=table(rows))
    figures = observations({("x", "USA"): values, ("x", "CHN"): [400, 411.5226]})
    return comparisons(figures, cat, as_of), cat


def told(*rows, **changes):
    found, cat = compared(*rows, **changes)
    return [comparison_row(one, cat) for one in found]


def line(figure, period, unit, says, here, agrees):
    return {
        "Figure": figure, "Period": period, "Unit": unit, "Publisher says": says, "Here": here, "Agrees": agrees, "Where": "Office, 2002",
    }  # fmt: skip


def test_a_stated_number_beside_ours_whole():
    rows = [
        stated("1235"),
        stated("1234", id="b"),
        stated("12E2", id="c"),
        stated("1", id="d", date="2005-12-31"),
        # The mean of 1200.5 and 1234.5678, and 1234.5678 of 1646.0904: three quarters.
        stated("1217.5", id="e", smoothing=2),
        stated("75", id="f", unit="%", measure="share", versus_entity="ALL"),
    ]
    whole, half = "X of Usa", "X of Usa as a share of that of All"
    assert told(*rows) == [
        line(whole, "2001", "tonnes", "1,235", "1,234.57", "yes"),
        line(whole, "2001", "tonnes", "1,234", "1,234.57", "no"),
        line(whole, "2001", "tonnes", "1,200", "1,235", "yes"),
        line(whole, "2005", "tonnes", "1", "none", "no"),
        line(whole, "2000\N{EN DASH}01", "tonnes", "1,217.5", "1,217.534", "yes"),
        line(half, "2001", "%", "75", "75", "yes"),
    ]


def test_a_number_is_held_against_what_was_known_on_the_day_that_it_names():
    # Figures of 2001 are out 100 days after its end.
    rows = [
        stated("1235", as_of=dt.date(2002, 4, 9)),
        stated("1235", id="b", as_of=dt.date(2002, 4, 10)),
        stated("1235", id="c"),
    ]
    assert [row["Here"] for row in told(*rows)] == ["none", "1,234.57", "1,234.57"]
    # On an earlier day than that nothing later is known.
    early = AsOf(dt.date(2002, 4, 9), WRITTEN)
    assert [row["Here"] for row in told(*rows, as_of=early)] == ["none"] * 3


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        (["1235"], "Of 1 number that publishers print, 1 agrees with the figures here to the digits that are printed."),
        (["1234"], "Of 1 number that publishers print, 0 agree with the figures here to the digits that are printed; 1 does not."),
        (["1235", "1234"], "Of 2 numbers that publishers print, 1 agrees with the figures here to the digits that are printed; 1 does not."),
        (["1235", "12E2", "1", "2"],
         "Of 4 numbers that publishers print, 2 agree with the figures here to the digits that are printed; 2 do not."),
    ],
)  # fmt: skip
def test_how_many_numbers_agree_has_its_verbs(numbers, said):
    found, _ = compared(*(stated(number, id=f"n{i}") for i, number in enumerate(numbers)))
    assert agreement_sentence(found) == said


def test_a_half_may_be_rounded_either_way():
    assert [n for n in range(40, 50) if rounds_to(43.5, Decimal(n))] == [43, 44]


@pytest.mark.parametrize("number", ["Infinity", "NaN"])
def test_what_is_no_number_has_no_digits(number):
    with pytest.raises(ValueError, match="has no digits"):
        rounds_to(1.0, Decimal(number))
    with pytest.raises(ValueError, match="has no digits"):
        shown(1.0, Decimal(number))


@pytest.mark.parametrize(
    ("value", "stated", "text"),
    [(2.5, "2.5000", "2.5"), (2.71828, "2.72", "2.7183"), (0.5, "1", "0.5"), (1234567.0, "12E5", "1,235,000")],
)  # fmt: skip
def test_no_more_digits_are_shown_than_a_figure_has(value, stated, text):
    assert shown(value, Decimal(stated)) == text
