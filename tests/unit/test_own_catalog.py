"""Tables that come with a catalog of their own: it is read and checked, and the figures stay what they are."""

import shutil

import pytest

import cli
from loaders.catalog import ROOT, catalog_folder, read_catalog, redefined
from service.opening import open_case

pytestmark = pytest.mark.slow
NAMES = ("topics.csv", "claims.csv", "evidence.csv", "conclusions.csv", "argument.csv", "case.toml")

GDP_IN_EUROS = (
    "indicators", "gdp_nominal,GDP at market exchange rates,US$", "gdp_nominal,GDP at market exchange rates,EUR",
)  # fmt: skip


@pytest.fixture
def copy(tmp_path):
    """The project's tables with its catalog, in a folder of their own."""
    for name in NAMES:
        shutil.copy(ROOT / name, tmp_path / name)
    shutil.copytree(ROOT / "catalog", tmp_path / "catalog")
    return tmp_path


def change(copy, table, before, after):
    path = copy / "catalog" / f"{table}.csv"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def validate(capsys, *arguments):
    status = cli.main(["validate", *map(str, arguments)])
    out, err = capsys.readouterr()
    return status, out, err


def test_validate_says_which_catalog_it_checks(capsys, copy):
    status, out, err = validate(capsys, copy)
    assert status == 0
    assert f"indicators of {copy / 'catalog'}: no faults.\n" in out
    assert f"{copy / 'catalog'} is used as the catalog." in err
    shutil.rmtree(copy / "catalog")
    status, out, err = validate(capsys, copy)
    assert (status, err) == (0, "")
    assert "indicators of this program's own catalog: no faults.\n" in out


def test_validate_finds_what_is_wrong_in_that_catalog(capsys, copy):
    change(copy, "events", "2003-03-20", "1_0")
    status, out, _ = validate(capsys, copy)
    assert status == 1
    assert any(line.startswith("catalog/events.csv, line") for line in out.splitlines())


@pytest.mark.parametrize("year", ["9999", "1_99", "20244", "1066", ""])
def test_a_group_of_a_year_that_is_none_is_named_in_the_catalog_too(copy, year):
    change(copy, "indicators", "UKR POL NATO-EUR@2024", f"UKR POL NATO-EUR@{year}")
    (fault,) = read_catalog(copy / "catalog").indicators.faults
    assert (fault.file, fault.column) == ("catalog/indicators.csv", "entities")
    assert f"'NATO-EUR@{year}' names no group of a year" in fault.problem


def test_an_event_of_ones_own_can_be_used(copy, capsys):
    with (copy / "catalog" / "events.csv").open("a", encoding="utf-8") as file:
        file.write("my-day,2024-05-01,My day,It came.,\n")
    header = (copy / "evidence.csv").read_text(encoding="utf-8").partition("\n")[0].split(",")
    cells = {
        "id": "us-still-powerful-own", "claim": "us-still-powerful", "question": "Did it come?", "check": "happened", "event": "my-day",
        "weight": "1", "proxy": "near: it", "note": "why",
    }  # fmt: skip
    with (copy / "evidence.csv").open("a", encoding="utf-8") as file:
        file.write(",".join(cells.get(column, "") for column in header) + "\n")
    assert validate(capsys, copy)[0] == 0
    case = open_case(copy)
    (verdict,) = case.verdicts(case.now, (case.argument.claim["us-still-powerful"],))
    assert verdict.findings[-1].outcome == "supports"
    # Without that catalog the same row is a fault.
    shutil.rmtree(copy / "catalog")
    assert [fault.column for fault in open_case(copy).faults] == ["event"]


def test_figures_are_not_used_for_an_indicator_that_is_defined_otherwise(copy, capsys):
    """GDP in US$ would else be shown as so many euros."""
    change(copy, *GDP_IN_EUROS)
    case = open_case(copy)
    (fault,) = case.faults
    assert (fault.file, fault.column) == ("catalog/indicators.csv", "id")
    assert "defines it otherwise" in fault.problem
    assert "gdp_nominal" not in case.observations.provenance
    assert not len(case.observations.line("gdp_nominal", "USA").values)
    assert validate(capsys, copy)[0] == 1


def test_workers_use_the_catalog_of_the_tables(copy):
    from service.batches import Batch, judge

    change(copy, "entities", "United States", "America")
    change(copy, *GDP_IN_EUROS)
    case = open_case(copy)
    claims = case.argument.claims.rows[:20]
    asked = tuple((claim, case.argument.evidence_of(claim.id), ()) for claim in claims)
    there = judge(Batch(asked, case.now, False, case.catalog))
    assert there == [verdict.record() for verdict in case.verdicts(case.now, claims)]
    assert "America" in str(there)


def test_the_projects_own_catalog_is_its_own_by_whatever_way_it_is_named(tmp_path):
    assert catalog_folder(ROOT) == ROOT / "catalog"
    assert catalog_folder(ROOT / "docs" / "..") == ROOT / "catalog"
    assert catalog_folder(tmp_path) == ROOT / "catalog"
    assert redefined(read_catalog(), read_catalog()) == {}
    assert not open_case().own_catalog
