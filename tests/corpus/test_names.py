"""Which articles have enough names in common: the same pairs as where each is looked at."""

from __future__ import annotations

import random
from itertools import combinations
from math import sqrt
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.corpus.story.names import alike_by_names

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

NAMES = [f"name{number}" for number in range(40)]


def one_by_one(
    named: Sequence[AbstractSet[str]], fewest: int, least: float
) -> list[tuple[float, int, int]]:
    """The pairs as they are found where each is looked at."""
    found = []
    for (one, names), (other, others) in combinations(enumerate(named), 2):
        shared = len(names & others)
        if shared >= max(fewest, 1) and shared / sqrt(len(names) * len(others)) >= least:
            found.append((shared / sqrt(len(names) * len(others)), one, other))
    return found


@given(
    st.lists(st.sets(st.sampled_from(NAMES), max_size=25), max_size=24),
    st.integers(0, 6),
    st.floats(0.0, 1.0),
)
def test_the_pairs_are_those_that_are_found_one_by_one(
    named: list[set[str]], fewest: int, least: float
) -> None:
    assert sorted(alike_by_names(named, fewest, least)) == sorted(one_by_one(named, fewest, least))


@pytest.mark.parametrize("least", [0.0, 0.15, 0.4])
def test_names_that_few_or_many_articles_have_count_alike(least: float) -> None:
    chance = random.Random(3)  # noqa: S311
    named = []
    for _ in range(150):
        # As in texts: some names are everywhere, most are in a few articles that follow another.
        begin = len(named) // 6 * 5
        rare = [f"rare{begin + chance.randrange(12)}" for _ in range(chance.randrange(9))]
        common = [f"common{int(30 * chance.random() ** 2)}" for _ in range(chance.randrange(16))]
        named.append({*rare, *common})
    assert sorted(alike_by_names(named, 4, least)) == sorted(one_by_one(named, 4, least))
