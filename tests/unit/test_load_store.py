"""What is in hand: stored figures where they are newer and mean the same, else the bundled ones."""

import dataclasses
import datetime as dt

import pytest
from living import BUNDLED, bundled, damage, provenance, stored, times, vintage
from loading import CATALOG

from loaders import vintages
from loaders.dated import Name
from loaders.errors import StoreError
from loaders.load import in_hand, load
from loaders.mode import UnknownMode, mode
from loaders.observations import as_table
from loaders.store import LAYOUT, VARIABLE, Store
from loaders.tables import Table

RETRIEVED = BUNDLED.provenance["euro_in_usd"].retrieved
LATER, LATEST = RETRIEVED + dt.timedelta(days=1), RETRIEVED + dt.timedelta(days=2)
NOON = dt.datetime.combine(LATER, dt.time(12), dt.UTC)


def changed(name="euro_in_usd", factor=1.1):
    return {name: times(bundled(name), factor)}


def values(observations, name):
    return observations.part(name).sort_values("date")["value"].tolist()


def redefined(indicator, **changes):
    """The catalog with one indicator that means something else."""
    rows = tuple(r.model_copy(update=changes) if r.id == indicator else r for r in CATALOG.indicators.rows)
    table = CATALOG.indicators
    return dataclasses.replace(CATALOG, indicators=Table(table.file, rows, table.lines, ()))


def test_an_empty_store_leaves_the_bundled_figures(store):
    found = load(CATALOG)
    assert found.faults == ()
    assert found.observations.provenance == BUNDLED.provenance
    assert found.observations.table.equals(BUNDLED.table)


def test_a_store_that_was_never_made_leaves_the_bundled_figures(tmp_path, monkeypatch):
    monkeypatch.setenv("PLUMBLINE_LIVE", "on")
    found = load(CATALOG, Store(tmp_path / "nothing"))
    assert (found.faults, found.observations.provenance) == ((), BUNDLED.provenance)
    assert not (tmp_path / "nothing").exists()


@pytest.mark.parametrize("word", ["on", "stored", ""])
def test_stored_figures_replace_the_bundled_ones_of_just_their_indicators(store, monkeypatch, word):
    monkeypatch.setenv("PLUMBLINE_LIVE", word)
    stored(store, changed(), LATER)
    found = load(CATALOG).observations
    assert values(found, "euro_in_usd") == [v * 1.1 for v in values(BUNDLED, "euro_in_usd")]
    assert found.provenance["euro_in_usd"].state == "stored"
    assert found.provenance["euro_in_usd"].retrieved == LATER
    others = set(BUNDLED.provenance) - {"euro_in_usd"}
    assert all(found.provenance[name] == BUNDLED.provenance[name] for name in others)
    assert values(found, "dollar_index") == values(BUNDLED, "dollar_index")
    assert len(found.frame) == len(BUNDLED.frame)
    assert not found.frame.duplicated(["indicator", "entity", "counterpart", "date"]).any()
    assert found.latest_retrieval == max(LATER, BUNDLED.latest_retrieval)


def test_the_frame_has_the_same_columns_and_types_whatever_it_was_joined_from(store):
    stored(store, changed(), LATER)
    assert load(CATALOG).observations.frame.dtypes.map(str).to_dict() == BUNDLED.frame.dtypes.map(str).to_dict()


def test_the_newest_vintage_counts(store):
    stored(store, changed(factor=1.2), LATER)
    stored(store, changed(factor=1.3), LATEST)
    assert values(load(CATALOG).observations, "euro_in_usd")[0] == bundled("euro_in_usd")["value"][0] * 1.3


def test_another_vintage_can_be_asked_for(store):
    first, last = stored(store, changed(factor=1.2), LATER), stored(store, changed(factor=1.3), LATEST)
    start = bundled("euro_in_usd")["value"][0]
    for name, factor in ((first, 1.2), (last, 1.3), (None, 1)):
        assert values(load(CATALOG, at={"fed": name}).observations, "euro_in_usd")[0] == start * factor
    damage(store, last)
    assert values(load(CATALOG, at={"fed": last}).observations, "euro_in_usd")[0] == start * 1.2


def test_figures_older_than_the_bundled_edition_are_not_used(store):
    stored(store, changed(), RETRIEVED - dt.timedelta(days=1))
    assert load(CATALOG).observations.provenance == BUNDLED.provenance
    stored(store, changed(), RETRIEVED)
    assert load(CATALOG).observations.provenance["euro_in_usd"].state == "stored"


def test_of_one_vintage_only_what_is_new_enough_is_used(store):
    made = vintage(changed() | changed("dollar_index"), LATER)
    old = dataclasses.replace(made.provenance["dollar_index"], retrieved=RETRIEVED - dt.timedelta(days=1))
    made = dataclasses.replace(made, provenance={**made.provenance, "dollar_index": old})
    vintages.write(store, "fed", made, NOON)
    found = load(CATALOG).observations
    assert found.provenance["euro_in_usd"].state == "stored"
    assert found.provenance["dollar_index"] == BUNDLED.provenance["dollar_index"]
    assert values(found, "dollar_index") == values(BUNDLED, "dollar_index")


@pytest.mark.parametrize(
    "changes", [{"unit": "EUR per US$"}, {"code": "DEXOTHER"}, {"start": 2010}, {"entities": "USA"}]
)
def test_figures_that_meant_something_else_are_not_used(store, changes):
    stored(store, changed(), LATER)
    assert load(redefined("euro_in_usd", **changes)).observations.provenance == BUNDLED.provenance
    # What only readers are told may change.
    same = load(redefined("euro_in_usd", name="the euro", lag_days=9, notes="A note.", margin_pct=1)).observations
    assert same.provenance["euro_in_usd"].state == "stored"


def test_figures_of_an_indicator_that_is_no_more_are_left_alone(store):
    made = vintage(changed(), LATER)
    table = as_table(made.frame.assign(indicator="forgotten"))
    row = provenance("euro_in_usd", bundled("euro_in_usd"), LATER, indicator="forgotten")
    vintages.write(store, "fed", dataclasses.replace(made, table=table, provenance={"forgotten": row}, notes={}), NOON)
    found = load(CATALOG)
    assert (found.faults, found.observations.provenance) == ((), BUNDLED.provenance)


def test_an_indicator_that_is_not_bundled_comes_from_the_store(store):
    row = CATALOG.indicator["euro_in_usd"].model_copy(update={"id": "new_rate", "code": "NEW"})
    table = CATALOG.indicators
    rows = Table(table.file, (*table.rows, row), {**table.lines, "new_rate": 0}, ())
    catalog = dataclasses.replace(CATALOG, indicators=rows)
    stored(store, {"new_rate": bundled("euro_in_usd")}, LATER, catalog)
    assert values(load(catalog).observations, "new_rate") == values(BUNDLED, "euro_in_usd")


def test_a_damaged_newest_vintage_is_told_and_the_one_before_serves(store):
    stored(store, changed(factor=1.2), LATER)
    last = stored(store, changed(factor=1.3), LATEST)
    damage(store, last)
    found = load(CATALOG)
    assert values(found.observations, "euro_in_usd")[0] == bundled("euro_in_usd")["value"][0] * 1.2
    (fault,) = found.faults
    assert last.path in fault.problem
    assert "damaged" in fault.problem
    assert "plumbline refresh" in fault.remedy


def test_where_every_vintage_is_damaged_the_bundled_figures_serve(store):
    damage(store, stored(store, changed(), LATER))
    stored(store, changed("brent_price"), LATEST)
    found = load(CATALOG)
    assert found.observations.provenance["euro_in_usd"] == BUNDLED.provenance["euro_in_usd"]
    assert found.observations.provenance["brent_price"].state == "stored"
    assert len(found.faults) == 1


def test_what_is_no_vintage_does_no_harm(store):
    stored(store, changed(), LATER)
    for path in ("vintages/.DS_Store", "vintages/stray.parquet", "vintages/fed/notes.parquet", "vintages/fed/zzz.txt"):
        store.put(path, b"not ours")
    found = load(CATALOG)
    assert found.faults == ()
    assert found.observations.provenance["euro_in_usd"].state == "stored"


def test_a_place_of_an_unknown_kind_is_told_and_the_bundled_figures_serve(monkeypatch, caplog):
    monkeypatch.setenv("PLUMBLINE_LIVE", "on")
    monkeypatch.setenv(VARIABLE, "nowhere://x")
    found = load(CATALOG)
    assert found.observations.provenance == BUNDLED.provenance
    (fault,) = found.faults
    assert fault.problem == StoreError.for_readers
    assert any("nowhere://x" in record.reason for record in caplog.records)


def test_a_file_in_the_place_of_the_store_leaves_the_bundled_figures(tmp_path, monkeypatch):
    monkeypatch.setenv("PLUMBLINE_LIVE", "on")
    (tmp_path / "file").write_text("in the way")
    assert load(CATALOG, Store(tmp_path / "file")).observations.provenance == BUNDLED.provenance


def test_off_looks_at_no_store(store, monkeypatch):
    stored(store, changed(), LATER)
    monkeypatch.setenv("PLUMBLINE_LIVE", "off")
    monkeypatch.setattr(Store, "folders", lambda *_: pytest.fail("the store was looked at"))
    assert load(CATALOG).observations.provenance == BUNDLED.provenance
    assert load(CATALOG, store).observations.provenance == BUNDLED.provenance


@pytest.mark.parametrize("word", ["On", "offline", "false", "0", " off"])
def test_an_unknown_word_is_refused(monkeypatch, word):
    monkeypatch.setenv("PLUMBLINE_LIVE", word)
    with pytest.raises(UnknownMode, match="on, stored or off is meant"):
        mode()
    with pytest.raises(UnknownMode):
        load(CATALOG)


@pytest.mark.parametrize(
    ("word", "meant"), [(None, "on"), ("", "on"), ("on", "on"), ("stored", "stored"), ("off", "off")]
)
def test_nothing_said_means_on(monkeypatch, word, meant):
    monkeypatch.delenv("PLUMBLINE_LIVE")
    if word is not None:
        monkeypatch.setenv("PLUMBLINE_LIVE", word)
    assert mode() == meant


def test_reading_writes_nothing(store):
    store.remove(Name(LAYOUT))
    stored(store, changed(), LATER)
    before = [store.get(name.path) for name in vintages.names(store, "fed")]
    load(CATALOG)
    in_hand("fed", store, CATALOG)
    assert store.get(LAYOUT) is None
    assert [store.get(name.path) for name in vintages.names(store, "fed")] == before


def test_what_is_in_hand_of_a_source_with_and_without_a_vintage(store):
    first, last = stored(store, changed(factor=1.2), LATER), stored(store, changed(factor=1.3), LATEST)
    start = bundled("euro_in_usd")["value"][0]
    for without, factor in ((None, 1.3), (last, 1.2), (first, 1)):
        found = in_hand("fed", store, CATALOG, without=without)
        assert values(found, "euro_in_usd")[0] == start * factor
        assert set(found.provenance) == {"euro_in_usd", "yuan_per_usd", "dollar_index"}
