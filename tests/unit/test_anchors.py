"""What publishers say of several figures at once, met through the measures."""

import dataclasses

import numpy as np
import pytest
from builders import table

from loaders.rows import Entity, Member
from service.opening import open_case
from verdicts.clock import Knowledge
from verdicts.measures import Request, measure


@pytest.fixture(scope="module")
def known():
    case = open_case()
    return Knowledge(case.observations, case.catalog, case.now)


def run(known, *names, **options):
    return measure(known, Request(*names, **options))


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
