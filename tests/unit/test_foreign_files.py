"""What lies in a folder and is not ours: neither a store nor an export touches it."""

import os
import time
from pathlib import Path

import pytest
from loading import CATALOG

from exports.plan import FORMATS
from loaders.dated import hash_of
from loaders.errors import StoreError
from loaders.load import load
from loaders.place import VARIABLE
from loaders.store import ABANDONED, LAYOUT, Store
from terminal.export_folder import LIST, Folder, Foreign

OLD = ABANDONED.total_seconds() + 60
HEX = "0123456789abcdef0123456789abcdef"
DATED = f"20261123T120000123456Z-{hash_of(b'x')}"


def put(root: Path, path: str, age: float = OLD) -> Path:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"somebody's work")
    os.utime(file, (time.time() - age,) * 2)
    return file


def listing(root: Path) -> dict[str, bytes]:
    return {str(p.relative_to(root)): p.read_bytes() for p in root.rglob("*") if p.is_file()}


@pytest.mark.parametrize(
    "path",
    ["thesis.docx.tmp", "vintages/fed/a.parquet.tmp", "ledger/notes.txt.tmp", f"mine/{LAYOUT}.{HEX}.tmp",
     f"vintages/fed/below/{DATED}.parquet.{HEX}.tmp", f"ledger/Notes.json.{HEX}.tmp", f"state/fed.json.{HEX[1:]}.tmp"],
)  # fmt: skip
def test_temporary_files_of_others_outlive_every_opening_of_the_store(tmp_path, path):
    Store(tmp_path).open()
    file = put(tmp_path, path)
    Store(tmp_path).open()
    assert file.read_bytes() == b"somebody's work"


@pytest.mark.parametrize(
    "path",
    [f"{LAYOUT}.{HEX}.tmp", f"state/fed.json.{HEX}.tmp", f"ledger/{DATED}.json.{HEX}.tmp",
     f"vintages/fed/{DATED}.parquet.{HEX}.tmp", f"quarantine/fed/{DATED}.parquet.{HEX}.tmp"],
)  # fmt: skip
def test_what_a_killed_process_of_ours_left_is_removed_once_it_is_old(tmp_path, path):
    Store(tmp_path).open()
    young = put(tmp_path, path, OLD - 600)
    Store(tmp_path).open()
    assert young.exists()
    put(tmp_path, path)
    Store(tmp_path).open()
    assert not young.exists()


def test_a_linked_folder_is_not_swept(tmp_path):
    Store(tmp_path / "store").open()
    theirs = put(tmp_path, f"elsewhere/{DATED}.parquet.{HEX}.tmp")
    (tmp_path / "store" / "vintages").mkdir()
    (tmp_path / "store" / "vintages" / "fed").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    Store(tmp_path / "store").open()
    assert theirs.exists()


@pytest.mark.parametrize("use", [Store.open, Store.check], ids=["open", "check"])
def test_a_folder_that_holds_something_and_was_never_a_store_is_refused_and_left_as_it_is(tmp_path, use):
    put(tmp_path, "photos/holiday.jpg")
    put(tmp_path, "letter.txt")
    before = listing(tmp_path)
    with pytest.raises(
        StoreError, match=f"is no store: it holds letter.txt and 1 more.*Name an empty folder in {VARIABLE}"
    ):
        use(Store(tmp_path))
    assert listing(tmp_path) == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["letter.txt", "photos"]


def test_pages_have_the_bundled_figures_beside_a_folder_that_is_no_store(tmp_path, monkeypatch):
    put(tmp_path, "letter.txt")
    monkeypatch.setenv("PLUMBLINE_LIVE", "on")
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    found = load(CATALOG)
    (fault,) = found.faults
    assert fault.problem == StoreError.for_readers
    assert {row.state for row in found.observations.provenance.values()} == {"bundled"}


@pytest.mark.parametrize("name", ["lost+found/x", ".DS_Store"])
def test_a_fresh_disk_and_what_a_system_leaves_there_make_a_store(tmp_path, name):
    put(tmp_path, name)
    Store(tmp_path).open()
    assert Store(tmp_path).schema() == 1


def test_a_store_whose_making_was_stopped_is_made_at_the_next_opening(tmp_path):
    put(tmp_path, f"{LAYOUT}.{HEX}.tmp", age=1)
    put(tmp_path, "locks/store.lock")
    Store(tmp_path).open()
    assert Store(tmp_path).schema() == 1


def test_an_export_into_a_folder_of_somebody_is_refused_and_leaves_it_as_it_is(tmp_path):
    put(tmp_path, "claims.json")
    before = listing(tmp_path)
    with pytest.raises(
        Foreign, match=r"holds claims.json, and no export.json of an earlier export. .* Give an empty folder"
    ):
        Folder(tmp_path)
    assert listing(tmp_path) == before


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b'"x"', b'{"a": 1}', b"\xff\xfe", b"[" * 100_000])
def test_a_list_that_is_not_ours_is_refused(tmp_path, content):
    (tmp_path / LIST).write_bytes(content)
    put(tmp_path, "claims/a.json")
    before = listing(tmp_path)
    with pytest.raises(Foreign, match=r"export.json is no list of an earlier export, or it is damaged"):
        Folder(tmp_path)
    assert listing(tmp_path) == before


def test_parts_of_others_outlive_an_export_and_those_of_a_killed_one_do_not(tmp_path):
    folder = Folder(tmp_path)
    assert folder.claim(["claims/a.json"]) == []
    folder.put("claims/a.json", "key", b"{}")
    folder.close()
    theirs = [put(tmp_path, path) for path in (".film.part", "claims/.film.part", "mine/.plumbline-abc.part")]
    ours = [put(tmp_path, path) for path in (".plumbline-abc_123.part", "claims/.plumbline-xyz.part")]
    Folder(tmp_path).close()
    assert [file.exists() for file in theirs] == [True] * 3
    assert [file.exists() for file in ours] == [False] * 2


def test_a_file_that_somebody_put_into_an_export_is_told_and_never_overwritten(tmp_path):
    Folder(tmp_path).close()
    theirs = put(tmp_path, "claims/a.json")
    folder = Folder(tmp_path)
    assert folder.claim(["claims/a.json", "claims/b.json"]) == ["claims/a.json"]
    folder.put("claims/b.json", "key", b"{}")
    folder.close()
    assert theirs.read_bytes() == b"somebody's work"
    # Nor is it ever taken for ours.
    again = Folder(tmp_path)
    assert again.claim(["claims/a.json", "claims/b.json"]) == ["claims/a.json"]
    again.close()


def test_what_a_killed_export_wrote_counts_as_its_own(tmp_path):
    folder = Folder(tmp_path)
    folder.claim(["claims/a.json"])
    folder.put("claims/a.json", "key", b"{}")
    folder._lock.release()  # Killed before it wrote its list.
    again = Folder(tmp_path)
    assert again.claim(["claims/a.json"]) == []
    assert not again.holds("claims/a.json", "key")
    again.close()


@pytest.mark.slow
def test_the_command_refuses_a_folder_of_somebody_for_every_format(tmp_path, monkeypatch, capsys):
    from cli import main

    put(tmp_path, "claims.json")
    before = listing(tmp_path)
    assert main(["export", "--out", str(tmp_path), "--format", ",".join(FORMATS)]) == 1
    assert "Nothing there was touched." in capsys.readouterr().err
    assert listing(tmp_path) == before
