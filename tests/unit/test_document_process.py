"""The process that makes documents: the same bytes as anywhere, and nothing of it left when it ends, however it ends."""

import os
import signal
import subprocess
import sys
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cache
from pathlib import Path

import psutil
import pytest
from opened import CASE
from processes import PATIENCE, family, living, until

from exports.browser import Renderer
from exports.dossier import dossiers
from exports.plan import Document
from loaders.catalog import ROOT
from service import document_process
from service.document_process import DocumentProcess
from service.documents import MAKERS
from service.errors import DocumentFailed
from service.stop import GivenUp, Stop

pytestmark = pytest.mark.slow


@cache
def document(claim="trust-secondary"):
    """Of one claim with one chart, as soon made as any."""
    return Document("claim", claim, tuple(dossiers(CASE, (CASE.argument.claim[claim],))))


@cache
def whole():
    """Of so many claims that nobody who asks whether it is under way finds it done."""
    return Document("argument", "argument", tuple(dossiers(CASE, CASE.argument.claims.rows[:24])))


@pytest.fixture
def place(monkeypatch):
    """Where temporary folders are made; its path is short, for browsers make sockets below it."""
    with tempfile.TemporaryDirectory() as short:
        monkeypatch.setattr(tempfile, "tempdir", short)
        monkeypatch.setenv("TMPDIR", short)
        yield Path(short)
        monkeypatch.undo()


@pytest.fixture
def process(place):
    made = DocumentProcess()
    yield made
    made.close()
    assert until(lambda: not list(place.iterdir())), "a folder is left behind"


def draws(pid):
    """Whether a process has a browser that shows pages."""
    for one in family(pid) if pid else ():
        with suppress(psutil.Error):
            if any("--type=renderer" in word for word in psutil.Process(one).cmdline()):
                return True
    return False


@pytest.fixture
def drawing(process):
    """A document of much work, with the browser drawing for it."""
    stop = Stop()
    with ThreadPoolExecutor(1) as readers:
        made = readers.submit(process.make, "html", whole(), stop)
        assert until(lambda: draws(process.process)), "no browser has been started"
        yield stop, made, family(process.process)
        stop.tell()


def test_a_document_is_byte_for_byte_what_the_terminal_makes(process):
    asked = document("iraq-libya-peripheral-iraq")
    with Renderer() as renderer:
        here = {form: make(asked, renderer) for form, make in MAKERS.items()}
    made = {form: process.make(form, asked, Stop()) for form in MAKERS}
    assert not any(one.why_not for one in made.values())
    # Paper says when it was printed.
    assert len(made["pdf"].content) == pytest.approx(len(here["pdf"].content), rel=0.01)
    del made["pdf"], here["pdf"]
    assert made == here


def test_a_document_nobody_waits_for_is_given_up_with_its_browser_and_its_folder(drawing, place):
    stop, made, processes = drawing
    stop.tell()
    with pytest.raises(GivenUp):
        made.result(PATIENCE)
    assert until(lambda: not living(processes))
    assert until(lambda: not list(place.iterdir()))


def test_closing_ends_all_of_it_and_who_waits_is_told(drawing, process):
    _, made, processes = drawing
    process.close()
    with pytest.raises(GivenUp):
        made.result(PATIENCE)
    assert not living(processes)
    with pytest.raises(GivenUp):
        process.make("html", document(), Stop())


def test_a_process_that_is_killed_is_one_fault_and_the_next_document_has_a_new_one(drawing, process, place):
    _, made, processes = drawing
    os.kill(process.process, signal.SIGKILL)
    with pytest.raises(DocumentFailed):
        made.result(PATIENCE)
    assert "</html>" in process.make("html", document(), Stop()).html
    assert until(lambda: not living(processes))
    assert len(list(place.iterdir())) == 1


def test_a_fault_of_ours_is_one_fault_and_the_process_goes_on(process, capfd):
    with pytest.raises(DocumentFailed):
        process.make("html", Document("claim", "nothing", ()), Stop())
    first = process.process
    assert "</html>" in process.make("html", document(), Stop()).html
    assert process.process == first
    assert "A report needs at least one claim." in capfd.readouterr().err


def test_a_process_with_nothing_to_do_is_ended(process, monkeypatch, place):
    monkeypatch.setattr(document_process, "IDLE", 0.1)
    process.make("html", document(), Stop())
    assert until(lambda: not family(process.process))
    assert until(lambda: not list(place.iterdir()))


def test_a_process_that_does_not_listen_is_ended_by_force(drawing, process, monkeypatch):
    stop, made, processes = drawing
    monkeypatch.setattr(document_process, "GRACE", 0.1)
    os.kill(process.process, signal.SIGSTOP)
    stop.tell()
    with pytest.raises(GivenUp):
        made.result(PATIENCE)
    assert until(lambda: not living(processes))


def test_what_was_told_to_stop_before_it_began_begins_nothing(process):
    stop = Stop()
    stop.tell()
    with pytest.raises(GivenUp):
        process.make("html", document(), stop)
    assert process.process is None


ASKS = """
import sys, threading
sys.path[:0] = ["tests", "tests/unit"]
from test_document_process import whole
from service.document_process import DocumentProcess
from service.stop import Stop
process = DocumentProcess()
threading.Thread(target=process.make, args=("html", whole(), Stop()), daemon=True).start()
while not process.process: pass
print(process.process, flush=True)
threading.Event().wait()
"""


def test_it_does_not_outlive_a_server_that_is_killed():
    server = subprocess.Popen([sys.executable, "-c", ASKS], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    pid = int(server.stdout.readline())
    assert until(lambda: draws(pid))
    processes = family(pid)
    server.kill()
    server.wait(PATIENCE)
    assert until(lambda: not living(processes))


def test_stopping_calls_only_what_is_under_way():
    stop, called = Stop(), []
    with stop.calling(lambda: called.append("first")):
        pass
    with stop.calling(lambda: called.append("second")):
        threading.Thread(target=stop.tell).start()
        assert until(lambda: called)
    assert called == ["second"]
