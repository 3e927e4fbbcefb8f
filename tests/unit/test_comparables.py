"""Whom an entity can be held against: the states that the snapshot carries beside those that claims name."""

import datetime as dt

import pytest
from builders import WRITTEN
from loading import CATALOG
from opened import BUNDLED as OBSERVED

from verdicts.clock import AsOf, Knowledge

LARGEST = CATALOG.members_of("LARGEST20")
NOW = AsOf(dt.date.max, WRITTEN)
THEN = AsOf(WRITTEN, WRITTEN)

FOR_ALL = {
    "gdp_nominal": 200, "gdp_ppp": 190, "gdp_constant": 200, "gdp_growth": 200, "gdp_per_head": 190, "population": 210,
    "inflation": 180, "trade_share_gdp": 180, "resource_rents": 190, "oil_rents": 190, "fuel_export_share": 180,
    "rd_spending": 150, "goods_exports": 190, "goods_imports": 190, "services_exports": 190, "gdp_nominal_imf": 190,
    "gdp_ppp_imf": 190, "gdp_growth_imf": 190, "inflation_imf": 190, "current_account": 190, "fiscal_balance": 190,
    "government_debt": 185, "capability_index": 190, "un_ideal_point": 190, "deaths": 190, "deaths_low": 190,
    "deaths_high": 190,
}  # fmt: skip
"""Indicators whose licence lets us carry every state, and how many there are at least."""


def lines(known, name, counterpart=""):
    """By state, the line of an indicator."""
    found = {state: known.line(name, state, counterpart) for state in CATALOG.members_of("WLD")}
    return {state: line for state, line in found.items() if len(line.dates)}


def test_the_twenty_largest_economies_are_those_of_the_edition_in_force_on_the_article_s_day():
    known = Knowledge(OBSERVED, CATALOG, THEN)
    assert known.provenance("gdp_nominal_imf").edition == "WEO October 2024"
    of_2023 = {}
    for state, line in lines(known, "gdp_nominal_imf").items():
        there = line.dates.astype("datetime64[Y]").astype(int) + 1970 == 2023
        if there.any():
            of_2023[state] = float(line.values[there][0])
    ranked = sorted(of_2023, key=of_2023.get, reverse=True)
    assert len(LARGEST) == 20
    assert set(LARGEST) == set(ranked[:20])
    rows = [row for row in CATALOG.members.rows if row.group == "LARGEST20"]
    assert {str(row.source) for row in rows} == {"https://www.imf.org/en/Publications/WEO/weo-database/2024/October"}


@pytest.mark.parametrize(("name", "least"), FOR_ALL.items())
@pytest.mark.parametrize("day", [NOW, THEN], ids=["now", "then"])
def test_open_figures_are_there_for_all_states(name, least, day):
    known = Knowledge(OBSERVED, CATALOG, day)
    found = lines(known, name)
    assert len(found) >= least
    assert set(LARGEST) <= set(found)


@pytest.mark.parametrize("name", ["un_agreement", "un_agreement_sessions", "un_agreement_2025"])
@pytest.mark.parametrize("power", ["USA", "RUS", "CHN"])
def test_votes_are_there_for_all_states_with_each_power(name, power):
    found = lines(Knowledge(OBSERVED, CATALOG, NOW), name, power)
    assert len(found) >= 185
    assert power not in found


@pytest.mark.parametrize("name", ["aid_military", "aid_financial", "aid_humanitarian", "aid_total"])
def test_aid_is_there_for_each_donor(name):
    known = Knowledge(OBSERVED, CATALOG, THEN)
    donors = CATALOG.members_of("DONORS")
    assert [donor for donor in donors if not len(known.line(name, donor, "UKR").dates)] == []


@pytest.mark.parametrize("day", [NOW, THEN], ids=["now", "then"])
def test_of_military_spending_the_share_of_gdp_is_there_for_the_twenty_largest_economies_alone(day):
    found = lines(Knowledge(OBSERVED, CATALOG, day), "milex_share_gdp")
    assert set(found) == {*LARGEST, "UKR", "POL"}


def test_what_the_world_bank_passes_on_of_sipri_stays_narrow():
    # The Bank's own description of the series names SIPRI's terms, not its own licence.
    assert CATALOG.indicator["milex_share_gdp_wdi"].entities == "RUS UKR USA CHN"
