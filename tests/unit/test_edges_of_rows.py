"""Edges of rows of evidence and what is told of them: far figures, half a subject, records, lines beside, circles."""

from dataclasses import replace

import pytest
from builders import a_claim, catalog, indicator, known, observations, row, table
from pydantic import ValidationError

from loaders.indicators import unfit_bounds
from loaders.tables import Fault, LeftOut
from verdicts.argument import Link
from verdicts.comparables import lines_beside
from verdicts.cross_checks import SHOWN, circles, of_no_claim, unknown_names
from verdicts.findings import find
from verdicts.soundness import as_faults, weak_tests
from verdicts.sources_in_use import sources_in_use
from verdicts.sources_table import source_rows
from verdicts.verdict import judged


def test_a_definition_has_the_fingerprint_that_stores_of_older_releases_hold():
    # The first sixteen digits of the SHA-256 of nine lines: unit, frequency, source, code, aggregation, absent, entities,
    # counterparts and start.
    assert indicator(unit="GWh", code="A1", entities="USA").definition() == "856c30f2230014d9"
    assert (
        indicator(unit="GWh", code="A1", entities="USA", name="other", notes="Else.").definition() == "856c30f2230014d9"
    )


def test_each_estimate_that_is_none_is_told_whatever_rows_stand_before_it():
    low, high = indicator("low"), indicator("high")
    monthly = indicator("monthly", frequency="M", unit="persons")
    rows = [
        indicator("plain"), indicator("good", low="low", high="high"), low, high, monthly, indicator("own", low="own", high="high"),
        indicator("one", low="low", high="low"), indicator("odd", low="low", high="monthly"), indicator("none", low="nothing", high="high"),
    ]  # fmt: skip
    two = "Low and high are two indicators beside this one."
    same = "Name an indicator of the same unit and frequency, or leave both cells empty."
    assert unfit_bounds(table(rows)) == [
        Fault("memory.csv", 10, "low", "'nothing' is not in indicators.csv.", "Use an id of indicators.csv."),
        Fault("memory.csv", 7, "low", "own cannot be that.", two),
        Fault("memory.csv", 8, "low", "low cannot be that.", two),
        Fault("memory.csv", 8, "high", "low cannot be that.", two),
        Fault("memory.csv", 9, "high", "monthly is in persons (M), odd in tonnes (A).", same),
    ]
    # Those of the program may be named too.
    assert unfit_bounds(table([rows[1]]), {"low": low, "high": high}) == []


def test_a_figure_far_from_the_words_may_weigh_a_half_and_no_more():
    assert row(proxy="far: other", weight=0.5).weight == 0.5
    with pytest.raises(ValidationError, match=r"far from the words weighs at most 0\.5"):
        row(proxy="far: other", weight=1)


@pytest.mark.parametrize("lacking", ["indicator", "entity"])
def test_a_check_of_figures_needs_both_what_is_counted_and_of_whom(lacking):
    with pytest.raises(ValidationError, match="needs an indicator and an entity"):
        row(**{lacking: ""})


def test_a_record_says_from_when_to_when_its_figures_are():
    record = find(row(), known(observations({("x", "USA"): [1, 2, 3]}), catalog())).record()
    assert (record["from"], record["to"]) == ("2000-12-31", "2002-12-31")
    assert record["about"] == "2000-12-31/2002-12-31"
    empty = find(row(entity="RUS"), known(observations({("x", "USA"): [1]}), catalog())).record()
    assert (empty["from"], empty["to"], empty["about"]) == (None, None, None)


def test_shares_of_settings_are_recorded_to_four_places():
    at = known(observations({("x", "USA"): [1, 2, 3]}), catalog())
    one = row(threshold=3, alternatives="threshold=5|6", alternatives_why="as good")
    shares = judged(a_claim(), [one], at).multiverse.record()["shares"]
    assert sorted(shares.values()) == [0.3333, 0.6667]


@pytest.mark.parametrize("measure", ["index", "effective_number"])
def test_a_measure_of_its_own_window_has_no_lines_beside_it(measure):
    groups = {"ALL": ["USA", "C1", "C2"]}
    at = known(
        observations({("x", name): [1, 2, 3] for name in ("USA", "C1", "C2")}), catalog(indicator(), groups=groups)
    )
    series = find(row(), at).series
    assert lines_beside(row(among="ALL"), at, series)[0] == ("C1", "C2")
    entity = "ALL" if measure == "effective_number" else "USA"
    names, lines = lines_beside(row(among="ALL", measure=measure, entity=entity), at, series)
    assert (names, lines.shape) == ((), (0, 3))


@pytest.mark.parametrize("group", ["FEW", "FEW@2010"])
def test_a_group_that_lacks_a_member_is_not_looked_at(group):
    fault = Fault("groups.csv", 9, "entity", "It is faulty.", "Mend it.")
    cat = catalog(groups={"FEW": ["USA"], "ALL": ["USA", "CHN"]})
    cat = replace(cat, members=cat.members.with_faults([fault]))
    cat = replace(cat, members=replace(cat.members, left_out=(LeftOut({"group": "FEW"}, fault),)))
    rows = [row(entity="ALL"), row(id="c-y", entity=group)]
    problem = f"The group {group} lacks a member, whose row in the catalog is faulty."
    assert list(unknown_names(table(rows), cat)) == [
        Fault("memory.csv", 3, "entity", problem, "Mend groups.csv or entities.csv: the faults there say how.")
    ]


def test_a_row_of_a_claim_that_a_fault_keeps_out_says_where_that_is():
    fault = Fault("claims.csv", 7, "kind", "It is faulty.", "Mend it.")
    claims = replace(table([a_claim()]), left_out=(LeftOut({"id": " gone "}, fault),))
    rows = table([row(), row(id="gone-x", claim="gone")])
    problem, remedy = "The claim 'gone' is left out, because of a fault there.", "Mend claims.csv, line 7, column kind."
    assert of_no_claim(rows, claims) == [Fault("memory.csv", 3, "claim", problem, remedy)]


def links(size):
    names = [f"c{n}" for n in range(size)]
    return table([
        Link(conclusion=one, premise=other, relation="supports", why="so")
        for one, other in zip(names, [*names[1:], names[0]], strict=True)
    ])  # fmt: skip


@pytest.mark.parametrize(("size", "cut"), [(3, False), (SHOWN - 1, False), (SHOWN, True)])
def test_a_circle_is_named_whole_while_it_is_short(size, cut):
    found = circles(links(size))
    assert len(found) == size
    (told,) = {fault.problem for fault in found}
    _, _, named = told.partition(": ")
    # A circle is named with its first step at its end again.
    assert len(named.split(", ")) == min(size + 1, SHOWN)
    assert (named.endswith(" ..."), named.endswith("c0.")) == (cut, not cut)


def test_a_test_that_tells_little_costs_nothing_of_a_verdict():
    verdict = judged(a_claim(), [row(threshold=0)], known(observations({("x", "USA"): [1, 9]}), catalog()))
    (fault,) = as_faults(weak_tests((verdict,)), table([row(threshold=0)]))
    assert (fault.cost, fault.column, fault.problem.partition(":")[0]) == (
        "nothing",
        "threshold",
        "The test cannot fail",
    )


def test_the_row_of_a_source_leads_to_its_page_and_its_licence(case):
    rows = {
        one.id: one for one in source_rows(sources_in_use(case.catalog, case.observations), case.argument, case.catalog)
    }
    source = case.catalog.source["worldbank"]
    assert rows["worldbank"].dataset == (source.name, str(source.url))
    assert rows["worldbank"].licence == (source.licence, str(source.licence_url))
