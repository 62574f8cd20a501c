"""Who shares how much with whom: exact for a few, estimated for many."""

from __future__ import annotations

import made_stories as made
import pytest
from support.default import default_config

from tui.corpus import sharing as module
from tui.corpus.likeness import Remembered
from tui.corpus.sharing import sharing
from tui.text import align

CONFIG = default_config()
RUNS = Remembered()
FULL = made.article("full.txt", made.AGENCY)
HEAD = made.article("head.txt", made.AGENCY[:5])
OTHER = made.article("other.txt", ("Seven herons slept beside the quiet water all morning.",))


def aligned(left, right):
    return align(left, right, CONFIG)


def last(articles):
    *_, found = sharing(articles, aligned)
    assert found.complete
    return found


def test_the_share_of_one_in_the_other_is_not_that_of_the_other_in_the_one() -> None:
    found = last([FULL, HEAD, OTHER])
    summary = aligned(FULL, HEAD).summary
    assert found.shares[0, 1].share == summary.left_share < 0.6
    assert found.shares[1, 0].share == summary.right_share == 1
    assert all(share.exact for share in found.shares.values())
    assert (0, 2) not in found.shares
    assert found.aligned == found.pairs == 3


def test_what_shares_text_stands_together_and_the_rest_last() -> None:
    middle = made.article("middle.txt", made.AGENCY[3:])
    found = last([OTHER, HEAD, middle, FULL])
    assert [set(places) for places in found.clusters] == [{1, 2, 3}, {0}]
    # The head has nothing of the end: the full one stands between them, or at one end.
    assert sorted(place for places in found.clusters for place in places) == [0, 1, 2, 3]


def test_independent_reports_on_one_event_are_no_cluster() -> None:
    found = last([FULL, made.article("own.txt", made.OWN)])
    assert len(found.clusters) == 2


def test_of_many_only_the_likest_are_aligned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_ALIGNED", 1)
    found = last([OTHER, HEAD, made.article("tail.txt", made.AGENCY[4:6]), FULL])
    assert found.aligned == 1
    exact = {pair for pair, share in found.shares.items() if share.exact}
    assert exact == {(1, 3), (3, 1)}
    estimated = found.shares[2, 3]
    assert not estimated.exact
    assert estimated.share == pytest.approx(1)


def test_inside_a_small_group_all_are_aligned(monkeypatch: pytest.MonkeyPatch) -> None:
    articles = [OTHER, HEAD, made.article("tail.txt", made.AGENCY[6:]), FULL]
    monkeypatch.setattr(module, "LIKEST_ALIGNED", 1)
    monkeypatch.setattr(module, "MOST_ALIGNED", 5)
    *_, found = sharing(articles, aligned, together=[(3, 1, 2)])
    assert found.complete
    assert found.aligned == 3
    assert all(share.exact for pair, share in found.shares.items() if 0 not in pair)
    monkeypatch.setattr(module, "MOST_TOGETHER", 2)
    *_, found = sharing(articles, aligned, together=[(3, 1, 2)])
    assert found.aligned == 1


def test_a_sample_of_the_runs_still_estimates_the_shares(monkeypatch: pytest.MonkeyPatch) -> None:
    half = made.article("half.txt", made.AGENCY[:6])
    words = [sum(len(text.split()) for text in texts) for texts in (made.AGENCY[:6], made.AGENCY)]
    monkeypatch.setattr(module, "MOST_COUNTED", 60)
    shares = module._estimated([RUNS(half), RUNS(FULL)])
    assert shares[0, 1].share == 1
    assert shares[1, 0].share == pytest.approx(words[0] / words[1], abs=0.25)


def test_so_does_a_sample_of_all_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    half = made.article("half.txt", made.AGENCY[:6])
    runs = [RUNS(half), RUNS(FULL)]
    exact = module._estimated(runs)
    monkeypatch.setattr(module, "MOST_RUNS", 150)
    sampled = module._estimated(runs)
    assert sampled[0, 1].share == exact[0, 1].share == 1
    assert sampled[1, 0].share == pytest.approx(exact[1, 0].share, abs=0.25)


def test_progress_only_grows_and_reaches_the_end() -> None:
    copies = [made.article(f"{number}.txt", made.AGENCY[:2]) for number in range(60)]
    steps = list(sharing(copies, aligned))
    assert [step.done for step in steps] == sorted(step.done for step in steps)
    assert [step.complete for step in steps] == [False] * (len(steps) - 1) + [True]
    assert len(steps) > 4


def test_one_article_or_none() -> None:
    assert last([]).clusters == ()
    assert last([FULL]).clusters == ((0,),)
