"""How to cite a source and a claim's page: BibTeX, RIS, APA and CSL-JSON."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, NamedTuple

from charts.said import verdict_words
from exports import about
from exports.addresses import SHORT
from exports.authors import Author, apa_list, authors_of
from exports.dossier import Dossier
from exports.plain import one_line
from loaders.observations import Provenance
from loaders.rows import Source
from verdicts.words import day

_LATEX = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}", **{sign: f"\\{sign}" for sign in "&%$#_"},
}  # fmt: skip
"""Braces by name: BibTeX counts those with a backslash before them too, and one alone would end the field."""
CSL = "application/vnd.citationstyles.csl+json; charset=utf-8"
_URL = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"})


@dataclass(frozen=True)
class Citation:
    """What a citation says, whatever its form. Empty where it is not known: then no form has a word of it."""

    key: str
    kind: Literal["data set", "web page"]
    authors: tuple[Author, ...]
    title: str
    year: int
    publisher: str = ""
    edition: str = ""
    url: str = ""
    accessed: dt.date | None = None
    note: str = ""
    """What belongs to it: the licence and the citation the publisher asks for; of a claim, whose it is, and its verdicts."""

    def bibtex(self) -> str:
        """An entry of type ``misc``, which BibTeX and biblatex both know; text is escaped for LaTeX."""
        fields = {
            "author": " and ".join(map(_bibtex_name, self.authors)),
            # A second pair of braces: a title keeps its capitals, and no "and" parts a publisher in two.
            "title": f"{{{_latex(self.title)}}}",
            "year": str(self.year),
            "publisher": f"{{{_latex(self.publisher)}}}" if self.publisher else "",
            "version": _latex(self.edition),
            "url": one_line(self.url).translate(_URL),
            "urldate": self.accessed.isoformat() if self.accessed else "",
            "note": _latex(self.note),
        }
        lines = "".join(f",\n  {name} = {{{value}}}" for name, value in fields.items() if value)
        return f"@misc{{{self.key}{lines}\n}}\n"

    def ris(self) -> str:
        """A record of type DATA or ELEC, a value a line, with the line ends the format asks for."""
        fields = [
            ("TY", "DATA" if self.kind == "data set" else "ELEC"),
            ("ID", self.key),
            *(("AU", one.inverted) for one in self.authors),
            ("TI", self.title),
            ("PY", str(self.year)),
            ("PB", self.publisher),
            ("ET", self.edition),
            ("UR", self.url),
            ("Y2", f"{self.accessed:%Y/%m/%d}" if self.accessed else ""),
            ("N1", self.note),
        ]
        lines = [f"{tag}  - {one_line(value)}" for tag, value in fields if value]
        return "\r\n".join([*lines, "ER  - ", ""])

    def apa(self) -> str:
        """A line as the seventh edition of APA has it for data sets and pages that change."""
        edition = f" ({self.edition})" if self.edition else ""
        form = " [Data set]" if self.kind == "data set" else ""
        by = f" {self.publisher}." if self.publisher not in ("", *(one.name for one in self.authors)) else ""
        where = self.url
        if self.url and self.accessed:
            where = f"Retrieved {self.accessed:%B} {self.accessed.day}, {self.accessed.year}, from {self.url}"
        title = self.title.rstrip(".")
        return one_line(f"{apa_list(self.authors).rstrip('.')}. ({self.year}). {title}{edition}{form}.{by} {where}")

    def csl(self) -> str:
        """An item of the Citation Style Language as JSON: what Zotero, pandoc and citeproc take, in a list."""
        fields = {
            "id": self.key,
            "type": "dataset" if self.kind == "data set" else "webpage",
            "author": [one.csl() for one in self.authors],
            "title": one_line(self.title),
            "issued": {"date-parts": [[self.year]]},
            "publisher": self.publisher,
            "version": self.edition,
            "URL": one_line(self.url),
            "accessed": {"date-parts": [[self.accessed.year, self.accessed.month, self.accessed.day]]} if self.accessed else None,
            "note": one_line(self.note),
        }  # fmt: skip
        return json.dumps({name: value for name, value in fields.items() if value}, ensure_ascii=False, indent=1)


class Form(NamedTuple):
    """A form of a citation, for a file."""

    label: str
    media: str
    """The media type."""
    write: Callable[[Citation], str]
    between: str = ""
    """What stands between one and the next."""
    around: tuple[str, str] = ("", "")
    """What stands before the first and after the last."""

    def all(self, cited: Iterable[Citation]) -> bytes:
        """Some citations as the content of one file."""
        before, after = self.around
        return f"{before}{self.between.join(self.write(one) for one in cited)}{after}".encode("utf-8", "replace")


FORMS: Mapping[str, Form] = MappingProxyType(
    {
        "bib": Form("BibTeX", "application/x-bibtex; charset=utf-8", Citation.bibtex, "\n"),
        "ris": Form("RIS", "application/x-research-info-systems; charset=utf-8", Citation.ris),
        "txt": Form("Citation (APA)", "text/plain; charset=utf-8", lambda citation: f"{citation.apa()}\n"),
        "csljson": Form("CSL-JSON", CSL, Citation.csl, ",\n", ("[\n", "\n]\n")),
    }
)
"""By the ending of the file."""


def of_source(source: Source, provenances: Sequence[Provenance]) -> Citation:
    """The citation of a source as far as it is in use: the editions in hand, the year of the newest, and when retrieved.

    Raises ValueError for a source without figures in hand: there is nothing of it to cite.
    """
    if not provenances:
        raise ValueError(f"There are no figures of {source.name} in hand, so there is nothing of it to cite.")
    return Citation(
        key=f"plumbline-{source.id.replace('_', '-')}",
        kind="data set",
        authors=authors_of(source.authors) or (Author(source.publisher),),
        title=source.name,
        year=max(p.published for p in provenances).year,
        publisher=source.publisher,
        edition="; ".join(dict.fromkeys(p.edition for p in provenances)),
        url=str(source.url),
        accessed=max(p.retrieved for p in provenances),
        note=f"Licence: {source.licence}. Asked to be cited as: {source.cited(p.edition for p in provenances)}",
    )


def of_claim(dossier: Dossier) -> Citation:
    """The citation of a verdict: what it is as of the day of the export, in this version, where that day can be looked up.

    It says whose the claim is, and that it is paraphrased: the verdict is ours, the claim is not.
    """
    now, then, article = dossier.now, dossier.then, dossier.case.article
    whose = "a reader's own claim" if article.by_reader else f"a claim in an article by {article.author}, in paraphrase"
    source = "a reader's own" if article.by_reader else f"from an article by {article.author}, {day(article.day)}"
    told = f"Verdict as of {day(now.as_of.day)}: {verdict_words(now)}"
    if then.as_of.day != now.as_of.day:
        told += f"; at publication, {day(then.as_of.day)}: {verdict_words(then)}"
    return Citation(
        key=f"plumbline-claim-{dossier.claim.id}",
        kind="web page",
        authors=(Author(about.AUTHORS),),
        title=f"Verdict on {whose}: {dossier.claim.claim}",
        year=now.as_of.day.year,
        publisher=about.TITLE,
        edition=f"version {about.version()}, as of {day(now.as_of.day)}",
        url=_dated(dossier),
        note=f"The claim is {source}; the verdict is {about.NAME}'s. {told}. "
        f"{'' if dossier.address else dossier.link + '.'}".rstrip(),
    )


def _dated(dossier: Dossier) -> str:
    """Where the verdict stands as of the dossier's day, whatever comes later; empty where nobody said."""
    day_of = dossier.as_of.day.isoformat()
    return SHORT.dated(dossier.address, day_of, claim=dossier.claim.id) if dossier.address else ""


def _bibtex_name(author: Author) -> str:
    """A name as BibTeX reads it: an organisation, or a part with an "and" or a comma in it, in braces of its own."""
    if not author.given:
        return f"{{{_latex(author.name)}}}"
    return ", ".join(
        f"{{{_latex(part)}}}" if re.search(r"\band\b|,", part) else _latex(part) for part in (author.name, author.given)
    )


def _latex(text: str) -> str:
    return "".join(_LATEX.get(sign, sign) for sign in one_line(text))
