"""Edges of what a question in plain words proposes: whom, of what, which measure and which years, and what is said of it."""

import dataclasses

import pytest
from asked_world import asked_catalog, asked_figures
from builders import indicator, observations, table

from loaders.word_rows import IndicatorWords, NotHeld
from verdicts.filled_in import Ground, Proposal, filled_in
from verdicts.indicator_search import IndicatorIndex, Proposals
from verdicts.query_words import Vocabulary
from verdicts.question import Language
from verdicts.senses import Met, Sense


@pytest.fixture(scope="module")
def index():
    return IndicatorIndex(asked_catalog(), asked_figures())


def proposed(shown, why, measure="level", versus=("", "", ""), years=(None, None), event=""):
    """A proposal: an indicator, those shown, and behind a stroke whom it is with; exact where only what found it is said."""
    (name, *entities), _, counterpart = (
        part.split() if at == 0 else part for at, part in enumerate(shown.partition("|"))
    )
    said = why.replace("<", "\N{LEFT DOUBLE QUOTATION MARK}").replace(">", "\N{RIGHT DOUBLE QUOTATION MARK}")
    exact = not why or why.startswith(("Found", "Read"))
    return Proposal(name, tuple(entities), counterpart, measure, *versus, *years, event, said, exact)


@pytest.mark.parametrize(
    ("question", "proposal"),
    [
        # Flows: who gives and who takes, and who stands for those that have no figures.
        ("arms", proposed("arms USA|WLD", "Found by <arms>.")), ("guns", proposed("arms USA|WLD", "Found by <guns>.")),
        ("arms USA sold to Germany", proposed("arms USA|DEU", "Found by <arms>.")),
        ("arms Moscow sold to China", proposed("arms RUS|CHN", "Found by <arms>. Read with care.")),
        ("arms France bought from USA", proposed("arms USA|EURO", "It has no figures of France alone; shown are those of Europe.")),
        ("arms USA bought from Russia",
            proposed("arms RUS|WLD", "It has no figures of the United States alone; shown are those of the world.")),
        ("arms sold to Poland by Germany and Russia",
            proposed("arms DEU WLD|POL", "It has no figures of Russia alone; shown are those of the world.")),
        ("arms sold by Italy to China", proposed("arms RUS|CHN", "It has no figures of Italy.")),
        ("arms Poland bought", proposed("arms WLD|POL", "Found by <arms>.")),
        ("trade between China and USA", proposed("trade CHN|USA", "Found by <trade>.")),
        ("trade of China and USA", proposed("trade CHN|USA", "Found by <trade>.")),
        ("trade with China", proposed("trade CHN|USA", "Found by <trade>.")),
        ("trade of Russia with the United States", proposed("trade RUS|CHN", "It has no figures of the United States.")),
        # Two joined may stand either way round; who gives is never taken for who takes, where it has no figures of them either.
        ("trade between China and Russia", proposed("trade RUS|CHN", "Found by <trade>.")),
        ("arms from Italy", proposed("arms WLD|POL", "It has no figures of Italy alone; shown are those of the world.")),
        # One side: those named, and whoever is shown where nobody is.
        ("debt", proposed("debt USA", "Found by <debt>.")), ("debt of land", proposed("debt FRA", "Found by <debt>.")),
        ("borrowing of Germany, France and USA", proposed("debt DEU FRA USA", "Found by <borrowing>.")),
        ("debt of Germany and China", proposed("debt DEU", "It has no figures of China.")),
        ("debt of Moscow", proposed("debt USA", "It has no figures of Russia.")),
        ("debt of the two", proposed("debt PAIR", "Found by <debt>.")),
        ("GDP Pact", proposed("gdp_nominal WLD", "It has no figures of pact alone; shown are those of the world.")),
        ("economy USA GDP", proposed("gdp_nominal USA", "Found by <economy>, <gdp>.")),
        # Measures.
        ("share of Germany in debt", proposed("debt DEU", "Found by <debt>.", "share", ("", "EURO", ""))),
        ("share of USA in world debt", proposed("debt USA", "Found by <debt>.", "share", ("", "WLD", ""))),
        ("share of GDP debt", proposed("debt USA", "Found by <gdp>, <debt>.", "share", ("gdp_nominal", "", ""))),
        ("arms share USA", proposed("arms USA|WLD", "Found by <arms>.", "share", ("", "WLD", ""))),
        ("arms share Germany bought", proposed("arms USA|DEU", "Found by <arms>.", "share", ("", "WLD", ""))),
        ("trade share of Russia with China", proposed("trade RUS|CHN", "Found by <trade>.", "share", ("", "WLD", ""))),
        ("share of flights", proposed("flights WLD|WLD", "There is nothing to take a share of here.")),
        ("flights share of America", proposed("flights USA|WLD", "Found by <flights>.", "share", ("", "WLD", ""))),
        ("share of flights with China", proposed("flights WLD|CHN", "Found by <flights>.", "share", ("", "", "WLD"))),
        ("share of economy", proposed("gdp_nominal WLD", "There is nothing to take a share of here.")),
        ("interest rate share of Russia", proposed("rate RUS", "Found by <interest>, <rate>.")),
        ("interest rate share in the world", proposed("rate USA", "There is nothing to take a share of here.")),
        ("mood share of Germany", proposed("mood DEU", "There is nothing to take a share of here.")),
        ("growth of debt USA", proposed("debt USA", "Found by <debt>.", "growth")),
        ("growth interest rate", proposed("rate USA", "It is in per cent already, so its growth would tell little.")),
        ("per head debt USA", proposed("debt USA", "Found by <debt>.", "ratio", ("population", "", ""))),
        ("per head debt Germany", proposed("debt DEU", "It cannot be had per head here.")),
        ("per head mood", proposed("mood DEU", "It cannot be had per head here.")),
        ("per head cars USA", proposed("cars USA", "It cannot be had per head here.")),
        ("index of debt USA", proposed("debt USA", "Found by <debt>.", "index")),
        ("rank of debt of Germany", proposed("debt DEU", "Found by <debt>.", "rank", ("", "EURO", ""))),
        ("rank of debt of USA", proposed("debt USA", "Too few countries have figures here for a rank.")),
        ("most Germany debt", proposed("debt DEU", "Found by <debt>.", "rank", ("", "EURO", ""))),
        ("most USA debt", proposed("debt USA", "Found by <debt>.")),
        # The largest by the newest year: neither groups nor institutions, nor whose figures end before, or are of one quarter.
        ("most cars", proposed("cars CHN POL DEU ITA USA", "Found by <cars>.")),
        ("most debt", proposed("debt USA FRA ITA DEU", "Found by <debt>.")),
        ("most arms sold to Germany", proposed("arms USA|DEU", "Found by <arms>.")),
        ("most arms", proposed("arms USA RUS|WLD", "Found by <arms>.")),
        ("debt of USA compared with Germany", proposed("debt USA", "Found by <debt>.", "ratio", ("", "DEU", ""))),
        ("debt of USA and Germany compared with land", proposed("debt USA DEU", "Found by <debt>.", "ratio", ("", "FRA", ""))),
        ("debt gap between USA and Germany", proposed("debt USA", "Found by <debt>.", "gap", ("", "DEU", ""))),
        ("debt apart of Germany and France", proposed("debt DEU", "Found by <debt>.", "distance", ("", "FRA", ""))),
        ("debt USA compared with USA", proposed("debt USA", "There is nothing to compare with here.")),
        ("debt USA apart", proposed("debt USA", "There is nothing to compare with here.")),
        ("arms of America beside Russia", proposed("arms USA|WLD", "Found by <arms>.", "ratio", ("", "RUS", ""))),
        # Years, and events that stand for them; the newest figures are of 2026.
        ("debt since 1990", proposed("debt USA", "Found by <debt>.", years=(1990, None))),
        ("debt last 5 years", proposed("debt USA", "Found by <debt>.", years=(2021, None))),
        ("debt last 1 year", proposed("debt USA", "Found by <debt>.", years=(2025, None))),
        ("debt since the fall of the wall", proposed("debt USA", "Found by <debt>.", years=(2001, None), event="wall")),
        ("debt since the iron curtain", proposed("debt USA", "Found by <debt>.", years=(2001, None), event="wall")),
        ("debt since the great divide", proposed("debt USA", "Found by <debt>.", years=(2001, None), event="wall")),
        ("debt since 1990 until fall of the wall", proposed("debt USA", "Found by <debt>.", years=(1990, 2001), event="wall")),
        ("debt until 2020 since the fall of the wall", proposed("debt USA", "Found by <debt>.", years=(2001, 2020), event="wall")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_a_question_gets_the_proposal_that_fits_it_best(index, question, proposal):
    assert index.find(question).matches[0] == proposal


WHEAT = "We hold no figures on wheat. Nearest: government debt; mood of people; weapons delivered."
GERMANY = (proposed("debt DEU", ""), proposed("gdp_nominal DEU", ""), proposed("mood DEU", ""))


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("debt of Amercia", Proposals((proposed("debt USA", "Found by <debt>."),), read_as=(("amercia", "america"),))),
        # Nothing like it: what is nearest is written down, three at most, and those that are asked of nobody here are left out.
        ("corn harvset", Proposals((proposed("debt USA", ""), proposed("mood DEU", ""), proposed("arms USA|WLD", "")), WHEAT,
                (("harvset", "harvest"),))),
        ("wheat per head bought in Germany",
            Proposals((proposed("debt DEU", ""), proposed("mood DEU", ""), proposed("arms DEU|POL", "")), WHEAT)),
        ("zeppelins Germany since 1990", Proposals(
            tuple(dataclasses.replace(one, first=1990) for one in GERMANY),
            "We hold no figures on zeppelins. Nearest: government debt; output; mood of people.",
        )),
        ("big zeppelins", Proposals((), "We hold no figures on big zeppelins.")),
        ("harvest", Proposals((), "We hold no figures on harvest.")),
        ("debt big zeppelins",
            Proposals((proposed("debt USA", ""),), "We hold no figures on debt big zeppelins. Nearest: government debt.")),
        # A name alone: all there is of it.
        ("Germany", Proposals((*GERMANY, proposed("cars DEU", ""), proposed("arms DEU|POL", "")))),
        ("Bank", Proposals((proposed("mood BANK", ""), proposed("cars BANK", "")))), ("Sold", Proposals(())),
        ("the of", Proposals(())),
        ("most Pact", Proposals(())),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_what_is_not_held_is_said_with_what_comes_nearest(index, question, found):
    assert index.find(question) == found


def test_half_of_what_is_asked_is_enough_and_the_other_half_is_told(index):
    found = index.find("debt zeppelins")
    assert [proposal.indicator for proposal in found.matches] == ["debt"]
    assert (found.missing, found.ignored) == ("", ("zeppelins",))


def test_only_money_of_each_year_has_a_share_of_output(index):
    found = {one.indicator: (one.measure, one.why) for one in index.find("share of GDP arms").matches}
    assert found == dict.fromkeys(("gdp_nominal", "arms"), ("level", "There is nothing to take a share of here."))


def numbered(count, entity=lambda at: "USA"):
    """An index of so many crops, each of somebody."""
    crops = [indicator(f"crop_{at:02}").model_copy(update={"name": f"crops of kind {at:02}"}) for at in range(count)]
    known = dataclasses.replace(asked_catalog(), indicators=table(crops), indicator_words=table([]))
    return IndicatorIndex(known, observations({(crop.id, entity(at)): [1, 2] for at, crop in enumerate(crops)}))


@pytest.mark.parametrize(("count", "proposals"), [(7, 7), (8, 8), (9, 8)])
def test_eight_are_proposed_at_most(count, proposals):
    index = numbered(count)
    for question in ("crops", "USA"):
        assert [one.indicator for one in index.find(question).matches] == [f"crop_{at:02}" for at in range(proposals)]
    assert len(index.find("crops of Russia").matches) == proposals, "all are as far from it"
    assert len(index.find("zeppelins USA").matches) == 3


@pytest.mark.parametrize(("place", "first"), [(15, "crop_15"), (16, "crop_00")])
def test_of_the_sixteen_whose_names_come_nearest_it_is_asked_who_has_figures(place, first):
    index = numbered(18, lambda at: "CHN" if at == place else "USA")
    assert index.find("crops of China").matches[0].indicator == first


def test_what_is_held_comes_before_what_is_not_where_both_are_called_so():
    index = IndicatorIndex(asked_catalog(not_held=[NotHeld(words="cars made|made in France")]), asked_figures())
    assert index.find("cars made") == Proposals((proposed("cars USA", "Found by <cars>, <made>."),))
    nearest = "Nearest: government debt; output; mood of people."
    assert index.find("made in France").missing == f"We hold no figures on cars made. {nearest}"


def test_an_indicator_is_found_by_its_unit_and_publisher_too_and_one_of_an_unknown_source_by_its_name():
    index = IndicatorIndex(asked_catalog(), asked_figures())
    assert index.find("mood in points of the Office").matches[0].indicator == "mood"
    assert index.find("mood in points of the Office").ignored == ()
    lost = [indicator("rice").model_copy(update={"name": "rice", "source": "lost"})]
    known = dataclasses.replace(asked_catalog(), indicators=table(lost), indicator_words=table([]))
    found = IndicatorIndex(known, observations({("rice", "USA"): [1]})).find("rice")
    assert found == Proposals((proposed("rice USA", "Found by <rice>."),))


@pytest.mark.parametrize(
    ("question", "score"),
    [
        # A name counts 0.1, the right side 0.2 for each of the two, a fitting word before the other one 0.05.
        ("arms USA sold to Germany", 0.1 + 0.2 + 0.2 + 0.05), ("arms from USA", 0.1 + 0.2 - 0.05), ("arms USA", 0.1 - 0.05),
        ("arms to Germany", 0.2 + 0.05), ("arms", -0.05), ("arms with Germany", 0.05), ("arms in Germany", 0.05),
        # Europe for France costs 0.12, the world for Germany 0.35, nobody for Italy 0.35; one who is left out 0.3.
        ("arms USA sold to France", 0.1 + 0.2 + 0.2 + 0.05 - 0.12), ("arms USA sold to Russia", 0.1 + 0.2 + 0.2 + 0.05 - 0.35),
        ("arms USA sold to Germany with Russia", 0.55 - 0.3), ("arms USA sold to Germany compared with", 0.55 - 0.25),
        ("debt of Germany and China", 0.1 - 0.35), ("debt of China", -0.3), ("debt of Germany", 0.1),
        ("trade between China and USA", 0.1 + 0.1), ("trade of China and USA", 0.1 + 0.1), ("trade of China with USA", 0.1 + 0.05),
    ],
)  # fmt: skip
def test_how_well_a_proposal_fits(index, question, score):
    known, name = asked_catalog(), frozenset({question.split()[0]})
    language = Language(known, Vocabulary(()))
    rows = {row.indicator: row for row in known.indicator_words.rows}
    met = Met(Sense((name,), name, rows[question.split()[0]]), score=1, name=name)
    ground = Ground(index._held, 2026)
    found, _ = filled_in(ground, met, language.read(question))
    assert found == pytest.approx(1 + score)


def test_who_is_named_without_a_word_between_is_not_said_to_have_no_figures(index):
    first = index.find("debt Germany France").matches[0]
    assert first.entities in (("DEU",), ("FRA",))
    assert first.why.endswith(" is not shown: write “and” between several.")


def test_what_is_the_world_s_by_its_name_is_a_share_of_it():
    """In per cent already: of what has another name only there is nothing to take a share of."""
    words = [IndicatorWords(indicator="rate", words="world", entity="USA")]
    index = IndicatorIndex(asked_catalog(indicator_words=words), asked_figures())
    found = index.find("interest rate share in the world").matches[0]
    assert found == proposed("rate USA", "Found by <interest>, <rate>.")


def test_of_what_there_are_no_figures_nothing_is_proposed(index):
    salt = Sense((frozenset({"salt"}),), frozenset({"salt"}), IndicatorWords(indicator="salt", words="salt"))
    question = Language(asked_catalog(), Vocabulary(())).read("salt")
    assert filled_in(Ground(index._held, 2026), Met(salt, 1, 1), question) is None


def test_what_is_not_held_is_found_by_its_one_word():
    index = IndicatorIndex(asked_catalog(not_held=[NotHeld(words="wheat", nearest="mood")]), asked_figures())
    assert index.find("wheat") == Proposals(
        (proposed("mood DEU", ""),), "We hold no figures on wheat. Nearest: mood of people."
    )


def test_a_catalog_of_which_nothing_could_be_read_answers_that_nothing_is_held():
    nothing = {
        name: []
        for name in ("entities", "members", "events", "question_words", "indicator_words", "nicknames", "not_held")
    }
    index = IndicatorIndex(asked_catalog(indicators=[], **nothing), observations({}))
    assert index.find("arms") == Proposals((), "We hold no figures on arms.")
