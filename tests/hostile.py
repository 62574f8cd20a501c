"""Strings that do harm where a program lets them through, and what must be left of them.

For every test of something that shows, prints or writes page text, file names or messages:

    from hostile import HOSTILE, assert_inert, hostile_page
"""

from __future__ import annotations

import unicodedata

HOSTILE: dict[str, str] = {
    # What a terminal obeys.
    "colour": "\x1b[31;1mred\x1b[0m",
    "clear-screen": "\x1b[2J\x1b[Hgone",
    "title": "\x1b]0;owned\x07",
    "title-st": "\x1b]2;owned\x1b\\",
    "clipboard": "\x1b]52;c;ZWNobyBvd25lZA==\x07",
    "hyperlink": "\x1b]8;;https://evil.example/\x1b\\click\x1b]8;;\x1b\\",
    "device-control": "\x1bP$q q\x1b\\",
    "report-cursor": "\x1b[6n",
    "alternate-screen": "\x1b[?1049l\x1b[?1000h",
    "c1-control-sequence": "\x9b31mred",
    "c1-command": "\x9d0;owned\x9c",
    "shift-out": "\x0edrawn in lines\x0f",
    "bell-and-backspace": "bell\x07 gone\x08\x08\x08\x08\x7f",
    "carriage-return": "harmless\rhostile!",
    "nul": "be\x00fore",
    # What Rich and Textual obey.
    "markup-colour": "[bold red]loud[/bold red]",
    "markup-action": "[@click=app.quit]press me[/]",
    "markup-action-call": '[@click="app.bell()"]press me[/@click]',
    "markup-link": "[link=https://evil.example/]press me[/link]",
    "markup-unclosed": "[bold",
    "markup-closing": "an end [/] without a beginning [/nothing]",
    "markup-escaped": "\\[bold]\\\\[/]",
    "markup-variable": "[$error on $primary]$text[/]",
    "emoji-name": ":skull: :warning:",
    # What changes or hides what a reader sees.
    "override": "invoice\u202efdp.exe",
    "isolate": "\u2067user\u2066 // admin\u2069\u2069",
    "right-to-left-mark": "pay \u200f100\u200e to me",
    "zero-width": "pass\u200bword\u2060s\ufeff",
    "soft-hyphen": "pass\u00adword",
    "joiner": "a\u200db\u200cc",
    "line-separator": "one\u2028two\u2029three",
    "next-line": "one\x85two",
    "tags": "flag\U000e0067\U000e0062\U000e007f",
    "variation": "heart\u2764\ufe0f",
    "combining": "Z" + "\u0351\u0327\u0489" * 20,
    "surrogate": "half \ud800 a pair \udfff",
    "interlinear": "\ufff9base\ufffareading\ufffb",
    # What HTML, Markdown, CSV and shells obey.
    "script": "<script>alert(document.domain)</script>",
    "script-closing": "</script></style></title></textarea><script>alert(1)</script>",
    "image": '<img src=x onerror="alert(1)">',
    "attribute": '"\' onmouseover=alert(1) x="',
    "svg": "<svg/onload=alert(1)>",
    "iframe": "<iframe src='javascript:alert(1)'></iframe>",
    "style": "<style>*{background:url(https://evil.example/x)}</style>",
    "comment": "--><b>out</b><!--",
    "data-section": "]]><b>out</b>",
    "entity": "&lt;b&gt; &#x3c;i&#62; &amp;amp; &nosuch;",
    "template": "{{7*7}} ${7*7} <%= 7*7 %> {% raw %} %s %d {0}",
    "markdown-link": "[press me](javascript:alert(1)) ![x](https://evil.example/x.png)",
    "markdown-structure": "# no headline\n| a | b |\n|---|---|\n```\n> - * 1. ***",
    "markdown-html": "<https://evil.example/> <b>bold</b>",
    "formula": '=HYPERLINK("https://evil.example/","press")',
    "formula-plus": "+1+cmd|' /C calc'!A0",
    "formula-at": "@SUM(1+1)*cmd|' /C calc'!A0",
    "csv": 'quote " comma , semicolon ; tab \t end',
    "shell": "$(touch owned) `touch owned` ; touch owned | touch owned && touch owned",
    "path": "../../../../etc/passwd",
    "json": '"}],"schema":"other"',
    "yaml": "!!python/object/apply:os.system ['touch owned']",
}
"""Hostile strings by what they try."""

INVISIBLE = frozenset(
    "\u00ad\u061c\u200b\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2066\u2067\u2068\u2069\ufeff\ufff9\ufffa\ufffb"
)
"""Characters that a reader must not meet unseen; joiners may stand inside words."""

FILE_NAMES: dict[str, bytes] = {
    "newline": b"two\nlines.txt",
    "escape": b"\x1b[31mred\x1b]0;owned\x07.txt",
    "c1": "\x9b31mred.txt".encode(),
    "not-utf8": b"caf\xe9 \xff\xfe.txt",
    "markup": b"[bold][@click=app.quit]press[bold].txt",
    "override": "invoice\u202etxt.exe.txt".encode(),
    "option": b"--format.txt",
    "percent": b"%s%n{0}.txt",
    "html": b"<img src=x onerror=alert(1)>.txt",
    "quotes": b"a \"b\" 'c' `d` $(e).txt",
    "spaces": b" lead and trail .txt",
    "long": b"n" * 251 + b".txt",
}
"""Bytes of file names, all of them possible on Linux, by what they try."""


def assert_inert(shown: str, *, line_ends: str = "\n") -> None:
    """Check that text for a terminal or a page holds nothing active.

    Args:
        shown: What was printed, painted or written.
        line_ends: The control characters that may stand in it.
    """
    controls = {
        one for one in shown if unicodedata.category(one) in ("Cc", "Cs") and one not in line_ends
    }
    assert not controls, sorted(controls)
    hidden = INVISIBLE & set(shown)
    assert not hidden, sorted(hidden)


def hostile_page() -> str:
    """A page that looks like an article and holds every hostile string.

    Except what makes it no text: NUL, and lone surrogates, which come out as question marks.

    The headline, the byline and a paragraph for each string; the text around them is plain
    prose, so that the rules keep the paragraphs.
    """
    lines = [
        "Council \x1b[31mvotes\x1b[0m [bold]to rebuild[/bold] the <b>bridge</b>",
        "By Jane \u202eRoe <script>alert(1)</script>",
    ]
    lines += [
        f"The council agreed on Tuesday, as {one.replace(chr(10), ' ')} was read out to all who "
        f"had come, that matter number {number} would be settled before the winter, officials said."
        for number, one in enumerate(HOSTILE.values())
        if "\0" not in one
    ]
    return "\n\n".join(lines).encode("utf-8", "replace").decode() + "\n"
