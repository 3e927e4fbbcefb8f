"""A small argument with texts that Argdown could take for something else."""

import datetime as dt

from builders import ARTICLE, a_claim, table

from exports.judged_argument import JudgedArgument, Judgement
from verdicts.argument import Argument, Conclusion, Link, Topic

ODD = (
    "It [rose] to 50% (of 100), a #1 place: see <here> and {there}; C:\\path.",
    "- Not a list, *nor* bold, _nor_ slanted, // nor /* a comment */.",
    "U.S.-Russia: prices @ 5.5, e.g. http://example.org/a_b#c.",
    "1. First === second --- third -> fourth +> fifth <- sixth.",
    "(2) :smile: <!-- hidden --> [a](b) @[c] @<d> #(tag) \N{EN DASH} \N{LEFT DOUBLE QUOTATION MARK}q\N{RIGHT DOUBLE QUOTATION MARK}.",
    "+ > = ~ | ` ^ & % $ ! ? \\",
)


def argument(texts=ODD):
    """Claims that say these texts, and conclusions that do, with a link for each."""
    topics = [Topic(id="t", title="Prices: up & [down] #1", question="Do they?")]
    claims = [a_claim(id=f"claim-{n}", claim=text) for n, text in enumerate(texts, 1)]
    conclusions = [
        Conclusion(id="first", section=0, paragraph=1, conclusion=texts[0][:110]),
        Conclusion(id="second-one", section=12, paragraph=3, conclusion=texts[-1][:110]),
    ]
    links = [
        Link(premise=claim.id, relation="supports" if n % 2 else "attacks", conclusion="first", why=texts[n - 1])
        for n, claim in enumerate(claims)
    ]
    links.append(Link(premise="first", relation="supports", conclusion="second-one", why="One leads to the other."))
    links.append(Link(premise="claim-1", relation="attacks", conclusion="second-one", why="It does not."))
    return Argument(table(topics), table(claims), table([]), table(conclusions), table(links))


def judged(of):
    """It with a verdict on each claim."""
    judgements = {claim.id: Judgement("leans supported", "very low") for claim in of.claims.rows}
    judgements["claim-1"] = Judgement("contradicted", "high", "1 test left out")
    return JudgedArgument(ARTICLE, of, judgements, dt.date(2026, 8, 22), "https://plumbline.test/{x}")
