"""Tables as spreadsheets of all countries write them: what is certain is read, what is guessed is told, the rest is a fault."""

import pytest
from opened import CATALOG
from own_case import TABLES, write

from loaders.lines import LONGEST_LINE
from loaders.tables import MOST_LEFT_OUT, MOST_TOLD, read_table
from service.opening import open_case
from verdicts.argument import Claim, Link, read_argument

HEADER = ["premise", "relation", "conclusion", "why"]
ROWS = [["a", "supports", "b", "it follows; at last, it does"], ["c", "attacks", "b", "Zürich – “no”"]]


def written(rows, separator=","):
    def cell(text):
        return f'"{text}"' if separator in text else text

    return "".join(separator.join(map(cell, row)) + "\r\n" for row in rows)


@pytest.fixture
def read(tmp_path):
    def call(content):
        (tmp_path / "argument.csv").write_bytes(content)
        found = read_table(tmp_path / "argument.csv", Link)
        assert all(fault.file == "argument.csv" and fault.remedy for fault in found.faults)
        return [list(row.model_dump().values()) for row in found.rows], found.faults

    return call


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("said", [False, True])
def test_what_is_certain_is_read_without_a_word(read, separator, encoding, said):
    text = (f"sep={separator}\r\n" if said else "") + written([HEADER, *ROWS], separator)
    assert read(text.encode(encoding)) == (ROWS, ())


def test_other_letters_are_read_as_windows_has_them_and_the_line_is_told(read):
    rows, (fault,) = read(written([HEADER, *ROWS], ";").encode("cp1252"))
    assert rows == ROWS
    assert (fault.line, fault.cost) == (3, "nothing")
    assert "It is read as Windows-1252: 'c;attacks;b;Zürich – “no”'." in fault.problem


def test_half_of_a_utf_16_file_is_told(read):
    rows, faults = read(written([HEADER, *ROWS]).encode("utf-16")[:-1])
    assert rows[0] == ROWS[0]
    assert any(fault.cost == "nothing" and "utf-16" in fault.problem for fault in faults)


def test_empty_columns_and_rows_at_the_end_are_no_fault(read):
    rows = [[*row, "", ""] for row in ([HEADER, *ROWS])]
    assert read(written([*rows, [""] * 6, []]).encode()) == (ROWS, ())
    # A spreadsheet may leave them out of some rows.
    assert read(written([rows[0], ROWS[0], rows[2]]).encode()) == (ROWS, ())


def test_a_cell_behind_the_last_column_is_a_fault_of_its_row(read):
    rows, (fault,) = read(written([[*HEADER, ""], [*ROWS[0], "more"], ROWS[1]]).encode())
    assert (rows, fault.line, fault.problem) == (ROWS[1:], 2, "The row has 5 cells, the header 4.")


def test_an_empty_last_cell_does_not_make_up_for_a_comma_too_many(read):
    rows, (fault,) = read(b"premise,relation,conclusion,why\na,supports,b,it follows, so,\n")
    assert (rows, fault.line) == ([], 2)
    assert "a comma between double quotes" in fault.remedy


def test_in_a_table_of_semicolons_it_is_they_that_must_be_quoted(read):
    _, (fault,) = read(b"premise;relation;conclusion;why\na;supports;b;it follows; so\n")
    assert "a semicolon between double quotes" in fault.remedy


def test_a_wrong_column_is_told_with_the_nearest(read):
    _, (fault,) = read(b"premise,relation,conclusoin,why\n")
    assert (fault.line, fault.cost) == (1, "file")
    assert "Did you mean 'conclusion'?" in fault.remedy
    assert "In conclusion: an id of conclusions.csv." in fault.remedy


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"PK\x03\x04abc", "a workbook or a zip file"),
        (b"%PDF-1.7", "a PDF"),
        (b"\xd0\xcf\x11\xe0\xa1", "an older Office"),
    ],
)
def test_what_is_no_table_is_called_by_its_name(read, content, what):
    _, (fault,) = read(content)
    assert what in fault.problem
    assert "CSV" in fault.remedy


def test_a_line_that_is_longer_than_any_table_s_is_not_taken_apart(read):
    _, (fault,) = read(written([HEADER]).encode() + b"," * (LONGEST_LINE + 1))
    assert (fault.line, fault.cost) == (2, "file")
    assert "1,000,001 characters" in fault.problem


def test_a_file_of_more_lines_than_any_table_s_is_not_taken_apart(read):
    _, (fault,) = read(written([HEADER]).encode() + b"\n" * 1_000_001)
    assert "more than 1,000,000 lines" in fault.problem


def test_thousands_of_faulty_rows_are_counted_and_the_good_one_stays(read):
    rows, faults = read(written([HEADER, *([["a", "b", "c", "d"]] * (MOST_LEFT_OUT + 5)), ROWS[0]]).encode())
    assert rows == ROWS[:1]
    assert len(faults) == MOST_TOLD + 1
    assert faults[-1].problem == f"{MOST_LEFT_OUT + 5 - MOST_TOLD:,} more rows of the file are faulty."


CLAIMS, EVIDENCE = TABLES["claims.csv"].splitlines(keepends=True), TABLES["evidence.csv"].splitlines(keepends=True)


def test_claims_and_rows_beyond_the_bounds_are_counted_and_not_made(tmp_path):
    claims = [CLAIMS[1].replace("us-is-large", f"large-{n}") for n in range(1_003)]
    evidence = [EVIDENCE[1].replace("us-is-large", f"large-{n}") for n in range(1_003)]
    evidence += [EVIDENCE[1].replace("us-is-large", "large-0").replace("-share,", f"-{n},") for n in range(4_000)]
    tables = {**TABLES, "claims.csv": CLAIMS[0] + "".join(claims), "evidence.csv": EVIDENCE[0] + "".join(evidence)}
    argument = read_argument(CATALOG, write(tmp_path, tables))
    assert len(argument.claims.rows) == 1_000
    said = {(fault.file, fault.line): fault.problem for fault in argument.faults if fault.cost == "rows"}
    assert said == {
        ("claims.csv", 1_002): "The table has 1,003 rows. Up to 1,000 rows are read.",
        ("evidence.csv", 5_002): "The table has 5,003 rows. Up to 5,000 rows are read.",
    }
    # The tests of a claim that is left out say why they are.
    theirs = next(fault for fault in argument.faults if fault.line == 1_002 and fault.file == "evidence.csv")
    assert theirs.problem == "The claim 'large-1000' is left out, because of a fault there."
    assert theirs.remedy == "Mend claims.csv, line 1002."


def test_rows_far_beyond_the_bounds_are_not_even_counted(tmp_path):
    claims = CLAIMS[0] + "".join(CLAIMS[1].replace("us-is-large", f"large-{n}") for n in range(20_000))
    argument = read_argument(CATALOG, write(tmp_path, {**TABLES, "claims.csv": claims}))
    (fault,) = [fault for fault in argument.faults if fault.cost == "rows"]
    assert fault.problem == "The table has more than 11,000 rows. Up to 1,000 rows are read."


def test_names_that_are_long_and_all_alike_do_not_take_hours(tmp_path):
    """Each of fifty was compared with a thousand letter by letter: minutes, where all letters are the same."""
    claims = CLAIMS[0] + "".join(CLAIMS[1].replace("us-is-large", f"{'x' * 150}{n}") for n in range(1_000))
    evidence = EVIDENCE[0] + "".join(EVIDENCE[1].replace("us-is-large", f"{'x' * 150}y{n}") for n in range(60))
    argument = read_argument(CATALOG, write(tmp_path, {**TABLES, "claims.csv": claims, "evidence.csv": evidence}))
    told = [fault.remedy for fault in argument.faults if fault.file == "evidence.csv"]
    assert len(told) == 60
    assert told[-1] == "Use an id of claims.csv."


def test_formulas_and_markup_are_text_as_any_other(tmp_path):
    """What shows them is told by the tests of pages and files."""
    said = "=cmd|' /C calc'!A0 <script>alert(1)</script>"
    claims = TABLES["claims.csv"].replace("The economy of the United States is large.", f'"{said}"')
    case = open_case(write(tmp_path, {**TABLES, "claims.csv": claims}))
    assert case.faults == ()
    assert case.argument.claim["us-is-large"].claim == said


@pytest.mark.parametrize("day", ["27/02/2014", "27.2.2014", "2014/02/27"])
def test_a_day_in_another_order_is_refused_with_what_changes_it(tmp_path, day):
    evidence = TABLES["evidence.csv"].replace(",2023,20,", f",{day},20,")
    argument = read_argument(CATALOG, write(tmp_path, {**TABLES, "evidence.csv": evidence}))
    fault = argument.faults[0]
    assert (fault.line, fault.column) == (2, "to")
    assert "write 2014 or 2014-02-27, year, month and day; spreadsheets change it" in fault.problem


def test_an_entity_is_told_by_its_name(tmp_path):
    evidence = TABLES["evidence.csv"].replace(",USA,", ",Germany,")
    fault = read_argument(CATALOG, write(tmp_path, {**TABLES, "evidence.csv": evidence})).faults[0]
    assert fault.remedy == "Did you mean DEU (Germany)?"


def test_an_enum_is_told_with_what_there_is(tmp_path):
    claims = TABLES["claims.csv"].replace(",fact,", ",facts,")
    found = read_table(write(tmp_path, {"claims.csv": claims}) / "claims.csv", Claim)
    assert found.faults[0].remedy == "Expected: fact, causal, forecast or judgement"
