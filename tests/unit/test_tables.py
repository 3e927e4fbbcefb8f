"""Tables that people edit: every fault named at once with its line and remedy, the other rows untouched."""

from pathlib import Path

import pytest
from opened import CATALOG

from loaders.rows import Correction
from loaders.tables import read_table
from verdicts.argument import read_argument
from verdicts.evidence import Evidence

ROOT = Path(__file__).parents[2]
TOPICS = "id,title,question\ntrade,Trade,What of trade?\n"
CLAIMS = "id,topic,kind,section,paragraph,voice,mode,claim,would_be_true_if,caveat\n"
GOOD = "grows,trade,fact,1,1,author,asserts,Trade grows.,It rose.,\n"
EVIDENCE = (
    "id,claim,question,indicator,entity,counterpart,measure,versus_indicator,versus_entity,versus_counterpart,smoothing,"
    "check,from,to,event,threshold,unit,weight,alternatives,alternatives_why,proxy,note\n"
)
ROW = "grows-x,grows,Has it grown?,goods_exports,USA,,level,,,,,rises,1995,,,0.5,US$,1,from=2000|2005,later starts,direct: the words,since 1995\n"


def read(tmp_path, claims=CLAIMS + GOOD, evidence=EVIDENCE + ROW, topics=TOPICS):
    for name, text in (("topics.csv", topics), ("claims.csv", claims), ("evidence.csv", evidence)):
        data = text if isinstance(text, bytes) else text.encode()
        (tmp_path / name).write_bytes(data)
    return read_argument(CATALOG, tmp_path)


def test_a_good_table_has_no_fault(tmp_path):
    argument = read(tmp_path)
    assert argument.faults == ()
    assert argument.evidence_of("grows")[0].first.isoformat() == "1995-01-01"


@pytest.mark.parametrize(
    ("change", "column", "words"),
    [
        (("goods_exports", "goods_export"), "indicator", "Did you mean 'goods_exports'"),
        ((",USA,", ",USX,"), "entity", "not in catalog/entities.csv"),
        (("rises", "grows"), "", "There are: at_least"),
        ((",1,from", ",2,from"), "weight", "1 decides, 0.5 helps, 0 is context"),
        (("direct: the words", "close"), "proxy", "direct, near or far"),
        (("1995", "199x"), "from", "a year or a day"),
        (("grows-x,grows", "grows-x,grow"), "claim", "Did you mean 'grows'"),
        (("from=2000|2005", "colour=red"), "alternatives", "is no choice"),
        (("level", "share"), "", "fill one of the versus columns"),
        ((",rises,1995", ",steps_up,1995"), "", "needs an event"),
        ((",rises,1995,,,0.5", ",at_least,1995,,,"), "", "needs a threshold"),
        ((",rises,1995,,", ",rises,1995,1990,"), "", "ends before it begins"),
        (("from=2000|2005", "threshold=abc"), "", "The alternative threshold=abc is none"),
        (("from=2000|2005", "indicator=gdp_nominl"), "alternatives", "Did you mean 'gdp_nominal'"),
        ((",level,,,,", ",rank,,CHN,,"), "versus_entity", "A rank needs a group"),
        ((",goods_exports,USA,,level,,,,", ",gdp_growth,USA,,share,,WLD,,"), "measure", "cannot be added up"),
        ((",0.5,US$,", ",nan,US$,"), "threshold", "finite number"),
        (("from=2000|2005", "from=1995|2005"), "", "repeat a value, or the row's own"),
        (("from=2000|2005", "from=2000|2000"), "", "repeat a value"),
        (("from=2000|2005", "from=2000; from=2005"), "", "stands twice in alternatives"),
        ((",later starts,", ",,"), "", "as defensible"),
        ((",rises,1995,,,0.5,", ",steps_up,2015,,crimea-2014,5,"), "event", "outside the window"),
        (
            (
                ",level,,,,,rises,1995,,,0.5,US$,1,from=2000|2005",
                ",rank,,WLD,,,at_most,1995,,,3,US$,1,versus_entity=CHN",
            ),
            "versus_entity",
            "A rank needs a group",
        ),
    ],
)
def test_a_bad_cell_names_file_line_column_and_remedy_and_the_good_row_stays(tmp_path, change, column, words):
    bad = ROW.replace("grows-x", "grows-bad").replace(*change) if "grows-x" not in change[0] else ROW.replace(*change)
    argument = read(tmp_path, evidence=EVIDENCE + bad + ROW.replace("grows-x", "grows-good"))
    (fault,) = argument.faults
    assert (fault.file, fault.line, fault.column) == ("evidence.csv", 2, column)
    assert words in f"{fault.problem} {fault.remedy}"
    assert [row.id for row in argument.evidence.rows] == ["grows-good"]


def test_all_faults_are_listed_at_once(tmp_path):
    claims = CLAIMS + "A B,trade,fact,1,1,author,asserts,x,y,\n" + "ok,nothing,guess,one,1,author,asserts,x,y,\n" + GOOD
    faults = read(tmp_path, claims=claims).faults
    assert [(f.line, f.column) for f in faults] == [(2, "id"), (3, "kind"), (3, "section")]


def test_a_row_over_several_lines_is_named_by_the_line_it_begins_on(tmp_path):
    claims = (
        CLAIMS
        + 'grows,trade,fact,1,1,author,asserts,"Trade\ngrows.",It rose.,\n'
        + "bad,trade,fact,1,0,author,asserts,x,y,\n"
    )
    (fault,) = read(tmp_path, claims=claims).faults
    assert (fault.line, fault.column) == (4, "paragraph")


def test_a_row_with_a_cell_too_many_says_how_to_quote(tmp_path):
    (fault,) = read(tmp_path, claims=CLAIMS + GOOD + "b,trade,fact,1,1,author,asserts,Trade, grows.,It rose.,\n").faults
    assert fault.line == 3
    assert "between double quotes" in fault.remedy


def test_the_same_id_twice_keeps_the_first(tmp_path):
    argument = read(tmp_path, claims=CLAIMS + GOOD + GOOD)
    assert [(f.line, f.problem) for f in argument.faults] == [(3, "'grows' stands on line 2 already.")]
    assert len(argument.claims.rows) == 1


def test_a_judgement_must_say_why_no_data_decides_it(tmp_path):
    (fault,) = read(tmp_path, claims=CLAIMS + GOOD + "b,trade,judgement,1,1,author,asserts,It is bad.,,\n").faults
    assert "why no data decides it" in fault.problem


@pytest.mark.parametrize(
    ("said", "column", "words"),
    [
        (("author", "claims"), "mode", "Expected: asserts, expects, allows"),
        (("author", ""), "mode", "The cell is empty."),
        (("", "asserts"), "voice", "Expected: who says it: author, or a speaker"),
        (("v" * 61, "reports"), "voice", "at most 60 characters"),
        (("author", "reports"), "", "Name them in voice"),
        (("some analysts", "asserts"), "", "'some analysts' says the article reports"),
    ],
)
def test_who_says_a_claim_and_how_is_stated_and_fits_together(tmp_path, said, column, words):
    bad = GOOD.replace("grows,", "bad,").replace("author,asserts", ",".join(said))
    argument = read(tmp_path, claims=CLAIMS + GOOD + bad)
    (fault,) = argument.faults
    assert (fault.file, fault.line, fault.column) == ("claims.csv", 3, column)
    assert words in str(fault)
    assert [claim.id for claim in argument.claims.rows] == ["grows"]


def test_what_others_say_is_read_as_reported(tmp_path):
    argument = read(tmp_path, claims=CLAIMS + GOOD.replace("author,asserts", "some analysts,reports"))
    assert argument.faults == ()
    assert (argument.claim["grows"].voice, argument.claim["grows"].mode) == ("some analysts", "reports")


def test_claims_without_voice_and_mode_are_refused_with_what_belongs_there(tmp_path):
    claims = (CLAIMS + GOOD).replace("voice,mode,", "").replace("author,asserts,", "")
    fault = next(f for f in read(tmp_path, claims=claims).faults if f.file == "claims.csv")
    assert fault.problem == "The header has missing columns: voice, mode."
    assert "In voice: who says it: author, or a speaker as the article names them." in fault.remedy
    assert "In mode: asserts, expects, allows" in fault.remedy


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("id,topic\n", "missing columns"),
        ("", "missing columns"),
        (CLAIMS.replace("caveat", "caveat,colour"), "unknown columns: 'colour'"),
        (CLAIMS.encode() + b"a,trade,fact,1,1,author,asserts,\xff\xfe,y,\n", "not UTF-8"),
    ],
)
def test_an_unusable_file_is_one_fault_and_no_exception(tmp_path, text, problem):
    faults = read(tmp_path, claims=text).faults
    assert any(problem in f.problem and f.file == "claims.csv" for f in faults)


@pytest.mark.parametrize("length", [1, 20_000])
def test_a_quotation_mark_that_is_not_closed_is_one_fault(tmp_path, length):
    claims = CLAIMS + GOOD + 'b,trade,fact,1,1,author,asserts,"' + "Trade grows. " * length + "\n"
    (fault,) = [f for f in read(tmp_path, claims=claims).faults if f.file == "claims.csv"]
    assert "quotation mark" in fault.remedy


def test_a_folder_in_place_of_a_file_is_one_fault(tmp_path):
    (tmp_path / "claims.csv").mkdir()
    faults = [f for f in read_argument(CATALOG, tmp_path).faults if f.file == "claims.csv"]
    assert "cannot be read" in faults[0].problem


def test_a_topic_cannot_take_the_address_of_a_page(tmp_path):
    faults = read(tmp_path, topics=TOPICS + "method,Method,How?\n").faults
    assert [(f.file, f.line, f.column) for f in faults] == [("topics.csv", 3, "id")]


def test_a_missing_file_says_how_to_get_it_back(tmp_path):
    faults = read_argument(CATALOG, tmp_path).faults
    assert {f.file for f in faults} == {"topics.csv", "claims.csv", "evidence.csv"}
    assert all("plumbline new" in f.remedy for f in faults)
    (ours,) = read_table(ROOT / "none.csv", Correction).faults
    assert ours.remedy == "Put it back. Run: git checkout -- none.csv."


def test_a_byte_order_mark_and_windows_line_ends_are_read(tmp_path):
    claims = b"\xef\xbb\xbf" + (CLAIMS + GOOD).replace("\n", "\r\n").encode()
    assert read(tmp_path, claims=claims).faults == ()


def test_alternatives_are_read_column_by_column():
    fields = dict(zip(EVIDENCE.strip().split(","), ROW.strip().split(","), strict=True))
    row = Evidence.model_validate({k: v for k, v in fields.items() if v})
    assert list(row.choices) == [("from", ("2000", "2005"))]


def test_a_missing_column_is_named_as_the_file_has_it(tmp_path):
    file = tmp_path / "corrections.csv"
    file.write_text("indicator,entity,to,expect,reason\n")
    (fault,) = read_table(file, Correction).faults
    assert fault.problem == "The header has missing columns: from."
    assert "expect, from, indicator" in fault.remedy
