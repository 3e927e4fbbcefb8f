"""Excel files of the old kind (BIFF8 in a compound file), written as Microsoft documents them, for want of a library."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence

SECTOR = 512
FREE, END, TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
GLOBALS, SHEET = 0x0005, 0x0010


def workbook(sheets: Mapping[str, Sequence[Sequence[str | float]]]) -> bytes:
    """A workbook with these rows; its text is ASCII, and an empty text is an empty cell."""
    bodies = [_begin(SHEET) + b"".join(_cells(rows)) + _record(0x0A) for rows in sheets.values()]
    names = [struct.pack("<HBB", 0, len(name), 0) + name.encode() for name in sheets]
    # What stands before the first sheet: the beginning, four bytes and the name for each sheet, the end.
    place = len(_begin(GLOBALS)) + sum(8 + len(name) for name in names) + 4
    globals_ = _begin(GLOBALS)
    for name, body in zip(names, bodies, strict=True):
        globals_ += _record(0x85, struct.pack("<I", place) + name)
        place += len(body)
    return _compound(globals_ + _record(0x0A) + b"".join(bodies))


def _record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _begin(kind: int) -> bytes:
    return _record(0x809, struct.pack("<HHHHII", 0x0600, kind, 0x0DBB, 1996, 0, 6))


def _cells(rows: Sequence[Sequence[str | float]]) -> list[bytes]:
    cells = []
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            place = struct.pack("<HHH", y, x, 0)
            if isinstance(cell, str):
                text = struct.pack("<HB", len(cell), 0) + cell.encode()
                cells += [_record(0x204, place + text)] if cell else []
            else:
                cells.append(_record(0x203, place + struct.pack("<d", cell)))
    return cells


def _compound(stream: bytes) -> bytes:
    """A compound file with one stream: a table of sectors, a directory, and the stream from the third sector on."""
    stream = stream.ljust(4096, b"\0")
    count = -(-len(stream) // SECTOR)
    assert count <= SECTOR // 4 - 2, "one table of sectors has no room for more"
    chain = [TABLE, END, *range(3, count + 2), END]
    table = struct.pack(f"<{SECTOR // 4}I", *chain, *[FREE] * (SECTOR // 4 - len(chain)))
    directory = _entry("Root Entry", 5, 1, END, 0) + _entry("Workbook", 2, FREE, 2, len(stream))
    header = struct.pack(
        "<8s16s5H6x9I", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, END, 0, END, 0
    )  # fmt: skip
    header += struct.pack("<109I", 0, *[FREE] * 108)
    return header + table + directory.ljust(SECTOR, b"\0") + stream.ljust(count * SECTOR, b"\0")


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    text = (name + "\0").encode("utf-16-le")
    return struct.pack("<64sHBBIII16sIQQIII", text, len(text), kind, 1, FREE, FREE, child, b"", 0, 0, 0, start, size, 0)
