"""A snapshot of two sources, read whole and in parts: what is lost costs the indicators in it, and is told."""

import dataclasses
import hashlib

import pytest
from builders import observations
from loading import CATALOG

from loaders import snapshot
from loaders.snapshot_package import Part, write_package

OF_FED = observations({("rate", "USA"): [1, 2]})
OF_CBR = observations({("gold", "RUS"): [3]})


def part(source, found, day="", **changes):
    rows = [dataclasses.replace(row, source=source, **changes) for row in found.provenance.values()]
    return Part(source, day, found.frame, rows, None)


@pytest.fixture
def folder(tmp_path):
    parts = [part("cbr", OF_CBR), part("fed", OF_FED, edition="new", corrections=("One.", "Two.")),
             part("fed", OF_FED, "2024-01-31", edition="old")]  # fmt: skip
    write_package(parts, tmp_path, CATALOG)
    return tmp_path


def change(folder, file, content):
    """Give a file another content, which the registry knows."""
    path = folder / file
    old, new = path.read_bytes(), content if isinstance(content, bytes) else content.encode()
    path.write_bytes(new)
    registry = folder / "registry.csv"
    former, now = (hashlib.sha256(each).hexdigest() for each in (old, new))
    registry.write_text(registry.read_text().replace(f"{former},{len(old)}", f"{now},{len(new)}"))


def told(folder):
    return [(fault.file, fault.line, fault.problem) for fault in snapshot.load(folder).faults]


def indicators(folder):
    return sorted(snapshot.load(folder).observations.provenance)


def test_what_was_written_is_read(folder):
    found = snapshot.load(folder)
    assert found.faults == ()
    row = found.observations.provenance["rate"]
    assert (row.source, row.edition, row.corrections) == ("fed", "new", ("One.", "Two."))
    assert found.observations.provenance["gold"].corrections == ()
    assert found.observations.part("gold")["value"].tolist() == [3]


def test_only_a_source_with_more_than_one_edition_has_editions_and_the_oldest_is_first(folder):
    editions = snapshot.load(folder).observations.editions
    assert list(editions) == ["fed"]
    assert [one.observations().provenance["rate"].edition for one in editions["fed"]] == ["old", "new"]


@pytest.mark.parametrize("damage", ["gone", "no Parquet"])
def test_a_lost_table_costs_its_own_indicators_alone(folder, damage):
    if damage == "gone":
        (folder / "observations/cbr.parquet").unlink()
    else:
        change(folder, "observations/cbr.parquet", damage)
    problem = "The file is missing." if damage == "gone" else "The file cannot be read."
    assert told(folder) == [("data/observations/cbr.parquet", 1, problem)]
    assert indicators(folder) == ["rate"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (",1,2026-08-01,", ",one,2026-08-01,"),  # no number
        (",2026-08-01,", ",1 August 2026,"),  # no day
        ("table\n", "file\n"),  # no such column
        (",unit,", ",edition,"),  # a column twice
    ],
)
def test_damaged_provenance_is_told_and_no_figure_is_shown_without_its_source(folder, old, new):
    text = (folder / "provenance.csv").read_text()
    assert old in text
    change(folder, "provenance.csv", text.replace(old, new))
    assert_damaged(folder)


def test_an_indicator_that_stands_twice_for_one_table_is_damage(folder):
    text = (folder / "provenance.csv").read_text()
    change(folder, "provenance.csv", text + text.splitlines(keepends=True)[1])
    assert_damaged(folder)


def assert_damaged(folder):
    assert told(folder) == [("data/provenance.csv", 1, "The file is damaged (a cell is not what it should be).")]
    assert indicators(folder) == []
