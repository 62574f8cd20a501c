"""Plain signs for those that an encoding lacks, so that what differs goes on looking different."""

from __future__ import annotations

import codecs

NAME = "compare-signs"
"""What `errors` is to be where text is encoded."""

PLAIN: dict[str, str] = {
    # The kinds of row, and what stands beside one; no two of these may look alike.
    "≈": "~",
    "∼": ":",
    "↕": "^",
    "◆": "*",
    "┆": "!",
    "┈": ".",
    "╌": "_",
    "⊕": "+",
    "⊖": "-",
    "✗": "x",
    "✓": "v",
    "●": "@",
    "○": "o",
    # What sets words off, and points.
    "‹": "<",
    "›": ">",
    "«": "<",
    "»": ">",
    "◂": "<",
    "▸": ">",
    "←": "<",
    "→": ">",
    "↔": "=",
    "⇄": "=",
    "↳": ">",
    "↑": "^",
    "↓": "v",
    # Lines and shades.
    **dict.fromkeys("─━", "-"),
    **dict.fromkeys("│┃▕▏▌▐▎▍▋▊▉", "|"),
    **dict.fromkeys("┬┴┼├┤┌┐└┘╭╮╰╯", "+"),
    "█": "#",
    "▓": "%",
    "▒": "+",
    "░": ".",
    "╲": "\\",
    # Punctuation.
    **dict.fromkeys("‘’‚‛", "'"),
    **dict.fromkeys("“”„‟", '"'),
    **dict.fromkeys("‐‑‒–—−", "-"),
    "…": ".",
    "·": ".",
    "‧": ".",
    "•": "*",
    "×": "x",
    "±": "+",
    "¶": "P",
    "\u00a0": " ",
    "\u202f": " ",
    "\u2009": " ",
}
"""ASCII by sign, each one cell wide as the sign is."""

UNKNOWN = "?"


def plain(text: str) -> str:
    """Text in ASCII: signs that have a plain one as that, everything else as a question mark."""
    return "".join(one if one.isascii() else PLAIN.get(one, UNKNOWN) for one in text)


def register() -> None:
    """Let `errors=NAME` be known wherever Python encodes text."""
    codecs.register_error(NAME, _replace)


def _replace(error: UnicodeError) -> tuple[str | bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return plain(error.object[error.start : error.end]), error.end
