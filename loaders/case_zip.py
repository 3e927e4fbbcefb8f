"""A case in a zip file: its tables by name, whoever packed it, and a folder's tables as one.

Of a file that a stranger sends nothing is believed: neither how many members it says it has nor how large they are, and no
name of theirs becomes a path. Only names that a case has are taken, so where they are written is ours to say.
"""

from __future__ import annotations

import io
import stat
import unicodedata
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from loaders.additions import FOLDER, NAMES, with_additions
from loaders.catalog import read_catalog
from loaders.cells import shown, unseen
from loaders.files import Unfit, read_file
from loaders.home import CASE_FILE
from loaders.nearest import did_you_mean
from loaders.own_values import FILE as VALUES
from loaders.tables import Cost, Fault

LARGEST = 10_000_000
"""Bytes of a zip file."""
MOST_FILES = 50
MOST_UNPACKED = 40_000_000
"""Bytes of all its members, as they are when they are unpacked."""
NEEDED = (CASE_FILE, "topics.csv", "claims.csv", "evidence.csv")
TABLES = (
    *NEEDED, "conclusions.csv", "argument.csv", VALUES, *(f"{FOLDER}/{name}" for name in NAMES),
)  # fmt: skip
"""The files of a case, as they are called in its folder."""
ASIDE = ("README.md", "known.md", "datapackage.json")
"""What may lie beside them without a word, and is not taken from a stranger's zip file."""
ZIP = "The zip file"
_DAMAGED = (
    ArithmeticError, AttributeError, BadZipFile, EOFError, LookupError, NotImplementedError, OSError, RuntimeError, TypeError,
    ValueError, zlib.error,
)  # fmt: skip
"""What zipfile raises for what is no whole zip file."""
_MEMBER = b"PK\x01\x02"
"""How an entry begins in the directory of a zip file."""
_LESS = "Take out what is none of the tables of the case."
_FIRST = (1980, 1, 1, 0, 0, 0)
"""The moment that members are given: the same tables make the same bytes."""


class Unpacked(NamedTuple):
    """What a zip file gives: the content of each file of a case by its name, none where there is no case, and all faults."""

    tables: Mapping[str, bytes]
    faults: tuple[Fault, ...]


def unpacked(content: bytes) -> Unpacked:
    """Read a case from the bytes of a zip file. Never raises for what they are.

    One folder around all files is left aside. Names that no case has are told, and their files left out; a member that could
    stand for another place, another file or another size than it says makes the whole be refused.
    """
    if len(content) > LARGEST:
        said = f"It has {len(content) / 1e6:,.1f} MB; up to {LARGEST // 10**6} MB are taken."
        return _refused(said, _LESS)
    # Counted before Python makes an object of each.
    if (listed := content.count(_MEMBER)) > MOST_FILES:
        return _refused(f"It has {listed:,} files; up to {MOST_FILES} are taken.", _LESS)
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            return _read(archive)
    except _DAMAGED:
        return _refused("It is no zip file, or a damaged one.", "Pack the folder again, as a plain .zip.")


def packed(tables: Mapping[str, bytes]) -> bytes:
    """Files by name as a zip file: the same files, the same bytes."""
    sink = io.BytesIO()
    with ZipFile(sink, "w") as archive:
        for name in sorted(tables):
            member = ZipInfo(name, _FIRST)
            member.compress_type = ZIP_DEFLATED
            member.external_attr = 0o644 << 16
            archive.writestr(member, tables[name])
    return sink.getvalue()


def tables_of(folder: Path) -> dict[str, bytes]:
    """The files of a case that stand in a folder, by name. One that cannot be read is not there.

    Figures of its own are there only where the sources of all of them let them be passed on.
    """
    found = {}
    for name in (*TABLES, *ASIDE):
        try:
            found[name] = read_file(folder / name, MOST_UNPACKED)
        except (OSError, Unfit):
            continue
    if VALUES in found and not _may_pass_on(folder):
        del found[VALUES]
    return found


def _may_pass_on(folder: Path) -> bool:
    """Whether all that a case has figures of may be passed on; of what a fault keeps out, nobody can tell."""
    catalog, own = with_additions(read_catalog(), folder)
    known = not (own.indicators.left_out or own.sources.left_out)
    return known and all(catalog.may_pass_on(row.id) for row in own.indicators.rows)


def write(tables: Mapping[str, bytes], folder: Path) -> None:
    """Put files of a case into a folder that is there. Raises OSError, and ValueError for a name that no case has."""
    for name, content in tables.items():
        if name not in (*TABLES, *ASIDE):
            raise ValueError(f"{shown(name)} is no file of a case.")
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)


def _refused(problem: str, remedy: str) -> Unpacked:
    return Unpacked({}, (Fault(ZIP, 0, "", problem, remedy, "case"),))


def _read(archive: ZipFile) -> Unpacked:
    members = [member for member in archive.infolist() if not member.is_dir()]
    faults = [fault for member in members if (fault := _unsafe(member))]
    if faults:
        return Unpacked({}, tuple(faults))
    inside, told = _inside(members)
    tables: dict[str, bytes] = {}
    left = MOST_UNPACKED
    for name, member in inside.items():
        try:
            with archive.open(member) as file:
                # By number: the size that the zip file states is nobody's word.
                content = file.read(left + 1)
        except _DAMAGED:
            told.append(_of(name, "It cannot be unpacked.", "Pack the folder again, as a plain .zip.", "file"))
            continue
        left -= len(content)
        if left < 0:
            said = f"With {name} it unpacks to more than {MOST_UNPACKED // 10**6} MB."
            return _refused(said, "Take rows out, or make two cases of them.")
        tables[name] = content
    return _case(tables, told)


def _unsafe(member: ZipInfo) -> Fault | None:
    """The fault of a member for which the whole is refused."""
    name = member.orig_filename or member.filename
    path = PurePosixPath(name.replace("\\", "/"))
    kind = stat.S_IFMT(member.external_attr >> 16)
    again = "Pack the folder itself, as a plain .zip."
    if path.is_absolute() or ".." in path.parts or ":" in name or "\0" in name:
        problem = "Its name leads out of the folder."
    elif kind and not stat.S_ISREG(kind):
        problem = "It is a link, a device or a pipe, and no file."
    elif member.flag_bits & 0x1:
        problem, again = "It is locked with a password.", "Pack the folder without a password."
    elif member.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        problem = "It is packed by a method that is not read here."
    elif path.suffix.lower() in (".zip", ".gz", ".7z", ".rar", ".tar", ".xz", ".bz2"):
        problem, again = "It is packed itself.", "Unpack it, and pack its files as one plain .zip."
    else:
        return None
    return _of(name, problem, again, "case")


def _inside(members: Iterable[ZipInfo]) -> tuple[dict[str, ZipInfo], list[Fault]]:
    """The members that are files of a case, by name, and the faults of the others."""
    named = [(_parts(member), member) for member in members]
    # What macOS adds, and what systems hide, is no part of it.
    named = [(parts, m) for parts, m in named if parts[0] != "__MACOSX" and not parts[-1].startswith(".")]
    tops = {parts[0] for parts, _ in named}
    if len(tops) == 1 and all(len(parts) > 1 for parts, _ in named) and tops != {FOLDER}:
        named = [(parts[1:], member) for parts, member in named]
    found: dict[str, ZipInfo] = {}
    faults = []
    for parts, member in named:
        name = "/".join(parts)
        if name in found:
            faults.append(_of(name, "It is there twice.", "Leave one of the two.", "file"))
        elif name in TABLES:
            found[name] = member
        elif name not in ASIDE:
            hint = did_you_mean(name, TABLES) or f"A case has: {', '.join(TABLES)}."
            faults.append(_of(name, "No file of a case is called so: it is left out.", hint, "file"))
    return found, faults


def _parts(member: ZipInfo) -> tuple[str, ...]:
    name = unicodedata.normalize("NFC", member.filename.replace("\\", "/"))
    return PurePosixPath(name).parts or ("?",)


def _case(tables: dict[str, bytes], told: list[Fault]) -> Unpacked:
    """The tables, if what no case can be without is among them."""
    missing = [name for name in NEEDED if name not in tables]
    told += [
        _of(name, "The file is missing.", "Put it into the zip file; the empty case has one.", "case")
        for name in missing
    ]
    return Unpacked({} if missing else tables, tuple(told))


def _of(name: str, problem: str, remedy: str, cost: Cost) -> Fault:
    quoted = shown(name) if unseen(name) or len(name) > 60 or not name.isprintable() else name
    return Fault(quoted, 0, "", problem, remedy, cost)
