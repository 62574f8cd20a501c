"""When and where it was, by what two articles say of it.

A paper that gets the numbers of a report wrong leaves the day and the places as they were. What
happened elsewhere or on another day, told in the same set phrases, has others.
"""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING

from tui.text.words.tokens import MONTHS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui.text.alignment.links import SharedNameSettings
    from tui.text.differences.weighty import WeightyWords
    from tui.text.words.house_style import HouseStyle
    from tui.text.words.tokens import Words

    Articles = tuple[Sequence[Words], Sequence[Words]]


Dates = tuple["str | None", "str | None"]
"""The dates of two articles, as far as they are known."""


_DAY_OF_MONTH = re.compile(rf"(?:{'|'.join(MONTHS)}|day) \d\d?")

_HAN_PLACE = re.compile(
    r"[\u4e00-\u9fff]{2,3}?[省市县縣州区區旗镇鎮乡鄉村都道府県郡町]"  # 云南省大理州, 石川県輪島市
)


_ROAD = re.compile(r"[^\W\d_]\d{1,4}")  # A591, S7


_NEAR_DAYS = 1
"""How far apart the dates of two papers' pages on one event mostly are."""


_FAR_DAYS = 3
"""From here on a weekday is mostly another day."""


_LONGEST_INITIALS = 5
_ENDING = 2
"""Letters by which two cases of a name may differ at its end."""


_LEAST_STEM = 4


class Whereabouts:
    """When and where two articles say that it was."""

    def __init__(
        self,
        articles: Articles,
        dates: Dates,
        style: HouseStyle,
        settings: SharedNameSettings,
        lens: WeightyWords,
        common: frozenset[str],
    ) -> None:
        self._articles = articles
        self._apart = _days_between(*dates)
        self._style = style
        self._settings = settings
        self._lens = lens
        self._common = common

    def are_on_one_date(self) -> bool:
        """Whether both are of one day that does not come again, and at one place."""
        days = [self._days(side) for side in self._articles]
        dates = [{day for day in said if _DAY_OF_MONTH.fullmatch(day)} for said in days]
        near = self._apart is not None and self._apart <= _NEAR_DAYS
        return (near or not dates[0].isdisjoint(dates[1])) and self._may_be_one(*days)

    def are_on_one_weekday(self) -> bool:
        """Whether both name one day, if only of a week, and are at one place."""
        days = [self._days(side) for side in self._articles]
        return not days[0].isdisjoint(days[1]) and self._may_be_one(*days)

    def _may_be_one(self, left: set[str], right: set[str]) -> bool:
        if self._apart is not None and self._apart >= _FAR_DAYS:
            return False
        same = len(left & right)
        return same >= min(len(left), len(right)) - same and self._are_at_one_place()

    def _days(self, side: Sequence[Words]) -> set[str]:
        marks = (mark for words in side for mark in self._lens.marks(words, (0, len(words))))
        return {
            mark.group
            for mark in marks
            if self._lens.is_weekday(mark)
            or (mark.what == "date" and _DAY_OF_MONTH.fullmatch(mark.group))
        }

    def _are_at_one_place(self) -> bool:
        """Whether several names are in both, and not each has one that the other lacks.

        Two first names that begin alike, before one last name, are a mistake and no other event.
        """
        found = [self._places_of(side) or set(self._names(side)) for side in self._articles]
        written = [
            {name for name, _ in names} | self._written(side)
            for names, side in zip(found, self._articles, strict=True)
        ]
        known = [
            {name for name, _ in names if _is_among(name, there)}
            for names, there in zip(found, reversed(written), strict=True)
        ]
        # A name in two cases is one.
        if max(map(len, known)) < self._settings.named:
            return False
        shared = known[0] | known[1]
        alone = [
            {(name, last) for name, last in names if not _is_among(name, there)}
            for names, there in zip(found, reversed(written), strict=True)
        ]
        first = [{(name[0], last) for name, last in names if last in shared} for names in alone]
        return not all(
            any((name[0], last) not in first[0] & first[1] for name, last in names)
            for names in alone
        )

    def _places_of(self, side: Sequence[Words]) -> set[tuple[str, str]]:
        """What ends as Chinese and Japanese places do."""
        return {(place, "") for words in side for place in _HAN_PLACE.findall(words.text)}

    def _names(self, side: Sequence[Words]) -> Iterator[tuple[str, str]]:
        """What looks like a name, without initials, and the name right behind it."""
        capitals = self._lens.capitals_make_names(side)
        places = set[str]() if capitals else self._lens.places_of(side)
        for words in side:
            found = [
                at
                for at, key in enumerate(words.keys)
                if key not in self._common and self._is_name(words, at, capitals, places)
            ]
            stems = {at: self._stem(words.keys[at]) for at in found}
            for at, stem in stems.items():
                yield stem, stems.get(at + 1, "")

    def _is_name(self, words: Words, at: int, capitals: bool, places: set[str]) -> bool:
        written = words.text[words.starts[at] : words.ends[at]]
        if _ROAD.fullmatch(written):
            return True
        if not written.isalpha() or (len(written) <= _LONGEST_INITIALS and written.isupper()):
            return False
        marks = self._lens.marks(words, (at, at + 1))
        if any(mark.what == "date" for mark in marks):
            return False
        if capitals:
            # What starts a sentence is mostly no name, whatever comes behind it.
            return at > 0 and words.keys[at - 1].isalnum() and self._lens.is_name(words, at)
        return words.keys[at] in places and written[0].isupper()

    def _written(self, side: Sequence[Words]) -> set[str]:
        return {
            self._stem(key)
            for words in side
            for key, start in zip(words.keys, words.starts, strict=True)
            if words.text[start].isupper()
        }

    def _stem(self, key: str) -> str:
        return self._style.stem(key.removesuffix("'s"))


def _is_among(name: str, others: set[str]) -> bool:
    return name in others or any(_are_forms(name, other) for other in others)


def _are_forms(one: str, other: str) -> bool:
    """Whether two names are one, in other cases; of Chinese ones, if one has more before it."""
    if _HAN_PLACE.fullmatch(one):
        return one.endswith(other) or other.endswith(one)
    stem = max(_LEAST_STEM, min(len(one), len(other)) - _ENDING)
    alike = one[:stem] == other[:stem] and max(len(one), len(other)) <= stem + 2 * _ENDING
    return alike and min(len(one), len(other)) >= stem


def _days_between(one: str | None, other: str | None) -> int | None:
    if one is None or other is None:
        return None
    first, second = (datetime.date.fromisoformat(date[:10]) for date in (one, other))
    return abs((first - second).days)
