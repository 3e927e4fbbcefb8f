"""Files that a person brings: known by their content, kept as an edition, and never called live."""

import datetime as dt

import pytest
from living import BUNDLED, RATES, bundled, factor, file_of, parse, times
from loading import CATALOG

from loaders import imports, vintages
from loaders.breaker import State, keep_state, state_of
from loaders.errors import Busy, RateLimited, Unreachable
from loaders.imports import Unrecognised, take_file
from loaders.ledger import entries
from loaders.load import load
from loaders.sources import Recognised
from verdicts.freshness import freshness

NOON = dt.datetime(2026, 9, 1, 12, tzinfo=dt.UTC)
GOLD = CATALOG.indicator["gold_price"]


@pytest.fixture
def files(tmp_path, monkeypatch, publisher):
    """Makes files, each recognised by what it begins with."""
    known = {b"gold": ("pink_sheet", (GOLD.code,)), b"euro": ("fed", (CATALOG.indicator["euro_in_usd"].code,))}

    def recogniser(source):
        def recognise(content):
            for mark, (owner, codes) in known.items():
                if owner == source and content.startswith(mark):
                    return Recognised(codes, "2 September 2026", dt.date(2026, 9, 2))
            return None

        return recognise

    monkeypatch.setattr(imports, "recognisers", lambda _: {s: recogniser(s) for s in ("fed", "pink_sheet")})
    monkeypatch.setattr("loaders.prepare.parser_of", lambda _: lambda f, code, catalog: read(f))

    def make(mark, frame, name="anything.bin"):
        path = tmp_path / name
        path.write_bytes(mark.encode() + b"\n" + file_of(frame))
        return path

    return make


def read(files):
    ((name, content),) = files.items()
    first, _, rest = content.partition(b"\n")
    return parse({name: rest if first in (b"gold", b"euro") else content}, "", CATALOG)


def test_a_file_is_known_by_its_content_and_its_figures_are_used(store, files):
    words, outcome = take_file(files("gold", times(bundled("gold_price"), 1.1)), store, CATALOG)
    source = CATALOG.source["pink_sheet"]
    assert words == f"{source.publisher}, {source.name}, 2 September 2026"
    assert (outcome.status, [m.indicator for m in outcome.moves]) == ("moved", ["gold_price"])
    found = load(CATALOG).observations
    assert factor(found, "gold_price") == 1.1
    row = found.provenance["gold_price"]
    assert (row.file, row.edition, row.published) == ("anything.bin", "2 September 2026", dt.date(2026, 9, 2))
    # Other series of the source are as they were.
    assert found.provenance["gas_price_us"] == BUNDLED.provenance["gas_price_us"]
    assert entries(store)[0].vintage == outcome.vintage.path


def test_the_same_file_again_moves_nothing(store, files):
    path = files("gold", times(bundled("gold_price"), 1.1))
    take_file(path, store, CATALOG)
    _, again = take_file(path, store, CATALOG)
    assert (again.status, again.vintage) == ("unchanged", None)
    assert len(vintages.names(store, "pink_sheet")) == 1


def test_a_file_that_nobody_knows_is_refused_with_those_that_are_known(store, files):
    with pytest.raises(Unrecognised) as raised:
        take_file(files("none", bundled("gold_price")), store, CATALOG)
    assert CATALOG.source["pink_sheet"].name in str(raised.value)
    assert CATALOG.source["fed"].name in str(raised.value)
    assert store.folders("vintages") == ()


def test_a_file_too_large_to_be_one_of_them_is_not_read(store, files, monkeypatch):
    monkeypatch.setattr(imports, "LARGEST", 10)
    with pytest.raises(Unrecognised, match="too large: up to 0.0 kB are read"):
        take_file(files("gold", bundled("gold_price")), store, CATALOG)


def test_a_file_that_is_not_there_is_an_error_of_the_system(store, files, tmp_path):
    with pytest.raises(OSError, match="No such file"):
        take_file(tmp_path / "none.csv", store, CATALOG)


def test_figures_of_a_file_that_cannot_be_right_are_set_aside(store, files):
    _, outcome = take_file(files("gold", times(bundled("gold_price"), 1000)), store, CATALOG)
    assert (outcome.status, outcome.failed) == ("failed", True)
    assert outcome.problems["gold_price"].kind == "Invalid"
    assert load(CATALOG).observations.provenance["gold_price"].state == "bundled"
    assert len(vintages.quarantined(store, "pink_sheet")) == 1


def test_a_file_of_a_source_that_can_be_asked_is_not_called_live(store, files, publisher):
    take_file(files("euro", times(bundled("euro_in_usd"), 1.1)), store, CATALOG)
    row, state = load(CATALOG).observations.provenance["euro_in_usd"], state_of(store, "fed")
    found = freshness(row, CATALOG.service["fed"], state, dt.datetime.now(dt.UTC))
    assert found.kind == "stored"
    assert found.words.endswith(", from a file.")
    assert state.succeeded is None


def test_a_file_says_nothing_of_how_the_interface_is_doing(store, files):
    down = State().after(NOON, (), {"": RateLimited("Later.", 10**6), "euro_in_usd": Unreachable("Down.")}, RATES)
    keep_state(store, "fed", down)
    take_file(files("euro", times(bundled("euro_in_usd"), 1.1)), store, CATALOG)
    after = state_of(store, "fed")
    assert after.problems.keys() == {""}
    assert after.model_copy(update={"problems": down.problems}) == down
    # Nor does one that cannot be used.
    take_file(files("euro", times(bundled("euro_in_usd"), 1000)), store, CATALOG)
    worse = state_of(store, "fed")
    assert {name: p.kind for name, p in worse.problems.items()} == {"": "RateLimited", "euro_in_usd": "Invalid"}
    assert worse.model_copy(update={"problems": down.problems}) == down


def test_figures_of_a_file_are_no_longer_those_the_source_gave(store, files, ask):
    ask()
    take_file(files("euro", times(bundled("euro_in_usd"), 1.2)), store, CATALOG)
    assert set(state_of(store, "fed").confirmed) == {"yuan_per_usd", "dollar_index"}
    found = load(CATALOG).observations
    assert [factor(found, name) for name in RATES] == [1.2, 1.1, 1.1]


def test_a_file_of_the_very_figures_the_source_gave_changes_nothing(store, files, ask):
    ask()
    before = state_of(store, "fed")
    take_file(files("euro", times(bundled("euro_in_usd"), 1.1)), store, CATALOG)
    assert state_of(store, "fed") == before


def test_a_source_that_is_being_asked_for_too_long_is_told_as_busy(store, files, monkeypatch):
    monkeypatch.setattr(imports, "PATIENCE", 0.05)
    with store.lock("source-fed"), pytest.raises(Busy):
        take_file(files("euro", bundled("euro_in_usd")), store, CATALOG)


def test_one_series_of_a_file_that_cannot_be_right_costs_all_of_it(store, files, tmp_path, monkeypatch):
    both = tuple(CATALOG.indicator[name].code for name in ("gold_price", "gas_price_us"))
    monkeypatch.setattr(imports, "recognisers", lambda _: {"pink_sheet": lambda _: Recognised(both, "2026", None)})
    monkeypatch.setattr(
        "loaders.prepare.parser_of",
        lambda _: (
            lambda f, code, catalog: (
                times(bundled("gold_price"), 1000) if code == GOLD.code else times(bundled("gas_price_us"), 1.1)
            )
        ),
    )
    path = tmp_path / "prices.xlsx"
    path.write_bytes(b"x")
    _, outcome = take_file(path, store, CATALOG)
    assert outcome.failed
    assert outcome.moves == ()
    assert outcome.problems["gas_price_us"].message.startswith("Another series of the same file cannot be right")
    assert store.folders("vintages") == ()
    assert len(vintages.quarantined(store, "pink_sheet")) == 1
