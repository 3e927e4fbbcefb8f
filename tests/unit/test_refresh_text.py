"""What the ledger and a refresh say, in a reader's words."""

import datetime as dt

import pytest
from loading import CATALOG

from loaders.breaker import Problem
from loaders.ledger import Removed, SetAside, ValuesMoved, VerdictMove, VerdictsMoved
from loaders.moves import Move, Revision
from loaders.outcome import Outcome
from verdicts.refresh_text import (
    entry_sentences,
    left_out_sentences,
    move_sentence,
    outcome_sentences,
    problem_sentences,
)

NOON = dt.datetime(2026, 9, 1, 12, tzinfo=dt.UTC)
BRENT = Revision(entity="BRENT", counterpart="", date="2026-07-31", before=83.76, after=80)
EIA = f"{CATALOG.source['eia'].publisher}, {CATALOG.source['eia'].name}"
FED = f"{CATALOG.source['fed'].publisher}, {CATALOG.source['fed'].name}"


def moved(indicator="brent_price", **changes):
    counts = {"added": 0, "revised": 0, "gone": 0, "newest": "2026-08-31", "largest": None}
    return Move(indicator=indicator, **{**counts, **changes})


@pytest.fixture
def said(case):
    return lambda entry: entry_sentences(entry, CATALOG, case.argument)


def oil():
    name = CATALOG.indicator["brent_price"].name
    return name[0].upper() + name[1:]


def test_what_moved_is_counted_with_the_last_period_and_the_largest_revision():
    move = moved(added=1, revised=1234, gone=2, marked=3, largest=BRENT)
    assert move_sentence(move, CATALOG) == (
        f"{oil()}: 1 added, 1,234 revised, 2 gone, 3 marked otherwise, to 31 August 2026; the largest revision: "
        f"{CATALOG.name_of('BRENT')}, 31 July 2026, from $83.8 a barrel to $80 a barrel."
    )


def test_a_revision_smaller_than_figures_are_told_is_told_in_full():
    largest = BRENT.model_copy(update={"after": 83.79})
    assert move_sentence(moved(revised=1, largest=largest), CATALOG).endswith(", 31 July 2026, from 83.76 to 83.79.")


@pytest.mark.parametrize("word", ["added", "revised", "gone"])
def test_only_what_happened_is_counted(word):
    assert move_sentence(moved(**{word: 1}), CATALOG) == f"{oil()}: 1 {word}, to 31 August 2026."


def test_the_sides_of_a_flow_are_both_named():
    revision = Revision(entity="USA", counterpart="UKR", date="2026-06-30", before=2e9, after=1e9)
    sentence = move_sentence(moved("aid_military", revised=1, largest=revision), CATALOG)
    assert "United States and Ukraine, 30 June 2026, from" in sentence


def test_an_indicator_that_is_no_more_is_told_by_its_id():
    assert (
        move_sentence(moved("forgotten", added=1, largest=BRENT), CATALOG) == "Forgotten: 1 added, to 31 August 2026."
    )


def test_figures_that_moved(said):
    entry = ValuesMoved(at=NOON, source="eia", vintage="v", former=None, moves=(moved(added=1),))
    assert said(entry) == [f"{EIA}: 1 series moved.", f"{oil()}: 1 added, to 31 August 2026."]


def test_figures_set_aside(said):
    entry = SetAside(at=NOON, source="eia", vintage="v", reasons={"brent_price": "Too large."})
    assert said(entry) == [f"{EIA}: figures that cannot be right were set aside, not used.", f"{oil()}: Too large."]


def test_verdicts_that_moved(said, case):
    claim = case.argument.claims.rows[0]
    moves = (
        VerdictMove(claim=claim.id, as_of="latest", before="mixed", after="leans supported"),
        VerdictMove(claim="withdrawn", as_of="article", before="no data", after="mixed"),
    )
    entry = VerdictsMoved(at=NOON, because={"eia": "v", "fed": "w"}, moves=moves)
    assert said(entry) == [
        f"2 verdicts moved, because of {EIA}, {FED}.",
        f"{claim.claim} (today): mixed, now leans supported.",
        "withdrawn (at publication): no data, now mixed.",
    ]
    assert said(VerdictsMoved(at=NOON, because={"eia": "v"}, moves=moves[:1]))[0] == (
        f"1 verdict moved, because of {EIA}."
    )


@pytest.mark.parametrize(("count", "words"), [(1, "1 old edition removed"), (3, "3 old editions removed")])
def test_editions_removed(said, count, words):
    assert said(Removed(at=NOON, vintages=("v",) * count)) == [f"{words}, to keep the store within its size."]


def test_a_source_that_is_no_more_is_told_by_its_id(said):
    entry = ValuesMoved(at=NOON, source="forgotten", vintage="v", former=None, moves=())
    assert said(entry)[0].startswith("forgotten: ")


def test_a_problem_of_several_series_is_told_once():
    down = Problem(kind="Unreachable", message="Down.")
    rates = ("euro_in_usd", "yuan_per_usd", "dollar_index", "brent_price")
    names = [CATALOG.indicator[name].name for name in rates]
    problems = {**dict.fromkeys(rates, down), "forgotten": Problem(kind="Empty", message="None.")}
    assert problem_sentences(problems, CATALOG) == [
        f"Unreachable: Down. ({', '.join(names[:3])} and 1 more)",
        "Empty: None. (forgotten)",
    ]
    assert problem_sentences({"": down}, CATALOG) == ["Unreachable: Down. (the whole source)"]


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("unchanged", "Nothing has moved: the figures are confirmed."),
        ("partly", "Some series came, others did not."),
        ("failed", "Nothing came; the figures in hand stay in use."),
        ("busy", "Another process is asking it."),
        ("waiting", "It is left alone for now, after failures."),
        ("done", "Another process has just asked it."),
    ],
)
def test_each_outcome_has_words(status, words):
    assert outcome_sentences(Outcome("eia", status), CATALOG) == [words]


@pytest.mark.parametrize("count", [1, 2])
def test_series_that_moved_are_counted(count):
    outcome = Outcome("eia", "moved", moves=(moved(added=1),) * count)
    assert outcome_sentences(outcome, CATALOG) == [f"{count} series moved."]


def test_rows_of_the_same_unknown_names_are_told_once_with_the_series_that_lack_them():
    lost = {
        "brent_price": ("Atlantis",),
        "euro_in_usd": ("Atlantis",),
        "gdp_nominal": ("Ruritania", "Utopia"),
        "": ("Nowhere",),
    }
    brent, euro, gdp = (CATALOG.indicator[name].name for name in ("brent_price", "euro_in_usd", "gdp_nominal"))
    told = "were left out: no state or group is known here by that name. Sums over groups lack them. All else was read."
    assert left_out_sentences(lost, CATALOG) == [
        f"Rows of Atlantis {told} ({brent}, {euro})", f"Rows of Ruritania, Utopia {told} ({gdp})", f"Rows of Nowhere {told} (the whole source)",
    ]  # fmt: skip
    many = left_out_sentences({f"series-{i}": ("Atlantis",) for i in range(5)}, CATALOG)
    assert many == [f"Rows of Atlantis {told} (series-0, series-1, series-2 and 2 more)"]


@pytest.mark.parametrize(("count", "told"), [(3, "a, b, c"), (4, "a, b, c and 1 more"), (6, "a, b, c and 3 more")])
def test_of_many_series_three_are_named_and_the_others_counted(count, told):
    problems = {name: Problem(kind="Empty", message="None came.") for name in "abcdef"[:count]}
    (said,) = problem_sentences(problems, CATALOG)
    assert said.endswith(f"None came. ({told})")
