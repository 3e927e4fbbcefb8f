"""Figures the publishers print, met through the measures: what a reader would look up to see whether we are right."""

import dataclasses

import numpy as np
import pytest
from builders import table

from loaders.rows import Entity, Member
from service.opening import open_case
from verdicts.clock import Knowledge
from verdicts.measures import Request, measure

SIPRI = {"measure": "share", "versus_entity": "WLD", "smoothing": 5}
"""SIPRI Fact Sheet, Trends in International Arms Transfers, 2024 (March 2025)."""

ANCHORS = {
    "SIPRI: US arms exports 2020-24": (43, 1, "2024", ("arms_transfers", "USA", "WLD"), SIPRI),
    "SIPRI: US arms exports 2015-19": (35, 1, "2019", ("arms_transfers", "USA", "WLD"), SIPRI),
    "SIPRI: Russia's arms exports 2020-24": (7.8, 0.1, "2024", ("arms_transfers", "RUS", "WLD"), SIPRI),
    "SIPRI: US part of European NATO's imports 2020-24": (64, 1, "2024", ("arms_transfers", "USA", "NATO-EUR@2024"), SIPRI),
    "SIPRI: US part of European NATO's imports 2015-19": (52, 1, "2019", ("arms_transfers", "USA", "NATO-EUR@2024"), SIPRI),
    "SIPRI: Ukraine's part of the world's imports 2020-24": (
        8.8, 0.1, "2024", ("arms_transfers", "WLD", "UKR"), {"measure": "share", "versus_counterpart": "WLD", "smoothing": 5},
    ),
    "SIPRI: the same by the totals of March 2026": (8.8, 0.1, "2024", ("arms_imports", "UKR"), SIPRI),
    "SIPRI 2026: Russia's military share of GDP 2023": (5.3, 0.05, "2023", ("milex_share_gdp", "RUS"), {}),
    "SIPRI 2025: Russia's military share of GDP 2023": (5.4, 0.05, "2023", ("milex_share_gdp_wdi", "RUS"), {}),
    "IMF: US output 2025": (30.77e12, 0.005e12, "2025", ("gdp_nominal_imf", "USA"), {}),
    "IMF: the dollar in reserves, new method": (58.4, 0.05, "2024-12", ("reserve_share", "USD"), {}),
    "IMF: the dollar in allocated reserves, old method": (57.8, 0.05, "2024-12", ("reserve_share_old", "USD"), {}),
    "UCDP: deaths in Ukraine 2023": (75_393, 0, "2023", ("deaths", "UKR"), {}),
    "UCDP: deaths in the world 2024": (160_000, 1_500, "2024", ("deaths", "WLD"), {}),
    "NATO: total 2024e": (2.71, 0.005, "2024", ("nato_spending_share", "NATO"), {}),
    "UN 2025: Russia votes as the US does": (13, 0.5, "2025", ("un_agreement_2025", "RUS", "USA"), {}),
}  # fmt: skip


@pytest.fixture(scope="module")
def known():
    case = open_case()
    return Knowledge(case.observations, case.catalog, case.now)


def run(known, *names, **options):
    return measure(known, Request(*names, **options))


def at(series, when):
    """The one value of the period whose last day begins with ``when``."""
    (value,) = (v for d, v in zip(series.dates, series.values, strict=True) if str(d).startswith(when))
    return value


@pytest.mark.parametrize(("published", "within", "when", "names", "options"), ANCHORS.values(), ids=ANCHORS)
def test_a_published_figure_is_met(known, published, within, when, names, options):
    assert at(run(known, *names, **options), when) == pytest.approx(published, abs=within)


def test_kiel_american_aid_in_all_and_in_2024(known):
    series = run(known, "aid_total", "USA", "UKR")
    assert series.unit == "EUR"
    assert series.values.sum() == pytest.approx(115.4e9, abs=0.05e9)
    in_2024 = series.values[series.dates.astype("datetime64[Y]") == np.datetime64("2024")]
    assert len(in_2024) == 12
    assert in_2024.sum() == pytest.approx(46.4e9, abs=0.05e9)


def test_the_kinds_of_aid_add_up_to_the_total(known):
    parts = [run(known, f"aid_{kind}", "USA", "UKR") for kind in ("military", "financial", "humanitarian")]
    total = run(known, "aid_total", "USA", "UKR")
    assert all((part.dates == total.dates).all() for part in parts)
    assert sum(part.values for part in parts) == pytest.approx(total.values, rel=1e-8)


@pytest.mark.parametrize("indicator", ["reserve_share", "reserve_share_old"])
def test_the_effective_number_of_reserve_currencies_lies_between_one_and_those_there_are(known, indicator):
    currencies = ("USD", "EUR", "JPY", "GBP", "CNY")
    entity = Entity(id="CURRENCIES", name="reserve currencies", kind="group")
    members = [Member(group="CURRENCIES", entity=currency) for currency in currencies]
    catalog = dataclasses.replace(
        known.catalog,
        entities=table([*known.catalog.entities.rows, entity]),
        members=table([*known.catalog.members.rows, *members]),
    )
    values = run(
        dataclasses.replace(known, catalog=catalog), indicator, "CURRENCIES", measure="effective_number"
    ).values
    assert len(values) > 8
    assert (values > 1).all()
    assert (values < len(currencies)).all()


def test_two_editions_of_one_figure_are_never_mixed(known):
    of = {name: known.observations.provenance[name] for name in ("milex_share_gdp", "milex_share_gdp_wdi")}
    assert of["milex_share_gdp"].edition != of["milex_share_gdp_wdi"].edition
    assert of["milex_share_gdp"].sha256 != of["milex_share_gdp_wdi"].sha256
    one, other = (run(known, name, "RUS") for name in of)
    common = np.intersect1d(one.dates, other.dates)
    assert not np.allclose(one.values[np.isin(one.dates, common)], other.values[np.isin(other.dates, common)])
