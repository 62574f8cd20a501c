"""Pages that would take a reader's time or memory, of any size: one line each.

`python tests/attacks.py FOLDER [WORD...]` writes those whose names have the words, 20 MB each.
"""

from __future__ import annotations

import gzip
import itertools
import random
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable


class Attack(NamedTuple):
    """A page: what its name ends in, and its bytes. `unit` is repeated between the other two."""

    ending: str
    unit: bytes | str
    head: bytes | str = ""
    tail: bytes | str = ""
    made: Callable[[bytes], bytes] = bytes
    """What is done to the bytes at last."""

    def bytes_of(self, size: int) -> bytes:
        """The page, of about `size` bytes before `made` is done to it."""
        head, unit, tail = (
            one.encode() if isinstance(one, str) else one
            for one in (self.head, self.unit, self.tail)
        )
        times = max(1, (size - len(head) - len(tail)) // len(unit))
        return self.made(head + unit * times + tail)


SENTENCE = "The council agreed on Tuesday to rebuild the old bridge that the flood took away. "
STORY = f"Council agrees to rebuild the bridge\n\n{SENTENCE * 3}\n\n"
_MAIL = "Subject: Council agrees\nFrom: a@b.example\nMIME-Version: 1.0\n"
_PLAIN = f"{_MAIL}Content-Type: text/plain\n"
_MIXED = f"{_MAIL}Content-Type: multipart/mixed; boundary=b\n\n"
_BASE64 = f"{_PLAIN}Content-Transfer-Encoding: base64\n\n"
_QUOTED = f"{_PLAIN}Content-Transfer-Encoding: quoted-printable\n\n"
_HTML = f"<html><body><h1>Council agrees to rebuild</h1><p>{SENTENCE * 3}</p>"


def _numbered(data: bytes) -> bytes:
    first, *rest = data.split(b"#")
    return first + b"".join(b"%d%b" % (at, piece) for at, piece in enumerate(rest))


def _closed(open_: str, close: str) -> Callable[[bytes], bytes]:
    """Elements in elements, closed again."""
    return lambda data: data + close.encode() * data.count(open_.encode())


def _nested_parts(data: bytes) -> bytes:
    """Parts in parts, each of which every line that follows is looked up in."""
    lines = max(1, len(data))
    heads = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (at, at) for at in range(300)
    )
    return b"Subject: a\nMIME-Version: 1.0\n" + heads + b"\n" * lines


def _own_words(data: bytes) -> bytes:
    """The page with a word of its own, in letters alone, for each number sign."""
    letters = bytes.maketrans(b"0123456789", b"abcdefghij")
    numbers = itertools.count(1_000)
    return re.sub(b"#", lambda _: b"b%d" % next(numbers), data).translate(letters)


def _words(data: bytes) -> bytes:
    """English of as many bytes, no two sentences alike."""
    chance = random.Random(1)  # noqa: S311
    words = f"{SENTENCE} river mayor engineers ferry passengers euros minister said".split()
    lines = []
    size = 0
    while size < len(data):
        line = " ".join(chance.choice(words) for _ in range(60)) + ".\n\n"
        size += len(line)
        lines.append(line)
    return "".join(lines).encode()


def _members(data: bytes) -> bytes:
    return gzip.compress(b"a") * max(1, len(data) // 21)


TEXT = {
    "line-feeds": "\n",
    "carriage-returns": "\r",
    "both-line-ends": "\r\n",
    "form-feeds": "\f",
    "vertical-tabs": "\v",
    "tabs": "\t",
    "spaces": " ",
    "no-break-spaces": "\u00a0",
    "line-separators": "\u2028",
    "line-separators-between": "a\u2028",
    "next-lines": "a\u0085",
    "zero-width": "\u200b",
    "zero-width-lines": "\u200b\n",
    "byte-order-marks": "\ufeff",
    "greater": ">",
    "less": "<",
    "less-p": "<p",
    "less-p-space": "<p ",
    "tags": "<p>",
    "tags-in-lines": "<p>\n",
    "ampersands": "&",
    "entities": "&amp;",
    "quotation-marks": '"',
    "quotation-marks-apart": '" ',
    "opening-quotations": "\u201c",
    "opening-quotations-apart": "\u201ca ",
    "both-quotations": "\u201ca\u201d ",
    "quotations-in-lines": '"a\n\n',
    "quoted-words": '"a" ',
    "quoted-sentences": '"We agreed on the bridge," he said. ',
    "single-quotations": "\u2018a ",
    "guillemets": "\u00aba ",
    "low-quotations": "\u201ea ",
    "apostrophes": "'",
    "digits": "1",
    "digits-apart": "1 ",
    "digits-in-lines": "1\n",
    "commas": ",",
    "digits-and-commas": "1,",
    "digits-and-dots": "1.",
    "thousands": "1,000 ",
    "millions": "1 million ",
    "number-words": "twenty one hundred ",
    "currency": "$",
    "money": "$1 ",
    "percents": "1% ",
    "dates": "4 March 2025 ",
    "dates-in-lines": "4 March 2025\n\n",
    "iso-dates": "2025-03-04 ",
    "slashed-dates": "1/1/",
    "times": "1:00 ",
    "colons": ":",
    "semicolons": "; ",
    "hyphens": "-",
    "hyphens-in-lines": "a-\n",
    "dashes": "\u2014",
    "underlines": "_",
    "dots": ".",
    "dots-apart": "a. ",
    "slashes": "/",
    "addresses": "http://a.b/",
    "at-signs": "a@",
    "pipes": "|",
    "pipes-apart": "a | ",
    "parentheses": "(",
    "parentheses-apart": "(a ",
    "brackets": "[",
    "credits": "(AP) ",
    "agencies": "AP Reuters ",
    "by": "By ",
    "bylines": "By Jane Doe ",
    "bylines-in-lines": "By Jane Doe\n\n",
    "initials": "A. ",
    "capitals": "A",
    "capitals-apart": "A ",
    "names": "Jane Doe ",
    "said": "said ",
    "said-names": "Jane Doe said ",
    "datelines": "BERLIN (AP) \u2014 ",
    "and": "and ",
    "letters": "a",
    "letters-apart": "a ",
    "lines-of-one": "a\n",
    "lines-of-one-apart": "a\n\n",
    "lines-of-a-sentence": f"{SENTENCE}\n",
    "lines-of-a-sentence-apart": f"{SENTENCE}\n\n",
    "one-line": SENTENCE,
    "german": "Der Gemeinderat beschloss am Dienstag, die alte Br\u00fccke zu erneuern. ",
    "chinese": "\u6cb3",
    "chinese-sentences": "\u5e02\u8bae\u4f1a\u5468\u4e8c\u51b3\u5b9a\u91cd\u5efa\u65e7\u6865\u3002",
    "chinese-lines": "\u5e02\u8bae\u4f1a\u5468\u4e8c\u51b3\u5b9a\n",
    "thai": "\u0e01",
    "arabic": "\u0627 ",
    "combining": "\u0301",
    "combining-letters": "a\u0301",
    "combining-hangul": "\u1100",
    "ligatures": "\ufdfa",
    "emoji": "\U0001f600",
    "joined-emoji": "\U0001f468\u200d",
    "flags": "\U0001f1e9",
    "soft-hyphens": "a\u00ad",
    "bidirectional": "\u202e",
    "escapes": "\x1b[",
    "backslashes": "\\",
    "share-lines": "Share\n\n",
    "related": "Related articles\n\n",
    "read-more": "Read more: ",
    "comments-lines": "Comments (1)\n\n",
    "lists": "* a\n",
    "numbered-lists": "1. a\n",
    "wrapped": f"{SENTENCE[:70]}\n",
    "own-lines": f"#{SENTENCE}\n\n",
    "own-short-lines": "#\n",
    "own-words": "w# ",
    "own-numbers": "#,",
    "own-quotations": "\u201cw# ",
}
"""What a page of plain text repeats, after a story."""

MARKDOWN = {
    "images": "![",
    "links": "[](",
    "link-brackets": "[a](b) ",
    "references": "[a]: b\n",
    "own-references": "[#]: b\n",
    "opening-brackets": "[",
    "brackets": "[]",
    "emphasis": "*_",
    "emphasis-words": "*a _b ",
    "stars": "*",
    "stars-apart": "*a ",
    "stars-closed": "a** *b ",
    "underlines": "_a",
    "backticks": "`",
    "backticks-growing": "`a``b```c",
    "backtick-fences": "```\n",
    "tildes": "~",
    "quotes": ">",
    "quotes-in-lines": "> a\n",
    "nested-quotes": ">>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>> a\n",
    "lists": "- ",
    "list-lines": "- a\n",
    "numbered": "1. ",
    "tables": "|a|b|\n|-|-|\n",
    "table-cells": "|",
    "table-rows": "|a|a|\n",
    "headings": "# a\n",
    "underlined": "a\n=\n",
    "hashes": "#",
    "html": "<a ",
    "html-comments": "<!-- ",
    "html-declarations": "<!A ",
    "html-cdata": "<![CDATA[",
    "html-instructions": "<?",
    "autolinks": "<http://a",
    "entities": "&#1;",
    "ampersands": "&",
    "backslashes": "\\",
    "hard-breaks": "a  \n",
    "exclamation": "!",
    "indented": "    a\n",
}

HTML = {
    "letters": "a",
    "divs": "<div>",
    "closed-divs": "<div></div>",
    "paragraphs": "<p>a",
    "closed-paragraphs": "<p>a</p>",
    "empty-paragraphs": "<p></p>",
    "paragraph-lines": "<p>a</p>\n",
    "sentences": f"<p>{SENTENCE}</p>\n",
    "spans": "<span>",
    "bold": "<b>",
    "bold-letters": "<b>a</b>",
    "bold-font": "<b><font>",
    "misnested": "<b><i></b></i>",
    "anchors": "<a href=b>c</a>",
    "open-anchors": "<a>",
    "breaks": "<br>",
    "breaks-after-letters": "a<br>",
    "rules": "<hr>",
    "images": "<img>",
    "tables": "<table><tr><td>",
    "cells": "<td>a",
    "table-cells": "<table><tr><td>a</td></tr></table>",
    "rows": "<tr>",
    "lists": "<ul><li>",
    "items": "<li>a",
    "quotes": "<blockquote>",
    "headings": "<h1>a</h1>",
    "articles": "<article>a</article>",
    "pre": "<pre>\n",
    "forms": "<form>",
    "selects": "<select><option>a",
    "buttons": "<button>",
    "inputs": "<input>",
    "comments": "<!-- -->",
    "comment-starts": "<!--",
    "comment-saved": "<!-- saved from url=(1) -->",
    "cdata": "<![CDATA[",
    "instructions": "<?x ?>",
    "instruction-starts": "<?x ",
    "doctypes": "<!DOCTYPE html>",
    "declarations": "<!ENTITY a 'b'>",
    "scripts": "<script></script>",
    "script-starts": "<script>",
    "styles": "<style>a{}</style>",
    "textareas": "<textarea>",
    "json": '<script type="application/ld+json">{"@type":"NewsArticle"}</script>',
    "json-broken": '<script type="application/ld+json">{"a":[</script>',
    "noscripts": "<noscript>a</noscript>",
    "templates": "<template>a</template>",
    "frames": "<frame>",
    "iframes": "<iframe>",
    "svg": "<svg><path d=''/></svg>",
    "math": "<math><mi>",
    "metas": "<meta name=a content=b>",
    "meta-charsets": "<meta charset=big5>",
    "times": "<time pubdate datetime='2025-03-04'>",
    "titles": "<title>a</title>",
    "links": "<link rel=canonical href=a>",
    "bases": "<base href=a>",
    "html-tags": "<html a=b>",
    "body-tags": "<body>",
    "head-tags": "<head>",
    "entities": "&amp;",
    "unknown-entities": "&a;",
    "entity-starts": "&a",
    "numbers": "&#1;",
    "large-numbers": "&#99999999;",
    "less": "<",
    "less-a": "<a",
    "less-a-space": "<a ",
    "less-a-quote": "<a '",
    "less-a-quotes": "<a \"'",
    "less-slash": "</",
    "ends": "</p>",
    "end-divs": "</div>",
    "unknown": "<x-a>",
    "own-tags": "<x#>",
    "own-classes": "<p class=c#>a",
    "greater": ">",
    "nul": "\0a",
    "line-feeds": "\n",
    "carriage-returns": "\r",
    "spaces": " ",
    "quotation-marks": '"',
    "many-attributes": "<p " + " ".join(f"a{n}=1" for n in range(480)) + ">",
    "few-attributes": "<p a=1 b=2 c=3 d=4>",
    "empty-attributes": "<p a b c d e f g h i j k l m n o p q r s t>",
    "style-attributes": "<p style='display:none'>",
    "inside-style": "<b style='display : : : '>",
    "tiny-lists": "<ul><li>a</ul>",
    "nested-inline": "<b>a<i>b",
    "definition": "<dl><dt>a<dd>b",
    "ruby": "<ruby>a<rt>b",
    "captions": "<figure><figcaption>a</figcaption></figure>",
    "details": "<details><summary>a",
    "marquees": "<marquee>",
    "plaintext": "<plaintext>",
    "options": "<option>",
    "classes": "<div class='comment share related'>a</div>",
}
"""What a page of HTML repeats, after a story."""

HTML_INSIDE = {
    "an-attribute": ("<p class='", "x ", "'>"),
    "an-id": ("<div id='", "x", "'><p>a"),
    "a-style": ("<p style='", "display:", "'>a"),
    "a-style-of-spaces": ("<p style='display", " ", "'>a"),
    "a-tag": ("<p ", "a# ", ">"),
    "a-tag-of-quotes": ("<p ", "a#='>' ", ">"),
    "a-tag-name": ("<", "p", ">"),
    "a-title": ("<title>", "a | b - ", "</title>"),
    "a-heading": ("<h1>", "a | b - ", "</h1>"),
    "an-address": ("<a href='", "a/", "'>b</a>"),
    "a-canonical": ("<link rel=canonical href='http://", "a/", "'>"),
    "a-meta": ("<meta name=author content='", "By ", "'>"),
    "a-date": ("<meta name=date content='", "1 ", "'>"),
    "a-comment": ("<!--", "-", ""),
    "a-comment-of-saved": ("<!-- ", "saved with a url: ", "-->"),
    "a-script": ("<script>", "<!--", "</script>"),
    "a-style-element": ("<style>", "a{}", "</style>"),
    "json": ('<script type="application/ld+json">', "[", "</script>"),
    "json-objects": (
        '<script type="application/ld+json">[',
        '{"@type":"NewsArticle"},',
        "{}]</script>",
    ),
    "json-graph": (
        '<script type="application/ld+json">{"@graph":[',
        '{"@type":"Article"},',
        "1]}</script>",
    ),
    "json-spaces": ('<script type="application/ld+json">', " ", "</script>"),
    "json-types": ('<script type="application/ld+json">{"@type":[', '"a",', '"b"]}</script>'),
    "json-body": (
        '<script type="application/ld+json">{"@type":"Article","articleBody":"',
        "a\\n",
        '"}</script>',
    ),
    "a-paragraph": ("<p>", SENTENCE, "</p>"),
    "a-paragraph-of-marks": ("<p>", '"', "</p>"),
    "pre": ("<pre>", "a\n", "</pre>"),
    "pre-line-feeds": ("<pre>", "\n", "</pre>"),
    "noscript": ("<noscript>", f"<p>{SENTENCE}</p>", "</noscript>"),
    "template": ("<template>", f"<p>{SENTENCE}</p>", "</template>"),
    "hidden": ("<div hidden>", f"<p>{SENTENCE}</p>", "</div>"),
    "a-textarea": ("<textarea>", "<p>", "</textarea>"),
    "a-table": ("<table>", "<tr><td>a</td></tr>", "</table>"),
    "a-row": ("<table><tr>", "<td>a</td>", "</tr></table>"),
    "a-list": ("<ul>", "<li>a</li>", "</ul>"),
    "a-select": ("<select>", "<option>a", "</select>"),
    "a-doctype": ("<!DOCTYPE html [", "<!ENTITY a 'b'>", "]>"),
}
"""What is repeated inside something, in HTML."""

NESTED = {
    "divs": ("<div>", "</div>"),
    "bold": ("<b>", "</b>"),
    "lists": ("<ul><li>", "</li></ul>"),
    "tables": ("<table><tr><td>", "</td></tr></table>"),
    "quotes": ("<blockquote><p>a</p>", "</blockquote>"),
    "spans": ("<span>a", "</span>"),
    "paragraphs": ("<p><div>", "</div></p>"),
    "articles": ("<article><section>", "</section></article>"),
}

MAIL = {
    "body-line-feeds": (f"{_PLAIN}\n{STORY}", "\n"),
    "body-lines": (f"{_PLAIN}\n{STORY}", "a\n"),
    "body-letters": (f"{_PLAIN}\n{STORY}", "a"),
    "body-sentences": (f"{_PLAIN}\n{STORY}", SENTENCE),
    "body-quotes": (f"{_PLAIN}\n{STORY}", "> a\n"),
    "empty-subjects": ("", "Subject:\n"),
    "subjects": ("", "Subject: a\n"),
    "empty-fields": (_MAIL, "A:\n"),
    "own-fields": (_MAIL, "A#: b\n"),
    "fields": (_MAIL, "From: b\n"),
    "folded": ("Subject: a", "\n b"),
    "folded-blank": ("Subject: a", "\n "),
    "folded-tabs": ("X: a", "\n\t"),
    "no-fields": ("Subject: a\n", "a\n"),
    "encoded-words": ("Subject: ", "=?utf-8?q?a?= "),
    "encoded-words-folded": ("Subject: a", "\n =?utf-8?b?YQ==?="),
    "encoded-starts": ("Subject: ", "=?"),
    "senders": ("From: ", "a,"),
    "sender-comments": ("From: ", "("),
    "sender-quotes": ("From: ", '"'),
    "sender-angles": ("From: ", "<"),
    "dates": ("Date: ", "1 "),
    "parameters": ("Content-Type: text/plain", "; a=b"),
    "parameter-pieces": ("Content-Type: text/plain", "; a*#=b"),
    "charset": (f"{_MAIL}Content-Type: text/plain; charset=", "a"),
    "charsets": (f"{_MAIL}Content-Type: text/plain", "; charset=big5"),
    "boundary": (f"{_MAIL}Content-Type: multipart/mixed; boundary=", "a"),
    "dispositions": (f"{_PLAIN}Content-Disposition: attachment", "; a=b"),
    "encodings": (f"{_PLAIN}Content-Transfer-Encoding: ", "base64 "),
    "parts": (_MIXED, "--b\n\na\n"),
    "empty-parts": (_MIXED, "--b\n"),
    "parts-of-html": (_MIXED, "--b\nContent-Type: text/html\n\n<p>a\n"),
    "parts-of-plain": (_MIXED, "--b\nContent-Type: text/plain\n\na\n"),
    "parts-attached": (_MIXED, "--b\nContent-Disposition: attachment\n\na\n"),
    "parts-of-mails": (_MIXED, "--b\nContent-Type: message/rfc822\n\nSubject: a\n\na\n"),
    "part-ends": (_MIXED, "--b--\n"),
    "preamble": (_MIXED, "--a\n"),
    "dashes": (_MIXED, "--\n"),
    "parts-in-parts": (_MAIL, "Content-Type: multipart/mixed; boundary=b#\n\n--b#\n"),
    "mails-in-mails": (_MAIL, "Content-Type: message/rfc822\n\n"),
    "delivery": (f"{_MAIL}Content-Type: message/delivery-status\n\n", "A: b\n\n"),
    "base64-breaks": (_BASE64, "\n"),
    "base64-carriage-returns": (_BASE64, "\r"),
    "base64-letters": (_BASE64, "YWFh"),
    "base64-lines": (_BASE64, "YWFh\n"),
    "base64-single": (_BASE64, "Y\n"),
    "base64-padding": (_BASE64, "YQ==\n"),
    "base64-equals": (_BASE64, "="),
    "base64-line-feeds": (_BASE64, "CgoK\n"),
    "base64-line-feeds-in-one": (_BASE64, "CgoK"),
    "base64-bad": (_BASE64, "!"),
    "quoted-breaks": (_QUOTED, "=\n"),
    "quoted-long-breaks": (_QUOTED, "a=\n"),
    "quoted-equals": (_QUOTED, "="),
    "quoted-bytes": (_QUOTED, "=41"),
    "quoted-lines": (_QUOTED, "=0A"),
    "quoted-carriage-returns": (_QUOTED, "\r"),
    "quoted-spaces": (_QUOTED, " "),
    "uuencoded": (f"{_PLAIN}Content-Transfer-Encoding: x-uuencode\n\nbegin 644 a\n", "!80\n"),
    "html-body": (f"{_MAIL}Content-Type: text/html\n\n", f"<p>{SENTENCE}</p>\n"),
    "carriage-returns": (f"{_PLAIN}\n{STORY}", "\r"),
    "utf-7": (f"{_MAIL}Content-Type: text/plain; charset=utf-7\n\n", "+AGEAYQ- "),
    "punycode": (f"{_MAIL}Content-Type: text/plain; charset=punycode\n\n", "a-b"),
    "idna": (f"{_MAIL}Content-Type: text/plain; charset=idna\n\n", "xn--a."),
    "unicode-escape": (f"{_MAIL}Content-Type: text/plain; charset=unicode_escape\n\n", "\\n"),
    "ideographs-by-hz": (f"{_MAIL}Content-Type: text/plain; charset=hz\n\n", "~{VV~}"),
}
"""What a mail repeats, and what stands before it."""

BYTES = {
    "broken": b"\xff",
    "broken-apart": b"a\xff ",
    "latin": "Br\u00fccke f\u00fcr ".encode("latin-1"),
    "latin-sentences": "Man beschloss, die Br\u00fccke zu \u00f6ffnen. ".encode("latin-1"),
    "cyrillic": "\u043c\u043e\u0441\u0442 \u0447\u0435\u0440\u0435\u0437 ".encode("koi8-r"),
    "shift-jis": "\u5e02\u8b70\u4f1a\u306f\u6a4b\u3092".encode("shift_jis"),
    "big5": "\u5e02\u8b70\u6703\u6c7a\u5b9a".encode("big5"),
    "gb18030": "\u5e02\u8bae\u4f1a\u51b3\u5b9a".encode("gb18030"),
    "euc-kr": "\ub2e4\ub9ac\ub97c ".encode("euc-kr"),
    "iso-2022-jp": b"\x1b$B;T\x1b(B",
    "every-byte": bytes(range(128, 256)),
    "leads": b"\xe2",
    "surrogates": b"\xed\xa0\x80",
    "mixed": b"\xc3\xa9\xff",
}
"""What is no UTF-8, in any encoding."""


def _packed(data: bytes) -> bytes:
    return gzip.compress(data, 6, mtime=0)


def _wide(data: bytes) -> bytes:
    return data.decode().encode("utf-16")


_ALONE = ("line-feeds", "letters", "spaces", "quotation-marks", "chinese", "digits")
_IN_LINES = (
    "opening-quotations-apart", "quoted-words", "digits-and-commas", "digits-apart", "dates",
    "names", "initials", "agencies", "capitals-apart", "money", "number-words", "dots-apart",
    "by", "credits",
)  # fmt: skip
_TAGS_ALONE = ("divs", "comments", "less", "scripts", "line-feeds", "letters", "spaces")
_OF_ARCHIVES = (
    "parts-of-html", "html-body", "subjects", "base64-breaks", "parts", "folded", "quoted-breaks",
)  # fmt: skip

_OF_OWN_WORDS = (
    "Item #\n\n#.de #.de #.de\n\n@# #\n\n“We have # waited long # enough,” she said.\n\n"
    "The # agreed to.\n\nThe mayor said the # agreed to build on it all the same, on Tuesday.\n\n"
)
"""Names, addresses, handles, quotations and captions, each of which asks for itself elsewhere."""


ATTACKS: dict[str, Attack] = {
    **{f"text-{name}": Attack("txt", unit, STORY, made=_numbered) for name, unit in TEXT.items()},
    **{f"text-only-{name}": Attack("txt", TEXT[name]) for name in _ALONE},
    **{f"text-lines-{name}": Attack("txt", f"{TEXT[name] * 400}\n\n", STORY) for name in _IN_LINES},
    "text-own-words": Attack("txt", _OF_OWN_WORDS, STORY, made=_own_words),
    "text-one-tag": Attack("txt", "x ", f"{STORY}<p ", ">"),
    "text-english": Attack("txt", "x", made=_words),
    **{f"bytes-{name}": Attack("txt", unit, STORY) for name, unit in BYTES.items()},
    **{f"html-bytes-{name}": Attack("html", unit, _HTML) for name, unit in BYTES.items()},
    **{
        f"markdown-{name}": Attack("md", unit, STORY, made=_numbered)
        for name, unit in MARKDOWN.items()
    },
    "markdown-nested": Attack("md", "- " * 50 + "a\n", STORY),
    "markdown-lazy": Attack("md", "b\n", f"{STORY}{'> ' * 5_000}a\n"),
    "markdown-front": Attack("md", "a: b\n", "---\n", "---\n"),
    "markdown-front-braces": Attack("md", "{", "---\na: ", "\n---\n"),
    **{f"html-{name}": Attack("html", unit, _HTML, made=_numbered) for name, unit in HTML.items()},
    **{
        f"html-in-{name}": Attack("html", unit, _HTML + head, tail, made=_numbered)
        for name, (head, unit, tail) in HTML_INSIDE.items()
    },
    **{
        f"html-nested-{name}": Attack("html", open_, _HTML, made=_closed(open_, close))
        for name, (open_, close) in NESTED.items()
    },
    **{
        f"html-deep-{name}": Attack("html", open_ * 200 + close * 200, _HTML)
        for name, (open_, close) in NESTED.items()
    },
    **{f"html-only-{name}": Attack("html", HTML[name], "<html>") for name in _TAGS_ALONE},
    **{
        f"mail-{name}": Attack("eml", unit, head, f"\n\n{STORY}", _numbered)
        for name, (head, unit) in MAIL.items()
    },
    **{
        f"archive-{name}": Attack("mhtml", unit, head, f"\n\n{_HTML}", _numbered)
        for name, (head, unit) in MAIL.items()
        if name in _OF_ARCHIVES
    },
    "mail-nested-parts": Attack("eml", "\n", made=_nested_parts),
    "gzip-line-feeds": Attack("txt.gz", "\n", made=_packed),
    "gzip-sentences": Attack("txt.gz", f"{SENTENCE}\n", made=_packed),
    "gzip-html": Attack("html.gz", "<p>a", _HTML, made=_packed),
    "gzip-mail": Attack("eml.gz", "Subject:\n", made=_packed),
    "gzip-members": Attack("gz", "a", made=_members),
    "gzip-zeros": Attack("gz", b"\0", gzip.compress(b"a")),
    "gzip-twice": Attack("gz", "a", made=lambda data: _packed(_packed(data))),
    "wide-text": Attack("txt", SENTENCE, made=_wide),
    "wide-html": Attack("html", f"<p>{SENTENCE}", _HTML, made=_wide),
    "wide-line-feeds": Attack("txt", "\n", STORY, made=_wide),
    "unnamed-fields": Attack("page", "A: b\n"),
    "unnamed-comments": Attack("page", "<!-- -->"),
    "unnamed-letters": Attack("page", "a"),
}


def _write(folder: str, *words: str) -> None:
    for name, attack in ATTACKS.items():
        if all(word in name for word in words):
            page = attack.bytes_of(19_900_000)[:20_000_000]
            (Path(folder) / f"{name}.{attack.ending}").write_bytes(page)


if __name__ == "__main__":
    _write(*sys.argv[1:])
