"""Edges of figures that a case brings itself: what is said of one row and of many, what an edition says of its figures."""

import pytest
from opened import CATALOG as OURS
from own_case import TABLES, write
from test_additions import GOOD, MINE

from loaders.additions import with_additions
from loaders.tables import Fault

VALUES = "indicator,entity,date,value,edition\nglee,USA,2021,1,\nglee,USA,2022,2,\n"
VINTAGES = "indicator,edition,published,retrieved,doubt,unit\n"
FIRST = "glee,First wave,2024-02-01,2024-02-02,,\n"


@pytest.fixture
def bring(tmp_path):
    """The figures of a folder, and the faults."""

    def call(values=VALUES, **more):
        tables = {**TABLES, **GOOD, "catalog/vintages.csv": VINTAGES + FIRST, "values.csv": values}
        tables |= {f"catalog/{name}.csv": text for name, text in more.items()}
        additions = with_additions(OURS, write(tmp_path, tables)).additions
        return additions.figures, additions.faults

    return call


@pytest.mark.parametrize(
    ("rows", "said"),
    [(1, ""), (2, " So it is in 2 rows."), (3, " So it is in 3 rows."), (1500, " So it is in 1,500 rows.")],
)
def test_how_many_rows_a_fault_is_in_is_said_from_two_on(bring, rows, said):
    wrong = "".join(f"glee,XQZ,{1900 + n // 12}-{n % 12 + 1:02},1,\n" for n in range(rows))
    _, (fault,) = bring(VALUES + wrong)
    problem = f"'XQZ' is not in catalog/entities.csv.{said}"
    assert fault == Fault(
        "values.csv", 4, "entity", problem, "Use a code that stands there, or add a row to catalog/entities.csv."
    )


def test_each_problem_is_counted_by_itself(bring):
    _, faults = bring(VALUES + "glee,XQZ,2021,1,\nglee,YQZ,2021,1,\nglee,XQZ,2022,1,\n")
    assert [(fault.line, fault.problem) for fault in faults] == [
        (4, "'XQZ' is not in catalog/entities.csv. So it is in 2 rows."),
        (5, "'YQZ' is not in catalog/entities.csv."),
    ]


def test_an_edition_that_is_not_there_is_told_with_whose_it_would_be(bring):
    _, (fault,) = bring(VALUES + "glee,USA,2020,1,First wve\n")
    assert fault == Fault(
        "values.csv", 4, "edition", "'First wve' is no edition of glee in catalog/vintages.csv.", "Did you mean 'First wave'?"
    )  # fmt: skip


def test_an_indicator_without_figures_costs_nothing_and_is_told_what_to_do(bring):
    _, faults = bring(indicators=f"{GOOD['catalog/indicators.csv']}woe,woe,points,A,mine,mean,30,1\n")
    assert faults == (
        Fault(
            "catalog/indicators.csv", 3, "id", "woe has no figures in values.csv.", "Add some, or take the indicator out.", "nothing"
        ),
    )  # fmt: skip


def test_only_of_a_source_that_has_more_than_one_edition_are_there_editions_the_oldest_first(bring):
    """Woe is of another source, and has one."""
    both = {
        "sources": GOOD["catalog/sources.csv"] + MINE.replace("mine,My", "other,Other"),
        "indicators": GOOD["catalog/indicators.csv"] + "woe,woe,points,A,other,mean,30,1\n",
        "vintages": VINTAGES + "glee,Second wave,2025-02-01,2025-02-02,,\n" + FIRST + FIRST.replace("glee", "woe"),
    }
    figures, faults = bring(VALUES + "glee,USA,2021,3,First wave\nwoe,USA,2021,4,\n", **both)
    assert faults == ()
    assert set(figures.editions) == {"mine"}
    found = [edition.observations() for edition in figures.editions["mine"]]
    assert [one.provenance["glee"].edition for one in found] == ["First wave", "Second wave"]
    assert [one.line("glee", "USA").values.tolist() for one in found] == [[3], [1, 2]]
    assert figures.line("woe", "USA").values.tolist() == [4]


@pytest.mark.parametrize(("unit", "told"), [("", ""), ("points", ""), ("points of 2010", "points of 2010")])
def test_what_an_edition_says_of_its_figures_is_told_and_its_unit_where_it_is_another(bring, unit, told):
    figures, faults = bring(vintages=f"{VINTAGES}glee,First wave,2024-02-01,2024-02-02,Few were asked.,{unit}\n")
    assert faults == ()
    row = figures.provenance["glee"]
    assert (row.doubt, row.unit, row.observations) == ("Few were asked.", told, 2)
