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


def test_unique_here_and_unique_in_the_set() -> None:
    told: list[tuple[int, int]] = []
    found = coverage(
        FULL,
        [FULL, HEAD, TAIL],
        lambda left, right: align(left, right, CONFIG),
        lambda done, of: told.append((done, of)),
    )
    assert found.others == ("head.txt", "tail.txt")
    assert found.absent_from("head.txt") == tuple(range(5, 13))
    assert found.absent_from("tail.txt") == (*range(8), 12)
    assert found.unique() == (5, 6, 7, 12)
    assert told == [(1, 2), (2, 2)]


def test_a_witness_says_where_and_how_closely() -> None:
    found = coverage(FULL, [HEAD], lambda left, right: align(left, right, CONFIG))
    (witness,) = found.witnesses[2]
    assert (witness.path, witness.paragraph, witness.kind) == ("head.txt", 2, "same")
    assert witness.similarity == 1.0


def test_alone_everything_is_unique() -> None:
    found = coverage(FULL, [FULL], lambda left, right: align(left, right, CONFIG))
    assert found.unique() == tuple(range(13))
