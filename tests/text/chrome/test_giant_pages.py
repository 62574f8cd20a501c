"""Pages of thousands of lines, each its own: what is asked of one line is not asked of all."""

from __future__ import annotations

import time

import pytest
from support.default import default_config

from tui.text.article.read import clean
from tui.text.page.read import page_from_bytes

STORY = "Council agrees\n\n" + "The council agreed on Tuesday to rebuild the old bridge. " * 5


def word(number: int) -> str:
    letters = ""
    while number:
        number, letter = divmod(number, 26)
        letters += chr(97 + letter)
    return f"a{letters}"


KINDS = {
    "names": lambda at: f"Item {word(at)}",
    "hosts": lambda at: " ".join(f"{word(3 * at + one)}.de" for one in range(3)),
    "handles": lambda at: f"@{word(at)} {word(at).upper()}",
    "quotations": lambda at: f"“We have {word(at)} waited long {word(7 * at)} enough,” she said.",
    "nearly the same": lambda at: (
        f"The {word(at)} agreed to.\n\nThe mayor said the {word(at)} agreed to build on it all "
        "the same, on Tuesday, and to go on, and to wait."
    ),
}
"""What was once looked for in the whole page, or compared with all others, for each line."""


def seconds(kind: str, lines: int) -> float:
    page = page_from_bytes(
        "\n\n".join([STORY, *map(KINDS[kind], range(lines))]).encode(), "page.txt"
    )
    start = time.process_time()
    clean(page, default_config())
    return time.process_time() - start


@pytest.mark.parametrize("kind", KINDS)
def test_time_grows_with_the_lines_and_not_with_their_square(kind: str) -> None:
    seconds(kind, 100)
    # Eight times as many lines take eight times as long, or 64 times; a third try is chance.
    few = max(seconds(kind, 250), 0.02)
    assert any(seconds(kind, 2_000) < 24 * few for _ in range(3))
