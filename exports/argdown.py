"""The argument as Argdown (argdown.org): claims under their topics, conclusions with what supports and attacks them.

Statements are titled by their ids, so that :mod:`verdicts.argdown` reads the same tables back. Between a premise and its
conclusion stands an argument that says why the one bears on the other. Verdicts are tags, what else is known is data.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from charts.theme import MARKS
from exports import about
from exports.judged_argument import JudgedArgument
from loaders.argdown_text import escaped
from verdicts.argdown import CONCLUSION
from verdicts.argument import Claim, Conclusion, Link

_SIGNS = {"supports": "+", "attacks": "-"}
_BETWEEN = {"supports": "for", "attacks": "against"}


def argdown(judged: JudgedArgument) -> bytes:
    """The whole argument (UTF-8). The same for the same tables and verdicts."""
    parts = [_front_matter(judged), *_claims(judged), *_conclusions(judged)]
    return ("\n\n".join(parts) + "\n").encode("utf-8", "replace")


def _front_matter(judged: JudgedArgument) -> str:
    """What the file is of, and how Argdown's programs draw it: YAML, of which JSON's values are a part."""
    article = judged.article
    known = {
        "title": article.title or article.about,
        "author": article.author,
        "date": article.day.isoformat(),
        "source": article.address,
        "abstract": "Claims and conclusions are paraphrased. Tags say how the claims stand against public data.",
        "madeBy": f"{about.NAME} {about.version()}",
        "asOf": judged.as_of.isoformat(),
        "address": judged.address,
    }
    lines = [f"{name}: {_value(text)}" for name, text in known.items() if text]
    colours = {label: mark.light for label, mark in MARKS.items()}
    settings = ["model: {removeTagsFromText: true}", f"color: {{tagColors: {_value(colours)}}}"]
    return "\n".join(["===", *lines, *settings, "==="])


def _claims(judged: JudgedArgument) -> Iterator[str]:
    for topic in judged.argument.topics.rows:
        claims = judged.argument.claims_of(topic.id)
        if claims:
            yield f"# {escaped(topic.title)}"
            yield from (_claim(claim, judged) for claim in claims)


def _claim(claim: Claim, judged: JudgedArgument) -> str:
    judgement = judged.judgements.get(claim.id)
    tag = f" #({judgement.label})" if judgement else ""
    said = judgement.record() if judgement else {}
    known = {"kind": claim.kind, "voice": claim.voice, "mode": claim.mode, **said}
    return f"[{claim.id}]: {escaped(claim.claim)}{tag} {_data(claim, known)}"


def _conclusions(judged: JudgedArgument) -> Iterator[str]:
    conclusions = judged.argument.conclusions.rows
    if conclusions:
        yield "# Conclusions"
    stands = judged.stands
    for row in conclusions:
        less = judged.argument.less_of(row.id)
        known = {"stands": stands[row.id], **({"left_out": less} if less else {})}
        lines = [f"[{row.id}]: {escaped(row.conclusion)} #{CONCLUSION} {_data(row, known)}"]
        for link in judged.argument.premises[row.id]:
            lines += _link(link)
        yield "\n".join(lines)


def _link(link: Link) -> list[str]:
    """The argument that leads from a premise to its conclusion, with the premise below it."""
    title = f"{link.premise} {_BETWEEN[link.relation]} {link.conclusion}"
    return [f"  {_SIGNS[link.relation]} <{title}>: {escaped(link.why)}", f"    + [{link.premise}]"]


def _data(row: Claim | Conclusion, known: Mapping[str, str]) -> str:
    """Data of a statement: where it stands in the article, and what else is known of it."""
    place = {"section": row.section, "paragraph": row.paragraph}
    return f"{{{', '.join(f'{name}: {_value(value)}' for name, value in (place | dict(known)).items())}}}"


def _value(value: object) -> str:
    """A value of YAML in which nothing ends Argdown's data or front matter."""
    text = json.dumps(value, ensure_ascii=False)
    if isinstance(value, str):
        text = text.replace("{", r"\u007b").replace("}", r"\u007d")
    return text.replace("===", r"\u003d\u003d\u003d")
