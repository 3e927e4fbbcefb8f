"""An argument of two claims, each of one test of one source: half as much again turns its verdict."""

from living import bundled, times

from loaders.ledger import VerdictMove
from verdicts.certainty import REASONS

TABLES = {
    "topics.csv": "id,title,question\nprices,Prices,What did things cost?\n",
    "claims.csv": (
        "id,topic,kind,section,paragraph,voice,mode,claim,would_be_true_if,caveat\n"
        "oil,prices,fact,0,1,author,asserts,Oil was dear in 2020.,A barrel cost sixty dollars.,One price is not all prices.\n"
        "euro,prices,fact,0,2,author,asserts,The euro was dear in 2020.,It cost a dollar and a half.,One rate is not all rates.\n"
    ),
    "evidence.csv": (
        "id,claim,question,indicator,entity,check,from,to,threshold,unit,weight,proxy,note\n"
        "oil-price,oil,Did Brent end 2020 above 60?,brent_price,BRENT,at_least,2020,2020,60,US$ a barrel,1,"
        "direct: the price.,A line between.\n"
        "euro-rate,euro,Did the euro end 2020 above 1.5?,euro_in_usd,EUR,at_least,2020,2020,1.5,US$,1,"
        "direct: the rate.,A line between.\n"
    ),
}
OIL = VerdictMove(
    claim="oil", as_of="latest", before="leans contradicted", after="leans supported",
    certainty="moderate", certainty_reasons=(REASONS["fragile"],),
)  # fmt: skip
"""Fragile: the edition of the article's day says the opposite."""
EURO = OIL.model_copy(update={"claim": "euro", "certainty": "high", "certainty_reasons": ()})


def dearer(publisher, *names):
    """Let a publisher give figures half as large again."""
    publisher.gives |= {name: times(bundled(name), 1.5) for name in names}
