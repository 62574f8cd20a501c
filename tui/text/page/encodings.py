"""Which of the encodings before UTF-8 a text is in, by its letters.

Read in the wrong encoding, Czech has letters that Czech has not, and capitals and signs inside
words. So every encoding is tried with the letters of each language that is written in it: a
letter costs more the rarer it is in the language, a sign or a letter of no such language most.
Whichever reads the text most cheaply is right; of equals, such as for a text whose only signs
are quotation marks, the commonest encoding is. Chinese, Japanese and Korean, which have several
bytes a character, show by how many of their characters are the commonest of the language.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import pairwise
from math import log
from typing import NamedTuple

_LETTERS = {
    "ar": "اليمنورتعبدةهفكسأقحجىشصطخذإضثزغئءظآؤًٌٍَُِّْ",
    "be": "аінеоысрткўлудмвяпзькчбгыхцйэюжшёф",
    "bg": "аоеитнсврдклмпзяъгбчущжйцхшфюьѝі",
    "ca": "éóàíèòçúïüáñ·",
    "cs": "íáěžřéčšýůúňďťó",
    "da": "åæøé",
    "de": "üäößé",
    "el": "ατοσιενρπκςμηυλίάόέγδωήχθύφώβξζψϊϋΐΰ",
    "es": "óíáéñúü¿¡ºª",
    "et": "äõüöšž",
    "fa": "ايرندهومبتسکشلزفخگعقجحپآچطصيضغظذثئكژأىءؤ",
    "fi": "äöå",
    "fr": "éàèêçôâîùûœïëæÿ",
    "he": "יוהלאתרבמשנעםדכחקפסגןצזטךףץ",
    "hr": "ščžćđ",
    "hu": "éáöóőüíúű",
    "is": "ðíáþóæöúéý",
    "it": "èàùòéì",
    "lt": "ėųšžąįūčę",
    "lv": "āīēšūņļžķģč",
    "mk": "аоеинтсрдвкмлпугјзбшчцжќфњѓхџљѕèѐѝ",
    "nl": "éëïèó",
    "no": "åøæéò",
    "pl": "łężąóśćńź",
    "pt": "ãéçáíêóúõàâôºª",
    "ro": "ăşîţâ",
    "ru": "оеаинтсрвлкмдпуяыгьбзчйжхшюцэщфёъ",
    "sk": "ážčýíšéúťľôďňóäĺŕ",
    "sl": "čšž",
    "sq": "ëç",
    "sr": "аоиеунрјтскдлпмвзгбчшцжњћхђљфџ",
    "sv": "äåöé",
    "th": "ารนอกเง่มยทลว้ดตสีัะปิบคหแจพชขุใื์ไ็โูซผธำศณภถฉฟญฐษฝ",
    "tr": "ıüşçğöâîİ",
    "uk": "оаніивтерскудлмпзяьбгйчцхжїюшщєфыэґ",
}
"""The letters beyond ASCII of languages, each with its commonest first."""


_WEST = ("de", "fr", "es", "pt", "it", "nl", "da", "no", "sv", "fi", "is", "ca", "sq")


_MIDDLE = ("pl", "cs", "hu", "ro", "sk", "hr", "sl", "de", "sq")


_CYRILLIC = ("ru", "uk", "bg", "sr", "be", "mk")


_ENCODINGS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    # Of the web.
    ("cp1252", "windows-1252", _WEST),
    ("cp1250", "windows-1250", _MIDDLE),
    ("iso8859_2", "iso-8859-2", _MIDDLE),
    ("cp1251", "windows-1251", _CYRILLIC),
    ("koi8_r", "koi8-r", ("ru", "bg")),
    ("koi8_u", "koi8-u", ("uk", "be")),
    ("cp1254", "windows-1254", ("tr", "de", "fr")),
    ("cp1253", "windows-1253", ("el",)),
    ("iso8859_7", "iso-8859-7", ("el",)),
    ("cp1255", "windows-1255", ("he",)),
    ("cp1256", "windows-1256", ("ar", "fa", "fr")),
    ("cp1257", "windows-1257", ("lt", "lv", "et")),
    ("iso8859_5", "iso-8859-5", _CYRILLIC),
    ("iso8859_6", "iso-8859-6", ("ar",)),
    ("iso8859_15", "iso-8859-15", _WEST),
    ("cp874", "windows-874", ("th",)),
    # Of old disks.
    ("cp866", "ibm866", _CYRILLIC),
    ("mac_cyrillic", "x-mac-cyrillic", _CYRILLIC),
    ("mac_roman", "macintosh", _WEST),
    ("mac_latin2", "x-mac-ce", _MIDDLE),
    ("mac_turkish", "x-mac-turkish", ("tr",)),
    ("mac_greek", "x-mac-greek", ("el",)),
    ("cp850", "ibm850", _WEST),
    ("cp852", "ibm852", _MIDDLE),
    ("cp857", "ibm857", ("tr",)),
    ("cp737", "ibm737", ("el",)),
)
"""Python's and the web's names of encodings, commonest first, and who writes in them."""


_MARKS = {
    **dict.fromkeys("“”‘’„–—…«»€£\xa0", 2.5),
    **dict.fromkeys("‚›‹•·©®°™§½¼¾²³´×", 5.0),
}
"""What signs cost that occur in texts of all languages."""


_GREEK = 3
"""The number of Greek among the scripts."""


_CAPITAL = 1.0


_FOREIGN = 9.0
"""What a sign costs that is rare, or a letter that is none of the language's."""


_BROKEN = 14.0
"""What a byte costs that means nothing in the encoding."""


_OUT_OF_PLACE = 6.0
"""What it costs that a capital follows a small letter, or a letter one of another script."""


_HALF_OUT_OF_PLACE = 3.0


_RARER = 0.7
"""What each further encoding in the list costs, so that a few letters don't tell for a rare one."""


_SELDOM = 0.004
"""Share of bytes beyond ASCII up to which a text is English or the like with some foreign names;
then it costs `_MUCH_RARER`."""


_MUCH_RARER = 3.0


_PLAUSIBLE = 5.0
"""What a byte costs on average, at most, in a text that is in the encoding."""


_EAST_ASIAN: tuple[tuple[str, str, str], ...] = (
    ("cp932", "shift_jis", "のにるたをはでがとしていなれさっすかもこらりき、。ンスルトーイ"),
    ("euc_jp", "euc-jp", "のにるたをはでがとしていなれさっすかもこらりき、。ンスルトーイ"),
    (
        "gb18030",
        "gb18030",
        "，。“”、的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就",
    ),
    ("big5", "big5", "，。“”、的一是在不了有和人這中大為上個國我以要他時來用們生到作地於出就"),
    ("cp949", "euc-kr", "이다의는에을가고하지를은로한도서기사리어자시인대일해나정부"),
)
"""Python's and the web's names of encodings, and the commonest characters of who writes in them."""


_LEAST_COMMON = 0.1
"""Share of characters that must be among the commonest: a fifth to half are in any text."""


_MOST_BROKEN = 0.02


_DOUBTFUL = 4.0
"""What a byte costs from which on a text may be East Asian."""


_PARTS = 20_000
"""Bytes that East Asian is told by."""


class Guess(NamedTuple):
    """Python's name of an encoding and the web's; whether the text read so is any language."""

    codec: str
    name: str
    is_plausible: bool


WESTERN = Guess("cp1252", "windows-1252", is_plausible=False)


def codec_of(name: str) -> str:
    """What Python calls an encoding that the web calls by this name."""
    return next((codec for codec, label, _ in _ENCODINGS if label == name), name)


def guess(data: bytes) -> Guess:
    """Tell which of the older encodings reads a text best.

    Args:
        data: Text that has bytes beyond ASCII.
    """
    one_byte, cost = _of_one_byte(data)
    if cost < _DOUBTFUL:
        return one_byte
    return _east_asian(data) or (one_byte if one_byte.is_plausible else WESTERN)


def _of_one_byte(data: bytes) -> tuple[Guess, float]:
    """The best of the encodings of one byte a character, and what a byte costs on average."""
    letters = [(byte, n) for byte, n in Counter(data).items() if byte > 127]
    pairs = Counter(pairwise(data))
    telling = [(pair, n) for pair, n in pairs.items() if max(pair) > 127]
    count = sum(n for _, n in letters)
    rarer = _MUCH_RARER if count < _SELDOM * len(data) else _RARER
    found = []
    for rank, (codec, name, languages) in enumerate(_ENCODINGS):
        table = _table(codec)
        cost = min(
            sum(n * costs[byte] for byte, n in letters) for costs in _costs(codec, languages)
        )
        cost += sum(n * _misplaced(table[a], table[b]) for (a, b), n in telling)
        found.append((cost + rank * rarer, cost / max(1, count), codec, name))
    _, cost, codec, name = min(found, key=lambda one: round(one[0], 6))
    return Guess(codec, name, cost <= _PLAUSIBLE), cost


def _east_asian(data: bytes) -> Guess | None:
    start = next((at for at, byte in enumerate(data) if byte > 127), 0)
    sample = data[start : start + _PARTS]
    shares = []
    for codec, name, common in _EAST_ASIAN:
        beyond = [one for one in sample.decode(codec, errors="replace") if not one.isascii()]
        share = sum(map(frozenset(common).__contains__, beyond)) / max(1, len(beyond))
        if beyond.count("\ufffd") <= max(1, _MOST_BROKEN * len(beyond)):
            shares.append((share, codec, name))
    share, codec, name = max(shares, key=lambda one: one[0], default=(0.0, "", ""))
    return Guess(codec, name, is_plausible=True) if share >= _LEAST_COMMON else None


@cache
def _table(codec: str) -> str:
    """The characters of an encoding by their bytes."""
    return bytes(range(256)).decode(codec, errors="replace").ljust(256, "\ufffd")


@cache
def _costs(codec: str, languages: tuple[str, ...]) -> list[list[float]]:
    """For each language, what each byte of an encoding costs."""
    return [[_cost(character, _ranks(one)) for character in _table(codec)] for one in languages]


@cache
def _ranks(language: str) -> dict[str, float]:
    """What a language's letters cost, as if each were as common as its rank says."""
    letters = _LETTERS[language]
    whole = sum(1 / rank for rank in range(1, len(letters) + 1))
    return {letter: log(whole * rank) for rank, letter in enumerate(letters, start=1)}


def _cost(character: str, ranks: dict[str, float]) -> float:
    if character == "\ufffd" or "\x7f" <= character <= "\x9f":
        return _BROKEN
    if character in _MARKS:
        return _MARKS[character]
    small = character.lower()[:1]
    cost = ranks.get(character, ranks.get(small, _FOREIGN))
    return cost + (_CAPITAL if character != small else 0.0)


def _misplaced(before: str, after: str) -> float:
    """What it costs that two characters stand side by side."""
    if not before.isalpha():
        # Greek drops letters at the end of words; before one stands an accent that is no quote.
        if before == "’" and _script(after) == _GREEK:
            return _OUT_OF_PLACE
        return _HALF_OUT_OF_PLACE if before in "”™©®" and after.isalpha() else 0.0
    if after.isalpha():
        if before.islower() and after.isupper():
            return _OUT_OF_PLACE
        return 0.0 if _script(before) == _script(after) else _OUT_OF_PLACE
    number = after.isdigit() and not before.isascii()
    return _HALF_OUT_OF_PLACE if number or after in "„‚«©€£§‹¿¡" else 0.0


def _script(letter: str) -> int:
    """A number for the script of a letter: Latin, Greek, Cyrillic, Hebrew, Arabic, Thai."""
    return 0 if letter < "\u0300" else ord(letter) >> 8
