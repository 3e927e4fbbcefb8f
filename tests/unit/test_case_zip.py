"""A case as a zip file: its tables are taken, whatever else somebody packed is told, and nothing is written where it should not."""

import io
import stat
import struct
import tracemalloc
import zipfile
import zlib

import pytest
from own_case import TABLES, write
from test_additions import GOOD

from loaders import case_zip
from loaders.case_zip import LARGEST, MOST_FILES, MOST_UNPACKED, packed, tables_of, unpacked
from loaders.case_zip import write as put
from loaders.tables import Fault
from service.opening import open_case

CASE = {name: text.encode() for name, text in {**TABLES, **GOOD}.items()}
A_CASE_HAS = (
    "A case has: case.toml, topics.csv, claims.csv, evidence.csv, conclusions.csv, argument.csv, values.csv, catalog/sources.csv, "
    "catalog/entities.csv, catalog/groups.csv, catalog/indicators.csv, catalog/events.csv, catalog/vintages.csv, catalog/synonyms.csv."
)


def zipped(files, **attributes):
    """A zip file of members by name; further attributes are those of ``more``."""
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
        if attributes:
            member = zipfile.ZipInfo(attributes.pop("name"))
            for name, value in attributes.items():
                setattr(member, name, value)
            archive.writestr(member, b"x")
    return sink.getvalue()


def told(found):
    assert all(fault.file and fault.problem and fault.remedy for fault in found.faults)
    return [(fault.file, fault.problem) for fault in found.faults]


def test_a_case_is_the_same_after_it_was_packed(tmp_path):
    folder = write(tmp_path / "one", CASE)
    content = packed(tables_of(folder))
    found = unpacked(content)
    assert (found.tables, found.faults) == (CASE, ())
    (tmp_path / "two").mkdir()
    put(found.tables, tmp_path / "two")
    case, again = open_case(folder), open_case(tmp_path / "two")
    assert case.faults == again.faults == ()
    assert [v.record() for v in case.verdicts(case.now)] == [v.record() for v in again.verdicts(again.now)]


def test_the_same_tables_make_the_same_bytes():
    assert packed(CASE) == packed(dict(reversed(CASE.items())))


@pytest.mark.parametrize("top", ["my case/", "Fall-ä/", ""])
def test_one_folder_around_it_is_left_aside_and_so_is_what_systems_add(top):
    files = {f"{top}{name}": content for name, content in CASE.items()}
    files |= {
        f"__MACOSX/{top}._claims.csv": b"x",
        f"{top}.DS_Store": b"x",
        f"{top}README.md": b"x",
        f"{top}catalog/": b"",
    }
    found = unpacked(zipped(files))
    assert (found.tables, found.faults) == (CASE, ())


def test_a_name_with_backslashes_is_that_of_a_folder():
    found = unpacked(zipped({name.replace("/", "\\"): content for name, content in CASE.items()}))
    assert (found.tables, found.faults) == (CASE, ())


@pytest.mark.parametrize(
    "name", ["claim.csv", "notes.txt", "catalog/services.csv", "CLAIMS.CSV", "a\u202eb.csv", "x" * 300]
)
def test_what_no_case_has_is_left_out_and_told(name):
    found = unpacked(zipped({**CASE, name: b"x"}))
    assert found.tables == CASE
    ((file, problem),) = told(found)
    assert "is left out" in problem
    assert "\u202e" not in file


def test_a_slip_of_the_pen_gets_the_name_that_was_meant():
    (fault,) = unpacked(zipped({**CASE, "claim.csv": b"x"})).faults
    assert fault.remedy == "Did you mean 'claims.csv'?"


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        ({"name": "../claims.csv"}, "leads out of the folder"),
        ({"name": "/etc/passwd"}, "leads out of the folder"),
        ({"name": "C:\\claims.csv"}, "leads out of the folder"),
        ({"name": "a/..\\..\\b.csv"}, "leads out of the folder"),
        ({"name": "link.csv", "external_attr": (stat.S_IFLNK | 0o777) << 16}, "a link, a device or a pipe"),
        ({"name": "pipe.csv", "external_attr": (stat.S_IFIFO | 0o777) << 16}, "a link, a device or a pipe"),
        ({"name": "inner.zip"}, "packed itself"),
        ({"name": "inner.tar.gz"}, "packed itself"),
        ({"name": "odd.csv", "compress_type": zipfile.ZIP_LZMA}, "packed by a method"),
        ({"name": "odd.csv", "compress_type": zipfile.ZIP_BZIP2}, "packed by a method"),
    ],
)
def test_what_could_stand_for_another_place_or_file_has_all_refused(more, problem):
    found = unpacked(zipped(CASE, **more))
    assert found.tables == {}
    ((_, said),) = told(found)
    assert problem in said


def test_all_of_it_is_told_at_once():
    found = unpacked(zipped({**CASE, "../a": b"x", "b.zip": b"x"}))
    assert len(told(found)) == 2
    found = unpacked(zipped({"notes.txt": b"x", "case.toml": b"x"}))
    assert [file for file, _ in told(found)] == ["notes.txt", "topics.csv", "claims.csv", "evidence.csv"]


def test_a_locked_member_is_told_as_such():
    content = bytearray(zipped(CASE))
    at = content.index(b"PK\x01\x02")
    content[at + 8] |= 1
    found = unpacked(bytes(content))
    assert found.tables == {}
    assert "password" in told(found)[0][1]


def test_a_file_that_is_there_twice_is_taken_once():
    sink = io.BytesIO(zipped(CASE))
    with zipfile.ZipFile(sink, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("claims.csv", b"other")
    found = unpacked(sink.getvalue())
    assert found.tables["claims.csv"] == CASE["claims.csv"]
    assert told(found) == [("claims.csv", "It is there twice.")]


def test_bounds_are_those_of_what_is_sent():
    assert "up to 10 MB" in told(unpacked(b"PK" + bytes(LARGEST)))[0][1]
    swarm = zipped({**CASE, **{f"{n}.txt": b"" for n in range(2_000)}})
    assert f"{len(CASE) + 2_000:,} files" in told(unpacked(swarm))[0][1]
    many = zipped({**CASE, **{f"{n}.txt": b"" for n in range(MOST_FILES)}})
    assert f"up to {MOST_FILES}" in told(unpacked(many))[0][1]


def test_a_bomb_is_not_unpacked_beyond_the_bound():
    found = unpacked(zipped({**CASE, "evidence.csv": bytes(MOST_UNPACKED)}))
    assert found.tables == {}
    assert "more than 40 MB" in told(found)[0][1]


def test_a_bomb_that_says_it_is_small_is_not_believed():
    """The sizes in the directory and before the member are made to say ten bytes; the stream goes on for 80 MB."""
    size = 2 * MOST_UNPACKED
    content = bytearray(zipped({**CASE, "values.csv": bytes(size)}))
    real, lie = struct.pack("<I", size), struct.pack("<I", 10)
    assert real in content
    found = unpacked(bytes(content.replace(real, lie)))
    assert len(found.tables.get("values.csv", b"")) <= 10
    assert all(len(one) <= MOST_UNPACKED for one in found.tables.values())


@pytest.mark.parametrize(
    "content",
    [b"", b"PK", b"PK\x05\x06" + bytes(18), b"no zip", zipped(CASE)[:-30], zipped(CASE)[40:], zlib.compress(b"x")],
)
def test_what_is_no_whole_zip_file_is_told(content):
    found = unpacked(content)
    assert found.tables == {}
    assert told(found)


def test_a_damaged_member_costs_itself():
    content = bytearray(packed({**CASE, "values.csv": b"indicator,entity,date,value\n" * 50}))
    at = content.index(b"values.csv") + len("values.csv") + 2
    content[at : at + 4] = b"\xff\xff\xff\xff"
    found = unpacked(bytes(content))
    assert "values.csv" not in found.tables
    assert told(found) == [("values.csv", "It cannot be unpacked.")]
    assert "claims.csv" in found.tables


def test_only_files_of_a_case_are_written(tmp_path):
    with pytest.raises(ValueError, match="no file of a case"):
        put({"../x": b""}, tmp_path)


def test_what_is_too_large_is_told_with_its_size():
    assert unpacked(bytes(10_050_001)) == (
        {},
        (
            Fault(
                "The zip file",
                0,
                "",
                "It has 10.1 MB; up to 10 MB are taken.",
                "Take out what is none of the tables of the case.",
                "case",
            ),
        ),
    )


def test_what_was_packed_may_be_read_by_everybody_once_it_is_unpacked():
    with zipfile.ZipFile(io.BytesIO(packed(CASE))) as archive:
        assert {stat.filemode(one.external_attr >> 16)[1:] for one in archive.infolist()} == {"rw-r--r--"}


@pytest.mark.parametrize(
    ("file", "row"),
    [("catalog/indicators.csv", "joy,joy,points,A,mine,mean,soon,1\n"), ("catalog/sources.csv", "other,Other\n")],
)
def test_figures_are_not_passed_on_if_it_cannot_be_told_whose_they_are(tmp_path, file, row):
    folder = write(tmp_path, CASE)
    assert "values.csv" in tables_of(folder)
    write(tmp_path, {file: CASE[file].decode() + row})
    assert tables_of(folder).keys() == CASE.keys() - {"values.csv"}


@pytest.mark.parametrize(
    ("files", "fault"),
    [
        ({"../a.csv": b"x"}, Fault("../a.csv", 0, "", "Its name leads out of the folder.", "Pack the folder itself, as a plain .zip.", "case")),
        ({"notes.txt": b"x"}, Fault("notes.txt", 0, "", "No file of a case is called so: it is left out.", A_CASE_HAS, "file")),
        ({"claims.csv": None}, Fault("claims.csv", 0, "", "The file is missing.", "Put it into the zip file; the empty case has one.", "case")),
    ],
)  # fmt: skip
def test_a_fault_of_a_file_says_what_it_costs(files, fault):
    left = {name: content for name, content in {**CASE, **files}.items() if content is not None}
    assert unpacked(zipped(left)).faults == (fault,)


def test_a_file_that_is_there_twice_costs_one_of_the_two():
    content = zipped({**CASE, "claimS.csv": b"other"}).replace(b"claimS.csv", b"claims.csv")
    assert unpacked(content) == (
        CASE, (Fault("claims.csv", 0, "", "It is there twice.", "Leave one of the two.", "file"),)
    )  # fmt: skip


def test_what_stands_behind_a_damaged_file_is_read():
    content = bytearray(packed(CASE))
    at = content.index(b"catalog/events.csv") + len("catalog/events.csv") + 2
    content[at : at + 4] = b"\xff\xff\xff\xff"
    problem, remedy = "It cannot be unpacked.", "Pack the folder again, as a plain .zip."
    assert unpacked(bytes(content)) == (
        {name: CASE[name] for name in CASE if name != "catalog/events.csv"},
        (Fault("catalog/events.csv", 0, "", problem, remedy, "file"),),
    )


def test_just_as_much_as_may_be_unpacked_is_taken(monkeypatch):
    whole = sum(map(len, CASE.values()))
    monkeypatch.setattr(case_zip, "MOST_UNPACKED", whole)
    assert unpacked(packed(CASE)) == (CASE, ())
    monkeypatch.setattr(case_zip, "MOST_UNPACKED", whole - 1)
    assert unpacked(packed(CASE)).tables == {}


def test_of_a_bomb_no_more_is_unpacked_than_shows_that_it_is_one(monkeypatch):
    content = packed({**CASE, "argument.csv": bytes(9_000_000)})
    monkeypatch.setattr(case_zip, "MOST_UNPACKED", 100_000)
    tracemalloc.start()
    try:
        assert unpacked(content).tables == {}
        assert tracemalloc.get_traced_memory()[1] < 2_000_000
    finally:
        tracemalloc.stop()


def test_a_name_that_goes_on_behind_its_end_is_refused():
    content = zipped({**CASE, "values.csvX.exe": b"x"}).replace(b"values.csvX.exe", b"values.csv\0.exe")
    found = unpacked(content)
    assert (found.tables, told(found)) == ({}, [("'values.csv\\x00.exe'", "Its name leads out of the folder.")])


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["claims.csv"], ["case.toml", "topics.csv", "evidence.csv"]),
        (["catalog/events.csv", "catalog/groups.csv"], ["case.toml", "topics.csv", "claims.csv", "evidence.csv"]),
        (["a/case.toml", "b/claims.csv"], ["a/case.toml", "b/claims.csv", "case.toml", "topics.csv", "claims.csv", "evidence.csv"]),
    ],
)  # fmt: skip
def test_only_a_folder_around_all_is_left_aside(names, said):
    assert [file for file, _ in told(unpacked(zipped(dict.fromkeys(names, b"x"))))] == said


@pytest.mark.parametrize(
    ("name", "quoted"),
    [
        ("x" * 60, "x" * 60), ("x" * 61, f"'{'x' * 60}...'"), ("Übersicht.csv", "Übersicht.csv"),
        ("a\N{HANGUL FILLER}.csv", "'a\\u3164.csv'"), ("a\N{NO-BREAK SPACE}.csv", "'a\\xa0.csv'"),
    ],
)  # fmt: skip
def test_a_name_that_is_long_or_not_all_seen_is_quoted(name, quoted):
    assert [file for file, _ in told(unpacked(zipped({**CASE, name: b"x"})))] == [quoted]
