"""A catalog whose tables name what no table has: each cell is told with its table, its line and what would be right."""

import csv
import shutil

import pytest

from loaders.catalog import read_catalog
from loaders.home import ROOT
from loaders.tables import Fault


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(ROOT / "catalog", tmp_path / "catalog")


def with_row(folder, file, **changes):
    """Add a copy of a table's first row with other cells; the line it stands on."""
    path = folder / file
    with path.open(newline="", encoding="utf-8") as source:
        table = csv.DictReader(source)
        rows = list(table)
    with path.open("a", newline="", encoding="utf-8") as sink:
        csv.DictWriter(sink, table.fieldnames).writerow({**rows[0], **changes})
    return len(path.read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize(
    ("file", "column", "changes", "problem"),
    [
        ("services.csv", "source", {"source": "nobody"}, "'nobody' is not in sources.csv."),
        ("indicators.csv", "source", {"id": "one_more", "source": "nobody"}, "'nobody' is not in sources.csv."),
        ("groups.csv", "group", {"group": "USA"}, "'USA' is not in entities.csv as a group."),
        ("groups.csv", "entity", {"entity": "Atlantis"}, "'Atlantis' is not in entities.csv."),
        ("vintages.csv", "indicator", {"indicator": "luck"}, "'luck' is not in indicators.csv."),
        ("corrections.csv", "indicator", {"indicator": "luck"}, "'luck' is not in indicators.csv."),
        ("corrections.csv", "entity", {"entity": "Atlantis"}, "'Atlantis' is not in entities.csv."),
        ("entity_names.csv", "entity", {"name": "Atlantis", "entity": "ATL"}, "'ATL' is not in entities.csv."),
        ("entity_names.csv", "source", {"name": "Atlantis", "source": "nobody"}, "'nobody' is not in sources.csv."),
        ("stated.csv", "indicator", {"id": "more", "indicator": "luck"}, "'luck' is not in indicators.csv."),
        ("stated.csv", "entity", {"id": "more", "entity": "ATL"}, "'ATL' is not in catalog/entities.csv."),
        ("stated.csv", "versus_counterpart", {"id": "more", "versus_counterpart": "ATL"}, "'ATL' is not in catalog/entities.csv."),
        ("indicators.csv", "entities", {"id": "one_more", "entities": "USA ATL"}, "'ATL' names no entity of entities.csv."),
        ("indicators.csv", "entities", {"id": "one_more", "entities": "USA/"}, "'USA/' names no group of entities.csv."),
        ("indicators.csv", "counterparts", {"id": "one_more", "counterparts": "USA@2020"}, "'USA@2020' names no group of a year of entities.csv."),
        ("indicators.csv", "counterparts", {"id": "one_more", "counterparts": "EU@1899"}, "'EU@1899' names no group of a year of entities.csv."),
    ],
)  # fmt: skip
def test_a_cell_that_names_nothing_is_told(folder, file, column, changes, problem):
    line = with_row(folder, file, **changes)
    told = [fault for fault in read_catalog(folder).faults if fault.line == line and fault.file.endswith(file)]
    assert [(fault.column, fault.problem) for fault in told] == [(column, problem)]
    assert told[0].remedy


def test_an_indicator_to_be_downloaded_from_where_nothing_is_downloaded_is_told(folder):
    line = with_row(folder, "indicators.csv", id="one_more", source="membership", update="download")
    found = read_catalog(folder)
    assert found.faults == (
        Fault(
            "catalog/indicators.csv",
            line,
            "update",
            "The source membership has no interface in services.csv to download from.",
            "Add its row there, or leave the cell empty.",
        ),
    )
    assert "one_more" not in found.indicator
