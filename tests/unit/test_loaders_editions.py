"""Tables that others made of publishers' figures, which earlier and newer editions were found in, in their layouts."""

import pytest
from loading import parse, statuses, values

from loaders.errors import Changed, Invalid

MONTHS = """gwno,year,month,sb_events,sb_deaths,ns_events,ns_deaths,os_events,os_deaths,provisional
369,2025,12,9,40,0,0,1,2,0
369,2026,1,9,30,1,5,0,0,1
998,2025,12,1,1,0,0,0,0,0
"""
AS_THEY_STOOD = """month,country,deaths_best,file_of
2024-11,Ukraine,40,2025-01-26: events to December
2024-12,Ukraine,50,2025-01-26: events to December
2024-12,Ukraine,55,2025-02-21: events to January
2025-01,Ukraine,60,2025-02-21: events to January
2024-12,all countries,90,2025-01-26: events to December
"""
TROOPS = """countryname,iso3c,year,month,quarter,troops_ad,june_doubled
Germany,DEU,2019,June,2.0,100.0,
Germany,DEU,2019,September,3.0,0.0,
Afghanistan,AFG,2019,March,1.0,13.0,
Afghanistan,AFG,2019,June,2.0,26.0,suspected
Afghanistan,AFG,2019,September,3.0,0.0,
"""
DUTIES = "year,month,month_label,customs_duties_bn,goods_imports_bop_bn,goods_exports_bop_bn\n2025,4,Apr 2025,15.6,280.5,190.25\n"
GRAPHITE = """mineral,entity,unit,year,value,what
Natural graphite,Ukraine,Thousand tonnes,2023,2,production
Natural graphite,Ukraine,Thousand tonnes,2023,13750,reserves end 2023
Lithium,Ukraine,Thousand tonnes,2023,7,production
"""


def test_deaths_by_month_add_up_the_kinds_of_violence_and_mark_candidate_events():
    frame = parse("ucdp_candidate", "monthly", MONTHS)
    assert values(frame, "UKR") == {"2025-12-31": 42, "2026-01-31": 35}
    assert statuses(frame, "UKR") == {"2025-12-31": "", "2026-01-31": "provisional"}
    assert set(frame["entity"]) == {"UKR"}


def test_deaths_as_they_stood_on_a_day_are_those_of_its_file_alone():
    assert values(parse("ucdp_candidate", "monthly 2025-01-26", AS_THEY_STOOD), "UKR") == {
        "2024-11-30": 40, "2024-12-31": 50
    }  # fmt: skip
    assert values(parse("ucdp_candidate", "monthly 2025-02-21", AS_THEY_STOOD), "UKR") == {
        "2024-12-31": 55, "2025-01-31": 60
    }  # fmt: skip


@pytest.mark.parametrize(
    "table",
    [
        "Entity,Year,deaths_best\nIsrael,2023,10\nPalestine,2023,200\nUkraine,2023,700\nAbkhazia,2023,1\n",
        "gwno,country,region,year,sb_deaths,ns_deaths,os_deaths,total_best\n666,Israel,Middle East,2023,210,0,0,210\n"
        "369,Ukraine,Europe,2023,700,0,0,700\n9,Abkhazia,Europe,2023,1,0,0,1\n",
    ],
)
def test_best_estimates_of_others_tables_have_gaza_under_israel_and_everybody_in_the_world(table):
    frame = parse("ucdp", "best", table)
    assert values(frame, "ISR") == {"2023-12-31": 210}
    assert values(frame, "UKR") == {"2023-12-31": 700}
    assert values(frame, "WLD") == {"2023-12-31": 911}
    with pytest.raises(Changed, match="cumulative_total_deaths_in_orgvio_low"):
        parse("ucdp", "low", table)


def test_troops_by_quarter_leave_out_what_is_doubled_and_noughts_that_are_no_report():
    frame = parse("troops", "quarterly", TROOPS)
    assert values(frame, "USA", "AFG") == {"2019-03-31": 13}
    assert values(frame, "USA", "DEU") == {"2019-06-30": 100, "2019-09-30": 0}


def test_duties_and_trade_by_month_are_in_dollars():
    assert values(parse("us_treasury", "customs_duties_bn", DUTIES), "USA") == {"2025-04-30": 15.6e9}
    assert values(parse("us_census", "goods_imports_bop_bn", DUTIES), "USA") == {"2025-04-30": 280.5e9}
    with pytest.raises(Changed, match="customs_duties_bn"):
        parse("us_treasury", "goods_imports_bop_bn", DUTIES)


def test_output_and_reserves_of_graphite_are_told_apart():
    assert values(parse("energy_institute", "graphite production", GRAPHITE), "UKR") == {"2023-12-31": 2}
    assert values(parse("energy_institute", "graphite reserves", GRAPHITE), "UKR") == {"2023-12-31": 13750}


def test_a_table_goes_on_in_a_second_file_only_where_both_say_the_same():
    first = "date,total_mln_usd,gold_mln_usd\n2026-06-01,700.0,300.0\n2026-07-01,710.0,310.0\n"
    second = "date,total_mln_usd,gold_mln_usd\n2026-07-01,710.0,310.0\n2026-08-01,720.0,320.0\n"
    frame = parse("cbr", "reserves", {"first.csv": first, "second.csv": second})
    assert values(frame, "RUS") == {"2026-05-31": 700e6, "2026-06-30": 710e6, "2026-07-31": 720e6}
    with pytest.raises(Invalid, match="two figures for 2026-06-30"):
        parse("cbr", "reserves", {"first.csv": first, "second.csv": second.replace("710.0", "711.0")})
