"""Edges of sources of power, energy, trade and output: extracts, totals to measure by, members of one day, codes of their own."""

from dataclasses import replace

import pytest
from builders import table
from loading import CATALOG, parse, values

from loaders.errors import Changed
from loaders.rows import Member
from loaders.sources import Recognised, cow, parser_of


@pytest.mark.parametrize(
    ("text", "edition"),
    [
        ("stateabb,year,cinc\nUSA,2000,0.1\n", ""),
        ("stateabb,year,cinc,version\nUSA,2000,0.1,2025\n", "version 2025"),
        ("stateabb,year,cinc,version\nUSA,2000,0.1,\n", ""),
        ("stateabb,year,cinc,version\n", ""),
    ],
)
def test_an_extract_of_capabilities_is_known_by_its_three_columns_and_may_lack_a_version(text, edition):
    assert cow.recognise(text.encode()) == Recognised(("cinc",), edition, None)
    assert cow.recognise(text.replace("cinc", "milex").encode()) is None


def test_a_states_code_elsewhere_is_none_of_correlates_of_war():
    with pytest.raises(Changed, match="'DEU'"):
        parse("cow", "cinc", "stateabb,year,cinc\nUSA,2000,0.1\nDEU,2000,0.1\n")


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("eu_gas_imports", "year,route,supplier,bcm\n2021,LNG,Norway,0\n2022,LNG,Norway,5\n"),
        ("europe_gas_imports", "year,flow,bcm\n2021,Total imports,0\n2022,Total imports,5\n"),
    ],
)
def test_nothing_is_no_total_to_measure_gas_by(code, text):
    with pytest.raises(Changed) as caught:
        parse("energy_institute", code, text)
    assert str(caught.value) == "Expected all imports of 2021, which the others are measured by; found none."


EU27 = "European Union - 27 countries (from 2020)"


@pytest.mark.parametrize(
    ("geo", "units"),
    [
        (EU27, ["Million cubic metres"]),
        (EU27, ["Terajoule (gross calorific value - GCV)", "Million cubic metres"]),
        ("Belgium", ["Terajoule (gross calorific value - GCV)"]),
    ],
)
def test_gas_of_the_27_in_terajoules_is_wanted_and_nothing_else(geo, units):
    rows = [f"{geo},Natural gas,Russia,{unit},{2020 + i},5.9\n" for i, unit in enumerate(units)]
    with pytest.raises(Changed) as caught:
        parse("eurostat", "nrg_ti_gas", "geo,fuel,partner,unit,year,value\n" + "".join(rows))
    assert str(caught.value) == f"Expected rows of {EU27} for natural gas in terajoules; found none."


COMEXT = "partner,year,export_eur\nGermany,2018,900\nUkraine,2018,40\nUnited States,2018,60\n"
STATED = "Extra-EU27 (from 2020),{},{}\n"


def test_exports_without_eurostats_own_total_are_taken_as_they_are():
    assert values(parse("eurostat_comext", "export", COMEXT), "EU", "WLD") == {"2018-12-31": 100}


@pytest.mark.parametrize(
    ("year", "total", "gap"),
    [(2018, 97.5, ""), (2018, 103, ""), (2018, 97, "3.1%"), (2018, 104, "3.8%"), (2019, 100, "100.0%")],
)
def test_partners_come_within_three_per_cent_of_eurostats_own_total(year, total, gap):
    text = COMEXT + STATED.format(year, total)
    if not gap:
        assert values(parse("eurostat_comext", "export", text), "EU", "WLD") == {"2018-12-31": 100}
        return
    with pytest.raises(Changed) as caught:
        parse("eurostat_comext", "export", text)
    assert str(caught.value) == (
        f"Expected partners outside the EU that add up to its total of {year}; found a gap of {gap}."
    )


def test_a_total_of_partners_that_are_not_named_is_refused():
    with pytest.raises(Changed, match="its total of 2018; found a gap of 100.0%"):
        parse("eurostat_comext", "export", "partner,year,export_eur\n" + STATED.format(2018, 100))


def test_who_joins_the_eu_later_stays_outside_the_27():
    joined = Member.model_validate({"group": "EU", "entity": "UKR", "from": "2022-06-23"})
    larger = replace(CATALOG, members=table([*CATALOG.members.rows, joined]))
    assert "UKR" in larger.members_of("EU")
    frame = parser_of("eurostat_comext")({"f": COMEXT.encode()}, "export", larger)
    assert values(frame, "EU", "WLD") == {"2018-12-31": 100}


def test_partners_are_known_by_the_imfs_own_short_names():
    text = "exporter,importer,export_fob_usd_million,year\nFrance,CAR,2,2025\nFrance,St. Lucia,3,2025\n"
    frame = parse("imf_imts", "exports", text)
    assert values(frame, "FRA", "CAF") == {"2025-12-31": 2e6}
    assert values(frame, "FRA", "WLD") == {"2025-12-31": 5e6}


def test_output_of_no_economy_above_a_billion_dollars_is_taken_for_billions():
    text = "area,year,value,latest_actual\nUSA,2023,0.5,2024\nUSA,2024,{},2024\n"
    frame = parse("imf_weo", "NGDPD", text.format(1), "weo2026-04_NGDPD.csv")
    assert values(frame, "USA") == {"2023-12-31": 5e8, "2024-12-31": 1e9}
    with pytest.raises(Changed) as caught:
        parse("imf_weo", "NGDPD", text.format(0.75), "weo2026-04_NGDPD.csv")
    assert str(caught.value) == "Expected NGDPD in units; found at most 7.5e+08, as if in billions."
