"""The terminal: what stands on which channel, with which exit status."""

import csv
import io
import json
import os
import re
import subprocess
import sys

import pytest
from newest import NEWEST

import cli
from loaders.catalog import ROOT
from verdicts.argument import Claim, Topic
from verdicts.evidence import Evidence

VERDICT_KEYS = set(
    "claim topic kind voice mode statement as_of verdict score certainty certainty_reasons reason tests_left_out findings".split()
)
FINDING_KEYS = set(
    "evidence question outcome statistic unit low high n from to about edition edition_published base_rate base_rates since threshold sentence "
    "indicator source".split()
)
SOURCE_KEYS = set("source name publisher url licence citation state indicators observations last retrieved".split())
USA = ["series", "gdp_nominal", "--entity", "USA", "--from", "2020", "--to", "2023"]


@pytest.fixture
def run(capsys):
    """Status, standard output and standard error of a command."""

    def call(*arguments):
        status = cli.main(list(arguments))
        out, err = capsys.readouterr()
        return status, out, err

    return call


def table(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_periods_with_nothing_to_divide_by_are_told_beside_the_series(run):
    imports = ["series", "arms_transfers", "--entity", "WLD", "--counterpart", "LBY", "--from", "2010", "--to", "2020"]
    none = [row["date"] for row in table(run(*imports)[1]) if float(row["value"]) == 0]
    imports[3] = "RUS"
    status, out, err = run(*imports, "--measure", "share", "--versus-entity", "WLD")
    assert status == 0
    assert none
    assert err == f"plumbline: nothing to divide by, so that there is no value: {', '.join(none)}.\n"
    assert not set(none) & {row["date"] for row in table(out)}


def test_verdicts_as_a_table(run, case):
    status, out, err = run("verdicts", "--topic", "energy", "--as-of", "article")
    assert (status, err) == (0, "")
    table, later = out.rsplit("\n\n", 1)
    assert re.fullmatch(r"\d+ of \d+ answers rest on editions published later, .* are not in hand\.\n", later)
    head, _, header, rule, *rows = table.splitlines()
    assert head == "As of 2025-02-17"
    assert header.split() == ["claim", "kind", "verdict", "certainty", "score", "findings"]
    assert set(rule) == {"-", " "}
    assert [row.split()[0] for row in rows] == [claim.id for claim in case.argument.claims_of("energy")]
    assert out == "\n".join(line.rstrip() for line in out.splitlines()) + "\n"


def test_verdicts_as_json_are_objects_with_the_promised_keys(run, case):
    status, out, err = run("verdicts", "--format", "json")
    records = json.loads(out)
    assert (status, err) == (0, "")
    assert len(records) == len(case.argument.claims.rows)
    assert all(set(record) == VERDICT_KEYS for record in records)
    assert all(set(finding) >= FINDING_KEYS for record in records for finding in record["findings"])
    assert len({record["as_of"] for record in records}) == 1


def test_verdicts_as_csv_are_the_same_verdicts(run):
    rows = table(run("verdicts", "--format", "csv", "--topic", "energy")[1])
    records = json.loads(run("verdicts", "--format", "json", "--topic", "energy")[1])
    assert [(r["claim"], r["verdict"]) for r in rows] == [(r["claim"], r["verdict"]) for r in records]
    assert all(r["topic"] == "energy" for r in rows)
    assert rows[0]["findings"].startswith(f"{records[0]['findings'][0]['evidence']}: ")


@pytest.mark.parametrize(
    ("text", "day"), [("article", "2025-02-17"), ("latest", NEWEST.isoformat()), ("2023-06-30", "2023-06-30")]
)
def test_verdicts_as_of_a_day(run, text, day):
    status, out, _ = run("verdicts", "--as-of", text, "--claim", "us-still-powerful", "--format", "json")
    (record,) = json.loads(out)
    assert (status, record["claim"], record["as_of"]) == (0, "us-still-powerful", day)
    assert all(f["to"] <= day for f in record["findings"])


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["verdicts", "--as-of", "never"], "article, latest or a day such as"),
        (["verdicts", "--as-of", "2025-02-30"], "'2025-02-30' is not a day"),
        (["verdicts", "--as-of", "0001-01-01"], "is not between 1990-01-01 and"),
        (["verdicts", "--as-of", "2099-01-01"], "when the newest figures were retrieved"),
        (["verdicts", "--topic", "energy", "--claim", "us-still-powerful"], "belongs to the topic multipolarity"),
        (["verdicts", "--topic", "enrgy"], "Did you mean energy?"),
        (["verdicts", "--claim", "us-still-powerfull"], "Did you mean us-still-powerful?"),
        (["series", "gdp_nominl"], "Did you mean gdp_nominal"),
        (["series", "gdp_nominal", "--versus-indicator", "gdp_pp"], "Did you mean gdp_ppp"),
        (["series", "gdp_nominal", "--entity", "USX"], "there is no entity 'USX'"),
        (["series", "aid_total", "--entity", "USA", "--counterpart", "UKX"], "there is no entity 'UKX'"),
        (["series", "gdp_nominal", "--entity", "BRICS@x"], "there is no entity 'BRICS@x'"),
        (["series", "gdp_nominal", "--entity", "USA@2024"], "there is no entity 'USA@2024'"),
        (["series", "gdp_nominal", "--measure", "median"], "There are: level, share"),
        (["series", "gdp_nominal", "--measure", "share"], "say with what"),
        (["series", "gdp_nominal", "--entity", "USA", "--measure", "rank", "--versus-entity", "CHN"], "needs a group"),
        (["series", "gdp_nominal", "--smoothing", "0"], "1 or more"),
        (["series", "gdp_nominal", "--from", "20x0"], "write 2014 or 2014-02-27"),
        (["series", "gdp_nominal", "--to", "2014-13"], "is not a year or a day: write 2014 or 2014-02-27"),
        (["series", "gdp_nominal", "--as-of", "soon"], "article, latest or a day"),
        (["validate", "no/such/folder"], "is not a folder"),
    ],
    ids=lambda value: " ".join(value[-2:]) if isinstance(value, list) else "",
)
def test_what_is_not_there_is_status_2_with_what_there_is(run, arguments, words):
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    assert err.startswith("plumbline: ")
    assert words in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [[], ["judge"], ["verdicts", "--format", "xml"], ["series"], ["series", "gdp_nominal", "--smoothing", "x"], ["snapshot", "build"]],
    ids=" ".join,
)  # fmt: skip
def test_what_is_not_understood_is_status_2_with_the_usage(capsys, arguments):
    with pytest.raises(SystemExit) as stop:
        cli.main(arguments)
    out, err = capsys.readouterr()
    assert (stop.value.code, out) == (2, "")
    assert err.startswith("usage: plumbline")


def test_a_cell_that_a_spreadsheet_would_work_out_is_inert_in_what_the_terminal_prints(run, tmp_path):
    header, row = (ROOT / "claims.csv").read_text(encoding="utf-8").splitlines()[:2]
    cells = next(csv.reader([row]))
    hostile = {"statement": '=HYPERLINK("https://example.org/"&A1;"x")', "other": "+1 is what it says"}
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(header.split(","))
    for name, words in hostile.items():
        writer.writerow([name, *cells[1:7], words, *cells[8:]])
    (tmp_path / "claims.csv").write_text(out.getvalue(), encoding="utf-8")
    (tmp_path / "topics.csv").write_bytes((ROOT / "topics.csv").read_bytes())
    (tmp_path / "evidence.csv").write_text((ROOT / "evidence.csv").read_text(encoding="utf-8").splitlines()[0] + "\n")
    _, out, _ = run("verdicts", "--tables", str(tmp_path), "--format", "csv", "--executor", "none")
    assert [row["statement"] for row in table(out)] == [f"'{words}" for words in hostile.values()]


def test_a_series_as_csv_and_as_json(run):
    status, out, err = run(*USA)
    assert (status, err) == (0, "")
    assert out.splitlines()[0] == "date,value"
    assert [row["date"] for row in table(out)] == [f"{year}-12-31" for year in range(2020, 2024)]
    records = json.loads(run(*USA, "--format", "json")[1])
    assert [(r["date"], str(r["value"])) for r in records] == [(r["date"], r["value"]) for r in table(out)]


def test_a_share_is_what_the_two_levels_come_to(run):
    share = table(run(*USA, "--measure", "share", "--versus-entity", "WLD")[1])
    usa, world = table(run(*USA)[1]), table(run(*USA[:3], "WLD", *USA[4:])[1])
    for part, one, all_ in zip(share, usa, world, strict=True):
        assert float(part["value"]) == pytest.approx(100 * float(one["value"]) / float(all_["value"]), rel=1e-8)


def test_a_group_is_the_sum_of_its_members_of_the_year_named(run):
    years = ("--from", "2022", "--to", "2022")
    members = ("BRA", "CHN", "IND", "RUS", "ZAF")
    group, *each = (
        float(table(run("series", "gdp_nominal", "--entity", e, *years)[1])[0]["value"])
        for e in ("BRICS@2022", *members)
    )
    assert group == pytest.approx(sum(each), rel=1e-9)


def test_smoothing_and_days_of_a_window(run):
    months = ("--counterpart", "UKR", "--from", "2024-01-01", "--to", "2024-12-31")
    monthly = [float(r["value"]) for r in table(run("series", "aid_total", "--entity", "USA", *months)[1])]
    yearly = table(run("series", "aid_total", "--entity", "USA", *months, "--smoothing", "12")[1])
    assert len(monthly) == 12
    assert yearly[-1]["date"] == "2024-12-31"
    assert float(yearly[-1]["value"]) == pytest.approx(sum(monthly) / 12, rel=1e-8)


def test_a_series_as_of_the_article_ends_before_it(run):
    rows = table(run("series", "deaths", "--entity", "UKR", "--as-of", "article")[1])
    assert rows[-1]["date"] == "2023-12-31"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["gdp_nominal", "--entity", "BRENT"], "gdp_nominal has figures for ABW"),
        (["arms_transfers", "--entity", "USA", "--counterpart", "DEU"], "for the counterparts EUROPE"),
        (["gdp_nominal", "--entity", "USA", "--from", "2020", "--to", "2010"], "no figures"),
        (["energy_shares", "--entity", "EXXON"], "energy_shares: no figures bundled; live only."),
    ],
    ids=["entity", "counterpart", "window", "live only"],
)
def test_without_figures_only_the_header_and_a_hint_on_the_other_channel(run, arguments, words):
    status, out, err = run("series", *arguments)
    assert (status, out) == (0, "date,value\n")
    assert words in err


def test_validate_finds_nothing_wrong_with_the_project(run):
    status, out, err = run("validate")
    assert (status, err) == (0, "")
    assert ": no faults.\n" in out
    # Tests that tell little are named, and none of them decides.
    assert out.endswith("of which none decides a verdict.\n")


def test_validate_lists_file_line_column_and_remedy_of_every_fault(run, tmp_path):
    def header(model):
        return ",".join(field.alias or name for name, field in model.model_fields.items()) + "\n"

    (tmp_path / "topics.csv").write_text(header(Topic) + "t,Title,Why?\n")
    (tmp_path / "claims.csv").write_text(
        header(Claim) + "c,t,fact,1,1,author,asserts,So.,Seen.,\n" + "d,tt,fact,1,1,author,asserts,So.,Seen.,\n"
    )
    good = {
        "id": "c-c", "claim": "c", "question": "Is it?", "indicator": "gdp_nominal", "entity": "USA", "measure": "level",
        "check": "rises", "threshold": "1E+13", "weight": "1", "proxy": "near: close", "note": "why",
    }  # fmt: skip
    rows = [{**good, "id": "c-a", "indicator": "gdp"}, {**good, "id": "c-b", "entity": "NATO@20x4"}, good]
    with (tmp_path / "evidence.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, header(Evidence).strip().split(","), restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    status, out, err = run("validate", str(tmp_path))
    assert (status, err) == (1, "")
    *lines, total = out.splitlines()
    assert [line.split(": ")[0] for line in lines if line and not line.startswith(" ")] == [
        "claims.csv, line 3, column topic",
        "evidence.csv, line 2, column indicator",
        "evidence.csv, line 3, column entity",
    ]
    assert total.startswith("1 claim, 1 row of evidence,")
    assert total.endswith(": 3 faults in 2 files.")
    costs = [line.strip() for line in lines if line.startswith(" ")]
    assert costs == [
        "This claim is left out, and so are its tests.",
        *["This test is left out; its claim says so beside its verdict."] * 2,
    ]
    found = json.loads(run("validate", str(tmp_path), "--format", "json")[1])
    assert (found["claims"], found["evidence"], found["own_indicators"]) == (1, 1, 0)
    assert [(fault["file"], fault["line"], fault["column"], fault["cost"]) for fault in found["faults"]] == [
        ("claims.csv", 3, "topic", "row"),
        ("evidence.csv", 2, "indicator", "row"),
        ("evidence.csv", 3, "entity", "row"),
    ]
    assert all(fault["problem"] and fault["remedy"] and fault["cost_in_words"] for fault in found["faults"])


def test_sources_as_a_table_and_as_json(run):
    status, out, err = run("sources")
    records = json.loads(run("sources", "--format", "json")[1])
    assert (status, err) == (0, "")
    assert [line.split()[0] for line in out.splitlines()[2:]] == [record["source"] for record in records]
    assert all(set(record) >= SOURCE_KEYS for record in records)
    assert all(len(record["series"]) == record["indicators"] for record in records)
    assert all(s["last"] <= record["last"] for record in records for s in record["series"])
    live_only = {record["source"]: record["live_only"] for record in records if record["live_only"]}
    names = ["energy_shares", "arms_shares", "share_indices", "market_rates", "brent_futures", "gas_futures"]
    assert live_only == {"yahoo": names}


@pytest.mark.parametrize(
    "arguments", [["verdicts", "--format", "json"], USA, ["sources"], ["validate"]], ids=lambda a: a[0]
)
def test_two_runs_say_the_same(run, arguments):
    assert run(*arguments) == run(*arguments)


@pytest.mark.slow
def test_a_reader_who_has_gone_is_no_error():
    """Neither one who leaves in the middle, nor one who leaves before a short answer has been sent."""
    buffered = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    code = "import sys, cli; sys.stdin.read(); sys.exit(cli.main(sys.argv[1:]))"
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    both = [
        subprocess.Popen([sys.executable, "-c", code, *arguments], cwd=ROOT, env=buffered, text=True, **pipes)
        for arguments in (["verdicts", "--format", "json"], USA)
    ]
    for read_first, process in zip((True, False), both, strict=True):
        if read_first:
            process.stdin.close()
            assert process.stdout.readline() == "[\n"
            process.stdout.close()
        else:
            process.stdout.close()
            process.stdin.close()
        assert (process.stderr.read(), process.wait()) == ("", 0)
        process.stderr.close()


@pytest.mark.parametrize("executor", ["none", "processes"])
def test_verdicts_of_several_cases_come_in_one_list_each_with_its_case(run, case, executor):
    second = str(ROOT / "cases" / "dollar-privilege")
    _, out, _ = run("verdicts", "--case", str(ROOT), "--case", second, "--format", "json", "--executor", executor)
    records = json.loads(out)
    assert [r["case"] for r in records] == [str(ROOT)] * len(case.argument.claims.rows) + [second] * 26
    (alone,) = (r for r in json.loads(run("verdicts", "--case", second, "--claim", "outsized", "--format", "json")[1]))
    assert {"case": second, **alone} in records


def test_several_cases_have_a_table_each(run):
    second = str(ROOT / "cases" / "dollar-privilege")
    _, out, _ = run("verdicts", "--case", second, "--case", second, "--executor", "none")
    first, again = out.strip().split(f"\n\n{second}\n")
    assert first == f"{second}\n{again}"
    assert again.startswith("As of ")


def test_the_case_that_the_environment_names_is_the_one_that_commands_are_about(run, monkeypatch):
    monkeypatch.setenv("PLUMBLINE_CASE", str(ROOT / "cases" / "dollar-privilege"))
    (record,) = json.loads(run("verdicts", "--claim", "outsized", "--format", "json")[1])
    assert record["claim"] == "outsized"
    monkeypatch.setenv("PLUMBLINE_CASE", "nowhere")
    status, _, err = run("verdicts")
    assert (status, "PLUMBLINE_CASE is 'nowhere': a folder with a case.toml is meant." in err) == (2, True)
