"""Parsers of arms, soldiers, aid, wars and votes, on small files in the services' own formats."""

import pytest
from loading import parse, statuses, values, workbook
from official import values_table

from loaders.errors import Changed, Empty, Invalid
from loaders.sources import sipri_arms
from loaders.sources.sipri_arms import figures

DEALS = [
    ("United States", "Germany", 2001, 10), ("United States", "Germany", 2001, 5), ("United States", "Houthi rebels (Yemen)*", 2001, 2),
    ("France", "Germany", 2003, 40), ("Russia", "Turkiye", 2005, 100), ("unknown supplier(s)", "Poland", 2005, 3),
    ("Germany", "Poland", 2005, 1), ("United States", "Greece", 2002, 4), ("France", "Greece", 2004, 4),
]  # fmt: skip


REGISTER = "Supplier,Recipient,Delivery year,TIV delivery values\n" + "".join(
    f"{supplier},{recipient},{year},{tiv}\n" for supplier, recipient, year, tiv in DEALS
)


def test_the_register_adds_up_deliveries_by_supplier_recipient_and_year():
    frame = parse("sipri_arms", "register", REGISTER)
    assert values(frame, "USA", "DEU") == {"2001-12-31": 15}
    assert values(frame, "USA", "WLD") == {"2001-12-31": 17, "2002-12-31": 4}
    assert values(frame, "WLD", "POL") == {"2005-12-31": 4}
    assert values(frame, "WLD", "WLD")["2005-12-31"] == 104
    assert figures({"f": REGISTER.encode()}, "register") == len(DEALS)


def test_rebels_are_in_the_world_and_nobodys_state():
    frame = parse("sipri_arms", "register", REGISTER)
    assert "YEM" not in set(frame["counterpart"])


def test_a_recipient_nobody_has_listed_is_reported():
    with pytest.raises(Changed, match="'Ruritania'"):
        parse("sipri_arms", "register", REGISTER.replace("Turkiye", "Ruritania"))


def test_first_suppliers_are_counted_over_five_years_among_members():
    frame = parse("sipri_arms", "first_supplier NATO-EUR@2024", REGISTER)
    group = "NATO-EUR@2024"
    # 2001-05: Germany buys most from France; Greece as much from France as from the US, and the alphabet decides;
    # Poland from nobody known; Turkey is not in the group.
    assert values(frame, "FRA", group) == {"2005-12-31": 2}
    assert values(frame, "USA", group) == {}
    assert values(frame, "RUS", group) == {}


def test_a_register_of_few_years_has_no_first_suppliers():
    with pytest.raises(Empty, match="fewer than 5 years"):
        parse("sipri_arms", "first_supplier NATO-EUR@2024", REGISTER.replace(",2001,", ",2002,"))


def test_totals_go_by_name_and_not_by_the_extracts_codes():
    text = "iso_or_name,name,flow,year,tiv_million\nYEM,North Yemen,export,1980,1\nRUS,Russia,export,1995,3\nSUN,Soviet Union,export,1980,9\n"
    frame = parse("sipri_arms", "totals_export", text)
    assert values(frame, "RUS") == {"1995-12-31": 3}
    assert values(frame, "WLD") == {"1980-12-31": 10, "1995-12-31": 3}
    assert "YEM" not in set(frame["entity"])


def test_the_worlds_deliveries_are_its_own_line_and_in_an_extract_the_sum_of_all():
    extract = "name,flow,year,tiv_million\nRussia,export,1995,3\nFrance,export,1995,4\nFrance,export,1996,5\nFrance,import,1995,9\n"
    assert sipri_arms._world({"f": extract.encode()}, "totals_export").to_dict() == {1995: 7, 1996: 5}
    assert sipri_arms._world({"f": extract.encode()}, "totals_import").to_dict() == {1995: 9}
    table = values_table("Exports by", "Total world export")
    by_year = sipri_arms._world({"f": table}, "totals_export").to_dict()
    assert (by_year[1992], by_year[2021], by_year[2022]) == (5, 19, 12)
    register = sipri_arms._world({"f": REGISTER.encode()}, "register").to_dict()
    assert register == {2001: 17, 2002: 4, 2003: 40, 2004: 4, 2005: 104}


SHEET = (
    '"Military expenditure by country, in constant (2024) US$ m., 1949–2025   © SIPRI 2026",,,,\n'
    '"Figures are in US $m.",,,,\n"Figures in blue",,,,\n"""..."" = data unavailable.",,,,\n,,,,\n'
    "Country,,Notes,1990,1991,1992\n,,,,,\nEurope,,,,,\nRussia,,‖1,xxx,xxx,100\nUSSR,,,250,...,xxx\n"
    "Germany,,,50,51,52.5\nEuropean Union,,,1,1,1\n"
)


def test_the_spending_sheet_of_sipri_with_its_titles_regions_and_marks():
    frame = parse("sipri_milex", "constant", SHEET)
    assert values(frame, "RUS") == {"1992-12-31": 100e6}
    assert values(frame, "DEU")["1992-12-31"] == 52.5e6
    assert values(frame, "WLD") == {"1990-12-31": 300e6, "1991-12-31": 51e6, "1992-12-31": 152.5e6}
    assert "EU" not in set(frame["entity"])


def test_a_spending_sheet_of_another_kind_is_refused():
    with pytest.raises(Changed, match="current prices"):
        parse("sipri_milex", "current", SHEET)


def test_the_share_sheet_has_fractions_and_the_tidy_extract_per_cent():
    sheet = '"Military expenditure by country as percentage of gross domestic product, 1949-2025",,\nCountry,Notes,2023\nRussia,,0.0527\n'
    assert values(parse("sipri_milex", "share", sheet), "RUS") == {"2023-12-31": pytest.approx(5.27)}
    assert values(parse("sipri_milex", "share", "iso3,year,value\nRUS,2023,5.27\n"), "RUS") == {"2023-12-31": 5.27}
    assert values(parse("sipri_milex", "current", "iso3,year,value\nKOS,2023,5\n"), "XKX") == {"2023-12-31": 5}


def top100(year, countries, firms=100):
    rows = [[f"The SIPRI Top 100, {year}"], ["Figures"], ["Source"]]
    rows.append([f"Rank ({year}) *Note (b)", "Company (c) ", "Country ", f"Arms Revenue  ({year})", "Total Revenue"])
    rows += [[i + 1, f"Firm {i}", countries[i % len(countries)], 10, 20] for i in range(firms)]
    return [*rows, ["a", "A note."]]


def years_of_firms(**changed):
    """A workbook of 2002 to 2015, with a Chinese half from 2015 on."""
    homes = {year: ["United States", "China" if year == 2015 else "Trans-European"] for year in range(2002, 2016)}
    return workbook({f"{year} ": top100(year, countries) for year, countries in homes.items()} | changed)


def test_arms_revenue_is_added_up_by_home_country():
    frame = parse("sipri_industry", "top100", years_of_firms())
    assert values(frame, "USA") == {f"{year}-12-31": 500e6 for year in range(2002, 2016)}
    assert set(values(frame, "WLD").values()) == {1000e6}
    found = values(frame, "TRANS-EUR")
    assert (found["2014-12-31"], found["2015-12-31"]) == (500e6, 0)
    assert values(frame, "CHN") == {"2015-12-31": 500e6}  # not counted before, which is no zero


def test_a_hundred_firms_are_a_hundred():
    with pytest.raises(Changed, match="100 firms"):
        parse("sipri_industry", "top100", workbook({"2002": top100(2002, ["France"], firms=50)}))


def test_a_year_without_a_sheet_is_no_year_without_revenue():
    sheets = {str(year): top100(year, ["France"]) for year in (2002, 2003, 2006)}
    with pytest.raises(Invalid, match="no sheet for 2004, 2005"):
        parse("sipri_industry", "top100", workbook(sheets))
    del sheets["2002"]
    with pytest.raises(Invalid, match="no sheet for 2002, 2004"):
        parse("sipri_industry", "top100", workbook(sheets))


def test_correlates_of_war_has_abbreviations_of_its_own():
    text = "ccode,stateabb,year,milex,cinc\n225,SWZ,2022,1,0.01\n572,SWA,2022,1,0.002\n255,GMY,1990,1,0.03\n260,GFR,1990,1,0.02\n260,GFR,1989,1,0.025\n365,RUS,1950,-9,-9\n"
    frame = parse("cow", "cinc", text)
    assert values(frame, "CHE") == {"2022-12-31": 1}
    assert values(frame, "SWZ") == {"2022-12-31": 0.2}
    assert values(frame, "DEU") == {"1989-12-31": 2.5, "1990-12-31": 3}
    assert "RUS" not in set(frame["entity"])


def test_serbia_is_not_given_yugoslavias_capabilities_nor_vietnam_those_of_the_north():
    rows = [("YUG", 1990, 0.4), ("YUG", 2005, 0.2), ("YUG", 2006, 0.1), ("DRV", 1975, 0.6), ("DRV", 1976, 0.8)]
    rows += [("RVN", 1975, 0.5), ("RUS", 1985, 0.9)]
    frame = parse("cow", "cinc", "stateabb,year,cinc\n" + "".join(f"{s},{y},{v}\n" for s, y, v in rows))
    assert values(frame, "SRB") == {"2006-12-31": 10}
    assert values(frame, "VNM") == {"1976-12-31": 80}
    assert values(frame, "RUS") == {"1985-12-31": 90}
    assert len(frame) == 3


KIEL = (
    "donor,month,aid_type,allocation_eur\nUnited States,2022-03,Military,10\nUnited States,2022-03,Financial,5\nUnited States,unknown,Military,99\n"
    "EU (Commission and Council),2022-04,Financial,7\nEU (Commission and Council),2022-04,Humanitarian,1\n"
)


def test_kiel_allocations_by_type():
    military, total = parse("kiel", "Military", KIEL), parse("kiel", "Total", KIEL)
    assert values(military, "USA", "UKR") == {"2022-03-31": 10}
    assert values(total, "USA", "UKR") == {"2022-03-31": 15}
    assert values(total, "EU-INST", "UKR") == {"2022-04-30": 8}
    assert values(military, "EU-INST", "UKR") == {"2022-04-30": 0}  # a donor, of other things


def test_a_new_type_of_aid_is_noticed():
    with pytest.raises(Changed, match="Moral"):
        parse("kiel", "Military", KIEL + "Norway,2022-05,Moral,1\n")


def test_kiel_years_leave_out_the_one_still_running():
    text = "donor,year,allocation_pct_gdp\nEstonia,2024,0.178\nEstonia,2025,0.56\nEstonia,2026,0.037\nEuropean Investment Bank,2025,\n"
    frame = parse("kiel", "allocation_pct_gdp", text)
    assert values(frame, "EST", "UKR") == {"2024-12-31": 0.178, "2025-12-31": 0.56}
    assert "EIB" not in set(frame["entity"])


def test_kiel_disbursements_are_billions():
    text = "donor,eu_member,year,month_no,disbursement_eur_billion,month\nEU Institutions,False,2022,12,1.5,2022-12\n"
    assert values(parse("kiel", "disbursement", text), "EU-INST", "UKR") == {"2022-12-31": 1.5e9}


AID = (
    "Country Code,Country Name,Transaction Type Name,Fiscal Year,current_amount,constant_amount\n"
    "UKR,Ukraine,Disbursements,2024,6,6\nUKR,Ukraine,Obligations,2024,50,50\nWLD,World,Disbursements,2024,18,18\n"
    "UKR,Ukraine,Disbursements,2025,5,4.9\nUKR,Ukraine,Disbursements,1976tq,1,1\nCS-KM,Kosovo,Disbursements,2024,1,1\n"
)


def test_the_world_of_us_aid_is_all_of_it_and_not_the_row_of_that_name():
    frame = parse("foreignassistance", "Disbursements", AID)
    assert values(frame, "USA", "UKR") == {"2024-09-30": 6, "2025-09-30": 4.9}
    assert values(frame, "USA", "WLD") == {"2024-09-30": 25, "2025-09-30": 4.9}
    assert statuses(frame, "USA", "UKR") == {"2024-09-30": "", "2025-09-30": "provisional"}


UCDP = (
    "country_id_cy,country_cy,year_cy,sb_interstate_deaths_best_cy,cumulative_total_deaths_in_orgvio_best_cy,"
    "cumulative_total_deaths_in_orgvio_high_cy,cumulative_total_deaths_in_orgvio_low_cy,version\n"
    "369,Ukraine,2023,70,75,90,70,25.1\n678,Yemen (North Yemen),1990,0,3,4,2,25.1\n680,Yemen (South Yemen),1990,0,2,2,2,25.1\n"
    "265,German Democratic Republic,1990,0,1,1,1,25.1\n20,Canada,2023,0,0,0,0,25.1\n"
)


def test_ucdp_deaths_by_estimate_with_zeros_and_successors():
    best = parse("ucdp", "best", UCDP)
    assert values(best, "UKR") == {"2023-12-31": 75}
    assert values(best, "CAN") == {"2023-12-31": 0}
    assert values(best, "YEM") == {"1990-12-31": 5}
    assert values(best, "WLD") == {"1990-12-31": 6, "2023-12-31": 75}
    assert values(parse("ucdp", "low", UCDP), "UKR") == {"2023-12-31": 70}
    assert values(parse("ucdp", "interstate", UCDP), "UKR") == {"2023-12-31": 70}


def test_warheads_of_the_world_are_left_out_for_the_retired_ones_in_it():
    text = "Entity,Code,Year,nuclear_weapons_stockpile\nRussia,RUS,2023,4489\nWorld,OWID_WRL,2023,12512\n"
    frame = parse("fas", "stockpile", text)
    assert values(frame, "RUS") == {"2023-12-31": 4489}
    assert len(frame) == 1


def test_troops_by_host():
    text = (
        "countryname,year,ccode,iso3c,region,troops_ad\nGermany,2024,255,DEU,Europe,36541\nDiego Garcia,2024,,,,300\n"
    )
    frame = parse("troops", "troops_ad", text)
    assert values(frame, "USA", "DEU") == {"2024-12-31": 36541}
    assert len(frame) == 1


def nato():
    years = [None, None, 2021, "2022", "2023e"]
    table3 = [[None, "Table 3"], years, [None], ["Share of real GDP (%)"], ["Poland*", None, 2.2, 2.2, 3.3], ["NATO Total", None, 2.6, 2.5, 2.5], ["Annual real change (%)"], ["Poland*", None, 6.1, 6.3, 46.6]]  # fmt: skip
    table2 = [years, ["Current prices and exchange rates"], ["Poland*", None, 1, 1, 1], ["Constant 2015 prices and exchange rates"], ["NATO Europe and Canada", None, 7, 8, 9], ["Notes: estimates"]]  # fmt: skip
    return workbook({"TABLE2": table2, "TABLE3": table3})


def test_nato_tables_have_sections_estimates_and_asterisks():
    frame = parse("nato", "share", nato(), "tables.xlsx")
    assert values(frame, "POL") == {"2021-12-31": 2.2, "2022-12-31": 2.2, "2023-12-31": 3.3}
    assert statuses(frame, "NATO") == {"2021-12-31": "", "2022-12-31": "", "2023-12-31": "estimate"}
    assert values(parse("nato", "constant", nato()), "NATO-EUR-CAN")["2023-12-31"] == 9e6


def test_members_are_counted_at_the_end_of_each_year():
    frame = parse("membership", "NATO NATO-EAST", {})
    assert values(frame, "NATO")["1990-12-31"] == 16
    assert values(frame, "NATO")["2024-12-31"] == 32
    assert values(frame, "NATO-EAST")["1998-12-31"] == 0


def test_ideal_points_and_identical_votes():
    points = "ccode,iso3c,countryname,year,idealpointfp\n2,USA,United States,2024,2.2\n955,,,1999,\n345,YUG,Yugoslavia,1991,0.1\n"
    assert values(parse("unga", "idealpointfp", points), "USA") == {"2024-12-31": 2.2}
    with pytest.raises(Changed, match="idealpointall"):
        parse("unga", "idealpointall", points)
    both = "iso3c,year,idealpointfp,IdealPointAll\nUSA,2023,2.0,1.9\nUSA,2024,2.2,NA\n"
    assert values(parse("unga", "idealpointall", both), "USA") == {"2023-12-31": 1.9}
    shares = "reference,country,country_code,year,joint_votes,share_identical\nUSA,Israel,IL,2019,90,0.94\nUSA,United States,US,2019,90,1\n"
    frame = parse("unga", "share_identical", shares)
    assert values(frame, "ISR", "USA") == {"2019-12-31": pytest.approx(94)}
    assert len(frame) == 1
    votes = "reference,iso3,joint_votes,share_identical,lijphart_agreement,year\nUSA,RUS,190,0.13,0.3,2025\n"
    assert values(parse("unga_2025", "share_identical", votes), "RUS", "USA") == {"2025-12-31": pytest.approx(13)}


def test_agreement_scores_by_session_have_three_counterparts_and_nobody_agrees_with_himself():
    table = "iso3c,session,IdealPointAll,USAgree,RUSSAgree,ChinaAgree\nUSA,78,1.9,1.0,0.25,0.125\nCHN,78,-0.5,0.125,0.75,NA\n,78,,,,\n"
    frame = parse("unga", "agreement", table)
    assert values(frame, "USA", "RUS") == {"2023-12-31": 25}
    assert values(frame, "CHN", "USA") == values(frame, "USA", "CHN") == {"2023-12-31": 12.5}
    assert values(frame, "USA", "USA") == values(frame, "CHN", "CHN") == {}
    assert len(frame) == 4


def test_opinions_have_the_country_viewed_as_counterpart():
    pew = "object,iso3,year,n_respondents,pct_favorable\nUSA,DEU,2023,1000,57.0\nUN,DEU,2023,1000,63.0\n"
    frame = parse("pew", "pct_favorable", pew)
    assert values(frame, "DEU", "USA") == {"2023-12-31": 57}
    assert len(frame) == 1
    trust = "year,avg,UK,Germany\n2017,26.8,22,11\n2016,50,,\n"
    frame = parse("fivethirtyeight", "TRUMPWORLD-pres", trust)
    assert values(frame, "GBR", "USA") == {"2017-12-31": 22}
    assert len(frame) == 2
