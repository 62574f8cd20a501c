"""Which articles are most alike, without aligning them."""

from __future__ import annotations

import random
import re
from dataclasses import replace

import pytest
from support.default import default_config

from tui.config import demo_folder
from tui.corpus.index import pairs
from tui.corpus.index.pairs import DatedRuns, PairRules
from tui.corpus.library import Library
from tui.corpus.likeness import (
    FEW_HOLDERS,
    Likeness,
    Remembered,
    folded_words_of,
    plain_words,
    shingles,
)
from tui.text.model import Article, Paragraph, Role
from tui.text.words.tokens import as_seen


def article(*texts: str, role: Role = "body") -> Article:
    paragraphs = tuple(
        Paragraph(text, role, (number, number)) for number, text in enumerate(texts, 1)
    )
    return Article("x.txt", "", "utf-8", None, None, None, None, paragraphs, ())


def sentences(seed: int, count: int) -> list[str]:
    words = random.Random(seed)  # noqa: S311
    return [" ".join(f"w{words.randrange(400)}" for _ in range(20)) for _ in range(count)]


def test_the_seeds_most_alike_are_the_two_copies() -> None:
    articles = list(Library([demo_folder()], default_config()).articles())
    likeness = Likeness(articles)
    assert likeness.most_alike() == (2, 3)
    assert max((0, 1, 3), key=lambda other: likeness.likeness(2, other)) == 3


def test_likeness_is_of_both_directions_and_symmetrical() -> None:
    text = sentences(1, 10)
    likeness = Likeness([article(*text), article(*text), article(*text[:5]), article("Other.")])
    assert likeness.likeness(0, 1) == 1
    assert likeness.likeness(0, 2) == likeness.likeness(2, 0) == pytest.approx(0.5**0.5)
    assert likeness.likeness(0, 3) == 0


def test_two_fragments_are_not_the_most_alike() -> None:
    long = sentences(1, 12)
    copy = [*long[:9], *sentences(2, 3)]
    likeness = Likeness(
        [article("Yes, we can."), article("Yes, we can."), *map_articles(long, copy)]
    )
    assert likeness.most_alike() == (2, 3)


def map_articles(*texts: list[str]) -> list[Article]:
    return [article(*text) for text in texts]


def test_case_and_punctuation_do_not_count_and_captions_neither() -> None:
    assert shingles(article("“The end is near,” he said.")) == shingles(
        article("The end — is near he SAID")
    )
    assert shingles(article("Not in the text at all.", role="caption")) == set()


@pytest.mark.parametrize(
    "text",
    [
        "“The end,” she said – it’s the U.S. team’s.\n• Snake_case and 1,000… done\x1c.",
        "Straße, café and cafe\u0301 and ZERO\u200bWIDTH",
        "A U.S. law, in plain letters, was passed",
        "東京で会議が開かれた 2024",
        "Ünlü I\u0307stanbul x‑y x\u00ady",
        "L’été,\xa0dit-il\u202f: «\xa0c’est ça\xa0» – Ö.B.B. und E.U.",
        "Strauß İstanbul ΐ ŉa café² x·y Ž.A. ٣ слово",
    ],
)
def test_words_cut_from_bytes_are_those_of_the_text(text: str) -> None:
    dots = re.sub(r"\b(?:[^\W\d_]\.){2,}", lambda found: found[0].replace(".", "") + " ", text)
    words = [word.encode() for word in plain_words(as_seen(dots))]
    assert list(folded_words_of(article(text))) == [words]


@pytest.mark.parametrize("count", [0, 1])
def test_fewer_than_two_have_no_pair(count: int) -> None:
    assert Likeness([article("One two three four.")] * count).most_alike() is None


def test_nothing_in_common_gives_the_first_two() -> None:
    assert Likeness(map_articles(*([word * 3] for word in "abc"))).most_alike() == (0, 1)


def test_scripts_without_spaces_count_by_character() -> None:
    assert plain_words("東京で地震、3人") == ["東", "京", "で", "地", "震", "3", "人"]
    assert plain_words("Straße für U.S. ’n") == ["strasse", "für", "u", "s", "n"]


def test_many_articles_find_the_same_pair_as_few() -> None:
    unlike = [article(*sentences(seed, 12)) for seed in range(10, 10 + 3 * FEW_HOLDERS)]
    text = sentences(1, 12)
    unlike[7], unlike[40] = article(*text), article(*text[:10], *sentences(2, 2))
    likeness = Likeness(unlike)
    assert likeness.most_alike() == (7, 40)
    few = Likeness([unlike[7], unlike[40], unlike[3]])
    assert likeness.likeness(7, 40) == few.likeness(0, 1)
    assert likeness.likeness(3, 7) == few.likeness(0, 2)


def test_hundreds_of_copies_of_one_story_stay_countable() -> None:
    copies = [article(*sentences(1, 20))] * 300
    assert Likeness(copies).most_alike() == (0, 1)


def test_many_runs_are_counted_a_range_after_the_other_as_they_are_all_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    long = [sentences(seed, 12) for seed in range(30)]
    texts = [[*own, *long[(at * 7) % 30][:4]] for at, own in enumerate(long)]
    dated = [
        replace(one, date=f"2026-01-{1 + at % 9:02}")
        for at, one in enumerate(map_articles(*texts, *texts[:3]))
    ]
    runs = [DatedRuns(Remembered()(one), one.date) for one in dated]
    days = [one.day for one in runs]
    most: list[int] = []
    counted: list[pairs.CommonRuns] = []
    for at_once in (1_000_000, 500, 40):
        monkeypatch.setattr(pairs, "_MOST_AT_ONCE", at_once)
        taken = [len(set(some(0))) for some in pairs._by_value([one.runs for one in runs])]
        most.append(max(taken))
        assert sum(taken) == len(runs[0].runs)
        counted.append(pairs.common_runs(runs, days, PairRules()))
    assert most[2] < most[1] < most[0]
    assert counted[0].counts
    assert counted[0] == counted[1] == counted[2]
