"""The case to begin with: it runs as it is written, has every table and column there is, and overwrites nothing."""

import csv
import io
import json

import frictionless
import pytest

import cli
from exports.schemas import TABLES, columns_of
from loaders.case_zip import unpacked
from service.new_case import files, zipped
from service.opening import open_case

CASE_TABLES = {table.path: name for name, table in TABLES.items() if table.case}


@pytest.fixture
def folder(tmp_path, capsys):
    assert cli.main(["new", str(tmp_path / "mine")]) == 0
    capsys.readouterr()
    return tmp_path / "mine"


def test_it_is_valid_and_judged_at_once(folder, capsys):
    assert cli.main(["validate", str(folder)]) == 0
    assert ": no faults.\n" in capsys.readouterr().out
    assert cli.main(["verdicts", "--case", str(folder), "--executor", "none", "--format", "json"]) == 0
    out, err = capsys.readouterr()
    (record,) = json.loads(out)
    assert (err, record["verdict"], len(record["findings"])) == ("", "supported", 2)


def test_no_test_of_it_tells_little(folder, capsys):
    cli.main(["validate", str(folder), "--format", "json"])
    assert json.loads(capsys.readouterr().out)["weak_tests"] == []


def test_it_has_every_table_with_every_column_in_order(folder):
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*.csv")}
    assert there == set(CASE_TABLES)
    for path, name in CASE_TABLES.items():
        with (folder / path).open(encoding="utf-8", newline="") as file:
            assert next(csv.reader(file)) == columns_of(name)


def test_its_readme_names_every_file_and_says_how_to_go_on(folder):
    text = (folder / "README.md").read_text(encoding="utf-8")
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        assert name in text or name.startswith("catalog/") or name == "README.md"
    assert "\n3. " in text


def test_editors_open_it_by_its_data_package(folder):
    report = frictionless.Package(str(folder / "datapackage.json")).validate()
    assert report.valid, report.flatten(["title", "message"])
    assert [task.name for task in report.tasks] == list(CASE_TABLES.values())


def test_the_zip_file_is_the_same_case(folder):
    found = unpacked(zipped())
    assert found.faults == ()
    assert found.tables == {
        name: content for name, content in files().items() if name not in ("README.md", "datapackage.json")
    }
    assert zipped() == zipped()
    assert found.tables["claims.csv"] == (folder / "claims.csv").read_bytes()


def test_a_folder_that_holds_anything_is_left_alone(folder, capsys):
    (folder / "claims.csv").write_text("mine")
    assert cli.main(["new", str(folder)]) == 2
    assert "is not empty" in capsys.readouterr().err
    assert (folder / "claims.csv").read_text() == "mine"
    assert cli.main(["new", str(folder / "claims.csv")]) == 2
    assert "is a file" in capsys.readouterr().err


def test_a_place_that_cannot_be_written_is_told(monkeypatch, tmp_path, capsys):
    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied", "mine")

    monkeypatch.setattr("pathlib.Path.mkdir", refuse)
    assert cli.main(["new", str(tmp_path / "mine")]) == 1
    assert capsys.readouterr().err == "plumbline: mine: Permission denied\n"


def test_its_own_tables_may_be_deleted(folder):
    for name in ("conclusions.csv", "argument.csv", "values.csv", "datapackage.json", "README.md"):
        (folder / name).unlink()
    for path in (folder / "catalog").iterdir():
        path.unlink()
    (folder / "catalog").rmdir()
    assert open_case(folder).faults == ()


def test_commands_take_a_case(folder, capsys, tmp_path):
    rows = {
        "catalog/sources.csv": {"id": "mine", "name": "My survey", "publisher": "Me", "url": "https://example.org", "licence": "CC0",
                                "citation": "Me.", "what_may_be_bundled": "all", "pass_on": "figures"},
        "catalog/indicators.csv": {"id": "glee", "name": "glee", "unit": "points", "frequency": "A", "source": "mine",
                                   "aggregation": "mean", "lag_days": "30", "margin_pct": "1"},
        "catalog/vintages.csv": {"indicator": "glee", "edition": "2024", "published": "2024-02-01", "retrieved": "2024-02-02"},
        "values.csv": {"indicator": "glee", "entity": "USA", "date": "2022", "value": "7.5"},
    }  # fmt: skip
    for path, row in rows.items():
        with (folder / path).open("a", encoding="utf-8", newline="") as file:
            csv.DictWriter(file, columns_of(CASE_TABLES[path]), restval="").writerow(row)
    assert cli.main(["series", "glee", "--case", str(folder), "--entity", "USA"]) == 0
    assert capsys.readouterr() == ("date,value\n2022-12-31,7.5\n", "")
    assert cli.main(["series", "glee"]) == 2
    assert cli.main(["export", "--case", str(folder), "--out", str(tmp_path / "out"), "--format", "csv,json"]) == 0
    assert list((tmp_path / "out").rglob("china-trades-more-share*.csv"))
    capsys.readouterr()
    assert cli.main(["verdicts", "--tables", str(folder), "--executor", "none", "--format", "csv"]) == 0
    (row,) = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert row["claim"] == "china-trades-more"
    assert cli.main(["series", "glee", "--case", str(folder / "no")]) == 2
    assert "is not a folder" in capsys.readouterr().err
