"""Several editions of an indicator in the snapshot: each with its own code, unit and corrections, and none lost to another."""

import csv
import datetime as dt
import hashlib
import json
import shutil

import pytest
from builders import WRITTEN

from loaders import snapshot
from loaders.build import BuildError, Report, build
from loaders.catalog import ROOT, read_catalog
from verdicts.clock import AsOf, Knowledge
from verdicts.measures import Request, measure

INDICATORS = """id,name,unit,frequency,source,code,aggregation,absent,lag_days,margin_pct,entities,counterparts,start
reserves,Reserves,US$,M,cbr,reserves,sum,unknown,30,0,RUS,,2022
spending,Spending,2024 US$,A,sipri_milex,constant,sum,unknown,100,5,USA,,2022
"""
VINTAGES = """indicator,file,edition,published,retrieved,found_at,doubt,code,unit
reserves,new.csv,second,2026-06-01,2026-08-22,,,,
reserves,old.csv,first,2025-01-10,2026-08-22,,Rough.,reserves_gold,
spending,spending_new.csv,2026,2026-04-27,2026-08-22,,,,
spending,spending_old.csv,2024,2024-04-22,2026-08-22,,,,2022 US$
"""
CORRECTIONS = """indicator,entity,counterpart,from,to,expect,value,reason
reserves,RUS,,2024-11-30,2024-11-30,5000000,,A slip of the first edition.
"""
SIPRI = (
    "Military expenditure by country, in millions of US$ at {year} constant prices. (c) SIPRI\n"
    "Figures are in US $m., in constant ({year}) prices\nCountry,2022,2023\nUnited States of America,{first},{second}\n"
)
FILES = {
    "old.csv": "date,total_mln_usd,gold_mln_usd\n2024-11-01,90,4\n2024-12-01,91,5\n2025-01-01,92,6\n",
    "new.csv": "date,total_mln_usd,gold_mln_usd\n2024-12-01,95,5\n2025-01-01,96,6\n2026-05-01,99,9\n",
    "spending_old.csv": SIPRI.format(year=2022, first=800, second=900),
    "spending_new.csv": SIPRI.format(year=2024, first=880, second=990),
}


@pytest.fixture
def tables(tmp_path):
    folder = tmp_path / "catalog"
    # Without words for indicators that are not among these.
    shutil.copytree(ROOT / "catalog", folder, ignore=shutil.ignore_patterns("indicator_words.csv", "not_held.csv"))
    for name, text in (("indicators", INDICATORS), ("vintages", VINTAGES), ("corrections", CORRECTIONS)):
        (folder / f"{name}.csv").write_text(text)
    header = (folder / "stated.csv").read_text().splitlines()[0]
    (folder / "stated.csv").write_text(f"{header}\n")
    for name, text in FILES.items():
        (tmp_path / name).write_text(text)
    return folder


@pytest.fixture
def built(tables, tmp_path):
    catalog = read_catalog(tables)
    return tmp_path / "data", build(tmp_path, tmp_path / "data", catalog), catalog


def known(data, catalog, day):
    return Knowledge(snapshot.load(data).observations, catalog, AsOf(dt.date.fromisoformat(day), WRITTEN))


def test_each_day_looks_at_the_edition_of_its_time(built):
    data, report, catalog = built
    assert (report.indicators, report.editions) == (2, 4)
    of_the_day = known(data, catalog, "2025-02-17")
    assert of_the_day.line("reserves", "RUS").values.tolist() == [4e6, 6e6]
    assert of_the_day.provenance("reserves").doubt == "Rough."
    assert of_the_day.provenance("reserves").corrections == ("A slip of the first edition.",)
    assert known(data, catalog, "2026-06-01").line("reserves", "RUS").values.tolist() == [95e6, 96e6, 99e6]
    newest = snapshot.load(data).observations
    assert newest.line("reserves", "RUS").values.tolist() == [95e6, 96e6, 99e6]
    assert newest.provenance["reserves"].corrections == ()


def test_a_measure_has_the_unit_of_the_edition_it_looks_at(built):
    data, _, catalog = built
    for day, unit, last in (("2025-02-17", "2022 US$", 900e6), ("2026-06-01", "2024 US$", 990e6)):
        series = measure(known(data, catalog, day), Request("spending", "USA"))
        assert (series.unit, series.values[-1]) == (unit, last)


def test_a_correction_that_fits_no_edition_stops_the_build(tables, tmp_path):
    (tables / "corrections.csv").write_text(CORRECTIONS.replace("5000000", "7000000"))
    with pytest.raises(BuildError, match="reserves: The correction of RUS  2024-11-30 expects 7000000") as raised:
        build(tmp_path, tmp_path / "data", read_catalog(tables))
    assert len(raised.value.problems) == 1


def test_a_damaged_table_of_an_earlier_edition_costs_that_edition_alone(built):
    data, _, catalog = built
    (data / "editions" / "cbr-2025-01-10.parquet").write_bytes(b"")
    loaded = snapshot.load(data)
    assert [fault.file for fault in loaded.faults] == ["data/editions/cbr-2025-01-10.parquet"]
    of_the_day = known(data, catalog, "2025-02-17")
    # The next edition serves, cut by its lag of thirty days.
    assert of_the_day.line("reserves", "RUS").values.tolist() == [95e6, 96e6]
    assert of_the_day.edition("reserves")[1] is False
    assert of_the_day.line("spending", "USA").values.tolist() == [800e6, 900e6]


def test_a_former_edition_that_is_no_longer_named_is_not_left_behind(built, tables, tmp_path):
    data, _, _ = built
    (tables / "vintages.csv").write_text("\n".join(r for r in VINTAGES.splitlines() if "first" not in r) + "\n")
    (tables / "corrections.csv").write_text(CORRECTIONS.splitlines()[0] + "\n")
    build(tmp_path, data, read_catalog(tables))
    assert [path.name for path in (data / "editions").iterdir()] == ["sipri_milex-2024-04-22.parquet"]


def test_the_data_package_describes_each_table_and_each_edition(built):
    data, _, _ = built
    package = json.loads((data / "datapackage.json").read_text())
    named = {r["name"]: r["path"] for r in package["resources"]}
    assert named["cbr-2025-01-10"] == "editions/cbr-2025-01-10.parquet"
    assert named["cbr"] == "observations/cbr.parquet"
    with (data / "provenance.csv").open(newline="") as file:
        rows = {(row["indicator"], row["published"]): row["table"] for row in csv.DictReader(file)}
    assert rows == {
        ("reserves", "2025-01-10"): "editions/cbr-2025-01-10.parquet",
        ("reserves", "2026-06-01"): "observations/cbr.parquet",
        ("spending", "2024-04-22"): "editions/sipri_milex-2024-04-22.parquet",
        ("spending", "2026-04-27"): "observations/sipri_milex.parquet",
    }


def test_each_edition_says_where_its_figures_come_from(tables, tmp_path):
    rows = VINTAGES.replace("2026-08-22,,Rough.", "2026-08-22,https://example.org/old.csv,Rough.")
    (tables / "vintages.csv").write_text(rows + "members,,accessions,2024-03-07,2026-08-22,,,,\n")
    (tables / "indicators.csv").write_text(
        INDICATORS + "members,Members,countries,A,membership,NATO,none,unknown,0,0,NATO,,2022\n"
    )
    build(tmp_path, tmp_path / "data", read_catalog(tables))
    provenance = tmp_path / "data" / "provenance.csv"
    with provenance.open(newline="") as file:
        found = {(row["indicator"], row["edition"]): row for row in csv.DictReader(file)}
    assert found["reserves", "first"] == {
        "indicator": "reserves",
        "source": "cbr",
        "state": "bundled",
        "edition": "first",
        "published": "2025-01-10",
        "retrieved": "2026-08-22",
        "file": "old.csv",
        "found_at": "https://example.org/old.csv",
        "sha256": hashlib.sha256(FILES["old.csv"].encode()).hexdigest(),
        "observations": "2",
        "first": "2024-10-31",
        "last": "2024-12-31",
        "doubt": "Rough.",
        "corrections": "A slip of the first edition.",
        "unit": "",
        "table": "editions/cbr-2025-01-10.parquet",
    }
    counted = found["members", "accessions"]
    groups = hashlib.sha256((ROOT / "catalog" / "groups.csv").read_bytes()).hexdigest()
    assert (counted["file"], counted["sha256"]) == ("catalog/groups.csv", groups)


def test_every_edition_that_cannot_be_read_is_told(tables, tmp_path):
    for name in ("old.csv", "spending_new.csv"):
        (tmp_path / name).write_text("nothing\n")
    with pytest.raises(BuildError) as raised:
        build(tmp_path, tmp_path / "data", read_catalog(tables))
    assert [problem.partition(": ")[0] for problem in raised.value.problems[:2]] == [
        "reserves (old.csv)", "spending (spending_new.csv)"
    ]  # fmt: skip


def test_a_limited_source_tells_which_part_of_its_figures_is_bundled(built):
    _, report, _ = built
    # Of either edition, both of the two figures of its file.
    assert report.shares == {"editions/sipri_milex-2024-04-22.parquet": 1, "observations/sipri_milex.parquet": 1}


def test_a_report_of_a_build_is_a_sentence_and_a_line_for_each_limited_table():
    report = Report(2, 4, 12_345, 1_015_001, {"observations/sipri_milex.parquet": 0.1234})
    assert str(report) == (
        "2 indicators in 4 editions, 12,345 observations, 1.02 MB\n"
        "observations/sipri_milex.parquet: 12.3% of the database's figures"
    )
