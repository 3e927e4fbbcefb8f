"""Sources brought up to date side by side, and what that does to the verdicts."""

import dataclasses
import datetime as dt

import pytest
from living import BUNDLED, Publisher, bundled, damage, rates, stored, times
from loading import CATALOG

from loaders.errors import Changed, StoreError, Unreachable
from loaders.ledger import VerdictMove, entries
from loaders.load import load
from service.opening import open_case
from service.refreshing import bring_up_to_date, weigh_again
from verdicts.refresh_text import outcome_sentences

pytestmark = pytest.mark.slow

TABLES = {
    "topics.csv": "id,title,question\nprices,Prices,What did things cost?\n",
    "claims.csv": (
        "id,topic,kind,section,paragraph,claim,would_be_true_if,caveat\n"
        "oil,prices,fact,0,1,Oil was dear in 2020.,A barrel cost sixty dollars.,One price is not all prices.\n"
        "euro,prices,fact,0,2,The euro was dear in 2020.,It cost a dollar and a half.,One rate is not all rates.\n"
    ),
    "evidence.csv": (
        "id,claim,question,indicator,entity,check,from,to,threshold,unit,weight,proxy,note\n"
        "oil-price,oil,Did Brent end 2020 above 60?,brent_price,BRENT,at_least,2020,2020,60,US$ a barrel,1,"
        "direct: the price.,A line between.\n"
        "euro-rate,euro,Did the euro end 2020 above 1.5?,euro_in_usd,EUR,at_least,2020,2020,1.5,US$,1,"
        "direct: the rate.,A line between.\n"
    ),
}
OIL = VerdictMove(claim="oil", as_of="latest", before="leans contradicted", after="leans supported")
EURO = OIL.model_copy(update={"claim": "euro"})


@pytest.fixture
def publisher(monkeypatch):
    """Gives the bundled figures of two sources."""
    publisher = Publisher(monkeypatch)
    publisher.gives = {**rates(1), "brent_price": bundled("brent_price")}
    return publisher


@pytest.fixture
def argument(tmp_path, store):
    """Two claims, each of which half as much again would turn."""
    for name, text in TABLES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    case = open_case(tmp_path, store)
    assert case.faults == ()
    assert [v.label for v in case.verdicts(case.now)] == ["leans contradicted"] * 2
    return case


@pytest.fixture
def bring(store, argument):
    """Bring sources up to date, whatever was done before."""

    def bring(*sources, **changes):
        since = dt.datetime.max.replace(tzinfo=dt.UTC)
        return bring_up_to_date(sources, store, argument, **{"since": since, **changes})

    return bring


def dearer(publisher, *names):
    publisher.gives |= {name: times(bundled(name), 1.5) for name in names}


def verdict_entries(store):
    return [entry for entry in entries(store) if entry.kind == "verdicts"]


def test_a_verdict_that_moves_is_told_with_what_it_was_and_why(store, publisher, bring):
    dearer(publisher, "brent_price")
    (outcome,), told = bring("eia")
    assert outcome.status == "moved"
    assert told.moves == (OIL,)
    assert told.because == {"eia": outcome.vintage.path}
    assert verdict_entries(store) == [told]
    # The ledger names the figures first: newest first, the verdicts stand above them.
    assert [entry.kind for entry in entries(store)] == ["verdicts", "figures"]


def test_back_again_is_told_too(store, publisher, bring):
    dearer(publisher, "brent_price")
    bring("eia")
    publisher.gives["brent_price"] = bundled("brent_price")
    _, told = bring("eia")
    assert told.moves == (OIL.model_copy(update={"before": OIL.after, "after": OIL.before}),)


def test_figures_that_move_no_verdict_are_told_without_one(store, publisher, bring):
    publisher.gives["brent_price"] = times(bundled("brent_price"), 1.01)
    (outcome,), told = bring("eia")
    assert (outcome.status, told) == ("moved", None)
    assert verdict_entries(store) == []


def test_first_figures_that_are_the_bundled_ones_move_nothing(store, publisher, bring):
    outcomes, told = bring("eia", "fed")
    assert [o.status for o in outcomes] == ["unchanged", "unchanged"]
    assert all(o.vintage for o in outcomes)
    assert told is None
    assert {p.state for p in load(CATALOG).observations.provenance.values() if p.source == "eia"} == {"stored"}


def test_verdicts_as_of_the_article_rest_on_what_was_in_hand_first(store, publisher, bring, tmp_path):
    dearer(publisher, "brent_price", "euro_in_usd")
    bring("eia", "fed")
    case = open_case(tmp_path, store)
    assert [v.label for v in case.verdicts(case.now)] == ["leans supported"] * 2
    assert [v.label for v in case.verdicts(case.then)] == ["leans contradicted"] * 2


def test_several_sources_are_told_together_in_the_order_asked_for(store, publisher, bring):
    dearer(publisher, "brent_price", "euro_in_usd")
    outcomes, told = bring("fed", "eia")
    assert [o.source for o in outcomes] == ["fed", "eia"]
    assert told.moves == (OIL, EURO)
    assert set(told.because) == {"fed", "eia"}
    assert len(verdict_entries(store)) == 1


def test_what_another_process_brought_meanwhile_is_not_told_as_ours(monkeypatch, store, publisher, bring):
    dearer(publisher, "brent_price")
    download_of = publisher._download_of

    def meanwhile(source):
        stored(store, {"euro_in_usd": times(bundled("euro_in_usd"), 1.5)}, dt.datetime.now(dt.UTC).date())
        return download_of(source)

    monkeypatch.setattr(publisher, "_download_of", meanwhile)
    _, told = bring("eia")
    assert load(CATALOG).observations.provenance["euro_in_usd"].state == "stored"
    assert told.moves == (OIL,)
    assert set(told.because) == {"eia"}


def test_one_source_that_fails_takes_nothing_from_the_others(store, publisher, bring):
    dearer(publisher, "brent_price", "euro_in_usd")
    publisher.gives |= {"euro_in_usd": Unreachable("Down."), "yuan_per_usd": Changed("a", "b")}
    outcomes, told = bring("fed", "eia")
    assert [o.status for o in outcomes] == ["failed", "moved"]
    assert told.moves == (OIL,)


def test_of_a_source_that_partly_came_what_came_may_move_a_verdict(publisher, bring):
    dearer(publisher, "euro_in_usd")
    publisher.gives["dollar_index"] = Changed("a", "b")
    (outcome,), told = bring("fed")
    assert outcome.status == "partly"
    assert (told.moves, set(told.because)) == ((EURO,), {"fed"})


def test_figures_set_aside_move_nothing(store, publisher, bring):
    publisher.gives["brent_price"] = times(bundled("brent_price"), 1000)
    (outcome,), told = bring("eia")
    assert (outcome.status, told) == ("failed", None)
    assert [entry.kind for entry in entries(store)] == ["quarantine"]


def test_a_dry_run_weighs_nothing_and_tells_no_ledger(store, publisher, bring):
    dearer(publisher, "brent_price")
    (outcome,), told = bring("eia", dry_run=True)
    assert (outcome.status, told) == ("moved", None)
    assert entries(store) == ()


def test_beside_a_damaged_edition_verdicts_are_compared_with_the_one_that_served(store, publisher, bring):
    dearer(publisher, "brent_price")
    bring("eia")
    publisher.gives["brent_price"] = bundled("brent_price")
    ((lost,), _) = bring("eia")
    damage(store, lost.vintage)
    publisher.gives["brent_price"] = times(bundled("brent_price"), 1.51)
    (outcome,), told = bring("eia")
    # In use until now was the first edition, with which oil was dear already.
    assert outcome.status == "moved"
    assert told is None


def test_each_source_tells_of_its_own_progress(publisher, bring):
    heard = {"eia": [], "fed": []}
    bring("eia", "fed", tell=lambda source: lambda done, total, what: heard[source].append((done, total, what)))
    assert heard["eia"] == [(0, 1, CATALOG.indicator["brent_price"].name), (1, 1, "")]
    assert [done for done, _, _ in heard["fed"]] == [0, 1, 2, 3]


def test_without_sources_there_is_nothing_to_do(bring):
    assert bring() == ([], None)


def test_a_store_that_cannot_be_written_to_ends_it_with_a_word(monkeypatch, publisher, bring):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    with pytest.raises(StoreError, match="No space left on device"):
        bring("eia")


def test_words_for_each_outcome(store, publisher, bring, monkeypatch):
    monkeypatch.delenv("PLUMBLINE_UCDP_TOKEN", raising=False)
    publisher.gives["brent_price"] = Unreachable("No connection to fred.stlouisfed.org.")
    dearer(publisher, "euro_in_usd", "dollar_index")
    (failed, moved, locked), _ = bring("eia", "fed", "ucdp")
    assert outcome_sentences(moved, CATALOG) == ["2 series moved."]
    assert outcome_sentences(failed, CATALOG) == [
        "Nothing came; the figures in hand stay in use.",
        f"Unreachable: No connection to fred.stlouisfed.org. ({CATALOG.indicator['brent_price'].name})",
    ]
    said = outcome_sentences(locked, CATALOG)
    assert said[0] == "It was not asked."
    assert said[1].startswith("Locked: The service wants an access token: set PLUMBLINE_UCDP_TOKEN")
    (again,), _ = bring("fed")
    assert outcome_sentences(again, CATALOG) == ["Nothing has moved: the figures are confirmed."]


def test_weighing_again_without_new_figures_tells_nothing(store, publisher, bring, argument):
    outcomes, _ = bring("eia")
    assert weigh_again(outcomes, store, argument) is None
    assert weigh_again([], store, argument) is None
    assert weigh_again([dataclasses.replace(outcomes[0], vintage=None)], store, argument) is None


def test_the_bundled_figures_are_what_was_before_the_first_edition(store, publisher, bring):
    dearer(publisher, "brent_price")
    (outcome,), _ = bring("eia")
    assert outcome.former is None
    without = load(CATALOG, store, at={"eia": None}).observations
    assert without.provenance["brent_price"] == BUNDLED.provenance["brent_price"]
