"""An entry of the configuration whole, whichever files its parts are from.

A rule may have its reason in config.yaml, its words in the files of the languages, its numbers
in `measured.yaml` and its last word in the user's own file. Here they stand together, each with
its file and line.
"""

from __future__ import annotations

import os
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tui.config.own_rules import scalar_yaml
from tui.text.inert import inert

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.config.document import Data, DataKey, Document
    from tui.config.errors import Position


SHOWN_WIDTH = 100
"""Cells to a line of words, as in the files that come with the program."""


_LONGEST_WORD = 50
"""The longest text that is set beside others, in characters."""


class WholeEntry(NamedTuple):
    """A rule, frame, service or layer; `where` are the keys that lead to it."""

    where: tuple[DataKey, ...]
    data: dict[str, Data]


class PartOfRule(NamedTuple):
    """The place of a value inside an entry, or of items of one list that stand in one file."""

    keys: tuple[DataKey, ...]
    place: Position


def entries_named(document: Document, name: str) -> list[WholeEntry]:
    """The entries of a configuration that have a name, in the order of its sections."""
    return [entry for entry in _entries(document.data, ()) if entry.data["name"] == name]


def shown_names(document: Document) -> list[str]:
    """The names of all entries of a configuration."""
    return [str(entry.data["name"]) for entry in _entries(document.data, ())]


def _entries(data: Data, where: tuple[DataKey, ...]) -> Iterator[WholeEntry]:
    if isinstance(data, dict):
        if "name" in data:
            yield WholeEntry(where, data)
        for key, value in data.items():
            yield from _entries(value, (*where, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _entries(value, (*where, index))


def parts_of(document: Document, entry: WholeEntry) -> Iterator[PartOfRule]:
    """Give where each value of an entry stands, in the entry's order."""
    yield from _parts(document, entry.data, ())


def _parts(
    document: Document, data: dict[str, Data], keys: tuple[DataKey, ...]
) -> Iterator[PartOfRule]:
    for key, value in data.items():
        path = (*keys, key)
        if isinstance(value, dict):
            yield from _parts(document, value, path)
            continue
        yield PartOfRule(path, document.marks(data, key).key)
        if isinstance(value, list) and len(runs := _runs(document, value)) > 1:
            for run in runs:
                yield PartOfRule((*path, run.start), document.marks(value, run.start).value)


def _runs(document: Document, items: list[Data]) -> list[range]:
    """The stretches of a list whose items stand in one file."""
    groups = groupby(range(len(items)), lambda index: document.file_of(items, index))
    stretches = (list(group) for _, group in groups)
    return [range(stretch[0], stretch[-1] + 1) for stretch in stretches]


def entry_yaml(document: Document, entry: WholeEntry) -> str:
    """An entry as YAML, each key with a comment that says in which file and line it stands."""
    return "\n".join(_mapping(document, entry.data, 0)) + "\n"


def _mapping(document: Document, data: dict[str, Data], indent: int) -> Iterator[str]:
    margin = " " * indent
    for key, value in sorted(data.items(), key=lambda item: item[0] == "examples"):
        head = f"{margin}{scalar_yaml(key)}:"
        comment = f"  # {_shown(document.marks(data, key).key)}"
        match value:
            case dict() if value:
                yield head
                yield from _mapping(document, value, indent + 2)
            case list() if _are_words(value):
                words = list(_words(document, value, indent + 2))
                if len(words) == 1 and len(f"{head} []{words[0]}") < SHOWN_WIDTH:
                    yield f"{head} [{words[0].strip()}]{comment}"
                    continue
                yield f"{head} [{comment}"
                yield from words
                yield f"{margin}]"
            case list() if value:
                yield head + comment
                yield from _list(document, value, indent)
            case str() if "\n" in value.rstrip("\n"):
                yield f"{head} {_block_sign(value)}{comment}"
                yield from _block(value, indent + 2)
            case dict():
                yield f"{head} {{}}{comment}"
            case list():
                yield f"{head} []{comment}"
            case _:
                yield f"{head} {_scalar(value)}{comment}"


def _are_words(items: list[Data]) -> bool:
    return len(items) > 1 and all(
        isinstance(item, str) and len(item) <= _LONGEST_WORD for item in items
    )


def _words(document: Document, items: list[Data], indent: int) -> Iterator[str]:
    """Short texts, as many to a line as it takes; what is from another file begins anew."""
    margin = " " * indent
    runs = _runs(document, items)
    for run in runs:
        if len(runs) > 1:
            yield f"{margin}# {_shown(document.marks(items, run.start).value)}"
        line = margin
        for index in run:
            word = f"{_scalar(items[index])}{',' if index + 1 < len(items) else ''}"
            if line != margin and len(line) + len(word) >= SHOWN_WIDTH:
                yield line.rstrip()
                line = margin
            line += f"{word} "
        yield line.rstrip()


def _list(document: Document, items: list[Data], indent: int) -> Iterator[str]:
    margin = " " * indent
    runs = _runs(document, items)
    for run in runs:
        if len(runs) > 1:
            yield f"{margin}# {_shown(document.marks(items, run.start).value)}"
        for item in (items[index] for index in run):
            match item:
                case str() if "\n" in item.rstrip("\n"):
                    yield f"{margin}- {_block_sign(item)}"
                    yield from _block(item, indent + 2)
                case dict() if item:
                    first, *others = _mapping(document, item, indent + 2)
                    yield f"{margin}- {first.lstrip()}"
                    yield from others
                case _:
                    yield f"{margin}- {_scalar(item)}"


def _block_sign(text: str) -> str:
    return "|" if text.endswith("\n") else "|-"


def _block(text: str, indent: int) -> Iterator[str]:
    margin = " " * indent
    for line in text.rstrip("\n").split("\n"):
        yield f"{margin}{inert(line)}" if line.strip() else ""


def _scalar(value: Data) -> str:
    if value is None or isinstance(value, dict | list):
        return "null"
    return scalar_yaml(value)


def _shown(place: Position) -> str:
    """A place with its file as seen from here, if it is below."""
    path = Path(os.path.abspath(place.path))  # noqa: PTH100 - a link is named as it is
    here = Path.cwd()
    shown = path.relative_to(here) if path.is_relative_to(here) else path
    return f"{shown}:{place.line}"
