"""The sources in a reader's words: the row of each, what is known to be wrong, and how fresh it is."""

import dataclasses
import datetime as dt
import re

import pytest

from loaders.breaker import Problem, State
from verdicts.freshness import source_sentence
from verdicts.sources_in_use import sources_in_use
from verdicts.sources_table import answer_sentences, known_problems, source_rows

NOW = dt.datetime(2026, 11, 29, 12, tzinfo=dt.UTC)
DAY = dt.date(2026, 8, 22)


@pytest.fixture(scope="module")
def used(case):
    return sources_in_use(case.catalog, case.observations)


def test_the_answer_counts_the_figures_behind_the_verdicts_the_others_and_says_the_newest_day(case, used):
    whole = sum(p.observations for p in case.observations.provenance.values())
    said = answer_sentences(used, case.argument, case.catalog)
    found = re.fullmatch(
        r"([\d,]+) figures from (\d+) publishers stand behind the verdicts. ([\d,]+) others are in hand. "
        r"The newest were retrieved on 29 November 2026.",
        said,
    )
    behind, publishers, others = (int(n.replace(",", "")) for n in found.groups())
    assert behind + others == whole
    # NATO's members are counted by us: its publisher is NATO all the same.
    assert publishers <= len({one.source.publisher.partition(";")[0] for one in used})
    assert 0 < others < behind


def test_of_an_argument_that_asks_one_series_only_its_figures_stand_behind_the_verdicts(case, used):
    rows = tuple(r for r in case.argument.evidence.rows if r.id == "us-still-powerful-dollar")
    argument = dataclasses.replace(case.argument, evidence=dataclasses.replace(case.argument.evidence, rows=rows))
    figures = sum(
        case.observations.provenance[name].observations for name in ("reserve_share", "reserve_share_old")
    )  # The old method is another choice of the test.
    said = answer_sentences(used, argument, case.catalog)
    assert said.startswith(f"{figures:,} figures from 1 publisher stand behind the verdicts.")
    first, second, *_ = source_rows(used, argument, case.catalog)
    assert (first.id, first.used_for.endswith("(in 1 claim)")) == ("imf_cofer", True)
    assert second.used_for.endswith("(not asked here)")


def test_rows_follow_the_alphabet_of_publishers_those_in_use_first_and_each_source_has_one(case, used):
    rows = source_rows(used, case.argument, case.catalog)
    places = [(row.used_for.endswith("(not asked here)"), row.publisher.casefold()) for row in rows]
    assert places == sorted(places)
    assert {row.id for row in rows} == {one.source.id for one in used}


def test_a_row_says_what_a_source_is_used_for_by_the_claims_that_ask_it(case, used):
    row = next(r for r in source_rows(used, case.argument, case.catalog) if r.id == "fas")
    claims = {e.claim for e in case.argument.evidence.rows if "warheads" in e.request.indicators}
    assert row.used_for == f"Nuclear warheads in military stockpiles (in {len(claims)} claims)"
    assert (row.newest, row.licence.words) == ("2023", "CC BY 4.0")
    assert [copy.address for copy in row.copies] == [
        f"https://github.com/{case.catalog.edition['warheads'].found_at.split(',')[0]}"
    ]


def test_a_period_is_told_as_its_source_counts_time(case, used):
    newest = {row.id: row.newest for row in source_rows(used, case.argument, case.catalog)}
    assert (newest["worldbank"], newest["imf_cofer"], newest["kiel"]) == ("2025", "Q1 2026", "February 2026")


def test_every_known_problem_is_told_with_its_series(case, used):
    told = [text for _, problems in known_problems(used, case.catalog) for _, text in problems]
    assert sorted(told) == sorted(p.doubt for p in case.observations.provenance.values() if p.doubt)


@pytest.mark.parametrize(
    ("kinds", "state", "words"),
    [
        ({"bundled"}, State(), "Retrieved 22 August 2026."),
        ({"live"}, State(confirmed={"a": NOW - dt.timedelta(hours=3)}), "Live: checked 3 hours ago."),
        ({"live", "bundled"}, State(confirmed={"a": NOW}), "Partly live: checked just now."),
        (
            {"stored"},
            State(tried=NOW - dt.timedelta(minutes=5), problems={"": Problem(kind="Unreachable", message="Long.")}),
            "Retrieved 22 August 2026. Asked 5 minutes ago, it could not be reached.",
        ),
        (
            {"bundled"},
            State(
                tried=NOW,
                problems={"a": Problem(kind="Invalid", message="x"), "b": Problem(kind="Locked", message="y")},
            ),
            "Retrieved 22 August 2026. Asked just now, it gave figures that cannot be right and could not be updated.",
        ),
        (
            {"bundled"},
            State(ahead=NOW),
            "Retrieved 22 August 2026. The last try was by a clock that was ahead; the source will be asked again.",
        ),
    ],
)
def test_freshness_is_said_in_short(kinds, state, words):
    assert source_sentence(kinds, DAY, state, NOW) == words
