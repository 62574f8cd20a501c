"""Shares, METER's classes, truncation, verbatim runs and the words they rest on."""

from __future__ import annotations

import made_stories as made
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.default import default_config

from tui.corpus.likeness import SharedRun, prose_of, tell_alike, verbatim_runs
from tui.corpus.story.derivation import Derivation, derive
from tui.corpus.story.ends import stop_of
from tui.text import align

CONFIG = default_config()
WORDS = st.lists(st.sampled_from("abcd"), max_size=40)


def pair(left: tuple[str, ...], right: tuple[str, ...]) -> tuple[Derivation, Derivation]:
    alignment = align(made.article("l.txt", left), made.article("r.txt", right), CONFIG)
    return derive(alignment, CONFIG.story)


def test_both_directions_of_a_cut_copy() -> None:
    full, cut = pair(made.AGENCY, made.AGENCY[:5])
    assert (full.derived, cut.derived) == ("wholly", "wholly")
    assert cut.share == full.model_share == 1.0
    assert full.share == cut.model_share == pytest.approx(0.41, abs=0.05)
    assert (full.paragraphs, cut.paragraphs) == ((5, 13), (5, 5))
    assert (full.truncated, cut.truncated) == (False, True)
    assert (full.model_stop, cut.model_stop) == (4, None)
    assert cut.verbatim == 1.0


def test_own_report_is_not_derived() -> None:
    for found in pair(made.AGENCY, made.OWN):
        assert found.derived == "not"
        assert found.longest_prose < CONFIG.story.derivation.telling_run


def test_swapping_sides_swaps_the_result() -> None:
    one, other = pair(made.AGENCY, made.REWORDED)
    assert pair(made.REWORDED, made.AGENCY)[::-1] == (
        one.__class__(**{**_fields(one), "article": "r.txt", "model": "l.txt"}),
        other.__class__(**{**_fields(other), "article": "l.txt", "model": "r.txt"}),
    )


def _fields(found: Derivation) -> dict[str, object]:
    return {name: getattr(found, name) for name in Derivation.__slots__}


def test_nothing_in_common() -> None:
    found, _ = pair(made.AGENCY, made.UNRELATED)
    assert (found.share, found.copied, found.derived) == (0.0, frozenset(), "not")


def test_no_truncation_where_the_tail_is_replaced() -> None:
    _, ending = pair(made.AGENCY, made.AGENCY[:7] + made.OWN[3:])
    assert not ending.truncated


@pytest.mark.parametrize(
    ("own", "copied", "stop"),
    [
        (5, [(at, at) for at in range(5)], 4),
        (5, [(at, at) for at in range(4)], None),  # goes on with text of its own
        (5, [(0, 0), (2, 2), (4, 9)], None),  # picks from all over
        (5, [], None),
    ],
)
def test_where_an_article_stops(own: int, copied: list[tuple[int, int]], stop: int | None) -> None:
    sizes, others = dict.fromkeys(range(own), 20), dict.fromkeys(range(12), 20)
    linked = {place for _, place in copied}
    assert stop_of(sizes, others, copied, linked, CONFIG.story.truncation) == stop


def test_quotation_marks_of_several_languages() -> None:
    text = 'Er sagte: „Nein“ und ging. “Never,” she said. « Jamais », dit-il. A "no" again.'
    words = prose_of(made.article("a.txt", (text,)))
    quoted = [word for word, inside in zip(words.words, words.quoted, strict=True) if inside]
    assert quoted == ["nein", "never", "jamais", "no"]
    assert words.sizes == {0: len(words.words)}
    assert len(words.prose[0]) == len(words.words) - 4


def test_a_stray_closing_mark_opens_no_quotation() -> None:
    words = prose_of(made.article("a.txt", ("“It was positive.” Everyone was there.” He left.",)))
    assert sum(words.quoted) == 3


def test_runs_are_maximal() -> None:
    assert verbatim_runs([*"xabcdey"], [*"zabcdew"], 3) == [SharedRun(1, 1, 5)]


@given(WORDS, WORDS)
def test_runs_are_equal_words_and_cannot_grow(left: list[str], right: list[str]) -> None:
    for run in verbatim_runs(left, right, 3):
        here = left[run.left : run.left + run.words]
        assert len(here) == run.words >= 3
        assert here == right[run.right : run.right + run.words]
        ends = run.left + run.words, run.right + run.words
        assert left[ends[0] : ends[0] + 1] != right[ends[1] : ends[1] + 1] or (
            ends[0] == len(left) and ends[1] == len(right)
        )


@given(WORDS, WORDS)
def test_swapped_runs(left: list[str], right: list[str]) -> None:
    swapped = {SharedRun(run.right, run.left, run.words) for run in verbatim_runs(right, left, 3)}
    assert set(verbatim_runs(left, right, 3)) == swapped


def test_what_a_paper_says_around_a_quotation_is_its_own() -> None:
    said = "“We are not asking for a single dollar of public money, but for a road that is dry,”"
    agency = (*made.AGENCY[:3], f"{said} Maddern said.")
    around = (
        "In Ravens Gate this got the loudest laugh: the road has been under water since February."
    )
    own, _ = pair((*made.UNRELATED, f"{said} Maddern said. {around}"), agency)
    assert (own.copied, own.only_quoted) == (frozenset(), 1)


def test_a_quotation_in_common_does_not_make_copy_of_the_words_around_it() -> None:
    said = "“On nous demande de respecter des normes que personne ne respecte ailleurs”"
    agency = (
        "Les agriculteurs ont déversé du lisier devant la préfecture avant de se disperser.",
        f"{said}, a lancé à la tribune Yvon Le Bihan, éleveur de porcs à Loudéac.",
        "L’accord prévoit la suppression de la plupart des droits de douane entre les blocs.",
    )
    own = (
        "Gwenola Prigent a déjà trait ses vaches quand elle grimpe dans le tracteur de son père.",
        f"Yvon Le Bihan monte ensuite à la tribune. {said}, dit-il sous les vivats.",
        "Un passant applaudit, une dame se bouche le nez, et tout le monde rentre à quinze heures.",
    )
    found, _ = pair(own, agency)
    assert (found.derived, found.copied) == ("not", frozenset())
    copied, _ = pair((*own[:1], agency[1], agency[0]), agency)
    assert copied.copied == frozenset({1, 2})


def test_words_that_all_sentences_have_do_not_tell_alike() -> None:
    said = ["de", "stopper", "og", "tar", "bilde", "av", "den", "sier", "hun"]
    assert not tell_alike(
        said,
        ["de", "to", "andre", "ble", "ikke", "tatt", "av", "skredet", "sier", "hun", "og", "går"],
    )
    assert tell_alike(said, ["hun", "sier", "at", "mange", "stopper", "og", "tar", "bilde", "her"])
    assert tell_alike(["我", "们", "来", "了"], ["他", "们", "走", "了"])
