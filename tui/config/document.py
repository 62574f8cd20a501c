"""A YAML file as plain data that remembers where each key and value stands.

The file is read event by event rather than with PyYAML's recursive composer: a file of
nothing but brackets would end that one with a crash of the interpreter. Scalars follow the
core schema of YAML 1.2, so `no` is a word (and Norwegian's code), not false.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn, TypeAlias

import yaml

from tui.config.errors import ConfigError, Position
from tui.config.locate import MOST_CONFIG_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


Data: TypeAlias = "dict[str, Data] | list[Data] | str | int | float | bool | None"


DataKey: TypeAlias = "str | int"


MOST_LEVELS = 40


MOST_VALUES = 500_000


TOO_DEEP = f"more than {MOST_LEVELS} levels of nesting"


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


_WORDS: dict[str, bool | None] = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}


_HALF = re.compile("[\ud800-\udfff]")


_OF_NUMBERS = "0123456789.eE+-"


_MOST_DIGITS = 18


_REACH = 1024
"""Characters that a parser looks ahead for the end of a key, before it tells of what it read."""


class Marks(NamedTuple):
    """Where an entry of a container stands: its key (or itself, in a list) and its value."""

    key: Position
    value: Position


class Document:
    """The data of one file, or of several merged.

    Attributes:
        data: The top-level mapping.
        top: Where it begins.
    """

    def __init__(self, data: dict[str, Data], top: Position) -> None:
        self.data = data
        self.top = top
        # By identity, since plain lists and dicts carry no attributes. The containers live
        # as long as `data`, or as the document that lent its marks, so no identity is reused.
        self._marks: dict[int, dict[DataKey, tuple[Any, Any]]] = {}
        self._kept: list[Data] = []

    def mark(self, container: Data, key: DataKey, marks: tuple[Any, Any]) -> None:
        """Remember the parser's marks of an entry's key and value."""
        self._marks.setdefault(id(container), {})[key] = marks

    def marks(self, container: Data, key: DataKey) -> Marks:
        """Where an entry of a container of this document stands."""
        places = self._marks.get(id(container), {}).get(key)
        if places is None:
            return Marks(self.top, self.top)
        return Marks(_place(places[0]), _place(places[1]))

    def place(self, container: Data, path: Iterable[DataKey]) -> Position:
        """Where the value at a path inside a container stands, or the nearest around it."""
        place = self.top
        for key in path:
            if not isinstance(container, dict | list):
                break
            places = self._marks.get(id(container), {}).get(key)
            if places is None:
                break
            place = _place(places[1])
            container = container[key]  # type: ignore[index]
        return place

    def file_of(self, container: Data, key: DataKey) -> str:
        """The file that an entry of a container was written in."""
        places = self._marks.get(id(container), {}).get(key)
        return self.top.path if places is None else str(places[1].name)

    def key_place(self, container: Data, key: DataKey) -> Position:
        """Where the key of an entry stands."""
        return self.marks(container, key).key

    def lend(self, other: Document) -> None:
        """Let another document tell places of containers that it takes from this one."""
        other._marks |= self._marks
        other.keep(self.data)

    def keep(self, container: Data) -> None:
        """Keep a container alive as long as this document, so that its marks stay its own."""
        self._kept.append(container)

    def copy_mark(self, source: tuple[Data, DataKey], target: tuple[Data, DataKey]) -> None:
        """Give an entry of a merged container the marks of the entry it was taken from."""
        places = self._marks.get(id(source[0]), {}).get(source[1])
        if places is not None:
            self.mark(target[0], target[1], places)


class _NamedText(io.StringIO):
    """Text with the name that PyYAML puts into its marks."""

    def __init__(self, text: str, name: str) -> None:
        super().__init__(text)
        self.name = name


def parse(data: bytes, path: str) -> Document:
    """Read a YAML file into plain data with places.

    Args:
        data: The file's bytes, UTF-8 with or without a byte order mark.
        path: What the file is called in messages.

    Returns:
        The document; an empty file is an empty mapping.

    Raises:
        ConfigError: The file is not UTF-8, too large or too deep, not YAML, has a duplicate
            key, a tag, a merge key, an alias that multiplies, or is not one mapping.
    """
    if len(data) > MOST_CONFIG_BYTES:
        raise ConfigError(
            f"larger than {MOST_CONFIG_BYTES:,} bytes; is it a compare file?", _top(path)
        )
    text = _decode(data, path)
    builder = _Builder(path)
    try:
        for event in _events(text, path):
            builder.take(event)
    except yaml.YAMLError as error:
        raise _syntax_error(error, text, path) from None
    return builder.document()


def _events(text: str, path: str) -> Iterator[Any]:
    loader = _LOADER(_NamedText(text, path))
    last = _top(path)
    try:
        while not isinstance(event := loader.get_event(), yaml.StreamEndEvent):
            yield event
            last = _place(event.start_mark)
    except (OverflowError, ValueError):
        # PyYAML's own parser takes the number of an escape as it comes.
        raise ConfigError("an escape that is not a character; write the character", last) from None
    finally:
        loader.dispose()


class _Open:
    """A container that is being filled; `anchor` and `before` size it for its aliases."""

    __slots__ = ("anchor", "before", "container", "key", "key_mark")

    def __init__(
        self, container: dict[str, Data] | list[Data], anchor: str | None, before: int
    ) -> None:
        self.container = container
        self.anchor = anchor
        self.before = before
        self.key: str | None = None
        self.key_mark: Any = None


class _Builder:
    """Turns parser events into a `Document`."""

    def __init__(self, path: str) -> None:
        self._document = Document({}, _top(path))
        self._stack: list[_Open] = []
        self._anchors: dict[str, tuple[Data, int]] = {}
        self._values = 0
        self._documents = 0

    def document(self) -> Document:
        return self._document

    def take(self, event: Any) -> None:
        kind = type(event)
        if kind is yaml.ScalarEvent:
            self._scalar(event)
        elif kind is yaml.MappingStartEvent:
            self._open(event, {})
        elif kind is yaml.SequenceStartEvent:
            self._open(event, [])
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self._close()
        elif kind is yaml.AliasEvent:
            self._alias(event)
        elif kind is yaml.DocumentStartEvent:
            self._documents += 1
            if self._documents > 1:
                _refuse("a second YAML document; a configuration is one", event)

    def _scalar(self, event: Any) -> None:
        if event.tag is not None:
            _refuse(f"the tag {event.tag}; tags are not supported, give plain text", event)
        value: str = event.value
        if not value.isascii() and _HALF.search(value):
            # PyYAML's own parser lets such an escape through.
            _refuse("an escape that is half a character; write the character", event)
        open_ = self._stack[-1] if self._stack else None
        if open_ is not None and open_.key is None and type(open_.container) is dict:
            self._key(open_, value, event)
            return
        data: Data = _plain(value) if event.implicit[0] else value
        if event.anchor is not None:
            self._anchors[event.anchor] = (data, 1)
        self._put(data, event)

    def _key(self, open_: _Open, key: str, event: Any) -> None:
        if key == "<<" and event.implicit[0]:
            _refuse("a merge key (<<); write the keys out", event)
        if key in open_.container:
            first = self._document.marks(open_.container, key).key.line
            _refuse(f"duplicate key `{key}`, first given on line {first}; keep one", event)
        open_.key, open_.key_mark = key, event.start_mark

    def _open(self, event: Any, container: dict[str, Data] | list[Data]) -> None:
        if event.tag is not None:
            _refuse(f"the tag {event.tag}; tags are not supported", event)
        if len(self._stack) >= MOST_LEVELS:
            _refuse(TOO_DEEP, event)
        before = self._values
        self._put(container, event)
        self._stack.append(_Open(container, event.anchor, before))

    def _close(self) -> None:
        done = self._stack.pop()
        if done.anchor is not None:
            self._anchors[done.anchor] = (done.container, self._values - done.before)

    def _alias(self, event: Any) -> None:
        anchored = self._anchors.get(event.anchor)
        if anchored is None:
            _refuse(f"the alias *{event.anchor} has no finished anchor &{event.anchor}", event)
        # Aliases of aliases grow by powers; what they would unfold to is counted instead.
        self._values += anchored[1] - 1
        self._put(anchored[0], event)

    def _put(self, data: Data, event: Any) -> None:
        self._values += 1
        if self._values > MOST_VALUES:
            _refuse(f"more than {MOST_VALUES:,} values, aliases unfolded", event)
        if not self._stack:
            self._root(data, event)
            return
        open_ = self._stack[-1]
        container = open_.container
        if type(container) is list:
            self._document.mark(container, len(container), (event.start_mark, event.start_mark))
            container.append(data)
        elif open_.key is None:
            _refuse("a list or mapping as a key; a key is a word", event)
        else:
            self._document.mark(container, open_.key, (open_.key_mark, event.start_mark))
            container[open_.key] = data  # type: ignore[call-overload]
            open_.key = None

    def _root(self, data: Data, event: Any) -> None:
        if data is None:
            return
        if not isinstance(data, dict):
            _refuse(f"expected `key: value` lines, found {describe(data)}", event)
        self._document.data = data
        self._document.top = _place(event.start_mark)


def describe(data: Data) -> str:
    """What a value is, in words for a message."""
    match data:
        case None:
            return "nothing"
        case bool():
            return f"`{str(data).lower()}`"
        case int() | float():
            return f"the number {data}"
        case str():
            short = data if len(data) <= 40 else data[:39] + "…"
            return f"the text `{short}`"
        case list():
            return "a list"
        case dict():
            return "a mapping"


def _plain(value: str) -> Data:
    if value in _WORDS:
        return _WORDS[value]
    if value.strip(_OF_NUMBERS):
        return value
    digits = value[1:] if value[0] in "+-" else value
    if digits.isdecimal():
        return int(value) if len(digits) <= _MOST_DIGITS else value
    try:
        return float(value)
    except ValueError:
        return value


def _decode(data: bytes, path: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = _at_offset(data[: error.start].decode("utf-8", "replace"), path)
        raise ConfigError("not UTF-8; save the file as UTF-8", place) from None


def _syntax_error(error: yaml.YAMLError, text: str, path: str) -> ConfigError:
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        # The reader's errors give an offset: libyaml's in UTF-8 bytes, PyYAML's in characters.
        offset = getattr(error, "position", 0)
        before = text[:offset]
        if _LOADER is not yaml.SafeLoader:
            before = text.encode()[:offset].decode("utf-8", "replace")
        place = _at_offset(before, path)
        return ConfigError("a control character; remove it or write it as an escape", place)
    place = _place(mark)
    line = text.splitlines()[mark.line : mark.line + 1]
    if line and "\t" in line[0][: mark.column + 1]:
        column = line[0].index("\t") + 1
        return ConfigError(
            "a tab; YAML is indented with spaces", Position(path, place.line, column)
        )
    if line and _opened(line[0][max(0, mark.column - _REACH) : mark.column]) > MOST_LEVELS:
        # Some parsers have a limit of their own, which they come upon first.
        return ConfigError(TOO_DEEP, place)
    problem, context = getattr(error, "problem", None), getattr(error, "context", None)
    begun = getattr(error, "context_mark", None)
    where = f" ({context}, begun on line {begun.line + 1})" if context and begun else ""
    return ConfigError(f"not YAML: {problem}{where}", place)


def _opened(text: str) -> int:
    """Brackets that are opened in a text and not closed."""
    return sum(text.count(one) for one in "[{") - sum(text.count(one) for one in "]}")


def _refuse(reason: str, event: Any) -> NoReturn:
    raise ConfigError(reason, _place(event.start_mark))


def _place(mark: Any) -> Position:
    return Position(mark.name, mark.line + 1, mark.column + 1)


def _at_offset(before: str, path: str) -> Position:
    return Position(path, before.count("\n") + 1, len(before) - before.rfind("\n"))


def _top(path: str) -> Position:
    return Position(path, 1, 1)
