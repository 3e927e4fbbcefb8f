"""The build of the snapshot, on a small catalog and small files in the publishers' formats."""

import csv
import hashlib
import json
import shutil

import frictionless
import pytest
from loading import CATALOG

from loaders import snapshot
from loaders.build import BuildError, build
from loaders.catalog import ROOT, read_catalog

pytestmark = pytest.mark.slow

INDICATORS = """id,name,unit,frequency,source,code,aggregation,absent,lag_days,margin_pct,entities,counterparts,start
gdp,GDP,US$,A,worldbank,NY.GDP.MKTP.CD,sum,unknown,195,2,WLD USA G7/,,2022
rents,Rents,% of GDP,A,worldbank,NY.GDP.TOTL.RT.ZS,none,unknown,900,2,USA,,2022
aid,Aid,EUR,M,kiel,Military,sum,zero,45,5,DONORS-EUR USA,UKR,2022
arms,Arms,TIV million,A,sipri_arms,register,sum,zero,75,5,WLD USA,WLD NATO-EUR@2024 RUS,2001
members,Members,countries,A,membership,NATO,none,unknown,0,0,NATO,,1990
"""
VINTAGES = """indicator,file,edition,published,retrieved,doubt
gdp,wb/gdp.csv,July,2026-07-13,2026-08-22,"Rough, as all GDP."
rents,wb/rents.csv,July,2026-07-13,2026-08-22,
aid,kiel.csv,Release 28,2026-04-30,2026-08-22,
arms,register.csv,March 2025,2025-03-10,2026-02-12,
members,,accessions,2024-03-07,2026-08-22,
"""
CORRECTIONS = """indicator,entity,counterpart,from,to,expect,value,reason
gdp,USA,,2023-12-31,2023-12-31,27.5,,Wrong by a factor of a trillion.
gdp,WLD,,2022-12-31,2023-12-31,100,99,Counted twice.
arms,USA,NATO-EUR@2024,2001-12-31,2001-12-31,15,,Too good to be true.
"""


def wdi(code, name, *rows):
    lines = ['"Country Name","Country Code","Indicator Name","Indicator Code","2022","2023",']
    lines += [f'"x","{entity}","{name}","{code}","{first}","{second}",' for entity, first, second in rows]
    return "\n".join(lines) + "\n"


FILES = {
    "wb/gdp.csv": wdi("NY.GDP.MKTP.CD", "GDP (current US$)", ("USA", 26, 27.5), ("WLD", 100, 105), ("DEU", "", 1 / 3)),
    "wb/rents.csv": wdi("NY.GDP.TOTL.RT.ZS", "Rents (% of GDP)", ("USA", 1, 2)),
    "kiel.csv": "donor,month,aid_type,allocation_eur\nUnited States,2022-03,Military,10\nGermany,2022-05,Military,4\n"
    "Norway,2022-05,Financial,3\nNorway,2022-05,Humanitarian,1\n",
    "register.csv": "Supplier,Recipient,Delivery year,TIV delivery values\nUnited States,Germany,2001,15\nUnited States,Russia,2003,1\n"
    "France,Turkiye,2003,2\n",
}


@pytest.fixture
def tables(tmp_path):
    folder = tmp_path / "catalog"
    shutil.copytree(ROOT / "catalog", folder)
    (folder / "indicators.csv").write_text(INDICATORS)
    (folder / "vintages.csv").write_text(VINTAGES)
    (folder / "corrections.csv").write_text(CORRECTIONS)
    header = (folder / "stated.csv").read_text().splitlines()[0]
    (folder / "stated.csv").write_text(f"{header}\n")
    # Words for indicators that are not among these.
    for name in ("indicator_words.csv", "not_held.csv"):
        (folder / name).unlink()
    return folder


@pytest.fixture
def sources(tmp_path):
    folder = tmp_path / "sources"
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


@pytest.fixture
def built(tables, sources, tmp_path):
    report = build(sources, tmp_path / "data", read_catalog(tables))
    return tmp_path / "data", report


def contents(folder):
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def line(folder, *key):
    found = snapshot.load(folder).observations.line(*key)
    return dict(zip(found.dates.astype(str), found.values.tolist(), strict=True))


def test_what_is_built_is_what_is_loaded(built):
    data, report = built
    assert line(data, "gdp", "USA") == {"2022-12-31": 26}
    assert line(data, "gdp", "DEU") == {"2023-12-31": 0.3333333333}  # ten digits
    assert line(data, "aid", "USA", "UKR") == {"2022-03-31": 10, "2022-04-30": 0, "2022-05-31": 0}
    assert line(data, "aid", "DONORS-EUR", "UKR") == {"2022-03-31": 0, "2022-04-30": 0, "2022-05-31": 4}
    assert line(data, "arms", "WLD", "WLD") == {"2001-12-31": 15, "2002-12-31": 0, "2003-12-31": 3}
    assert line(data, "members", "NATO")["2025-12-31"] == 32
    assert report.indicators == 5
    assert report.observations == len(snapshot.load(data).observations.frame)
    assert report.bytes == sum(map(len, contents(data).values()))


def test_two_builds_give_the_same_bytes(built, tables, sources, tmp_path):
    again = tmp_path / "again"
    build(sources, again, read_catalog(tables))
    assert contents(again) == contents(built[0])


def test_corrections_change_figures_leave_them_out_and_are_told(built):
    data, _ = built
    assert line(data, "gdp", "WLD") == {"2022-12-31": 99, "2023-12-31": 99}
    assert line(data, "arms", "USA", "NATO-EUR@2024") == {"2002-12-31": 0, "2003-12-31": 0}
    provenance = snapshot.load(data).observations.provenance
    assert provenance["gdp"].corrections == ("Wrong by a factor of a trillion.", "Counted twice.")


def test_provenance_names_the_file_its_hash_and_its_doubts(built):
    data, _ = built
    row = snapshot.load(data).observations.provenance["gdp"]
    assert (row.source, row.state, row.file, row.doubt) == ("worldbank", "bundled", "wb/gdp.csv", "Rough, as all GDP.")
    assert row.sha256 == hashlib.sha256(FILES["wb/gdp.csv"].encode()).hexdigest()
    assert (row.observations, f"{row.first}", f"{row.last}") == (4, "2022-12-31", "2023-12-31")
    assert row.retrieved.isoformat() == "2026-08-22"


def test_the_share_of_a_limited_source_is_told(built):
    data, report = built
    # Bundled and not zero: WLD to WLD, NATO-EUR and RUS, USA to WLD and RUS; three deliveries in the register.
    found = snapshot.load(data).observations.frame.query("indicator == 'arms' and value != 0")
    assert report.shares == {"observations/sipri_arms.parquet": pytest.approx(len(found) / 3)}
    assert "sipri_arms" in str(report)


def test_the_data_package_is_valid_and_describes_every_file(built):
    data, _ = built
    report = frictionless.validate(str(data / "datapackage.json"))
    assert report.valid, report.flatten(["title", "message"])
    package = json.loads((data / "datapackage.json").read_text())
    described = {resource["path"]: resource["hash"] for resource in package["resources"]}
    files = {k: v for k, v in contents(data).items() if k not in ("datapackage.json", "registry.csv")}
    assert described == {name: "sha256:" + hashlib.sha256(content).hexdigest() for name, content in files.items()}
    for resource in package["resources"][:-1]:
        assert resource["sources"]
        assert resource["licenses"][0].keys() & {"name", "path"}
        assert all(field["description"] for field in resource["schema"]["fields"])


def test_the_registry_has_every_other_file(built):
    with (built[0] / "registry.csv").open(newline="") as file:
        rows = {row["file"]: (row["sha256"], int(row["bytes"])) for row in csv.DictReader(file)}
    expected = {
        k: (hashlib.sha256(v).hexdigest(), len(v)) for k, v in contents(built[0]).items() if k != "registry.csv"
    }
    assert rows == expected


def test_a_former_snapshot_leaves_nothing_behind(built, tables, sources):
    data, _ = built
    for file in ("indicators.csv", "vintages.csv", "corrections.csv"):
        rows = (tables / file).read_text().splitlines(keepends=True)
        (tables / file).write_text("".join(row for row in rows if not row.startswith("arms")))
    build(sources, data, read_catalog(tables))
    assert not (data / "observations" / "sipri_arms.parquet").exists()
    assert snapshot.load(data).faults == ()


def failing(tables, sources, target):
    with pytest.raises(BuildError) as error:
        build(sources, target, read_catalog(tables))
    assert not target.exists(), "a failed build writes nothing"
    return error.value.problems


def test_every_missing_file_is_named(tables, sources, tmp_path):
    (sources / "kiel.csv").unlink()
    (sources / "wb" / "gdp.csv").unlink()
    problems = failing(tables, sources, tmp_path / "data")
    assert len(problems) == 2
    assert all(any(name in problem for problem in problems) for name in ("kiel.csv", "wb/gdp.csv"))


def test_a_missing_folder_is_one_problem(tables, tmp_path):
    (problem,) = failing(tables, tmp_path / "nowhere", tmp_path / "data")
    assert "nowhere" in problem


def test_all_that_is_wrong_is_told_at_once(tables, sources, tmp_path):
    (sources / "kiel.csv").write_text("spender,month\n")
    (sources / "wb" / "gdp.csv").write_text(FILES["wb/gdp.csv"].replace("27.5", "28"))
    (sources / "wb" / "rents.csv").write_text(FILES["wb/rents.csv"].replace('"1"', '"101"'))
    problems = failing(tables, sources, tmp_path / "data")
    assert len(problems) == 3
    assert any("aid (kiel.csv)" in p and "donor" in p for p in problems)
    assert any("expects 27.5" in p and "gives 28" in p for p in problems)
    assert any("rents" in p and "outside 0 to 100 % of GDP" in p for p in problems)


def test_an_indicator_without_a_vintage_is_told(tables, sources, tmp_path):
    (tables / "vintages.csv").write_text(VINTAGES.replace("aid,kiel.csv,Release 28,2026-04-30,2026-08-22,\n", ""))
    assert failing(tables, sources, tmp_path / "data") == ("vintages.csv has no row for aid.",)


def test_what_is_downloaded_and_has_no_vintage_is_left_out_as_live_only(tables, sources, tmp_path):
    header, *rows = INDICATORS.splitlines()
    live = "quotes,Quotes,US$,M,yahoo,us_basket,none,unknown,1,0,SP500,,2018"
    tagged = "\n".join([f"{header},update", *(f"{row}," for row in rows), f"{live},download"])
    (tables / "indicators.csv").write_text(tagged + "\n")
    report = build(sources, tmp_path / "data", read_catalog(tables))
    assert report.indicators == 5
    assert set(snapshot.load(tmp_path / "data").observations.provenance) == {"gdp", "rents", "aid", "arms", "members"}
    (tables / "indicators.csv").write_text(tagged.replace("download", "import") + "\n")
    assert failing(tables, sources, tmp_path / "other") == ("vintages.csv has no row for quotes.",)


def test_a_faulty_table_stops_the_build_before_it_begins(tables, sources, tmp_path):
    (tables / "vintages.csv").write_text(VINTAGES.replace("kiel.csv", "../kiel.csv"))
    problems = failing(tables, sources, tmp_path / "data")
    assert any("vintages.csv, line 4, column file" in problem for problem in problems)


DAMAGES = {
    "gone": lambda path: path.unlink(),
    "cut short": lambda path: path.write_bytes(path.read_bytes()[:100]),
    "changed": lambda path: path.write_bytes(path.read_bytes()[:-1] + b"?"),
    "empty": lambda path: path.write_bytes(b""),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_costs_its_own_indicators_only(built, damage):
    data, _ = built
    DAMAGES[damage](data / "observations" / "kiel.parquet")
    loaded = snapshot.load(data)
    (fault,) = loaded.faults
    assert fault.file == "data/observations/kiel.parquet"
    assert "git checkout -- data/observations/kiel.parquet" in fault.remedy
    assert "plumbline snapshot build --from DIR" in fault.remedy
    assert set(loaded.observations.provenance) == {"gdp", "rents", "arms", "members"}
    assert line(data, "gdp", "USA") == {"2022-12-31": 26}
    assert line(data, "aid", "USA", "UKR") == {}


@pytest.mark.parametrize("damage", DAMAGES)
def test_without_provenance_no_figure_is_shown(built, damage):
    data, _ = built
    DAMAGES[damage](data / "provenance.csv")
    loaded = snapshot.load(data)
    assert [fault.file for fault in loaded.faults] == ["data/provenance.csv"]
    assert loaded.observations.provenance == {}
    assert loaded.observations.frame.empty


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_registry_is_told_and_what_it_still_vouches_for_works(built, damage):
    data, _ = built
    DAMAGES[damage](data / "registry.csv")
    loaded = snapshot.load(data)
    assert [fault.file for fault in loaded.faults] == ["data/registry.csv"]
    # Only the last row, of the Data Package, is hurt when one byte at the end is.
    assert set(loaded.observations.provenance) == (
        {"gdp", "rents", "aid", "arms", "members"} if damage == "changed" else set()
    )


def test_a_snapshot_that_is_not_there_is_a_fault(tmp_path):
    loaded = snapshot.load(tmp_path / "none")
    assert [fault.file for fault in loaded.faults] == ["data/registry.csv"]
    assert loaded.observations.line("gdp", "USA").values.size == 0


def test_the_small_catalog_is_the_projects_own_but_for_its_indicators(tables):
    assert read_catalog(tables).faults == ()
    assert read_catalog(tables).entities.rows == CATALOG.entities.rows
