"""A claim that lost a test to a fault says so beside its verdict, wherever the verdict stands."""

import csv
import dataclasses
import io
import json
import re

import pytest
from newest import IN_WORDS

import cli
from exports import citations, records, value_files
from exports.bundle import contents
from exports.conclusion_views import conclusion_views
from exports.dossier import dossiers
from exports.pictures import picture_chart
from exports.report import report_html
from exports.review import claim_review
from exports.workbook import metadata
from loaders.catalog import ROOT
from service.opening import open_case
from verdicts.certainty import Certainty
from verdicts.left_out import lost_sentence, lost_words
from verdicts.summary import Standing, counts_sentence

CLAIM = "us-still-powerful"
SAID = "One test of it is left out, because its row is faulty: with it the verdict may be another one."


def rows_of(text):
    return list(csv.reader(io.StringIO(text)))


def written(rows):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


@pytest.fixture(scope="module")
def evidence():
    return rows_of((ROOT / "evidence.csv").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def place(evidence):
    """Where the first test of the claim stands in the table."""
    return next(i for i, row in enumerate(evidence) if row[1] == CLAIM)


@pytest.fixture
def judged(tmp_path):
    """The case with other evidence."""

    def call(text):
        for name in ("topics.csv", "claims.csv", "conclusions.csv", "argument.csv", "case.toml"):
            (tmp_path / name).write_bytes((ROOT / name).read_bytes())
        (tmp_path / "evidence.csv").write_text(text, encoding="utf-8")
        return open_case(tmp_path)

    return call


def spoil(rows, place, column, cell):
    """The table with another cell in one row."""
    at = rows[0].index(column)
    return written([*rows[:place], [*rows[place][:at], cell, *rows[place][at + 1 :]], *rows[place + 1 :]])


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("weight", "2"), ("threshold", "1_0"), ("from", "1709251200"), ("entity", "USX"), ("claim", "us-still-powerfull"),
        ("claim", ""), ("indicator", "gdp"), ("note", "a\u202eb"), ("alternatives", "threshold=" + "|".join(map(str, range(500)))),
    ],
)  # fmt: skip
def test_whatever_is_wrong_with_a_row_its_claim_says_that_a_test_is_left_out(judged, evidence, place, column, cell):
    case = judged(spoil(evidence, place, column, cell))
    (verdict,) = case.verdicts(case.now, (case.argument.claim[CLAIM],))
    assert [test.evidence for test in verdict.lost] == [evidence[place][0]]
    assert verdict.reason.endswith(SAID)
    assert verdict.told == f"{verdict.label} (1 test left out)"
    assert verdict.lost[0].fault in case.faults
    assert [claim for claim in case.argument.claim if case.argument.lost_of(claim)] == [CLAIM]


def test_a_row_with_a_cell_too_few_or_an_id_that_stands_there_already_is_a_lost_test_too(judged, evidence, place):
    short = written([*evidence[:place], evidence[place][:-1], *evidence[place + 1 :]])
    again = written([*evidence[: place + 1], evidence[place], *evidence[place + 1 :]])
    for text in (short, again):
        assert [test.evidence for test in judged(text).argument.lost_of(CLAIM)] == [evidence[place][0]]


def test_rows_that_an_open_quotation_mark_swallows_are_lost_tests_of_their_claims(judged, evidence):
    """To the end of the file, if no other mark closes it."""
    plain = [[cell.replace('"', "").replace(",", ";") for cell in row] for row in evidence]
    first = next(i for i, row in enumerate(plain) if i > 100)
    plain[first][-1] = f'"{plain[first][-1]}'
    case = judged("\n".join(map(",".join, plain)) + "\n")
    lost = {test.evidence for claim in case.argument.claim for test in case.argument.lost_of(claim)}
    assert {row[0] for row in plain[first:]} <= lost
    assert not {row.id for row in case.argument.evidence.rows} & {row[0] for row in plain[first:]}


def test_of_evidence_that_cannot_be_read_every_claim_says_so(judged, evidence):
    case = judged(written([[*evidence[0], "weight"], *evidence[1:]]))
    verdicts = case.verdicts(case.now)
    assert {v.reason for v in verdicts if v.claim.kind == "fact"} == {
        "Its tests could not be read, so the verdict may be another one."
    }
    assert all(v.told == f"{v.label} (tests left out)" for v in verdicts)
    # The table's fault is one, and not one more for each claim.
    assert [fault.file for fault in case.faults] == ["evidence.csv"]


def test_a_row_of_a_claim_that_is_not_there_is_nobodys(judged, evidence, place):
    case = judged(spoil(evidence, place, "claim", "").replace(f"{evidence[place][0]},", "other-test,", 1))
    assert not any(case.argument.lost_of(claim) for claim in case.argument.claim)
    assert len(case.faults) == 1


def test_a_test_of_a_group_that_lacks_a_member_is_left_out(tmp_path, judged, evidence):
    """What the group comes to would be the figure of another group, and no verdict would say so."""
    catalog = tmp_path / "catalog"
    catalog.mkdir()
    (catalog / "entities.csv").write_text("id,name,kind\nMINE,my own group,group\n", encoding="utf-8")
    (catalog / "groups.csv").write_text("group,entity\nMINE,FRA\nMINE,DUE\n", encoding="utf-8")
    rows = [[re.sub("^NATO-EUR(@[0-9]+)?$", "MINE", cell) for cell in row] for row in evidence]
    case = judged(written(rows))
    named = {row[0] for row in rows[1:] if "MINE" in row}
    lost = {test.evidence for claim in case.argument.claim for test in case.argument.lost_of(claim)}
    assert named
    assert named <= lost


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory, evidence, place):
    """A folder in which one test of the claim is lost."""
    folder = tmp_path_factory.mktemp("spoilt")
    for name in ("topics.csv", "claims.csv", "conclusions.csv", "argument.csv", "case.toml"):
        (folder / name).write_bytes((ROOT / name).read_bytes())
    (folder / "evidence.csv").write_text(spoil(evidence, place, "weight", "2"), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def lossy(spoilt):
    return open_case(spoilt)


@pytest.fixture(scope="module")
def dossier(lossy):
    return dossiers(lossy, (lossy.argument.claim[CLAIM],))[0]


def run(capsys, folder, *arguments):
    status = cli.main(["verdicts", "--tables", str(folder), "--executor", "none", *arguments])
    out = capsys.readouterr().out
    assert status == 1
    return out


def test_the_terminals_table_has_a_column_for_what_is_left_out(capsys, spoilt):
    out = run(capsys, spoilt, "--topic", topic_of(spoilt))
    header, _, *rows = out.splitlines()[2:]
    assert "tests left out" in header
    at = header.index("tests left out")
    cells = {row.split()[0]: row[at : at + 14].strip() for row in rows}
    assert cells.pop(CLAIM) == "1"
    assert set(cells.values()) == {""}


def topic_of(folder):
    with (folder / "claims.csv").open(encoding="utf-8") as file:
        return next(row["topic"] for row in csv.DictReader(file) if row["id"] == CLAIM)


def test_the_terminals_csv_and_json_name_the_test_and_where_it_stands(capsys, spoilt, place, evidence):
    out = run(capsys, spoilt, "--claim", CLAIM, "--format", "csv")
    (row,) = csv.DictReader(io.StringIO(out))
    assert row["tests_left_out"].startswith(f"{evidence[place][0]} (evidence.csv, line ")
    (record,) = json.loads(run(capsys, spoilt, "--claim", CLAIM, "--format", "json"))
    (lost,) = record["tests_left_out"]
    assert (lost["evidence"], "input should be" in lost["problem"]) == (evidence[place][0], True)
    assert lost["where"].endswith("column weight")


def test_workers_say_it_too(lossy):
    from service.batches import records as made

    (record,) = made(lossy, (lossy.argument.claim[CLAIM],), lossy.now)
    assert [test["evidence"] for test in record["tests_left_out"]] == [lossy.argument.lost_of(CLAIM)[0].evidence]


def test_records_of_a_claim_and_of_all_claims_say_it_at_both_dates(lossy, dossier):
    told = records.claim_record(dossier)
    listed = records.claims_record(lossy, [dossier])["claims"][0]
    for verdict in (told["verdict"], told["verdict_as_of_the_article"], listed["verdict"]):
        assert len(verdict["tests_left_out"]) == 1
        assert SAID in verdict["reason"]


@pytest.mark.slow
def test_documents_and_files_say_it(dossier):
    html = report_html([dossier], "claim", {})
    assert html.count(SAID) >= 3  # On the cover, and at both dates.
    assert "evidence.csv, line" in html
    assert "(1 test left out)" in report_html([dossier], "topic", {})
    certain = dataclasses.replace(dossier.now, certainty=Certainty("high", ()))
    review = claim_review(dataclasses.replace(dossier, now=certain))
    assert SAID in review["reviewRating"]["ratingExplanation"]
    readme = contents([dossier], {}, "1")["README.md"].decode()
    assert "(1 test left out)" in readme
    assert "## Tests left out" in readme
    assert "(1 test left out)" in citations.of_claim(dossier).note
    finding = dossier.now.findings[0]
    assert "(1 test left out)" in dict(metadata(dossier, finding))[f"Verdict as of {IN_WORDS}"]
    assert b"(1 test left out)" in value_files.values_parquet(dossier, finding.evidence.id)


def test_pictures_and_conclusions_say_it(lossy, dossier):
    evidence = next(f.evidence.id for f in dossier.now.findings if f.evidence.indicator)
    words = picture_chart([dossier], evidence, "page", "light")["layout"]["meta"]
    assert "1 test left out" in words["verdicts"][0]["when"]
    labels = {v.claim.id: v.label for v in lossy.verdicts(lossy.now)}
    states = [p.state for view in conclusion_views(lossy.argument, labels) for p in view.premises if p.claim == CLAIM]
    assert states
    assert all(state.endswith(", 1 test left out") for state in states)


def test_a_summary_counts_the_claims_that_rest_on_fewer_tests(lossy):
    standings = [Standing(v, v) for v in lossy.verdicts(lossy.now)]
    assert counts_sentence(standings).endswith("For one claim some tests are left out, because their rows are faulty.")


def test_where_nothing_is_lost_nothing_is_said(case, taken):
    assert all(v.told == v.label and not v.lost for v in case.verdicts(case.now))
    assert "left out, because" not in counts_sentence([Standing(d.then, d.now) for d in taken])
    assert all(records.claim_record(d)["verdict"]["tests_left_out"] == [] for d in taken[:3])
    assert lost_sentence(()) == lost_words(()) == ""


def test_several_lost_tests_are_counted(judged, evidence, place):
    rows = rows_of(spoil(evidence, place, "weight", "2"))
    argument = judged(spoil(rows, place + 1, "weight", "2")).argument
    lost = argument.lost_of(CLAIM)
    assert lost_words(lost) == "2 tests left out"
    assert lost_sentence(lost).startswith("2 tests of it are left out, because their rows are faulty")
