"""The words of an article in order, each knowing its paragraph and whether it is quoted.

Reporters who were at one press conference write down the same quotations; what tells a copy
is the *prose*, the words outside quotation marks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.corpus.likeness import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.text.article import Article

_MARK = re.compile('(["“”„‟«»「」『』])')
_CLOSES = {"”": "“", "」": "「", "』": "『"}


@dataclass(frozen=True, slots=True)
class Wording:
    """An article's linkable paragraphs as words.

    `words`, `quoted` and `places` have an entry for each word of the article: the word in
    small letters, whether it stands inside quotation marks, and the index of its paragraph.
    `sizes` is the number of words of each linkable paragraph, and `prose` its words outside
    quotation marks, both by index, in order.
    """

    words: list[str]
    quoted: list[bool]
    places: list[int]
    sizes: dict[int, int]
    prose: dict[int, list[str]]


def wording(article: Article) -> Wording:
    """Take an article apart into words.

    Args:
        article: The article.

    Returns:
        Its words. Quotation marks count within a paragraph: one that is never closed holds
        to the paragraph's end.
    """
    found = Wording([], [], [], {}, {})
    for place, paragraph in enumerate(article.paragraphs):
        if not paragraph.linkable:
            continue
        before = len(found.words)
        prose: list[str] = []
        for text, quoted in _stretches(paragraph.text):
            words = words_of(text)
            found.words.extend(words)
            found.quoted.extend([quoted] * len(words))
            if not quoted:
                prose += words
        size = len(found.words) - before
        found.places.extend([place] * size)
        found.sizes[place] = size
        found.prose[place] = prose
    return found


def _stretches(text: str) -> Iterator[tuple[str, bool]]:
    """The stretches of a text between quotation marks, and whether each is inside them."""
    opened = ""
    for number, part in enumerate(_MARK.split(text)):
        if number % 2 == 0:
            yield part, bool(opened)
        elif part in _CLOSES:
            # A stray closing mark opens nothing.
            opened = ""
        elif not opened:
            opened = part
        elif part != opened or part in '"«»‟':
            # German closes with what English opens with; guillemets point either way.
            opened = ""
