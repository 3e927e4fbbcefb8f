"""The page of an address that names no claim."""

from __future__ import annotations

import streamlit as st

from widgets.markup import claim_anchor
from widgets.state import case


def unknown_claim(asked: str) -> None:
    """A page for an address that names no claim."""
    st.title("There is no such claim" if asked else "Which claim?", anchor=False)
    if asked:
        st.text(
            f"No claim has the id \N{LEFT DOUBLE QUOTATION MARK}{asked[:80]}\N{RIGHT DOUBLE QUOTATION MARK}. It may have been renamed."
        )
    st.markdown("Choose one of the claims of the article:")
    claims = case().argument.claims.rows
    st.html(f'<ul class="claims">{"".join(f"<li>{claim_anchor(c)}</li>" for c in claims)}</ul>')
