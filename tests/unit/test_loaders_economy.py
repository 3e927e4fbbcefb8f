"""Parsers of output, trade, prices and reserves, on small files in the services' own formats."""

import json

import pytest
from loading import parse, statuses, values

from loaders.errors import Changed, Invalid

WDI = """\ufeff"Data Source","World Development Indicators",

"Last Updated Date","2026-07-13",

"Country Name","Country Code","Indicator Name","Indicator Code","2022","2023","2024",
"United States","USA","GDP (current US$)","NY.GDP.MKTP.CD","26","27.5","",
"World","WLD","GDP (current US$)","NY.GDP.MKTP.CD","100","105","110",
"European Union","EUU","GDP (current US$)","NY.GDP.MKTP.CD","16","17","18",
"Arab World","ARB","GDP (current US$)","NY.GDP.MKTP.CD","3","3","3",
"""


@pytest.mark.parametrize("text", [WDI, WDI.partition("2026-07-13")[2].partition("\n\n")[2]])
def test_wdi_is_read_with_and_without_its_preamble(text):
    assert text.startswith(("\ufeff", '"Country Name"'))
    frame = parse("worldbank", "NY.GDP.MKTP.CD", text)
    assert values(frame, "USA") == {"2022-12-31": 26, "2023-12-31": 27.5}
    assert values(frame, "EU")["2024-12-31"] == 18
    assert set(frame["entity"]) == {"USA", "WLD", "EU"}


def test_wdi_is_read_as_what_was_downloaded_has_it():
    rows = [{"economy": "USA", "time": "2022", "value": 26}, {"economy": "EUU", "time": "2023", "value": 17.5}]
    kept = {"series": "NY.GDP.MKTP.CD", "name": "GDP (current US$)", "rows": rows}
    for before in ("", "\n "):
        frame = parse("worldbank", "NY.GDP.MKTP.CD", before + json.dumps(kept))
        assert (values(frame, "USA"), values(frame, "EU")) == ({"2022-12-31": 26}, {"2023-12-31": 17.5})
    for faulty in ({**kept, "rows": 1}, {"rows": rows}, {**kept, "rows": [{"economy": "USA"}]}):
        with pytest.raises(Changed):
            parse("worldbank", "NY.GDP.MKTP.CD", json.dumps(faulty))
    with pytest.raises(Changed, match="a series in US"):
        parse("worldbank", "NY.GDP.MKTP.CD", json.dumps({**kept, "name": "GDP (constant 2015 US$)"}))


def test_another_series_of_the_world_bank_is_refused():
    with pytest.raises(Changed, match=r"NY\.GDP\.MKTP\.KD.*found NY\.GDP\.MKTP\.CD"):
        parse("worldbank", "NY.GDP.MKTP.KD", WDI)


def test_an_economy_the_world_bank_invents_is_reported():
    with pytest.raises(Changed, match="'ATL'"):
        parse("worldbank", "NY.GDP.MKTP.CD", WDI.replace('"ARB"', '"ATL"'))


@pytest.mark.parametrize("source", ["unctad", "unctad_services"])
def test_unctad_millions_become_dollars_and_the_last_year_is_provisional(source):
    text = "iso3,year,exports_musd,imports_musd\nWLD,2023,5,6\nWLD,2024,7,8\nWBG,2024,1.5,\n"
    frame = parse(source, "exports_musd", text)
    assert values(frame, "WLD") == {"2023-12-31": 5e6, "2024-12-31": 7e6}
    assert statuses(frame, "WLD") == {"2023-12-31": "", "2024-12-31": "provisional"}
    assert values(frame, "PSE") == {"2024-12-31": 1.5e6}
    assert "PSE" not in set(parse(source, "imports_musd", text)["entity"])


WEO = """area,area_name,year,value,latest_actual
USA,United States,2023,27000,2024
USA,United States,2024,29000,2024
USA,United States,2025,30000,2024
IND,India,2024,3900,FY2024/25
IND,India,2025,4100,FY2024/25
G001,World,2024,110000,
G001,World,2025,118000,
G001,World,2026,124000,
G110,Advanced economies,2024,1,
"""


def test_weo_years_after_the_last_actual_one_are_projections():
    frame = parse("imf_weo", "NGDPD", WEO, "weo2026-04_NGDPD.csv")
    assert values(frame, "USA")["2024-12-31"] == 29000e9
    assert statuses(frame, "USA") == {"2023-12-31": "", "2024-12-31": "", "2025-12-31": "projection"}
    assert statuses(frame, "IND") == {"2024-12-31": "", "2025-12-31": "projection"}
    assert statuses(frame, "WLD") == {"2024-12-31": "", "2025-12-31": "estimate", "2026-12-31": "projection"}
    assert "EU" not in set(frame["entity"])


def test_weo_shares_are_not_multiplied():
    frame = parse("imf_weo", "BCA_NGDPD", WEO, "imf/weo2026-04_BCA_NGDPD.csv")
    assert values(frame, "USA")["2023-12-31"] == 27000


def test_a_weo_file_of_another_concept_is_refused():
    with pytest.raises(Changed, match="NGDPD"):
        parse("imf_weo", "NGDPD", WEO, "weo2026-04_PPPGDP.csv")


def test_cofer_by_the_new_method():
    text = "quarter,currency,measure,value\n2024-Q4,USD,claims_usd_m,7\n2024-Q4,USD,share_pct,58.4\n2024-Q4,OTHER,share_pct,5\n"
    assert values(parse("imf_cofer", "SHRO_PT", text), "USD") == {"2024-12-31": 58.4}


def test_cofer_by_the_old_method_takes_allocated_shares_only():
    text = (
        "series_code,quarter,value\nG001.AFXRA.CI_USD.SHRO_PT.Q,2024-Q3,57.3\nG001.AFXRA.CI_USD.NV_USD.Q,2024-Q3,6E12\n"
        "G001.UFXRA.CI_T.SHRO_PT.Q,2024-Q3,7.2\nG001.AFXRA.CI_T.SHRO_PT.Q,2024-Q3,92.8\n"
    )
    frame = parse("imf_cofer", "old", text)
    assert values(frame, "USD") == {"2024-09-30": 57.3}
    assert len(frame) == 1


PINK = 'date,"Natural gas, US","Natural gas, Europe",Gold\n2022-07-01,7.3,51.3,1732.7\n2022-08-01,8.8,70.0,1764.6\n'


def test_the_pink_sheet_dates_months_by_their_end():
    assert values(parse("pink_sheet", "Natural gas, Europe", PINK), "TTF") == {"2022-07-31": 51.3, "2022-08-31": 70.0}
    assert values(parse("pink_sheet", "Gold", PINK), "GOLD")["2022-08-31"] == 1764.6


def test_brent_is_dated_by_the_months_end_whatever_the_day():
    assert values(parse("eia", "brent", "Date,Price\n2026-07-15,83.76\n"), "BRENT") == {"2026-07-31": 83.76}


DAYS = "date,close\n2024-05-29,1.08\n2024-05-30,.\n2024-05-31,1.09\n2024-06-03,2\n"


def test_means_of_rates_skip_holidays_and_a_month_not_over():
    assert values(parse("fed", "DEXUSEU", DAYS), "EUR") == {"2024-05-31": 1.085}
    assert values(parse("fed", "DEXUSEU", DAYS.replace("2024-05-30,.\n", "")), "EUR") == {"2024-05-31": 1.085}


def test_a_table_of_rates_with_other_columns_is_refused():
    with pytest.raises(Changed, match="date, close"):
        parse("fed", "DEXCHUS", DAYS.replace("date,close", "observation_date,DEXUSEU"))


def test_shiller_takes_the_index_where_the_rest_is_still_empty():
    text = "Date,SP500,Dividend\n2026-05-01,7412.55,77.1\n2026-06-01,7450.03,0.0\n"
    assert values(parse("shiller", "SP500", text), "SP500")["2026-06-30"] == 7450.03


def test_the_bank_of_russia_rate_is_a_monthly_mean():
    text = "date,close\n2024-05-30,90\n2024-05-31,91\n2024-06-01,92\n"
    assert values(parse("cbr", "USDRUB", text), "RUB") == {"2024-05-31": 90.5}


def test_russian_reserves_on_the_first_are_those_of_the_month_before():
    text = "date,total_mln_usd,fx_mln_usd,gold_mln_usd\n2022-02-01,630207.0,498139.0,132068.0\n"
    assert values(parse("cbr", "reserves", text), "RUS") == {"2022-01-31": 630207e6}
    assert values(parse("cbr", "reserves_gold", text), "RUS") == {"2022-01-31": 132068e6}


def test_the_wealth_fund_counts_a_row_that_stands_twice_once():
    text = "date,amount_blnUSD,amount_blnRUB\n2025-08-01,159.84,13080.46\n2025-08-01,159.84,13080.46\n"
    assert values(parse("minfin", "total", text), "RUS") == {"2025-07-31": 159.84e9}
    with pytest.raises(Invalid):
        parse("minfin", "total", text.replace("159.84,13080.46\n", "160,13080.46\n", 1))


def test_the_liquid_part_of_the_wealth_fund():
    text = 'date,"Volume of liquid assets of the Fund, USD mln"\n2024-01-01,55800.5\n'
    assert values(parse("minfin", "liquid", text), "RUS") == {"2023-12-31": 55800.5e6}


def test_russian_customs_years_need_twelve_months():
    months = [f"{y}-{m:02d}-01,export,China,China,1.5" for y in (2020, 2021) for m in range(1, 13 if y == 2020 else 7)]
    text = "date,flow,partner,partner_ru,usd_million\n" + "\n".join([*months, "2020-01-01,import,China,China,9"]) + "\n"
    assert values(parse("customs_russia", "export", text), "RUS", "CHN") == {"2020-12-31": 18e6}


COMEXT = """partner,year,export_eur
Germany (incl. German Democratic Republic 'DD' from 1991),2018,900
Russia,2018,40
United States,2018,60
Stores and provisions within the framework of extra-Union trade,2018,1
Extra-EU27 (from 2020),2018,101
Intra-EU27 (from 2020),2018,900
Russia,2022,50
Pologne,2022,700
"""


def test_the_world_outside_the_eu_is_its_named_partners_in_every_year():
    frame = parse("eurostat_comext", "export", COMEXT)
    assert values(frame, "EU", "WLD") == {"2018-12-31": 100, "2022-12-31": 50}
    assert values(frame, "EU", "RUS") == {"2018-12-31": 40, "2022-12-31": 50}


def test_partners_that_do_not_add_up_to_eurostats_own_total_are_refused():
    with pytest.raises(Changed, match="2018"):
        parse("eurostat_comext", "export", COMEXT.replace("2018,101", "2018,150"))


def test_kyrgyz_turnover_needs_exports_and_imports():
    text = "flow,partner,year,thousand_usd\nexport,The EU,2020,2\nimport,The EU,2020,3\nimport,European Union (EU),2020,3\nexport,Total,2020,9\n"
    frame = parse("stat_kyrgyzstan", "turnover", text)
    assert values(frame, "KGZ", "EU") == {"2020-12-31": 5000}
    assert values(frame, "KGZ", "WLD") == {}


def test_kazakh_partners_are_known_by_their_russian_names():
    text = "year,partner_ru,turnover_kusd,export_kusd,import_kusd,partner\n2023,Страны ЕС,41.3,31,10,EU\n2023,Уоллис И Футуна,1,,1,\n"
    frame = parse("stat_kazakhstan", "turnover", text)
    assert values(frame, "KAZ", "EU") == {"2023-12-31": 41300}
    assert len(frame) == 1


def test_imts_adds_up_the_world_and_reports_a_partner_it_does_not_know():
    text = "exporter,importer,export_fob_usd_million,year\nRussia,China,108.2,2025\nRussia,Ivory Coast,0.8,2025\n"
    frame = parse("imf_imts", "exports", text)
    assert values(frame, "RUS", "WLD") == {"2025-12-31": 109e6}
    assert values(frame, "RUS", "CIV") == {"2025-12-31": 0.8e6}
    with pytest.raises(Changed, match="'Atlantis'"):
        parse("imf_imts", "exports", text.replace("Ivory Coast", "Atlantis"))


def test_minerals_are_read_in_tonnes_whatever_the_column_is_in():
    metals = "Entity,Year,Iron Ore Production,Manganese Production\nUkraine,2014,68.0,422.0\nWorld,2014,2330.0,17800.0\nUkraine,2015,,\n"
    assert values(parse("owid_minerals", "Iron Ore Production", metals), "UKR") == {"2014-12-31": 68e6}
    assert values(parse("owid_minerals", "Manganese Production", metals), "WLD") == {"2014-12-31": 17.8e6}


def test_the_world_is_added_up_where_a_file_of_minerals_has_none():
    minerals = "Entity,Year,Uranium (BGS (2016))\nUkraine,2014,926.0\nCzechoslovakia,2014,74.0\n"
    assert values(parse("owid_minerals", "Uranium (BGS (2016))", minerals), "WLD") == {"2014-12-31": 1000}
