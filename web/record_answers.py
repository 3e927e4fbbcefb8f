"""Answers that are records: claims, their figures, sources, citations, and feeds."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from exports import about, argument_files, citations, feed, filenames, records, review, value_files
from exports.dossier import Dossier
from exports.judged_argument import judged
from service import settings
from verdicts.article import NoArticle
from web.answers import Answer
from web.endpoint import Asked
from web.faults import Fault, unknown
from web.site_answers import topic_of

JSON = "application/json"


def dossier(asked: Asked) -> Dossier:
    """The dossier of the claim in the path. Raises UnknownId, UnknownDay."""
    return asked.dossiers_of((asked.claim,))[0]


def cases(asked: Asked) -> Answer:
    """The cases that are named to everybody; one whose article cannot be read is left out."""
    found = []
    for site in asked.sites.listed():
        with suppress(NoArticle):
            standings = list(site.served.standings.values())
            found.append(records.case_record(site.served.case, standings, site.id, f"{site.path}/"))
    return Answer(records.as_json({"made_by": f"{about.NAME} {about.version()}", "cases": found}), JSON)


def claims(asked: Asked) -> Answer:
    found = asked.dossiers.all(asked.values["as_of"], asked.address)
    return Answer(records.as_json(records.claims_record(asked.case, found)), JSON, frozen=asked.frozen)


def claim(asked: Asked) -> Answer:
    return Answer(records.as_json(records.claim_record(dossier(asked))), JSON, frozen=asked.frozen)


def argument_file(form: str) -> Callable[[Asked], Answer]:
    """The whole argument in a form of :data:`exports.argument_files.FORMS`."""
    of = argument_files.FORMS[form]

    def make(asked: Asked) -> Answer:
        found = judged(asked.case, asked.dossiers.all(asked.values["as_of"], asked.address), asked.address)
        name = filenames.dated("argument", found.as_of, of.ending)
        return Answer(of.make(found), of.media, name, frozen=asked.frozen)

    return make


def claim_values(asked: Asked) -> Answer:
    found = dossier(asked)
    name = filenames.dated(found.claim.id, found.as_of.day, "csv")
    return Answer(value_files.claim_csv(found), "text/csv; charset=utf-8; header=present", name, True, asked.frozen)


def claim_review(asked: Asked) -> Answer:
    found = dossier(asked)
    made = review.claim_review(found)
    if made is None:
        raise Fault("nothing-to-review", review.why_not_reviewed(found))
    return Answer(records.as_json(made), "application/ld+json", frozen=asked.frozen)


def sources(asked: Asked) -> Answer:
    return Answer(records.as_json(records.sources_record(asked.case)), JSON)


def cited_claim(form: str) -> Callable[[Asked], Answer]:
    def make(asked: Asked) -> Answer:
        found = dossier(asked)
        return _cited(citations.of_claim(found), f"plumbline-{found.claim.id}", form, asked.frozen)

    return make


def cited_source(form: str) -> Callable[[Asked], Answer]:
    def make(asked: Asked) -> Answer:
        case, name = asked.case, asked.names["source"]
        if name not in case.catalog.source:
            raise unknown("source", name, case.catalog.source)
        used = [p for p in case.observations.provenance.values() if p.source == name]
        try:
            citation = citations.of_source(case.catalog.source[name], used)
        except ValueError as error:
            raise Fault("nothing-to-cite", str(error)) from None
        return _cited(citation, f"plumbline-source-{name}", form, False)

    return make


def _cited(citation: citations.Citation, name: str, form: str, frozen: bool) -> Answer:
    written = citations.FORMS[form]
    return Answer(written.all([citation]), written.media, filenames.safe(name, form), form != "txt", frozen)


def moved(asked: Asked) -> Answer:
    return _fed(asked, feed.ALL)


def moved_of_claim(asked: Asked) -> Answer:
    return _fed(asked, feed.of_claim(asked.claim))


def moved_of_topic(asked: Asked) -> Answer:
    argument, topic = asked.case.argument, topic_of(asked)
    return _fed(asked, feed.of_topic(argument.topic[topic], argument.claims_of(topic)))


def _fed(asked: Asked, of: feed.About) -> Answer:
    made = feed.atom(asked.dossiers.ledger(), asked.case, asked.address, settings.address(), of)
    return Answer(made, "application/atom+xml; charset=utf-8")
