"""Sources brought up to date side by side, and what that does to the verdicts."""

import pytest
from living import BUNDLED, bundled, damage, stored, times
from loading import CATALOG
from two_claims import EURO, OIL, dearer

from loaders import wall_clock
from loaders.errors import Changed, StoreError, Unreachable
from loaders.ledger import entries
from loaders.load import load
from service.opening import open_case
from service.weighing import weigh_again
from verdicts.refresh_text import entry_sentences, outcome_sentences

pytestmark = pytest.mark.slow


def verdict_entries(store):
    return [entry for entry in entries(store) if entry.kind == "verdicts"]


def test_a_verdict_that_moves_is_told_with_what_it_was_and_why(store, two_sources, bring):
    dearer(two_sources, "brent_price")
    (outcome,), told = bring("eia")
    assert outcome.status == "moved"
    assert told.moves == (OIL,)
    assert told.because == {"eia": outcome.vintage.path}
    assert verdict_entries(store) == [told]
    # The ledger names the figures first: newest first, the verdicts stand above them.
    assert [entry.kind for entry in entries(store)] == ["verdicts", "figures"]


def test_back_again_is_told_too(store, two_sources, bring):
    dearer(two_sources, "brent_price")
    bring("eia")
    two_sources.gives["brent_price"] = bundled("brent_price")
    _, told = bring("eia")
    assert told.moves == (
        OIL.model_copy(update={"before": OIL.after, "after": OIL.before, "certainty": "high", "certainty_reasons": ()}),
    )


def test_figures_that_move_no_verdict_are_told_without_one(store, two_sources, bring):
    two_sources.gives["brent_price"] = times(bundled("brent_price"), 1.01)
    (outcome,), told = bring("eia")
    assert (outcome.status, told) == ("moved", None)
    (entry,) = verdict_entries(store)
    assert (entry.moves, entry.because, entry.against) == ((), {"eia": outcome.vintage.path}, {"eia": None})
    assert entry_sentences(entry, CATALOG, None) == [
        f"Newer figures of {CATALOG.source['eia'].publisher}, {CATALOG.source['eia'].name} changed no verdict."
    ]


def test_first_figures_that_are_the_bundled_ones_move_nothing(store, two_sources, bring):
    outcomes, told = bring("eia", "fed")
    assert [o.status for o in outcomes] == ["unchanged", "unchanged"]
    assert all(o.vintage for o in outcomes)
    assert told is None
    assert {p.state for p in load(CATALOG).observations.provenance.values() if p.source == "eia"} == {"stored"}


def test_verdicts_as_of_the_article_rest_on_what_was_in_hand_first(store, two_sources, bring, tmp_path):
    dearer(two_sources, "brent_price", "euro_in_usd")
    bring("eia", "fed")
    case = open_case(tmp_path, store)
    assert [v.label for v in case.verdicts(case.now)] == ["leans supported"] * 2
    assert [v.label for v in case.verdicts(case.then)] == ["leans contradicted"] * 2


def test_several_sources_are_told_together_in_the_order_asked_for(store, two_sources, bring):
    dearer(two_sources, "brent_price", "euro_in_usd")
    outcomes, told = bring("fed", "eia")
    assert [o.source for o in outcomes] == ["fed", "eia"]
    assert told.moves == (OIL, EURO)
    assert set(told.because) == {"fed", "eia"}
    assert len(verdict_entries(store)) == 1


def test_what_another_process_brought_meanwhile_is_compared_once_by_whoever_comes_first(
    monkeypatch, store, two_sources, bring, two_claims
):
    dearer(two_sources, "brent_price")
    download_of = two_sources._download_of

    def meanwhile(source):
        stored(store, {"euro_in_usd": times(bundled("euro_in_usd"), 1.5)}, wall_clock.now().date())
        return download_of(source)

    monkeypatch.setattr(two_sources, "_download_of", meanwhile)
    _, told = bring("eia")
    assert load(CATALOG).observations.provenance["euro_in_usd"].state == "stored"
    assert told.moves == (OIL, EURO)
    assert set(told.because) == {"eia", "fed"}
    assert weigh_again(store, two_claims) is None
    assert verdict_entries(store) == [told]


def test_one_source_that_fails_takes_nothing_from_the_others(store, two_sources, bring):
    dearer(two_sources, "brent_price", "euro_in_usd")
    two_sources.gives |= {"euro_in_usd": Unreachable("Down."), "yuan_per_usd": Changed("a", "b")}
    outcomes, told = bring("fed", "eia")
    assert [o.status for o in outcomes] == ["failed", "moved"]
    assert told.moves == (OIL,)


def test_of_a_source_that_partly_came_what_came_may_move_a_verdict(two_sources, bring):
    dearer(two_sources, "euro_in_usd")
    two_sources.gives["dollar_index"] = Changed("a", "b")
    (outcome,), told = bring("fed")
    assert outcome.status == "partly"
    assert (told.moves, set(told.because)) == ((EURO,), {"fed"})


def test_figures_set_aside_move_nothing(store, two_sources, bring):
    two_sources.gives["brent_price"] = times(bundled("brent_price"), 1000)
    (outcome,), told = bring("eia")
    assert (outcome.status, told) == ("failed", None)
    assert [entry.kind for entry in entries(store)] == ["quarantine"]


def test_a_dry_run_weighs_nothing_and_tells_no_ledger(store, two_sources, bring):
    dearer(two_sources, "brent_price")
    (outcome,), told = bring("eia", dry_run=True)
    assert (outcome.status, told) == ("moved", None)
    assert entries(store) == ()


def test_beside_a_damaged_edition_verdicts_are_compared_with_the_one_that_served(store, two_sources, bring):
    dearer(two_sources, "brent_price")
    bring("eia")
    two_sources.gives["brent_price"] = bundled("brent_price")
    ((lost,), _) = bring("eia")
    damage(store, lost.vintage)
    two_sources.gives["brent_price"] = times(bundled("brent_price"), 1.51)
    (outcome,), told = bring("eia")
    # In use until now was the first edition, with which oil was dear already.
    assert outcome.status == "moved"
    assert told is None


def test_each_source_tells_of_its_own_progress(two_sources, bring):
    heard = {"eia": [], "fed": []}
    bring("eia", "fed", tell=lambda source: lambda done, total, what: heard[source].append((done, total, what)))
    assert heard["eia"] == [(0, 1, CATALOG.indicator["brent_price"].name), (1, 1, "")]
    assert [done for done, _, _ in heard["fed"]] == [0, 1, 2, 3]


def test_without_sources_there_is_nothing_to_do(bring):
    assert bring() == ([], None)


def test_a_store_that_cannot_be_written_to_ends_it_with_a_word(monkeypatch, two_sources, bring):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    with pytest.raises(StoreError, match="No space left on device"):
        bring("eia")


def test_words_for_each_outcome(store, two_sources, bring):
    two_sources.gives["brent_price"] = Unreachable("No connection to www.eia.gov.")
    dearer(two_sources, "euro_in_usd", "dollar_index")
    (failed, moved), _ = bring("eia", "fed")
    assert outcome_sentences(moved, CATALOG) == ["2 series moved."]
    assert outcome_sentences(failed, CATALOG) == [
        "Nothing came; the figures in hand stay in use.",
        f"Unreachable: No connection to www.eia.gov. ({CATALOG.indicator['brent_price'].name})",
    ]
    (again,), _ = bring("fed")
    assert outcome_sentences(again, CATALOG) == ["Nothing has moved: the figures are confirmed."]


def test_weighing_again_without_new_figures_tells_nothing(store, two_sources, bring, two_claims):
    bring("eia")
    before = entries(store)
    assert weigh_again(store, two_claims) is None
    assert entries(store) == before


def test_the_bundled_figures_are_what_was_before_the_first_edition(store, two_sources, bring):
    dearer(two_sources, "brent_price")
    (outcome,), _ = bring("eia")
    assert outcome.former is None
    without = load(CATALOG, store, at={"eia": None}).observations
    assert without.provenance["brent_price"] == BUNDLED.provenance["brent_price"]
