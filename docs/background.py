"""Makes `tui/default/background.txt`, the frequent words by which is told what a text is about.

Run `python docs/background.py LOOKUPS TOKENS` where simplemma and stopwordsiso are installed (both
MIT). LOOKUPS is the folder `data` of spacy-lookups-data (MIT), TOKENS the vocabulary `o200k_base`
as gpt-tokenizer has it (MIT). From the first come the languages for which it has how frequent words
are; for others, tokens in order of frequency that are words of the language, and the words in
`docs/background.txt`, which were written for this project. What of one language is another's too is
as frequent in the second as a guess says.
"""

from __future__ import annotations

import base64
import gzip
import json
import re
import sys
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

import simplemma
import stopwordsiso

from tui.corpus.story.subjects import LEAST_LETTERS, stem

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

_ROOT = Path(__file__).parents[1]

_MEASURED = "de el en es"
"""Languages of which it is known how frequent words are."""

_WHOLE = 3_000
"""Stems kept of a language of which many are known."""

_WORLD = ["fr", "it", "nl", "pt", "ru"]
"""Languages of which many words are tokens."""

_OTHERS = (
    "ar",
    "bg",
    "ca",
    "cs",
    "da",
    "fa",
    "fi",
    "hr",
    "hu",
    "id",
    "nb",
    "pl",
    "ro",
    "sk",
    "sl",
    "sv",
    "tr",
    "uk",
)
"""Languages of which some are; what is a word of one of the above too is left out."""

_TRUSTED = 300
"""Of the latter, what comes after so many tokens is mostly names and chance."""

_GRAMMAR = 100
"""The first words of each language tell it, and are left as they are."""

_OTHER_NAMES = {"hr": "hbs"}
"""What simplemma calls a language."""

_OTHER_STOPS = {"nb": "no"}
"""What stopwordsiso calls a language."""

_ENGLISH = 4_000
"""So many words are looked for in other languages as English ones."""

_BORROWED = 4
"""An English word that is another language's too stands so many times as far down."""

_MARKUP = frozenset(
    ["align", "color", "colspan", "delete", "http", "https", "rowspan", "style", "valign", "width"]
)

_HEAD = """\
# The most frequent words of each language, the most frequent first, of four letters or more, cut to
# their stems as tui/corpus/story/subjects.py cuts them. They say little of what a text is about.
# Made by docs/background.py of: spacy-lookups-data (de, el, en, es), copyright 2019 ExplosionAI
# GmbH, MIT licence; o200k_base, copyright 2022 OpenAI, Shantanu Jain, as gpt-tokenizer has it,
# copyright 2023-2024 Bazyli Brzoska, MIT licence; stopwordsiso by Arthit Suriyawongkul, with the
# lists of stopwords-iso by Gene Diaz, MIT licence; and docs/background.txt, which is this project's
# own. The MIT licence:
#
# Permission is hereby granted, free of charge, to any person obtaining a copy of this software and
# associated documentation files (the "Software"), to deal in the Software without restriction,
# including without limitation the rights to use, copy, modify, merge, publish, distribute,
# sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is
# furnished to do so, subject to the following conditions: The above copyright notice and this
# permission notice shall be included in all copies or substantial portions of the Software. THE
# SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT
# LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND
# NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM,
# DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT
# OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""


def main(lookups: Path, tokens: Path) -> None:
    """Make the file."""
    found = {language: _measured(lookups, language) for language in _MEASURED.split()}
    english = set(found["en"][:_ENGLISH])
    vocabulary = _vocabulary(tokens)
    for language in _WORLD:
        found[language] = _from_tokens(language, vocabulary, english)
    elsewhere = {word for words in found.values() for word in words[:_ENGLISH]}
    for language in _OTHERS:
        stops = _stops(language)
        ours = [one for one in vocabulary if one in stops or one not in elsewhere]
        found[language] = _from_tokens(language, ours)[:_TRUSTED]
    for language, words in _written().items():
        if language not in found:
            found[language] = sorted(_stops(language))
        found[language] = _merged(found[language], words)
    lines = [f"{language} {' '.join(_stems(found[language]))}\n" for language in sorted(found)]
    goal = _ROOT / "tui" / "default" / "background.txt"
    goal.write_text(_HEAD + "".join(lines), "utf-8")


def _measured(lookups: Path, language: str) -> list[str]:
    file = lookups / f"{language}_lexeme_prob.json.gz"
    likely: dict[str, float] = json.loads(gzip.decompress(file.read_bytes()))
    return [
        word
        for word in sorted(likely, key=lambda word: (-likely[word], word))
        if _counts(word) and word.casefold() not in _MARKUP
    ]


def _vocabulary(tokens: Path) -> list[str]:
    """The words that are tokens, the most frequent first."""
    ranked = (line.split() for line in tokens.read_bytes().splitlines())
    texts = (base64.b64decode(token) for token, _ in sorted(ranked, key=lambda one: int(one[1])))
    decoded = (text.decode("utf-8", "ignore") for text in texts)
    words = (text[1:].casefold() for text in decoded if text.startswith(" "))
    return list(dict.fromkeys(filter(_counts, words)))


def _from_tokens(
    language: str, vocabulary: Iterable[str], english: Container[str] = ()
) -> list[str]:
    """The tokens that are words of a language, those of mere grammar first."""
    known = _OTHER_NAMES.get(language, language)
    stops = _stops(language)
    words = [word for word in vocabulary if word in stops or simplemma.is_known(word, lang=known)]
    grammar = [word for word in words if word in stops]
    own = [word for word in words if word not in stops and word not in english]
    places = {word: place for place, word in enumerate([*grammar, *own])}
    for place, word in enumerate(words):
        places.setdefault(word, _BORROWED * place + len(grammar))
    return sorted(places, key=places.__getitem__)


def _merged(ones: Sequence[str], others: Iterable[str]) -> list[str]:
    """Two lists as one, each word where it stands first; the first begins with grammar."""
    pairs = zip_longest(ones[_GRAMMAR:], others)
    mixed = (word for pair in pairs for word in pair if word and _counts(word))
    return list(dict.fromkeys([*filter(_counts, ones[:_GRAMMAR]), *mixed]))


def _stops(language: str) -> set[str]:
    return set(stopwordsiso.stopwords(_OTHER_STOPS.get(language, language)))


def _written() -> dict[str, list[str]]:
    """The words in `docs/background.txt` by language, those that are only grammar first."""
    written = dict[str, list[str]]()
    for line in (_ROOT / "docs" / "background.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            language, *words = line.split()
            written.setdefault(language, []).extend(filter(_counts, words))
    return written


def _counts(word: str) -> bool:
    return len(word) >= LEAST_LETTERS and bool(re.fullmatch(r"[^\W\d_]+", word))


def _stems(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(map(stem, words)))[:_WHOLE]


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
