"""Edges of the snapshot as it is written: what its description says of each file, and what is left of a former one."""

import dataclasses
import hashlib
import json

import pandas as pd
import pyarrow.parquet as pq
import pytest
from builders import observations
from loading import CATALOG

from loaders.build import Report
from loaders.cells import cut, shown
from loaders.observations import SCHEMA
from loaders.snapshot_package import Part, to_parquet, write_package

OBS = observations({("x", "USA"): [1, 2], ("x", "CHN"): [3]})


def part(source="fed", day="", share=None, **changes):
    row = dataclasses.replace(OBS.provenance["x"], corrections=("One.", "Two."), **changes)
    return Part(source, day, OBS.frame, (row,), share)


def written(folder, *parts):
    """The description of a snapshot, and its resources by name."""
    size = write_package(parts, folder, CATALOG)
    assert size == sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    package = json.loads((folder / "datapackage.json").read_text())
    return package, {one["name"]: one for one in package["resources"]}


@pytest.mark.parametrize(("share", "told"), [(1 / 3, 0.3333), (0.00004, 0), (1.0, 1), (None, None), (0.0, None)])
def test_the_share_of_a_limited_source_has_four_digits(tmp_path, share, told):
    _, found = written(tmp_path, part("sipri_arms", share=share))
    assert found["sipri-arms"].get("shareOfSource") == told


def test_each_file_is_described_with_its_hash_its_rows_and_its_terms(tmp_path):
    package, found = written(tmp_path, part("fed"), part("fed", "2024-01-31", edition="other"))
    assert package["version"] == "2026-08-01"
    assert list(found) == ["fed", "fed-2024-01-31", "provenance"]
    now, then = found["fed"], found["fed-2024-01-31"]
    assert (now["path"], then["path"]) == ("observations/fed.parquet", "editions/fed-2024-01-31.parquet")
    name = CATALOG.source["fed"].name
    assert (now["title"], then["title"]) == (name, f"{name}, published on 2024-01-31")
    assert (now["rows"], "bytes" in now) == (3, False)
    for one in found.values():
        content = (tmp_path / one["path"]).read_bytes()
        assert one["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
    assert found["provenance"]["bytes"] == (tmp_path / "provenance.csv").stat().st_size
    required = {field["name"]: field["constraints"]["required"] for field in now["schema"]["fields"]}
    assert required == {
        "indicator": True, "entity": True, "counterpart": False, "date": True, "value": True, "status": False,
    }  # fmt: skip
    (statuses,) = (field["constraints"]["enum"] for field in now["schema"]["fields"] if "enum" in field["constraints"])
    assert sorted(statuses) == ["estimate", "projection", "provisional"]
    kinds = {field["name"]: field["type"] for field in found["provenance"]["schema"]["fields"]}
    assert {kinds[name] for name in ("published", "retrieved", "first", "last")} == {"date"}
    assert (kinds["observations"], kinds["indicator"], kinds["table"]) == ("integer", "string", "string")


def test_provenance_has_a_row_an_edition_with_its_table_and_all_corrections_in_a_cell(tmp_path):
    written(tmp_path, part("fed"), part("fed", "2024-01-31"))
    rows = pd.read_csv(tmp_path / "provenance.csv")
    assert rows["table"].tolist() == ["observations/fed.parquet", "editions/fed-2024-01-31.parquet"]
    assert rows["corrections"].tolist() == ["One. | Two."] * 2


def test_the_registry_has_each_file_but_itself(tmp_path):
    written(tmp_path, part("fed"))
    header, *lines = (tmp_path / "registry.csv").read_text().splitlines()
    assert header == "file,sha256,bytes"
    assert lines == [
        f"{file},{hashlib.sha256(content).hexdigest()},{len(content)}"
        for file in ("observations/fed.parquet", "provenance.csv", "datapackage.json")
        for content in [(tmp_path / file).read_bytes()]
    ]


def test_nothing_is_left_of_a_former_snapshot_and_what_is_no_table_of_it_stays(tmp_path):
    written(tmp_path, part("fed"), part("fed", "2024-01-31"))
    (tmp_path / "observations" / "notes.txt").write_text("mine")
    write_package([part("cbr")], tmp_path, CATALOG)
    left = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()}
    assert left == {
        "observations/cbr.parquet", "observations/notes.txt", "provenance.csv", "datapackage.json", "registry.csv",
    }  # fmt: skip


def test_the_same_rows_are_the_same_bytes_in_whatever_order_and_can_say_more(tmp_path):
    frame = OBS.frame
    assert to_parquet(frame) == to_parquet(frame.iloc[::-1].reset_index(drop=True))
    place = tmp_path / "x.parquet"
    place.write_bytes(to_parquet(frame, {"of": "a test"}))
    table = pq.read_table(place)
    assert table.schema.metadata[b"of"] == b"a test"
    rows = table.to_pandas().astype({"entity": str, "date": str})
    assert list(zip(rows["entity"], rows["date"], rows["value"], strict=True)) == [
        ("CHN", "2000-12-31", 3), ("USA", "2000-12-31", 1), ("USA", "2001-12-31", 2),
    ]  # fmt: skip


def test_what_has_no_figures_is_a_table_of_the_same_columns_without_rows(tmp_path):
    place = tmp_path / "x.parquet"
    place.write_bytes(to_parquet(OBS.frame.iloc[:0]))
    table = pq.read_table(place)
    assert (table.num_rows, table.schema) == (0, SCHEMA)


def test_the_description_has_words_of_any_language_as_they_are_written(tmp_path):
    written(tmp_path, part("fed", edition="Größe 2026"))
    lines = (tmp_path / "datapackage.json").read_text(encoding="utf-8").splitlines()
    assert any("Größe 2026" in line for line in lines)
    # One thing a line, so that two snapshots can be laid side by side.
    assert lines[:2] == ["{", ' "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",']
    assert lines[-1] == "}"


def test_what_a_build_wrote_is_told_in_megabytes_and_parts():
    told = str(Report(2, 3, 12_345, 1_234_567, {"observations/x.parquet": 0.1234}))
    assert (
        told
        == "2 indicators in 3 editions, 12,345 observations, 1.23 MB\nobservations/x.parquet: 12.3% of the database's figures"
    )


@pytest.mark.parametrize(("n", "text"), [(0, ""), (60, "x" * 60), (61, "x" * 60 + "...")])
def test_a_long_text_is_cut_where_it_is_quoted(n, text):
    assert (cut("x" * n), shown("x" * n)) == (text, repr(text))
