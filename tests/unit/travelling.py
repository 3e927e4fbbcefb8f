"""A small dossier for tests of what travels: one claim, one test, every figure and every word in view."""

from __future__ import annotations

import dataclasses
import datetime as dt

from builders import ARTICLE, a_claim, catalog, indicator, observations, row, table

from exports.dossier import Dossier
from loaders.rows import BundledEdition
from verdicts.argument import Argument, Topic
from verdicts.article import Article
from verdicts.case import Case
from verdicts.clock import AsOf, Knowledge
from verdicts.verdict import judged

TODAY = dt.date(2026, 8, 1)
"""The day the figures were retrieved."""


def dossier_of(
    values,
    *,
    pass_on: str = "figures",
    bundled: bool = False,
    statement: str = "It is so.",
    kind: str = "fact",
    voice: str = "author",
    mode: str = "asserts",
    name: str = "x",
    address: str = "",
    source: dict | None = None,
    article: Article = ARTICLE,
    citation: str = "Office",
    **changes,
) -> Dossier:
    """A claim ``c`` tested by ``c-x`` on the figures ``values`` of the indicator ``x``, one a year from 2000 on."""
    known = catalog(indicator(name=name, id="x"))
    only = known.sources.rows[0].model_copy(update={"pass_on": pass_on, "citation": citation, **(source or {})})
    edition = BundledEdition(indicator="x", edition="first", published=TODAY, retrieved=TODAY)
    known = dataclasses.replace(known, sources=table([only]), editions=table([edition] if bundled else []))
    figures = observations({("x", "USA"): values})
    claim = a_claim(
        kind=kind, section=0, voice=voice, mode=mode, claim=statement, would_be_true_if="So.", caveat="None."
    )
    evidence = row(**changes)
    topic = Topic(id="t", title="Topic", question="What?")
    argument = Argument(*(table(rows) for rows in ([topic], [claim], [evidence], [], [])))
    case = Case(article, known, argument, figures)
    today = AsOf(TODAY, article.day, latest=True)
    then, now = (judged(claim, [evidence], Knowledge(figures, known, day)) for day in (case.then, today))
    return Dossier(case, topic, then, now, now.multiverse, address)
