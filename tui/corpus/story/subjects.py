"""What two articles are about, and whether that is one thing.

A correspondent's story shares hardly a fact with an agency's report: the place, and a few words
that few texts have, such as *flyover*, *ammonia* or *pilgrims*. How few is told from a background
list of each language, as words that only few of a handful of pages have are mostly chance.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, reduce
from itertools import chain, combinations, product, repeat
from math import inf, log, sqrt
from pathlib import Path
from typing import TYPE_CHECKING

from tui.corpus.story.names import common_whole_names, days_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from tui.corpus.settings import EventSettings
    from tui.text.model import Article


FREQUENT_WORDS = Path(__file__).parents[2] / "default" / "background.txt"


_WORD = re.compile(r"\w+")


_YEAR = re.compile(r"(?:19|20)\d\d")


LEAST_LETTERS = 4
"""Letters of the shortest word that says something."""


_SURE = 100
"""The most frequent stems say nothing of what a text is about."""


_RARE = 15_000
"""The rank from which on a stem says as much as one can."""


_BEYOND = 5
"""What is not listed stands so many times as far down as the list goes: a list of a few hundred
leaves out much that every other text has."""


_TELLS_LANGUAGE = 150
"""The most frequent stems of each language, by which it is known."""


_CHANCE = 0.00026
"""What two unrelated texts have in common, by the product of all that each says: 139 real pages in
English and German, cut to 80, 150, 300 and 600 words, gave .0002 to .00028."""


_LEAST_CHANCE = 0.3
"""What short texts have in common by chance varies so much."""


_LEAST_HEADLINE = 0.5
"""A headline that says less is no measure."""


_FEW_HITS = 3
"""A text with fewer of a language's frequent words is in none that is known."""


_NUMBER = 0.3
"""What a number of two digits says: every report has some."""


_KANA = re.compile(r"[ぁ-ゖァ-ヺ]")


_FEW_KANA = 20
"""A text with as many is Japanese: words are not parted by spaces, but by the kana between."""


_RUN = re.compile(r"[\u3400-\u9fff々]{2,}|[ァ-ヺー]{3,}|\d+")


_PART = 3
"""Characters of the parts of a Japanese name that are compared: two are any word."""


_TWO_CHARACTERS = 0.1
"""What a word of two characters says: most are as common as verbs are elsewhere."""


def stem(word: str) -> str:
    """A word in small letters without its ending, whatever the language."""
    word = word.casefold()
    return word if len(word) < 6 or not word.isalpha() else word[: max(4, min(len(word) - 2, 7))]


@cache
def _languages() -> tuple[str, ...]:
    """A line of each language: its most frequent stems, in order of frequency."""
    lines = FREQUENT_WORDS.read_text("utf-8").splitlines()
    return tuple(line.partition(" ")[2] for line in lines if not line.startswith("#"))


@cache
def _frequent() -> tuple[frozenset[str], ...]:
    """The stems by which each language is known."""
    return tuple(
        frozenset(line.split(" ", _TELLS_LANGUAGE)[:_TELLS_LANGUAGE]) for line in _languages()
    )


@cache
def _ranks(language: int) -> Mapping[str, int]:
    return {word: rank for rank, word in enumerate(_languages()[language].split(), 1)}


class Rarity:
    """How much each word of a text says of what the text is about, from 0 to 1."""

    def __init__(self, text: str) -> None:
        """Take a text; its language is the one whose frequent words it has most of."""
        stems = {stem(word) for word in set(_WORD.findall(text)) if len(word) >= LEAST_LETTERS}
        hits = [len(stems & frequent) for frequent in _frequent()]
        self.known = max(hits) >= _FEW_HITS
        self._ranks = _ranks(hits.index(max(hits))) if self.known else {}
        self._unlisted = _BEYOND * len(self._ranks) or _RARE
        self._unspaced = not self.known and len(_KANA.findall(text)) >= _FEW_KANA
        self.tells = self.known or self._unspaced

    def weights(self, text: str) -> dict[str, float]:
        """What the words of a text say, by their stems; those that say nothing are left out."""
        if self._unspaced:
            return self._weights_of_runs(text)
        found: dict[str, float] = {}
        for word in dict.fromkeys(_WORD.findall(text)):
            key = stem(word)
            if key not in found and (weight := self._weight(key)):
                found[key] = weight
        return found

    def _weights_of_runs(self, text: str) -> dict[str, float]:
        """The same of Japanese: parts of names, as 松風館 is in 湯元松風館."""
        found: dict[str, float] = {}
        for run in dict.fromkeys(_RUN.findall(text)):
            parts = max(len(run) - _PART + 1, 1)
            if run.isdigit():
                found[run] = self._weight(run)
            elif len(run) < _PART or "ァ" <= run[0] <= "ヺ":
                found[run] = _TWO_CHARACTERS if len(run) < _PART else 1.0
            else:
                for at in range(parts):
                    part = run[at : at + _PART]
                    found[part] = max(found.get(part, 0.0), 1 / sqrt(parts))
        return {key: weight for key, weight in found.items() if weight}

    def _weight(self, key: str) -> float:
        if key.isdigit():
            if len(key) < 2 or _YEAR.fullmatch(key) or not key.strip("0"):
                return 0.0
            return 1.0 if len(key) > 2 else _NUMBER
        if len(key) < LEAST_LETTERS:
            return 0.0
        rank = self._ranks.get(key, self._unlisted)
        return min(max(log(rank / _SURE) / log(_RARE / _SURE), 0.0), 1.0)


@dataclass(frozen=True, slots=True)
class Topic:
    """What an article, or several that carry one text, is about.

    Attributes:
        words: What each word says, of all that it says.
        headlines: The same of each headline.
        told_when: Whether it begins as news does, by saying on which day something happened.
        own: Whether it shows work of the paper's own, and so do all that carry the text.
        known: Whether it is in a language of which frequent words are known.
        tells: Whether its words say something, as they do where it is, and in Japanese.
        title: The headline; `text`, the headline and the text.
        days: The days that the first paragraph names.
        above: What stands between headline and text alone, such as who wrote it and where.
    """

    words: dict[str, float]
    headlines: Sequence[dict[str, float]]
    told_when: bool
    own: bool
    known: bool
    tells: bool = True
    title: str = ""
    text: str = ""
    days: AbstractSet[int] = frozenset()
    above: AbstractSet[str] = frozenset()

    @classmethod
    def of(
        cls,
        article: Article,
        days: Iterable[Sequence[str]],
        *,
        own: bool = False,
        beside: Rarity | None = None,
    ) -> Topic:
        """Take one article.

        Args:
            article: The article.
            days: The days of the week, as for `days_in`.
            own: Whether it shows work of the paper's own.
            beside: What tells the words of the pages beside it, if its own are too few.
        """
        headline = " ".join([one.text for one in article.paragraphs if one.role == "headline"])
        body = [one.text for one in article.paragraphs if one.linkable and one.role != "headline"]
        background = Rarity("\n".join(body))
        if beside is not None and not background.tells:
            background = beside
        named = " ".join(_named_above(article))
        words = background.weights("\n".join([headline, named, *body]))
        said = {form for week in days for forms in week for form in forms.split()}
        for word in map(stem, said):
            words.pop(word, None)
        first = next((one.text for one in article.paragraphs if one.role == "body"), "")
        return cls(
            words,
            [{key: words[key] for key in background.weights(headline) if key in words}],
            told_when=bool(begun := days_in(first, days)),
            own=own,
            known=background.known,
            tells=background.tells,
            title=headline,
            text="\n".join([headline, *body]),
            days=begun,
            above=words.keys() - background.weights("\n".join([headline, *body])).keys(),
        )

    def joined(self, other: Topic) -> Topic:
        """What the articles of both are about."""
        words = self.words | other.words
        words |= {key: min(self.words[key], other.words[key]) for key in _shared(self, other)}
        return Topic(
            words,
            [*self.headlines, *other.headlines],
            told_when=self.told_when or other.told_when,
            own=self.own and other.own,
            known=self.known and other.known,
            tells=self.tells and other.tells,
            above=(self.above | other.above)
            - (self.words.keys() - self.above)
            - (other.words.keys() - other.above),
        )

    def in_common(self, other: Topic) -> float:
        """What both say beyond what any two texts of their lengths have in common by chance."""
        common = sum(min(self.words[key], other.words[key]) for key in _shared(self, other))
        common += sum(_inflected(self, other))
        chance = _CHANCE * sum(self.words.values()) * sum(other.words.values())
        return (common - chance) / sqrt(chance + _LEAST_CHANCE)

    def is_like(self, other: Topic, settings: EventSettings) -> float:
        """How surely both are about one event, as two reports on it are: they are from 0 on."""
        both = settings.both_echoed * min(self.echoes(other))
        return self.in_common(other) + both - settings.common

    def is_seen_with(self, other: Topic, settings: EventSettings) -> float:
        """The same where a page shows work of the paper's own.

        What a correspondent saw says hardly more of the event than where it was, and takes it for
        known.
        """
        least = min(one._least_beside(two, settings) for one, two in ((self, other), (other, self)))
        return self.in_common(other) + settings.one_echoed * max(self.echoes(other)) - least

    def _least_beside(self, other: Topic, settings: EventSettings) -> float:
        """What it needs in common with another one."""
        if not self.own or (self.told_when and self.days.isdisjoint(other.days)):
            return settings.reported
        return settings.seen

    def is_named_in(self, other: Topic, settings: EventSettings) -> bool:
        """Whether a headline of either has a whole name of the other, and it has most of one."""
        return max(self.echoes(other)) >= settings.named and bool(
            common_whole_names(self.title, other.text) or common_whole_names(other.title, self.text)
        )

    def echoes(self, other: Topic) -> tuple[float, float]:
        """How much of a headline of each is in the other, by what its words say."""
        return self._echo_of(other), other._echo_of(self)

    def _echo_of(self, other: Topic) -> float:
        """How much of a headline of another one stands here."""
        return max(
            sum(weight for key, weight in one.items() if key in self.words)
            / max(sum(one.values()), _LEAST_HEADLINE)
            for one in other.headlines
        )


class Subjects:
    """What each of a few articles is about, and which are about one event."""

    def __init__(
        self, articles: Sequence[Article], own: Iterable[bool], settings: EventSettings
    ) -> None:
        """Take the articles.

        Args:
            own: Whether each shows work of the paper's own; those that are not told don't.
        """
        self._settings = settings
        days = settings.days.values()
        working = [one for _, one in zip(articles, chain(own, repeat(False)), strict=False)]
        self._of = [
            Topic.of(article, days, own=one) for article, one in zip(articles, working, strict=True)
        ]
        if not self.know(*range(len(articles))):
            texts = [one.text for article in articles for one in article.paragraphs]
            beside = Rarity("\n".join(texts))
            self._of = [
                topic if topic.tells else Topic.of(article, days, own=topic.own, beside=beside)
                for topic, article in zip(self._of, articles, strict=True)
            ]

    def know(self, *places: int) -> bool:
        """Whether it is known what articles are about."""
        return bool(self._of) and all(self._of[place].known for place in places)

    def _tell(self, group: Iterable[int]) -> bool:
        """Whether the words of an article of a group say something."""
        return bool(self._of) and any(self._of[place].tells for place in group)

    def has_own(self, *places: int) -> bool:
        """Whether one of some articles shows work of the paper's own."""
        return any(self._of[place].own for place in places)

    def ones(
        self, groups: Iterable[Sequence[int]], are_apart: Callable[[int, int, float], bool]
    ) -> Iterator[tuple[int, int]]:
        """The groups that are about one event, the surest first, each by its first article.

        Args:
            groups: What is together already.
            are_apart: Whether two articles tell of two events in the same words, or on two days,
                as sure as it is that they are on one subject.
        """
        about = {group[0]: tuple(group) for group in groups if self._tell(group)}
        refused = set[tuple[int, int]]()
        surest = cache(self._surest)
        while pairs := {
            pair: link
            for pair in combinations(sorted(about), 2)
            if pair not in refused and (link := surest(*map(about.__getitem__, pair)))[0] >= 0
        }:
            one, other = max(pairs, key=lambda pair: (pairs[pair][0], -pair[0], -pair[1]))
            sure, *likest = pairs[one, other]
            if are_apart(likest[0], likest[1], sure):
                refused.add((one, other))
                continue
            yield one, other
            about[one] = tuple(sorted(about[one] + about.pop(other)))

    def _surest(self, ones: tuple[int, ...], others: tuple[int, ...]) -> tuple[float, int, int]:
        """How surely two groups are about one event, and by which article of each.

        As wholes; or by one article, where the other is a page with work of its own that has
        found no others yet, or where a headline names whom the other one names.
        """
        about = [reduce(Topic.joined, [self._of[at] for at in group]) for group in (ones, others)]
        best = -inf, ones[0], others[0]
        # Parts of names say too much of two trials at one court.
        if any(topic.known for topic in about):
            best = about[0].is_like(about[1], self._settings), ones[0], others[0]
        found = any(len(group) == 1 and self._of[group[0]].own for group in (ones, others))
        for one, other in product(ones, others):
            if found or self._of[one].is_named_in(self._of[other], self._settings):
                sure = self._of[one].is_seen_with(self._of[other], self._settings)
                best = max(best, (sure, one, other))
        return best


def _shared(one: Topic, other: Topic) -> Iterable[str]:
    """What both say; that both were written by somebody or somewhere doesn't count."""
    return (one.words.keys() & other.words.keys()) - (one.above & other.above)


def _inflected(one: Topic, other: Topic) -> Iterator[float]:
    """What words say of which one text has a longer form: *Güterzug*, *Güterzugs*."""
    for these, those in ((one, other), (other, one)):
        for key, weight in these.words.items():
            short = key[:-1]
            if (
                len(short) >= LEAST_LETTERS
                and short in those.words
                and not (key in those.words or short in these.words)
                and short.isalpha()
                and (key not in these.above or short not in those.above)
            ):
                yield min(weight, those.words[short])


def _named_above(article: Article) -> Iterator[str]:
    """The names between the headline and the text, where a byline says where somebody was."""
    paragraphs = article.paragraphs
    first = next((one.lines[0] for one in paragraphs if one.role == "body"), 0)
    top = max((one.lines[0] for one in paragraphs if one.role == "headline"), default=0)
    lines = [(one.lines[0], one.text) for one in paragraphs]
    lines += [(one.lines[0], one.text) for one in article.removed]
    for number, text in lines:
        if top < number < first:
            yield from (word for word in _WORD.findall(text) if not word[0].isdigit())
