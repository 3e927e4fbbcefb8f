"""A finding in a line: what was found and what was asked for, and the same since."""

import datetime as dt

import pytest
from builders import WRITTEN, catalog, indicator, known, observations, row

from verdicts.brief import brief, brief_since, name_of, role_of
from verdicts.clock import AsOf, Knowledge
from verdicts.findings import find

FIGURES = {("x", "USA"): [8, 9, 12, 10], ("x", "CHN"): [1, 2, 3, 3]}


def found(**changes):
    return find(row(**changes), known(observations(FIGURES), catalog()))


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"threshold": 5}, "10 tonnes in 2003. Asked: at least 5."),
        ({"check": "at_most", "threshold": 5}, "10 tonnes in 2003. Asked: at most 5."),
        ({"threshold": 5, "ends": 2}, "11 tonnes a year in 2002\N{EN DASH}03. Asked: at least 5."),
        ({"check": "rises", "threshold": 1}, "Up 2 tonnes from 2000 to 2003. Asked: a rise of 1 tonne."),
        ({"check": "falls", "threshold": 1}, "Up 2 tonnes from 2000 to 2003. Asked: a fall of 1 tonne."),
        ({"check": "rises", "threshold": 1, "to": "2000"}, "Only 1 year with figures; the test needs 2."),
        ({"weight": 0}, "10 tonnes in 2003."),
    ],
)  # fmt: skip
def test_a_finding_in_a_line(changes, line):
    assert brief(found(**changes)) == line


def test_a_step_is_told_with_the_time_after_the_event():
    values = {("x", "USA"): [1] * 10 + [5] * 3}
    finding = find(row(check="steps_up", event="break", threshold=2), known(observations(values), catalog()))
    assert brief(finding) == "Up 4 tonnes a year in 2010\N{EN DASH}12. Asked: a rise of 2 tonnes a year."


def test_what_should_stay_as_it_is_may_move_by_so_much():
    values = {("x", "USA"): [5] * 10 + [9] * 3}
    finding = find(row(check="unchanged", event="break", threshold=2), known(observations(values), catalog()))
    assert brief(finding) == "Up 4 tonnes a year in 2010\N{EN DASH}12. Asked: no more than 2 tonnes a year either way."


def test_a_place_is_asked_for_among_the_first():
    group = catalog(groups={"ALL": ["USA", "CHN"]})
    finding = find(
        row(measure="rank", versus_entity="ALL", check="at_most", threshold=1), known(observations(FIGURES), group)
    )
    assert brief(finding) == "First in 2003. Asked: the top place."


def test_what_came_since_says_whether_the_answer_still_holds():
    values = observations({("x", "USA"): [9] * 25 + [1]})
    cat = catalog(indicator(lag_days=1))
    day = AsOf(dt.date(2030, 1, 1), WRITTEN, latest=True)
    finding = find(row(threshold=5), Knowledge(values, cat, day))
    assert brief(finding) == "9 tonnes in 2024. Asked: at least 5."
    assert brief_since(finding) == "now no, 1 tonne in 2025"
    assert brief_since(found(threshold=5)) == ""


def test_a_test_is_called_by_what_it_measures_and_says_what_it_does():
    assert name_of(row(label="weight of goods")) == "Weight of goods"
    assert name_of(row()) == "Is it?"
    roles = [role_of(found(**changes)) for changes in (
        {"threshold": 5}, {"threshold": 5, "weight": 0.5}, {"weight": 0}, {"check": "rises", "threshold": 1, "to": "2000"},
    )]  # fmt: skip
    assert roles == ["decides", "helps", "context", "decides, not counted"]
