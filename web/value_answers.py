"""Answers that are the figures of one finding: as tables for people, spreadsheets and programs, and as its record."""

from __future__ import annotations

from collections.abc import Callable

from exports import filenames
from exports.value_files import FORMS
from web.answers import Answer
from web.endpoint import Asked
from web.faults import unknown


def values(form: str) -> Callable[[Asked], Answer]:
    """The figures of one piece of evidence in a form of :data:`exports.value_files.FORMS`. Raises Fault."""
    _, media, make = FORMS[form]

    def answer(asked: Asked) -> Answer:
        argument, evidence = asked.case.argument, asked.names["evidence"]
        rows = {row.id: row.claim for row in argument.evidence.rows}
        if evidence not in rows:
            raise unknown("evidence", evidence, rows)
        found = asked.dossiers_of((argument.claim[rows[evidence]],))[0]
        name = filenames.dated(evidence, found.as_of.day, form)
        return Answer(make(found, evidence), media, name, True, asked.frozen)

    return answer
