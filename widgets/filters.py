"""Which claims to show, in which order and how. The choices live in the URL, so that a view can be sent to a colleague."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from verdicts.argument import Topic
from verdicts.certainty import DEGREES
from verdicts.rule import FORMER, LABELS
from verdicts.search import Found
from verdicts.summary import Standing
from widgets.markup import plain

LONGEST = 80
"""Letters of a search."""
LONGEST_KEPT = 600
"""Letters of the choices that links carry along."""
MOST_TRIED, LONGEST_TRIED = 3, 15
"""Titles of topics that the empty search offers, and their letters."""
MOST_STRANGE = 5
"""Words of an address that name no filter, as many as are told."""
ORDERS = ("Article", "Topic", "Verdict", "Certainty")
LOOKS = ("List", "Board", "How firm")
KIND_WORDS = {"fact": "Fact", "causal": "Cause and effect", "forecast": "Forecast", "judgement": "Opinion or advice"}
PARAMETERS = ("q", "topic", "verdict", "certainty", "kind", "moved", "order", "look")
"""What of an address is a choice of this page."""
_STRANGE = "filters strange"
"""Where one run notes for the next what in an address means nothing."""


@dataclass(frozen=True)
class Filters:
    """What the reader asked for; empty means all."""

    search: str = ""
    topics: tuple[str, ...] = ()
    verdicts: tuple[str, ...] = ()
    certainties: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    moved: bool = False
    order: str = ORDERS[0]
    look: str = LOOKS[0]

    @property
    def narrows(self) -> bool:
        """Whether any claim is left out."""
        return bool(self.search or self.topics or self.verdicts or self.certainties or self.kinds or self.moved)

    @property
    def points(self) -> bool:
        """Whether the reader was sent to a part of the claims or to another view, and not to the whole."""
        return bool(self.verdicts or self.moved or self.look != LOOKS[0])


@dataclass(frozen=True)
class _Names:
    """The words shown for the values of one parameter, and other words that addresses may have for them."""

    shown: Mapping[str, str]
    also: Mapping[str, str] = field(default_factory=dict)

    def meant(self, asked: str) -> str | None:
        """The value that a word of an address means."""
        by_word = {word.casefold(): value for value, word in self.shown.items()}
        by_value = {value.casefold(): value for value in self.shown}
        known = {**{word.casefold(): value for word, value in self.also.items()}, **by_value, **by_word}
        return known.get(asked.casefold())


def _examples(topics: Sequence[Topic]) -> str:
    """What a search may begin with: the shortest titles of topics, whose words it always finds."""
    titles = sorted((topic.title.removeprefix("The ") for topic in topics), key=len)
    short = [title for title in titles if len(title) <= LONGEST_TRIED]
    return f"Try: {', '.join(short[:MOST_TRIED])}" if short else "Words of a claim"


def claim_filters(topics: Sequence[Topic]) -> Filters:
    """Draw search, order and filters, and return what is chosen in them."""
    names = {
        "topic": _Names({t.id: t.title for t in topics}),
        "verdict": _Names({label: label for label in LABELS}, FORMER),
        "certainty": _Names({degree: degree for degree in DEGREES}),
        "kind": _Names(KIND_WORDS),
        "order": _Names({order: order for order in ORDERS}),
        "look": _Names({look: look for look in LOOKS}, {"Scoreboard": "How firm"}),
    }
    if _as_called_now(names):
        st.rerun()
    bound: dict[str, Any] = {"bind": "query-params"}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="filters"):
        search = st.text_input(
            "Search", key="q", type="search", live=True, max_chars=LONGEST, width=300,
            placeholder=_examples(topics), icon=":material/search:", **bound,
        )  # fmt: skip
        order = st.selectbox("Order", ORDERS, key="order", width=130, **bound)
        used = sum(len(st.query_params.get_all(key)) for key in ("verdict", "topic", "certainty", "kind", "moved"))
        with st.popover(f"Filters ({used})" if used else "Filters", icon=":material/filter_list:", key="more"):
            picked = {
                key: st.multiselect(
                    key.capitalize(),
                    list(names[key].shown),
                    format_func=names[key].shown.__getitem__,
                    key=key,
                    placeholder="All",
                    **bound,
                )
                for key in ("verdict", "topic", "certainty", "kind")
            }
            moved = st.toggle("Changed since publication", key="moved", **bound)
        look = st.segmented_control("View", LOOKS, default=LOOKS[0], required=True, key="look", **bound)
    if strange := st.session_state.pop(_STRANGE, None):
        st.caption(
            f"Not used from the address, because it names no filter here: {plain(', '.join(strange[:MOST_STRANGE]))}."
        )
    found = {key: tuple(values) for key, values in picked.items()}
    return Filters(
        (search or "").strip()[:LONGEST], found["topic"], found["verdict"], found["certainty"], found["kind"], moved, order,
        look or LOOKS[0],
    )  # fmt: skip


def _as_called_now(names: Mapping[str, _Names]) -> bool:
    """Write the choices of an address by the words of the page: former names and ids lead to the same claims.

    Before any widget is drawn, because Streamlit lets nobody else change what widgets write; what the filter does not offer
    it would drop without a word. Whether another run is needed, which reads what was written.
    """
    strange: list[str] = []
    again = False
    for key, of in names.items():
        asked = st.query_params.get_all(key)
        meant = [of.meant(word) for word in asked]
        right = [of.shown[value] for value in dict.fromkeys(meant) if value is not None]
        strange += [word[:LONGEST] for word, value in zip(asked, meant, strict=True) if value is None]
        if asked != right:
            st.query_params[key] = right
            again = True
    if again:
        st.session_state[_STRANGE] = strange
    return again


def matching(standings: Sequence[Standing], filters: Filters, found: Found) -> list[Standing]:
    """The claims that meet every filter and the search, in the order of the search where there is one."""
    place = {claim: at for at, claim in enumerate(found.claims)}
    shown = [
        s
        for s in standings
        if s.now.claim.id in place
        and (not filters.topics or s.now.claim.topic in filters.topics)
        and (not filters.verdicts or s.now.label in filters.verdicts)
        and (not filters.certainties or (s.now.certainty is not None and s.now.certainty.degree in filters.certainties))
        and (not filters.kinds or s.now.claim.kind in filters.kinds)
        and (not filters.moved or s.moved)
    ]
    return sorted(shown, key=lambda s: place[s.now.claim.id]) if filters.search else shown


def kept() -> str:
    """The choices of the address as they stand behind a question mark: a link that has them leads back to the same view.

    Empty where nothing is chosen, and where it is longer than any choice of a reader.
    """
    found = {name: values for name in PARAMETERS if (values := st.query_params.get_all(name))}
    written = urlencode(found, doseq=True)
    return written if len(written) <= LONGEST_KEPT else ""
