"""SDMX 2.1 messages with figures: asked for as sdmx1 words it, sent by our own fetch, and checked before sdmx1 reads them.

Two forms are read, by whatever the service gives when it is asked for none in particular: GenericData (Eurostat) and
StructureSpecificData (the IMF). In the latter, attributes of the data set and of groups of series are read here: without
the structure's definition sdmx1 drops the first, and compares every observation with every group for the second, which
takes minutes (2.28, seen 2026-11-23).

sdmx1 reads with lxml, which replaces internal entities by their text, external ones too before its version 6.1, and
bounds their growth only by libxml2's own limit. So XML with a document type is refused by defusedxml first, and sdmx1
is given only what we have written out again ourselves.
"""

from __future__ import annotations

import codecs
import datetime as dt
import io
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element, ParseError, tostring

import pandas as pd
import sdmx
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from sdmx.exceptions import XMLParseError
from sdmx.reader.xml import common as sdmx_reader

from loaders.errors import Changed, Empty
from loaders.fetch import Fetch

MESSAGE = "{http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message}"
GENERIC, STRUCTURED = f"{MESSAGE}GenericData", f"{MESSAGE}StructureSpecificData"
VALUE = "OBS_VALUE"
NO_RESULTS = "100"
"""What services say, as an error, of a proper question that nothing answers (SDMX 2.1, section 7)."""

# It warns of every message that came without its structure's definition, and prints those it cannot read: the
# terminal is for our own words, and other threads are writing to it.
logging.getLogger("sdmx").setLevel(logging.ERROR)
vars(sdmx_reader)["print"] = lambda *words, **options: None


@dataclass(frozen=True, eq=False)
class Head:
    """What a message says of its figures as a whole."""

    attributes: Mapping[str, str]
    """Those of the data set."""

    def day(self, attribute: str) -> dt.date | None:
        """An attribute of the data set that is a moment, as its day; None if there is none."""
        if not (text := self.attributes.get(attribute, "")):
            return None
        try:
            return dt.datetime.fromisoformat(text).date()
        except ValueError:
            raise Changed(f"a date as {attribute}", repr(text[:40])) from None


@dataclass(frozen=True, eq=False)
class Message(Head):
    """The figures of one message."""

    rows: pd.DataFrame
    """An observation a row: a column for each dimension and attribute, and ``value``. All text; missing values are empty."""


def is_xml(content: bytes) -> bool:
    """Whether content is a message rather than a table in text."""
    return content.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"<")


def ask(fetch: Fetch, service: str, flow: str, key: str) -> bytes:
    """The message that a service sdmx1 knows by ``service`` answers for some series of a dataflow."""
    request = sdmx.Client(service).get("data", flow, key=key, dry_run=True)
    return fetch.get(request.url)


def head(content: bytes) -> Head:
    """What a message with figures says of them as a whole, without the work of reading each. Raises as :func:`read` does."""
    root = _with_figures(content)
    return Head(_attributes(root))


def read(content: bytes, dimensions: Iterable[str]) -> Message:
    """Read a message.

    Parameters
    ----------
    content : bytes
    dimensions : iterable of str
        The dimensions of its series, which a structure-specific message does not tell from their attributes.

    Raises
    ------
    Changed
        If it is something else than a message with figures, or lacks a dimension.
    Empty
        If it says that there are no figures.
    """
    root = _with_figures(content)
    groups = _taken_out(root)
    rows = _rows(root)
    dimensions = [*dimensions, "TIME_PERIOD"]
    if missing := [name for name in dimensions if name not in rows]:
        raise Changed(f"the dimensions {', '.join(missing)}", ", ".join(map(str, rows.columns[:12])))
    return Message(_attributes(root), _spread(groups, rows, dimensions).fillna(""))


def _with_figures(content: bytes) -> Element:
    """The root of a message that has observations, with values."""
    root = _checked(content)
    observations = [element for element in root.iter() if _name(element) == "Obs"]
    if not observations:
        if notes := [element for element in root if _name(element) == "Footer"]:
            raise Changed("figures", f"a note in their place: {_words(notes[0])}")
        raise Empty("The service answered with a message without figures.")
    if root.tag == STRUCTURED and not any(VALUE in element.attrib for element in observations):
        raise Changed(
            f"observations with {VALUE}", f"observations with {', '.join(observations[0].attrib) or 'nothing'}"
        )
    return root


def _attributes(root: Element) -> dict[str, str]:
    """The attributes of the data sets."""
    found: dict[str, str] = {}
    for dataset in root.iter():
        if _name(dataset) == "DataSet":
            found |= _plain(dataset)
    return found


def _taken_out(root: Element) -> list[dict[str, str]]:
    """The groups of series, out of the message, as the attributes of each."""
    groups = []
    for dataset in [element for element in root if _name(element) == "DataSet"]:
        for group in [element for element in dataset if _name(element) == "Group"]:
            groups.append(_plain(group))
            dataset.remove(group)
    return groups


def _checked(content: bytes) -> Element:
    """The root of a message with figures, or with none."""
    try:
        root = fromstring(content, forbid_dtd=True)
    except DefusedXmlException:
        raise Changed("an SDMX message", "XML or HTML with a document type, which is not read") from None
    except (ParseError, ValueError, LookupError):
        raise Changed("an SDMX message", "something that is no XML") from None
    if root.tag in (GENERIC, STRUCTURED):
        return root
    codes = {
        element.get("code") or element.text
        for element in root.iter()
        if _name(element) in ("ErrorMessage", "faultcode")
    }
    if NO_RESULTS in codes:
        raise Empty(f"The service answered that there are no figures: {_words(root)}")
    if any(_name(element) == "queued" for element in root.iter()):
        raise Changed("figures", "a note that they will be made ready, as for large requests")
    raise Changed("an SDMX message with figures", f"XML of another kind ({_name(root)}): {_words(root)}")


def _rows(root: Element) -> pd.DataFrame:
    try:
        message: Any = sdmx.read_sdmx(io.BytesIO(tostring(root)))
        frames = [sdmx.to_pandas(dataset, attributes="os", dtype=None).reset_index() for dataset in message.data]
    except (XMLParseError, RuntimeError, AssertionError, AttributeError, LookupError, TypeError, ValueError) as error:
        raise Changed("an SDMX message", f"one that sdmx1 cannot read ({type(error).__name__})") from error
    return pd.concat(frames, ignore_index=True)


def _spread(groups: Iterable[Mapping[str, str]], rows: pd.DataFrame, dimensions: Sequence[str]) -> pd.DataFrame:
    """The rows with the attributes of the groups that they belong to; of two that say the same, the later counts."""
    by_key: dict[tuple[str, ...], list[Mapping[str, str]]] = {}
    for group in groups:
        by_key.setdefault(tuple(name for name in dimensions if name in group), []).append(group)
    for key, alike in by_key.items():
        said = {tuple(group[name] for name in key): group for group in alike}
        keys = list(zip(*(rows[name] for name in key), strict=True)) if key else [()] * len(rows)
        for attribute in dict.fromkeys(name for group in alike for name in group if name not in dimensions):
            values = [said.get(of, {}).get(attribute) for of in keys]
            told = pd.Series(values, rows.index, dtype=object)
            rows[attribute] = told.where(told.notna(), rows[attribute]) if attribute in rows else told
    return rows


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _plain(element: Element) -> dict[str, str]:
    """The attributes that are no matter of XML itself."""
    return {name: value for name, value in element.attrib.items() if not name.startswith("{")}


def _words(element: Element) -> str:
    return " ".join(" ".join(element.itertext()).split())[:200].rstrip(".") or "no words"
