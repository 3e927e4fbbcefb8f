"""What a case adds to the catalog: its rows stand behind the program's own, which stay as they are."""

import datetime as dt

import pytest
from opened import CATALOG as OURS
from own_case import TABLES, write

import cli
from loaders import wall_clock
from loaders.additions import read_additions, with_additions
from loaders.catalog import ROOT
from loaders.indicators import Indicator
from loaders.observations import EMPTY_TABLE, Observations
from loaders.tables import Fault
from service.batches import Batch, judge, records
from service.opening import open_case

EVENTS = "id,date,label,description,source\n"
ENTITIES = "id,name,short,kind,article\n"
GROUPS = "group,entity,from,to,source\n"
SOURCES = "id,name,publisher,url,licence,citation,what_may_be_bundled,pass_on\n"
MINE = "mine,My survey,Me,https://example.org,CC0,Me {edition},all,figures\n"
INDICATORS = "id,name,unit,frequency,source,aggregation,lag_days,margin_pct\n"
GLEE = "glee,glee,points,A,mine,mean,30,1\n"
VINTAGES = "indicator,edition,published,retrieved\n"
HAPPENED = (
    "id,claim,question,check,event,weight,proxy,note\n"
    "us-is-large-came,us-is-large,Did it come?,happened,my-day,1,near: it,why\n"
)
GOOD = {
    "catalog/events.csv": EVENTS + "my-day,2024-05-01,My day,It came.,\n",
    "catalog/entities.csv": ENTITIES + "FRIENDS,Friends,,group,the\nATL,Atlantis,,country,\n",
    "catalog/groups.csv": GROUPS + "FRIENDS,USA,,,\nFRIENDS,ATL,2001-01-01,,\n",
    "catalog/sources.csv": SOURCES + MINE,
    "catalog/indicators.csv": INDICATORS + GLEE,
    "catalog/synonyms.csv": "word,means\nmerriment,glee\n",
    "catalog/vintages.csv": VINTAGES + "glee,First wave,2024-02-01,2024-02-02\n",
    "values.csv": "indicator,entity,date,value\nglee,USA,2022,7.5\n",
}


@pytest.fixture
def add(tmp_path):
    """The program's catalog with what a folder adds to it, and each fault as file, line, column, problem."""

    def call(tables):
        found = with_additions(OURS, write(tmp_path, tables))
        assert all(fault.remedy for fault in found.additions.faults)
        return found.catalog, [(f.file, f.line, f.column, f.problem) for f in found.additions.faults]

    return call


def test_each_table_adds_its_rows(add):
    catalog, faults = add(GOOD)
    assert faults == []
    assert str(catalog.event["my-day"].date) == "2024-05-01"
    assert catalog.name_of("FRIENDS", article=True) == "the Friends"
    assert catalog.members_of("FRIENDS") == ("USA", "ATL")
    assert catalog.members_of("FRIENDS@2000") == ("USA",)
    assert catalog.indicator["glee"].unit == "points"
    assert catalog.may_pass_on("glee")
    assert catalog.edition["glee"].edition == "First wave"
    assert [row.means for row in catalog.synonyms.rows if row.word == "merriment"] == ["glee"]


def test_the_rows_of_the_program_stay(add):
    catalog, _ = add(GOOD)
    for table in ("indicators", "sources", "entities", "members", "events", "editions", "synonyms"):
        rows = getattr(OURS, table).rows
        assert getattr(catalog, table).rows[: len(rows)] == rows
    assert catalog.incomplete == frozenset()


def test_each_row_keeps_the_line_it_stands_on(add):
    catalog, _ = add(GOOD)
    assert catalog.events.lines == {**OURS.events.lines, "my-day": 2}
    assert catalog.entities.lines == {**OURS.entities.lines, "FRIENDS": 2, "ATL": 3}


def test_without_figures_of_its_own_a_case_shares_those_of_the_program(tmp_path):
    shared = Observations(EMPTY_TABLE)
    folder = write(tmp_path, GOOD)
    assert read_additions(OURS, folder).observations(shared).sides_of("glee") == (("USA", ""),)
    (folder / "values.csv").unlink()
    assert read_additions(OURS, folder).observations(shared) is shared


def test_a_folder_without_a_catalog_and_the_projects_own_add_nothing(add):
    catalog, faults = add({})
    assert (catalog, faults) == (OURS, [])
    assert not read_additions(OURS, ROOT)
    assert not read_additions(OURS, ROOT / "docs" / "..")
    assert open_case().additions is None


@pytest.mark.parametrize(
    ("name", "text", "column", "problem"),
    [
        ("indicators.csv", INDICATORS + "gdp_nominal,GDP,EUR,A,worldbank,sum,30,1\n", "id", "'gdp_nominal' is in this program's own"),
        ("events.csv", EVENTS + "crimea-2014,2000-01-01,Other,Other.,\n", "id", "'crimea-2014' is in this program's own"),
        ("entities.csv", ENTITIES + "USA,America,,country,\n", "id", "'USA' is in this program's own"),
        ("sources.csv", SOURCES + MINE.replace("mine", "worldbank"), "id", "'worldbank' is in this program's own"),
        ("synonyms.csv", "word,means\nUSA,China\n", "word", "'usa' is in this program's own"),
        ("vintages.csv", VINTAGES + "gdp_nominal,Mine,2024-02-01,2024-02-02\n", "indicator", "this program's own indicator"),
        ("groups.csv", GROUPS + "NATO,RUS,,,\n", "group", "its members stay as they are"),
    ],
)  # fmt: skip
def test_what_the_program_has_already_is_a_fault_and_its_row_stays(add, name, text, column, problem):
    catalog, ((file, line, at, said),) = add({f"catalog/{name}": text})
    assert (file, line, at) == (f"catalog/{name}", 2, column)
    assert problem in said
    assert catalog == OURS


@pytest.mark.parametrize(
    ("name", "before", "after", "column", "problem"),
    [
        ("indicators", ",mine,", ",mien,", "source", "'mien' is not in sources.csv."),
        ("groups", "FRIENDS,ATL", "FRIENDS,ATX", "entity", "'ATX' is not in entities.csv."),
        ("groups", "FRIENDS,ATL", "FREINDS,ATL", "group", "'FREINDS' is not in entities.csv as a group."),
        ("vintages", "glee,", "gle,", "indicator", "'gle' is not in indicators.csv."),
        ("events", "2024-05-01", "2024-05-32", "date", "'2024-05-32' is no day of the calendar."),
        ("entities", "Atlantis,,country", "Atlantis,,land", "kind", "'land': input should be"),
    ],
)
def test_a_fault_in_a_row_names_it(add, name, before, after, column, problem):
    file = f"catalog/{name}.csv"
    assert before in GOOD[file]
    _, faults = add({**GOOD, file: GOOD[file].replace(before, after)})
    assert any((at, where) == (file, column) and problem in said for at, _, where, said in faults)


def test_references_may_go_to_either(add):
    low = "glee_low,glee,points,A,worldbank,mean,30,1\nglee_high,glee,points,A,mine,mean,30,1\n"
    rows = "id,name,unit,frequency,source,aggregation,lag_days,margin_pct,low,high\n" + (
        "glee,glee,points,A,mine,mean,30,1,glee_low,glee_high\n" + low.replace(",30,1\n", ",30,1,,\n")
    )
    catalog, faults = add({**GOOD, "catalog/indicators.csv": rows})
    assert [said for *_, said in faults] == [f"glee_{end} has no figures in values.csv." for end in ("low", "high")]
    assert catalog.indicator["glee_low"].source == "worldbank"


@pytest.mark.parametrize(
    ("unit", "told"),
    [
        ("deaths", []),
        ("points", ["deaths_low is in deaths (A), glee in points (A).", "deaths_high is in deaths (A), glee in points (A)."]),
    ],
)  # fmt: skip
def test_low_and_high_estimates_may_be_indicators_of_the_program(add, unit, told):
    rows = INDICATORS.replace("\n", ",low,high\n") + f"glee,glee,{unit},A,mine,mean,30,1,deaths_low,deaths_high\n"
    _, faults = add({**GOOD, "catalog/indicators.csv": rows})
    assert [said for file, *_, said in faults if file == "catalog/indicators.csv"] == told


def test_figures_of_ones_own_are_not_kept_up_to_date(add):
    rows = INDICATORS.replace("\n", ",update\n") + GLEE.replace("\n", ",download\n")
    _, faults = add({**GOOD, "catalog/indicators.csv": rows})
    assert faults[0] == ("catalog/indicators.csv", 2, "update", "Figures of a case's own are not kept up to date.")


def test_editions_of_impossible_days_are_all_told_whatever_stands_before_them(add):
    rows = VINTAGES + "glee,First wave,2024-02-01,2024-02-02\nglee,Second wave,2024-03-01,2024-02-02\n"
    _, faults = add({**GOOD, "catalog/vintages.csv": rows})
    assert [fault[:3] for fault in faults if fault[0] == "catalog/vintages.csv"] == [
        ("catalog/vintages.csv", 3, "retrieved")
    ]


@pytest.mark.parametrize(
    ("published", "retrieved", "problem", "remedy"),
    [
        ("2024-02-02", "2024-02-02", None, None),
        ("2024-02-02", "2024-02-03", "2024-02-03 is yet to come.", "Write the day on which you took the figures."),
        ("2024-02-02", "2024-02-01", "It was retrieved (2024-02-01) before it was published (2024-02-02).",
            "Write in published the day on which its publisher gave it out, in retrieved the day on which you took it."),
    ],
)  # fmt: skip
def test_figures_may_be_taken_today_on_the_day_of_their_publication(
    tmp_path, monkeypatch, published, retrieved, problem, remedy
):
    monkeypatch.setattr(wall_clock, "now", lambda: dt.datetime(2024, 2, 2, 12, tzinfo=dt.UTC))
    tables = {**GOOD, "catalog/vintages.csv": VINTAGES + f"glee,First wave,{published},{retrieved}\n"}
    found = read_additions(OURS, write(tmp_path, tables)).editions
    expected = Fault("catalog/vintages.csv", 2, "retrieved", problem, remedy) if problem else None
    assert found.faults == ((expected,) if expected else ())


def test_an_entity_that_an_indicator_cannot_name_is_told_with_what_it_can(tmp_path):
    head, row = INDICATORS.rstrip("\n") + ",entities\n", GLEE.rstrip("\n") + ",USA ATX NATO@17\n"
    found = with_additions(OURS, write(tmp_path, {**GOOD, "catalog/indicators.csv": head + row})).additions
    told = [(fault.column, fault.problem) for fault in found.faults if fault.column == "entities"]
    assert told == [
        ("entities", "'ATX' names no entity of entities.csv."),
        ("entities", "'NATO@17' names no group of a year of entities.csv."),
    ]
    expected = Indicator.model_fields["entities"].description
    assert expected
    assert {fault.remedy for fault in found.faults if fault.column == "entities"} == {f"Expected: {expected}."}


def test_a_group_that_lost_a_member_is_incomplete_and_no_other_is(add):
    catalog, _ = add({**GOOD, "catalog/groups.csv": GOOD["catalog/groups.csv"].replace("FRIENDS,ATL", "FRIENDS,ATX")})
    assert catalog.incomplete == {"FRIENDS"}


def test_the_fault_of_a_lost_member_is_that_of_its_row(add):
    catalog, _ = add({**GOOD, "catalog/groups.csv": "group,entity\n FRIENDS ,ATX\nFRIENDS,USA\n"})
    assert catalog.incomplete == {"FRIENDS"}
    lost = [row for row in catalog.members.left_out if row.cells.get("group", "").strip() == "FRIENDS"]
    assert [(row.fault.file, row.fault.line, row.fault.column) for row in lost] == [("catalog/groups.csv", 2, "entity")]


@pytest.mark.parametrize("text", ["group,entity\nFRIENDS,USA\nFREINDS,ATL\n", "colour\n"])
def test_where_nobody_knows_whose_member_is_lost_every_group_of_the_case_is_incomplete(add, text):
    catalog, _ = add({**GOOD, "catalog/groups.csv": text})
    assert catalog.incomplete == {"FRIENDS"}


TWO = {**GOOD, "catalog/entities.csv": GOOD["catalog/entities.csv"] + "FOES,Foes,,group,the\n"}


def test_of_two_groups_only_the_one_that_lost_a_member_is_incomplete(add):
    catalog, _ = add({**TWO, "catalog/groups.csv": "group,entity\nFRIENDS,ATX\nFOES,USA\n"})
    assert catalog.incomplete == {"FRIENDS"}


def test_a_member_that_a_group_of_the_program_does_not_take_is_lost_to_no_group(add):
    catalog, faults = add({**TWO, "catalog/groups.csv": "group,entity\nFRIENDS,USA\nFOES,USA\nNATO,RUS\n"})
    assert [fault[:3] for fault in faults] == [("catalog/groups.csv", 4, "group")]
    assert (catalog.incomplete, catalog.members_of("NATO")) == (frozenset(), OURS.members_of("NATO"))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("group,entity\nFRIENDS,USA\nFREINDS,ATL\n", 3),
        # A row that breaks off before its group.
        ("entity,group\nUSA,FRIENDS\nATL\n", 3),
        ("colour\n", 1),
    ],
)
def test_a_member_of_nobody_knows_whom_is_lost_to_each_group_of_the_case_and_its_fault_told(add, text, line):
    catalog, _ = add({**TWO, "catalog/groups.csv": text})
    assert catalog.incomplete == {"FRIENDS", "FOES"}
    lost = [(row.cells["group"], row.fault.file, row.fault.line) for row in catalog.members.left_out]
    assert lost == [("FRIENDS", "catalog/groups.csv", line), ("FOES", "catalog/groups.csv", line)]


def test_a_file_that_is_not_read_is_named_with_those_that_are(tmp_path):
    found = read_additions(OURS, write(tmp_path, {"catalog/services.csv": "source\n"}))
    assert found.faults == (
        Fault(
            "catalog/services.csv", 0, "", "The file is not read.",
            "What a case may add is in: sources.csv, entities.csv, groups.csv, indicators.csv, events.csv, vintages.csv, synonyms.csv.",
            "file",
        ),
    )  # fmt: skip


def test_an_event_of_ones_own_can_be_used_and_is_no_other_case_s(tmp_path):
    folder = write(tmp_path, {**TABLES, **GOOD, "evidence.csv": HAPPENED})
    case = open_case(folder)
    assert case.faults == ()
    (verdict,) = case.verdicts(case.now)
    assert [finding.outcome for finding in verdict.findings] == ["supports"]
    (folder / "catalog" / "events.csv").unlink()
    assert [fault.column for fault in open_case(folder).faults] == ["event"]
    assert "my-day" not in open_case().catalog.event


@pytest.mark.slow
def test_workers_use_what_the_case_adds(tmp_path):
    import pickle

    case = open_case(write(tmp_path, {**TABLES, **GOOD, "evidence.csv": HAPPENED}))
    claims = case.argument.claims.rows
    asked = tuple((claim, case.argument.evidence_of(claim.id), ()) for claim in claims)
    there = judge(Batch(asked, case.now, False, pickle.dumps(case.additions)))
    assert there == list(records(case, claims, case.now))
    assert there[0]["findings"][0]["outcome"] == "supports"


def test_validate_counts_what_is_the_case_s_own(tmp_path, capsys):
    folder = write(tmp_path, {**TABLES, **GOOD})
    assert cli.main(["validate", str(folder)]) == 0
    out = capsys.readouterr().out
    assert f"{len(OURS.indicators.rows) + 1} indicators, 1 of them its own: no faults.\n" in out
    assert "of them its own" not in (cli.main(["validate"]), capsys.readouterr().out)[1]


def test_validate_finds_what_is_wrong_in_it(tmp_path, capsys):
    write(tmp_path, {**TABLES, **GOOD, "catalog/events.csv": EVENTS + "my-day,1_0,My day,It came.,\n"})
    assert cli.main(["validate", str(tmp_path)]) == 1
    assert "catalog/events.csv, line 2, column date: '1_0'" in capsys.readouterr().out
