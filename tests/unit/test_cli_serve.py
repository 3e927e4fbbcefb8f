"""plumbline serve: what would make a poor start is said in a sentence, with an exit status, and nothing is served."""

import shutil
import socket
import tomllib

import pytest

import cli
from loaders.home import ROOT
from loaders.store import LAYOUT, VARIABLE
from terminal import serve


@pytest.fixture
def started(monkeypatch):
    """Where the server would have been started."""
    where = []
    monkeypatch.setattr(serve, "_run", lambda host, port: where.append((host, port)) or 0)
    for name in ("PORT", "ADDRESS", "BASE_URL_PATH"):
        monkeypatch.delenv(f"STREAMLIT_SERVER_{name}", raising=False)
    monkeypatch.delenv("PLUMBLINE_METRICS", raising=False)
    return where


@pytest.fixture
def run(capsys, started):
    """Status and messages of a command; nothing goes to standard output."""

    def run(*arguments: str) -> tuple[int, str]:
        try:
            status = cli.main(["serve", *arguments])
        except SystemExit as error:
            status = error.code
        out, err = capsys.readouterr()
        assert (out, "Traceback" in err) == ("", False)
        return status, err

    return run


@pytest.fixture
def copy(tmp_path, monkeypatch):
    """The bundled figures, in a folder of their own."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    monkeypatch.setattr(serve, "ROOT", tmp_path)
    return tmp_path / "data"


@pytest.fixture
def taken():
    """A port that another program listens at."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield str(other.getsockname()[1])


@pytest.fixture
def free():
    """A port that nobody listens at."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        found = other.getsockname()[1]
    return str(found)


def test_the_dashboard_starts_where_it_was_asked_to(run, started, free):
    status, said = run("--port", free, "--host", "127.0.0.1")
    assert (status, started) == (0, [("127.0.0.1", int(free))])
    assert f"http://127.0.0.1:{free}/" in said


def test_settings_of_streamlit_say_where_if_the_command_does_not(run, started, free, tmp_path, monkeypatch):
    (tmp_path / ".streamlit").mkdir()
    (tmp_path / ".streamlit" / "config.toml").write_text(f'[server]\nport = {free}\nbaseUrlPath = "/argument"\n')
    monkeypatch.chdir(tmp_path)
    assert f"http://127.0.0.1:{free}/argument " in run()[1]
    monkeypatch.setenv("STREAMLIT_SERVER_ADDRESS", "0.0.0.0")
    assert f"http://localhost:{free}/argument " in run()[1]
    assert started == [("127.0.0.1", int(free)), ("0.0.0.0", int(free))]


def test_only_this_machine_is_answered_unless_the_command_says_otherwise(run, started, free):
    assert run("--port", free)[0] == 0
    assert run("--port", free, "--host", "0.0.0.0")[0] == 0
    assert started == [("127.0.0.1", int(free)), ("0.0.0.0", int(free))]


def test_whatever_way_it_is_started_only_this_machine_is_answered():
    """Streamlit's own command reads the file beside app.py."""
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert settings["server"]["address"] == "127.0.0.1"


def test_a_port_for_metrics_that_is_in_use_or_none_is_named(run, started, free, taken, monkeypatch):
    monkeypatch.setenv("PLUMBLINE_METRICS", f"127.0.0.1:{taken}")
    assert run("--port", free) == (
        1,
        f"plumbline: Port {taken} is in use. Stop what listens there, or name another port with PLUMBLINE_METRICS.\n",
    )
    monkeypatch.setenv("PLUMBLINE_METRICS", "yes")
    assert run("--port", free) == (
        2,
        "plumbline: PLUMBLINE_METRICS is 'yes': an address with a port is meant, such as 127.0.0.1:9464.\n",
    )
    assert started == []


def test_a_port_in_use_is_named_with_what_to_do(run, started, taken):
    for host in ("127.0.0.1", "0.0.0.0"):
        assert run("--port", taken, "--host", host) == (
            1,
            f"plumbline: Port {taken} is in use. Stop what listens there, or name another port with --port.\n",
        )
    assert run("--port", taken)[0] == 1
    assert started == []


# The address is kept free for examples (RFC 5737), the name never to be found (RFC 6761).
@pytest.mark.parametrize("host", ["192.0.2.1", "nowhere.invalid"])
def test_an_address_of_no_machine_here_is_named(run, started, free, host):
    status, said = run("--port", free, "--host", host)
    assert (status, started) == (1, [])
    assert f"cannot listen at {host}, port {free}" in said


@pytest.mark.parametrize("port", ["0", "65536", "-1", "http", "8501.0", ""])
def test_what_is_no_port_is_not_understood(run, started, port):
    status, said = run(f"--port={port}")
    assert (status, started) == (2, [])
    assert f"{port!r} is no port: a number from 1 to 65535 is meant" in said


def test_settings_that_cannot_be_read_are_named(run, started, tmp_path, monkeypatch):
    (tmp_path / ".streamlit").mkdir()
    (tmp_path / ".streamlit" / "config.toml").write_text("[server\n")
    monkeypatch.chdir(tmp_path)
    status, said = run()
    assert (status, started) == (2, [])
    assert "config.toml is not TOML" in said


@pytest.mark.parametrize("name", ["PLUMBLINE_ASK", "PLUMBLINE_FRAMES", "PLUMBLINE_LIMITS", "PLUMBLINE_PROXIES"])
def test_a_setting_that_means_nothing_is_named_and_nothing_is_served(name, run, started, free, monkeypatch):
    monkeypatch.setenv(name, "perhaps")
    status, said = run("--port", free)
    assert (status, started) == (2, [])
    assert name in said


def test_without_bundled_figures_nothing_is_served(run, started, copy):
    shutil.rmtree(copy)
    status, said = run()
    assert (status, started) == (1, [])
    assert said.count("\n") == 1
    assert "data/registry.csv, line 1: The file is missing. Run: git checkout -- data, or" in said


@pytest.mark.parametrize("name", ["registry.csv", "provenance.csv", "observations/worldbank.parquet"])
@pytest.mark.parametrize("gone", [True, False], ids=["gone", "damaged"])
def test_bundled_figures_that_are_not_whole_are_named_each_with_what_mends_it(run, started, copy, name, gone):
    (copy / name).unlink() if gone else (copy / name).write_bytes((copy / name).read_bytes()[:-7])
    status, said = run()
    assert (status, started) == (1, [])
    assert f"data/{name}, line 1: The file is {'missing' if gone else 'damaged'}" in said
    assert f"Run: git checkout -- data/{name}, or make the snapshot again" in said


@pytest.mark.parametrize("live", ["on", "stored"])
def test_with_a_store_that_cannot_be_used_the_bundled_figures_are_served(
    run, started, free, tmp_path, monkeypatch, live
):
    (tmp_path / "file").write_text("in the way")
    (tmp_path / "newer").mkdir()
    (tmp_path / "newer" / LAYOUT).write_text('{"schema": 99}')
    (tmp_path / "damaged" / LAYOUT).mkdir(parents=True)
    monkeypatch.setenv("PLUMBLINE_LIVE", live)
    for place, problem in (
        (tmp_path / "file", "is a file"),
        (tmp_path, "is no store"),
        (tmp_path / "newer", "was written by a newer Plumbline"),
        (tmp_path / "damaged", "cannot be read"),
        ("nowhere://x", "cannot be used"),
    ):
        monkeypatch.setenv(VARIABLE, str(place))
        status, said = run("--port", free)
        first, second = said.splitlines()
        assert first.startswith("plumbline: ")
        assert str(place) in first
        assert problem in first
        assert first.endswith("The bundled figures are served.")
        assert (status, second.startswith("plumbline: the dashboard is at ")) == (0, True)
    assert len(started) == 5


def test_a_store_that_is_only_read_need_not_be_writable(run, started, free, tmp_path, monkeypatch):
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    monkeypatch.setenv("PLUMBLINE_LIVE", "stored")
    assert run("--port", free)[0] == 0
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_word_for_what_is_allowed_is_not_understood(run, started, monkeypatch):
    monkeypatch.setenv("PLUMBLINE_LIVE", "sometimes")
    assert run() == (2, "plumbline: PLUMBLINE_LIVE is 'sometimes': on, stored or off is meant.\n")
    assert started == []


def test_a_browser_is_opened_once_the_server_listens(run, monkeypatch, free):
    opened = []
    monkeypatch.setattr(serve.webbrowser, "open", opened.append)

    def listen(host: str, port: int) -> int:
        assert opened == []
        with socket.create_server((host, port)) as server:
            server.accept()[0].close()
            opening.join(60)
        return 0

    class Thread(serve.threading.Thread):
        def start(self) -> None:
            nonlocal opening
            opening = self
            super().start()

    opening = None
    monkeypatch.setattr(serve.threading, "Thread", Thread)
    monkeypatch.setattr(serve, "_run", listen)
    assert run("--open", "--port", free, "--host", "127.0.0.1")[0] == 0
    assert opened == [f"http://127.0.0.1:{free}/"]
