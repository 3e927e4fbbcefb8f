"""How is a verdict reached? Half a page, one worked example from today's figures, then definitions and limits."""

import re

import streamlit as st

from loaders.catalog import ROOT
from verdicts import checks, measures, rule
from verdicts.argument import KINDS
from verdicts.base_rates import RARE
from verdicts.certainty import MEANINGS as CERTAIN
from verdicts.certainty import REASONS
from verdicts.doubt import chance_sentence, percent
from verdicts.history import FIRST_YEAR
from verdicts.words import count, day
from widgets.finding_view import finding_chart
from widgets.markup import claim_anchor, definitions, lede
from widgets.state import case, standings
from widgets.table import folded
from widgets.worked_example import all_settings, example, worked

st.title("How a verdict is reached", anchor=False)
st.html(
    lede(
        "We split the article into single claims and test each against public figures. The verdict says which way the answers point, "
        "and how sure that is."
    )
)
st.markdown(
    f"""
1. **One claim, a few tests.** Each test asks a question whose yes supports the claim. Its figures, its period and our
   line, the value that counts as a yes, are written down before it is run.
2. **Each test gets an answer.** It is *yes*, *no*, or *too close to call*: then our line lies within the margin of error.
3. **The answers are added up.** A deciding test counts in full, a helping test half. If one side clearly outweighs the other, the claim is
   *supported* or *contradicted*. If it is ahead by less, the verdict *leans* that way. If neither leads, the evidence is *conflicting*.
4. **We try other ways to test.** Other periods, lines and figures may be just as good. A full verdict has to hold in at least {percent(rule.MOST)} of them.
5. **We say how sure it is.** Certainty starts *high*. It goes down a step for each reason to doubt, and the reason is named.
6. **Each claim is judged twice:** with the figures published by {day(case().article.day)}, and with today's.
"""
)
shown = example(list(standings().values()))
if shown:
    standing, finding = shown
    st.header("A worked example", anchor=False)
    st.html(f'<p class="example">{claim_anchor(standing.now.claim)}</p>')
    st.html(
        definitions(worked(standing, finding)) + folded("All settings of this test", definitions(all_settings(finding)))
    )
    finding_chart(standing.now.claim.id, finding, key="method-")

st.header("What the verdicts mean", anchor=False)
st.html(definitions(rule.MEANINGS.items()))
st.markdown(
    f"""
- **In numbers.** A yes is +1, a no −1. The mean of the answers, by weight, has to reach ±{rule.FULL:.2f} for a full verdict and ±{rule.LEANING:.2f} to lean.
- **A full verdict needs more.** {count(rule.FEWEST_FOR_FULL).capitalize()} tests have an answer, one of them deciding. No deciding test says the opposite.
- **A claim about a cause leans at most.** Figures show when, not why. A yes counts only where a change is out of the ordinary: at most
  one in {round(1 / RARE)} comparable cases or earlier periods shows the same.
- **A forecast stays too early to call** until figures from after the article answer a deciding test.
- **An opinion is never scored.** It is listed, with the reason.
- **Context is never an answer.** Some tests only show a figure; they do not count.
"""
)
st.header("What certainty means", anchor=False)
st.html("<p>One step down from high for each of these.</p>")
st.html(definitions((REASONS[doubt].capitalize(), text) for doubt, text in CERTAIN.items()))

st.header("How sure is a verdict?", anchor=False)
st.markdown(
    f"""
- **Other ways to test.** Each test names its other settings, with reasons. We run every combination and count how many give the same
  verdict. This is no better estimate. It shows how choices move the answer.
- **Best case for and against.** The settings that speak most for the claim, and those that speak most against it.
- **What would change it.** The value at which each answer turns, and the answers that the verdict depends on.
- **Verdict over time.** Today's rule, with what was known at the end of each year since {FIRST_YEAR}.
- **Why it matters to the argument.** A conclusion stands if the evidence on its premises is mostly in favour. Their verdicts count from +1 to −1,
  and the mean has to be {rule.LEANING} or more. It falls at −{rule.LEANING} or less.
"""
)
st.header("Definitions", anchor=False)
for heading, meanings in (
    ("What a test measures", measures.MEANINGS), ("What a test checks", checks.MEANINGS), ("Kinds of claim", KINDS),
):  # fmt: skip
    st.html(folded(heading, definitions((name.replace("_", " "), text) for name, text in meanings.items())))

st.header("Limits", anchor=False)
st.markdown(
    f"""
- A figure is not the words of a claim. Each test says how directly it tests them.
- Periods and lines are choices. Each has its reason beside it.
- Many tests are made. {chance_sentence(case().argument)}
- Facts and causes are judged on periods up to the article's day. What came since stands beside the verdict and never decides it.
- Where the edition of the day was not found, a later one is cut to what had been published. The page says so.
- Seeing two things together does not show a cause. Each causal claim says what would be needed.
- Some figures are estimates. What to know of them stands with their source.
"""
)
with st.expander("The method in full, with what was known when the rules were written and what was changed since"):
    # Without its title, which is that of the page.
    st.markdown((ROOT / "docs" / "method.md").read_text(encoding="utf-8").partition("\n")[2])
    # One level down: there its title is a heading among others.
    st.markdown(re.sub("(?m)^#", "##", case().known))
