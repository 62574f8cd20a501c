"""Addresses on a page, its own and those that it names, and how names are told by their letters."""

from __future__ import annotations

import re
from datetime import date
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

from tui.text.chrome.lexicon import bare_letters, bare_letters_of_each
from tui.text.words.scripts import may_be_east_asian

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from tui.text.chrome.draft import Draft


_ADDRESS = re.compile(r"https?://[^\s<>\"']+")


_DAY = re.compile(
    r"/(?P<year>(?:19|20)\d\d)(?P<sign>[/-]?)(?P<month>\d\d?)(?P=sign)(?P<day>\d\d?)(?=[/-]|$)"
)
"""A whole day in an address; what follows a month alone is an article's number."""


_COMPACT = 4
"""Digits of a month and its day where no sign stands between them."""


_WORD = re.compile(r"[^\W_]{4,}")


_ENDINGS = (
    "com|org|net|info|biz|example|news|online|press|media|blog|ag|al|am|ar|at|au|az|ba|be|bg|bo|br|by|ca|"
    "cat|cc|ch|cl|cn|co|cr|cu|cy|cz|de|dk|do|dz|ec|ee|eg|es|eu|fi|fm|fr|ge|gl|gr|gt|hk|hr|hu|id|"
    "ie|il|in|io|iq|ir|is|it|jp|ke|kr|kz|lb|li|lk|lt|lu|lv|ma|md|me|mk|mt|mx|my|ng|nl|no|nz|om|pa|"
    "pe|ph|pk|pl|pt|py|qa|ro|rs|ru|sa|se|sg|si|sk|su|sv|th|tn|to|tr|tv|tw|ua|uk|us|uy|uz|ve|vn|za"
)
"""What the addresses of newspapers end in, so that no missing space makes one."""


_NAMES = re.compile(
    rf"(?<![\w.@-])(?:https?://)?((?:[a-z0-9-]{{1,60}}\.){{1,4}}(?:{_ENDINGS}))(?![\w@]|\.\w)"
)


_MAILS = re.compile(rf"(?<=@)(?:[a-z0-9-]{{1,60}}\.){{1,4}}(?:{_ENDINGS})(?![\w]|\.\w)")


_HANDLES = re.compile(r"(?<![\w.])@(\w{3,30})")


_BEFORE = re.compile(r"[\w.@/-]")


_BEHIND = re.compile(r"[\w@/-]|\.\w")
"""What holds a word to the rest of an address, or of a longer word."""


_DOMAIN = re.compile(r"\.(?:com?\.)?(?:[^\W\d_]{2,4}|online|news)$")
"""What ends a name that is an address: Record.com, Pravda.ru."""


NAME_EDGES = " .,-–—'’!|/&+*_«»„“”›>©®™•·◦●○■□▪▫◆◇▶►▸"


LONGEST_NAME = 40
"""Characters of the longest name."""


_IN_WORDS = 5
"""Words of the longest name that an address has the letters of."""


_SHORTEST_LABEL = 3
"""Letters of an address that tell a name by its initials."""


_TELLING = 6
"""Letters of an address that tell a name by one of its words, or by parts of two."""


_SECOND_LEVEL = frozenset(("co", "com", "org", "net", "gov", "ac", "or", "ne"))


def address_of(draft: Draft, title: str | None) -> str | None:
    """The page's address: alone on its line, led in by a label or made of the title's words.

    Args:
        draft: The page after its rules.

    Returns:
        The address, or None where no line is surely the page's own.
    """
    for line in draft.lines:
        address = _ADDRESS.fullmatch(line.text) if "://" in line.text else None
        if address is None:
            continue
        long_words = {word.lower() for word in _WORD.findall(title or "")}
        above = draft.lines[line.index - 1] if line.index else None
        led_in = above is not None and above.text.endswith(":") and above.length <= 3
        in_address = {word.lower() for word in _WORD.findall(address[0])}
        if led_in or len(long_words & in_address) >= 3:
            return address[0]
    return None


class Addresses(NamedTuple):
    """What a text names: hosts and those of mail addresses as often as it does, and handles."""

    hosts: list[str]
    mails: list[str]
    handles: set[str]


def addresses_in(text: str) -> Addresses:
    """The addresses in a text, which is in small letters."""
    # No address has a space in it, and few words have a full stop.
    dotted = " ".join([word for word in text.split() if "." in word])
    mails = _MAILS.findall(dotted) if "@" in dotted else []
    handles = _HANDLES.findall(text) if "@" in text else ()
    return Addresses(_NAMES.findall(dotted), mails, {name.replace("_", "") for name in handles})


def bare_host(text: str) -> str | None:
    """The host's name where a text, in small letters, is nothing but an address."""
    found = _NAMES.fullmatch(text)
    return found[1] if found else None


def label_of(host: str) -> str:
    """The part of a host's name that is the site's own."""
    labels = host.split(".")[:-1] or [host]
    return labels[-2] if len(labels) > 1 and labels[-1] in _SECOND_LEVEL else labels[-1]


def looks_like_name(text: str) -> bool:
    """Whether a text may be a name by its shape: few words with capitals, if its script has any."""
    if len(text) > LONGEST_NAME or text[-1:] == ":":
        return False
    words = text.split()
    if not 0 < len(words) <= 4:
        return False
    if text.upper() == text.lower():
        return any(character.isalpha() for character in text)
    if len(words) == 1:
        return text != text.lower() or "." in text or "-" in text
    last = len(words) - 1
    has_any = False
    for at, word in enumerate(words):
        if has_capital(word):
            has_any = True
        elif not (word.isdigit() or word == "&" or (0 < at < last and len(word) < 4)):
            return False
    return has_any


def words_of(name: str) -> list[str]:
    """The words of a name in small letters, without the marks that end them."""
    small = name.lower()
    words = small.split()
    return [word.strip(",.") for word in words] if "," in small or "." in small else words


def has_capital(word: str) -> bool:
    """Whether any letter of a word is a capital."""
    return word != word.lower()


def name_key(name: str) -> str:
    """The letters by which a name is told, without the article and the domain's ending."""
    name = name.strip(NAME_EDGES).lower()
    if "." in name and (host := bare_host(name)):
        name = label_of(host)
    return bare_letters(_DOMAIN.sub("", name).removeprefix("the "))


_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "æ": "ae"})


def other_keys(name: str, articles: Collection[str], forms: tuple[str, ...]) -> Iterator[str]:
    """The letters by which a name may be told as well: its address's, and without the article.

    Args:
        name: Such as "Süddeutsche", whose address has "sueddeutsche".
        articles: Words that names begin with or not.
        forms: What stands at the end of a company's name, in some scripts without a space.
    """
    if may_be_east_asian(name) and name.endswith(forms):
        yield from (name.removesuffix(form) for form in forms if name.endswith(form))
    small = name.lower()
    if not small.isascii() and (spelt := small.translate(_UMLAUTS)) != small:
        yield bare_letters(spelt)
    first, _, rest = small.replace("’", "' ").replace("'", "' ").partition(" ")
    if rest and first.strip("' ") in articles:
        yield bare_letters(rest)


def is_short_for(label: str, words: list[str]) -> bool:
    """Whether an address has the beginnings of all of a name's words, or the second of two.

    Such are lestimes, nytimes and smh for the Lesotho Times, New York Times and Sydney Morning
    Herald; morgenpost is the Berliner Morgenpost.
    """
    words = [word for word in words if word]
    if not 1 < len(words) <= _IN_WORDS or len(label) < _SHORTEST_LABEL:
        return False
    if label == words[-1]:
        return len(words) == 2 and len(label) >= _TELLING
    # Two letters stand for many pairs of words.
    if len(label) < max(len(words) + 1, _TELLING) and len(words) < _SHORTEST_LABEL:
        return False
    reached = {0}
    for word in words:
        reached = {
            end
            for start in reached
            for end in range(start + 1, min(len(label), start + len(word)) + 1)
            if label[start:end] == word[: end - start]
        }
    return len(label) in reached


def name_keys(names: list[str]) -> list[str]:
    """The keys of names that have nothing at their edges any more, all in one go."""
    bare = [name.lower().removeprefix("the ") for name in names]
    letters = bare_letters_of_each(bare)
    return [
        name_key(name) if "." in name else key for name, key in zip(names, letters, strict=True)
    ]


def letters_of_words(names: Sequence[str]) -> list[list[str]]:
    """The letters of each word of each of some names, all in one go."""
    words = [name.split() for name in names]
    letters = iter(bare_letters_of_each(list(chain.from_iterable(words))))
    return [list(islice(letters, len(own))) for own in words]


def best_written(written: Mapping[str, int]) -> str:
    """The way in which a name is written most often; not as an address, if it can be helped."""
    if len(written) == 1:
        return next(iter(written))
    return max(written, key=lambda name: ("." not in name, written[name], len(name), name))


def said_alone(text: str, label: str) -> Iterator[str]:
    """How a text writes a word, given in small letters, where it is no part of an address."""
    small = text.lower()
    at = small.find(label) if label and len(small) == len(text) else -1
    while at >= 0:
        end = at + len(label)
        alone = not ((at and _BEFORE.match(text, at - 1)) or _BEHIND.match(text, end))
        if alone:
            yield text[at:end]
        at = small.find(label, end if alone else at + 1)


def written_in_words(text: str, key: str) -> str | None:
    """How a text writes a name whose letters an address has: Radio Four for radiofour.com."""
    words = text.split()
    for at, word in enumerate(words):
        for end in range(at + 2, min(len(words), at + _IN_WORDS) + 1):
            name = " ".join(words[at:end]).strip(NAME_EDGES)
            if has_capital(word) and name_key(name) == key:
                return name
    return None


def date_in_address(address: str | None) -> str | None:
    """The day that the path of an article's address has, as an ISO date, if it has a single one."""
    days = {
        day
        for match in _DAY.finditer(address or "")
        if match["sign"] or len(match["month"] + match["day"]) == _COMPACT
        if (day := _day_of(match))
    }
    return days.pop().isoformat() if len(days) == 1 else None


def _day_of(match: re.Match[str]) -> date | None:
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None
