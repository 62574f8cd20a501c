"""What a link rests on: words by weight, numbers, names, quotations, layers, the runner-up."""

from __future__ import annotations

import pytest
from support.articles import article_of
from support.default import default_config

from tui.text import align
from tui.text.alignment.why import Explainer

CONFIG = default_config()

LEFT = (
    "The walkout by the 4,200 members of the Harbor Union is the first full stoppage at the port.",
    "“We have been patient for two years, and patience does not pay the rent,” Marta Kolind said.",
    "By midday, 31 ships were at anchor in the bay, harbor pilots said, and trucks stood in line.",
    "Nothing else that was said that day has anything to do with herons or quiet water.",
)
RIGHT = (
    "At noon 31 ships lay at anchor in the bay, according to the harbor's pilots.",
    "A full stoppage began as the 4,200 members of the Harbour Union walked out.",
    "Marta Kolind, who leads them, shouted: “Patience does not pay the rent!”",
    "Coffee grows scarce.",
)


def explainer_of(left: tuple[str, ...], right: tuple[str, ...]) -> Explainer:
    alignment = align(
        article_of(left, path="a", sha256="a"), article_of(right, path="b", sha256="b"), CONFIG
    )
    return Explainer(alignment, CONFIG.house_style, CONFIG.alignment)


@pytest.fixture
def explainer() -> Explainer:
    return explainer_of(LEFT, RIGHT)


def test_a_link_rests_on_rare_shared_words(explainer: Explainer) -> None:
    found = explainer.explain(2, 0)
    assert found.link is not None
    assert found.score >= found.needed
    kinds = {word.left: word.kind for word in found.words}
    assert kinds["31"] == "number"
    assert kinds["anchor"] == "word"
    weights = [word.weight for word in found.words]
    assert weights == sorted(weights, reverse=True)
    # "harbor" stands in more paragraphs than "anchor", so it counts less.
    by_word = {word.left: word for word in found.words}
    assert by_word["harbor"].weight < by_word["anchor"].weight
    assert by_word["anchor"].paragraphs == (1, 1)
    assert by_word["harbor"].paragraphs == (2, 2)


def test_common_words_are_no_evidence(explainer: Explainer) -> None:
    assert not {"the", "at", "in"} & {word.left for word in explainer.explain(2, 0).words}


def test_spelling_that_house_style_ignores_is_one_word(explainer: Explainer) -> None:
    by_word = {word.left: word for word in explainer.explain(0, 1).words}
    assert by_word["Harbor"].right == "Harbour"
    assert by_word["Harbor"].kind == "name"


def test_what_both_quote(explainer: Explainer) -> None:
    (quoted,) = explainer.explain(1, 2).quotations
    assert quoted.startswith("patience does not pay the rent")
    assert explainer.explain(2, 0).quotations == ()


def test_the_runner_up_is_the_best_other_pair_of_either(explainer: Explainer) -> None:
    found = explainer.explain(2, 0)
    rival = found.runner_up
    assert rival is not None
    assert (rival.left == 2) != (rival.right == 0)
    assert rival.score < found.score
    assert explainer.explain(rival.left, rival.right).score == rival.score


def test_candidates_are_all_of_the_other_side_the_closest_first(explainer: Explainer) -> None:
    for side, paragraph, best in (("left", 2, (2, 0)), ("right", 1, (0, 1))):
        found = explainer.candidates(side, paragraph)
        assert found[0] == best
        assert len(found) == len(set(found)) == 4
        scores = [explainer.explain(*pair).score for pair in found]
        assert scores == sorted(scores, reverse=True)
    assert explainer.candidates("right", 3) == [(at, 3) for at in range(4)]


def test_a_pair_without_a_link(explainer: Explainer) -> None:
    found = explainer.explain(3, 3)
    assert found.link is None
    assert found.score < found.needed
    assert found.words == ()


def test_equal_texts_and_the_layers_between() -> None:
    one, other = "The defence minister said 5 per cent.", "The defense minister said 5 percent."
    found = explainer_of((one,), (other,))
    explanation = found.explain(0, 0)
    assert explanation.equal
    assert explanation.layers
    assert explanation.runner_up is None
