"""Edges of Argdown: where an inference ends, what belongs to what, how much is read, and what rows and faults come of it."""

import pytest
from builders import a_claim

from loaders.argdown import Argdown, Node, Relation, Step, read_argdown
from loaders.argdown_text import Spoken, Written, element, escaped, spoken
from loaders.tables import Fault
from verdicts.argdown import ArgumentRows, argument_rows

CLAIMS = {name: a_claim(id=name, claim=f"It is {name}.") for name in ("one", "two", "three")}


def statements(*titles):
    """Statements of which only the titles are said, each with its line."""
    return {title: Spoken(title, "", line) for title, line in titles}


@pytest.mark.parametrize(
    ("between", "rule", "last"),
    [
        ("----", "", 4), ("-- by habit --", "by habit", 4), ("-- by habit {uses: [1]} --", "by habit", 4), ("-----", "", 4),
        # A stroke of two or three begins a rule; the next line that ends with two closes it, and none before.
        ("--\nby habit\n--", "by habit", 6), ("---\nby habit --", "by habit", 5), ("-- by\nlong\nhabit --", "by long habit", 6),
        ("--\nby -\nhabit-\n--", "by habit", 7),
    ],
)  # fmt: skip
def test_an_inference_goes_to_the_line_that_closes_it(between, rule, last):
    read = read_argdown(f"<Why>: Because.\n(1) [one]\n{between}\n(2) [A]: So.\n(3) [two]\n----\n(4) [B]: Thus.")
    assert read.steps == [Step("Why", ("one",), "A", rule, 3), Step("Why", ("one", "A", "two"), "B", "", last + 2)]
    assert read.statements == {
        **statements(("one", 2), ("two", last + 1)), "A": Spoken("A", "So.", last), "B": Spoken("B", "Thus.", last + 3),
    }  # fmt: skip
    assert (read.arguments, read.relations, read.faults) == ({"Why": Spoken("Why", "Because.", 1)}, [], [])


def test_an_argument_keeps_its_name_over_the_empty_line_before_its_premises_only():
    steps = "(1) [one]\n----\n(2) [A]: So."
    assert read_argdown(f"<Why>: Because.\n\n{steps}").steps == [Step("Why", ("one",), "A", "", 4)]
    assert read_argdown(f"<Why>\n{steps}\n\n(1) [two]\n----\n(2) [A]").steps == [
        Step("Why", ("one",), "A", "", 3), Step("", ("two",), "A", "", 7),
    ]  # fmt: skip
    assert read_argdown(f"<Why>\n\n[B]\n\n{steps}").steps == [Step("", ("one",), "A", "", 6)]


NO_CONCLUSION = ("This inference has no conclusion.", "Write it below, without an empty line: (3) [title].")
NOTHING_ABOVE = ("There is nothing above that this bears on.", "Put it below a statement, without an empty line.")


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("----\n(1) [A]", [(1, "An inference stands here without premises.", "Write them above: (1) [title].")]),
        ("(1) [A]\n--\nby\n\n[B]", [(2, *NO_CONCLUSION)]), ("(1) [A]\n----", [(2, *NO_CONCLUSION)]),
        ("[A]\n\n(1)", [(3, "There is nothing behind the number.", "Write the statement behind it.")]),
        ("(1) <A>", [(1, "Premises and conclusions are statements.", "Write [its title] in square brackets.")]),
        ("[A]\n\n+ [B]", [(3, *NOTHING_ABOVE)]),
        ("[A]\n+", [(2, "Nothing stands behind +.", "Write a statement or an argument behind it.")]),
        ("_> [A]", [(1, "_> cannot be said in our tables.", "Write + or - : what supports or attacks what."), (1, *NOTHING_ABOVE)]),
        ("[A]: One.\n\n[A]: Two.\n\n[A]: One.", [(3, "[A] says something else on line 1.", "The first counts: rename one.")]),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_a_fault_of_its_line(text, faults):
    assert read_argdown(text, "x.argdown").faults == [Fault("x.argdown", line, "", *said) for line, *said in faults]


def statement(title):
    return Node("statement", title)


def test_a_relation_belongs_to_the_nearest_above_that_stands_further_left():
    text = "[A]\n  + [B]\n    - [C]\n\t-> <D>\n      <+ [E]\n  +> [F]\n [G]\n* [H]\n  <- [I]\n1. [J]\n- [K]"
    relations = [
        ("support", "B", "A", 2), ("attack", "C", "B", 3), ("attack", "C", "D", 4), ("support", "E", "C", 5),
        ("support", "A", "F", 6),
        ("attack", "I", "H", 9), ("attack", "K", "J", 11),
    ]  # fmt: skip
    found = read_argdown(text)
    assert [(r.relation, r.source.title, r.target.title, r.line) for r in found.relations] == relations
    assert found.relations[2] == Relation("attack", statement("C"), Node("argument", "D"), 4)
    assert found.statements["F"] == Spoken("F", "[G]", 6)
    assert found.faults == []


def test_what_is_said_of_one_in_several_places_is_put_together_and_the_first_text_counts():
    text = "[A] #x {a: 1}\n\n[A]: Said. #y {a: 2, b: 3}\n\n[A] {c: 4, a: 5} #x #z\n\n[A]: Other. #q"
    found = read_argdown(text)
    assert found.statements == {"A": Spoken("A", "Said.", 3, ("y", "x", "z"), (("c", "4"), ("a", "2"), ("b", "3")))}
    assert found.statements["A"].stated("b") == "3"
    assert found.statements["A"].stated("d") == ""
    assert len(found.faults) == 1


def test_headings_front_matter_and_comments_are_no_text_but_keep_their_lines():
    text = "===\ntitle: x\n===\n\n[A]: One {a: b // c}\n/* gone\n\n */ more \\// kept\n// gone\n#tag\n\n# Heading\n"
    text += "[B] <!-- gone\n\n--> here\n\n#so it is"
    assert read_argdown(text).statements == {
        "A": Spoken("A", "One more // kept", 5, ("tag",), (("a", "b // c"),)), "B": Spoken("B", "here", 13),
        "it is": Spoken("it is", "it is", 17, ("so",)),
    }  # fmt: skip
    assert read_argdown("[A]\r\n\r[B]: Text.").statements == {**statements(("A", 1)), "B": Spoken("B", "Text.", 3)}


@pytest.mark.parametrize(("levels", "faults"), [(19, 0), (20, 1), (21, 2)])
def test_twenty_levels_are_read(levels, faults):
    text = "[S]\n" + "\n".join(f"{' ' * n}+ [L{n}]" for n in range(1, levels + 1))
    found = read_argdown(text, "x")
    assert len(found.relations) == 19
    problem, remedy = "This stands more than 20 levels deep.", "Give it a place of its own."
    assert found.faults == [Fault("x", 21 + n, "", problem, remedy) for n in range(faults)]


def test_how_much_is_read_has_an_end_that_is_told():
    split = "Split it: what is behind is not read."
    comment = "//" + "x" * (2_000_000 - 6)
    assert read_argdown(f"{comment}\n[A]") == Argdown(statements(("A", 2)))
    over = read_argdown(f"{comment}x\n[A]", "x")
    assert "A" not in over.statements
    assert over.faults == [Fault("x", 0, "", "The file has more than 2,000,000 characters.", split)]
    assert read_argdown("\n" * 49_999 + "[A]") == Argdown(statements(("A", 50_000)))
    assert read_argdown("\n" * 50_000 + "[A]", "x") == Argdown(
        faults=[Fault("x", 50_001, "", "The file has more than 50,000 lines.", split)]
    )
    assert [len(read_argdown("+ [A]\n\n" * times).faults) for times in (199, 200, 201)] == [199, 200, 200]


@pytest.mark.parametrize(
    ("text", "kind", "title", "lines"),
    [
        ("[A b]: Says so. ", "statement", "A b", ["Says so."]), (" <A>: Says so.", "argument", "A", ["Says so."]),
        ("[ A ] more", "statement", "A", ["more"]),
        ("<A>", "argument", "A", []), ("[A](b) is *linked*.", "statement", "A is linked.", ["[A](b) is *linked*."]),
        ("It #is said ", "statement", "It said", ["It #is said"]), (" #tag", "statement", "#tag", ["#tag"]),
        ("[-]", "statement", "[-]", ["[-]"]),
        ("<- x>", "statement", "<- x>", ["<- x>"]), ("[a] b]: c", "statement", "a] b", ["c"]), ("[a] b", "statement", "a", ["b"]),
    ],
)  # fmt: skip
def test_an_element_is_called_by_its_title_or_by_its_text(text, kind, title, lines):
    assert element(text, 7) == Written(kind, title, 7, lines)


def test_five_thousand_characters_of_a_statement_are_read():
    assert element("x" * 5_001, 1).title == "x" * 5_000
    written = Written("statement", "A", 1, ["a" * 4_998])
    for line in ("b", " c" * 5_000, "d", "e"):
        written.more(line)
    assert [len(line) for line in written.lines] == [4_998, 1, 4_999]
    written.lines[1:] = ["bb"]
    written.more("c")
    assert len(written.lines) == 2


@pytest.mark.parametrize(
    ("text", "said", "tags", "data"),
    [
        ("Some #a-b #(c d) #a-b text", "Some text", ("a-b", "c d"), ()),
        ("Of {x: 1, y-z: 'a, b'} it {x: \"2\", q : r }", "Of it", (), (("x", "2"), ("y-z", "a, b"), ("q", "r"))),
        ("**Bold** and __so__, *it* _is_, ** not **", "Bold and so, it is, ** not **", (), ()),
        ("[here](https://x.org) it is", "here it is", (), ()),
        (r"\#a \{x: 1\} \*b\* \\ {k: \#v} #(\#t)", "#a {x: 1} *b* \\", ("#t",), (("k", "#v"),)), ("a\x00b\x01c", "a b c", (), ()),
    ],
)  # fmt: skip
def test_a_text_is_read_without_its_marks(text, said, tags, data):
    assert spoken(Written("statement", "T", 3, ["", text])) == Spoken("T", said, 3, tags, data)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Plain, with 3 of  them.\n So", "Plain, with 3 of them. So"), ("a.b: c:d", r"a\.b: c\:d"), ("- first", r"\- first"),
        ("12. March", r"\12. March"),
        ("a = b == c", r"a = b \=\= c"),
        ("#t @x *y* _z_ [l] <m> {n} o/p \\", r"\#t \@x \*y\* \_z\_ \[l\] \<m\> \{n\} o\/p " + r"\\"),
    ],
)  # fmt: skip
def test_what_would_mean_something_has_a_stroke_before_it(text, written):
    assert escaped(text) == written


WHOLE = """\
<Why>: Because.
(1) [one]
(2) [two]
----
(3) [A]: Middle.

<Bare>
(1) [three]
-- by rule --
(2) [C]: Other.

[B]: Top. {section: 3, paragraph: 4}
  + <Why>
  + <Bare>
  - [three]
  - <Last>: At last.
    + [one]
    - [two]
"""


def link(premise, relation, conclusion, why):
    return {"premise": premise, "relation": relation, "conclusion": conclusion, "why": why}


def test_arguments_that_are_written_out_bear_on_conclusions_by_what_they_conclude():
    rows = argument_rows(WHOLE, CLAIMS, "x")
    assert [(row["id"], row["conclusion"], row["section"], row["paragraph"]) for row in rows.conclusions] == [
        ("a", "Middle.", "", ""), ("c", "Other.", "", ""), ("b", "Top.", "3", "4"),
    ]  # fmt: skip
    assert rows.links == [
        link("one", "supports", "a", "Because."), link("two", "supports", "a", "Because."),
        link("three", "supports", "c", "by rule"),
        link("a", "supports", "b", "Because."), link("c", "supports", "b", ""), link("three", "attacks", "b", ""),
        link("one", "attacks", "b", "At last."),
    ]  # fmt: skip
    told = [(fault.line, fault.column) for fault in rows.faults]
    assert [(line, column) for line, column in told if column not in ("section", "paragraph")] == [
        (14, "why"),
        (15, "why"),
        (18, ""),
    ]
    assert rows.faults[-1] == Fault(
        "x", 18, "", "An argument that bears on another argument cannot be said in argument.csv.", "Let it bear on the conclusion."
    )  # fmt: skip


def test_an_argument_that_says_nothing_is_told_of_with_the_line_of_each_premise():
    rows = argument_rows("[A]: Text.\n  + <Why>\n    + [one]\n    + [two]", CLAIMS, "x")
    assert rows.links == [link("one", "supports", "a", ""), link("two", "supports", "a", "")]
    assert [fault.line for fault in rows.faults if fault.column == "why"] == [3, 4]


def test_steps_of_no_argument_have_their_rule_for_a_reason_or_none():
    rows = argument_rows("(1) [one]\n-- so --\n(2) [A]: Text.\n(3) [two]\n----\n(4) [B]: Text.\n", CLAIMS, "x")
    assert rows.links[0] == link("one", "supports", "a", "so")
    assert [(row["premise"], row["why"]) for row in rows.links[1:]] == [("one", ""), ("a", ""), ("two", "")]
    assert [fault.line for fault in rows.faults if fault.column == "why"] == [5, 5, 5]


LONG = "x" * 90


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        (f"[A]: Text.\n  + [{LONG}]\n  + [one]",
            [(2, f"[{'x' * 80}] is no claim of claims.csv, and nothing bears on it.",
                    "Call it by an id of claims.csv, as in [an-id].")]),
        (f"[{LONG}]: Text.", [(1, f"Nothing is made of [{'x' * 80}].",
                    "Tag a conclusion #conclusion, or let something bear on it.")]),
        (f"[A]: Text.\n  + <{LONG}>: So.\n  + [one]",
            [(2, f"The argument <{'x' * 80}> has no premise.", "Put a claim below it: + [an-id].")]),
        (f"<{LONG}>: So.\n  + [one]\n  - [two]",
            [(2, f"The argument <{'x' * 80}> bears on nothing.", "Put it below a conclusion.")]),
        ("[A]: Text.\n  + [two]\n  - [two]", [(3, "That two bears on a stands on line 2 already.", "Say it once.")]),
        ("[one]\n  + [two]", [(2, "[one] is a claim: argument.csv has links to conclusions only.",
                    "Let it bear on a conclusion, or give what it says a title of its own.")]),
    ],
)  # fmt: skip
def test_what_tables_cannot_have_is_told_whole(text, faults):
    found = [fault for fault in argument_rows(text, CLAIMS, "x").faults if fault.column == ""]
    assert found == [Fault("x", line, "", problem, remedy) for line, problem, remedy in faults]


@pytest.mark.parametrize(
    ("title", "id"),
    [
        ("All of it!", "all-of-it"), ("\N{LATIN CAPITAL LETTER E WITH ACUTE}tat", "etat"), ("x" * 40, "x" * 40),
        ("X" * 41, "x" * 40), ("x" * 41, "x" * 41),
        (f"{'A' * 20} {'b' * 19}", f"{'a' * 20}-{'b' * 19}"), (f"{'A' * 20} {'b' * 20}", "a" * 20),
        (f"{'a' * 20}-{'b' * 30}", f"{'a' * 20}-{'b' * 30}"),
        ("\N{GREEK SMALL LETTER ALPHA}", "conclusion"), ("Three", "three-2"), ("?!", "conclusion"),
    ],
)  # fmt: skip
def test_a_conclusion_gets_an_id_of_its_title_with_forty_letters_at_most(title, id):
    rows = argument_rows(f"[{title}]: Text. #conclusion", CLAIMS)
    assert rows.conclusions == [{"id": id, "section": "", "paragraph": "", "conclusion": "Text."}]


def test_a_claim_is_known_by_its_sentence_unless_it_is_tagged_a_conclusion():
    rows = argument_rows(
        "[T]:  it IS two!\n\n[A]: Text.\n  + [T]\n  - [It is one]\n\n[C]: It is three. #conclusion", CLAIMS
    )
    assert [(row["premise"], row["relation"]) for row in rows.links] == [("two", "supports"), ("one", "attacks")]
    assert [row["id"] for row in rows.conclusions] == ["a", "c"]
    assert argument_rows("", CLAIMS) == ArgumentRows()


@pytest.mark.parametrize(("links", "told"), [(1_000, []), (1_001, [("1,001", 1_002)])])
def test_a_thousand_links_are_weighed(links, told):
    claims = {f"c-{n}": a_claim(id=f"c-{n}", claim=f"It is {n}.") for n in range(links)}
    rows = argument_rows("[A]: Text.\n" + "\n".join(f"  + [{name}]" for name in claims), claims, "x")
    found = [fault for fault in rows.faults if "links; up to" in fault.problem]
    assert found == [
        Fault("x", line, "", f"The table has {count} links; up to 1,000 are weighed, so none of them is.",
            "Keep those that the article itself makes.")
        for count, line in told
    ]  # fmt: skip
