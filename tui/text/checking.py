"""Whether a page comes out as somebody said it must: which lines are kept, which dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from tui.text.page import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui.text.tracing import LineTrace

CONTINUES = "…"
"""What follows the beginning of a line that is not given whole."""


class Misjudged(NamedTuple):
    """A line that came out wrong: where it is asked for, the rule that decided, and how."""

    wish: Literal["keep", "drop"]
    at: int
    text: str
    rule: str | None
    reason: str


def misjudged(
    traces: Sequence[LineTrace], keep: Sequence[str], drop: Sequence[str]
) -> Iterator[Misjudged]:
    """Compare what became of a page's lines with what must.

    Args:
        traces: What became of them.
        keep: Lines that must be kept, each as its text or its beginning and `…`.
        drop: Lines that must be dropped.

    Yields:
        What came out wrong, in the order in which it was asked for.
    """
    wishes: tuple[tuple[Literal["keep", "drop"], Sequence[str]], ...] = (
        ("keep", keep),
        ("drop", drop),
    )
    for wish, texts in wishes:
        for index, text in enumerate(texts):
            found = [trace for trace in traces if _is(trace.text, fold(text))]
            if not found:
                yield Misjudged(wish, index, text, None, "is no line of the page")
            wrong = next((trace for trace in found if trace.kept != (wish == "keep")), None)
            if wrong and wish == "keep":
                yield Misjudged(wish, index, text, wrong.rule, "must be kept, and is dropped")
            elif wrong:
                said = f"must be dropped, and is kept as {wrong.role}"
                yield Misjudged(wish, index, text, wrong.rule, said)


def _is(line: str, text: str) -> bool:
    beginning = text.removesuffix(CONTINUES)
    return line == text or (beginning != text and line.startswith(beginning.rstrip()))
