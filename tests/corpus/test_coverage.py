"""Who else has a paragraph: unique here is not unique in the set."""

from __future__ import annotations

import made_stories as made
from support.default import default_config

from tui.corpus.coverage import coverage
from tui.text import align

CONFIG = default_config()
FULL = made.article("full.txt", made.AGENCY)
HEAD = made.article("head.txt", made.AGENCY[:5])
TAIL = made.article("tail.txt", made.AGENCY[8:12])


def covered(*others):
    return coverage(FULL, others, lambda left, right: align(left, right, CONFIG), CONFIG.story)


def test_unique_here_and_unique_in_the_set() -> None:
    found = covered(FULL, HEAD, TAIL)
    assert [column.article.path for column in found.columns] == ["head.txt", "tail.txt"]
    assert covered(HEAD).unique == tuple(range(5, 13))
    assert covered(TAIL).unique == (*range(8), 12)
    assert found.unique == (5, 6, 7, 12)
    assert found.left_out == 0


def test_a_witness_says_where_and_how_closely() -> None:
    (column,) = covered(HEAD).columns
    witness = column.witnesses[2]
    assert (column.article.path, witness.paragraph, witness.kind) == ("head.txt", 2, "same")
    assert witness.similarity == 1.0


def test_alone_everything_is_unique() -> None:
    assert covered(FULL).unique == tuple(range(13))
