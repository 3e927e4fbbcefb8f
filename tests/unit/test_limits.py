"""How much an argument may ask for is counted before it is worked out: too much is a fault with the number and the limit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_tables_that_mislead import CATALOG, CLAIMS, EVIDENCE, GOOD, ROW, TOPICS, read

from verdicts import cross_checks, evidence
from verdicts.argument import read_argument
from verdicts.limits import MOST_LINKS, MOST_OF_CLAIM, MOST_OF_ROW, MOST_OPEN, MOST_TESTS

__all__ = ["read"]
OPEN = "from=2000|2005"


def values(count, first=1):
    return "|".join(str(first + i) for i in range(count))


def row(name, alternatives=OPEN, weight="1"):
    return ROW.replace("grows-x", f"grows-{name}").replace(OPEN, alternatives).replace(",US$,1,", f",US$,{weight},")


def test_a_row_with_more_combinations_than_are_tried_is_refused_before_one_is_made(read, monkeypatch):
    """300 x 119 x 100 alternatives ended in a MemoryError."""
    monkeypatch.setattr(evidence, "product", None)
    asked = f"threshold={values(300)}; smoothing={values(119, 2)}; from={values(100, 1901)}"
    (fault,) = read(evidence=EVIDENCE + row("x", asked)).faults
    assert (fault.file, fault.line, fault.column) == ("evidence.csv", 2, "alternatives")
    assert fault.problem.startswith("The alternatives make 3,648,120 combinations; up to 400 of a row are tried.")


def test_a_row_at_the_limit_is_tried(read):
    # 20 x 20 with the row's own.
    argument = read(evidence=EVIDENCE + row("x", f"threshold={values(19)}; smoothing={values(19, 2)}"))
    assert argument.faults == ()
    assert argument.evidence.rows[0].combinations == len(argument.evidence.rows[0].specifications) == MOST_OF_ROW


def test_a_number_of_combinations_that_nobody_can_read_is_called_large(read):
    (fault,) = read(evidence=EVIDENCE + row("x", "; ".join(["threshold=1"] * 9_000))).faults
    assert "over 1,000,000,000,000,000 combinations" in fault.problem


def test_the_rows_with_which_a_claim_asks_for_too_many_combinations_are_left_out(read):
    # 216 a row: two are 46,656, three 10,077,696.
    asked = f"threshold={values(5)}; smoothing={values(5, 2)}; from={values(5, 1996)}"
    argument = read(evidence=EVIDENCE + "".join(row(name, asked) for name in "abc"))
    (fault,) = argument.faults
    assert (fault.line, fault.column) == (4, "alternatives")
    assert (
        fault.problem
        == "With this row the claim has 10,077,696 combinations of choices; up to 10,000,000 are worked out."
    )
    assert [lost.evidence for lost in argument.lost_of("grows")] == ["grows-c"]
    assert MOST_OF_CLAIM == 10_000_000


def test_context_is_not_counted_among_the_combinations(read):
    asked = f"threshold={values(5)}; smoothing={values(5, 2)}; from={values(5, 1996)}"
    rows = [row("a", asked), row("b", asked), row("c", asked, weight="0")]
    assert read(evidence=EVIDENCE + "".join(rows)).faults == ()


@pytest.mark.parametrize(
    ("alternatives", "most", "column"), [("", MOST_TESTS, "claim"), (OPEN, MOST_OPEN, "alternatives")]
)
def test_a_claim_has_so_many_tests_and_so_many_with_alternatives(read, alternatives, most, column):
    rows = [row(str(i), alternatives) for i in range(most + 2)]
    argument = read(evidence=EVIDENCE + "".join(rows))
    assert [(fault.line, fault.column) for fault in argument.faults] == [(most + 2, column), (most + 3, column)]
    assert f"the claim has {most + 1} tests" in argument.faults[0].problem
    assert f"the claim has {most + 2} tests" in argument.faults[1].problem
    assert len(argument.evidence_of("grows")) == most


def circle(size):
    """Conclusions of which each rests on each other one."""
    names = [f"c{i}" for i in range(size)]
    conclusions = "id,section,paragraph,conclusion\n" + "".join(f"{name},1,1,So.\n" for name in names)
    pairs = [(a, b) for a in names for b in names if a != b]
    links = "premise,relation,conclusion,why\n" + "".join(f"{a},supports,{b},because\n" for a, b in pairs)
    return {"conclusions": conclusions, "argument": links}


@pytest.mark.slow
def test_more_links_than_are_weighed_are_refused_together_before_they_are_followed(read, monkeypatch):
    """39,800 links took over two minutes."""
    followed = []
    monkeypatch.setattr(cross_checks, "TopologicalSorter", lambda graph: followed.append(graph) or Still())
    argument = read(**circle(200))
    (fault,) = argument.faults
    assert (fault.file, fault.line) == ("argument.csv", MOST_LINKS + 2)
    assert fault.problem == "The table has 39,800 links; up to 1,000 are weighed, so none of them is."
    assert followed == [{}]
    assert argument.links.rows == ()


class Still:
    def prepare(self):
        """Nothing is followed."""


def test_a_thousand_links_that_all_go_round_are_each_named(read):
    # 31 x 32 links.
    argument = read(**circle(32))
    assert len(argument.faults) == 992
    assert argument.links.rows == ()
    assert all(len(fault.problem) < 120 for fault in argument.faults)


def test_a_table_that_grows_past_a_limit_is_refused_when_the_dashboard_reads_it_again(tmp_path):
    from service.refresher import Refresher
    from service.served_case import ServedCase, SharedFigures

    for name, text in (("topics", TOPICS), ("claims", CLAIMS + GOOD), ("evidence", EVIDENCE + row("x"))):
        (tmp_path / f"{name}.csv").write_text(text)
    served = ServedCase(SharedFigures(Refresher()), tmp_path)
    assert served.case.faults == ()
    asked = f"threshold={values(300)}; smoothing={values(119, 2)}; from={values(100, 1901)}"
    (tmp_path / "evidence.csv").write_text(EVIDENCE + row("x", asked) + row("y"))
    assert ["3,648,120 combinations" in fault.problem for fault in served.case.faults] == [True]
    assert "One test of it is left out" in served.standings["grows"].now.reason


@pytest.mark.slow
@given(st.lists(st.integers(1, 7), min_size=1, max_size=4))
def test_combinations_are_counted_as_they_are_made(counts):
    columns = ["threshold", "smoothing", "from", "to"][: len(counts)]
    firsts = [1, 2, 1901, 2030]
    asked = "; ".join(
        f"{column}={values(count, first)}" for column, count, first in zip(columns, counts, firsts, strict=False)
    )
    cells = dict(zip(EVIDENCE.strip().split(","), ROW.strip().split(","), strict=True)) | {"alternatives": asked}
    expected = 1
    for count in counts:
        expected *= count + 1
    assert evidence.combinations_in(asked) == expected
    if expected <= MOST_OF_ROW:
        made = evidence.Evidence.model_validate({k: v for k, v in cells.items() if v})
        assert len(made.specifications) == expected


def test_the_projects_own_argument_is_far_below_every_limit(case):
    sizes = [row.combinations for row in case.argument.evidence.rows]
    assert max(sizes) * 5 < MOST_OF_ROW
    assert len(case.argument.links.rows) * 5 < MOST_LINKS
    assert max(len(case.argument.evidence_of(claim)) for claim in case.argument.claim) * 2 < MOST_TESTS
    assert read_argument(CATALOG).faults == ()
