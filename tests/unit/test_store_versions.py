"""A store that outlives the program: copied, brought back, and met by an older program and a newer one (docs/deploy.md)."""

import datetime as dt
import shutil
from pathlib import Path

import pytest
from living import BUNDLED, bundled, rates, stored
from loading import CATALOG

import cli
from loaders import store as store_module
from loaders import wall_clock
from loaders.errors import StoreError
from loaders.ledger import entries
from loaders.load import load
from loaders.store import LAYOUT, SCHEMA, VARIABLE, Store

LATER = BUNDLED.provenance["euro_in_usd"].retrieved + dt.timedelta(days=1)


def everything(store: Store) -> dict[str, bytes]:
    """The files of a store by name, without its locks, which are of the machine."""
    root = Path(store.place)
    files = (path for path in root.rglob("*") if path.is_file() and path.parent.name != "locks")
    return {str(path.relative_to(root)): path.read_bytes() for path in files}


@pytest.fixture
def newer(store):
    """A store that a newer program has brought up to a layout of its own."""
    stored(store, rates(1.1), LATER)
    store.put(LAYOUT, f'{{"schema": {SCHEMA + 1}}}'.encode())
    return store


def test_a_copy_of_a_store_has_the_same_figures_states_and_ledger(store, ask, publisher, tmp_path, monkeypatch):
    ask()
    shutil.copytree(store.place, tmp_path / "copy")
    before = load(CATALOG, store)
    copy = Store(tmp_path / "copy")
    monkeypatch.setenv(VARIABLE, copy.place)
    after = load(CATALOG)
    assert after.observations.provenance == before.observations.provenance
    assert after.observations.frame.equals(before.observations.frame)
    assert len(entries(copy)) == len(entries(store)) > 0
    copy.open()
    assert everything(copy) == everything(store)


def test_pages_of_an_older_program_have_the_bundled_figures_and_the_log_says_why(newer, caplog):
    found = load(CATALOG)
    assert found.observations.provenance == BUNDLED.provenance
    (fault,) = found.faults
    assert fault.problem == StoreError.for_readers
    said = f"was written by a newer Plumbline (layout {SCHEMA + 1}, this one knows {SCHEMA})"
    assert any(said in record.reason for record in caplog.records)


@pytest.mark.parametrize("command", [("refresh", "--source", "fed"), ("import", "file.csv"), ("ledger",)])
def test_commands_of_an_older_program_refuse_a_newer_store_in_a_sentence_and_leave_it_alone(newer, capsys, command):
    before = everything(newer)
    assert cli.main(command) == 1
    assert "was written by a newer Plumbline" in capsys.readouterr().err
    assert everything(newer) == before


def test_a_newer_program_brings_an_older_store_up_to_date_and_its_figures_stay(store, monkeypatch):
    stored(store, rates(1.1), LATER)
    before = load(CATALOG).observations
    monkeypatch.setattr(store_module, "SCHEMA", SCHEMA + 1)
    monkeypatch.setitem(store_module.MIGRATIONS, SCHEMA, lambda _: None)
    store.open()
    assert store.schema() == SCHEMA + 1
    assert load(CATALOG).observations.frame.equals(before.frame)


def test_a_vintage_that_an_older_program_cannot_read_costs_that_vintage_alone(store):
    stored(store, rates(1.1), LATER)
    store.put_dated("vintages/fed", wall_clock.now(), b"what a newer program writes", ".parquet")
    found = load(CATALOG)
    (fault,) = found.faults
    assert "cannot be read" in fault.problem
    expected = bundled("euro_in_usd").sort_values("date")["value"] * 1.1
    assert list(found.observations.line("euro_in_usd", "EUR").values) == list(expected)
