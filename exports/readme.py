"""What a bundle says of itself: README.md and CITATION.cff."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from charts.said import verdict_words
from exports import about
from exports.citations import Citation
from exports.dossier import Dossier
from exports.plain import one_line
from exports.values import withheld
from loaders.catalog import ROOT
from verdicts.certainty import MEANINGS as CERTAIN
from verdicts.certainty import REASONS
from verdicts.rule import LABELS, MEANINGS
from verdicts.sources_in_use import SourceInUse
from verdicts.words import day

_MARKS = re.compile(r"([\\`*_\[\]<>&|~#!])")


def readme(dossiers: Sequence[Dossier], used: Sequence[SourceInUse], version: str, drawn: bool) -> str:
    """The README of a bundle: what was asked, what was found, what is in which file, and whose figures they are.

    ``drawn``: whether the bundle holds pictures.
    """
    first = dossiers[0]
    article = first.case.article
    kept = [
        f"- `{finding.evidence.id}`: {marked(said)}"
        for dossier in dossiers
        for finding in dossier.now.findings
        if (said := withheld(finding, dossier.catalog))
    ]
    lost = [
        f"- {marked(d.claim.claim)} {marked(str(test.fault))}{f' (`{test.evidence}`)' if test.evidence else ''}"
        for d in dossiers
        for test in d.now.lost
    ]
    claims = [
        f"| {marked(d.claim.claim)} | {verdict_words(d.now)} | {verdict_words(d.then)} | {marked(d.link)} |"
        for d in dossiers
    ]
    parts = [
        f"# {about.TITLE}",
        f"{article.about} ({article.author}, {day(article.day)}), claim by claim. Made by {about.NAME} "
        f"{version} with the figures in hand on {day(first.as_of.day)}.",
        "## Claims",
        f"| claim | verdict as of {day(first.as_of.day)} | at publication | where |\n|---|---|---|---|\n"
        + "\n".join(claims),
        "A verdict follows from a rule written before it was run on the figures (`rules/`):",
        "\n".join(f"- **{label}**: {MEANINGS[label]}" for label in LABELS),
        "The verdict says in which direction the evidence points, its certainty how much that can be relied on: it begins high and goes down "
        "a step for each reason to doubt it.",
        "\n".join(f"- **{REASONS[doubt]}**: {CERTAIN[doubt]}" for doubt in REASONS),
        "## Files",
        "\n".join(
            [
                "- `pictures/`: the charts, each with its claim, verdict, source and licence"
                if drawn
                else "- no pictures: Chrome or Chromium draws them, and neither was there when this bundle was made",
                "- `figures/`: the figures of each test (CSV), and all of them in `all.parquet`; the columns are described in `datapackage.json`",
                "- `findings/`: each claim with its verdicts, findings and rules (JSON), and the sources in use",
                "- `rules/`: the rows of the tables that say what is tested how, and `method.md`; `known.md` where it is told what was known when they were written",
                "- `citations/`: how to cite the sources (BibTeX, RIS, APA, CSL-JSON); `CITATION.cff`: how to cite this bundle",
                "- `SHA256SUMS`: the hash of every other file; `sha256sum -c SHA256SUMS` checks them",
            ]
        ),
        "In CSV files an apostrophe stands before text that a spreadsheet could take for a formula.",
        "## Sources and licences",
        "Each figure keeps the licence of its source.",
        "\n".join(
            f"- {marked(s.source.publisher)}, {marked(s.source.name)}: {marked(s.source.licence)}. <{s.source.url}>"
            for s in used
        )
        or "None of the tests rests on figures.",
    ]
    if lost:
        parts += [
            "## Tests left out",
            "Their rows are faulty. With them the verdict may be another one.",
            "\n".join(lost),
        ]
    if kept:
        parts += ["## Left out", "\n".join(kept)]
    return "\n\n".join(parts) + "\n"


def marked(text: str) -> str:
    """Text in which no character is markup of Markdown, or of the HTML it may hold."""
    return _MARKS.sub(r"\\\1", one_line(text))


def citation_file(cited: Sequence[Citation], version: str) -> str:
    """The project's CITATION.cff with the version of the bundle, and the sources as references."""
    text = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    text = re.sub(r"(?m)^version: .*$", f"version: {json.dumps(version)}", text)
    references = [
        {
            "type": "data",
            "title": citation.title,
            "authors": [one.cff() for one in citation.authors],
            "year": citation.year,
            "version": citation.edition,
            "url": citation.url,
            "date-accessed": citation.accessed.isoformat() if citation.accessed else "",
            "notes": citation.note,
        }
        for citation in cited
    ]
    # JSON is YAML too, so no text needs another way of quoting.
    lines = [f"  - {one_line(json.dumps({k: v for k, v in r.items() if v}, ensure_ascii=False))}\n" for r in references]
    return text + ("references:\n" + "".join(lines) if lines else "")
