"""plumbline export: what it puts where, that it resumes, and what it says when something cannot be made."""

import io
import json
import os
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image
from pypdf import PdfReader

import cli
from exports.browser import Renderer
from exports.dossier import dossiers
from exports.pictures import pictures_of
from exports.plan import FORMATS, TEXTS
from exports.rendering import Made, Reason
from exports.review import CERTAIN_ENOUGH, why_not_reviewed
from terminal.export_folder import LIST, Folder

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
CLAIM = "us-still-powerful"
EVIDENCE = "us-still-powerful-gdp"
PNG = f"pictures/{EVIDENCE}-slide.png"
OF_EACH_KIND, FEW = "iraq-libya-peripheral-libya", "europe-pressed-to-buy-demand"
"""Claims that are soon drawn: one with a picture of each kind, one with two charts alone."""


@pytest.fixture
def run(capsys, tmp_path):
    """Run ``export`` into a folder: exit status, standard output, standard error."""

    def run(*arguments, out=tmp_path / "out"):
        status = cli.main(["export", "--out", str(out), *arguments])
        return status, *capsys.readouterr()

    return run


@pytest.fixture
def out(tmp_path):
    return tmp_path / "out"


@pytest.fixture
def no_browser(monkeypatch):
    monkeypatch.setenv("BROWSER_PATH", "/no/such/browser")


def files(folder):
    """What a reader finds: paths and contents, without the list and what is hidden."""
    found = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file()}
    return {name: p.read_bytes() for name, p in found.items() if name != LIST and not p.name.startswith(".")}


def left_over(folder):
    return [p.name for p in folder.rglob("*.part")]


def test_texts_of_one_claim_are_where_the_documentation_says(run, out, case):
    (dossier,) = dossiers(case, [case.argument.claim[CLAIM]])
    status, said, _ = run("--claim", CLAIM, "--format", "csv,xlsx,json", "--format", "parquet,cite,review")
    assert status == 0
    found = files(out)
    reviews = set() if why_not_reviewed(dossier) else {"reviews"}
    assert {name.partition("/")[0] for name in found} == {
        "figures", "findings", "claims", "citations", "sources.json", *reviews
    }  # fmt: skip
    for ending in ("csv", "xlsx", "parquet"):
        assert f"figures/{EVIDENCE}.{ending}" in found
    assert json.loads(found[f"findings/{EVIDENCE}.json"])["evidence"] == EVIDENCE
    assert json.loads(found[f"claims/{CLAIM}.json"])["claim"] == CLAIM
    if reviews:
        assert json.loads(found[f"reviews/{CLAIM}.json"])["@type"] == "ClaimReview"
    assert found[f"citations/{CLAIM}.bib"].startswith(b"@misc{")
    assert {f"citations/sources.{ending}" for ending in ("bib", "ris", "txt", "csljson")} <= set(found)
    assert f"{len(found)} files made" in said


def test_a_second_run_keeps_what_is_there_and_makes_what_was_lost_or_spoilt(run, out):
    arguments = ("--claim", CLAIM, "--format", "csv,json")
    run(*arguments)
    before = {name: (out / name).stat().st_mtime_ns for name in files(out)}
    status, said, _ = run(*arguments)
    assert (status, said.startswith("0 files made")) == (0, True)
    assert f"{len(before)} were there already and kept" in said
    assert {name: (out / name).stat().st_mtime_ns for name in before} == before
    good = files(out)
    (out / f"figures/{EVIDENCE}.csv").write_text("half")
    (out / f"claims/{CLAIM}.json").unlink()
    status, said, _ = run(*arguments)
    assert (status, said.startswith("2 files made")) == (0, True)
    assert files(out) == good


def test_files_of_other_figures_are_made_anew(run, out):
    run("--claim", CLAIM, "--format", "csv,json")
    now = files(out)
    status, said, _ = run("--claim", CLAIM, "--format", "csv,json", "--as-of", "article")
    assert status == 0
    then = files(out)
    assert set(then) == set(now)
    assert json.loads(then[f"claims/{CLAIM}.json"])["as_of"] == "2025-02-17"
    assert then[f"figures/{EVIDENCE}.csv"] != now[f"figures/{EVIDENCE}.csv"]
    run("--claim", CLAIM, "--format", "csv,json")
    assert files(out) == now


def test_without_format_it_is_png_at_the_size_and_scale_asked_for(run, out, case):
    status, said, error = run("--claim", FEW)
    assert status == 0, error
    made = files(out)
    assert Image.open(io.BytesIO(made[f"pictures/{FEW}-share-slide.png"])).size == (1200, 675)
    run("--claim", FEW, "--size", "square", "--scale", "2", "--mode", "dark")
    square = files(out)[f"pictures/{FEW}-share-square-dark-2x.png"]
    assert Image.open(io.BytesIO(square)).size == (2160, 2160)
    assert Image.open(io.BytesIO(square)).convert("L").getpixel((5, 5)) < 60
    assert set(made) <= set(files(out)), "other settings make other files"


def test_each_picture_of_a_claim_comes_in_each_format(run, out, case):
    claim = OF_EACH_KIND
    (dossier,) = dossiers(case, [case.argument.claim[claim]])
    kinds = {picture.id.removeprefix(f"{claim}-") for picture in pictures_of(dossier)}
    of_all = {"choices"} if dossier.choices.contested else set()
    assert kinds == {"customer", "supplier", "years", *of_all} | {
        f"{test}-{what}" for test in ("customer", "supplier") for what in ("choices", "others")
    }
    status, _, error = run("--claim", claim, "--format", "png,svg,pdf")
    assert status == 0, error
    made = files(out)
    for picture in pictures_of(dossier):
        for ending in ("png", "svg", "pdf"):
            assert f"pictures/{picture.id}-slide.{ending}" in made
    assert len(made) == 3 * len(pictures_of(dossier))
    words = " ".join(etree.fromstring(made[f"pictures/{claim}-supplier-slide.svg"]).itertext())
    assert "Libya" in words
    assert "Libya" in PdfReader(io.BytesIO(made[f"pictures/{claim}-supplier-slide.pdf"])).pages[0].extract_text()
    assert f"{len(made)} were there already and kept" in run("--claim", claim, "--format", "png,svg,pdf")[1]


def test_reports_bundles_and_interactive_pages(run, out, case):
    claim = FEW
    status, _, error = run("--claim", claim, "--format", "report,bundle,html")
    assert status == 0, error
    made = files(out)
    assert made[f"reports/{claim}.pdf"].startswith(b"%PDF")
    page = made[f"reports/{claim}.html"].decode()
    assert case.argument.claim[claim].claim.replace("'", "&#39;") in page
    assert "<svg" in page
    with zipfile.ZipFile(out / "bundles" / f"{claim}.zip") as bundle:
        names = bundle.namelist()
    assert any(name.startswith("pictures/") for name in names)
    assert "datapackage.json" in names
    pages = [name for name in made if name.startswith("interactive/")]
    assert pages
    assert all(b"Plotly" in made[name] for name in pages)
    assert run("--claim", claim, "--format", "report,bundle,html")[1].startswith("0 files made")


def test_a_topic_has_one_report(run, out, no_browser):
    run("--topic", "russia-economy", "--format", "report")
    assert list(files(out)) == ["reports/topic-russia-economy.html"]


def test_the_whole_argument_is_the_default(run, out, case):
    status, _, _ = run("--format", "review,csv")
    assert status == 0
    made = files(out)
    assert {f"figures/{row.id}.csv" for row in case.argument.evidence.rows} <= set(made)
    judged = {
        v.claim.id
        for v in case.verdicts(case.now)
        if v.claim.kind == "fact" and v.claim.mode == "asserts" and v.certainty and v.certainty.degree in CERTAIN_ENOUGH
    }
    assert judged
    assert {Path(name).stem for name in made if name.startswith("reviews/")} == judged


def test_without_a_browser_texts_are_made_and_each_picture_is_named_with_the_reason(run, out, no_browser):
    status, said, error = run("--claim", CLAIM, "--format", "png,csv,report,bundle")
    assert status == 1
    made = files(out)
    assert f"figures/{EVIDENCE}.csv" in made
    assert b"could not be drawn here" in made[f"reports/{CLAIM}.html"]
    assert b"/no/such/browser" not in made[f"reports/{CLAIM}.html"], "a report tells nothing of the machine"
    assert not [name for name in made if name.endswith((".png", ".pdf"))]
    for name in (PNG, f"reports/{CLAIM}.pdf", f"bundles/{CLAIM}.zip (made, without pictures)"):
        assert name in error
    assert "BROWSER_PATH" in error
    assert run("--claim", CLAIM, "--format", "png,csv,report,bundle")[0] == 1, "nor is it all there the second time"


def test_a_picture_that_fails_is_named_and_the_others_are_made(run, out, monkeypatch):
    def pictures(self, jobs):
        for job in jobs:
            failed = job.name == PNG
            why = Reason("The picture could not be drawn.", "The picture could not be drawn: no paint.")
            yield Made(job, error=why) if failed else Made(job, b"picture")

    monkeypatch.setattr(Renderer, "pictures", pictures)
    status, said, error = run("--claim", CLAIM)
    assert status == 1
    assert PNG in error
    assert "no paint" in error
    made = files(out)
    assert made
    assert PNG not in made
    assert run("--claim", CLAIM)[1].startswith("0 files made")


def test_texts_start_no_browser_and_load_nothing_that_draws(tmp_path):
    code = (
        "import sys, cli; status = cli.main(sys.argv[1:]); "
        "print(status, sorted({'streamlit', 'plotly', 'kaleido', 'choreographer'} & set(sys.modules)))"
    )
    command = ["export", "--out", str(tmp_path / "out"), "--claim", CLAIM, "--format", ",".join(TEXTS)]
    done = subprocess.run([sys.executable, "-c", code, *command], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "0 []"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--claim", "us-still-powerfull"], "Did you mean us-still-powerful?"),
        (["--claim", CLAIM, "--claim", "x"], "there is no claim 'x'"),
        (["--topic", "enrgy"], "Did you mean energy?"),
        (["--topic", "energy", "--claim", CLAIM], "belongs to the topic multipolarity"),
        (["--format", "gif"], f"There are: {', '.join(FORMATS)}."),
        (["--format", "png,"], "there is no format ''"),
        (["--size", "poster"], "There are: slide, social, square"),
        (["--scale", "5"], "Give 1, 2, 3 or 4"),
        (["--scale", "0"], "Give 1, 2, 3 or 4"),
        (["--mode", "sepia"], "There are: light, dark."),
        (["--as-of", "soon"], "article, latest or a day"),
        (["--address", "example.org"], "begins with https://"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_is_not_there_is_status_2_with_what_there_is(run, out, arguments, words):
    status, said, error = run(*arguments)
    assert (status, said) == (2, "")
    assert error.startswith("plumbline: ")
    assert words in error
    assert error.count("\n") == 1
    assert not out.exists()


def test_a_file_is_no_folder(run, tmp_path):
    (tmp_path / "file").write_text("mine")
    status, _, error = run("--format", "csv", out=tmp_path / "file")
    assert status == 2
    assert "is a file" in error
    status, _, error = run("--claim", CLAIM, "--format", "csv", out=tmp_path / "file" / "below")
    assert status == 1
    assert "Not a directory" in error
    assert (tmp_path / "file").read_text() == "mine"


def test_two_exports_do_not_fill_one_folder_at_once(run, out):
    folder = Folder(out)
    status, _, error = run("--claim", CLAIM, "--format", "csv")
    assert status == 1
    assert "another export is filling" in error
    folder.close()
    assert run("--claim", CLAIM, "--format", "csv")[0] == 0


def test_every_format_is_documented():
    told = (ROOT / "docs" / "reports.md").read_text(encoding="utf-8").partition("## plumbline export")[2]
    front = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in FORMATS:
        assert f"`{name}`" in told
        assert f"`{name}`" in front


def test_links_lead_to_the_address_that_was_given(run, out):
    run("--claim", CLAIM, "--format", "cite", "--address", "https://here.example/plumbline/")
    assert b"https://here.example/plumbline/c/us-still-powerful" in files(out)[f"citations/{CLAIM}.bib"]


HALF = """
import itertools, pathlib, signal, sys, cli
# A run that was itself started in the background ignores Ctrl-C, and its children with it.
signal.signal(signal.SIGINT, signal.default_int_handler)
replace, pictures = pathlib.Path.replace, itertools.count()

def stop(self, target):
    if pathlib.Path(target).suffix == ".png" and next(pictures):
        print("one picture is there, the next is not yet in its place", flush=True)
        sys.stdin.read()
    return replace(self, target)

pathlib.Path.replace = stop
sys.exit(cli.main(sys.argv[1:]))
"""


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGKILL], ids=["Ctrl-C", "killed"])
def test_a_run_that_was_stopped_leaves_whole_files_and_the_next_one_makes_the_rest(run, out, sign):
    arguments = ["--claim", OF_EACH_KIND, "--format", "png", "--scale", "2"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(
        [sys.executable, "-c", HALF, "export", "--out", str(out), *arguments], cwd=ROOT, start_new_session=True, **pipes
    ) as process:
        said = process.stdout.readline()
        assert said.startswith(b"one picture is there"), process.stderr.read()
        os.killpg(process.pid, sign)  # As a terminal does.
        error = process.stderr.read()
    if sign == signal.SIGINT:
        assert process.returncode == 130
        assert b"The same command makes the rest" in error
        assert left_over(out) == []
    else:
        assert len(left_over(out)) == 1
    stopped = files(out)
    assert len(stopped) == 1
    for content in stopped.values():
        Image.open(io.BytesIO(content)).load()
    assert run(*arguments)[0] == 0
    assert left_over(out) == []
    done = files(out)
    assert len(done) > len(stopped)
    assert {name: done[name] for name in stopped} == stopped
