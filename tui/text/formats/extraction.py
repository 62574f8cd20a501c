"""What trafilatura takes for the article's text, block by block.

Barbaresi, "Trafilatura: A Web Scraping Library and Command-Line Tool for Text Discovery and
Extraction" (2021). It sees the tree, our rules see the text, so the two err on different pages.
"""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

import trafilatura
from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

_WORD = re.compile(r"\w+")
_RUN = 4
"""Words in a row that tell one passage from another."""

_LEAST = 0.5
"""Share of a block's runs of words that the extracted text must have."""

_TELLING = 25
"""Runs of words from which on a text is more than a notice."""

_MOST_ELEMENTS = 50_000
"""Pages of more elements are left to the rules: the extractor's time may grow with the square."""

_MOST_CHARACTERS = 2_000_000
"""Pages of more text are left to the rules, too: every run of words takes memory here."""
_MOST_TABLES = 30
"""Pages with more tables inside each other are left to the rules, for the same reason: with the
oldest extractor that is allowed, 500 of them take half a minute."""

_STUMBLES = (
    etree.LxmlError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)

# What it has to say of a page is nothing that its reader can do anything about.
logging.getLogger("trafilatura").addHandler(logging.NullHandler())
logging.getLogger("trafilatura").propagate = False


def judge(extracted: str, texts: Sequence[str]) -> list[bool | None]:
    """Say of each block of a page whether it is the article's text.

    Args:
        extracted: What the extractor takes for text.
        texts: The texts of the blocks.

    Returns:
        Whether the extractor takes each for text; None for all where it takes nothing.
    """
    words = _WORD.findall(extracted.lower())
    if not words:
        return [None] * len(texts)
    runs = set(_runs(words))
    whole = {" ".join(_WORD.findall(line.lower())) for line in extracted.splitlines()}
    return [_is_in(_WORD.findall(text.lower()), runs, whole) for text in texts]


def share_shown(extracted: str, texts: Sequence[str]) -> float:
    """How much of what the extractor takes for text stands in some texts.

    Args:
        extracted: What it takes.
        texts: The texts.

    Returns:
        The share of its runs of words, from 0 to 1; 1 where it has too few to say.
    """
    wanted = set(_runs(_WORD.findall(extracted.lower())))
    if len(wanted) < _TELLING:
        return 1.0
    shown = {run for text in texts for run in _runs(_WORD.findall(text.lower()))}
    return len(wanted & shown) / len(wanted)


def _is_in(words: list[str], runs: set[tuple[str, ...]], whole: set[str]) -> bool:
    # A few words may stand anywhere in it by chance, but hardly as a paragraph of their own.
    if len(words) < _RUN + 2:
        return bool(words) and " ".join(words) in whole
    own = _runs(words)
    return sum(run in runs for run in own) >= _LEAST * len(own)


def _runs(words: list[str]) -> list[tuple[str, ...]]:
    return list(zip(*(words[at:] for at in range(_RUN)), strict=False))


def extract(tree: HtmlElement) -> str:
    """What the extractor takes for the text of a page's article; empty where it finds none.

    Args:
        tree: The page; it is changed.
    """
    elements = 0
    characters = 0
    for element in tree.iter():
        elements += 1
        characters += len(element.text or "") + len(element.tail or "")
    if elements > _MOST_ELEMENTS or characters > _MOST_CHARACTERS:
        return ""
    if _tables_nested(tree) > _MOST_TABLES:
        return ""
    try:
        found = trafilatura.bare_extraction(tree, include_comments=False)
    except _STUMBLES:
        # A page that it stumbles over is left to the rules.
        return ""
    return getattr(found, "text", None) or ""


def _tables_nested(tree: HtmlElement) -> int:
    """The most tables that stand inside each other."""
    deepest = depth = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end"), tag="table"):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest
