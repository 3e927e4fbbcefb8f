"""Vintages: what is written is read, the newest good one counts, and old ones make room."""

import dataclasses
import datetime as dt
import io
import re
import uuid

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from living import damage, made_up, stored, vintage

from loaders import vintages
from loaders.catalog import ROOT
from loaders.dated import hash_of
from loaders.errors import StoreError
from loaders.observations import COLUMNS, SCHEMA, STATUSES, Provenance, as_table
from loaders.snapshot_package import to_parquet
from loaders.store import Store
from loaders.vintages import Vintage

DAY = dt.date(2026, 9, 1)
NOON = dt.datetime(2026, 9, 1, 12, tzinfo=dt.UTC)
MEMORY = Store("memory://vintages")

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
days = st.dates(dt.date(1900, 1, 1), dt.date(2200, 12, 31))
provenances = st.builds(
    Provenance, words, words, st.sampled_from(["bundled", "stored"]), words, days, days, words, words, words,
    st.integers(0, 10**12), days, days, words, st.lists(words, max_size=3).map(tuple),
)  # fmt: skip
keys = st.tuples(
    st.sampled_from(["gdp_nominal", "population"]),
    st.sampled_from(["USA", "NATO@2014", "DONORS-EUR"]),
    st.sampled_from(["", "UKR", "WLD"]),
    st.dates(dt.date(1900, 1, 1), dt.date(2200, 12, 31)),
)
figures = st.tuples(st.floats(allow_nan=False, allow_infinity=False), st.sampled_from(STATUSES))
rows = st.dictionaries(keys, figures, min_size=1, max_size=12)


def frame(found):
    made = pd.DataFrame([(*key, *chart) for key, chart in found.items()], columns=list(COLUMNS))
    return made.astype({"date": "datetime64[s]"})


def told(read):
    """The rows of a frame as plain values."""
    return {(r.indicator, r.entity, r.counterpart, r.date.date()): (r.value, r.status) for r in read.frame.itertuples()}


@pytest.mark.slow
@settings(max_examples=30)
@given(rows, st.dictionaries(words, provenances, max_size=4), st.dictionaries(words, words, max_size=4))
def test_what_is_written_is_read(found, records, notes):
    name = vintages.write(MEMORY, "any", Vintage(as_table(frame(found)), records, notes), NOON)
    read = vintages.read(MEMORY, name)
    assert told(read) == found
    assert (dict(read.provenance), dict(read.notes)) == (records, notes)
    assert list(read.frame.columns) == list(COLUMNS)


@pytest.mark.parametrize("value", [5e-324, -1.7976931348623157e308, 0.1 + 0.2, -0.0, 1e16 + 2])
def test_figures_are_kept_to_the_last_digit(store, value):
    name = vintages.write(store, "x", Vintage(as_table(frame({("x", "USA", "", DAY): (value, "")})), {}, {}), NOON)
    (read,) = vintages.read(store, name).frame["value"]
    assert read.hex() == value.hex()


@pytest.mark.slow
@settings(max_examples=30)
@given(rows, st.randoms())
def test_the_same_rows_in_another_order_are_the_same_bytes(found, chance):
    items = list(found.items())
    chance.shuffle(items)
    assert to_parquet(frame(dict(items))) == to_parquet(frame(found))
    one, other = (Vintage(as_table(frame(f)), {}, {}) for f in (found, dict(items)))
    assert len({vintages.write(MEMORY, "order", each, NOON).hash for each in (one, other)}) == 1


def test_the_same_figures_are_told_from_others_whatever_their_order_and_source(store):
    one = vintage({"gdp_nominal": made_up([1, 2, 3])}, DAY)
    name = vintages.write(store, "worldbank", one, NOON)
    turned = dataclasses.replace(one, table=as_table(one.frame[::-1]), notes={"gdp_nominal": "another"})
    assert vintages.same_values(store, name, turned)
    assert not vintages.same_values(store, name, vintage({"gdp_nominal": made_up([1, 2, 4])}, DAY))
    damage(store, name)
    assert not vintages.same_values(store, name, one)


def test_a_file_is_plain_parquet_with_the_declared_columns_and_no_code_in_it(store):
    name = stored(store, {"gdp_nominal": made_up([1, 2])}, DAY)
    content = store.get(name.path)
    table = pq.read_table(io.BytesIO(content))
    assert table.schema.remove_metadata() == SCHEMA
    assert table.column("value").to_pylist() == [1.0, 2.0]
    assert list(table.schema.metadata) == [b"plumbline"]
    assert content[:4] == content[-4:] == b"PAR1"


def test_no_loader_reads_or_writes_what_could_run_as_code():
    for path in (ROOT / "loaders").rglob("*.py"):
        assert not re.search(r"\b(pickle|marshal|shelve|joblib|dill)\b", path.read_text(encoding="utf-8")), path


def test_the_one_written_last_counts_whatever_the_clock_said(store):
    stored(store, {"gdp_nominal": made_up([1])}, DAY + dt.timedelta(days=1))
    stored(store, {"gdp_nominal": made_up([2])}, DAY)
    found, problems = vintages.newest(store, "worldbank")
    assert (list(found.frame["value"]), problems) == ([2.0], [])
    assert vintages.newest(store, "fed") == (None, [])


def test_a_damaged_newest_one_is_told_and_the_one_before_serves(store):
    stored(store, {"gdp_nominal": made_up([1])}, DAY)
    worse = [stored(store, {"gdp_nominal": made_up([i])}, DAY + dt.timedelta(days=i)) for i in (2, 3)]
    for name in worse:
        damage(store, name)
    found, problems = vintages.newest(store, "worldbank")
    assert list(found.frame["value"]) == [1.0]
    assert problems == [f"{name.path} in the store is damaged." for name in reversed(worse)]


def test_the_newest_up_to_a_moment_is_that_of_the_moment_itself(store):
    names = [stored(store, {"gdp_nominal": made_up([i])}, DAY + dt.timedelta(days=i)) for i in range(3)]
    for i, name in enumerate(names):
        found, problems = vintages.newest(store, "worldbank", name)
        assert (list(found.frame["value"]), problems) == ([i], [])
    damage(store, names[1])
    found, problems = vintages.newest(store, "worldbank", names[1])
    assert (list(found.frame["value"]), problems) == ([0], [f"{names[1].path} in the store is damaged."])


def test_what_a_vintage_says_of_itself_stands_in_its_file_in_plain_letters(store):
    one = dataclasses.replace(
        vintage({"gdp_nominal": made_up([1])}, DAY), notes={"gdp_nominal": "T\u00fcrkiye \u2013 why"}
    )
    content = store.get(vintages.write(store, "worldbank", one, NOON).path)
    assert "T\u00fcrkiye \u2013 why".encode() in pq.read_table(io.BytesIO(content)).schema.metadata[b"plumbline"]


def test_where_all_are_damaged_there_is_none(store):
    name = stored(store, {"gdp_nominal": made_up([1])}, DAY)
    damage(store, name)
    assert vintages.newest(store, "worldbank") == (None, [f"{name.path} in the store is damaged."])


def parquet(schema=None, metadata=None):
    sink = io.BytesIO()
    schema = (schema or SCHEMA).with_metadata(metadata)
    pq.write_table(schema.empty_table(), sink)
    return sink.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PAR1",
        b"not Parquet at all",
        parquet(),
        parquet(metadata={"plumbline": "{"}),
        parquet(metadata={"plumbline": "{}"}),
        parquet(metadata={"plumbline": "[]"}),
        parquet(metadata={"plumbline": '{"provenance": {"x": {}}, "notes": {}}'}),
        parquet(metadata={"plumbline": '{"provenance": {}}'}),
        parquet(metadata={"plumbline": '{"provenance": {}, "notes": {"x": 1}}'}),
        parquet(pa.schema([("entity", pa.string())]), {"plumbline": '{"provenance": {}, "notes": {}}'}),
        parquet(pa.schema([(name, pa.string()) for name in COLUMNS]), {"plumbline": '{"provenance": {}, "notes": {}}'}),
    ],
    ids="empty mark text foreign cut bare list provenance no-notes notes columns types".split(),
)
def test_a_file_that_is_whole_but_none_of_ours_is_told_and_not_used(store, content):
    name = store.put_dated("vintages/worldbank", NOON, content, ".parquet")
    assert name.hash == hash_of(content)
    with pytest.raises(StoreError, match=rf"^{re.escape(name.path)} in the store cannot be read \(\w+\)\.$"):
        vintages.read(store, name)
    assert vintages.newest(store, "worldbank")[0] is None


def test_figures_set_aside_are_kept_apart(store):
    name = vintages.write(
        store, "fed", Vintage(as_table(made_up([1]).assign(indicator="x")), {}, {"x": "why"}), NOON, "quarantine"
    )
    assert vintages.quarantined(store, "fed") == (name,)
    assert vintages.names(store, "fed") == ()


def test_room_is_made_oldest_first_and_never_by_the_newest_of_a_source(store):
    old, mid, new = (stored(store, {"gdp_nominal": made_up([i])}, DAY + dt.timedelta(days=i)) for i in range(3))
    first, last = (stored(store, {"brent_price": made_up([i])}, DAY - dt.timedelta(days=9 - i)) for i in range(2))
    size = store.size(new)
    assert vintages.prune(store, 10 * size) == []
    assert vintages.prune(store, sum(map(store.size, (mid, new, last)))) == [first, old]
    assert vintages.names(store, "worldbank") == (mid, new)
    # `last` is older than `mid`, but the only one of its source.
    assert vintages.prune(store, 0) == [mid]
    assert vintages.names(store, "eia") == (last,)
    assert vintages.names(store, "worldbank") == (new,)
    assert vintages.prune(store, 0) == []


def test_the_oldest_goes_first_of_whatever_source_and_kind_it_is(store):
    days = {"brent_price": (2, 3, 9), "gdp_nominal": (1, 4, 9)}
    names = {
        day: stored(store, {name: made_up([day])}, DAY + dt.timedelta(days=day))
        for name, moments in days.items()
        for day in moments[:2]
    }
    aside = vintage({"euro_in_usd": made_up([0])}, DAY)
    first, _ = (
        vintages.write(store, "fed", aside, NOON + dt.timedelta(days=day, hours=1), "quarantine") for day in (1, 9)
    )
    for name, moments in days.items():
        stored(store, {name: made_up([9])}, DAY + dt.timedelta(days=moments[-1]))
    assert vintages.prune(store, 0) == [names[1], first, names[2], names[3], names[4]]


@pytest.mark.slow
@settings(max_examples=30)
@given(st.lists(st.tuples(st.sampled_from(["gdp_nominal", "brent_price"]), st.integers(0, 40)), max_size=12, unique=True),
       st.integers(0, 40_000))  # fmt: skip
def test_what_room_is_made_by_is_never_newer_than_what_could_have_gone(kept, limit):
    store = Store(f"memory://{uuid.uuid4().hex}")
    names = [stored(store, {name: made_up([i])}, DAY + dt.timedelta(days=i)) for name, i in kept]
    newest = {name.path.split("/")[1]: name for name in sorted(names, key=lambda n: n.stem)}
    removed = vintages.prune(store, limit)
    left = set(names) - set(removed)
    assert set(newest.values()) <= left
    assert removed == sorted(removed, key=lambda n: n.stem)
    could = [n for n in left if n not in newest.values()]
    assert not could or sum(map(store.size, left)) <= limit
    assert all(gone.stem < stays.stem for gone in removed for stays in could)
