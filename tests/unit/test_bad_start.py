"""Started without its figures, or with a store that cannot be read: told in a sentence, and what is left is used."""

import datetime as dt
import shutil
from pathlib import Path

import numpy as np
import pytest
from living import BUNDLED, RATES, bundled, rates, stored, times
from loading import CATALOG

from loaders import snapshot, vintages
from loaders.breaker import state_of, states
from loaders.errors import StoreError
from loaders.ledger import entries
from loaders.load import load
from loaders.observations import Observations
from loaders.store import LAYOUT, VARIABLE

LATER = BUNDLED.provenance["euro_in_usd"].retrieved + dt.timedelta(days=1)


@pytest.fixture
def without_data(tmp_path, monkeypatch):
    """As if the folder data/ were not there."""
    monkeypatch.setattr(snapshot, "FOLDER", tmp_path / "no-data")
    return tmp_path / "no-data"


def put_a_folder(store, path):
    """A folder in the place of a file, which nobody can read as one."""
    place = Path(store.place) / path
    place.unlink()
    place.mkdir()


@pytest.fixture
def forbidden(store, monkeypatch):
    """The store's files may no longer be read."""

    def refuse(path, *_, **__):
        raise PermissionError(13, "Permission denied", path)

    def forbid():
        monkeypatch.setattr(store._fs, "cat_file", refuse)
        monkeypatch.setattr(store._fs, "ls", refuse)

    yield forbid
    monkeypatch.undo()


def test_without_data_nothing_is_in_hand_and_it_is_told(without_data):
    found = load(CATALOG)
    assert [fault.file for fault in found.faults] == ["data/registry.csv"]
    assert "git checkout -- data, or" in found.faults[0].remedy
    assert (len(found.observations.frame), dict(found.observations.provenance)) == (0, {})
    assert found.observations.latest_retrieval is None
    assert found.observations.line("euro_in_usd", "EUR").values.size == 0
    assert found.observations.names() == ()


def test_without_data_stored_figures_serve(store, without_data):
    stored(store, rates(1.1), LATER)
    found = load(CATALOG)
    assert [fault.file for fault in found.faults] == ["data/registry.csv"]
    assert set(found.observations.provenance) == set(RATES)
    expected = bundled("euro_in_usd").sort_values("date")["value"] * 1.1
    assert np.array_equal(found.observations.line("euro_in_usd", "EUR").values, expected)


def test_without_data_a_refresh_brings_figures_all_the_same(store, without_data, publisher, ask):
    assert ask().status == "moved"
    assert set(load(CATALOG).observations.provenance) == set(RATES)
    (entry,) = entries(store)
    assert {move.indicator: move.revised for move in entry.moves} == dict.fromkeys(RATES, 0)


def test_with_part_of_the_data_damaged_the_rest_is_in_hand(tmp_path, monkeypatch):
    data = tmp_path / "data"
    shutil.copytree(snapshot.FOLDER, data)
    file = data / "observations" / "fed.parquet"
    file.write_bytes(file.read_bytes()[:-1])
    monkeypatch.setattr(snapshot, "FOLDER", data)
    found = load(CATALOG)
    assert [fault.file for fault in found.faults] == ["data/observations/fed.parquet"]
    assert set(BUNDLED.provenance) - set(found.observations.provenance) == set(RATES)


def test_a_store_that_may_not_be_read_is_told_and_the_bundled_figures_serve(store, forbidden, caplog):
    stored(store, rates(1.1), LATER)
    forbidden()
    found = load(CATALOG)
    assert found.observations.provenance == BUNDLED.provenance
    (fault,) = found.faults
    assert fault.problem == "Newer figures cannot be read just now. The server's log says why."
    assert any("Permission denied" in getattr(record, "reason", "") for record in caplog.records)
    assert VARIABLE in fault.remedy


@pytest.mark.parametrize(
    "read",
    [
        entries,
        states,
        lambda store: store.open(),
        lambda store: state_of(store, "fed"),
        lambda s: vintages.names(s, "fed"),
    ],
    ids=["ledger", "states", "open", "state", "vintages"],
)
def test_whoever_reads_a_store_that_may_not_be_read_gets_a_sentence(store, forbidden, read):
    forbidden()
    with pytest.raises(StoreError, match=f"cannot be read .*Permission denied.*{VARIABLE}"):
        read(store)


def test_a_folder_in_the_place_of_a_vintage_costs_that_vintage(store):
    stored(store, {"euro_in_usd": times(bundled("euro_in_usd"), 1.2)}, LATER)
    last = stored(store, {"euro_in_usd": times(bundled("euro_in_usd"), 1.3)}, LATER + dt.timedelta(days=1))
    put_a_folder(store, last.path)
    found = load(CATALOG)
    assert found.observations.provenance["euro_in_usd"].retrieved == LATER
    (fault,) = found.faults
    assert last.path in fault.problem


def test_a_folder_in_the_place_of_the_layout_file_is_told(store):
    put_a_folder(store, LAYOUT)
    with pytest.raises(StoreError, match=f"{LAYOUT} .*cannot be read"):
        store.open()
    assert load(CATALOG).observations.provenance == BUNDLED.provenance


def test_figures_are_compared_as_wholes_and_not_cell_by_cell():
    one, other = Observations(BUNDLED.frame.head(3)), Observations(BUNDLED.frame.tail(3))
    assert one != other
    assert len({one, other, one}) == 2
