"""The ledger: only ever added to, newest first, and each kind of entry is read as it was written."""

import datetime as dt
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st
from living import damage

from loaders.ledger import Removed, SetAside, ValuesMoved, VerdictMove, VerdictsMoved, append, entries, told
from loaders.moves import Move, Revision
from loaders.store import Store

NOON = dt.datetime(2026, 9, 1, 12, tzinfo=dt.UTC)
MOVE = Move(
    indicator="brent_price", added=1, revised=2, gone=0, newest="2026-08-31",
    largest=Revision(entity="BRENT", counterpart="", date="2026-07-31", before=83.76, after=0.1 + 0.2),
)  # fmt: skip
KINDS = (
    ValuesMoved(at=NOON, source="eia", vintage="vintages/eia/b.parquet", former=None, moves=(MOVE,)),
    ValuesMoved(at=NOON, source="eia", vintage="vintages/eia/b.parquet", former="vintages/eia/a.parquet", moves=()),
    SetAside(at=NOON, source="eia", vintage="quarantine/eia/a.parquet", reasons={"brent_price": "Größer als möglich."}),
    VerdictsMoved(
        at=NOON,
        because={"eia": "vintages/eia/b.parquet"},
        moves=(VerdictMove(claim="oil", as_of="latest", before="mixed", after="supported"),),
    ),
    Removed(at=NOON, vintages=("vintages/eia/a.parquet",)),
)

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
moments = st.datetimes(dt.datetime(2000, 1, 1), dt.datetime(2100, 1, 1), timezones=st.just(dt.UTC))
written = st.one_of(
    st.builds(SetAside, at=moments, source=words, vintage=words, reasons=st.dictionaries(words, words, max_size=3)),
    st.builds(Removed, at=moments, vintages=st.lists(words, max_size=3).map(tuple)),
)


@pytest.mark.parametrize("entry", KINDS, ids=lambda entry: entry.kind)
def test_each_kind_is_read_as_it_was_written(store, entry):
    append(store, entry)
    (found,) = entries(store)
    assert type(found) is type(entry)
    assert found == entry


@given(st.lists(written, max_size=6, unique_by=lambda entry: entry.at))
def test_any_entries_are_read_newest_first(found):
    store = Store(f"memory://{uuid.uuid4().hex}")
    for entry in found:
        append(store, entry)
    assert entries(store) == tuple(reversed(found))


def test_an_entry_is_written_for_people_too_a_line_for_each_thing_it_says(store):
    append(store, Removed(at=NOON, vintages=("vintages/eia/a.parquet",)))
    (name,) = store.dated("ledger", ".json")
    assert store.get(name.path).decode().splitlines() == [
        "{", ' "kind": "removed",', ' "at": "2026-09-01T12:00:00Z",', ' "vintages": [', '  "vintages/eia/a.parquet"', " ]", "}",
    ]  # fmt: skip


def test_an_empty_ledger_has_no_entries(store):
    assert entries(store) == ()
    assert entries(store, last=5) == ()


def test_the_last_ones_are_those_that_were_added_last_whatever_the_clock_said(store):
    for hour in (3, 1, 2):
        append(store, Removed(at=NOON + dt.timedelta(hours=hour), vintages=(str(hour),)))
    assert [entry.vintages for entry in entries(store)] == [("2",), ("1",), ("3",)]
    assert [entry.vintages for entry in entries(store, last=2)] == [("2",), ("1",)]
    assert len(entries(store, last=9)) == 3


def test_adding_leaves_all_that_was_told_as_it_was(store):
    append(store, KINDS[0])
    before = {name: store.get(name.path) for name in store.dated("ledger", ".json")}
    for entry in KINDS[1:]:
        append(store, entry)
    assert {name: store.get(name.path) for name in before} == before
    assert len(store.dated("ledger", ".json")) == len(KINDS)
    assert all(entry in entries(store) for entry in KINDS)


def test_damaged_and_foreign_entries_are_left_out_and_not_counted(store):
    for hour in range(4):
        append(store, Removed(at=NOON + dt.timedelta(hours=hour), vintages=(str(hour),)))
    damage(store, store.dated("ledger", ".json")[-1])
    store.put_dated("ledger", NOON + dt.timedelta(hours=9), b'{"kind": "of a newer Plumbline"}', ".json")
    store.put_dated("ledger", NOON + dt.timedelta(hours=10), b"[]", ".json")
    store.put("ledger/notes.json", b"{}")
    assert [entry.vintages for entry in entries(store)] == [("2",), ("1",), ("0",)]
    assert [entry.vintages for entry in entries(store, last=2)] == [("2",), ("1",)]


def test_a_vintage_is_told_by_an_entry_after_it_whatever_the_clock_said_then(store):
    vintage = store.put_dated("vintages/eia", NOON, b"new", ".parquet")
    assert not told(store, vintage)
    # The clock fell back: the entry says a moment before, and its file stands after all others.
    append(store, Removed(at=NOON, vintages=()))
    append(store, KINDS[0].model_copy(update={"at": NOON - dt.timedelta(days=400), "vintage": vintage.path}))
    assert told(store, vintage)
    assert not told(store, store.put_dated("vintages/eia", NOON, b"newer", ".parquet"))


def test_an_entry_of_the_same_moment_as_its_vintage_tells_it(store):
    vintage = store.put_dated("vintages/eia", NOON, b"new", ".parquet")
    append(store, KINDS[0].model_copy(update={"vintage": vintage.path}))
    assert told(store, vintage)
