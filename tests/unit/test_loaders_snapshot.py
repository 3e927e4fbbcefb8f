"""The snapshot that comes with the project: whole, within its licences, and in step with what was published."""

import csv
import datetime as dt
import hashlib
import json
import os

import numpy as np
import pytest
from loading import CATALOG

from loaders import load, snapshot
from loaders.build import build
from loaders.catalog import ROOT
from loaders.observations import COLUMNS, STATUSES
from loaders.plausibility import problems_of
from verdicts.clock import AsOf, Knowledge

DATA = ROOT / "data"
SNAPSHOT = snapshot.load()
OBSERVED = SNAPSHOT.observations


def value(indicator, entity, date, counterpart=""):
    """The figure of one period; a test that asks for one that is not there fails."""
    line = OBSERVED.line(indicator, entity, counterpart)
    (found,) = line.values[line.dates == np.datetime64(date)]
    return found


def total(indicator, entity, first, last, counterpart=""):
    line = OBSERVED.line(indicator, entity, counterpart)
    years = line.dates.astype("datetime64[Y]").astype(int) + 1970
    return line.values[(years >= first) & (years <= last)].sum()


def test_it_is_whole():
    assert SNAPSHOT.faults == ()
    assert set(OBSERVED.provenance) == set(CATALOG.edition)
    assert load.load(CATALOG).observations.provenance == OBSERVED.provenance


def test_its_files_are_those_of_its_registry_and_weigh_less_than_five_megabytes():
    files = {str(p.relative_to(DATA)): p.read_bytes() for p in DATA.rglob("*") if p.is_file()}
    with (DATA / "registry.csv").open(newline="") as file:
        rows = {row["file"]: row["sha256"] for row in csv.DictReader(file)}
    assert rows == {k: hashlib.sha256(v).hexdigest() for k, v in files.items() if k != "registry.csv"}
    assert sum(map(len, files.values())) < 5_000_000


@pytest.mark.parametrize("indicator", list(CATALOG.edition))
def test_each_indicator_is_plausible_sorted_and_as_its_row_says(indicator):
    row, provenance = CATALOG.indicator[indicator], OBSERVED.provenance[indicator]
    frame = OBSERVED.frame[OBSERVED.frame["indicator"] == indicator].astype(
        dict.fromkeys(("entity", "counterpart", "status"), str)
    )
    assert problems_of(frame, row, CATALOG) == []
    assert frame.sort_values(["entity", "counterpart", "date"]).index.is_monotonic_increasing
    assert (provenance.source, provenance.observations) == (row.source, len(frame))
    figures = frame[frame["status"] != "projection"]
    assert (provenance.first, provenance.last) == (frame["date"].min().date(), figures["date"].max().date())
    assert frame["date"].dt.year.min() >= row.start
    named = {token for token in row.entities.split() if not token.endswith("/")}
    assert named <= set(frame["entity"])
    assert {token for token in row.counterparts.split() if not token.endswith("/")} <= set(frame["counterpart"])
    vintage = CATALOG.edition[indicator]
    assert (provenance.edition, provenance.retrieved, provenance.doubt) == (
        vintage.edition,
        vintage.retrieved,
        vintage.doubt,
    )


def test_columns_and_statuses_are_the_agreed_ones():
    assert tuple(OBSERVED.frame.columns) == COLUMNS
    assert set(OBSERVED.frame["status"].unique()) <= set(STATUSES)


@pytest.mark.parametrize(
    ("frequency", "ends"),
    [("A", {(12, 31), (9, 30)}), ("Q", {(3, 31), (6, 30), (9, 30), (12, 31)})],
)
def test_dates_are_the_last_day_of_their_period(frequency, ends):
    indicators = [i.id for i in CATALOG.indicators.rows if i.frequency == frequency]
    days = OBSERVED.frame.loc[OBSERVED.frame["indicator"].isin(indicators), "date"].drop_duplicates()
    assert {(day.month, day.day) for day in days} <= ends
    assert OBSERVED.frame["date"].dt.is_month_end.all()


def test_nothing_is_dated_after_it_was_retrieved_but_projections_and_this_years_estimates():
    frame = OBSERVED.frame[OBSERVED.frame["status"].isin(["", "provisional"])]
    for indicator, last in frame.groupby("indicator", observed=True)["date"].max().items():
        assert last.date() <= OBSERVED.provenance[indicator].retrieved, indicator


def test_sipri_stays_well_under_a_tenth_of_each_database():
    package = json.loads((DATA / "datapackage.json").read_text())
    shares = {r["name"]: r["shareOfSource"] for r in package["resources"] if "shareOfSource" in r}
    assert {name.partition("-20")[0] for name in shares} == {"sipri-arms", "sipri-industry", "sipri-milex"}
    assert max(shares.values()) < 0.08


def test_no_quote_of_a_share_leaves_the_build():
    frame = OBSERVED.frame[OBSERVED.frame["indicator"].isin(["defence_shares_us", "defence_shares_europe"])]
    assert set(frame["entity"]) == {"DEFENCE-US", "DEFENCE-EUROPE"}
    assert np.array_equal(frame["value"], frame["value"].round(1))
    assert {name for name, row in OBSERVED.provenance.items() if row.source == "yahoo"} == set(frame["indicator"])


# What the publishers said of the same editions, in their own words elsewhere.


@pytest.mark.parametrize(("first", "last", "share"), [(2020, 2024, 35), (2015, 2019, 13)])
def test_europe_with_ukraine_takes_the_share_of_us_exports_that_sipri_gives_it(first, last, share):
    # Trends in International Arms Transfers 2024, of 10 March 2025; members of NATO-EUR leave Turkey out, as SIPRI does.
    known = Knowledge(OBSERVED, CATALOG, AsOf(dt.date(2025, 3, 10), dt.date(2025, 2, 17)))

    def sold(buyer):
        line = known.line("arms_transfers", "USA", buyer)
        years = line.dates.astype("datetime64[Y]").astype(int) + 1970
        return line.values[(years >= first) & (years <= last)].sum()

    assert 100 * (sold("EUROPE") + sold("UKR")) / sold("WLD") == pytest.approx(share, abs=0.5)
    assert "TUR" not in CATALOG.members_of("NATO-EUR@2024")


def test_world_arms_exports_are_world_arms_imports():
    assert total("arms_exports", "WLD", 1992, 2025) == pytest.approx(total("arms_imports", "WLD", 1992, 2025))


def test_every_member_but_those_that_buy_nothing_has_a_first_supplier():
    counted = sum(value("arms_first_supplier", s, "2024-12-31", "NATO-EUR@2024") for s in ("USA", "DEU", "FRA", "GBR"))
    assert counted <= len(CATALOG.members_of("NATO-EUR@2024"))


@pytest.mark.parametrize(
    ("indicator", "entity", "date", "expected"),
    [
        ("goods_exports", "CHN", "2022-12-31", 3544434e6),
        ("milex_constant", "USA", "2024-12-31", 1004.9e9),
        ("euro_in_usd", "EUR", "2022-12-31", 1.0591),
        ("yuan_per_usd", "CNY", "2022-12-31", 6.9717),
        ("dollar_index", "USD", "2022-12-31", 122.23),
        ("sp500", "SP500", "2022-12-31", 3912.38),
        ("defence_shares_us", "DEFENCE-US", "2018-01-31", 100),
        ("defence_shares_europe", "DEFENCE-EUROPE", "2018-01-31", 100),
    ],
)
def test_figures_are_those_published(indicator, entity, date, expected):
    assert value(indicator, entity, date) == pytest.approx(expected, rel=0.003)


@pytest.mark.parametrize(
    ("indicator", "entity", "counterpart", "date", "expected"),
    [
        ("president_confidence", "DEU", "USA", "2009-12-31", 93),
        ("un_agreement", "ISR", "USA", "2019-12-31", 94),
        ("us_aid_disbursed", "USA", "UKR", "2024-09-30", 6.51e9),
        ("russia_goods_exports", "RUS", "CHN", "2021-12-31", 68.9e9),
        ("kazakh_trade", "KAZ", "RUS", "2023-12-31", 27.1e9),
        ("bilateral_exports_2025", "CHN", "RUS", "2025-12-31", 103.5e9),
    ],
)
def test_flows_are_those_published(indicator, entity, counterpart, date, expected):
    assert value(indicator, entity, date, counterpart) == pytest.approx(expected, rel=0.006)


def test_aid_to_ukraine_is_kiels():
    assert total("aid_total", "USA", 2022, 2026, "UKR") / 1e9 == pytest.approx(115.38, abs=0.01)
    assert total("aid_total", "USA", 2024, 2024, "UKR") / 1e9 == pytest.approx(46.4, abs=0.05)
    assert total("aid_disbursed", "EU-INST", 2022, 2026, "UKR") / 1e9 == pytest.approx(71.1, abs=0.05)
    # All donors: 349.93 billion less 1.54 without a month.
    assert total("aid_total", "DONORS", 2022, 2026, "UKR") / 1e9 == pytest.approx(348.39, abs=0.01)


def test_aid_by_type_adds_up_to_all_aid():
    parts = [f"aid_{kind}" for kind in ("military", "financial", "humanitarian")]
    for donor in ("USA", "DEU", "DONORS", "DONORS-EUR", "EU-INST"):
        by_type = sum(total(part, donor, 2022, 2026, "UKR") for part in parts)
        assert by_type == pytest.approx(total("aid_total", donor, 2022, 2026, "UKR"))


@pytest.mark.parametrize(("year", "share"), [(2020, 47.5), (2021, 43.5), (2022, 25.0), (2023, 15.1), (2024, 17.9)])
def test_russias_share_of_eu_gas_is_the_reviews(year, share):
    russia, world = (value("gas_imports_eu", e, f"{year}-12-31", "EU") for e in ("RUS", "WLD"))
    assert 100 * russia / world == pytest.approx(share, abs=0.1)


def test_russias_pipelines_and_europes_gas_are_in_the_reviews_proportion():
    # Statistical Review 2026, inter-regional trade: 167.7 by pipeline from Russia in 2021, 45.7 in 2023, of 339.0 and 268.4.
    of_2021 = value("gas_imports_europe", "WLD", "2021-12-31", "EUROPE-EI")
    for entity, year, part in (("RUS", 2021, 167.7), ("RUS", 2023, 45.7), ("WLD", 2023, 268.4)):
        figure = value("gas_imports_europe", entity, f"{year}-12-31", "EUROPE-EI")
        assert figure / of_2021 == pytest.approx(part / 339.0, abs=0.001)


def test_known_errors_are_left_out():
    for indicator, entity, counterpart in [
        ("gas_imports_eu", "RUS", "EU"), ("gas_imports_eu", "WLD", "EU"), ("trade_share_gdp", "EU", ""), ("bilateral_exports_2025", "RUS", "FSU-OTHERS"),
    ]:  # fmt: skip
        assert np.datetime64("2025-12-31") not in OBSERVED.line(indicator, entity, counterpart).dates
        assert OBSERVED.provenance[indicator].corrections


def test_projections_are_kept_apart():
    assert OBSERVED.line("gdp_nominal_imf", "UKR").dates[-1] < np.datetime64("2026-01-01")
    assert OBSERVED.projected("gdp_nominal_imf", "USA").dates.tolist() == [dt.date(2026, 12, 31)]


def test_no_monthly_series_has_a_gap_but_one_that_is_told():
    told = {("wealth_fund", "RUS", "")}  # the file has no row for 1 April 2025
    assert "March 2025" in OBSERVED.provenance["wealth_fund"].doubt
    gaps = set()
    monthly = [i.id for i in CATALOG.indicators.rows if i.frequency == "M"]
    for key, rows in OBSERVED.frame[OBSERVED.frame["indicator"].isin(monthly)].groupby(
        ["indicator", "entity", "counterpart"], observed=True
    ):
        months = rows["date"].dt.year * 12 + rows["date"].dt.month
        if (months.diff().dropna() != 1).any():
            gaps.add(key)
    assert gaps == told


if os.environ.get("PLUMBLINE_SOURCES"):  # the folder of the publishers' files, which no fresh clone has

    def test_the_publishers_files_give_these_very_bytes(tmp_path):
        build(os.environ["PLUMBLINE_SOURCES"], tmp_path)
        for path in DATA.rglob("*"):
            if path.is_file():
                assert (tmp_path / path.relative_to(DATA)).read_bytes() == path.read_bytes(), path.name
