"""What whoever runs the dashboard can count: known requests are counted, readers' data is not, and nothing unless asked for."""

import datetime as dt
import json
import re
import socket
import subprocess
import sys
import urllib.request
from urllib.error import URLError

import pytest
from calling import FRONT, SERVED, ask
from prometheus_client.parser import text_string_to_metric_families
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Mount

from loaders.breaker import State
from loaders.errors import UnknownSetting
from loaders.home import ROOT
from loaders.outcome import Outcome
from service import metrics, refreshing
from service.metrics import VARIABLE, Sources
from service.refresher import Refresher
from web.watched import Watched


async def page(scope, receive, send):
    await PlainTextResponse("a page")(scope, receive, send)


APP = Starlette(routes=[FRONT, Mount("/", app=page)], middleware=[Middleware(Watched)])


@pytest.fixture
def port(monkeypatch):
    """Where metrics are served until the test ends."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    monkeypatch.setenv(VARIABLE, str(port))
    metrics.begin(Sources(lambda: SERVED, lambda: 3, FRONT.queues))
    yield port
    metrics.end()


def page_of(port):
    return urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics").read().decode()


@pytest.fixture
def read(port):
    """The value of a metric with these labels; None where it is not counted."""

    def read(name, **labels):
        families = text_string_to_metric_families(page_of(port))
        samples = [s for family in families for s in family.samples]
        found = [s.value for s in samples if s.name == name and labels.items() <= s.labels.items()]
        assert len(found) <= 1
        return found[0] if found else None

    return read


def test_known_requests_are_counted_by_family_and_status(read):
    for path in ("/claims/us-still-powerful.json", "/claims/us-still-powerful.csv", "/claims/nix.json", "/energy", "/"):
        ask(path, app=APP)
    assert read("plumbline_requests_total", endpoint="/claims/{claim}.{form}", status="200") == 2
    assert read("plumbline_requests_total", endpoint="/claims/{claim}.{form}", status="404") == 1
    assert read("plumbline_requests_total", endpoint="page", status="200") == 2
    assert read("plumbline_request_seconds_count", endpoint="/claims/{claim}.{form}") == 3
    assert read("plumbline_request_seconds_sum", endpoint="page") > 0


def test_nothing_of_what_readers_ask_is_told(port):
    ask(
        "/claims/what-a-reader-typed.json?as_of=their-day",
        app=APP,
        user_agent="their-browser",
        x_request_id="their-name",
        cookie="their-cookie",
    )
    ask("/what-a-reader-typed", app=APP)
    told = page_of(port)
    assert 'plumbline_requests_total{endpoint="page"' in told
    for secret in ("typed", "their-", "us-still-powerful", "plumbline.example"):
        assert secret not in told


def test_runs_of_pages_are_counted_by_how_they_ended(read):
    metrics.count_rerun("energy", "done", 0.2)
    metrics.count_rerun("energy", "done", 0.3)
    metrics.count_rerun("energy", "failed", 0.1)
    assert read("plumbline_rerun_seconds_count", page="energy", ended="done") == 2
    assert read("plumbline_rerun_seconds_sum", page="energy", ended="done") == pytest.approx(0.5)
    assert read("plumbline_rerun_seconds_count", page="energy", ended="failed") == 1


def test_what_stands_in_memory_is_read_when_asked_for(read, monkeypatch):
    monkeypatch.setattr(SERVED.refresher, "generation", 7)
    ask("/claims.json", app=APP)
    assert read("plumbline_sessions") == 3
    assert read("plumbline_generation") == 7
    assert read("plumbline_answers_kept", queue="records") >= 1
    assert read("plumbline_answers_kept_bytes", queue="records") > 1000
    assert read("plumbline_answers_making", queue="documents") == 0
    assert read("plumbline_pictures_waiting") == 0
    assert read("process_resident_memory_bytes") > 10**7


def test_what_came_of_each_source_and_which_are_left_alone_are_told(read, monkeypatch):
    now = dt.datetime.now(dt.UTC)
    monkeypatch.setattr(
        SERVED.refresher,
        "_states",
        {"fed": State(failures=3, again_at=now + dt.timedelta(hours=1)), "ecb": State(again_at=now)},
    )
    monkeypatch.setattr(SERVED.refresher, "_counted", {("fed", "failed"): 3, ("ecb", "moved"): 1})
    assert read("plumbline_refreshes_total", source="fed", outcome="failed") == 3
    assert read("plumbline_refreshes_total", source="ecb", outcome="moved") == 1
    assert (read("plumbline_breaker_open", source="fed"), read("plumbline_breaker_failures", source="fed")) == (1, 3)
    assert read("plumbline_breaker_open", source="ecb") == 0


def test_a_refresher_counts_what_came_of_asking(monkeypatch):
    monkeypatch.setattr(
        refreshing, "bring_up_to_date", lambda sources, *_, **__: ([Outcome(s, "moved") for s in sources], None)
    )
    refresher = Refresher()
    for _ in range(2):
        refresher._bring(("fed", "ecb"), None, None, {}, since=dt.datetime.now(dt.UTC), wait=False)
    assert refresher.counted() == {("fed", "moved"): 2, ("ecb", "moved"): 2}


def test_every_metric_is_described(port):
    ask("/", app=APP)
    table = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    names = re.findall(r"(?m)^# TYPE (plumbline_\w+)", page_of(port))
    assert len(names) > 8
    assert [name for name in names if f"`{name}`" not in table and not name.endswith("_created")] == []


def test_metrics_end_with_the_server(port):
    assert page_of(port)
    metrics.end()
    with pytest.raises(URLError):
        page_of(port)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("", None),
        ("9464", ("127.0.0.1", 9464)),
        ("127.0.0.1:9464", ("127.0.0.1", 9464)),
        ("0.0.0.0:9464", ("0.0.0.0", 9464)),
        ("[::1]:9464", ("::1", 9464)),
        ("inside.example:1", ("inside.example", 1)),
    ],
)
def test_the_environment_says_where(monkeypatch, said, meant):
    monkeypatch.setenv(VARIABLE, said)
    assert metrics.place() == meant


@pytest.mark.parametrize("said", ["yes", "127.0.0.1", ":9464", "0", "65536", "127.0.0.1:", "http://127.0.0.1:9464"])
def test_what_is_no_address_with_a_port_is_refused(monkeypatch, said):
    monkeypatch.setenv(VARIABLE, said)
    with pytest.raises(UnknownSetting, match="PLUMBLINE_METRICS is .*: an address with a port is meant"):
        metrics.place()


def test_a_port_in_use_is_told_and_readers_are_served_all_the_same(monkeypatch, caplog):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        monkeypatch.setenv(VARIABLE, f"127.0.0.1:{taken.getsockname()[1]}")
        metrics.begin(Sources(lambda: SERVED, lambda: 0, FRONT.queues))
    assert [r.message for r in caplog.records if r.levelname == "ERROR"] == ["metrics are not served"]
    assert ask("/claims.json", app=APP).status == 200


def test_the_metrics_themselves_do_not_keep_the_server_from_listening():
    """What they are loaded with is loaded before it does."""
    code = "import sys, service.prometheus; print(sorted({'pyarrow', 'pydantic', 'service.application'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_unless_asked_for_nothing_is_loaded_and_nothing_listens():
    code = """
import json, sys
from service import metrics
from web import watched
metrics.begin(metrics.Sources(lambda: None, lambda: 0, dict))
metrics.count_request("page", 200, 0.1)
metrics.count_rerun("energy", "done", 0.1)
metrics.end()
print(json.dumps([name for name in sys.modules if name.startswith(("prometheus_client", "service.prometheus", "http.server"))]))
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == []
