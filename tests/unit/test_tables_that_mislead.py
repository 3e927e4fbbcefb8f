"""Tables that would say something else than what stands in them: each is refused with its line, and nothing is lost in silence."""

import csv
import io
import os
import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opened import CATALOG

from loaders.catalog import ROOT
from loaders.rows import Correction, Entity, Indicator, Member, Stated
from loaders.tables import read_table
from verdicts.argument import Claim, Link, read_argument

TOPICS = "id,title,question\ntrade,Trade,What of trade?\n"
CLAIMS = "id,topic,kind,section,paragraph,voice,mode,claim,would_be_true_if,caveat\n"
GOOD = "grows,trade,fact,1,1,author,asserts,Trade grows.,It rose.,\n"
EVIDENCE = (
    "id,claim,question,indicator,entity,counterpart,measure,versus_indicator,versus_entity,versus_counterpart,smoothing,"
    "check,from,to,event,threshold,unit,weight,alternatives,alternatives_why,proxy,note\n"
)
ROW = "grows-x,grows,Has it grown?,goods_exports,USA,,level,,,,,rises,1995,,,0.5,US$,1,from=2000|2005,later starts,direct: the words,since 1995\n"


@pytest.fixture
def read(tmp_path):
    def call(claims=CLAIMS + GOOD, evidence=EVIDENCE + ROW, topics=TOPICS, **more):
        tables = {"topics": topics, "claims": claims, "evidence": evidence, **more}
        for name, text in tables.items():
            (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8", newline="")
        return read_argument(CATALOG, tmp_path)

    return call


def table(tmp_path, model, text):
    file = tmp_path / "table.csv"
    file.write_text(text, encoding="utf-8", newline="")
    return read_table(file, model)


def test_a_column_that_stands_twice_is_named_and_neither_of_them_wins(read):
    """The last one would: a second threshold turned a verdict round, and there was no fault."""
    header, row = EVIDENCE.replace("note\n", "note,weight\n"), ROW.replace("\n", ",0\n")
    (fault,) = read(evidence=header + row).faults
    assert (fault.file, fault.line) == ("evidence.csv", 1)
    assert fault.problem == "The header has repeated columns: weight."


@pytest.mark.parametrize(
    ("change", "column", "words"),
    [
        ((",1995,", ",1709251200,"), "from", "'1709251200' is not a year or a day"),
        ((",1995,", ",20240229,"), "from", "is not a year or a day"),
        ((",1995,", ",0202,"), "from", "outside the years 1500 to 2100"),
        (("from=2000|2005", "from=2000|1709251200"), "", "from=1709251200 is none"),
        (("from=2000|2005", "from=2000|"), "alternatives", "A value of from is empty"),
        (("from=2000|2005", "threshold=1_0"), "", "threshold=1_0 is none: '1_0' is not a finite number"),
        ((",0.5,US$,", ",1_0,US$,"), "threshold", "'1_0' is not a finite number"),
        ((",0.5,US$,", ",1e999,US$,"), "threshold", "not a finite number"),
        ((",US$,1,", ",US$,0_1,"), "weight", "'0_1' is not a finite number"),
        ((",level,,,,,", ",level,,,,1_2,"), "smoothing", "'1_2' is not a whole number"),
        ((",USA,", ",NATO@9999,"), "entity", "the members of a year are those of 1900 to"),
        ((",USA,", ",NATO@1930,"), "entity", "it had no members then"),
        ((",USA,", ",USA@2014,"), "entity", "USA is no group"),
        ((",USA,", ",NATO@\N{ARABIC-INDIC DIGIT TWO}014,"), "entity", "the members of a year"),
        (("Has it grown?", "Has it \u202enworg?"), "question", "U+202E RIGHT-TO-LEFT OVERRIDE, which nobody sees"),
        (("since 1995", "since\u200b 1995"), "note", "U+200B ZERO WIDTH SPACE"),
        (("since 1995", "since\x1b[2J 1995"), "note", "U+001B"),
    ],
)
def test_a_cell_that_would_be_taken_for_something_else_is_refused(read, change, column, words):
    assert change[0] in ROW
    (fault,) = read(evidence=EVIDENCE + ROW.replace(*change)).faults
    assert (fault.file, fault.line, fault.column) == ("evidence.csv", 2, column)
    assert words in fault.problem
    assert fault.remedy


@pytest.mark.parametrize("section", ["1_0", "99999999999", "-1", "1.0", "1000"])
def test_a_section_that_no_article_has_is_refused(read, section):
    claims = CLAIMS + GOOD + GOOD.replace("grows,", "grows-b,").replace(",1,1,", f",{section},1,")
    (fault,) = read(claims=claims).faults
    assert (fault.file, fault.line, fault.column) == ("claims.csv", 3, "section")
    assert "up to 999" in fault.remedy


def test_a_claim_that_nothing_tests_is_named(read):
    argument = read(claims=CLAIMS + GOOD + GOOD.replace("grows,", "shrinks,"))
    (fault,) = argument.faults
    assert (fault.file, fault.line, fault.problem) == ("claims.csv", 3, "No row of evidence.csv tests the claim.")
    assert list(argument.claim) == ["grows", "shrinks"]


def test_a_judgement_needs_no_test(read):
    judgement = "bad,trade,judgement,1,1,author,asserts,It is bad.,,Nobody can tell.\n"
    assert read(claims=CLAIMS + GOOD + judgement).faults == ()


def test_a_header_of_many_wrong_names_is_told_in_a_few(tmp_path):
    (fault,) = table(tmp_path, Claim, CLAIMS.replace("caveat", ",".join(f"c{i}" for i in range(5_000)))).faults
    assert "unknown columns: 'c0', 'c1'" in fault.problem
    assert len(str(fault)) < 1_000


def test_two_rows_that_an_open_quotation_mark_joins_are_both_named(read):
    """A lenient reader takes the second row for the end of the first one's last cell, and says nothing."""
    first = ROW.replace("since 1995", '"since 1995')
    second = ROW.replace("grows-x", "grows-y").replace("since 1995", '"since 1995"')
    lenient = list(csv.DictReader(io.StringIO(EVIDENCE + first + second)))
    assert len(lenient) == 1
    assert None not in lenient[0]
    argument = read(evidence=EVIDENCE + first + second + ROW.replace("grows-x", "grows-z"))
    (fault,) = argument.faults
    assert (fault.file, fault.line) == ("evidence.csv", 2)
    assert "quotation mark" in fault.remedy
    assert [row.id for row in argument.evidence.rows] == ["grows-z"]
    assert [test.evidence for test in argument.lost_of("grows")] == ["grows-x", "grows-y"]


@pytest.mark.parametrize(
    ("model", "text", "column"),
    [
        (Member, "group,entity,from,to,source\nNATO,USA,1709251200,,\n", "from"),
        (Member, "group,entity,from,to,source\nNATO,USA,2010-01-01,2009-01-01,\n", ""),
        (
            Correction,
            "indicator,entity,from,to,expect,reason\ngdp_nominal,USA,2020-12-31,2020-12-31,1_0,x\n",
            "expect",
        ),
        (
            Stated,
            "id,where,number,unit,indicator,entity,date\na,b,1_0,US$,gdp_nominal,USA,2020-12-31\n",
            "number",
        ),
        (Entity, "id,name,kind\nUSA,United\u2066 States,country\n", "name"),
    ],
)
def test_the_catalog_is_as_strict(tmp_path, model, text, column):
    (fault,) = table(tmp_path, model, text).faults
    assert (fault.line, fault.column) == (2, column)


def test_every_bad_number_of_a_row_is_named(tmp_path):
    names = [name for name, field in Indicator.model_fields.items() if field.is_required()]
    cells = ["x", "name", "US$", "A", "s", "sum", "1_0", "0"]
    text = f"{','.join(names)},margin_shared\n{','.join(cells)},2\n"
    assert [fault.column for fault in table(tmp_path, Indicator, text).faults] == ["lag_days", "margin_shared"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without named pipes")
@pytest.mark.parametrize("name", ["claims.csv", "case.toml"])
def test_a_pipe_or_a_device_in_place_of_a_table_does_not_hang(read, tmp_path, name):
    from verdicts.article import read_article

    read()
    (tmp_path / name).unlink(missing_ok=True)
    os.mkfifo(tmp_path / name)
    found = []
    reading = threading.Thread(
        target=lambda: found.extend((*read_argument(CATALOG, tmp_path).faults, *read_article(tmp_path).faults)),
        daemon=True,
    )
    reading.start()
    reading.join(60)
    assert any(fault.file == name and "named pipe" in fault.problem for fault in found)


def test_a_table_larger_than_the_limit_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr("loaders.table_files.LARGEST", 1000)
    (fault,) = table(tmp_path, Claim, CLAIMS + GOOD * 100).faults
    assert "too large" in fault.problem


def test_a_case_that_is_nested_without_end_is_a_fault(tmp_path):
    from verdicts.article import read_article

    (tmp_path / "case.toml").write_text(f"[article]\nauthor = {'[' * 40_000}\n")
    article, faults = read_article(tmp_path)
    assert article is None
    assert [fault.file for fault in faults] == ["case.toml"]


def test_a_thousand_wrong_names_are_named_and_hints_are_given_for_the_first(read):
    rows = "".join(ROW.replace("goods_exports", f"good_export{i}").replace("grows-x", f"grows-{i}") for i in range(300))
    faults = [fault for fault in read(evidence=EVIDENCE + rows).faults if fault.column == "indicator"]
    assert len(faults) == 300
    assert "Did you mean 'goods_exports'" in faults[0].remedy
    assert faults[-1].remedy == "Use an id that stands there."


NAMES = list(Link.model_fields)
PIECES = st.text(alphabet="ab1,\"\n\r;= \t\u202eé'", max_size=8)
CELLS = st.one_of(PIECES, st.sampled_from(["supports", "attacks", "a-b", "it follows, so", '"quoted"', "two\nlines"]))
GOOD_ROWS = st.tuples(
    st.sampled_from(["a", "b-c"]), st.sampled_from(["supports", "attacks"]), st.sampled_from(["d", "e"]), CELLS
)
RAW_ROWS = st.lists(st.one_of(GOOD_ROWS, st.lists(CELLS, max_size=5)), max_size=6)
HEADERS = st.one_of(st.permutations(NAMES), st.lists(st.sampled_from([*NAMES, "more"]), max_size=6))


def written(rows):
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()


TEXTS = st.builds(
    lambda header, rows, neatly: written([header, *rows]) if neatly else "\n".join(map(",".join, [header, *rows])),
    HEADERS,
    RAW_ROWS,
    st.booleans(),
)


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return tmp_path_factory.mktemp("tables") / "argument.csv"


@pytest.mark.slow
@settings(max_examples=200)
@given(text=st.one_of(TEXTS, st.text(max_size=60)))
def test_no_table_a_person_may_type_makes_the_reader_raise_and_none_is_read_otherwise_than_it_stands_there(place, text):
    place.write_bytes(text.encode("utf-8", "replace"))
    found = read_table(place, Link)
    assert found.readable or found.rows == ()
    if found.faults:
        assert all(fault.problem and fault.remedy and fault.line for fault in found.faults)
        return
    plain = csv.reader(io.StringIO(place.read_bytes().decode("utf-8-sig"), newline=""))
    header = [cell.strip() for cell in next(plain)]
    width = len(header)
    while header and not header[-1]:
        header.pop()
    rows = [cells for cells in plain if any(cell.strip() for cell in cells)]
    assert all(len(cells) in (len(header), width) for cells in rows)
    assert not any(cell.strip() for cells in rows for cell in cells[len(header) :])
    expected = [dict(zip(header, cells, strict=False)) for cells in rows]
    assert [row.model_dump() for row in found.rows] == [{k: v.strip() for k, v in row.items()} for row in expected]


@settings(max_examples=200)
@given(content=st.binary(max_size=80))
def test_no_bytes_make_the_reader_raise(place, content):
    place.write_bytes(",".join(NAMES).encode() + b"\n" + content)
    found = read_table(place, Link)
    lines = content.count(b"\n") + content.count(b"\r") + 2
    assert all(1 <= fault.line <= lines and fault.remedy for fault in found.faults)


def test_the_projects_own_tables_have_no_fault():
    assert read_argument(CATALOG, ROOT).faults == ()
    assert CATALOG.faults == ()


@pytest.mark.parametrize(
    ("change", "column", "remedy"),
    [
        ((",goods_exports,", ",goods_exprots,"), "indicator", "Did you mean 'goods_exports'"),
        ((",goods_exports,", ",zzz,"), "indicator", "Use an id that stands there."),
        ((",rises,1995,,", ",steps_up,1995,,crimea-2041"), "event", "Did you mean 'crimea-2014'"),
        ((",rises,1995,,", ",steps_up,1995,,zzz"), "event", "Use an id that stands there."),
    ],
)
def test_a_name_that_is_not_there_is_told_with_the_nearest_that_is(read, change, column, remedy):
    (fault,) = read(evidence=EVIDENCE + ROW.replace(*change).replace("from=2000|2005,later starts", ",")).faults
    assert (fault.column, "is not in catalog/" in fault.problem) == (column, True)
    assert fault.remedy.startswith(remedy)


def test_of_two_rows_with_one_id_the_first_stands_and_the_second_is_named(read):
    found = read(evidence=EVIDENCE + ROW + ROW.replace("Has it grown?", "And again?"))
    (fault,) = found.faults
    assert (fault.file, fault.line, fault.column) == ("evidence.csv", 3, "id")
    assert fault.problem == "'grows-x' stands on line 2 already."
    assert [one.question for one in found.evidence.rows] == ["Has it grown?"]
