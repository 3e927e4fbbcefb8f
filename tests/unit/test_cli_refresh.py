"""plumbline refresh, import and ledger: what stands on which channel, with which exit status."""

import json
import re

import pytest
from living import RATES, bundled, everything, file_of, parse, rates, times
from loading import CATALOG

import cli
from loaders import imports
from loaders.errors import Changed, RateLimited, Unreachable
from loaders.ledger import ValuesMoved, VerdictsMoved
from loaders.load import load
from loaders.sources import Recognised
from loaders.store import VARIABLE, Store

pytestmark = pytest.mark.slow

GOLD = CATALOG.indicator["gold_price"]


@pytest.fixture
def run(capsys):
    """Status, standard output and standard error of a command."""

    def call(*arguments):
        status = cli.main(list(arguments))
        out, err = capsys.readouterr()
        return status, out, err

    return call


@pytest.fixture
def brought(tmp_path, monkeypatch, store):
    """Makes files that a person may bring: gold prices, known by their content."""

    def recognise(content):
        return Recognised((GOLD.code,), "", None) if b"GOLD" in content else None

    monkeypatch.setattr(imports, "recognisers", lambda _: {"pink_sheet": recognise})
    monkeypatch.setattr("loaders.prepare.parser_of", lambda _: parse)

    def make(frame, name="prices.csv"):
        path = tmp_path / name
        path.write_bytes(file_of(frame))
        return str(path)

    return make


def faults(err):
    """The messages on standard error, progress aside."""
    return [line for line in err.splitlines() if line.startswith("plumbline: ")]


def test_refresh_says_what_moved_on_standard_output(run, store, publisher):
    status, out, err = run("refresh", "--source", "fed")
    assert (status, faults(err)) == (0, [])
    head, *moves = out.splitlines()
    assert head == "fed: 3 series moved."
    assert len(moves) == 3
    assert all(re.fullmatch(r"  \S.*: \d+ revised, to .*; the largest revision: .*\.", line) for line in moves)
    assert all(load(CATALOG).observations.provenance[name].state == "stored" for name in RATES)


def test_refresh_again_confirms(run, store, publisher):
    run("refresh", "--source", "fed")
    assert run("refresh", "--source", "fed")[:2] == (0, "fed: Nothing has moved: the figures are confirmed.\n")


def test_progress_is_no_result(run, store, publisher):
    out, err = run("refresh", "--source", "fed")[1:]
    assert "3/3" in err
    assert "3/3" not in out


def test_what_fails_is_told_on_standard_error_with_status_1(run, store, publisher):
    publisher.gives["yuan_per_usd"] = Changed("figures", "a page for people")
    status, out, err = run("refresh", "--source", "fed")
    assert status == 1
    assert out.startswith("fed: Some series came, others did not.\n")
    name = CATALOG.indicator["yuan_per_usd"].name
    assert faults(err) == [f"plumbline: fed: Changed: Expected figures; found a page for people. ({name})"]


def test_one_source_that_fails_does_not_silence_the_others(run, store, publisher):
    publisher.gives["brent_price"] = Unreachable("No connection to www.federalreserve.gov.")
    status, out, err = run("refresh", "--source", "eia", "--source", "fed")
    assert status == 1
    assert [line for line in out.splitlines() if not line.startswith(" ")] == [
        "eia: Nothing came; the figures in hand stay in use.",
        "fed: 3 series moved.",
    ]
    assert len(faults(err)) == 1


def test_a_source_named_twice_is_asked_once(run, store, publisher):
    out = run("refresh", "--source", "fed", "--source", "fed")[1]
    assert out.count("fed: ") == 1
    assert publisher.asked == list(RATES)


def test_without_a_name_all_are_asked(run, store, publisher):
    status, out, err = run("refresh")
    heads = dict(line.split(": ", 1) for line in out.splitlines() if line[0] != " ")
    assert list(heads) == list(CATALOG.service)
    assert heads.pop("fed") == "3 series moved."
    assert set(heads.values()) == {"Nothing came; the figures in hand stay in use."}
    assert status == 1


def test_a_source_that_is_not_known_is_misuse_with_a_suggestion(run, store, publisher):
    status, out, err = run("refresh", "--source", "worldbnk")
    assert (status, out) == (2, "")
    assert err == "plumbline: there is no source with an interface named 'worldbnk'. Did you mean worldbank?\n"
    assert run("refresh", "--source", "sipri_milex")[0] == 2
    assert publisher.asked == []


@pytest.mark.parametrize("word", ["off", "stored", "maybe"])
def test_refresh_is_refused_where_the_network_may_not_be_used(run, store, publisher, monkeypatch, word):
    monkeypatch.setenv("PLUMBLINE_LIVE", word)
    before = everything(store)
    status, out, err = run("refresh")
    assert (status, out) == (2, "")
    assert err.startswith("plumbline: PLUMBLINE_LIVE is ")
    assert (publisher.asked, everything(store)) == ([], before)


def test_a_dry_run_says_what_would_move_and_that_nothing_was_kept(run, store, publisher):
    before = everything(store)
    status, out, _ = run("refresh", "--source", "fed", "--dry-run")
    assert status == 0
    assert out.startswith("fed: 3 series moved.\n")
    assert out.endswith("\nNothing was kept (--dry-run).\n")
    assert everything(store) == before


def test_a_source_that_named_a_time_is_left_alone_with_status_1(run, store, publisher):
    publisher.gives = dict.fromkeys(RATES, RateLimited("www.federalreserve.gov answered 429.", 3600))
    run("refresh", "--source", "fed")
    publisher.asked.clear()
    status, out, err = run("refresh", "--source", "fed")
    assert (status, out) == (1, "fed: It is left alone for now, after failures.\n")
    assert "429" in faults(err)[0]
    assert publisher.asked == []


@pytest.mark.parametrize("command", [("refresh", "--source", "fed"), ("import", "prices.csv")])
def test_a_store_in_a_place_that_cannot_be_written_to_says_what_to_do(run, publisher, tmp_path, monkeypatch, command):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("PLUMBLINE_LIVE", "on")
    monkeypatch.setenv(VARIABLE, str(tmp_path / "file"))
    status, out, err = run(*command)
    assert (status, out) == (1, "")
    assert "is a file, no folder" in err
    assert VARIABLE in err


@pytest.mark.parametrize("command", [("refresh", "--source", "fed"), ("import", "prices.csv"), ("ledger",)])
def test_a_store_of_an_unknown_kind_says_what_to_do(run, publisher, monkeypatch, command):
    monkeypatch.setenv("PLUMBLINE_LIVE", "on")
    monkeypatch.setenv(VARIABLE, "nowhere://x")
    status, out, err = run(*command)
    assert (status, out) == (1, "")
    assert re.fullmatch(rf"plumbline: The store at nowhere://x .*{VARIABLE}\.\n", err)


def test_a_disk_that_is_full_ends_a_refresh_with_a_sentence(run, store, publisher, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    status, _, err = run("refresh", "--source", "fed")
    assert status == 1
    assert "No space left on device" in faults(err)[0]


def test_import_says_what_a_file_is_and_what_moved(run, brought):
    path = brought(times(bundled("gold_price"), 1.1))
    status, out, err = run("import", path)
    source = CATALOG.source["pink_sheet"]
    assert (status, err) == (0, "")
    head, move = out.splitlines()[:2]
    assert head == f"{path}: {source.publisher}, {source.name}. 1 series moved."
    assert re.match(r"  Gold price: \d+ revised, to ", move)
    assert load(CATALOG).observations.provenance["gold_price"].state == "stored"


def test_each_file_is_taken_for_itself(run, brought, tmp_path):
    good, other = brought(times(bundled("gold_price"), 1.1)), tmp_path / "holiday.jpg"
    other.write_bytes(b"not figures")
    missing = str(tmp_path / "missing.csv")
    status, out, err = run("import", str(other), missing, good)
    assert status == 1
    assert out.startswith(f"{good}: ")
    unknown, gone = err.splitlines()
    assert unknown.startswith(f"plumbline: {other}: By its content this is none of the files known here. They are: ")
    assert gone == f"plumbline: {missing}: No such file or directory"


def test_a_file_of_figures_that_cannot_be_right_is_status_1(run, brought):
    path = brought(times(bundled("gold_price"), 1000))
    status, out, err = run("import", path)
    assert status == 1
    assert out.endswith("Nothing came; the figures in hand stay in use.\n")
    # Once: the log leaves it to the command.
    (line,) = err.splitlines()
    assert line.startswith(f"plumbline: {path}: Invalid: Half of the ")


def test_a_file_whose_source_is_being_asked_is_status_1(run, brought, store, monkeypatch):
    monkeypatch.setattr(imports, "PATIENCE", 0.05)
    path = brought(bundled("gold_price"))
    with store.lock("source-pink_sheet"):
        status, out, err = run("import", path)
    assert (status, out) == (1, "")
    assert err == f"plumbline: {path}: Another process has been asking its source for too long. Try again later.\n"


def test_an_empty_ledger_says_when_it_begins(run, store):
    sentence = "Nothing has moved yet: the ledger begins with the first refresh or import.\n"
    assert run("ledger") == (0, sentence, "")
    assert run("ledger", "--format", "json") == (0, "[]\n", "")


def test_the_ledger_as_text_is_newest_first(run, store, publisher):
    run("refresh", "--source", "fed")
    publisher.gives = {**rates(1.2), "yuan_per_usd": times(bundled("yuan_per_usd"), 1000)}
    run("refresh", "--source", "fed")
    status, out, err = run("ledger")
    assert (status, err) == (0, "")
    heads = [line for line in out.splitlines() if not line.startswith(" ")]
    assert all(re.match(r"\d{4}-\d\d-\d\d \d\d:\d\d UTC  \S", line) for line in heads)
    figures = [line for line in heads if "series moved" in line]
    assert [line.split(": ")[-1] for line in figures] == ["2 series moved.", "3 series moved."]
    assert sum("set aside, not used" in line for line in heads) == 1
    (last,) = (line for line in run("ledger", "--last", "1")[1].splitlines() if line[0] != " ")
    assert last == heads[0]


def test_the_ledger_as_json_has_every_entry_whole(run, store, publisher):
    run("refresh", "--source", "fed")
    records = json.loads(run("ledger", "--format", "json")[1])
    (figures,) = (record for record in records if record["kind"] == "figures")
    assert ValuesMoved.model_validate(figures).source == "fed"
    assert [VerdictsMoved.model_validate(r).because.keys() for r in records if r["kind"] == "verdicts"] in (
        [], [{"fed"}]
    )  # fmt: skip


@pytest.mark.parametrize("last", ["0", "-1"])
def test_no_last_entries_is_misuse(run, store, last):
    status, out, err = run("ledger", "--last", last)
    assert (status, out) == (2, "")
    assert "--last" in err


def test_the_ledger_of_a_store_that_was_never_made_is_empty(run, tmp_path, monkeypatch):
    monkeypatch.setenv("PLUMBLINE_LIVE", "on")
    monkeypatch.setenv(VARIABLE, str(tmp_path / "never"))
    assert run("ledger")[0] == 0
    assert not (tmp_path / "never").exists()
    assert Store.of_user().dated("ledger", ".json") == ()
