"""All the wordings of all the rules as one machine: which of them does a line fit?

One `re2.Set` holds every expression, so a line is read once however many rules there are, in time
linear in its length (Cox, "Regular Expression Matching in the Wild", 2010). Phrases are looked up
in a dictionary: those that are a whole line, and others by a word of theirs.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from itertools import chain, islice
from typing import TYPE_CHECKING

import re2

from tui.text.chrome.rule import phrases_of
from tui.text.fields import pattern_set
from tui.text.words.scripts import MARKS, beyond_ascii, has_kana_or_han, may_be_east_asian
from tui.text.words.tokens import as_seen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from tui.text.chrome.rule import Phrases, Wording


_LONG_TEXT = 100_000
"""Characters past which a text is taken in pieces: only one without line ends is so long."""


_REMEMBERED = 400
"""Characters up to which a line is remembered, and `_MOST_LINES` how many: some megabytes."""


_MOST_LINES = 1 << 12


WordingKey = tuple[str, str]
"""A rule's name and the name of the field that holds the wording."""


_WORD = re.compile(rf"[\w#{MARKS}]+(?:'[\w{MARKS}]+)*")


_SHORT = 30


_NO_WORD = bytes(
    code if code > 127 or chr(code) in "\n'" or _WORD.match(chr(code)) else 32
    for code in range(256)
)
"""Spaces for marks that part words, but for the one between lines and that which may hold a word
together. So it is for a text as UTF-8, too, which has these bytes in no other character."""


_NO_WORD_BEYOND = re.compile(rf"[^\w\0-\x7f{MARKS}]")


_FEW = 24
"""Different characters of one kind up to which a text is gone through for each of them."""


# The first digit apart: only what begins with one character of a kind is skipped to quickly.
_NUMBER = re.compile(r"\d\d*(?:[.,]\d+)*")


_ASCII_NUMBER = re.compile(r"[0-9][0-9]*(?:[.,][0-9]+)*")
"""The same where there are no other digits, twice as fast."""


_DIGITS = bytes(1 if 48 <= code < 58 else code for code in range(256))


_NUMBER_OF_DIGITS = re.compile(rb"\x01\x01*(?:[.,]\x01+)*")
"""A number whose digits `_DIGITS` has made one and the same, which is skipped to at once."""


# The apostrophe first: what stands before it is looked at only where there is one.
_LOOSE = re.compile(r"'(?:'+|(?=[ \n#]|\Z)|(?<=[ \n].)|(?<=\A.))")
"""An apostrophe that holds no word together, among words, spaces and line ends alone."""


_NUMBER_BEHIND = re.compile(rf"('[\w{MARKS}]+)#")
"""A number behind what an apostrophe holds to a word, which is a word of its own."""


_NO_LETTERS_IN_LINES = re.compile(r"[^\w\n]|_")


_NO_LETTERS_ASCII = bytes(
    code for code in range(128) if not chr(code).isalnum() and chr(code) != "\n"
)
"""Those of ASCII, as bytes: most of them, and gone many times as fast."""


_ACCENT = re.compile("[\u0300-\u036f]")


_ALONE = re.compile(
    "[\u0080-\u02ff\u0370-\u0482\u048a-\u052f\u1e00-\u1fff\u2000-\u20cf\u2100-\u2bff]*"
)
"""Letters and signs that are one with nothing beside them, whatever their accents are."""


_MAY_HAVE_ACCENTS = re.compile("[\u00c0-\u04ff\u1e00-\u1fff\u2100-\u2aff]")
"""Accents, and among what letters and signs those are that have one."""


_STRAIGHT = dict.fromkeys("’‘´", "'") | dict.fromkeys("“”„«»", '"')


class Lexicon:
    """Reads a line and says which wordings it fits, and how many phrases of each."""

    def __init__(self, wordings: Mapping[WordingKey, Wording]) -> None:
        self._known: dict[str, dict[WordingKey, int]] = {}
        self._whole: dict[str, list[WordingKey]] = {}
        self._like: list[tuple[WordingKey, Wording, list[str]]] = []
        self._phrases = _Phrases()
        # Apart, since one machine of both would need a state for each pair of theirs, which are
        # made as lines come that need them: that took a tenth of the time of a first page.
        self._openings = _Patterns()
        self._expressions = _Patterns()
        self._counted: dict[tuple[int, ...], dict[WordingKey, int]] = {}
        """The wordings by the patterns that fit: of most lines these are the same few ones."""
        for key, wording in wordings.items():
            self._add(key, wording)
        for patterns in (self._phrases, self._openings, self._expressions):
            patterns.compile()

    def _add(self, key: WordingKey, wording: Wording) -> None:
        starred = []
        for phrase in _normal_phrases(wording.words):
            if "*" in phrase:
                starred.append(phrase)
            else:
                self._whole.setdefault(phrase, []).append(key)
        self._phrases.add(starred, _WHOLE, key)
        self._phrases.add(_normal_phrases(wording.starts), _BEGINNING, key)
        self._phrases.add(_normal_phrases(wording.ends), _END, key)
        # Only of phrases inside a line does it matter how many there are.
        for phrase in _normal_phrases(wording.contains):
            self._phrases.add([phrase], _INSIDE, key)
        # Capitals have no accents in Greek and other languages.
        spellings = (
            spelling
            for label in map(folded, phrases_of(wording.labels))
            for spelling in (label, without_accents(label))
        )
        if labels := list(dict.fromkeys(map(re2.escape, spellings))):
            self._openings.add(
                rf"^[^\pL\pN]*(?:{'|'.join(labels)})\s?[:\x{{FF1A}}\x{{FF0F}}|/>»›→©\]】]", key
            )
        for expression in wording.patterns:
            opens = expression.startswith("^")
            (self._openings if opens else self._expressions).add(expression, key)
        if wording.like:
            self._like.append((key, wording, list(_normal_phrases(wording.like))))

    def read(self, text: str, said: str) -> dict[WordingKey, int]:
        """Which wordings a line fits.

        Args:
            text: The folded line.
            said: Its words as `folded_words` gives them, parted by one space.

        Returns:
            For each wording that fits, how many of its phrases inside the line and of its
            expressions do; all other phrases count as one. Not to be changed: lines are
            remembered.
        """
        known = self._known.get(text)
        if known is not None:
            return known
        counts = self._read(text, said)
        if len(text) <= _REMEMBERED:
            if len(self._known) >= _MOST_LINES:
                self._known.clear()
            self._known[text] = counts
        return counts

    def _read(self, text: str, line: str) -> dict[WordingKey, int]:
        seen = text.encode("utf-8", "replace")
        openings, expressions = self._openings.match(seen), self._expressions.match(seen)
        fitting = (*(openings or ()), -1, *(expressions or ()))
        counts = self._counted.get(fitting)
        if counts is None:
            if len(self._counted) >= _MOST_LINES:
                self._counted.clear()
            at = fitting.index(-1)
            keys = chain(
                self._openings.keys_of(fitting[:at]), self._expressions.keys_of(fitting[at + 1 :])
            )
            counts = self._counted[fitting] = dict(Counter(keys))
        phrases = [*self._whole.get(line, ()), *self._phrases.matches(line)]
        if phrases or self._like:
            counts = dict(counts)
            for key in phrases:
                counts[key] = counts.get(key, 0) + 1
            self._resemble(line, counts)
        return counts

    def _resemble(self, line: str, counts: dict[WordingKey, int]) -> None:
        if not self._like:
            return
        from rapidfuzz import fuzz

        for key, wording, samples in self._like:
            longest = max(map(len, samples)) * 1.5
            if len(line) <= longest and any(
                fuzz.ratio(line, sample, score_cutoff=wording.similarity) for sample in samples
            ):
                counts[key] = counts.get(key, 0) + 1


class _Patterns:
    """Expressions with their owners, matched all at once."""

    def __init__(self) -> None:
        self._keys: dict[str, list[WordingKey]] = {}

    def add(self, expression: str, key: WordingKey) -> None:
        keys = self._keys.get(expression)
        if keys is None:
            keys = self._keys[expression] = []
        keys.append(key)

    def compile(self) -> None:
        self._by_index = list(self._keys.values())
        self.match: Callable[[bytes], list[int] | None] = pattern_set(self._keys).Match
        """The numbers of the expressions that are in a text, for `keys_of`."""

    def keys_of(self, numbers: Iterable[int]) -> Iterator[WordingKey]:
        return (key for number in numbers for key in self._by_index[number])


class _Phrases:
    """Phrases that a line has, of each group of them one.

    A line is looked at for a phrase only if it has the longest of its words: two of three lines
    have none of these, and others six phrases to look for, for which no machine is needed.
    """

    def __init__(self) -> None:
        self._told: dict[str, list[tuple[str, int]]] = {}
        """By the word that tells it, each phrase as it stands in a line, with its group."""
        self._starred: list[tuple[str, int]] = []
        """Expressions for the phrases that have `*` in them, of a group all in one."""
        self._keys: list[WordingKey] = []
        self._longest = 0

    def add(self, phrases: Iterable[str], place: str, key: WordingKey) -> None:
        """Add a group of phrases, which stand at one of the places below."""
        group = len(self._keys)
        self._keys.append(key)
        starred = []
        for phrase in phrases:
            words = phrase.split(" ")
            self._longest = max(self._longest, len(words))
            telling = max(words, key=_length_of_word)
            if "*" in words:
                starred.append(_expression(phrase))
                self._told.setdefault(telling, []).append(("", _STARRED))
            else:
                self._told.setdefault(telling, []).append((place.format(phrase), group))
        if starred:
            self._starred.append((place.format(f"(?:{'|'.join(starred)})"), group))

    def compile(self) -> None:
        self._set = pattern_set(expression for expression, _ in self._starred)
        self._words = frozenset(self._told)
        # A phrase of nothing but `*` has no word that tells it.
        self._always = frozenset({"*"}) & self._words

    def matches(self, line: str) -> Iterable[WordingKey]:
        """Whose phrases a line has, which is given as its words, parted by one space."""
        words = line.split(" ")
        if len(words) > _WORDS_AT_ONCE:
            return self._matches_of_long(words)
        telling = self._words.intersection(words) or self._always
        if not telling:
            return ()
        return [self._keys[group] for group in self._groups_in(telling, f"\n {line} \n")]

    def _matches_of_long(self, words: list[str]) -> Iterable[WordingKey]:
        """The same of a line so long that not all of it is looked through for every phrase."""
        words = ["\n", *words, "\n"]
        found: set[int] = set()
        for at in range(0, len(words), _WORDS_AT_ONCE):
            some = words[at : at + _WORDS_AT_ONCE + self._longest + 1]
            found |= self._groups_in(self._words.intersection(some), f" {' '.join(some)} ")
        return [self._keys[group] for group in found]

    def _groups_in(self, telling: frozenset[str], text: str) -> set[int]:
        places = [place for word in telling | self._always for place in self._told[word]]
        groups = {group for phrase, group in places if phrase in text}
        if _STARRED in groups:
            groups.remove(_STARRED)
            found = self._set.Match(text.encode("utf-8", "replace")) or ()
            groups.update([self._starred[at][1] for at in found])
        return groups


_WHOLE, _BEGINNING, _END, _INSIDE = "\n {} \n", "\n {} ", " {} \n", " {} "
"""Where in a line a phrase stands: a line end is what is around the line."""


_STARRED, _WORDS_AT_ONCE = -1, 400
"""Stands for phrases with `*`; words up to which a line is looked at for phrases in one go."""


def normal_phrase(phrase: str) -> str:
    """A phrase of a rule as the words of lines are written, `*` standing for any word."""
    # Most phrases are plain words already; there are thousands, and start-up waits for them.
    if phrase.isascii() and phrase.islower() and phrase.replace(" ", "").isalpha():
        return phrase
    parts = (part if part == "*" else normal(part) for part in phrase.split())
    # A mark that stands alone is no word.
    return " ".join(part for part in parts if part)


def _normal_phrases(phrases: Phrases) -> dict[str, None]:
    """The phrases in order, each once: languages have words in common."""
    texts = phrases_of(phrases)
    # In one go, as there are thousands with letters beyond ASCII, and start-up waits for them.
    others = [text for text in texts if "*" not in text and not text.isascii()]
    known = dict(zip(others, normal_lines(others), strict=True))
    return dict.fromkeys(known[text] if text in known else normal_phrase(text) for text in texts)


def _length_of_word(word: str) -> int:
    """The letters of a phrase's word; `*`, which is any word, tells nothing."""
    return 0 if word == "*" else len(word)


def _expression(phrase: str) -> str:
    if phrase.replace(" ", "").isalpha():
        return phrase
    return " ".join(r"[^ \n]+" if word == "*" else re2.escape(word) for word in phrase.split(" "))


FoldedText = tuple[str, str]
"""A line folded, and what it says: its words, parted by one space.

A text of these takes an eighth of what a list takes, and is as quickly parted as gone through.
"""


_remembered: dict[str, FoldedText] = {}


def folded_lines(texts: Sequence[str]) -> list[FoldedText]:
    """Lines folded, and the words of each.

    The pages of a site share their menus, and copies of a story its paragraphs, so that lines are
    remembered; new ones are folded in one go, which is far quicker than one by one.
    """
    lines: dict[str, FoldedText] = {}
    new: list[str] = []
    for text in dict.fromkeys(texts):
        line = _remembered.get(text)
        if line is None:
            new.append(text)
        else:
            lines[text] = line
    if len(_remembered) + len(new) > _MOST_LINES:
        _remembered.clear()
    # A letter with an accent makes a whole piece slower, so lines without any are kept apart.
    plain = [text for text in new if text.isascii()]
    others = [text for text in new if not text.isascii()] if len(plain) < len(new) else []
    for piece in chain(_in_pieces(plain), _in_pieces(others)):
        lines.update(zip(piece, _folded_together(piece), strict=True))
    short = ((text, lines[text]) for text in new if len(text) <= _REMEMBERED)
    _remembered.update(islice(short, _MOST_LINES))
    return [lines[text] for text in texts]


def _in_pieces(texts: Iterable[str]) -> Iterator[list[str]]:
    """Texts in groups that are folded in one go, none of them long unless one text is."""
    piece: list[str] = []
    size = 0
    for text in texts:
        size += len(text) + 1
        if piece and size > _LONG_TEXT:
            yield piece
            piece, size = [], len(text) + 1
        piece.append(text)
    if piece:
        yield piece


def _folded_together(texts: Sequence[str]) -> list[FoldedText]:
    joined = "\n".join(texts)
    small = folded(joined)
    lines = small.split("\n")
    if len(joined) > _LONG_TEXT or len(lines) != len(texts):
        return [(line, " ".join(folded_words(line))) for line in map(folded, texts)]
    return list(zip(lines, _said_in_lines(small), strict=True))


def _said_in_lines(text: str) -> list[str]:
    """The words of each line of a folded text, parted by one space."""
    bare = _with_gaps(_with_numbers_as_one(text))
    lines = [" ".join(line.split()) for line in bare.split("\n")]
    if may_be_east_asian(bare):
        return [
            " ".join(_parted(line.split())) if has_kana_or_han(line) else line for line in lines
        ]
    return lines


def _with_numbers_as_one(text: str) -> str:
    """Text with `#` for each number."""
    if "\1" in text or not (text.isascii() or _NUMBER.search(beyond_ascii(text)) is None):
        return _NUMBER.sub("#", text)
    data = text.encode("utf-8", "surrogatepass").translate(_DIGITS)
    return _NUMBER_OF_DIGITS.sub(b"#", data).decode("utf-8", "surrogatepass")


def folded(text: str) -> str:
    """The text in lower case, composed, with straight quotation marks, as expressions see it."""
    small = text.lower()
    if not small.isascii():
        # Python gives the Turkish capital İ a second dot when it makes it small.
        small = as_seen(small.replace("i̇", "i"))
        # Three times as fast as `translate`, since most lines have none or one of these.
        for quote, straight in _STRAIGHT.items():
            if quote in small:
                small = small.replace(quote, straight)
    return small


def folded_words(text: str) -> list[str]:
    """The words of a folded text without accents, numbers as `#`, punctuation left out.

    Chinese and Japanese part no words: two characters in a row stand for one, overlapping.
    """
    if len(text) > _LONG_TEXT:
        return _words_of_long(text)
    if text.isascii():
        return _words_in(_ASCII_NUMBER.sub("#", text))
    text = without_accents(_NUMBER.sub("#", text))
    words = _WORD.findall(text)
    if not may_be_east_asian(text):
        return words
    return _parted(words)


def _words_in(text: str) -> list[str]:
    # Paragraphs are mostly such as are parted four times as fast without an expression.
    if len(text) < _SHORT or not text.isascii():
        return _WORD.findall(text)
    return _with_gaps(text).split()


def _with_gaps(text: str) -> str:
    """Text without accents, and spaces for all that is in no word, as an apostrophe beside one."""
    ascii_alone = text.isascii()
    text = text.encode().translate(_NO_WORD).decode() if ascii_alone else _with_gaps_beyond(text)
    if "'" in text:
        text = _NUMBER_BEHIND.sub(r"\1 #", _LOOSE.sub(" ", text))
    return text


def _with_gaps_beyond(text: str) -> str:
    """The same for a text that is not all ASCII, apostrophes left alone."""
    beyond = set(beyond_ascii(text))
    marks = set(_NO_WORD_BEYOND.findall("".join(beyond)))
    if any(map(unicodedata.combining, marks)):
        # What is set on a letter may be one with it, or change its place with an accent.
        text = without_accents(text)
        beyond = set(beyond_ascii(text))
        marks = set(_NO_WORD_BEYOND.findall("".join(beyond)))
    data = text.encode("utf-8", "surrogatepass").translate(_NO_WORD)
    text = data.decode("utf-8", "surrogatepass")
    if len(marks) > _FEW:
        text = _NO_WORD_BEYOND.sub(" ", text)
    else:
        for mark in marks:
            text = text.replace(mark, " ")
    letters = beyond - marks
    if len(letters) > _FEW or not _ALONE.fullmatch("".join(letters)):
        return without_accents(text)
    for letter in letters:
        bare = _parted_from_accents(letter)
        if bare != letter:
            text = text.replace(letter, bare)
    return text


def without_accents(text: str) -> str:
    """The text with letters bare of their accents."""
    latin = text.encode("latin-1", "ignore")
    if len(latin) == len(text):
        # Each letter is one byte, so that one look-up does it, ten times as fast.
        return latin.translate(_BARE_LATIN).decode("latin-1")
    return _parted_from_accents(text)


def _parted_from_accents(text: str) -> str:
    if not _MAY_HAVE_ACCENTS.search(beyond_ascii(text)):
        return unicodedata.normalize("NFC", text)
    bare = _ACCENT.sub("", unicodedata.normalize("NFD", text))
    return unicodedata.normalize("NFC", bare)


_BARE_LATIN = bytes([ord(_parted_from_accents(chr(code))) for code in range(256)])


def _words_of_long(text: str) -> list[str]:
    """The words of a text that is a whole file in one line, each kept once in memory."""
    known: dict[str, str] = {}
    words: list[str] = []
    start = 0
    while start < len(text):
        end = text.find(" ", start + _LONG_TEXT // 2, start + _LONG_TEXT)
        end = start + _LONG_TEXT if end < 0 else end
        some = folded_words(text[start:end])
        words.extend(map(known.setdefault, some, some))
        start = end
    return words


def _parted(words: list[str]) -> list[str]:
    """Words, with two characters in a row for each that Chinese and Japanese don't part."""
    parts: list[str] = []
    for word in words:
        if (len(word) < 3 and "'" not in word) or not has_kana_or_han(word):
            parts.append(word)
            continue
        # An apostrophe holds no two characters of these scripts together.
        for piece in word.split("'"):
            parts += [piece[at : at + 2] for at in range(max(1, len(piece) - 1))]
    return parts


def normal(text: str) -> str:
    """The words of any text, parted by one space."""
    return " ".join(folded_words(folded(text)))


def normal_lines(texts: Sequence[str]) -> list[str]:
    """The same of several texts, which is far quicker than one by one."""
    pieces = map(_folded_together, _in_pieces(texts))
    return [said for piece in pieces for _, said in piece]


_PLAIN = dict(zip("łøđıð", "lodid", strict=True))
"""Letters that addresses write without the stroke or with the dot."""


def bare_letters(text: str) -> str:
    """The letters and digits of a text, all else left out, by which a name is told."""
    return _bare(text).replace("\n", "")


def bare_letters_of_each(texts: list[str]) -> list[str]:
    """The same of several texts, in one go."""
    letters = _bare("\n".join(texts)).split("\n")
    return letters if len(letters) == len(texts) else list(map(bare_letters, texts))


def _bare(text: str) -> str:
    """The letters, digits and line ends of a text."""
    text = text.casefold()
    if not text.isascii():
        # Capitals often go without accents, which are no letters once they are parted from them.
        text = unicodedata.normalize("NFD", text)
        # Far faster than `translate`, since most texts have none of these.
        for letter, plain in _PLAIN.items():
            text = text.replace(letter, plain)
    if text.isalnum():
        return text
    # UTF-8 has the bytes of ASCII in no other character.
    data = text.encode("utf-8", "surrogatepass").translate(None, _NO_LETTERS_ASCII)
    text = data.decode("utf-8", "surrogatepass")
    if text.isascii():
        return text
    marks = set(_NO_LETTERS_IN_LINES.findall("".join(set(beyond_ascii(text)))))
    if len(marks) > _FEW:
        return _NO_LETTERS_IN_LINES.sub("", text)
    for mark in marks:
        text = text.replace(mark, "")
    return text
