"""Parsers of energy and of share prices, on small files in the services' own formats."""

import pandas as pd
import pytest
from loading import parse, values

from loaders.errors import Changed
from loaders.sources.yahoo import basket

REVIEW = (
    "entity,kind,indicator,unit,2023,2024\nTotal World,aggregate,oil_production_kbd,Thousand barrels daily,96000,97000\n"
    "US,country,oil_production_kbd,Thousand barrels daily,19000,\nOther CIS,aggregate,oil_production_kbd,Thousand barrels daily,1,1\n"
    "US,country,gas_production_bcm,Billion cubic metres,1030,1031\n"
)


def test_the_statistical_review_by_country_in_its_own_unit():
    frame = parse("energy_institute", "oil_production_kbd", REVIEW)
    assert values(frame, "WLD") == {"2023-12-31": 96000, "2024-12-31": 97000}
    assert values(frame, "USA") == {"2023-12-31": 19000}
    assert set(frame["entity"]) == {"WLD", "USA"}


def test_a_series_that_changed_its_unit_is_refused():
    with pytest.raises(Changed, match="Million tonnes"):
        parse("energy_institute", "oil_production_kbd", REVIEW.replace("Thousand barrels daily", "Million tonnes"))


def test_eu_gas_imports_add_up_routes_and_suppliers():
    # 200 in all in 2021: 47.5 is 23.75 per cent of it.
    text = "year,route,supplier,bcm,share\n2021,LNG,Russian Federation,90,1\n2021,pipeline,Norway,110,1\n"
    text += (
        "2024,LNG,Russian Federation,20.5,1\n2024,pipeline,Russian Federation,27,1\n2024,LNG,Other Americas*,0.5,1\n"
    )
    frame = parse("energy_institute", "eu_gas_imports", text)
    assert values(frame, "RUS", "EU") == {"2021-12-31": 45, "2024-12-31": 23.75}
    assert values(frame, "WLD", "EU") == {"2021-12-31": 100, "2024-12-31": 24}


def test_imports_of_the_reviews_europe():
    text = "year,flow,bcm\n2021,Total imports,340\n2021,LNG imports,108\n2021,Pipeline imports from Russian Federation,170\n"
    text += "2022,Total imports,306\n2022,Pipeline imports from Russian Federation,85\n"
    frame = parse("energy_institute", "europe_gas_imports", text)
    assert values(frame, "RUS", "EUROPE-EI") == {"2021-12-31": 50, "2022-12-31": 25}
    assert values(frame, "WLD", "EUROPE-EI") == {"2021-12-31": 100, "2022-12-31": 90}


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("eu_gas_imports", "year,route,supplier,bcm,share\n2024,LNG,Norway,20.5,1\n"),
        ("europe_gas_imports", "year,flow,bcm\n2021,Pipeline imports from Russian Federation,170\n"),
    ],
)
def test_volumes_of_the_trade_tables_are_not_given_where_there_is_no_total_to_measure_them_by(code, text):
    with pytest.raises(Changed, match="all imports of 2021"):
        parse("energy_institute", code, text)


def test_coal_in_the_ground_and_graphite():
    coal = "entity,anthracite_bituminous_mt,total_mt\nUkraine,32039,34375\nTotal World,753639,1074108\nof which: OECD,1,1\n"
    assert values(parse("energy_institute", "coal_reserves", coal), "UKR") == {"2020-12-31": 34375}
    graphite = "mineral,entity,unit,year,production\nNatural graphite,Ukraine,Thousand tonnes,2024,0.9\nZinc,Ukraine,Thousand tonnes,2024,5\n"
    assert values(parse("energy_institute", "graphite production", graphite), "UKR") == {"2024-12-31": 0.9}


def test_eurostat_gas_of_the_27_with_liquefied_gas_in_it():
    head = "geo,fuel,partner,unit,year,value\n"
    eu, unit = "European Union - 27 countries (from 2020)", "Terajoule (gross calorific value - GCV)"
    rows = f"{eu},Natural gas,Russia,{unit},2020,5.9\n{eu},Liquefied natural gas,Russia,{unit},2020,0.5\nBelgium,Natural gas,Total,{unit},2020,1\n"
    frame = parse("eurostat", "nrg_ti_gas", head + rows)
    assert values(frame, "RUS", "EU") == {"2020-12-31": 5.9}
    assert len(frame) == 1


def test_crea_leaves_out_the_month_still_running():
    text = "date,destination_region,oil_eur_per_day,total_eur_per_day\n2026-07-01,EU,1,40\n2026-07-01,Others,1,9\n2026-07-01,Total,5,600\n2026-08-01,EU,1,2\n"
    frame = parse("crea", "total", text)
    assert values(frame, "RUS", "EU") == {"2026-07-31": 40}
    assert values(frame, "RUS", "WLD") == {"2026-07-31": 600}
    assert len(frame) == 2


def closes(*prices, start="2018-01-30"):
    days = pd.bdate_range(start, periods=len(prices))
    return "date,close\n" + "".join(f"{day:%Y-%m-%d},{price}\n" for day, price in zip(days, prices, strict=True))


def test_an_equal_weighted_basket_is_reset_at_the_years_end():
    days = pd.to_datetime(["2018-01-02", "2018-12-31", "2019-01-02", "2019-12-31"])
    prices = pd.DataFrame({"A": [10, 20, 20, 40], "B": [5, 5, 5, 5]}, index=days)
    # 2018: the mean of 2 and 1; 2019: half of that doubles, half stays.
    assert basket(prices).tolist() == [1, 1.5, 1.5, 2.25]


def test_us_shares_are_an_index_relative_to_the_market_and_nothing_else_leaves():
    # 30 and 31 January, 1 to 28 February 2018; the firms double in February while the market stays.
    firm, market = closes(10, 10, *[20] * 20), closes(*[100] * 22)
    files = {f"markets/{t}.csv": firm for t in ("LMT", "RTX", "NOC", "GD", "LHX")} | {"markets/SPY.csv": market}
    frame = parse("yahoo", "us_basket", files)
    assert values(frame, "DEFENCE-US") == {"2018-01-31": 100, "2018-02-28": 200}
    assert set(frame["entity"]) == {"DEFENCE-US"}


def test_european_shares_are_counted_in_dollars_and_with_dividends_where_known():
    euro = closes(1, 1, *[1.1] * 20)
    adjusted = closes(*[9] * 22).replace("close", "close,adj_close").replace(",9\n", ",9,3\n")
    files = {"RHM.DE.csv": closes(*[5] * 22), "LDO.MI.csv": adjusted, "HO.PA.csv": closes(*[7] * 22), "SPY.csv": closes(*[1] * 22), "EURUSD_daily.csv": euro}  # fmt: skip
    assert values(parse("yahoo", "europe_basket", files), "DEFENCE-EUROPE") == {"2018-01-31": 100, "2018-02-28": 110}


def test_a_basket_needs_all_its_shares():
    with pytest.raises(Changed, match="RTX.csv"):
        parse("yahoo", "us_basket", {"LMT.csv": closes(1, 2)})
