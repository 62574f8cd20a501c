"""The date of an article, from the lines around it, as an ISO date."""

from __future__ import annotations

import re
from datetime import date
from functools import cache, cached_property, lru_cache
from itertools import chain, islice
from operator import itemgetter
from typing import TYPE_CHECKING

import msgspec

from tui.text.chrome.lexicon import without_accents
from tui.text.fields import Count, Fraction
from tui.text.words.tokens import as_seen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tui.text.chrome.draft import Draft, Line


_YEAR = r"(?P<year>(?:19|20)\d\d)"


_DAY = r"(?P<day>\d{1,2})"


_MONTH = r"(?P<month>(?:[^\W\d_]|[\u0900-\u0d7f\u0e00-\u0e7f]){3,16})"
"""A month's name, with the marks that Indian and Thai letters are written with."""


_WORD = re.compile(r"(?:[^\W\d_]|[\u0900-\u0d7f\u0e00-\u0e7f])+")


_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
"""The months as the library for dates in other languages has them."""


_OTHER = r"(?:/[^\W\d_]{2,12})?"
"""The month's other name, as Arabic pages have both."""


_GLUED = re.compile(r"(?<=[a-z])[A-Z][a-z]{2,}$")
"""A month right behind another word: "Marl PostAugust 5"."""


_DIGITS = {
    first + value: str(value) for first in (0x660, 0x6F0, 0x966, 0x9E6) for value in range(10)
}
"""Arabic, Persian, Hindi and Bengali digits."""


_END = r"(?!\d(?!\d?[:.]\d\d))"
"""Where a year ends: at a time, too, that a page has set right behind it."""


_FORMS = (
    # 2019-08-05, 2019/8/5, 2019.08.05, 2019. 8. 5., and 2019年8月5日, 2019年（令和元年）8月5日
    re.compile(rf"(?<!\d){_YEAR}(?P<sign>[-/.])(?P<number>\d\d?)(?P=sign){_DAY}(?!\d)"),
    re.compile(rf"(?<!\d){_YEAR}\. (?P<number>\d\d?)\. {_DAY}(?!\d|[.:]\d)"),
    re.compile(
        rf"(?<!\d){_YEAR} ?[年년] ?(?:[(（][^\W\d_]{{2}}(?:\d\d?|元)年[)）] ?)?"
        rf"(?P<number>\d\d?) ?[月월] ?{_DAY} ?[日일]"
    ),
    # 5 August 2019, 5th of Aug. 2019, 5-Aug-2019, 5. August 2019, 5 de agosto de 2019
    re.compile(
        rf"(?<!\d){_DAY}(?:st|nd|rd|th|er|º|°)?[.,]?[ /-]?(?:de |of |d'|d’)?{_MONTH}\.?,?"
        rf"{_OTHER}[ /-]?(?:de |del )?{_YEAR}{_END}"
    ),
    # August 5, 2019, also with a count of comments right behind it
    re.compile(rf"{_MONTH}\.? {_DAY}, {_YEAR}(?=\d)"),
    re.compile(rf"{_MONTH}\.? {_DAY}(?:st|nd|rd|th)?(?:,| at)? ?{_YEAR}{_END}"),
    # 2019. augusztus 5., 2019 m. rugpjūčio 5 d.
    re.compile(rf"(?<!\d){_YEAR}[.,]? (?:m\. )?{_MONTH} {_DAY}(?!\d)"),
    # 2019. gada 5. augustā
    re.compile(rf"(?<!\d){_YEAR}\. gada {_DAY}\. {_MONTH}"),
    # 5 tháng 8, 2019
    re.compile(rf"(?<!\d){_DAY} tháng (?P<number>\d\d?)(?:,| năm)? {_YEAR}{_END}"),
)


_ANY_YEAR = re.compile(_YEAR)
"""What every date has that is in one of these forms."""


_SHORT_YEAR = re.compile(rf"(?<![\w-]){_DAY}-(?P<month>[^\W\d_]{{3}})-(?P<year>\d\d)(?![\w-])")
"""18-Feb-25"""


_REIWA = re.compile(r"令和(?P<year>\d{1,2}|元)年(?P<month>\d\d?)月(?P<day>\d\d?)日")
"""A day in the years of the emperor of Japan since 2019."""


_THAI = re.compile(
    r"(?<!\d)(?P<day>\d{1,2}) ?(?P<month>[\u0e01-\u0e4e][\u0e01-\u0e4e.]{2,14}) ?(?:พ\.ศ\. ?)?"
    r"(?P<year>25\d\d|[5-9]\d)(?!\d)"
)
"""A day in the years of the Buddha, which are 543 ahead: 15 กรกฎาคม 2568, 15 ก.ค. 68."""


_BEFORE_REIWA, _BEFORE_BUDDHA = 2018, 543


_PERSIAN = re.compile(
    r"(?<!\d)(?:(?P<day>\d{1,2}) ?(?P<month>[\u0620-\u06d3]{2,9})(?: ماه)?،? ?(?P<year>1[34]\d\d)"
    r"|(?P<first>1[34]\d\d)(?P<sign>[/.-])(?P<number>\d\d?)(?P=sign)(?P<last>\d\d?))(?!\d)"
)
"""A day in the years of the sun that Persian pages count: ۲۴ تیر ۱۴۰۴, ۱۴۰۴/۰۴/۲۴."""


_ARABIC_LETTERS = re.compile("[\u0600-\u06ff]")


_PERSIAN_EPOCH = date(622, 3, 21).toordinal()


_STAMP = re.compile(r"-(?P<month>\d\d)-(?P<day>\d\d)-(?P<year>\d\d) \d{4}(?:GMT|UTC|Z)")
"""A day as wires stamp it: AP-WF-02-18-25 1634GMT."""


_SPAN = re.compile(r"(?<!\d)(?:19|20)\d\d ?[/–—] ?\w+[.,]? \w+[.,]? (?:19|20)\d\d(?!\d)")
"""From one day to another, as an issue is called: 25 December 2023/1 January 2024."""


_DIGIT = re.compile(r"\d")


_TO_THE_SECOND = re.compile(r"\d\d:\d\d:\d\d")
"""A time that only a machine writes."""


_SENDER = re.compile(r"^[^\W\d_]+: .*<[^<>\s@]+@[^<>\s@]+>$")


_SENT = re.compile(r"^[^\W\d_]+: .*\d")


_DATELINE = re.compile(
    r"^[^!?()/]{3,60}(?:\([^()\d]{2,30}\)[^!?()/]{3,40})?(?:\([^()]{2,30}\)|/[^/ ]{2,12}/) ?[.:–—-]"
)
"""How a wire's story begins: "Paris, June 5, 2025 (AFP) - ", also with a country in brackets."""


_BRACKETS = re.compile(r"\([^()]*\)")


_DAY_WORDS, _BELOW_PICTURES, _NEXT = 6, 20, 30
"""Words of a line that is nothing but a day, lines of the body among which it may stand below
pictures, and lines below the body in which others would stand, as in a list of other stories."""


_BEFORE_TEXT = 3
"""Lines of the body of which one has the dateline: a summary may stand above it."""


_HEADER = 5
"""Lines of the header of a mail that was forwarded as text."""


# 5.8.2019, 05/08/2019, 05.08.19: which number is the month depends on the sign and the page. No
# year is the hour behind a day without one, "5.8. 19:47", or behind one that begins with it.
_NUMBERS = re.compile(
    r"(?<![\d.,/-])(?P<first>\d{1,2})(?P<sign>[./-]) ?(?P<second>\d{1,2})(?P=sign) ?"
    r"(?P<year>(?:19|20)\d\d|\d\d(?!(?<= \d\d)[:.h]\d))(?![\d/]|-(?!\d\d:))"
)


_MOST_CHARACTERS = 1000
"""How much of a line is looked at: a line may be a whole file, without a single space."""


_CENTURY_TURN = 70
"""Years of two digits from here on are of the last century, as in POSIX."""


class DateSettings(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, dict=True
):
    """How dates are written, and which lines have an article's.

    `months` are the twelve months' names by language, each with its short forms, separated by
    spaces; if a name is a different month in two languages, the page is taken to be in the one
    with more of its `letters` there. `persian_months` are those of the Persian calendar. A page on
    which the words of `month_first` make up the share `month_first_share` may write the month
    first, so 5/8/2019 isn't read as a date there unless other dates on the page show the order.
    `published` and `updated` are words that say which date a line gives; a line with a word of
    `others` gives the date of something else, such as a broadcast or the last day of a video.

    The date is sought `above` lines above the headline and `below` lines below the body's
    first, in lines of at most `longest` words, and in bylines, which may be longer, of at most
    `longest_byline`, and beside them; then in the `after` lines below the body, where a word of
    `published` or a machine's time is; last in the header of a mail that was forwarded.
    """

    months: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    letters: dict[str, str] = msgspec.field(default_factory=dict)
    persian_months: tuple[str, ...] = ()
    month_first: tuple[str, ...] = ()
    month_first_share: Fraction = 0.04
    published: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    above: Count = 4
    below: Count = 2
    after: Count = 6
    longest: Count = 14
    longest_byline: Count = 30

    @cached_property
    def month_numbers(self) -> dict[str, int]:
        """The months by each of their names in lower case, from 1."""
        return {
            name: number
            for names in self.months.values()
            for number, forms in enumerate(names, start=1)
            for name in forms.split()
        }

    @cached_property
    def doubtful_months(self) -> dict[str, dict[str, int]]:
        """The names that are another month's in another language: Polish listopada is November."""
        found: dict[str, dict[str, int]] = {}
        for language, names in self.months.items():
            for number, forms in enumerate(names, start=1):
                for name in forms.split():
                    found.setdefault(name, {})[language] = number
        return {name: numbers for name, numbers in found.items() if len({*numbers.values()}) > 1}

    @cached_property
    def bare_published(self) -> tuple[str, ...]:
        """What says when a text was published, as the words of lines are, without accents."""
        return tuple(map(without_accents, self.published))

    @cached_property
    def bare_updated(self) -> tuple[str, ...]:
        """What says when a text was changed, without accents."""
        return tuple(map(without_accents, self.updated))

    @cached_property
    def bare_others(self) -> tuple[str, ...]:
        """What says that a date is not the text's, without accents."""
        return tuple(map(without_accents, self.others))

    @cached_property
    def publication(self) -> re.Pattern[str]:
        """What says when a text was published, at the beginning of a word."""
        return re.compile(rf"\b(?:{'|'.join(map(re.escape, self.published))})")

    @cached_property
    def update(self) -> re.Pattern[str]:
        """What says when a text was changed, at the beginning of a word."""
        return re.compile(rf"\b(?:{'|'.join(map(re.escape, self.updated))})")


def article_date(draft: Draft, settings: DateSettings, *, known: str | None = None) -> str | None:
    """Find the date of a page's article: better none than a wrong one.

    Args:
        draft: The page after its rules.
        known: The date by what the page says of itself; that of an update is then none.

    Returns:
        The ISO date that stands nearest below the headline, one that says it is of an update
        last of all, and of two on lines next to each other the earlier; None where there is none,
        or where it could be read in two ways.
    """
    if draft.first is None or draft.last is None:
        return None
    texts = [line.text for line in draft.lines]
    reader = DateReader(settings, texts, (word for line in draft.lines for word in line.words))
    for line in draft.lines[: draft.last + 1]:
        for trim in line.trimmed:
            for day in reader.dates(trim.text):
                return day
    groups = _candidates(draft, settings, reader)
    if known is not None:
        groups = (groups[0], *groups[2:])
    for line in chain.from_iterable(groups):
        for day in reader.dates(_from_publication(line, settings)):
            # A text is changed after it was published, in whatever language that is said.
            beside = [
                next(reader.dates(_from_publication(other, settings)), day)
                for other in chain(*groups[:2])
                if abs(other.index - line.index) == 1
            ]
            return min([day, *beside])
    if known:
        return None
    top = draft.lines[draft.first : draft.first + _BEFORE_TEXT]
    dateline = next(filter(None, (_DATELINE.match(line.text) for line in top)), None)
    told = next(reader.dates(dateline[0]), None) if dateline else None
    return told or _sole_day(draft, draft.first, draft.last, reader)


def _sole_day(draft: Draft, first: int, last: int, reader: DateReader) -> str | None:
    """The day on the only line with nothing else than a name from the body's first one on.

    It stands below pictures whose captions were taken for text. Right between two sentences it is
    a subhead: what happened that day is told below it.
    """
    found = [
        (line.index, day)
        for line in draft.lines[first : last + _NEXT]
        if not line.sentence and 0 < len(_BRACKETS.sub("", line.text).split()) <= _DAY_WORDS
        for day in islice(reader.dates(line.text), 1)
    ]
    at, day = found[0] if len(found) == 1 else (None, None)
    if at is None or at >= min(last, first + _BELOW_PICTURES):
        return None
    beside = draft.lines[at - 1 : at + 2 : 2] if at > first else ()
    is_text = [line.sentence and not (line.role or line.taken_by) for line in beside]
    return None if is_text and all(is_text) else day


def _candidates(draft: Draft, settings: DateSettings, reader: DateReader) -> tuple[list[Line], ...]:
    """The lines that may have the article's date, the likeliest first."""
    first, last = draft.first or 0, draft.last or 0
    headline = draft.headline if draft.headline is not None else draft.top + settings.above
    top = draft.lines[max(0, headline - settings.above) : first + settings.below]
    bylines = {line.index for line in draft.lines if line.role == "byline"}
    # Below pictures, whose captions were taken for text.
    top += [
        line
        for line in draft.lines[first + settings.below : last + 1]
        if line.index in bylines or (line.index - 1 in bylines and not line.sentence)
    ]
    # Below the headline first, then from the headline up.
    top.sort(
        key=lambda line: (
            line.role != "byline" or line.sentence,
            line.index <= headline,
            abs(line.index - headline),
        )
    )
    short = [
        line
        for line in top
        if line.role != "caption"
        and line.length <= (settings.longest_byline if line.role == "byline" else settings.longest)
        and not (reader.says(line, settings.bare_others) or _SPAN.search(line.text))
    ]
    below = draft.lines[last + 1 : last + 1 + settings.after]
    return (
        [line for line in short if not reader.says(line, settings.bare_updated)],
        [line for line in short if reader.says(line, settings.bare_updated)],
        [
            line
            for line in below
            if reader.says(line, settings.bare_published)
            or _TO_THE_SECOND.search(line.text)
            or _STAMP.search(line.text)
        ],
        _sent(draft.lines[:headline]),
    )


def _from_publication(line: Line, settings: DateSettings) -> str:
    """A line from where it says when the text was published, if it says first when it changed."""
    if not any(word in line.folded for word in settings.updated):
        return line.text
    updated, published = (
        wording.search(line.folded) for wording in (settings.update, settings.publication)
    )
    later = updated and published and published.start() > updated.start()
    return line.text[published.start() :] if later and published else line.text


def _sent(lines: Sequence[Line]) -> list[Line]:
    """The lines of a forwarded mail's header that may say when it was sent."""
    for sender in lines:
        if _SENDER.match(sender.text):
            header = lines[sender.index + 1 : sender.index + _HEADER]
            return [line for line in header if _SENT.match(line.text)]
    return []


def date_in(text: str, settings: DateSettings, beside: Sequence[str] = ()) -> str | None:
    """Find the date that a text gives, such as the cell of a table.

    Args:
        beside: Other dates from the same source, which tell whether the month comes first.

    Returns:
        The first ISO date in it; None where there is none, or where it could be read in two ways.
    """
    return next(DateReader(settings, (text, *beside)).dates(text), None)


class DateReader:
    """Reads the dates of one page or file.

    Args:
        texts: What has its dates, which may tell whether the month comes first.
        words: Its words, in small letters, which tell it where the dates don't.
    """

    def __init__(
        self, settings: DateSettings, texts: Sequence[str] = (), words: Iterable[str] = ()
    ) -> None:
        self._settings = settings
        self._texts = texts
        self._words = words

    def says(self, line: Line, words: tuple[str, ...]) -> bool:
        """Whether the line begins one of its words with one of these, which have no accents."""
        return any(own.startswith(words) for own in line.words)

    def dates(self, text: str) -> Iterator[str]:
        """The dates in a text, in order; of a text that is no line to read, in its beginning."""
        text = as_seen(text[:_MOST_CHARACTERS])
        others: list[tuple[int, date | None]] = []
        if not text.isascii():
            persian = _ARABIC_LETTERS.search(text) is not None
            text = text.translate(_DIGITS)
            others = [(match.start(), self._thai(match)) for match in _THAI.finditer(text)]
            if persian:
                others += [(m.start(), self._persian(m)) for m in _PERSIAN.finditer(text)]
        if not _DIGIT.search(text):
            return
        forms = _FORMS if _ANY_YEAR.search(text) else ()
        days = [
            (match.start(), self._named(match)) for form in forms for match in form.finditer(text)
        ]
        days += [(match.start(), self._numbered(match)) for match in _NUMBERS.finditer(text)]
        days += [(match.start(), self._short(match)) for match in _SHORT_YEAR.finditer(text)]
        days += [(match.start(), _reiwa(match)) for match in _REIWA.finditer(text)]
        days += [
            (
                match.start(),
                _date(2000 + int(match["year"]), int(match["month"]), int(match["day"])),
            )
            for match in _STAMP.finditer(text)
        ]
        yield from (day.isoformat() for _, day in sorted(days + others, key=itemgetter(0)) if day)

    def _named(self, match: re.Match[str]) -> date | None:
        parts = match.groupdict()
        number = parts.get("number")
        name = "" if number else parts["month"].lower()
        month = int(number) if number else self._month(name)
        if month is None and (glued := _GLUED.search(parts["month"])):
            month = self._month(glued[0].lower())
        if month is None:
            # "9 the 2018" is no date, and other languages take long. Those of English are known.
            known = name in self._settings.month_first or (name.isascii() and self._is_english)
            return None if known else _by_library(match[0])
        return _date(int(parts["year"]), month, int(parts["day"]))

    def _month(self, name: str) -> int | None:
        """The number of a month; 0 where only the language would tell, and the page does not."""
        meant = self._settings.doubtful_months.get(name)
        if meant is None:
            return self._settings.month_numbers.get(name)
        seen = self._letters
        most = max(seen.get(language, 0) for language in meant)
        numbers = {number for language, number in meant.items() if seen.get(language, 0) == most}
        return numbers.pop() if most and len(numbers) == 1 else 0

    @cached_property
    def _letters(self) -> dict[str, int]:
        """How many of the letters of some languages the page has."""
        # Once a page, which may be a list of days.
        text = "\n".join(self._texts)
        return {
            language: sum(map(text.count, letters))
            for language, letters in self._settings.letters.items()
        }

    def _short(self, match: re.Match[str]) -> date | None:
        month = self._month(match["month"].lower())
        return _date(2000 + int(match["year"]), month, int(match["day"])) if month else None

    def _thai(self, match: re.Match[str]) -> date | None:
        month = self._settings.month_numbers.get(match["month"])
        year = int(match["year"])
        return (
            _date((year if year > 99 else 2500 + year) - _BEFORE_BUDDHA, month, int(match["day"]))
            if month
            else None
        )

    def _persian(self, match: re.Match[str]) -> date | None:
        if match["first"]:
            return _persian_date(int(match["first"]), int(match["number"]), int(match["last"]))
        names = self._settings.persian_months
        month = names.index(match["month"]) + 1 if match["month"] in names else 0
        return _persian_date(int(match["year"]), month, int(match["day"]))

    def _numbered(self, match: re.Match[str]) -> date | None:
        first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
        if len(match["year"]) == 2:
            if match["sign"] != ".":
                return None
            year += 2000 if year < _CENTURY_TURN else 1900
        if first > 12 or match["sign"] == "." or first == second:
            return _date(year, second, first)
        if second > 12:
            return _date(year, first, second)
        if self._day_first is None:
            return None
        return _date(year, second, first) if self._day_first else _date(year, first, second)

    @cached_property
    def _day_first(self) -> bool | None:
        """Whether 5/8/2019 is 5 August; None where the page does not tell."""
        seen = {
            int(match["first"]) > 12
            for text in self._texts
            for match in _NUMBERS.finditer(text)
            if match["sign"] != "." and (int(match["first"]) > 12) != (int(match["second"]) > 12)
        }
        if len(seen) == 1:
            return seen.pop()
        return True if self._is_english is False else None

    @cached_property
    def _is_english(self) -> bool | None:
        """Whether the words are of a language that writes the month first; None without any."""
        words = list(self._words)
        if not words:
            return None
        english = sum(word in self._settings.month_first for word in words)
        return english > self._settings.month_first_share * len(words)


def _reiwa(match: re.Match[str]) -> date | None:
    year = 1 if match["year"] == "元" else int(match["year"])
    return _date(_BEFORE_REIWA + year, int(match["month"]), int(match["day"]))


def _persian_date(year: int, month: int, day: int) -> date | None:
    """A day of the Persian calendar: six months of 31 days, the others of 30, the last of 29."""
    if not (1 <= month <= 12 and 1 <= day <= (31 if month <= 6 else 30)):
        return None
    # Leap years come as in every 33 of our time; the rule holds from 1178 to 1633.
    before = 365 * (year - 1) + (8 * year + 21) // 33
    return date.fromordinal(
        _PERSIAN_EPOCH - 1 + before + 31 * (month - 1) - max(0, month - 7) + day
    )


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@lru_cache(1024)
def _by_library(text: str) -> date | None:
    """Read a date whose month is in a language that the settings do not know.

    It takes 25 ms, and in each article of an export "2026 Wednesday 6" may stand for a time.
    """
    words = _WORD.findall(without_accents(text.lower()))
    languages = {language for word in words for language in _languages_by_month().get(word, ())}
    if not languages:
        return None
    # Imported here because it takes 0.15 s, and pages in known languages never need it.
    from dateparser import parse

    how = {"STRICT_PARSING": True, "DATE_ORDER": "DMY"}
    moment = parse(text, languages=sorted(languages), settings=how)
    return moment.date() if moment else None


@cache
def _languages_by_month() -> dict[str, list[str]]:
    """The languages that have a month of a name, in small letters without accents.

    To make ready all of the two hundred that it knows takes the library almost two seconds.
    """
    from dateparser.languages.loader import default_loader

    found: dict[str, list[str]] = {}
    for locale in default_loader.get_locales():
        for name in chain.from_iterable(locale.info.get(month, ()) for month in _MONTHS):
            bare = without_accents(name.lower()).strip(".")
            found.setdefault(bare, []).append(locale.shortname)
    return found
