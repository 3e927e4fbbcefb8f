"""How is a verdict reached? The rule, one worked example from today's figures, every measure and check, the limits."""

import streamlit as st

from exports.addresses import CLAIM_PAGE
from loaders.catalog import ROOT
from verdicts import checks, measures, rule
from verdicts.argument import KINDS
from verdicts.base_rates import RARE
from verdicts.certainty import MEANINGS as CERTAIN
from verdicts.certainty import REASONS
from verdicts.doubt import chance_sentence, percent
from verdicts.history import FIRST_YEAR
from verdicts.words import day
from widgets.finding_view import finding_chart
from widgets.markup import definitions, lede
from widgets.state import case, standings
from widgets.worked_example import example, worked

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
3. A **check** asks the series a question whose yes supports the claim, and answers with what was observed: *yes*, *no*, or
   *too close to call* where the line lies within the doubt of measuring (the source's own bounds, or a margin). Beside the answer
   stands its **base rate**: how often earlier spans, and comparable cases, show the same. Context (weight 0) answers nothing: it shows its figure.
4. The **verdict** says in which direction the evidence points: the weighted mean of the answers that are decided (+1 yes, −1 no; a
   deciding test weighs 1, a helping one 0.5). From ±{rule.FULL:.2f} it can be *supported* or *contradicted*, from ±{rule.LEANING:.2f} it *leans*,
   between it is *conflicting*; where less than half of the weight has an answer, or no deciding test, there is *not enough evidence*.
   A full verdict needs {rule.FEWEST_FOR_FULL} decided tests of which one decides, no deciding one against it, and {percent(rule.MOST)} of the declared choices.
   Its **certainty** says how much that can be relied on. It begins *high* and goes down a step for each reason to doubt it, which is named.
5. A **causal** claim leans at most, either way: figures show when, not why. A yes counts for it only where what happened is out of the
   ordinary, at most one in {round(1 / RARE)} by its base rates. A **forecast** is *too early* to call until figures from after the article answer a
   deciding test. A **judgement** is never scored.
6. Every claim is judged **twice**: with the editions in force on {day(case().article.day)}, and with all figures in hand. A fact or a cause
   is about periods up to the article's day, at both, so only revisions and late figures move it; what the same test shows *since* stands
   beside it and never decides. Where the edition of the day is not in hand, a later one is cut by its publication lag, and that is said.
"""
)
shown = example(list(standings().values()))
if shown:
    standing, finding = shown
    st.subheader("A worked example", anchor=False)
    st.html(
        f'<p>The claim <a href="{CLAIM_PAGE.link(claim=standing.now.claim.id)}" target="_self">{standing.now.claim.id}</a>:</p>'
    )
    st.html(definitions(worked(standing, finding)))
    finding_chart(standing.now.claim.id, finding, key="method-")

st.subheader("Measures", anchor=False)
st.html(definitions((name.replace("_", " "), text) for name, text in measures.MEANINGS.items()))
st.subheader("Checks", anchor=False)
st.html(definitions((name.replace("_", " "), text) for name, text in checks.MEANINGS.items()))
st.subheader("Verdicts", anchor=False)
st.html(definitions(rule.MEANINGS.items()))
st.subheader("Certainty", anchor=False)
st.caption("One step down from high for each; the words that stand beside a verdict, and what they mean.")
st.html(definitions((REASONS[doubt].capitalize(), text) for doubt, text in CERTAIN.items()))
st.subheader("Kinds of claim", anchor=False)
st.html(definitions(KINDS.items()))
st.subheader("How sure is a verdict?", anchor=False)
st.markdown(
    f"""
- **Other choices.** Each test declares, with reasons, the other windows, thresholds, indicators and groups that are as defensible. Every
  combination of them is judged by the same rule. *Robustness* is the share that gives the same verdict; more than {percent(rule.MOST)} is *most*.
  It is no better estimate: it shows how choices move the answer.
- **Both readings.** The combination that speaks most for the claim, and the one that speaks most against it, from the same figures.
- **What would change it.** The value at which each answer turns, and the answers on which the verdict hangs.
- **Through the years.** Today's rule with what was known at each year end since {FIRST_YEAR}.
- **What rests on it.** A conclusion of the article stands if its premises bear it on balance: the mean of their verdicts (+1 to −1, attacks turned
  round) is {rule.LEANING} or more. It falls at −{rule.LEANING} or less.
"""
)
st.subheader("Limits", anchor=False)
st.markdown(
    f"""
- An indicator is not the words of a claim. Each test says how far apart they are (direct, near, far).
- Windows and thresholds are choices. Each has its reason beside it, and other defensible choices are declared with it.
- Many tests are made. {chance_sentence(case().argument)} The simulations stand in the full text below.
- Association is not cause. What would be needed to show a cause stands in the caveat of each causal claim.
- Military figures of Russia and China, deaths in running wars and revenue from oil and gas are estimates.
"""
)
with st.expander("The method in full, with what was known when the rules were written and what was changed since"):
    st.markdown((ROOT / "docs" / "method.md").read_text(encoding="utf-8"))
