"""Schemas of the tables say what the models say, hold for the project's own tables, and refuse what the reader refuses."""

import csv
import json

import frictionless
import jsonschema
import pytest

import cli
from exports.schemas import TABLES, columns_of, data_package, files, json_schema, table_schema
from loaders.catalog import ROOT

FOLDER = ROOT / "docs" / "schemas"
OWN = [name for name in TABLES if name != "values"]


def package(folder, names=OWN):
    made = data_package("tables", names)
    for resource in made["resources"]:
        resource["schema"] = table_schema(resource["name"])
    return frictionless.Package.from_descriptor(made, basepath=str(folder))


def test_the_committed_schemas_are_those_of_the_models():
    committed = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.iterdir()}
    assert committed == files(), "run: plumbline schema --out docs/schemas"


@pytest.mark.slow
def test_the_projects_own_tables_are_valid_by_them():
    report = package(ROOT).validate()
    assert report.flatten(["title", "type", "rowNumber", "fieldName", "note"]) == []
    assert report.valid
    assert len(report.tasks) == len(OWN)


@pytest.mark.parametrize("name", OWN)
def test_columns_stand_in_the_order_of_the_table(name):
    with (ROOT / TABLES[name].path).open(encoding="utf-8", newline="") as file:
        assert next(csv.reader(file)) == columns_of(name)


@pytest.mark.parametrize("name", TABLES)
def test_every_column_says_what_belongs_into_it(name):
    fields = table_schema(name)["fields"]
    assert [field["name"] for field in fields] == columns_of(name)
    assert all(field["description"] for field in fields)
    assert list(json_schema(name)["items"]["properties"]) == columns_of(name)


def field(table, column):
    return next(one for one in table_schema(table)["fields"] if one["name"] == column)


def test_what_a_cell_may_hold_is_what_the_reader_takes():
    assert field("claims", "kind")["constraints"]["enum"] == ["fact", "causal", "forecast", "judgement"]
    assert field("claims", "id")["constraints"] == {"required": True, "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}
    assert field("evidence", "weight")["constraints"]["enum"] == [0, 0.5, 1]
    assert field("evidence", "weight")["type"] == "number"
    assert "at_least" in field("evidence", "check")["constraints"]["enum"]
    assert field("evidence", "smoothing")["constraints"] == {"minimum": 1, "maximum": 120}
    assert (field("events", "date")["type"], field("evidence", "from")["type"]) == ("date", "string")
    assert field("values", "value")["type"] == "number"
    assert field("sources", "url")["format"] == "uri"
    assert {"fields": ["claim"], "reference": {"resource": "claims", "fields": ["id"]}} in table_schema("evidence")[
        "foreignKeys"
    ]


@pytest.mark.parametrize(
    ("name", "before", "after", "column"),
    [
        ("claims", ",fact,", ",facts,", "kind"),
        ("topics", "us-russia,", "US Russia,", "id"),
        ("events", "2003-03-20", "20.3.2003", "date"),
    ],
)
def test_what_the_reader_refuses_is_refused_by_them_too(tmp_path, name, before, after, column):
    path = TABLES[name].path
    text = (ROOT / path).read_text(encoding="utf-8")
    assert before in text
    (tmp_path / path).parent.mkdir(exist_ok=True)
    (tmp_path / path).write_text(text.replace(before, after, 1), encoding="utf-8")
    descriptor = {k: v for k, v in table_schema(name).items() if k != "foreignKeys"}
    found = frictionless.Resource(
        path=path, basepath=str(tmp_path), schema=frictionless.Schema.from_descriptor(descriptor)
    )
    assert {error[0] for error in found.validate().flatten(["fieldName"])} == {column}


def test_a_row_as_json_is_valid_by_json_schema():
    row = {"id": "a-b", "date": "2024-05-01", "label": "A day", "description": "It came.", "source": None}
    check = jsonschema.Draft202012Validator(json_schema("events"))
    assert list(check.iter_errors([row])) == []
    assert [error.path[-1] for error in check.iter_errors([{**row, "label": "x" * 41}])] == ["label"]
    assert len(list(check.iter_errors([{**row, "more": 1}]))) == 1


def test_the_terminal_prints_one_all_or_writes_them(capsys, tmp_path):
    assert cli.main(["schema", "claims"]) == 0
    assert json.loads(capsys.readouterr().out) == table_schema("claims")
    assert cli.main(["schema", "claims", "--form", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == json_schema("claims")
    assert cli.main(["schema"]) == 0
    assert list(json.loads(capsys.readouterr().out)) == list(TABLES)
    assert cli.main(["schema", "--out", str(tmp_path / "s")]) == 0
    assert {path.name for path in (tmp_path / "s").iterdir()} == set(files())
    assert cli.main(["schema", "claim"]) == 2
    assert "Did you mean claims?" in capsys.readouterr().err
