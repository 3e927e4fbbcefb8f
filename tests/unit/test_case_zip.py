"""A case as a zip file: its tables are taken, whatever else somebody packed is told, and nothing is written where it should not."""

import io
import stat
import struct
import zipfile
import zlib

import pytest
from own_case import TABLES, write
from test_additions import GOOD

from loaders.case_zip import LARGEST, MOST_FILES, MOST_UNPACKED, packed, tables_of, unpacked
from loaders.case_zip import write as put
from service.opening import open_case

CASE = {name: text.encode() for name, text in {**TABLES, **GOOD}.items()}


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
