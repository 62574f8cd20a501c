"""Made pages in any number: reports in invented words that copy one another as papers do.

Words are as rare as in a newspaper (Zipf), each story has its own names and vocabulary, and
its versions are copied whole, cut from the end, edited, reworded or written anew. The same
seed makes the same pages.
"""

from __future__ import annotations

import random
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

_COMMON = [
    "the",
    "of",
    "to",
    "and",
    "a",
    "in",
    "that",
    "is",
    "for",
    "on",
    "said",
    "with",
    "was",
    "as",
    "at",
    "by",
    "he",
    "it",
    "from",
    "have",
    "be",
    "has",
    "are",
    "an",
    "his",
    "but",
    "they",
    "who",
    "not",
    "were",
    "had",
    "their",
    "will",
    "which",
    "would",
    "about",
    "been",
    "more",
    "after",
    "this",
    "one",
    "or",
    "its",
    "when",
    "out",
    "up",
    "she",
    "there",
    "people",
    "year",
    "two",
    "also",
    "over",
    "than",
    "into",
    "other",
    "could",
    "last",
    "some",
    "first",
    "what",
    "all",
    "her",
    "we",
    "if",
    "government",
    "new",
    "no",
    "years",
    "time",
    "so",
    "against",
    "can",
    "three",
    "where",
    "before",
    "most",
    "may",
    "under",
    "while",
    "only",
    "told",
    "made",
    "many",
    "since",
    "now",
    "officials",
    "between",
    "because",
    "during",
    "them",
    "did",
    "country",
]
_STARTS = [
    "b",
    "br",
    "ch",
    "d",
    "dr",
    "f",
    "g",
    "gr",
    "h",
    "j",
    "k",
    "l",
    "m",
    "n",
    "p",
    "pr",
    "qu",
    "r",
    "s",
    "sh",
    "st",
    "t",
    "th",
    "tr",
    "v",
    "w",
]
_VOWELS = ["a", "e", "i", "o", "u", "ai", "ea", "ou", "ee", "oo"]
_ENDS = ["n", "r", "s", "t", "l", "m", "d", "ck", "st", "nd", "rm", "x", "ng", "ll"]
_MENU = ("Home", "World", "Politics", "Business", "Sport", "Culture", "Subscribe", "Sign in")
_FOOTER = ("Related stories", "Share this article", "Most read", "© All rights reserved.")

Paragraphs = list[str]


class Maker:
    """Makes words, stories and pages.

    Args:
        seed: The same one makes the same texts.
    """

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._words = sorted({self._word() for _ in range(9000)} - set(_COMMON))
        self._random.shuffle(self._words)
        # Zipf: the word of rank n is n times as rare as the first.
        self._rarity = list(accumulate(1 / rank for rank in range(20, len(self._words) + 20)))

    def story(self, paragraphs: int) -> Story:
        """A story with a vocabulary of its own, told in so many paragraphs."""
        topic = self._random.sample(self._words, 90)
        names = [word.capitalize() for word in self._random.sample(self._words, 16)]
        return Story(self, topic, names, paragraphs)

    def sentence(self, topic: Sequence[str], names: Sequence[str]) -> str:
        """A sentence on a topic."""
        chosen = self._random
        words: list[str] = []
        for _ in range(chosen.randint(8, 26)):
            chance = chosen.random()
            if chance < 0.47:
                words.append(chosen.choice(_COMMON[: chosen.choice((12, 40, len(_COMMON)))]))
            elif chance < 0.65:
                words.append(chosen.choice(topic))
            elif chance < 0.72:
                words.append(chosen.choice(names))
            elif chance < 0.74:
                words.append(str(chosen.randint(2, 2000)))
            else:
                words.append(chosen.choices(self._words, cum_weights=self._rarity)[0])
        words[0] = words[0].capitalize()
        return " ".join(words) + "."

    def paragraph(self, topic: Sequence[str], names: Sequence[str]) -> str:
        """One to three sentences."""
        count = self._random.choice((1, 1, 2, 2, 3))
        return " ".join(self.sentence(topic, names) for _ in range(count))

    def edited(self, text: str, share: float) -> str:
        """A text with some of its words replaced.

        Args:
            text: The text.
            share: The share of the words, from 0 to 1.
        """
        words = text.split(" ")
        for at in range(1, len(words) - 1):
            if words[at].islower() and self._random.random() < share:
                words[at] = self._random.choices(self._words, cum_weights=self._rarity)[0]
        return " ".join(words)

    def chance(self, share: float) -> bool:
        """True in so many of all cases."""
        return self._random.random() < share

    def among(self, choices: Sequence[Callable[[], Paragraphs]]) -> Paragraphs:
        """What one of some functions gives."""
        return self._random.choice(choices)()

    def between(self, least: int, most: int) -> int:
        """A number, both bounds included."""
        return self._random.randint(least, most)

    def _word(self) -> str:
        return "".join(
            self._random.choice(_STARTS) + self._random.choice(_VOWELS)
            for _ in range(self._random.choice((1, 2, 2, 3)))
        ) + self._random.choice(_ENDS)


class Story:
    """An event and an agency's report on it."""

    def __init__(
        self, maker: Maker, topic: Sequence[str], names: Sequence[str], paragraphs: int
    ) -> None:
        self._maker = maker
        self._topic = topic
        self._names = names
        self.report = [maker.paragraph(topic, names) for _ in range(paragraphs)]

    def headline(self) -> str:
        """A headline for one version."""
        words = self._maker.sentence(self._topic, self._names)[:-1].split(" ")[:9]
        return " ".join(words).capitalize()

    def version(self) -> Paragraphs:
        """How one paper has it."""
        cut = self._maker.between(len(self.report) // 2, len(self.report))
        choices: list[Callable[[], Paragraphs]] = [
            lambda: self.report,
            lambda: self.report[:cut],
            lambda: self.rewritten(0.05, 0.1, 0.1),
            lambda: self.rewritten(0.3, 0.3, 0.2),
            lambda: [self._new() for _ in self.report],
        ]
        return self._maker.among(choices)

    def rewritten(self, changed: float, dropped: float, added: float) -> Paragraphs:
        """The report, edited.

        Args:
            changed: The share of words that are others, in half of the paragraphs.
            dropped: The share of paragraphs that are left out.
            added: The share of paragraphs behind which a new one stands.
        """
        maker = self._maker
        found: Paragraphs = []
        for text in self.report:
            if not maker.chance(dropped):
                found.append(maker.edited(text, changed) if maker.chance(0.5) else text)
            if maker.chance(added):
                found.append(self._new())
            if maker.chance(0.03) and len(found) > 2:
                found.insert(maker.between(0, len(found) - 1), found.pop())
        return found

    def _new(self) -> str:
        return self._maker.paragraph(self._topic, self._names)


def page(headline: str, paragraphs: Paragraphs) -> str:
    """An article as it is saved, with a menu above and a footer below."""
    return "\n\n".join((*_MENU, headline, *paragraphs, *_FOOTER)) + "\n"


def write_pair(folder: Path, paragraphs: int, seed: int = 5) -> tuple[Path, Path]:
    """Write a long report and an edited copy of it.

    Args:
        folder: Where to.
        paragraphs: How many each of them has, about.
        seed: The same one makes the same texts.

    Returns:
        Both files.
    """
    maker = Maker(seed)
    story = maker.story(paragraphs)
    files = (folder / "report.txt", folder / "copy.txt")
    for file, text in zip(files, (story.report, story.rewritten(0.12, 0.1, 0.1)), strict=True):
        file.write_text(page(story.headline(), text[:paragraphs]))
    return files


def write_folder(folder: Path, articles: int, seed: int = 5) -> None:
    """Write many articles: stories in one to sixty versions each, in no order.

    Args:
        folder: Where to.
        articles: How many.
        seed: The same one makes the same texts.
    """
    maker = Maker(seed)
    pages: list[str] = []
    while len(pages) < articles:
        story = maker.story(maker.between(8, 28))
        versions = round(60 ** (maker.between(0, 100) / 100))
        pages += [page(story.headline(), story.version()) for _ in range(versions)]
    del pages[articles:]
    random.Random(seed).shuffle(pages)
    for number, text in enumerate(pages):
        (folder / f"{number:05}.txt").write_text(text)
