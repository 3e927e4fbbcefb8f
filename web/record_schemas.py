"""The fields of verdicts, findings and claims in records, with what stands in them.

``tests/web/test_endpoints.py`` holds these against the records themselves.
"""

from __future__ import annotations

from verdicts.certainty import DEGREES
from verdicts.findings import CONTEXT
from verdicts.rule import LABELS
from web.schema_parts import DAY, REF, TEXT, Schema, list_of, or_none, record, told

OUTCOMES = ("supports", "contradicts", "inconclusive", "no data", CONTEXT)
_NUMBER = or_none({"type": "number"})
VERDICT: dict[str, Schema] = {
    "as_of": told(DAY, "The day whose knowledge is used."),
    "verdict": told({**TEXT, "enum": list(LABELS)}, "In which direction the evidence points, or why there is no verdict."),
    "score": told(_NUMBER, "From -1 to 1: the weighted mean of the answers that are decided; null where nothing is scored."),
    "certainty": {"type": ["string", "null"], "enum": [*DEGREES, None], "description": "How much the verdict can be relied on; null where nothing was decided."},
    "certainty_reasons": told(list_of(TEXT), "Each reason for a step down from high, in words."),
    "reason": told(TEXT, "How the verdict follows from the answers."),
    "tests_left_out": told(list_of({"type": "object"}), "Rows of evidence that a fault in the tables keeps from being made."),
}  # fmt: skip
RATE: dict[str, Schema] = {
    "where": told({**TEXT, "enum": ["time", "space"]}, "Earlier spans of the same series, or comparable entities."),
    "among": told(or_none(TEXT), "The group of comparable entities, by its id."),
    "yes": told({"type": "integer"}, "How many of them answer the same question with yes."),
    "of": told({"type": "integer"}, "How many there are."),
}
_EDITION: dict[str, Schema] = {
    "edition": told(list_of(TEXT), "The edition of each indicator that it rests on, in the publisher's words."),
    "edition_published": told(
        list_of(DAY),
        "When each was published. Later than as_of: the edition of the day is not in hand, and a later one was cut by its publication lag.",
    ),
}
_ABOUT = told(or_none(TEXT), "The periods it is about: the last days of the first and of the last, joined by a slash.")
_OUTCOME = told(
    {**TEXT, "enum": list(OUTCOMES)},
    "The answer to the question; context (weight 0) answers nothing, whatever it shows.",
)
_SENTENCE = told(TEXT, "Answer and figures in a sentence; of context the figures alone.")
FINDING: dict[str, Schema] = {
    "evidence": told(TEXT, "The test, by its id."),
    "question": told(TEXT, "Its yes supports the claim."),
    "outcome": _OUTCOME,
    "statistic": told(_NUMBER, "A level, or a difference between two times, in statistic_unit."),
    "unit": told(TEXT, "Of the series."),
    "low": told(_NUMBER, "The statistic at the lower end of its doubt."),
    "high": told(_NUMBER, "At the upper end; the two need not be as far off."),
    "n": told({"type": "integer"}, "How many periods it rests on."),
    "from": or_none(DAY),
    "to": or_none(DAY),
    "about": _ABOUT,
    **_EDITION,
    "base_rate": told(or_none(TEXT), "How often others show the same, in a sentence."),
    "base_rates": list_of(record(RATE, "How often the same question gets a yes elsewhere.")),
    "since": told(or_none(TEXT), "What the same test shows when carried on to the newest period; never decides."),
    "threshold": _NUMBER,
    "check": TEXT,
    "weight": told({"type": "number"}, "1 decides, 0.5 helps, 0 is context."),
    "sentence": _SENTENCE,
    "indicator": TEXT,
    "source": told(TEXT, "The id of the source; of an event, the page that documents it."),
    "left_out": told(list_of(TEXT), "Members of a group without figures."),
    "statistic_unit": TEXT,
    "series": told(TEXT, "What is measured, of whom."),
    "smoothing": {"type": "integer"},
    "window": {"type": "object"},
    "event": or_none({"type": "object"}),
    "proxy": told(TEXT, "How far the figure is from the words of the claim."),
    "note": told(TEXT, "Why this window and threshold."),
    "rule": list_of({"type": "object"}),
    "as_of_the_article": or_none(
        record(
            {"outcome": _OUTCOME, "sentence": _SENTENCE, "about": _ABOUT, **_EDITION},
            "The same test as of the article.",
        )
    ),
    "sources": list_of({"type": "object"}),
    "figures_note": told(TEXT, "Why there are no figures; empty where there are."),
}
_ROBUSTNESS: Schema = {"type": "object", "description": "The claim under all its declared choices."}
HEAD: dict[str, Schema] = {
    "claim": told(TEXT, "The claim, by its id."),
    "statement": told(TEXT, "The claim, in paraphrase."),
    "as_of": VERDICT["as_of"],
    "article": {"type": "object"},
    "link": TEXT,
    "made_by": TEXT,
}
_SAID: dict[str, Schema] = {
    "kind": TEXT,
    "voice": told(TEXT, "Who says it: author, or the speaker whose words the article passes on."),
    "mode": told(TEXT, "How: asserts, expects, allows, urges or reports."),
}
_VERDICTS: dict[str, Schema] = {
    "verdict": {"$ref": f"{REF}Verdict"},
    "verdict_as_of_the_article": {"$ref": f"{REF}Verdict"},
}
SCALE = list_of(record({"verdict": TEXT, "meaning": TEXT}, "A verdict there is, and what it means."))
CLAIM: dict[str, Schema] = {
    **HEAD,
    "topic": {"type": "object"},
    **_SAID,
    "section": {"type": "integer"},
    "paragraph": {"type": "integer"},
    "would_be_true_if": TEXT,
    "caveat": TEXT,
    **_VERDICTS,
    "scale": SCALE,
    "robustness": _ROBUSTNESS,
    "findings": list_of({"$ref": f"{REF}Finding"}),
}
IN_SHORT: dict[str, Schema] = {
    "claim": HEAD["claim"],
    "statement": HEAD["statement"],
    "topic": TEXT,
    **_SAID,
    **_VERDICTS,
    "robustness": told({"type": "number"}, "The share of declared choices that bear the verdict out."),
    "findings": told(list_of(TEXT), "The tests, by their ids."),
    "link": TEXT,
}
CLAIMS: dict[str, Schema] = {
    "made_by": TEXT,
    "article": {"type": "object"},
    "as_of": or_none(DAY),
    "scale": SCALE,
    "claims": list_of(record(IN_SHORT, "A claim in short.")),
}
