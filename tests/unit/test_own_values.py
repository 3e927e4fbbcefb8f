"""Figures that a case brings itself: observations as all others are, or a fault that says what would mend them."""

import csv
import datetime as dt
import hashlib
import io
import pickle

import pytest
from opened import CATALOG as OURS
from own_case import TABLES, write
from test_additions import GOOD, INDICATORS, VINTAGES

import cli
from exports.dossier import dossiers
from exports.value_files import values_csv
from loaders.additions import with_additions
from loaders.case_zip import tables_of
from service.batches import Batch, judge, records
from service.opening import open_case
from verdicts.clock import Knowledge
from verdicts.describe import source_of
from verdicts.sources_in_use import sources_in_use

VALUES = """\
indicator,entity,date,value
glee,USA,2019,4.0
glee,USA,2020,4.5
glee,USA,2021,5.0
glee,USA,2022,7.5
glee,FRA,2019,2.0
glee,FRA,2022,2.5
glee,ATL,2022,3
"""
EVIDENCE = (
    "id,claim,question,indicator,entity,measure,versus_entity,check,from,to,threshold,unit,weight,proxy,note\n"
    "us-is-large-glee,us-is-large,Did glee rise by three points or more?,glee,USA,level,,rises,2019,2022,3,points,1,direct: glee,why\n"
    "us-is-large-ratio,us-is-large,Is it three times that of France?,glee,USA,ratio,FRA,at_least,,2022,3,times,1,direct: glee,why\n"
)
CASE = {**TABLES, **GOOD, "values.csv": VALUES, "evidence.csv": EVIDENCE}


@pytest.fixture
def bring(tmp_path):
    """The figures of a folder, and each fault as file, line, column, problem, remedy."""

    def call(values=VALUES, **more):
        tables = {**CASE, "values.csv": values, **{f"catalog/{name}.csv": text for name, text in more.items()}}
        additions = with_additions(OURS, write(tmp_path, tables)).additions
        assert all(fault.remedy for fault in additions.faults)
        return additions.figures, [(f.file, f.line, f.column, f.problem, f.remedy) for f in additions.faults]

    return call


def line(figures, *names):
    found = figures.line(*names)
    return list(zip(map(str, found.dates), found.values, strict=True))


def test_figures_are_read_with_the_period_they_are_of(bring):
    figures, faults = bring()
    assert faults == []
    assert line(figures, "glee", "USA") == [
        ("2019-12-31", 4.0), ("2020-12-31", 4.5), ("2021-12-31", 5.0), ("2022-12-31", 7.5),
    ]  # fmt: skip
    assert line(figures, "glee", "ATL") == [("2022-12-31", 3.0)]


def test_their_provenance_is_that_of_their_edition(bring):
    figures, _ = bring()
    (found,) = figures.provenance.values()
    assert (found.indicator, found.source, found.state, found.edition) == ("glee", "mine", "own", "First wave")
    assert (found.published, found.retrieved) == (dt.date(2024, 2, 1), dt.date(2024, 2, 2))
    assert (found.observations, found.first, found.last) == (7, dt.date(2019, 12, 31), dt.date(2022, 12, 31))
    assert (found.file, found.sha256) == ("values.csv", hashlib.sha256(VALUES.encode()).hexdigest())


@pytest.mark.parametrize(
    ("frequency", "written", "day"),
    [
        ("A", "2014", "2014-12-31"),
        ("A", "2014-09-30", "2014-09-30"),
        ("Q", "2014-Q1", "2014-03-31"),
        ("Q", "2014-06-30", "2014-06-30"),
        ("M", "2016-02", "2016-02-29"),
        ("M", "2015-12", "2015-12-31"),
        ("D", "2014-06-17", "2014-06-17"),
    ],
)
def test_a_period_is_written_as_its_frequency_has_it(bring, frequency, written, day):
    figures, faults = bring(
        f"indicator,entity,date,value\nglee,USA,{written},1\n", indicators=GOOD["catalog/indicators.csv"].replace(",A,mine", f",{frequency},mine")
    )  # fmt: skip
    assert faults == []
    assert line(figures, "glee", "USA") == [(day, 1.0)]


@pytest.mark.parametrize(
    ("before", "after", "column", "problem", "remedy"),
    [
        ("USA,2019,4.0", "USA,2019,'4,5'", "value", "has a comma", "4.5"),
        ("USA,2019,4.0", "USA,2019,four", "value", "'four' is not a finite number", "such as 2.5"),
        ("USA,2019,4.0", "USA,2019-01-01,4.0", "date", "2019-01-01 is not the last day of a period.", "write 2014"),
        ("USA,2019,4.0", "USA,2019-02-30,4.0", "date", "no day of the calendar", "2014"),
        ("USA,2019,4.0", "USA,2019-13,4.0", "date", "no day of the calendar", "2014"),
        ("USA,2019,4.0", "Germany,2019,4.0", "entity", "'Germany' is not in", "DEU (Germany)"),
        ("USA,2019,4.0", "US,2019,4.0", "entity", "'US' is not in", "USA (United States)"),
        ("glee,USA,2019", "gle,USA,2019", "indicator", "'gle' is not in the case's own", "'glee'"),
        ("glee,USA,2019", "gdp_nominal,USA,2019", "indicator", "is this program's own indicator", "of your own"),
        ("USA,2019,4.0", "USA,2025,4.0", "date", "after its edition was retrieved (2024-02-02)", "projection"),
        ("USA,2019,4.0", "USA,2020,4.0", "", "stands on line 2 already", "Keep one of the two."),
    ],
)
def test_a_fault_costs_its_row_and_says_what_would_mend_it(bring, before, after, column, problem, remedy):
    assert before in VALUES
    figures, (fault,) = bring(VALUES.replace(before, after.replace("'", '"'), 1))
    file, number, at, said, mends = fault
    assert (file, number, at) == ("values.csv", 2 if column else 3, column)
    assert problem in said
    assert remedy in f"{said} {mends}"
    assert len(line(figures, "glee", "USA")) == 3


def test_figures_without_a_provenance_are_left_out_and_that_is_said_once(bring):
    figures, (fault,) = bring(vintages=VINTAGES)
    assert not figures.provenance
    file, number, column, said, _ = fault
    assert (file, number, column) == ("values.csv", 2, "indicator")
    assert said == (
        "glee has no row in catalog/vintages.csv: nobody could tell where its figures are from. So it is in 7 rows."
    )


@pytest.mark.parametrize(
    ("days", "problem"),
    [
        ("2024-02-01,2999-01-01", "outside the years"),
        ("2024-02-01,2099-01-01", "2099-01-01 is yet to come."),
        ("2024-02-03,2024-02-02", "It was retrieved (2024-02-02) before it was published (2024-02-03)."),
    ],
)
def test_an_edition_of_impossible_days_is_none(bring, days, problem):
    figures, faults = bring(vintages=f"{VINTAGES}glee,First wave,{days}\n")
    assert not figures.provenance
    assert problem in faults[0][3]


def test_an_indicator_without_figures_is_named(bring):
    more = GOOD["catalog/indicators.csv"] + "woe,woe,points,A,mine,mean,30,1\n"
    _, ((file, number, _, said, _),) = bring(indicators=more)
    assert (file, number, said) == ("catalog/indicators.csv", 3, "woe has no figures in values.csv.")


def test_figures_of_nobody_s_indicator_are_told_once(bring):
    figures, faults = bring(VALUES.replace("glee", "woe"))
    assert [fault[3] for fault in faults if fault[0] == "values.csv"] == [
        "'woe' is not in the case's own catalog/indicators.csv. So it is in 7 rows."
    ]
    assert not figures.provenance


def test_projections_never_decide(bring):
    figures, faults = bring("indicator,entity,date,value,status\nglee,USA,2022,1,\nglee,USA,2030,9,projection\n")
    assert faults == []
    assert line(figures, "glee", "USA") == [("2022-12-31", 1.0)]
    assert list(figures.projected("glee", "USA").values) == [9.0]
    assert figures.provenance["glee"].last == dt.date(2022, 12, 31)


def test_an_earlier_edition_is_what_was_known_at_publication(tmp_path):
    folder = write(
        tmp_path,
        {
            **CASE,
            "catalog/vintages.csv": f"{VINTAGES}glee,First wave,2024-02-01,2024-02-02\nglee,Second wave,2025-02-01,2025-02-02\n",
            "values.csv": "indicator,entity,date,value,edition\nglee,USA,2022,1,First wave\nglee,USA,2022,2,\n",
        },
    )
    case = open_case(folder)
    assert case.faults == ()
    assert list(Knowledge(case.observations, case.catalog, case.then).line("glee", "USA").values) == [1.0]
    assert list(Knowledge(case.observations, case.catalog, case.now).line("glee", "USA").values) == [2.0]
    assert case.observations.provenance["glee"].edition == "Second wave"


def test_an_edition_that_is_not_there_is_named(bring):
    _, (fault,) = bring("indicator,entity,date,value,edition\nglee,USA,2022,1,\nglee,USA,2021,1,First wve\n")
    assert fault[:3] == ("values.csv", 3, "edition")
    assert fault[4] == "Did you mean 'First wave'?"


def test_the_editions_there_are_are_told_where_none_is_near(bring):
    more = f"{VINTAGES}glee,First wave,2024-02-01,2024-02-02\nglee,Second wave,2025-02-01,2025-02-02\n"
    _, (fault,) = bring("indicator,entity,date,value,edition\nglee,USA,2022,1,\nglee,USA,2021,1,xyz\n", vintages=more)
    assert fault[4] == "There are: Second wave; First wave."
    _, (fault,) = bring("indicator,entity,date,value,edition\nglee,USA,2022,1,\nglee,USA,2021,1,xyz\n")
    assert fault[4] == "There is: First wave."


def test_a_figure_that_stands_there_twice_counts_once_whether_or_not_its_edition_is_named(bring):
    figures, (fault,) = bring("indicator,entity,date,value,edition\nglee,USA,2022,1,\nglee,USA,2022,2,First wave\n")
    assert fault[:4] == ("values.csv", 3, "edition", "The figure stands on line 2 already, of the same edition.")
    assert line(figures, "glee", "USA") == [("2022-12-31", 1.0)]


def test_more_figures_than_are_read_cost_the_rest(bring, monkeypatch):
    monkeypatch.setattr("loaders.own_values.MOST", 3)
    figures, (fault,) = bring()
    assert "Up to 3 rows are read." in fault[3]
    assert len(figures.table) == 3


def test_claims_are_judged_by_them(tmp_path):
    """7.5 less 4.0 is 3.5, and a hundredth of each does not reach the line; 7.5 is three times 2.5, which is at the line."""
    case = open_case(write(tmp_path, CASE))
    assert case.faults == ()
    (verdict,) = case.verdicts(case.now)
    rise, ratio = verdict.findings
    assert rise.outcome == "supports"
    assert ratio.outcome == "inconclusive"


def test_a_group_of_ones_own_is_the_mean_of_its_members(tmp_path):
    """Of 7.5 and 3.0."""
    row = (
        EVIDENCE.splitlines()[0]
        + "\nus-is-large-friends,us-is-large,Are friends glad?,glee,FRIENDS,level,,at_least,2022,2022,5,points,1,direct: glee,why\n"
    )
    case = open_case(write(tmp_path, {**CASE, "evidence.csv": row}))
    (verdict,) = case.verdicts(case.now)
    (finding,) = verdict.findings
    assert list(finding.series.values) == [pytest.approx(5.25)]


def test_the_program_s_figures_stay_and_are_no_other_case_s(tmp_path):
    case, ours = open_case(write(tmp_path, CASE)), open_case()
    assert list(case.observations.line("gdp_nominal", "USA").values) == list(
        ours.observations.line("gdp_nominal", "USA").values
    )
    assert case.observations.editions == ours.observations.editions
    assert "glee" not in ours.observations.provenance
    assert not len(ours.observations.line("glee", "USA").values)


def test_their_source_and_where_they_are_kept_is_told(tmp_path):
    case = open_case(write(tmp_path, CASE))
    used = {one.source.id: one for one in sources_in_use(case.catalog, case.observations)}
    assert used["mine"].record()["observations"] == 7
    assert used["mine"].citation == "Me First wave"
    (verdict,) = case.verdicts(case.now)
    ((heading, pairs),) = source_of(verdict.findings[0], case.observations, case.catalog)
    assert heading == "Glee"
    assert dict(pairs)["Held here"].startswith("brought with the case; data retrieved 2 February 2024")


@pytest.mark.parametrize(("pass_on", "kept"), [("figures", True), ("nothing", False)])
def test_what_its_licence_forbids_is_not_passed_on(tmp_path, pass_on, kept):
    sources = GOOD["catalog/sources.csv"].replace("all,figures", f"all,{pass_on}")
    case = open_case(write(tmp_path, {**CASE, "catalog/sources.csv": sources}))
    assert case.faults == ()
    assert case.catalog.may_pass_on("glee") is kept
    (dossier,) = dossiers(case)
    text = values_csv(dossier, "us-is-large-glee").decode("utf-8-sig")
    rows = list(csv.DictReader(line for line in io.StringIO(text) if not line.startswith("#")))
    assert any("7.5" in row.values() for row in rows) is kept
    assert ("values.csv" in tables_of(tmp_path)) is kept


@pytest.mark.slow
def test_workers_use_them(tmp_path):
    case = open_case(write(tmp_path, CASE))
    claims = case.argument.claims.rows
    asked = tuple((claim, case.argument.evidence_of(claim.id), ()) for claim in claims)
    there = judge(Batch(asked, case.now, False, pickle.dumps(case.additions)))
    assert there == list(records(case, claims, case.now))
    assert there[0]["findings"][0]["outcome"] == "supports"


def test_validate_takes_them_into_account(tmp_path, capsys):
    folder = write(tmp_path, {**CASE, "values.csv": VALUES.replace("USA,2019", "USX,2019")})
    assert cli.main(["validate", str(folder)]) == 1
    assert "values.csv, line 2, column entity: 'USX' is not in catalog/entities.csv." in capsys.readouterr().out


def test_indicators_are_what_the_case_says(bring):
    """Without an own catalog there is nothing that figures could be of."""
    _, faults = bring(indicators=INDICATORS, vintages=VINTAGES)
    assert {fault[0] for fault in faults} == {"values.csv"}
