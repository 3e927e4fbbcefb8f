"""Parts of answers (RFC 9110): a program that reads a table where it stands asks for the bytes that it needs."""

import io
import threading
import time
import urllib.request

import pyarrow.csv
import pyarrow.parquet
import pytest
import uvicorn
from calling import APP, ask

PATH = "/figures/us-still-powerful-gdp"
WHOLE = ask(f"{PATH}.parquet")
SIZE = len(WHOLE.raw)
TAG = WHOLE.headers["etag"]


@pytest.mark.parametrize(
    ("asked", "start", "stop"),
    [
        ("bytes=0-3", 0, 4),
        ("bytes=100-", 100, SIZE),
        ("bytes=-8", SIZE - 8, SIZE),
        (f"bytes=-{10 * SIZE}", 0, SIZE),
        (f"bytes=10-{10 * SIZE}", 10, SIZE),
        (f"Bytes = {SIZE - 1}-{SIZE - 1} ", SIZE - 1, SIZE),
    ],
)
def test_a_part_is_those_bytes_and_says_which(asked, start, stop):
    got = ask(f"{PATH}.parquet", range=asked)
    assert got.status == 206
    assert got.raw == WHOLE.raw[start:stop]
    assert got.headers["content-range"] == f"bytes {start}-{stop - 1}/{SIZE}"
    assert got.headers["content-length"] == str(stop - start)
    assert (got.headers["etag"], got.headers["content-type"]) == (TAG, WHOLE.headers["content-type"])


@pytest.mark.parametrize("asked", ["bytes=0-1,4-5", "bytes=5-2", "bytes=-", "lines=0-3", "bytes=a-b", "0-3", ""])
def test_what_is_no_single_range_is_answered_with_the_whole(asked):
    got = ask(f"{PATH}.parquet", range=asked)
    assert (got.status, got.raw) == (200, WHOLE.raw)


@pytest.mark.parametrize("asked", [f"bytes={SIZE}-", "bytes=-0"])
def test_bytes_that_are_not_there_are_an_error_that_says_how_many_there_are(asked):
    got = ask(f"{PATH}.parquet", range=asked)
    assert (got.status, got.error["code"]) == (416, "no-such-bytes")
    assert got.headers["content-range"] == f"bytes */{SIZE}"


def test_a_part_of_another_answer_is_never_sent():
    same = ask(f"{PATH}.parquet", range="bytes=0-3", if_range=TAG)
    assert (same.status, len(same.raw)) == (206, 4)
    for other in ('"other"', f"W/{TAG}", "Sun, 29 Nov 2026 00:00:00 GMT"):
        got = ask(f"{PATH}.parquet", range="bytes=0-3", if_range=other)
        assert (got.status, len(got.raw)) == (200, SIZE)


def test_parts_are_of_the_file_itself_whatever_coding_is_taken():
    plain = ask(f"{PATH}.csv")
    assert plain.headers["accept-ranges"] == "bytes"
    part = ask(f"{PATH}.csv", range="bytes=0-9", accept_encoding="gzip")
    assert (part.status, part.raw) == (206, plain.raw[:10])
    assert "content-encoding" not in part.headers
    assert part.headers["etag"] == plain.headers["etag"]
    assert part.headers["vary"] == "Accept-Encoding"


def test_head_says_how_large_the_whole_is():
    got = ask(f"{PATH}.parquet", "HEAD", range="bytes=0-3")
    assert (got.status, got.headers["content-length"], got.raw) == (200, str(SIZE), b"")


def test_the_condition_of_a_tag_comes_first():
    assert ask(f"{PATH}.parquet", range="bytes=0-3", if_none_match=TAG).status == 304


class Remote(io.RawIOBase):
    """A file at an address, read part by part: what pandas and polars do with a link."""

    def __init__(self, address: str) -> None:
        self.address, self.at, self.asked = address, 0, 0
        with urllib.request.urlopen(urllib.request.Request(address, method="HEAD")) as told:
            assert told.headers["Accept-Ranges"] == "bytes"
            self.size = int(told.headers["Content-Length"])

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        self.at = offset + (0, self.at, self.size)[whence]
        return self.at

    def tell(self) -> int:
        return self.at

    def read(self, count: int = -1) -> bytes:
        last = self.size - 1 if count < 0 else min(self.size, self.at + count) - 1
        if last < self.at:
            return b""
        request = urllib.request.Request(self.address, headers={"Range": f"bytes={self.at}-{last}"})
        with urllib.request.urlopen(request) as part:
            assert part.status == 206
            found = part.read()
        self.at += len(found)
        self.asked += 1
        return found


@pytest.fixture(scope="module")
def address():
    server = uvicorn.Server(uvicorn.Config(APP, port=0, log_level="warning", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


def test_a_table_is_read_where_it_stands(address):
    remote = Remote(f"{address}{PATH}.parquet")
    table = pyarrow.parquet.read_table(remote)
    assert remote.asked >= 2
    assert table.equals(pyarrow.parquet.read_table(io.BytesIO(WHOLE.raw)))
    rows = pyarrow.csv.read_csv(Remote(f"{address}{PATH}.csv"))
    assert rows.num_rows == table.num_rows
