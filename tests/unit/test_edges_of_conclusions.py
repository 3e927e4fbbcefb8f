"""Edges of conclusions: how each standing is told of one and of several, and what would stand otherwise."""

import pytest
from builders import a_claim, table

from verdicts.argument import Argument, Conclusion, Link
from verdicts.conclusions import Shift, footings, shifts_with
from verdicts.doubt import conclusions_sentence, shifts_sentence

LABELS = {"stands": "supported", "undecided": "conflicting", "falls": "contradicted", "untested": "not testable"}
"""A verdict on the one premise of a conclusion, and how that then stands."""


def argument(*standings):
    """A conclusion for each, which rests on a claim of its own."""
    claims = [a_claim(id=f"c{i}") for i, _ in enumerate(standings)]
    made = [Conclusion(id=f"z{i}", section=1, paragraph=1, conclusion=f"So {i}.") for i, _ in enumerate(standings)]
    links = [Link(premise=f"c{i}", relation="supports", conclusion=f"z{i}", why="so") for i, _ in enumerate(standings)]
    labels = {f"c{i}": LABELS[standing] for i, standing in enumerate(standings)}
    return Argument(table([]), table(claims), table([]), table(made), table(links)), labels


def stand(links, labels):
    """The strength and the standing of a conclusion on some links: premise and relation."""
    made = Conclusion(id="z", section=1, paragraph=1, conclusion="So.")
    rows = [Link(premise=premise, relation=relation, conclusion="z", why="so") for premise, relation in links]
    found = footings(Argument(table([]), table([]), table([]), table([made]), table(rows)), labels)["z"]
    return found.strength, found.standing, len(found.counted)


@pytest.mark.parametrize(
    ("standings", "told"),
    [
        (["stands"], "The article's one conclusion stands."), (["falls"], "The article's one conclusion falls."),
        (["undecided"], "The article's one conclusion is undecided."), (["untested"], "The article's one conclusion is untested."),
        (["stands"] * 2, "two conclusions, two stand."), (["falls"] * 2, "two conclusions, two fall."),
        (["undecided"] * 2, "two conclusions, two are undecided."), (["untested"] * 2, "two conclusions, two are untested."),
        (["untested", "stands", "falls", "undecided"],
         "Of the article's four conclusions, one stands, one is undecided, one falls and one is untested."),
    ],
)  # fmt: skip
def test_how_conclusions_stand_is_counted(standings, told):
    assert told in conclusions_sentence(*argument(*standings))


def test_claims_that_bear_on_a_conclusion_are_those_that_would_weaken_it():
    # One that falls already cannot be weakened; one that is not tested counts for nothing, and would be against if it were.
    made = argument("stands", "falls", "undecided", "untested")
    assert conclusions_sentence(*made).endswith(
        "Three of the 4 claims that are not opinions would weaken a conclusion if contradicted."
    )


@pytest.mark.parametrize(
    ("links", "labels", "expected"),
    [
        ([("a", "supports")], {"a": "leans supported"}, (0.5, "stands", 1)),
        ([("a", "attacks")], {"a": "leans supported"}, (-0.5, "falls", 1)),
        ([("a", "attacks")], {"a": "contradicted"}, (1, "stands", 1)),
        ([("a", "supports"), ("b", "supports")], {"a": "supported", "b": "too early"}, (1, "stands", 1)),
        ([("a", "supports"), ("b", "supports")], {"a": "no data", "b": "not testable"}, (None, "untested", 0)),
        ([("a", "supports"), ("b", "supports")], {"a": "supported", "b": "leans contradicted"}, (0.25, "stands", 2)),
        ([], {}, (None, "untested", 0)),
    ],
)  # fmt: skip
def test_a_conclusion_rests_on_the_mean_of_its_premises_that_count(links, labels, expected):
    assert stand(links, labels) == expected


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("stands", "falls", "would fall instead of standing."), ("falls", "stands", "would stand instead of falling."),
        ("undecided", "untested", "would be untested instead of being undecided."),
        ("untested", "undecided", "would be undecided instead of being untested."),
    ],
)  # fmt: skip
def test_what_would_stand_otherwise(before, after, told):
    shift = Shift(Conclusion(id="z", section=1, paragraph=1, conclusion="So."), before, after)
    assert (
        shifts_sentence([shift], "supported")
        == f"If it were contradicted, \N{LEFT DOUBLE QUOTATION MARK}So\N{RIGHT DOUBLE QUOTATION MARK} {told}"
    )
    assert shifts_sentence([], "supported") == "If it were contradicted, no conclusion would change."
    assert shifts_sentence([shift], "contradicted").startswith("It is contradicted already")


def test_what_a_claim_shifts_is_found_through_other_conclusions():
    made = [Conclusion(id=name, section=1, paragraph=1, conclusion=f"So {name}.") for name in ("y", "z")]
    links = [
        Link(premise="a", relation="supports", conclusion="y", why="so"), Link(premise="y", relation="attacks", conclusion="z", why="so"),
    ]  # fmt: skip
    of = Argument(table([]), table([a_claim(id="a")]), table([]), table(made), table(links))
    shifts = shifts_with("a", of, {"a": "supported"})
    assert [(s.conclusion.id, s.before, s.after, s.worse) for s in shifts] == [
        ("y", "stands", "falls", True),
        ("z", "falls", "stands", False),
    ]
    assert shifts_with("a", of, {"a": "contradicted"}) == ()
