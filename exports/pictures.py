"""The registry of pictures: which there can be, how their ids are made, and each as a chart that can travel alone.

A new kind of picture is a row of :data:`KINDS` and the function that says what goes into it (exports/picture_specs.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal

from charts.framed import TYPEFACE, framed
from charts.page import bare
from charts.theme import PALETTES, Mode
from exports import picture_specs
from exports.dossier import Dossier
from exports.exhibit import Exhibit
from exports.file_metadata import FileMetadata
from exports.picture_specs import NothingToDraw, PictureSpec, Subject
from exports.view_pictures import view_metadata, view_spec
from verdicts.case import Case

SIZES: Mapping[str, tuple[int, int]] = MappingProxyType(
    {"slide": (1200, 675), "social": (1200, 630), "square": (1080, 1080)}
)
"""Width and height in pixels, at scale 1."""
PAGE = "page"
"""A size beside them: as wide as the page it is put in, all words in ``layout.meta`` (see exports/interactive.py)."""
KindName = Literal["evidence", "test choices", "claim choices", "strip", "years", "board", "scoreboard", "map"]


@dataclass(frozen=True)
class Kind:
    """A kind of picture."""

    name: KindName
    of: Literal["test", "claim", "argument"]
    ending: str
    """What stands behind the id of the test or the claim; of the argument, which has no id, the whole id of the picture."""
    spec: Callable[[Subject, Mode], PictureSpec]
    """What goes into it. Raises NothingToDraw."""


KINDS: tuple[Kind, ...] = (
    Kind("board", "argument", "board", picture_specs.of_board),
    Kind("scoreboard", "argument", "scoreboard", picture_specs.of_scoreboard),
    Kind("map", "argument", "map", picture_specs.of_map),
    Kind("evidence", "test", "", picture_specs.of_evidence),
    Kind("test choices", "test", "-choices", picture_specs.of_test_choices),
    Kind("strip", "test", "-others", picture_specs.of_strip),
    Kind("claim choices", "claim", "-choices", picture_specs.of_claim_choices),
    Kind("years", "claim", "-years", picture_specs.of_years),
)
"""Where two rows would make the same id (of a test ``x-choices`` beside a test ``x``, or of a claim ``x``), the first has it."""
_KIND: Mapping[str, Kind] = MappingProxyType({kind.name: kind for kind in KINDS})


@dataclass(frozen=True)
class Entry:
    """A picture there can be."""

    id: str
    kind: Kind
    claim: str
    """The id of the claim it belongs to; empty for pictures of the whole argument."""
    test: str
    """The id of the row of evidence it is of; empty for pictures of no single test."""


@dataclass(frozen=True)
class Picture:
    """A picture there is: it has something to draw."""

    id: str
    claim: str
    """The id of the claim it belongs to; empty for pictures of the whole argument."""
    kind: KindName
    title: str
    alt: str


class UnknownPicture(KeyError):
    """No picture has the id."""


def picture_id(kind: KindName, of: str = "") -> str:
    """The id of a picture of a kind; ``of`` is the id of its test or its claim, empty for the whole argument."""
    return f"{of}{_KIND[kind].ending}"


def entries(case: Case) -> dict[str, Entry]:
    """All pictures there can be by their ids; some have nothing to draw."""
    argument = case.argument
    subjects = {
        "argument": [("", "", "")],
        "claim": [(claim, claim, "") for claim in argument.claim],
        "test": [(row.id, row.claim, row.id) for row in argument.evidence.rows],
    }
    found: dict[str, Entry] = {}
    for kind in KINDS:
        for of, claim, test in subjects[kind.of]:
            name = picture_id(kind.name, of)
            found.setdefault(name, Entry(name, kind, claim, test))
    return found


def entry(case: Case, picture: str) -> Entry:
    """The picture with an id. Raises UnknownPicture."""
    known = entries(case)
    if picture not in known:
        raise UnknownPicture(picture)
    return known[picture]


def picture_ids(case: Case) -> list[str]:
    """The ids of all pictures there can be."""
    return list(entries(case))


def pictures_of(dossier: Dossier) -> tuple[Picture, ...]:
    """The pictures of a claim that have something to draw: its tests, their choices, all choices, the years."""
    return _drawable([dossier], (one for one in entries(dossier.case).values() if one.claim == dossier.claim.id))


def argument_pictures(dossiers: Sequence[Dossier]) -> tuple[Picture, ...]:
    """The pictures of the whole argument, or of a part of it; the map only of the whole."""
    return _drawable(dossiers, (one for one in entries(dossiers[0].case).values() if not one.claim))


def picture_chart(
    dossiers: Sequence[Dossier], picture: str, size: str = "slide", mode: Mode = "light"
) -> dict[str, Any]:
    """A picture as a complete plotly figure (a plain dict) with width and height.

    ``dossiers``: that of the picture's claim among them; a picture of the argument is of all that are given. Raises
    UnknownPicture for an id there is not among them, KeyError for a size, NothingToDraw where there is nothing to draw.
    """
    found = entry(dossiers[0].case, picture)
    of = [d for d in dossiers if found.claim in ("", d.claim.id)]
    if not of:
        raise UnknownPicture(picture)
    spec = _spec(found, of, mode)
    return spec_chart(spec, file_metadata(of, spec), size, mode)


def view_chart(exhibit: Exhibit, size: str = "slide", mode: Mode = "light") -> dict[str, Any]:
    """A view of Explore as picture_chart makes a picture. Raises KeyError for a size, NothingToDraw where it has no figures."""
    spec = view_spec(exhibit, mode)
    return spec_chart(spec, view_metadata(exhibit, spec), size, mode)


def spec_chart(spec: PictureSpec, metadata: FileMetadata, size: str, mode: Mode) -> dict[str, Any]:
    """A picture as a complete plotly figure; ``metadata`` is what its file says of itself. Raises KeyError for a size."""
    if size == PAGE:
        drawing = spec.drawing(None)
        return bare(drawing, PALETTES[mode], TYPEFACE, spec.words.record(drawing))
    chart = framed(spec.drawing, spec.words, SIZES[size], mode, spec.enlarged)
    chart["layout"]["meta"]["file"] = metadata.record(f"{size} {mode}")
    return chart


def file_metadata(dossiers: Sequence[Dossier], spec: PictureSpec) -> FileMetadata:
    """What the file of a picture of some claims says of itself."""
    words, topics = spec.words, dict.fromkeys(d.topic.title for d in dossiers)
    named = [dossiers[0].claim.id] if len(dossiers) == 1 else []
    return FileMetadata(
        words.title, words.alt, words.sources[0], words.address, dossiers[0].as_of.day, (*topics, *named)
    )


def _drawable(dossiers: Sequence[Dossier], wanted: Iterable[Entry]) -> tuple[Picture, ...]:
    found = []
    for one in wanted:
        try:
            words = _spec(one, dossiers, "light").words
        except NothingToDraw:
            continue
        found.append(Picture(one.id, one.claim, one.kind.name, words.question, words.alt))
    return tuple(found)


def _spec(one: Entry, dossiers: Sequence[Dossier], mode: Mode) -> PictureSpec:
    return one.kind.spec(Subject(one.id, dossiers, one.test), mode)
