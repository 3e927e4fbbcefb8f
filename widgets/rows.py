"""Claims as rows of a table: what is claimed, the verdict and what it was, how certain, and one thing more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape

from charts.theme import Mode
from exports import addresses
from verdicts.doubt import percent
from verdicts.firmness import MEANINGS, firmness_of
from verdicts.left_out import lost_words
from verdicts.multiverse import Multiverse
from verdicts.summary import Standing
from widgets.markup import link
from widgets.signs import badge, certainty_badge, shares_bar

Cell = Callable[[Standing], str]
NONE = '<span class="quiet" title="No certainty: nothing was decided">\N{EN DASH}</span>'
Groups = Iterable[tuple[str, Sequence[Standing]]]


def rows(groups: Groups, mode: Mode, last: tuple[str, Cell], kept: str = "", name: str = "rows") -> str:
    """A table of claims, in groups under heads (an empty one is not shown).

    Parameters
    ----------
    last : tuple
        The head of the last column, and what makes its cell.
    kept : str
        Choices of the overview that links to claims carry along, so that their pages lead back to it.
    name : str
        The class of the table.
    """
    heads = "".join(
        f'<th scope="col">{escape(text)}</th>'
        for text in ("Claim (our paraphrase)", "Verdict today", "Certainty", last[0])
    )
    bodies = "".join(_body(title, of, mode, last[1], kept) for title, of in groups)
    return f'<table class="{name}"><thead><tr>{heads}</tr></thead>{bodies}</table>'


def _body(title: str, of: Sequence[Standing], mode: Mode, last: Cell, kept: str) -> str:
    head = f'<tr class="group"><th scope="colgroup" colspan="4">{escape(title)}</th></tr>' if title else ""
    return f"<tbody>{head}{''.join(_row(s, mode, last, kept) for s in of)}</tbody>"


def _row(standing: Standing, mode: Mode, last: Cell, kept: str) -> str:
    claim = standing.now.claim
    address = addresses.CLAIM_PAGE.link(claim=claim.id)
    return (
        f'<tr><td class="what">{link(f"{address}&{kept}" if kept else address, claim.claim)}</td>'
        f"<td>{verdict_cell(standing, mode)}</td><td>{certainty_badge(standing.now.certainty, short=True) or NONE}</td><td>{last(standing)}</td></tr>"
    )


def verdict_cell(standing: Standing, mode: Mode) -> str:
    """The verdict of today; under it what it was at publication, where it was another, and what is left out."""
    was = f"was: {standing.then.label}" if standing.moved else ""
    lost = lost_words(standing.now.lost) if standing.now.lost else ""
    under = "".join(f'<span class="was">{escape(text)}</span>' for text in (was, lost) if text)
    return f"{badge(standing.now.label, mode)}{under}"


def firm_cell(multiverse: Multiverse, mode: Mode) -> str:
    """How firm a verdict is: the shares of test settings as a bar, and a word; nothing for one that rests on no choice."""
    firmness = firmness_of(multiverse)
    if firmness is None:
        return ""
    mostly = f'<span class="was">most often {escape(firmness.mostly)}</span>' if firmness.mostly else ""
    return (
        f'<div class="firm">{shares_bar(multiverse.shares, mode)}'
        f'<span title="{escape(MEANINGS[firmness.word])}">{firmness.word}</span></div>{mostly}'
    )


def share_cell(multiverse: Multiverse, mode: Mode) -> str:
    """The same, wide, with the share of test settings that give this verdict."""
    return f'<div class="firm wide">{shares_bar(multiverse.shares, mode)}<span>{percent(multiverse.robustness)}</span></div>'
