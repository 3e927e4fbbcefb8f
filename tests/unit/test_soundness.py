"""Tests that tell little: each kind of weakness on small figures, and none that decides in the shipped case."""

import pytest
from builders import a_claim, catalog, indicator, known, observations, row

from verdicts.soundness import as_faults, weak_tests
from verdicts.verdict import judged


def weak(values, margin_pct=0, extra=(), cat=None, **changes):
    """The weaknesses of a row, and of a claim that it tests with others."""
    lines = values if isinstance(values, dict) else {("x", "USA"): values}
    cat = cat or catalog(indicator(margin_pct=margin_pct), groups={"ALL": [f"C{i}" for i in range(10)]})
    rows = [row(**changes), *extra]
    return [w.weakness for w in weak_tests((judged(a_claim(), rows, known(observations(lines), cat)),))]


@pytest.mark.parametrize(
    ("changes", "values", "margin_pct", "expected"),
    [
        ({"threshold": 5}, [1, 9], 0, []),
        ({"threshold": 0}, [1, 9], 0, ["cannot fail"]),
        ({"check": "at_most", "threshold": -1}, [1, 9], 0, ["cannot pass"]),
        ({"check": "at_most", "threshold": -1}, [-1, 9], 0, []),
        ({"check": "falls", "threshold": 5}, [3, 9], 0, ["cannot pass"]),
        ({"check": "falls", "threshold": 5}, [6, 9], 0, []),
        ({"check": "rises", "threshold": 2}, [100, 110], 20, ["within the doubt"]),
        ({"check": "unchanged", "event": "break", "threshold": 1}, [100] * 20, 20, ["cannot pass", "within the doubt"]),
        ({"check": "unchanged", "event": "break", "threshold": 20}, [100] * 20, 20, []),
    ],
)
def test_lines_that_no_figure_reaches_or_none_can_miss(changes, values, margin_pct, expected):
    assert weak(values, margin_pct, **changes) == expected


def test_a_share_lies_between_none_and_all():
    lines = {("x", "USA"): [90, 95], ("x", "WLD"): [100, 100]}
    share = {"measure": "share", "versus_entity": "WLD"}
    assert weak(lines, threshold=101, **share) == ["cannot pass"]
    assert weak(lines, check="at_most", threshold=100, **share) == ["cannot fail"]
    assert weak(lines, check="at_most", threshold=0, **share) == []
    assert weak(lines, threshold=0, **share) == ["cannot fail"]
    assert weak(lines, check="rises", threshold=15, **share) == ["cannot pass"]
    assert weak(lines, check="rises", threshold=5, **share) == []


RANK = {"measure": "rank", "versus_entity": "ALL"}
DISTANCE = {"measure": "distance", "versus_entity": "CHN"}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({**RANK, "check": "at_most", "threshold": 1}, []),
        ({**RANK, "check": "at_most", "threshold": 0}, ["cannot pass"]),
        ({**RANK, "check": "at_least", "threshold": 1}, ["cannot fail"]),
        ({**RANK, "check": "at_least", "threshold": 2}, []),
        ({**DISTANCE, "check": "at_least", "threshold": 0.5}, []),
        ({**DISTANCE, "check": "at_least", "threshold": 0}, ["cannot fail"]),
        ({**DISTANCE, "check": "at_most", "threshold": 0.5}, []),
    ],
)
def test_no_place_is_before_the_first_and_no_distance_below_none(changes, expected):
    cat = catalog(indicator(), groups={"ALL": ["USA", "CHN", "RUS"]})
    lines = {("x", code): [value] for code, value in (("USA", 3), ("CHN", 2), ("RUS", 1))}
    assert weak(lines, cat=cat, **changes) == expected


def test_a_line_passed_in_every_period_says_nothing_of_a_change():
    rise = row(id="c-r", check="rises", threshold=1)
    assert weak([9] * 12, threshold=5) == []
    assert weak([9] * 12, threshold=5, extra=[rise]) == ["always the same"]
    assert weak([1] + [9] * 11, threshold=5, extra=[rise]) == []
    # Nine earlier periods are enough to say so, eight are not.
    assert weak([9] * 10, threshold=5, extra=[rise]) == ["always the same"]
    assert weak([9] * 9, threshold=5, extra=[rise]) == []


def test_what_more_than_four_in_five_pass_tells_nobody_apart():
    def lines(passing):
        return {("x", "USA"): [9], **{("x", f"C{i}"): [9 if i < passing else 1] for i in range(10)}}

    assert weak(lines(9), threshold=5, among="ALL") == ["common"]
    assert weak(lines(8), threshold=5, among="ALL") == []


def test_a_weak_test_is_named_by_file_line_and_remedy():
    of = judged(a_claim(), [row(threshold=0)], known(observations({("x", "USA"): [1]}), catalog()))
    from builders import table

    (fault,) = as_faults(weak_tests((of,)), table([row(threshold=0)]))
    assert str(fault) == (
        "memory.csv, line 2, column threshold: The test cannot fail: the figure cannot be beyond 0 tonnes. Choose a line within that."
    )


def test_context_is_no_test():
    assert weak([1, 9], threshold=0, weight=0) == []


@pytest.mark.parametrize("day", ["then", "now"])
def test_no_test_that_tells_little_decides_a_verdict_here(case, day):
    found = [w for w in weak_tests(case.verdicts(getattr(case, day))) if w.row.weight == 1]
    assert [(w.row.id, w.weakness) for w in found] == []
