"""Which rows of an alignment stand where, and what another arrangement of them changes.

An `Arrangement` is what the reader has chosen: the order, what is folded away, what is shown of
the chrome. Folding and filtering are one thing: rows that are not wanted are folded into a line
that says how many they are and that unfolds. As a key may change nothing that can be seen, what
it has changed is said in words, and so is that it changed nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

import msgspec
from msgspec.structs import replace

from tui.presentation.rows import SIDES, ShownRow, numbers, shown_rows
from tui.text.model import Alignment, Row
from tui.view.compare.layout import MeasuredRows
from tui.view.state import Session

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from tui.corpus.notes import PlacedNote
    from tui.presentation.rows import Look, Passage, Side
    from tui.text.alignment.choices import NoteMark


PlacedNotes: TypeAlias = "tuple[PlacedNote, ...]"


Order = Literal["own", "left", "right"]
"""Both articles in their own order; the right one following the left; the left the right."""


Filter = Literal[
    "everything", "shared", "only left", "only right", "substance", "quotations", "numbers", "noted"
]


Fold = Literal["nothing", "unchanged", "unshared", "both"]


ORDERS: tuple[Order, ...] = get_args(Order)


FILTERS: tuple[Filter, ...] = get_args(Filter)


FOLDS: tuple[Fold, ...] = get_args(Fold)


Arranged = Literal["chrome", "order", "shown", "fold"]
"""What a reader chooses of an arrangement."""


_CHOICES: dict[Arranged, tuple[str, ...]] = {"order": ORDERS, "shown": FILTERS, "fold": FOLDS}


ORDER_NAMES: dict[Order, str] = {
    "own": "both in their own order",
    "left": "right follows left",
    "right": "left follows right",
}


FILTER_NAMES: dict[Filter, str] = {
    "everything": "all rows",
    "shared": "what both have",
    "only left": "only left",
    "only right": "only right",
    "substance": "key changes",
    "quotations": "changed quotations",
    "numbers": "changed numbers and dates",
    "noted": "rows with your notes",
}


_NONE_SHOWN: dict[Filter, str] = {
    "everything": "There are no rows to show.",
    "shared": "{left} and {right} have no paragraph in common.",
    "only left": "Nothing is only in {left}.",
    "only right": "Nothing is only in {right}.",
    "substance": "No key changes in this pair.",
    "quotations": "No changed quotations in this pair.",
    "numbers": "No changed numbers or dates in this pair.",
    "noted": "No notes on this pair yet.",
}
"""What is said where a filter leaves no row, with the names of both articles."""


FOLD_NAMES: dict[Fold, str] = {
    "nothing": "nothing folded",
    "unchanged": "unchanged folded",
    "unshared": "unshared folded",
    "both": "unchanged and unshared folded",
}


_FOLDED_NAMES: dict[Fold, str] = {
    "nothing": "",
    "unchanged": "unchanged",
    "unshared": "unshared",
    "both": "unchanged and unshared",
}


LEAST_FOLDED = 2
"""Rows in a run that is worth folding; a filter folds single ones too."""


RowKey = tuple[int, int]
"""The first paragraph of each side, -1 where there is none."""


Stops = tuple[int | None, int | None]
"""The left paragraph after which the right article stops early, and the reverse."""


CHANGES_WANTED: dict[Filter, frozenset[str]] = {
    "quotations": frozenset({"quotation"}),
    "numbers": frozenset({"number", "date"}),
}
"""The kinds of differences that some filters are for; these are told first, too."""


_ALONE: frozenset[Look] = frozenset({"only-left", "only-right"})


class Arrangement(msgspec.Struct, frozen=True):
    """What a reader wants to see, and in which order.

    Attributes:
        chrome: Whether what was removed is shown in its place.
        order: Whose order the rows follow.
        shown: What is shown; the rest is folded away.
        fold: Which long runs are folded away besides.
        unfolded: Rows that were unfolded in place.
    """

    chrome: bool = False
    order: Order = "own"
    shown: Filter = "everything"
    fold: Fold = "nothing"
    unfolded: frozenset[RowKey] = frozenset()

    def with_choice(self, what: Arranged, choice: str = "", step: int = 1) -> Arrangement:
        """The same with one thing chosen; without a name so many steps on, round the end.

        Where other rows are shown or folded away, nothing stays unfolded.
        """
        if what == "chrome":
            return replace(self, chrome=not self.chrome)
        now, values = msgspec.structs.asdict(self), _CHOICES[what]
        choice = choice or values[(values.index(now[what]) + step) % len(values)]
        unfolded = self.unfolded if what == "order" else frozenset()
        chosen = {**now, what: choice, "unfolded": unfolded}
        return msgspec.convert(chosen, Arrangement)

    @property
    def with_all(self) -> Arrangement:
        """The same with nothing folded away; the order stays."""
        return replace(self, shown="everything", fold="nothing", unfolded=frozenset())

    def with_unfolded(self, rows: Iterable[ShownRow]) -> Arrangement:
        """The same with some rows unfolded."""
        return replace(self, unfolded=self.unfolded | set(map(key_of, rows)))

    @property
    def said(self) -> str:
        """What is unlike the usual, in words; empty where nothing is."""
        parts = []
        if self.order != "own":
            parts.append(ORDER_NAMES[self.order])
        if self.shown != "everything":
            parts.append(FILTER_NAMES[self.shown])
        if self.fold != "nothing":
            parts.append(FOLD_NAMES[self.fold])
        return " · ".join(parts)


AS_USUAL = Arrangement()


def key_of(row: ShownRow) -> RowKey:
    """What a row is known by."""
    left, right = row.paragraphs("left"), row.paragraphs("right")
    return (left[0] if left else -1, right[0] if right else -1)


def arranged(
    alignment: Alignment,
    arrangement: Arrangement,
    stops: Stops = (None, None),
    names: tuple[str, str] = ("left", "right"),
    notes: Sequence[PlacedNote] = (),
) -> tuple[ShownRow, ...]:
    """The rows of an alignment as a reader wants them.

    Args:
        alignment: The pair.
        arrangement: What is wanted.
        stops: Where one article stops early and the other goes on, as far as it is known.
        names: Short inert names of both.
        notes: What is noted on the two.

    Returns:
        Its rows, with lines between them for what is folded away and for where one stops.
    """
    rows = shown_rows(
        alignment, chrome=arrangement.chrome, rows=ordered(alignment, arrangement.order)
    )
    if notes:
        rows = _with_notes(rows, notes)
    return tuple(_with_stops(_folded(rows, arrangement), alignment, stops, names))


def landing(rows: Sequence[ShownRow], start: ShownRow | None) -> int | None:
    """The row to stand on where others were filtered out; None where no row is left.

    Args:
        rows: The rows that are left, with lines for those that are folded away.
        start: Where the reader was: this row if it is left, else the next one that is.
    """
    kept = [at for at, row in enumerate(rows) if not row.folded and row.look != "stop"]
    begin = 0
    if start is not None:
        key = key_of((start.folded or (start,))[0])
        among = (at for at, row in enumerate(rows) if key in map(key_of, row.folded or (row,)))
        begin = next(among, 0)
    return next((one for one in kept if one >= begin), kept[-1] if kept else None)


def _with_notes(rows: tuple[ShownRow, ...], notes: Sequence[PlacedNote]) -> tuple[ShownRow, ...]:
    """The rows with what the reader has marked their paragraphs as."""
    marks: dict[tuple[int, int | None], NoteMark] = {
        where: one.note.mark for one in notes for where in one.places if where[1] is not None
    }

    def marked(passages: tuple[Passage, ...], side: int) -> tuple[Passage, ...]:
        return tuple(
            replace(one, noted=marks[side, one.paragraph])
            if one.look != "note" and (side, one.paragraph) in marks
            else one
            for one in passages
        )

    return tuple(
        replace(row, left=marked(row.left, 0), right=marked(row.right, 1))
        if any((side, one) in marks for side in (0, 1) for one in row.paragraphs(SIDES[side]))
        else row
        for row in rows
    )


def ordered(alignment: Alignment, order: Order) -> tuple[Row, ...]:
    """The rows of an alignment in an order.

    Args:
        alignment: Two articles aligned.
        order: Where it is one side's, that side's paragraphs have their counterparts beside
            them wherever these stand in their own article.
    """
    if order == "own":
        return tuple(alignment.rows)
    leading_left = order == "left"
    partners: dict[int, list[int]] = {}
    for link in alignment.links:
        one, other = (link.left, link.right) if leading_left else (link.right, link.left)
        partners.setdefault(one, []).append(other)
    free = {
        place
        for row in alignment.rows
        if not (row.left if leading_left else row.right)
        for place in (row.right if leading_left else row.left)
    }
    rows: list[tuple[tuple[int, ...], tuple[int, ...], Row]] = []
    taken: set[int] = set()
    for row in alignment.rows:
        lead, follow = (row.left, row.right) if leading_left else (row.right, row.left)
        if lead and not follow:
            beside = {other for one in lead for other in partners.get(one, ()) if other in free}
            follow = tuple(sorted(beside - taken))
            taken |= beside
        rows.append((lead, follow, row))
    result = []
    for lead, follow, row in rows:
        kept = follow if lead else tuple(place for place in follow if place not in taken)
        if lead or kept:
            left, right = (lead, kept) if leading_left else (kept, lead)
            result.append(Row(left, right, row.kind))
    return tuple(result)


def _folded(rows: Iterable[ShownRow], arrangement: Arrangement) -> Iterator[ShownRow]:
    if arrangement.shown == "everything" and arrangement.fold == "nothing":
        yield from rows
        return
    is_hidden = _hidden_by(arrangement)
    least = LEAST_FOLDED if arrangement.shown == "everything" else 1
    run: list[ShownRow] = []
    for row in rows:
        if is_hidden(row) and key_of(row) not in arrangement.unfolded:
            run.append(row)
            continue
        yield from _fold(run, least)
        run = []
        yield row
    yield from _fold(run, least)


def _hidden_by(arrangement: Arrangement) -> Callable[[ShownRow], bool]:
    wanted: dict[Filter, Callable[[ShownRow], bool]] = {
        "everything": lambda row: True,
        "shared": lambda row: row.look not in ("only-left", "only-right", "chrome"),
        "only left": lambda row: row.look == "only-left" and row.counted,
        "only right": lambda row: row.look == "only-right" and row.counted,
        "substance": lambda row: row.changed("substance"),
        "quotations": lambda row: row.changed_in(CHANGES_WANTED["quotations"]),
        "numbers": lambda row: row.changed_in(CHANGES_WANTED["numbers"]),
        "noted": lambda row: row.noted,
    }
    shown = wanted[arrangement.shown]
    looks: dict[Fold, frozenset[Look]] = {
        "nothing": frozenset(),
        "unchanged": frozenset({"same"}),
        "unshared": _ALONE,
        "both": _ALONE | {"same"},
    }
    folded = looks[arrangement.fold]
    return lambda row: row.look in folded or not shown(row)


def _fold(run: list[ShownRow], least: int) -> Iterator[ShownRow]:
    if len(run) < least:
        yield from run
    else:
        yield fold_of(tuple(run))


def fold_of(rows: tuple[ShownRow, ...]) -> ShownRow:
    """One line in place of some rows."""
    looks = {row.look for row in rows}
    what = {
        frozenset({"same"}): ", unchanged",
        frozenset({"only-left"}): ", only left",
        frozenset({"only-right"}): ", only right",
    }.get(frozenset(looks), "")
    noun = "row" if len(rows) == 1 else "rows"
    return ShownRow((), (), "fold", f"{len(rows)} {noun} folded{what}", rows)


def _with_stops(
    rows: Iterable[ShownRow], alignment: Alignment, stops: Stops, names: tuple[str, str]
) -> Iterator[ShownRow]:
    """The rows with a line where one article stops and the other goes on."""
    if stops == (None, None):
        yield from rows
        return
    left_stop, right_stop = stops
    for row in rows:
        yield row
        inner = row.folded or (row,)
        if left_stop is not None and any(left_stop in one.paragraphs("left") for one in inner):
            yield _stop(names[1], names[0], _left_after(numbers(alignment.left), left_stop))
        if right_stop is not None and any(right_stop in one.paragraphs("right") for one in inner):
            yield _stop(names[0], names[1], _left_after(numbers(alignment.right), right_stop))


def _left_after(numbered: dict[int, int], stop: int) -> int:
    return sum(index > stop for index in numbered)


def _stop(short: str, long: str, more: int) -> ShownRow:
    paragraphs = "paragraph" if more == 1 else "paragraphs"
    said = f"{short} ends here; {long} has {more} more {paragraphs}"
    return ShownRow((), (), "stop", said)


def effect_of(
    before: tuple[Arrangement, Sequence[ShownRow]],
    after: tuple[Arrangement, Sequence[ShownRow]],
    names: Mapping[Side, str],
) -> str:
    """What a key has changed that arranges the rows.

    Args:
        before: The arrangement as it was, and the rows that it gave.
        after: The arrangement as it is, and its rows.
        names: The short names that readers know both articles by; inert.

    Returns:
        A sentence that also says where nothing has changed, and why; empty where the
        arrangement is the same but for rows that were unfolded.
    """
    (was, old), (now, rows) = before, after
    if was.chrome != now.chrome:
        return _chrome(rows, shown=now.chrome)
    if was.shown != now.shown:
        return _filter(now, rows, names)
    if was.fold != now.fold:
        return _fold_effect(now, rows)
    if was.order != now.order:
        said = ORDER_NAMES[now.order].capitalize()
        same = [_places(row) for row in old] == [_places(row) for row in rows]
        return "Same order already." if same else f"{said}."
    return ""


def _chrome(rows: Sequence[ShownRow], *, shown: bool) -> str:
    if not shown:
        return "Page chrome is hidden."
    removed = sum(inner.look == "chrome" for row in rows for inner in row.folded or (row,))
    if not removed:
        return "Nothing was removed from these two pages."
    return f"{_counted(removed, 'passage')} removed from the pages, each with its rule."


def _filter(now: Arrangement, rows: Sequence[ShownRow], names: Mapping[Side, str]) -> str:
    if now.shown == "everything":
        return "Showing all rows."
    folded = sum(len(row.folded) for row in rows)
    kept = sum(not row.folded and row.look != "stop" for row in rows)
    name = FILTER_NAMES[now.shown]
    for side, article in names.items():
        name = name.replace(f"only {side}", f"only in {article}")
    if not kept:
        return _NONE_SHOWN[now.shown].format(left=names["left"], right=names["right"])
    return f"Showing {kept} of {_counted(kept + folded, 'row')}: {name}."


def _fold_effect(now: Arrangement, rows: Sequence[ShownRow]) -> str:
    name = FOLD_NAMES[now.fold].capitalize()
    runs = [len(row.folded) for row in rows if row.folded]
    if now.fold == "nothing":
        return f"{name}."
    what = _FOLDED_NAMES[now.fold]
    if not runs:
        return f"Nothing to fold: no two {what} rows next to each other."
    return f"Folded {sum(runs)} {what} rows."


def _places(row: ShownRow) -> tuple[Sequence[int], Sequence[int]]:
    return row.paragraphs("left"), row.paragraphs("right")


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")


class ComparedPair(msgspec.Struct, frozen=True):
    """Two articles aligned and made into rows.

    Attributes:
        session: The session whose pair it is.
        alignment: The pair aligned.
        document: The rows, measured.
        arrangement: What is shown, and in which order.
        stops: Where one article stops early and the other goes on, as far as it is known.
        notes: What the reader has noted on the two.
    """

    session: Session
    alignment: Alignment
    document: MeasuredRows
    arrangement: Arrangement = AS_USUAL
    stops: Stops = (None, None)
    notes: PlacedNotes = ()
