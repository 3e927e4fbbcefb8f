"""The store: files whole or not at all, told apart when damaged, one writer at a time, wherever it is."""

import datetime as dt
import json
import multiprocessing
import os
import threading
import uuid
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders import place as module
from loaders import store as layouts
from loaders.dated import Name, hash_of
from loaders.errors import Busy, StoreError
from loaders.store import LAYOUT, SCHEMA, VARIABLE, Store

NOON = dt.datetime(2026, 11, 23, 12, 0, 0, 123456, tzinfo=dt.UTC)


@pytest.fixture(params=["folder", "memory"])
def store(request, tmp_path, monkeypatch):
    """An opened store: a folder, or another place that fsspec knows."""
    monkeypatch.setattr(module, "user_cache_path", lambda *_, **__: tmp_path / "cache")
    store = Store(tmp_path / "store" if request.param == "folder" else f"memory://{uuid.uuid4().hex}")
    store.open()
    return store


@pytest.fixture
def folder(tmp_path):
    store = Store(tmp_path / "store")
    store.open()
    return store


def files(store):
    """What a folder holds, locks aside."""
    root = Path(store.place)
    return {str(p.relative_to(root)): p.read_bytes() for p in root.rglob("*") if p.is_file() and p.suffix != ".lock"}


def overwrite(store, name, content):
    store._fs.pipe_file(f"{store._root}/{name.path}", content)


def test_what_is_put_is_what_is_got(store):
    assert store.get("state/fed.json") is None
    store.put("state/fed.json", b"first")
    store.put("state/fed.json", b"second")
    assert store.get("state/fed.json") == b"second"


@given(st.binary(max_size=2000), st.datetimes(dt.datetime(1990, 1, 1), dt.datetime(2200, 1, 1)))
def test_any_dated_content_is_read_as_it_was_written(content, moment):
    store = Store(f"memory://{uuid.uuid4().hex}")
    name = store.put_dated("ledger", moment.replace(tzinfo=dt.UTC), content, ".json")
    assert store.read_dated(name) == content
    assert (name.at, name.hash) == (moment.replace(tzinfo=dt.UTC), hash_of(content))


def test_a_name_carries_moment_and_hash_and_sorts_in_the_order_of_writing_whatever_the_clock_says(store):
    late = store.put_dated("vintages/fed", NOON, b"late", ".parquet")
    early = store.put_dated("vintages/fed", NOON - dt.timedelta(days=400), b"early", ".parquet")
    assert late.path == f"vintages/fed/20261123T120000123456Z-{hash_of(b'late')}.parquet"
    assert early.path == f"vintages/fed/20261123T120000123457Z-{hash_of(b'early')}.parquet"
    assert store.dated("vintages/fed", ".parquet") == (late, early)
    assert store.folders("vintages") == ("fed",)
    assert store.size(late) == 4


def test_a_moment_of_another_zone_is_named_in_utc(store):
    there = NOON.astimezone(dt.timezone(dt.timedelta(hours=5, minutes=30)))
    assert store.put_dated("ledger", there, b"x", ".json").at == NOON


def test_a_store_that_holds_nothing_has_no_files(store):
    assert store.dated("vintages/fed", ".parquet") == ()
    assert store.folders("vintages") == ()
    assert store.record("state/fed.json") == {}
    assert store.size(Name("vintages/fed/none.parquet")) == 0
    store.remove(Name("vintages/fed/none.parquet"))


def test_what_is_removed_is_gone_and_the_rest_stays(store):
    one, other = (store.put_dated("ledger", NOON, content, ".json") for content in (b"one", b"other"))
    store.remove(one)
    assert store.dated("ledger", ".json") == (other,)
    with pytest.raises(StoreError, match="missing"):
        store.read_dated(one)


@pytest.mark.parametrize("content", [b"", b"the fig", b"the figures and more", b"other figures"])
def test_a_file_that_is_not_what_was_written_is_never_read_as_good(store, content):
    name = store.put_dated("vintages/fed", NOON, b"the figures", ".parquet")
    overwrite(store, name, content)
    with pytest.raises(StoreError, match="damaged"):
        store.read_dated(name)


def test_files_of_others_are_not_taken_for_ours(store):
    ours = store.put_dated("ledger", NOON, b"{}", ".json")
    for name in ("notes.json", "zzz-0123456789abcdef.json", f"._{Path(ours.path).name}", f"{ours.path[7:]}.tmp"):
        store.put(f"ledger/{name}", b"{}")
    assert store.dated("ledger", ".json") == (ours,)


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b'"x"', b"\xff\xfe", b"null"])
def test_a_record_that_cannot_be_read_is_an_empty_one(store, content):
    store.put("state/fed.json", content)
    assert store.record("state/fed.json") == {}


@pytest.mark.parametrize("failing", ["replace", "fsync"])
@pytest.mark.parametrize("path", ["state/fed.json", LAYOUT])
def test_a_write_that_fails_leaves_what_was_there_and_nothing_half_done(folder, monkeypatch, failing, path):
    folder.put(path, b'{"schema": 1}')
    before = files(folder)

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, failing, full)
        with pytest.raises(StoreError, match=f"No space left on device.*{VARIABLE}"):
            folder.put(path, b"newer")
    assert folder.get(path) == b'{"schema": 1}'
    assert files(folder) == before


def test_a_vintage_whose_write_fails_is_not_listed(folder, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", full)
        with pytest.raises(StoreError):
            folder.put_dated("vintages/fed", NOON, b"x", ".parquet")
    assert folder.dated("vintages/fed", ".parquet") == ()


def test_opening_makes_a_store_and_opening_again_changes_nothing(store):
    assert store.schema() == SCHEMA
    before = store.get(LAYOUT)
    store.open()
    assert store.get(LAYOUT) == before


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[]", b"{", b'{"schema": "new"}', b'{"schema": null}', b'{"schema": 1e999}',
                b'{"schema": 0}', b'{"schema": -3}']
)  # fmt: skip
def test_a_layout_file_that_makes_no_sense_is_told_as_damage(store, content):
    store.put(LAYOUT, content)
    with pytest.raises(StoreError, match=f"{LAYOUT} at .* is damaged. Move that folder away"):
        store.open()
    assert store.get(LAYOUT) == content


def test_a_newer_layout_is_refused_and_left_alone(store):
    store.put(LAYOUT, json.dumps({"schema": SCHEMA + 1}).encode())
    with pytest.raises(StoreError, match=f"written by a newer Plumbline .*Update Plumbline, or .*{VARIABLE}"):
        store.open()
    assert store.schema() == SCHEMA + 1


def test_an_older_layout_is_brought_up_to_date_step_by_step(store, monkeypatch):
    seen = []
    monkeypatch.setattr(layouts, "SCHEMA", SCHEMA + 2)
    monkeypatch.setitem(layouts.MIGRATIONS, SCHEMA, lambda s: seen.append(("first", s.schema())))
    monkeypatch.setitem(layouts.MIGRATIONS, SCHEMA + 1, lambda s: seen.append(("second", s.schema())))
    store.open()
    assert seen == [("first", SCHEMA), ("second", SCHEMA + 1)]
    assert store.schema() == SCHEMA + 2


def test_a_migration_that_fails_is_taken_up_where_it_ended(store, monkeypatch):
    def broken(_):
        raise OSError("the power went")

    seen = []
    monkeypatch.setattr(layouts, "SCHEMA", SCHEMA + 2)
    monkeypatch.setitem(layouts.MIGRATIONS, SCHEMA, lambda _: seen.append("first"))
    monkeypatch.setitem(layouts.MIGRATIONS, SCHEMA + 1, broken)
    with pytest.raises(StoreError, match="the power went"):
        store.open()
    assert store.schema() == SCHEMA + 1
    monkeypatch.setitem(layouts.MIGRATIONS, SCHEMA + 1, lambda _: seen.append("second"))
    store.open()
    assert (seen, store.schema()) == (["first", "second"], SCHEMA + 2)


LONG = 600
"""Seconds after which something hangs, on a slow machine too."""


def hold(place, held, done):
    with Store(place).lock("source-fed"):
        held.set()
        done.wait(LONG)


@pytest.mark.slow
@pytest.mark.parametrize("kind", [threading.Thread, multiprocessing.get_context("spawn").Process])
def test_a_lock_keeps_out_all_others_until_it_is_let_go(folder, kind):
    events = threading if kind is threading.Thread else multiprocessing.get_context("spawn")
    held, done = events.Event(), events.Event()
    other = kind(target=hold, args=(folder.place, held, done))
    other.start()
    assert held.wait(LONG)
    with pytest.raises(Busy, match="source-fed"), folder.lock("source-fed"):
        pytest.fail("two hold the lock")
    with pytest.raises(Busy), folder.lock("source-fed", timeout=0.05):
        pytest.fail("two hold the lock")
    with folder.lock("source-eia"):
        pass
    done.set()
    other.join()
    with folder.lock("source-fed"):
        pass


@pytest.mark.slow
def test_the_lock_of_a_killed_process_is_free(folder):
    context = multiprocessing.get_context("spawn")
    held, never = context.Event(), context.Event()
    other = context.Process(target=hold, args=(folder.place, held, never))
    other.start()
    assert held.wait(LONG)
    other.kill()
    other.join()
    with folder.lock("source-fed"):
        pass


def test_a_store_that_others_keep_busy_says_so(folder, monkeypatch):
    monkeypatch.setattr(layouts, "PATIENCE", 0.05)
    with folder.lock("store"), pytest.raises(StoreError, match="busy"):
        Store(folder.place).open()


def test_an_error_within_a_lock_lets_it_go(store):
    with pytest.raises(ZeroDivisionError), store.lock("source-fed"):
        raise ZeroDivisionError
    with store.lock("source-fed"):
        pass


def test_locks_of_a_store_elsewhere_are_files_of_this_machine(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "user_cache_path", lambda *_, **__: tmp_path)
    one, other = Store("memory://one"), Store("memory://other")
    with one.lock("source-fed"), other.lock("source-fed"):
        assert sorted(p.parent for p in tmp_path.rglob("*.lock")) == sorted([one.locks, other.locks])
    assert one.locks == Store("memory://one").locks


@pytest.mark.parametrize("below", ["", "below", "far/below"])
def test_a_place_that_cannot_be_written_to_says_what_to_do(tmp_path, below):
    (tmp_path / "file").write_text("in the way")
    store = Store(tmp_path / "file" / below)
    with pytest.raises(StoreError, match=f"Name another place in {VARIABLE}"):
        store.open()
    # It still reads as one that holds nothing.
    assert (store.get(LAYOUT), store.folders("vintages"), store.dated("ledger", ".json")) == (None, (), ())


@pytest.mark.parametrize("place", ["nowhere://x", "s3-of-the-future://bucket/x", "github://x"])
def test_a_place_of_an_unknown_kind_says_what_to_do(place):
    with pytest.raises(StoreError, match=f"{place}.*Name another place in {VARIABLE}"):
        Store(place)


def test_the_environment_names_the_place(tmp_path, monkeypatch):
    monkeypatch.setenv(VARIABLE, str(tmp_path / "named"))
    Store.of_user().open()
    assert (tmp_path / "named" / LAYOUT).exists()


@pytest.mark.parametrize("named", [None, ""])
def test_else_it_is_the_users_cache_folder(tmp_path, monkeypatch, named):
    monkeypatch.delenv(VARIABLE, raising=False)
    if named is not None:
        monkeypatch.setenv(VARIABLE, named)
    monkeypatch.setattr(module, "user_cache_path", lambda name, **_: tmp_path / "cache" / name)
    assert Path(Store.of_user().place) == tmp_path / "cache" / "plumbline" / "store"
