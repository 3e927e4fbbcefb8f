"""A server that is told to stop does so, whatever readers do meanwhile, and leaves nothing behind."""

import http.client
import json
import signal
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import pytest
from serving import LONG, serving

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self").exists(), reason="it is seen in /proc what is left"),
]


def until(condition):
    end = time.monotonic() + LONG
    while not (found := condition()) and time.monotonic() < end:
        time.sleep(0.05)
    return found


def parents():
    """The parent of each process that lives."""
    found = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            state, parent = (entry / "stat").read_text().rpartition(")")[2].split()[:2]
        except OSError:
            continue
        if state != "Z":
            found[int(entry.name)] = int(parent)
    return found


def below(pid):
    """The processes below one."""
    known, found = parents(), {pid}
    while more := {one for one, parent in known.items() if parent in found} - found:
        found |= more
    return found - {pid}


@pytest.fixture
def server(tmp_path):
    """A server whose temporary folders are in one of its own; its address and its process."""
    with TemporaryDirectory() as place:  # Its path is short, for browsers make sockets below it.
        with serving(tmp_path, {"TMPDIR": place}) as (url, process):
            yield url, process
        assert list(Path(place).iterdir()) == []


def get(url, path):
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=LONG)
    connection.request("GET", path)
    answer = connection.getresponse()
    return answer.status, answer.read()


def stop(process):
    """Have it stop, and see that its processes did, too."""
    processes = below(process.pid)
    process.send_signal(signal.SIGTERM)
    process.wait(LONG)
    assert until(lambda: not processes & set(parents()))


@pytest.mark.parametrize("path", ["/reports/argument.pdf", "/pictures/board.png?scale=4"])
def test_while_something_is_made_its_reader_is_told_to_come_again(server, path):
    url, process = server
    with ThreadPoolExecutor(1) as readers:
        answer = readers.submit(get, url, path)
        assert until(lambda: below(process.pid))
        stop(process)
        status, body = answer.result()
    assert (status, json.loads(body)["error"]["retry_after"]) == (503, 5)


def test_a_reader_who_takes_nothing_of_what_is_sent_does_not_keep_it(server):
    url, process = server
    parts = urlsplit(url)
    script = json.loads(get(url, "/takeaway/board.json")[1])["assets"]["plotly"]
    with socket.create_connection((parts.hostname, parts.port)) as slow:
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        slow.sendall(f"GET /{script} HTTP/1.1\r\nHost: {parts.netloc}\r\n\r\n".encode())
        assert slow.recv(1)
        stop(process)


def test_reports_that_their_readers_left_keep_nobody_waiting(server):
    url, process = server
    parts = urlsplit(url)
    left = []
    for day in range(1, 9):
        reader = socket.create_connection((parts.hostname, parts.port))
        reader.sendall(
            f"GET /reports/argument.html?as_of=2024-01-{day:02} HTTP/1.1\r\nHost: {parts.netloc}\r\n\r\n".encode()
        )
        left.append(reader)
    assert until(lambda: below(process.pid))
    for reader in left:
        reader.close()
    # All together would take many minutes, and the queue holds eight; it may take a moment to notice.
    assert until(lambda: get(url, "/reports/claims/us-still-powerful.html")[0] == 200)
    stop(process)
