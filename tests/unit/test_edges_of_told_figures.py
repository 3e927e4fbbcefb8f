"""Edges of told figures: digits that show on which side of our line a figure lies, ends that agree with their change, words said once."""

import numpy as np
import pytest
from builders import row

from verdicts.intervals import Interval
from verdicts.measures import Series
from verdicts.told_figures import Figures, figures_of, listed
from verdicts.units import unit_of

EUR = "\N{EURO SIGN}"
RATIO = {"measure": "ratio", "versus_entity": "CHN"}


def figures(unit, said=(), relative=False):
    note = unit_of(unit).note
    return Figures(unit, said, f" ({note})" if note else "", relative)


@pytest.mark.parametrize(
    ("unit", "interval", "text"),
    [
        # Half of 20 to 40 is ten: tens are told. Half of 20,000 to 39,000 is 9,500: thousands.
        ("%", (25, 20, 40), "anywhere from 20% to 40%"),
        ("%", (25, 23, 27), "give or take 2 points"),
        ("%", (30, 20.6, 41.2), "anywhere from 20% to 40%"),
        ("deaths", (22_000, 20_000, 39_000), "anywhere from 20,000 deaths to 39,000"),
        ("2024 US$", (56.6e9, 50e9, 70e9), "anywhere from $50bn to $70bn"),
        ("EUR a month", (5e8, 4e8, 8e8), f"anywhere from {EUR}400mn a month to {EUR}800mn"),
        ("% of GDP", (4.5, 4, 6), "anywhere from 4% of GDP to 6%"),
        ("thousand barrels a day", (4000, 3900, 4100), "give or take 100,000 barrels a day"),
    ],
)
def test_the_doubt_of_a_level(unit, interval, text):
    assert figures(unit).doubt(Interval(*interval)) == text


@pytest.mark.parametrize(
    ("unit", "limit", "text"),
    [
        ("%", 0, "zero"), ("US$", 0, "zero"),
        ("%", 20, "our 20% line"), ("% of GDP", 4, "our 4% line"), ("% of the 2000 level", 50, "our 50% line"),
        ("2024 US$", 5e9, "our $5bn line"), ("EUR a month", 5e8, f"our {EUR}500mn line"),
        ("times", 2, "our line of 2"), ("times", 1, "our line of 1"),
        ("deaths", 1000, "our line of 1,000"), ("deaths", 1, "our line of 1"), ("powers", 3, "our line of 3"),
        ("thousand barrels a day", 2000, "our line of 2mn"),
        ("percentage points", 3, "our line of 3 points"), ("2022 = 100", 110, "our line of 110"),
    ],
)  # fmt: skip
def test_our_line(unit, limit, text):
    assert figures(unit).line(limit) == text


@pytest.mark.parametrize(
    ("value", "place"),
    [
        # By a doubt of two whole per cents are told, and finer ones until it is not the line's 20: five digits beyond at most.
        (19.4, 0), (19.6, -1), (19.98, -2), (20.02, -2), (19.99999, -5), (19.999996, 0), (20, 0),
    ],
)  # fmt: skip
def test_a_level_beside_its_line_has_the_digits_that_show_its_side(value, place):
    assert figures("%").beside(Interval(value, value - 2, value + 2), 20) == place


@pytest.mark.parametrize(
    ("first", "last", "doubts", "change", "limit", "told"),
    [
        (35, 43, (0, 0), (8, 8, 8), 3, ("35%", "43%", "8 points")),
        (35.4, 43.4, (2, 2), (8, 5, 11), None, ("35%", "43%", "8 points")),
        # Less than the two points required, and not 2 points.
        (40.1, 42.06, (2, 2), (1.96, 0, 4), 2, ("40%", "42%", "1.96 points")),
        (40.1, 42.1, (2, 2), (2, 0, 4), 2, ("40%", "42%", "2 points")),
        # Ends of whole per cents are four apart, and the change is 4.8.
        (19.6, 24.4, (2, 2), (4.8, 3, 6.8), 3, ("20%", "24%", "about 5 points")),
        (24.4, 19.6, (2, 2), (-4.8, -6.8, -3), 3, ("24%", "20%", "about 5 points")),
        # One digit more of the change agrees with its ends, where its doubt carries it; one of 3.4 would not.
        (40.45, 43.94, (5, 5), (3.49, 3.19, 3.79), None, ("40%", "44%", "3.5 points")),
        (40.45, 43.94, (5, 5), (3.49, 2.49, 4.49), None, ("40%", "44%", "about 3 points")),
        (40.3, 43.7, (5, 5), (3.4, 3.1, 3.7), None, ("40%", "44%", "about 3 points")),
        # Two told where 1.2 is: the ends have the digits of the change, which our line of one needs.
        (40.4, 41.6, (2, 2), (1.2, 1.15, 1.25), 1, ("40.4%", "41.6%", "1.2 points")),
        # Both ends look alike. Less than half of what is required is hardly a change, and so is what nobody asked for.
        (40.1, 40.4, (2, 2), (0.3, -2, 3), 3, ("40%", "40%", "")),
        (40.1, 40.4, (2, 2), (0.3, -2, 3), None, ("40%", "40%", "")),
        (40.1, 40.4, (2, 2), (0.3, -2, 3), 0.6, ("40.1%", "40.4%", "0.3 points")),
        (40.1, 40.4, (2, 2), (0.3, -2, 3), 0.61, ("40%", "40%", "")),
        (40.16, 40.22, (0.2, 0.2), (0.06, -0.14, 0.26), 0.05, ("40.16%", "40.22%", "0.1 points")),
        (10.4, 10.4, (0, 0), (0, 0, 0), 1, ("10.4%", "10.4%", "")),
        # Each end in its own digits: 40 and 75 are 35 apart, by a change of 29.6 that must not seem to be our 30.
        (44.9, 74.5, (20, 2), (29.6, 28.6, 30.6), 30, ("40%", "75%", "about 29.6 points")),
        (44.9, 74.5, (2, 20), (29.6, 28.6, 30.6), 30, ("45%", "70%", "29.6 points")),
        # From nothing.
        (0, 0.4, (0, 0.2), (0.4, 0.2, 0.6), 0.1, ("0%", "0.4%", "0.4 points")),
        (0, 0, (0, 0), (0, 0, 0), 0.1, ("0%", "0%", "")),
    ],
)  # fmt: skip
def test_ends_and_their_change_agree_with_each_other_and_with_our_line(first, last, doubts, change, limit, told):
    assert tuple(figures("%").ends(first, last, doubts, Interval(*change), limit)) == told


@pytest.mark.parametrize(
    ("unit", "said", "first", "last", "told"),
    [
        ("deaths", (), 1000, 1600, ("1,000 deaths", "1,600", "600 deaths")),
        ("deaths", (" deaths", " death"), 1000, 1600, ("1,000", "1,600", "600")),
        # What is counted one by one is told in whole ones.
        ("countries", (), 18.3, 22.4, ("18 countries", "22", "4 countries")),
        ("2024 US$", (), 2e9, 5e9, ("$2bn", "$5bn", "$3bn")),
        ("times", (), 1.5, 2, ("1.5 times", "2", "0.5")),
        ("to 1", (), 1.5, 2, ("1.5 to 1", "2", "0.5")),
        ("2022 = 100", (), 100, 120, ("100", "120", "20 points")),
    ],
)
def test_a_unit_stands_with_the_first_end_and_the_change(unit, said, first, last, told):
    found = figures(unit, said).ends(first, last, (0, 0), Interval(last - first, last - first, last - first), None)
    assert tuple(found) == told


def test_a_change_of_what_is_told_in_per_cent_of_its_base_is_in_per_cent():
    told = figures("% of the 2000 level", relative=True)
    assert (told.by(-24.6, 0), told.by(24.6, -1)) == ("25%", "24.6%")


def series(unit, frequency="A", smoothing=1):
    one = np.ones(1)
    return Series(np.array(["2024-12-31"], "datetime64[D]"), one, unit, frequency, one, one, smoothing)


@pytest.mark.parametrize(
    ("of", "subject", "changes", "unit", "said"),
    [
        (series("2000 = 100"), "Output", {"measure": "index"}, "% of the 2000 level", ()),
        (series("2022-01 = 100"), "Output", {"measure": "index"}, "% of the January 2022 level", ()),
        (series("EUR", "M"), "Aid", {"unit": "EUR a month"}, "EUR a month", ()),
        (series("EUR", "M"), "Aid", {"unit": "EUR"}, "EUR", ()),
        # The mean of several amounts is so much a period; that of shares, points and rates is not.
        (series("EUR", "M", 12), "Aid", {}, "EUR a month", ()),
        (series("EUR", "Q", 4), "Aid", {}, "EUR a quarter", ()),
        (series("EUR", "M", 12), "Aid", RATIO, "EUR", ()),
        (series("% of GDP", "A", 3), "Debt", {}, "% of GDP", ()),
        (series("percentage points", "A", 3), "A gap", {}, "percentage points", ()),
        (series("scale points", "A", 3), "Votes", {}, "scale points", ()),
        (series("US$ a barrel", "M", 3), "Oil", {}, "US$ a barrel", ()),
        (series("2022 = 100", "A", 3), "Output", {}, "2022 = 100", ()),
        # What a subject has said is not said again.
        (series("times"), "Output as a multiple of China's", RATIO, "times", (" times",)),
        (series("times"), "Output", RATIO, "to 1", ()),
        (series("times"), "Output", {}, "times", (" times",)),
        (series("% of GDP"), "Debt as a share of GDP", {}, "% of GDP", (" of GDP",)),
        (series("% of GDP"), "Debt by GDP", {}, "% of GDP", (" of GDP",)),
        (series("% of exports"), "Fuel exports", {}, "% of exports", (" of exports",)),
        (series("%"), "Share of votes", {}, "%", ()),
        (series("thousand barrels a day"), "Daily output", {}, "thousand barrels a day", (" a day",)),
        (series("thousand barrels a day"), "Barrels a day", {}, "thousand barrels a day",
         (" a day", " barrels", " barrels")),
        (series("thousand tonnes a year"), "Daily output", {}, "thousand tonnes a year", ()),
        (series("deaths"), "Deaths at the front", {}, "deaths", (" deaths", " death")),
        (series("countries"), "NATO's members", {}, "countries", (" countries", " country")),
        (series("persons"), "Troops", {}, "persons", (" people", " person")),
        (series("powers"), "Superpowers", {}, "powers", ()),
    ],
)  # fmt: skip
def test_the_unit_of_a_row_and_what_its_subject_has_said(of, subject, changes, unit, said):
    found = figures_of(row(**changes), of, subject)
    assert (found.unit, found.said) == (unit, said)


@pytest.mark.parametrize(
    ("unit", "told"),
    [("deaths", "deaths a year"), ("TIV million", "TIV million a year"), ("countries", "countries"), ("%", "%")],
)
def test_a_mean_of_several_years_is_so_much_a_year_where_years_add_up(unit, told):
    assert figures_of(row(), series(unit), "So", mean=True).unit == told
    assert figures_of(row(), series(unit), "So").unit == unit


def test_what_figures_are_valued_at_is_said_once_at_the_end():
    assert figures_of(row(), series("2024 US$"), "Spending").note == " (2024 prices)"
    assert figures_of(row(), series("TIV million"), "Arms").note == " (TIV is SIPRI's measure of the volume of arms)"
    assert figures_of(row(), series("US$"), "Spending").note == ""


def test_few_are_listed_and_of_many_some_are_named():
    assert listed(("A", "B"), 2, "members") == "A and B"
    assert listed(("A", "B", "C"), 2, "members") == "3 members, among them A and B"
