"""A reader's own claims as the tables of a case, and packed into a link; whoever sends a link may have made it up."""

from __future__ import annotations

import base64
import csv
import datetime as dt
import io
import json
import re
import zlib
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from exports.zips import still_zip
from loaders.cells import day as read_day
from loaders.tables import Row
from verdicts.argument import Claim, Topic
from verdicts.article import FILE, Article
from verdicts.clock import FIRST_DAY, Knowledge
from verdicts.evidence import Evidence
from verdicts.own_claim import (
    MOST_CLAIMS,
    MOST_TESTS,
    OwnClaim,
    argument_of,
    article_of_reader,
    words_problem,
)
from verdicts.own_test import COLUMNS, parse

LONGEST = 6_000
"""Letters of packed claims: what browsers and messengers carry in a link with room to spare."""
LARGEST = 100_000
"""Bytes of what they unpack to."""
VERSION = 1
_PACKED = re.compile(r"[A-Za-z0-9_-]+")
_BROKEN = "The link is damaged: a part of it is missing or was changed on the way. Ask for it once more, or begin anew."
_LARGER = f"The link is too long: over {LONGEST:,} letters, or more than they may unpack to. Send the claims as a file."


class TooLong(ValueError):
    """The claims do not fit into a link; the message says what to do."""


class Unpacked(NamedTuple):
    """What a link holds: claims with the day they are of, or what is wrong with it, in a sentence."""

    claims: tuple[OwnClaim, ...] = ()
    day: dt.date | None = None
    fault: str = ""


def packed(claims: Sequence[OwnClaim], day: dt.date) -> str:
    """Claims as they stand in a link. Raises :class:`TooLong`."""
    told = {"v": VERSION, "day": day.isoformat(), "claims": [_told(claim) for claim in claims]}
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    found = base64.urlsafe_b64encode(zlib.compress(text, 9)).decode().rstrip("=")
    if len(found) > LONGEST or len(text) > LARGEST:
        raise TooLong("These claims do not fit into a link any more. Download them as a file, or remove one.")
    return found


def _told(claim: OwnClaim) -> list[Any]:
    return [claim.words, *(test.cells() for test in claim.tests)]


def unpacked(text: str) -> Unpacked:
    """The claims in a link. Never raises, whatever strangers send: what cannot be read is a fault, with a sentence."""
    if len(text) > LONGEST:
        return Unpacked(fault=_LARGER)
    if not _PACKED.fullmatch(text):
        return Unpacked(fault=_BROKEN)
    try:
        opened = zlib.decompressobj()
        content = opened.decompress(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)), LARGEST + 1)
    except (ValueError, zlib.error):
        return Unpacked(fault=_BROKEN)
    if len(content) > LARGEST:
        return Unpacked(fault=_LARGER)
    if not opened.eof or opened.unused_data:
        return Unpacked(fault=_BROKEN)
    try:
        return _read(json.loads(content.decode()))
    except (ValueError, RecursionError):
        return Unpacked(fault=_BROKEN)


def _read(told: object) -> Unpacked:
    """The claims in what a link unpacks to. Raises ValueError where it is no such thing."""
    if not isinstance(told, dict) or told.get("v") != VERSION or not isinstance(told.get("claims"), list):
        raise ValueError("no claims")
    day = read_day(told.get("day"))
    if not FIRST_DAY <= day <= dt.date.today() + dt.timedelta(days=1):
        return Unpacked(fault=f"The claims of this link are dated {day.isoformat()}, which cannot be.")
    if not 0 < len(told["claims"]) <= MOST_CLAIMS:
        return Unpacked(fault=f"A link may hold up to {MOST_CLAIMS} claims; this one holds {len(told['claims'])}.")
    claims = []
    for one in told["claims"]:
        if not isinstance(one, list) or not one or not isinstance(one[0], str) or len(one) > MOST_TESTS + 1:
            raise ValueError("no claim")
        if problem := words_problem(one[0]):
            return Unpacked(fault=problem)
        tests = [parse(_texts(cells)) for cells in one[1:]]
        for test in tests:
            if test.faults:
                return Unpacked(fault=test.faults[0])
        claims.append(OwnClaim(tuple(test.test for test in tests), one[0]))
    return Unpacked(tuple(claims), day)


def _texts(cells: object) -> dict[str, str]:
    if not isinstance(cells, dict) or not all(isinstance(value, str) for value in cells.values()):
        raise ValueError("no test")
    if unknown := cells.keys() - set(COLUMNS):
        raise ValueError(f"no column {min(unknown)}")
    return cells


def tables_of(claims: Sequence[OwnClaim], known: Knowledge) -> dict[str, bytes]:
    """The tables of a case that holds a reader's claims, as of the day that ``known`` was written: file names and contents.

    Raises :class:`verdicts.own_rows.Impossible` for a claim whose choices do not go together, saying what to change.
    """
    argument = argument_of(claims, known)
    return {
        FILE: _article(article_of_reader(known.as_of.written)),
        "topics.csv": _table(argument.topics.rows, Topic),
        "claims.csv": _table(argument.claims.rows, Claim),
        "evidence.csv": _table(argument.evidence.rows, Evidence),
    }


def zip_of(tables: Mapping[str, bytes]) -> bytes:
    """The folder of a case as one file, which Plumbline opens as it is."""
    return still_zip(tables)


def _article(article: Article) -> bytes:
    """What is stated of the list: constants of ours and a day, so that nothing in it has to be quoted."""
    lines = (
        "[article]",
        f'author = "{article.author}"',
        f"day = {article.day.isoformat()}",
        f'about = "{article.about}"',
    )
    return "".join(f"{line}\n" for line in lines).encode()


def _table(rows: Sequence[Row], model: type[Row]) -> bytes:
    """Rows as their table has them, in the form in which people edit it: empty where a cell is as usual."""
    columns = [field.alias or name for name, field in model.model_fields.items()]
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        cells = row.model_dump(by_alias=True, mode="json")
        writer.writerow({name: _cell(cells[name]) for name in columns})
    return out.getvalue().encode()


def _cell(value: object) -> object:
    """A value as its cell has it: whole numbers without a point."""
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 1e15 else value
