"""What another arrangement of the rows has changed, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.view.arranging import FILTER_NAMES, FOLD_NAMES, ORDER_NAMES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.presentation.rows import ShownRow
    from tui.view.arranging import Arrangement


def effect_of(
    before: tuple[Arrangement, Sequence[ShownRow]], after: tuple[Arrangement, Sequence[ShownRow]]
) -> str:
    """What a key has changed that arranges the rows.

    Args:
        before: The arrangement as it was, and the rows that it gave.
        after: The arrangement as it is, and its rows.

    Returns:
        A sentence that also says where nothing has changed, and why; empty where the
        arrangement is the same but for rows that were unfolded.
    """
    (was, old), (now, rows) = before, after
    if was.chrome != now.chrome:
        return _chrome(rows, shown=now.chrome)
    if was.shown != now.shown:
        return _filter(now, rows)
    if was.fold != now.fold:
        return _fold(now, rows)
    if was.order != now.order:
        said = ORDER_NAMES[now.order].capitalize()
        same = [_places(row) for row in old] == [_places(row) for row in rows]
        return f"{said}: nothing moves, they share one order." if same else f"{said}."
    return ""


def _chrome(rows: Sequence[ShownRow], *, shown: bool) -> str:
    if not shown:
        return "What was taken out of the text is hidden."
    removed = sum(inner.look == "chrome" for row in rows for inner in row.folded or (row,))
    if not removed:
        return "No rule has taken anything off these two pages."
    return f"{_counted(removed, 'passage')} taken out of the text, each with its rule."


def _filter(now: Arrangement, rows: Sequence[ShownRow]) -> str:
    if now.shown == "everything":
        return "Everything is shown."
    folded = sum(len(row.folded) for row in rows)
    kept = sum(not row.folded and row.look != "stop" for row in rows)
    name = FILTER_NAMES[now.shown].capitalize()
    if not kept:
        return f"{name}: there is no such row, all {folded} are folded away."
    return f"{name}: {kept} of {_counted(kept + folded, 'row')}, the others are folded away."


def _fold(now: Arrangement, rows: Sequence[ShownRow]) -> str:
    name = FOLD_NAMES[now.fold].capitalize()
    runs = [len(row.folded) for row in rows if row.folded]
    if now.fold == "nothing":
        return f"{name}."
    if not runs:
        return f"{name}: there is no such run of two rows or more."
    return f"{name}: {_counted(sum(runs), 'row')} in {_counted(len(runs), 'run')}."


def _places(row: ShownRow) -> tuple[Sequence[int], Sequence[int]]:
    return row.paragraphs("left"), row.paragraphs("right")


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")
