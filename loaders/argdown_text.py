"""The text of a statement or an argument in Argdown: its title, what it says, its tags and its data; and how a text is written there."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Literal

LONGEST = 5_000
"""Characters of a statement that are read."""
_DEFINED = re.compile(r"\s*(?:\[(?P<statement>.+?)\]|<(?P<argument>.+?)>):\s*(?P<text>.*)")
_NAMED = re.compile(r"\s*(?:\[(?P<statement>[^\-\]][^\]]*)\](?!\()|<(?P<argument>[^\->][^>]*)>)(?P<text>.*)")
_KEPT = re.compile(r"\\(.)")
_PUT_BACK = re.compile("\x00([0-9a-f]+)\x01")
_DATA = re.compile(r"\{([^{}]*)\}")
_PAIR = re.compile(r"([\w-]{1,40})\s*:\s*(\"[^\"]*\"|'[^']*'|[^,{}]{1,500})")
# Bounded: of thousands of marks that are never closed, each would be looked for up to the end.
_LINK = re.compile(r"\[([^\[\]]{1,500})\]\(([^)]{1,500})\)")
_TAG = re.compile("#(?:\\(([^()]{1,200})\\)|([A-Za-z0-9_\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef-]+))")
_STRONG = (re.compile(r"\*\*(?=\S)([^*]+?)(?<=\S)\*\*"), re.compile(r"__(?=\S)([^_]+?)(?<=\S)__"),
           re.compile(r"\*(?=\S)([^*]+?)(?<=\S)\*"), re.compile(r"_(?=\S)([^_]+?)(?<=\S)_"))  # fmt: skip
_MEANS_SOMETHING = re.compile(r"[\\@#*_\[\]<>{}/]|\.(?=\S)|:(?=\S)|=(?==)|(?<==)=|^[-+(~]|^\d+(?=\.)")
"""Characters that Argdown would take for something else."""


@dataclass
class Written:
    """A statement or an argument as it is being read."""

    kind: Literal["statement", "argument"]
    title: str
    line: int
    lines: list[str] = field(default_factory=list)

    def more(self, line: str) -> None:
        """Another line of it."""
        if sum(map(len, self.lines)) < LONGEST:
            self.lines.append(line[:LONGEST].strip())


@dataclass(frozen=True)
class Spoken:
    """A statement or an argument: what it is called and says."""

    title: str
    text: str
    line: int
    tags: tuple[str, ...] = ()
    data: tuple[tuple[str, str], ...] = ()

    def beside(self, other: Spoken) -> Spoken:
        """It with what is said of it elsewhere."""
        tags = tuple(dict.fromkeys((*self.tags, *other.tags)))
        return replace(self, tags=tags, data=tuple((dict(other.data) | dict(self.data)).items()))

    def stated(self, key: str) -> str:
        """What its data state; empty where they do not."""
        return dict(self.data).get(key, "")


def element(text: str, line: int) -> Written:
    """The beginning of a statement or an argument. What has no title is called by its text."""
    text = text[:LONGEST]
    found = _DEFINED.match(text) or _NAMED.match(text)
    if not found:
        return Written("statement", _plain(text)[0] or text.strip(), line, [text.strip()])
    statement, argument = found["statement"], found["argument"]
    rest = [found["text"].strip()] if found["text"].strip() else []
    return Written("statement" if statement else "argument", (statement or argument).strip(), line, rest)


def spoken(written: Written) -> Spoken:
    """A statement or an argument that has been read whole."""
    text, tags, data = _plain(" ".join(written.lines))
    return Spoken(written.title, text, written.line, tags, data)


def _plain(text: str) -> tuple[str, tuple[str, ...], tuple[tuple[str, str], ...]]:
    """A text without what Argdown makes of it, with the tags and the data that stand in it."""
    text = text.replace("\x00", " ").replace("\x01", " ")
    text = _KEPT.sub(lambda found: f"\x00{ord(found[1]):x}\x01", text)
    data: dict[str, str] = {}
    for found in _DATA.finditer(text):
        data |= {key: _put_back(value.strip().strip("\"'")) for key, value in _PAIR.findall(found[1])}
    text = _LINK.sub(r"\1", _DATA.sub(" ", text))
    tags = tuple(dict.fromkeys(_put_back(a or b) for a, b in _TAG.findall(text)))
    text = _TAG.sub("", text)
    for strong in _STRONG:
        text = strong.sub(r"\1", text)
    return " ".join(_put_back(text).split()), tags, tuple(data.items())


def _put_back(text: str) -> str:
    return _PUT_BACK.sub(lambda found: chr(int(found[1], 16)), text)


def escaped(text: str) -> str:
    """A text as one line of Argdown that says it: what would mean something there has a stroke before it."""
    return _MEANS_SOMETHING.sub(r"\\\g<0>", " ".join(text.split()))
