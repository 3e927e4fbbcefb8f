"""Edges of a place for files: what is told of one that fails, blanks in its name, listings that a file system remembers."""

import uuid
from pathlib import Path

import fsspec
import platformdirs.windows
import pytest
from fsspec.implementations.memory import MemoryFileSystem

from loaders import place as module
from loaders.errors import StoreError
from loaders.place import VARIABLE, Place, first_line, user_folder


def refuse(error):
    def call(*_, **__):
        raise error

    return call


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError("Down.\nA page of more."), "Down."),
        (OSError(), "OSError"),
        (KeyError(), "KeyError"),
        (ValueError("\nbelow"), "ValueError"),
    ],
)
def test_an_error_is_told_by_its_first_line_or_its_kind(error, said):
    assert first_line(error) == said


@pytest.mark.parametrize(("folder", "what"), [("", "The store at {}"), ("vintages", "vintages in the store at {}")])
def test_a_folder_that_cannot_be_read_is_named(tmp_path, monkeypatch, folder, what):
    place = Place(tmp_path)
    monkeypatch.setattr(place._fs, "ls", refuse(PermissionError("Not for you.")))
    with pytest.raises(StoreError) as told:
        place.folders(folder)
    assert str(told.value) == (
        f"{what.format(tmp_path)} cannot be read (Not for you.). See that it may be, or name another place in {VARIABLE}."
    )


def test_what_kept_a_file_from_being_made_is_told_and_not_that_it_is_not_there(tmp_path, monkeypatch):
    place = Place(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", refuse(OSError("No space left on device")))
        with pytest.raises(StoreError) as told:
            place.put("a.json", b"x")
    assert str(told.value) == (
        f"a.json cannot be written to the store at {tmp_path} (No space left on device). What it held is as it was: "
        f"make room there, or name another place in {VARIABLE}."
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("end", ["", "/", "//"])
def test_a_folder_may_end_with_a_blank_and_be_named_with_a_slash_behind_it(tmp_path, end):
    place = Place(f"{tmp_path}/my store {end}")
    place.put("state/fed.json", b"x")
    assert (tmp_path / "my store " / "state" / "fed.json").read_bytes() == b"x"
    assert place.folders("") == ("state",)


def test_a_folder_of_this_machine_has_its_locks_in_it_and_any_other_place_in_the_cache_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "user_cache_path", lambda *_, **__: tmp_path / "cache")
    assert Place(tmp_path).locks == tmp_path / "locks"
    for address in ("memory://box", "filecache::memory://box"):
        assert Place(address).locks.parent == tmp_path / "cache" / "locks"


def test_on_windows_the_cache_folder_is_that_of_the_program_without_an_author(monkeypatch):
    monkeypatch.setattr(platformdirs.windows, "get_win_folder", lambda _: "local")
    monkeypatch.setattr(
        module, "user_cache_path", lambda *names, **how: platformdirs.windows.Windows(*names, **how).user_cache_path
    )
    assert user_folder() == Path("local", "plumbline", "Cache")


class Remembering(MemoryFileSystem):
    """Lists a folder as it was when first asked, unless it is to look again: so do those of object stores."""

    protocol = "remembering"
    seen: dict = {}

    def ls(self, path, detail=True, refresh=False, **more):
        if refresh or path not in self.seen:
            self.seen[path] = super().ls(path, detail=detail, **more)
        return self.seen[path]


def test_what_another_has_written_meanwhile_is_listed():
    fsspec.register_implementation("remembering", Remembering, clobber=True)
    address = f"remembering://{uuid.uuid4().hex}"
    ours, theirs = Place(address), Place(address)
    ours.put("ledger/a.json", b"{}")
    assert ours.folders("ledger") == ("a.json",)
    theirs.put("ledger/b.json", b"{}")
    assert ours.folders("ledger") == ("a.json", "b.json")
