"""How is a verdict reached? The rule, one worked example from today's figures, every measure and check, the limits."""

import streamlit as st

from loaders.catalog import ROOT
from verdicts import checks, measures, verdict
from verdicts.tables import KINDS
from widgets.chart import finding_chart
from widgets.markup import claim_link, definitions, lede
from widgets.method import example, worked
from widgets.state import standings

st.title("Method", anchor=False)
st.html(
    lede(
        "Each claim is split until it says one thing, given one to five tests with window and threshold written down before they "
        "are run, and judged by adding up their answers."
    )
)
st.markdown(
    f"""
1. **Figures** come from public sources, one edition each, with the day they were retrieved. Projections are drawn dashed and never decide.
2. A **measure** turns them into one dated series: a share, a ratio, a rank.
3. A **check** asks the series a question whose yes supports the claim. Levels carry a margin of error, trends and steps a
   95 % interval widened for years that resemble their neighbours. Too few points or too wide an interval: *not clear*.
4. The **verdict** is the weighted mean of the answers (+1 yes, −1 no, 0 not clear; a deciding test weighs 1, a helping one 0.5,
   context 0). From {verdict.FULL:.2f} it is *supported*, from {verdict.LEANING:.2f} *leans supported*, and so on downwards.
   A full verdict needs at least {verdict.FEWEST_FOR_FULL} scored tests and no deciding one against it.
5. A **causal** claim leans at most, either way: figures show when, not why. A **forecast** is open until figures from after
   the article answer a deciding test. A **judgement** is never scored.
6. Every claim is judged **twice**: with what had been published by 17 February 2025, and with all figures in hand.
   Old figures are today's editions cut off by publication lag; later revisions of them are not undone.
"""
)
shown = example(list(standings().values()))
if shown:
    standing, finding = shown
    st.subheader("A worked example", anchor=False)
    st.html(
        f'<p>The claim <a href="{claim_link(standing.now.claim.id)}" target="_self">{standing.now.claim.id}</a>:</p>'
    )
    st.html(definitions(worked(standing, finding)))
    finding_chart(standing.now.claim.id, finding, key="method-")

st.subheader("Measures", anchor=False)
st.html(definitions((name.replace("_", " "), text) for name, text in measures.MEANINGS.items()))
st.subheader("Checks", anchor=False)
st.html(definitions((name.replace("_", " "), text) for name, text in checks.MEANINGS.items()))
st.subheader("Verdicts", anchor=False)
st.html(definitions(verdict.MEANINGS.items()))
st.subheader("Kinds of claim", anchor=False)
st.html(definitions(KINDS.items()))
st.subheader("Limits", anchor=False)
st.markdown(
    """
- An indicator is not the words of a claim. Each test says how far apart they are (direct, near, far).
- Windows and thresholds are choices. Each has its reason beside it, and other defensible choices are declared with it.
- Many tests are made, so some answers will be yes or no by chance: on random walks without any trend, a trend or step check
  says yes about one time in ten, on unrelated noise about one time in fifty (the tables stand in the full text below).
- Association is not cause. What would be needed to show a cause stands in the caveat of each causal claim.
- Military figures of Russia and China, deaths in running wars and revenue from oil and gas are estimates.
"""
)
with st.expander("The method in full, with what was known when the rules were written and what was changed since"):
    st.markdown((ROOT / "docs" / "method.md").read_text(encoding="utf-8"))
