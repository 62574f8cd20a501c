"""Text from a page, made safe to show: control characters become visible symbols.

A terminal obeys escape sequences, C1 controls and bidirectional overrides wherever they come
from, so page text must not carry them there. Every character is replaced by exactly one
character: offsets into the text stay true.

The same table of what has nothing to show tells which characters a page is read without.
`IGNORABLE` is the property Default_Ignorable_Code_Point of Unicode 17.0, all of it, also what is
still unassigned: joiners, variation selectors, fillers, tags, and controls of shorthand, music
and the reading direction. What draws text may leave these out, so a reader cannot see them.
"""

from __future__ import annotations

import re

IGNORABLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""These characters, as what stands between the brackets of a regular expression."""


UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""The same without the joiners and the variation selectors, which letters and emoji have."""


_IGNORABLE = re.compile(f"[{IGNORABLE}]")


_REPLACEMENT = "�"


_SYMBOLS: dict[int, str] = {
    **{code: chr(0x2400 + code) for code in range(0x20)},
    0x7F: "␡",
    **dict.fromkeys(range(0x80, 0xA0), _REPLACEMENT),
    0xAD: "‧",  # soft hyphen: terminals disagree about its width
    # What goes on the letter before: the grapheme joiner, Mongolian variation selectors.
    **dict.fromkeys((0x34F, 0x180B, 0x180C, 0x180D, 0x180F), "◌"),
    **dict.fromkeys((0x61C, 0x200E, 0x200F), "⇄"),
    **dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)), "⇄"),
    **dict.fromkeys((0x115F, 0x1160, 0x17B4, 0x17B5, 0x180E, 0x200B), "␣"),
    **dict.fromkeys((0x2060, 0x3164, 0xFEFF, 0xFFA0), "␣"),
    **dict.fromkeys((0x2028, 0x2029), "␤"),
    **dict.fromkeys((*range(0x2061, 0x2066), *range(0x206A, 0x2070)), _REPLACEMENT),
    **dict.fromkeys(range(0xFFF9, 0xFFFC), _REPLACEMENT),
    # A variation selector can make the symbol before it two cells wide: let it be that cell.
    **dict.fromkeys(range(0xFE00, 0xFE10), " "),
    # A skin tone takes two cells in some terminals and none in others.
    **dict.fromkeys(range(0x1F3FB, 0x1F400), " "),
}


# Controls, what nobody can see, lone surrogates and skin tones.
_ACTIVE = re.compile(
    f"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufff9-\ufffb\ud800-\udfff\U0001f3fb-\U0001f3ff{IGNORABLE}]"
)


# Wide, small, raised and lowered forms count too: some spreadsheets read them as the plain ones.
_SIGNS = "=+\\-@＝＋－＠﹦﹢﹣﹫⁼⁺⁻₌₊₋−"


# What a cell is parted at: semicolons, what is normalised to one, and bars. Tabs and line ends
# stand as symbols by then, and parted at commas a cell with one is in quotation marks.
_PARTED = ";；﹔︔\u037e|｜"


_BLANK = r"\s␣\"“”„«»‘’‚`´"


_FORMULA = re.compile(f"(?:^|(?<=[{_PARTED}]))(?=[{_BLANK}']*[{_SIGNS}])")


_MADE_SAFE = re.compile(f"(?:^|(?<=[{_PARTED}]))'(?=[{_BLANK}']*[{_SIGNS}])")


# Zero-width joiners are letters' business in Arabic and the Indic scripts.
_JOINED_SCRIPTS = re.compile("[\u0600-\u109f]")


def inert(text: str) -> str:
    """Replace what a terminal could obey, or a reader could not see, by visible symbols.

    Returns:
        Text of the same length in code points, free of control characters, bidirectional
        controls, invisible characters and lone surrogates. ESC becomes ␛.
    """
    if text.isascii() and text.isprintable():
        return text
    return _ACTIVE.sub(_symbol, text)


def _symbol(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code in (0x200C, 0x200D):
        before, after = match.string[match.start() - 1 : match.start()], match.string[match.end() :]
        if _JOINED_SCRIPTS.match(before) and _JOINED_SCRIPTS.match(after):
            return match[0]
        return "␣"
    return _SYMBOLS.get(code, _REPLACEMENT)


def without_ignorable(text: str) -> str:
    """A text without what has nothing to show."""
    return text if text.isascii() else _IGNORABLE.sub("", text)


def safe_cell(text: str) -> str:
    """A text as a cell that no spreadsheet runs and no terminal obeys.

    Returns:
        The text made inert, with an apostrophe wherever a formula could begin.
    """
    return _FORMULA.sub("'", inert(text))


def plain_cell(cell: str) -> str:
    """The inert text that a safe cell was made of."""
    return _MADE_SAFE.sub("", cell)
