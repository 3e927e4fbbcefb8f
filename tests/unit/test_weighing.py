"""Verdicts are compared once for each vintage, whatever moment a refresh is stopped at."""

import datetime as dt

import pytest
from two_claims import EURO, OIL, dearer

from loaders import vintages
from loaders.ledger import entries, weighed
from loaders.store import Store
from service.dossiers import Dossiers
from service.refresher import Refresher
from service.served_case import ServedCase, SharedFigures
from service.weighing import weigh_again

pytestmark = pytest.mark.slow

WRITES = 7
"""Of two sources, each a vintage, an entry and a state; and of the comparison."""


class Killed(BaseException):
    """The process ends here."""


@pytest.fixture
def killed_after(monkeypatch):
    """Let some writes through and none after: as a process that is killed."""

    def after(count):
        put, done = Store.put, []

        def counted(self, path, content):
            done.append(path)
            if len(done) > count:
                raise Killed
            put(self, path, content)

        monkeypatch.setattr(Store, "put", counted)
        return lambda: monkeypatch.setattr(Store, "put", put)

    return after


def told(store):
    """What the ledger says of figures and verdicts, moments aside."""
    found = entries(store)
    moves = [entry.moves for entry in found if entry.kind == "verdicts" and entry.moves]
    return sorted(entry.source for entry in found if entry.kind == "figures"), moves


@pytest.mark.parametrize("count", range(WRITES + 1))
def test_a_refresh_killed_at_any_write_and_begun_again_tells_what_an_unbroken_one_does(
    store,
    two_sources,
    bring,
    killed_after,
    count,
):
    dearer(two_sources, "brent_price", "euro_in_usd")
    alive = killed_after(count)
    if count < WRITES:
        with pytest.raises(Killed):
            bring("eia", "fed")
    else:
        bring("eia", "fed")
    alive()
    bring("eia", "fed")
    assert told(store) == (["eia", "fed"], [(OIL, EURO)])
    newest = {source: vintages.names(store, source)[-1].path for source in ("eia", "fed")}
    assert weighed(store) == newest


@pytest.mark.parametrize("count", range(WRITES))
def test_what_a_killed_refresh_left_is_compared_at_the_next_start_without_any_network(
    store,
    two_sources,
    bring,
    two_claims,
    killed_after,
    count,
):
    dearer(two_sources, "brent_price", "euro_in_usd")
    alive = killed_after(count)
    with pytest.raises(Killed):
        bring("eia", "fed")
    alive()
    brought = {s: vintages.names(store, s)[-1].path for s in ("eia", "fed") if vintages.names(store, s)}
    entry = weigh_again(store, two_claims)
    expected = tuple(move for source, move in (("eia", OIL), ("fed", EURO)) if source in brought)
    assert (entry.moves if entry else ()) == expected
    assert weighed(store) == brought
    assert weigh_again(store, two_claims) is None


def test_the_edition_that_newer_ones_are_yet_to_be_compared_with_is_kept(store, two_sources, bring, monkeypatch):
    bring("eia")
    compared = vintages.names(store, "eia")[-1]
    prune = vintages.prune
    monkeypatch.setattr(vintages, "prune", lambda store: prune(store, 0))
    dearer(two_sources, "brent_price")
    _, entry = bring("eia")
    assert entry.against == {"eia": compared.path}
    assert compared in vintages.names(store, "eia")


def test_a_ledger_of_an_older_program_is_gone_on_with(store, two_sources, bring, two_claims):
    from loaders.ledger import VerdictsMoved, append

    dearer(two_sources, "brent_price")
    (outcome,), _ = bring("eia")
    for name in store.dated("ledger", ".json"):
        store.remove(name)
    at = dt.datetime(2031, 1, 1, tzinfo=dt.UTC)
    append(store, VerdictsMoved(at=at, because={"eia": outcome.vintage.path}, moves=(OIL,)))
    assert weighed(store) == {"eia": outcome.vintage.path}
    assert weigh_again(store, two_claims) is None


def test_the_verdicts_of_each_case_are_told_apart(store, two_sources, bring, two_claims, tmp_path):
    dearer(two_sources, "brent_price")
    (outcome,), _ = bring("eia")
    for name in store.dated("ledger", ".json"):
        store.remove(name)
    entry = weigh_again(store, two_claims, {"second": two_claims})
    assert entry.because == {"eia": outcome.vintage.path}
    assert entry.moves == (OIL, OIL.model_copy(update={"case": "second"}))
    assert entry.of_case("second").moves == entry.moves[1:]
    refresher = Refresher()
    for case, told_of in (("", entry.moves[:1]), ("second", entry.moves[1:]), ("third", ())):
        found = Dossiers(ServedCase(SharedFigures(refresher), tmp_path), case).ledger()
        assert [one.moves for one in found if one.kind == "verdicts"] == [told_of]
