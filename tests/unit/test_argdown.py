"""Argdown, there and back. What its own parser reads stands in ``fixtures/argdown/*.json``, made by ``read.js`` there."""

import json
import re
from pathlib import Path

import odd_argument
import pytest
from builders import a_claim, table
from hypothesis import example, given, settings
from hypothesis import strategies as st

from exports.argdown import argdown
from exports.judged_argument import judged
from loaders.argdown import read_argdown
from loaders.cells import unseen
from loaders.version import VERSION
from service.opening import open_case
from verdicts.argdown import argument_rows
from verdicts.argument import Argument, Conclusion, Link

FIXTURES = Path(__file__).parent / "fixtures" / "argdown"
FILES = [pytest.param(path, id=path.stem) for path in sorted(FIXTURES.glob("*.argdown"))]
CLAIMS = {name: a_claim(id=name, claim=f"It is {name}.") for name in ("one", "two", "three")}


def parsed(path):
    """What Argdown's own parser reads in a file."""
    return json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))


def in_rows(of: Argument):
    """An argument's conclusions and links as cells."""
    return (
        [{name: str(cell) for name, cell in row.model_dump().items()} for row in of.conclusions.rows],
        sorted((link.model_dump() for link in of.links.rows), key=lambda row: (row["conclusion"], row["premise"])),
    )


def read_back(text, claims):
    rows = argument_rows(text, claims)
    assert rows.faults == []
    return rows.conclusions, sorted(rows.links, key=lambda row: (row["conclusion"], row["premise"]))


@pytest.mark.parametrize("path", FILES)
def test_statements_and_arguments_are_read_as_argdown_s_own_parser_reads_them(path):
    theirs, ours = parsed(path), read_argdown(path.read_text(encoding="utf-8"))
    assert theirs["errors"] == []
    for kind, found in (("statements", ours.statements), ("arguments", ours.arguments)):
        assert set(found) == set(theirs[kind])
        for title, one in found.items():
            assert [one.text] == (theirs[kind][title]["texts"] or [""])[:1], title
            assert set(one.tags) == set(theirs[kind][title]["tags"])
            assert dict(one.data) == {name: str(value) for name, value in theirs[kind][title]["data"].items()}


@pytest.mark.parametrize("path", FILES)
def test_relations_and_inferences_are_read_as_argdown_s_own_parser_reads_them(path):
    theirs, ours = parsed(path), read_argdown(path.read_text(encoding="utf-8"))
    relations = {tuple(relation) for relation in theirs["relations"] if relation[0] in ("support", "attack")}
    assert {(r.relation, r.source.title, r.target.title) for r in ours.relations} == relations
    steps = {
        (argument, *(title for role, title in steps if role == "premise"), steps[-1][1])
        for argument, steps in theirs["inferences"]
    }
    assert {(step.argument, *step.premises, step.conclusion) for step in ours.steps} == steps


def test_what_we_write_is_what_argdown_s_own_parser_has_read():
    """The fixture is what we write today; ``make.py`` beside it makes it anew."""
    written = argdown(odd_argument.judged(odd_argument.argument())).decode()
    fixture = (FIXTURES / "ours.argdown").read_text(encoding="utf-8")
    version = re.compile('madeBy: "Plumbline [^"]+"')
    assert version.sub("", written) == version.sub("", fixture)
    assert f"Plumbline {VERSION}" in written


def test_argdown_s_own_parser_reads_our_texts_as_they_are():
    argument, theirs = odd_argument.argument(), parsed(FIXTURES / "ours.argdown")
    said = {row.id: row.claim for row in argument.claims.rows} | {r.id: r.conclusion for r in argument.conclusions.rows}
    assert {title: one["texts"] for title, one in theirs["statements"].items()} == {
        id: [text] for id, text in said.items()
    }
    assert sorted(one["texts"][0] for one in theirs["arguments"].values()) == sorted(
        row.why for row in argument.links.rows
    )
    assert theirs["statements"]["claim-1"]["tags"] == ["contradicted"]
    assert theirs["statements"]["claim-1"]["data"]["left_out"] == "1 test left out"
    assert theirs["statements"]["second-one"]["data"] == {
        "section": 12, "paragraph": 3, "stands": "the evidence is mostly in favour",
    }  # fmt: skip
    assert theirs["sections"] == ["Prices: up & [down] #1", "Conclusions"]
    assert theirs["frontMatter"]["address"] == "https://plumbline.test/{x}"


def test_the_odd_argument_comes_back_as_it_was():
    argument = odd_argument.argument()
    written = argdown(odd_argument.judged(argument)).decode()
    assert read_back(written, argument.claim) == in_rows(argument)


@pytest.mark.slow
def test_our_own_argument_comes_back_as_it_was():
    case = open_case()
    written = argdown(judged(case, ())).decode()
    assert read_back(written, case.argument.claim) == in_rows(case.argument)


CHARACTERS = st.one_of(
    st.sampled_from("[](){}<>#@*_/\\=-+.,:;~|`'\"!? 1a"),
    st.characters(exclude_categories=("Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp")),
)
TEXTS = (
    st.text(CHARACTERS, min_size=1, max_size=60)
    .map(lambda text: " ".join(text.split()))
    .filter(lambda text: text and not unseen(text))
)


@given(st.lists(TEXTS, min_size=1, max_size=4))
@example(["=== ==="])
@example(["\\"])
@example(["-- {x} --"])
def test_any_text_comes_back_as_it_was(texts):
    argument = odd_argument.argument(tuple(texts))
    written = argdown(odd_argument.judged(argument)).decode()
    assert read_back(written, argument.claim) == in_rows(argument)


PIECES = st.sampled_from(
    ["[one]", "[Two things]: They are.", "<why>: because", "<why>", "\n", "\n\n", "  + ", "    - ", "+> ", "-> ", "<+ ", "_> ", ">< ",
     "(1) ", "(2) [one]", "--", "----", "-- rule --", "# Heading", "#tag", "{section: 1}", "{", "}", "/*", "*/", "//", "<!--", "===",
     "* ", "1. ", "\\", "**b**", "[a](b)", "text ", "\t", "\r\n", "[", "]", "<", ">", ":", "\x00", "\u2028"]
)  # fmt: skip


@given(st.one_of(st.text(), st.lists(PIECES, max_size=40).map("".join)))
@settings(max_examples=400)
def test_any_text_is_read_without_an_exception(text):
    rows = argument_rows(text, CLAIMS)
    ids = [row["id"] for row in rows.conclusions]
    assert len(set(ids)) == len(ids)
    assert {row["conclusion"] for row in rows.links} <= set(ids)
    assert {row["premise"] for row in rows.links} <= {*ids, *CLAIMS}
    assert all(fault.problem and fault.remedy for fault in rows.faults)


def test_what_is_written_elsewhere_is_read_by_titles_and_by_what_claims_say():
    rows = argument_rows(
        """
[It holds]: All of it holds. {section: 3, paragraph: 2}
  + <Because>: One is so.
    + [one]
    + [Number two]: It is two
  - [three]
""",
        CLAIMS,
        "x.argdown",
    )
    assert rows.conclusions == [{"id": "it-holds", "section": "3", "paragraph": "2", "conclusion": "All of it holds."}]
    assert rows.links == [
        {"premise": "one", "relation": "supports", "conclusion": "it-holds", "why": "One is so."},
        {"premise": "two", "relation": "supports", "conclusion": "it-holds", "why": "One is so."},
        {"premise": "three", "relation": "attacks", "conclusion": "it-holds", "why": ""},
    ]
    assert [str(fault) for fault in rows.faults] == [
        "x.argdown, line 6, column why: The cell is empty. Expected: why the one bears on the other"
    ]


FAULTY = [
    ("[A]: Text.\n  + [tow]", 2, "[tow] is no claim of claims.csv, and nothing bears on it.", "'two'"),
    ("[one]\n  + [two]", 2, "[one] is a claim: argument.csv has links to conclusions only.", "conclusion"),
    ("[A]: Text.\n  >< [two]", 2, ">< cannot be said in our tables.", "Write + or -"),
    ("  + [two]", 1, "There is nothing above that this bears on.", "below a statement"),
    ("[A]: Text.\n  +", 2, "Nothing stands behind +.", "Write a statement"),
    ("[A]: Text.\n  + <Why>: Because.", 2, "The argument <Why> has no premise.", "Put a claim below it"),
    ("<Why>: Because.\n  + [one]", 2, "The argument <Why> bears on nothing.", "Put it below a conclusion."),
    ("[A]: Text.\n  + <Why>: Because.\n    - [one]", 3, "An argument that bears on another", "Let it bear on the conclusion."),
    ("[A]: Text.\n  + [one]\n\n[A]: Other.", 4, "[A] says something else on line 1.", "The first counts"),
    ("[A]: Text.\n  + [one]\n  - [one]", 3, "That one bears on a stands on line 2 already.", "Say it once."),
    ("[A]: Text.\n  + [B]: Other.\n    + [A]", 2, "The conclusion rests on itself: ", "Take one of these links out."),
    ("[Lonely]: Text.", 1, "Nothing is made of [Lonely].", "#conclusion"),
    ("(1) [one]\n----", 2, "This inference has no conclusion.", "(3) [title]"),
    ("[A]: Text. {section: x, paragraph: 1}\n  + [one]", 1, "'x' is not a whole number", "counted from 0"),
    (f"[A]: {'long ' * 40}\n  + [one]", 1, "should have at most 110 characters", "our own words"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line", "problem", "remedy"), FAULTY, ids=[problem for _, _, problem, _ in FAULTY])
def test_what_cannot_be_used_is_told_with_its_line_and_what_would_be_right(text, line, problem, remedy):
    faults = argument_rows(text, CLAIMS, "x.argdown").faults
    assert any(f.line == line and problem in f.problem and remedy in f.remedy for f in faults), [*map(str, faults)]


def test_what_is_good_beside_a_fault_is_used():
    rows = argument_rows("[A]: Text.\n  + [nobody]\n  + [one]\n  _> [two]", CLAIMS)
    assert [(row["premise"], row["conclusion"]) for row in rows.links] == [("one", "a")]


def test_comments_are_no_text_and_no_empty_lines():
    read = read_argdown("[A]: Some // not this\n// nor this\n/* nor\n\nthis */\n  + [one]\n<!-- gone -->")
    assert read.statements["A"].text == "Some"
    assert [(r.source.title, r.target.title, r.line) for r in read.relations] == [("one", "A", 6)]


@pytest.mark.parametrize(
    "text",
    ["[" * 100_000, "{" * 100_000, "*a" * 50_000, "[A]: x\n" + "".join(f"{' ' * n}+ [B{n}]\n" for n in range(1, 300)), "\n" * 60_000, "a" * 2_100_000, "\n\n".join(["[" * 4_900] * 400), "#(" * 1_000_000, "===\n" + "\n" * 1_000_000],
    ids=["brackets", "braces", "stars", "deep", "lines", "large", "many brackets", "tags", "front"],
)  # fmt: skip
def test_what_is_too_much_is_bounded(text):
    found = read_argdown(text)
    assert len(found.faults) <= 200
    assert all(len(one.text) <= 10_000 for one in found.statements.values())


def test_an_argument_without_conclusions_has_claims_only():
    of = odd_argument.argument()
    bare = Argument(of.topics, of.claims, table([]), table([]), table([]))
    written = argdown(odd_argument.judged(bare)).decode()
    assert "# Conclusions" not in written
    assert argument_rows(written, bare.claim).conclusions == []


def test_ids_that_are_taken_get_a_number():
    rows = argument_rows("[One]: First.\n  + [two]\n\n[ONE!]: Second.\n  + [two]", CLAIMS)
    assert [row["id"] for row in rows.conclusions] == ["one-2", "one-3"]
    assert all(Link.model_validate({**row, "why": "So."}) for row in rows.links)
    assert all(Conclusion.model_validate({**row, "section": 1, "paragraph": 1}) for row in rows.conclusions)


@pytest.mark.parametrize("begin", ["", "[S]\n(1) ", "<Why>: So.\n(1) ", "(1) [S]\n* "])
def test_nineteen_levels_below_are_read_whatever_stands_before(begin):
    found = read_argdown(f"{begin}[L0]\n" + "\n".join(f"{' ' * n}+ [L{n}]" for n in range(1, 20)))
    assert found.faults == []
    assert [(r.source.title, r.target.title) for r in found.relations] == [(f"L{n}", f"L{n - 1}") for n in range(1, 20)]


@pytest.mark.parametrize("indent", ["", " ", "    "])
def test_what_stands_below_a_premise_bears_on_it_and_not_on_its_argument(indent):
    found = read_argdown(f"<Why>: Because.\n(1) [one]\n{indent}- [two]\n(2) [three]\n----\n(3) [A]")
    assert [(r.source.title, r.target.title, r.line) for r in found.relations] == [("two", "one", 3)]
    assert [(step.argument, *step.premises) for step in found.steps] == [("Why", "one", "three")]


@pytest.mark.parametrize("indent", ["", " "])
def test_premises_are_those_of_the_argument_above_and_not_of_what_bears_on_it(indent):
    found = read_argdown(f"<Why>: Because.\n{indent}- <Not so>: No.\n\n(1) [one]\n----\n(2) [A]")
    assert [(step.argument, *step.premises, step.conclusion) for step in found.steps] == [("Why", "one", "A")]
    assert [(r.source.title, r.target.title) for r in found.relations] == [("Not so", "Why")]


def test_an_inference_without_an_argument_has_an_empty_one():
    (step,) = read_argdown("(1) [one]\n----\n(2) [A]").steps
    assert (step.argument, step.premises, step.conclusion) == ("", ("one",), "A")


def test_tags_and_data_of_a_statement_that_is_named_before_it_is_said_are_kept():
    found = read_argdown("[A] #first {section: 1}\n\n[A]: Said. #second {paragraph: 2}").statements["A"]
    assert (found.text, found.tags) == ("Said.", ("second", "first"))
    assert dict(found.data) == {"section": "1", "paragraph": "2"}


def test_of_two_that_bear_on_nothing_neither_bears_on_the_other():
    found = read_argdown("+ [A]\n+ [B]")
    assert found.relations == []
    assert [(f.line, f.problem) for f in found.faults] == [
        (1, "There is nothing above that this bears on."), (2, "There is nothing above that this bears on."),
    ]  # fmt: skip
