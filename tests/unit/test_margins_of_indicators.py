"""The margins of indicators: one of two kinds, the source's own bounds where it has some, and why each is fair."""

import csv
import shutil

import pytest
from builders import indicator
from loading import CATALOG

from loaders.catalog import ROOT, read_catalog

ROWS = CATALOG.indicators.rows
NEAR_ZERO = ("% a year", "scale points")
"""Units of figures that stand near zero, or below it, so that a proportion of them means nothing."""


@pytest.fixture
def with_cells(tmp_path):
    """Reads the project's catalog with some cells of indicators.csv changed."""

    def read(changes):
        shutil.copytree(ROOT / "catalog", tmp_path / "catalog")
        path = tmp_path / "catalog" / "indicators.csv"
        with path.open(newline="", encoding="utf-8") as file:
            header, *rows = csv.reader(file)
        for name, column, cell in changes:
            (row,) = (row for row in rows if row[0] == name)
            row[header.index(column)] = cell
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([header, *rows])
        return read_catalog(tmp_path / "catalog")

    return read


def test_a_margin_is_a_proportion_or_in_the_unit_of_the_figures():
    assert (indicator(margin_pct=5).margin_abs, indicator(margin_abs=0.5).margin_pct) == (0, 0)
    with pytest.raises(ValueError, match=r"two margins, 5 per cent and 0\.5 in its unit: put 0 into margin_pct"):
        indicator(margin_pct=5, margin_abs=0.5)
    with pytest.raises(ValueError, match="greater than or equal to 0"):
        indicator(margin_abs=-1)


@pytest.mark.parametrize(("there", "absent"), [("low", "high"), ("high", "low")])
def test_a_bound_comes_with_the_other(there, absent):
    with pytest.raises(ValueError, match=f"a {there} estimate and no {absent} one: name the indicators of both"):
        indicator(**{there: "y"})


def test_bounds_may_stand_beside_a_margin_for_editions_that_have_none():
    row = indicator(low="y", high="z", margin_pct=30)
    assert (row.low, row.high, row.margin_pct) == ("y", "z", 30)


@pytest.mark.parametrize(
    ("changes", "columns", "problem", "remedy"),
    [
        ([("deaths", "low", "deaths_lo")], ["low"], "'deaths_lo' is not in indicators.csv.", "Did you mean 'deaths_low'"),
        ([("deaths", "high", "population")], ["high"], "population is in persons (A), deaths in deaths (A).", "same unit and frequency"),
        ([("deaths", "high", "deaths_monthly")], ["high"], "deaths_monthly is in deaths (M), deaths in deaths (A).", "same unit and"),
        ([("deaths", "low", "deaths")], ["low"], "deaths cannot be that.", "two indicators beside this one"),
        ([("deaths", "low", "deaths_high")], ["low", "high"], "deaths_high cannot be that.", "two indicators beside this one"),
    ],
)  # fmt: skip
def test_bounds_are_indicators_of_the_same_unit_and_frequency(with_cells, changes, columns, problem, remedy):
    catalog = with_cells(changes)
    faults = [fault for fault in catalog.faults if fault.file == "catalog/indicators.csv"]
    assert [fault.column for fault in faults] == columns
    assert {fault.line for fault in faults} == {CATALOG.indicators.lines["deaths"]}
    assert faults[0].problem == problem
    assert remedy in faults[0].remedy
    assert "deaths" not in catalog.indicator


def test_two_margins_are_a_fault_of_their_line(with_cells):
    (fault, *_) = with_cells([("gdp_growth", "margin_pct", "5")]).faults
    assert (fault.file, fault.line) == ("catalog/indicators.csv", CATALOG.indicators.lines["gdp_growth"])
    assert "put 0 into margin_pct" in fault.problem


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_every_margin_says_why(row):
    assert row.margin_why.endswith(".")
    assert "  " not in row.margin_why
    assert row.margin_why.startswith("ours") or row.margin_why[0].isupper()


@pytest.mark.parametrize("row", [row for row in ROWS if row.unit in NEAR_ZERO], ids=lambda row: row.id)
def test_growth_and_scales_have_no_proportion_for_a_margin(row):
    assert row.margin_pct == 0
    assert row.margin_abs > 0 or row.id == "key_rate"


@pytest.mark.parametrize("name", ["current_account", "fiscal_balance", "favourability", "un_agreement"])
def test_balances_and_shares_of_answers_have_points_for_a_margin(name):
    assert CATALOG.indicator[name].margin_abs > 0


def test_deaths_have_the_bounds_that_ucdp_publishes():
    row = CATALOG.indicator["deaths"]
    assert (row.low, row.high) == ("deaths_low", "deaths_high")
    assert row.margin_pct > 0
    assert {CATALOG.indicator[bound].source for bound in (row.low, row.high)} == {row.source}
    assert {CATALOG.indicator[bound].entities for bound in (row.low, row.high)} == {row.entities}
