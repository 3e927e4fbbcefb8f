"""Which claims a reader is sent to first."""

from types import SimpleNamespace

import pytest

from verdicts.certainty import Certainty
from verdicts.start_here import start_here
from verdicts.summary import Standing


def verdict(name, label, degree="moderate", shares=None, tests=3):
    """A verdict as far as the choice goes; without shares there is no other way to test it."""
    multiverse = SimpleNamespace(
        headline=label, size=8 if shares else 1, shares=shares or {label: 1.0}, contested=bool(shares),
        robustness=(shares or {label: 1.0})[label],
    )  # fmt: skip
    certainty = Certainty(degree, ()) if degree else None
    claim = SimpleNamespace(id=name)
    return SimpleNamespace(claim=claim, label=label, certainty=certainty, multiverse=multiverse, scored=range(tests))


def still(*given, **more):
    return Standing(verdict(*given, **more), verdict(*given, **more))


def moved(name, then, now, degree="moderate"):
    return Standing(verdict(name, then), verdict(name, now, degree))


def chosen(*standings):
    return {start.what: (start.standing.now.claim.id, start.why) for start in start_here(standings)}


def test_the_most_certain_support_and_the_most_certain_miss_come_first():
    found = chosen(
        still("a", "leans supported", "high"),
        still("b", "supported", "low"),
        still("c", "supported", "high", {"supported": 0.8, "conflicting": 0.2}),
        still("d", "supported", "high", {"supported": 0.9, "conflicting": 0.1}),
        still("e", "leans contradicted", "high"),
        still("f", "contradicted", "low"),
    )
    assert found["Firmest support"] == ("d", "90% of 8 test settings give this verdict.")
    assert found["Clearest miss"] == ("f", "There is no other way to test it.")


def test_a_lean_stands_in_where_nothing_is_full():
    assert chosen(still("a", "leans supported"), still("b", "conflicting"))["Firmest support"][0] == "a"


def test_of_two_alike_the_first_of_the_article_is_taken():
    assert chosen(still("a", "supported"), still("b", "supported"))["Firmest support"][0] == "a"


def test_the_biggest_change_moved_furthest_and_outside_the_scale_counts_as_its_middle():
    found = chosen(
        moved("a", "too early", "conflicting"),
        moved("b", "too early", "leans contradicted"),
        moved("c", "supported", "conflicting"),
        moved("d", "supported", "no data"),
        still("z", "contradicted"),
    )
    assert found["Biggest change"] == ("c", "At publication it was: supported.")


def test_the_most_fragile_is_shared_by_the_fewest_settings():
    found = chosen(
        still("a", "conflicting", shares={"conflicting": 0.3, "contradicted": 0.7}),
        still("b", "conflicting", shares={"conflicting": 0.6, "supported": 0.4}),
    )
    assert found["Most fragile"] == (
        "a",
        "Only 30% of test settings give this verdict; most often it is \N{LEFT DOUBLE QUOTATION MARK}contradicted\N{RIGHT DOUBLE QUOTATION MARK}.",
    )


@pytest.mark.parametrize(
    ("shares", "told"),
    [
        ({"supported": 0.3, "conflicting": 0.7}, "Only 30% of test settings give this verdict; most often it is “conflicting”."),
        ({"supported": 0.4, "leans supported": 0.3, "conflicting": 0.3}, "Only 40% of test settings give this verdict."),
    ],
)  # fmt: skip
def test_the_most_fragile_says_what_most_settings_give_where_it_is_another_verdict(shares, told):
    one, other = still("a", "contradicted"), still("b", "supported", shares=shares)
    firm = still("c", "supported", "high")
    assert chosen(one, other, firm)["Most fragile"] == ("b", told)


def test_of_two_as_certain_and_as_firm_the_one_with_more_tests_is_taken_and_all_settings_agree_on_it():
    both = {"supported": 1.0}
    found = chosen(still("a", "supported", shares=both, tests=2), still("b", "supported", shares=both, tests=3))
    assert found["Firmest support"] == ("b", "The verdict is the same in all 8 test settings.")


def test_no_claim_is_chosen_twice():
    only = moved("a", "contradicted", "supported")
    assert [start.what for start in start_here([only])] == ["Firmest support"]


def test_there_are_no_cards_where_nothing_is_scored():
    assert start_here([still("a", "no data", None), still("b", "not testable", None)]) == []
