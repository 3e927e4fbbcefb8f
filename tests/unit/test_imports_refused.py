"""What `plumbline import` is given that is no file, has no end, or unpacks without one: a sentence, and nothing hangs."""

import io
import os
import socket
import threading
import zipfile
from pathlib import Path

import pytest
from loading import CATALOG

import cli
from loaders import imports
from loaders.errors import StoreError
from loaders.files import Unfit, read_file
from loaders.imports import Unrecognised, take_file
from loaders.store import LAYOUT

WAIT = 120
"""Seconds after which something hangs, on a slow machine too."""


def in_time(call):
    """What a call gives or raises; a fault if it is still at it."""
    found = []

    def work():
        try:
            found.append(call())
        except (Unrecognised, OSError, RuntimeError, MemoryError) as error:
            found.append(error)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(WAIT)
    assert found, "it hangs"
    return found[0]


def folder(place):
    place.mkdir()


def pipe(place):
    os.mkfifo(place)


def device(place):
    place.symlink_to("/dev/zero")


def terminal(place):
    place.symlink_to("/dev/tty")


def listener(place):
    with socket.socket(socket.AF_UNIX) as it:
        it.bind(os.path.relpath(place))


KINDS = [(folder, "folder"), (pipe, "named pipe"), (device, "device"), (terminal, "device"), (listener, "socket")]


@pytest.mark.skipif(os.name == "nt", reason="a system without such files")
@pytest.mark.parametrize(("make", "word"), KINDS, ids=[word for _, word in KINDS])
def test_what_is_no_file_is_refused_with_a_word_on_what_it_is(store, tmp_path, monkeypatch, make, word):
    monkeypatch.chdir(tmp_path)
    make(tmp_path / "it")
    error = in_time(lambda: take_file(tmp_path / "it", store, CATALOG))
    assert isinstance(error, Unrecognised)
    assert word in str(error)
    assert store.folders("vintages") == ()


def test_a_file_larger_than_is_read_is_refused_by_its_size(store, tmp_path):
    file = tmp_path / "large.csv"
    with file.open("wb") as out:
        out.truncate(imports.LARGEST + 1)
    error = in_time(lambda: take_file(file, store, CATALOG))
    assert isinstance(error, Unrecognised)
    assert "up to 200.0 MB are read, and it has 200.0 MB" in str(error)


def test_a_file_that_gives_more_than_it_says_is_read_up_to_the_limit():
    endless = Path("/proc/self/maps")
    if not endless.exists():
        pytest.skip("a system without such files")
    with pytest.raises(Unfit, match="without an end that it tells of"):
        read_file(endless, 10)


def zipped(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


SHEETS = b'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheets>' + b"<a>" * 100_000
HOSTILE = {
    "nested-list.json": b"[" * 500_000,
    "nested-object.json": b'{"rows":' * 300_000,
    "nested-after-a-header.csv": b"{,country,year\n" + b"[" * 300_000,
    "bomb.zip": zipped({"table.csv": b"0" * 60_000_000}),
    "bomb-in-a-bomb.zip": zipped({"inner.zip": zipped({"table.csv": b"0" * 60_000_000})}),
    "many-members.zip": zipped({f"{i}.csv": b"" for i in range(2_000)}),
    "nested.xlsx": zipped({"xl/workbook.xml": SHEETS, "[Content_Types].xml": b"<Types/>"}),
    "one-line.csv": b"country," * 4_000_000,
    "quotes.csv": b'"' * 5_000_000,
    "semicolons.csv": b"country;year\n" + b";" * 50_000_000,
    "nothing": b"",
}


KNOWN_FOR_WHAT_IT_IS = {"nothing": "The file is empty.", "bomb-in-a-bomb.zip": "The zip file holds another one."}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_a_sentence(store, tmp_path, name):
    file = tmp_path / name
    file.write_bytes(HOSTILE[name])
    error = in_time(lambda: take_file(file, store, CATALOG))
    assert isinstance(error, Unrecognised), error
    assert KNOWN_FOR_WHAT_IT_IS.get(name, "none of the files known here") in str(error)


def test_a_file_recognised_by_its_columns_whose_content_is_nested_without_end_is_refused(store, tmp_path):
    from loaders.sources.ucdp import COLUMNS

    file = tmp_path / "ucdp.csv"
    columns = ",".join(["country", "year", *COLUMNS.values(), "version"])
    file.write_text(f'{{"a",{columns}\n' + "[" * 300_000)
    outcome = in_time(lambda: take_file(file, store, CATALOG))
    assert not isinstance(outcome, RecursionError)
    assert isinstance(outcome, Unrecognised) or outcome[1].failed


@pytest.mark.parametrize("content", [b"[" * 300_000, b'{"a":' * 300_000])
def test_a_file_of_the_store_that_is_nested_without_end_is_as_good_as_none(store, content):
    for name in ("states/fed.json", LAYOUT):
        place = Path(store.place) / name
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(content)
    assert store.record("states/fed.json") == {}
    with pytest.raises(StoreError, match="damaged"):
        store.open()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without named pipes")
def test_the_terminal_says_it_in_a_sentence_and_goes_on_with_the_next_file(store, tmp_path, capsys):
    pipe(tmp_path / "it")
    status = in_time(lambda: cli.main(["import", str(tmp_path / "it"), str(tmp_path)]))
    said = capsys.readouterr().err.splitlines()
    assert status == 1
    assert said[0].startswith(f"plumbline: {tmp_path / 'it'}: This is a named pipe, not a file")
    assert said[1] == f"plumbline: {tmp_path}: This is a folder, not a file."
