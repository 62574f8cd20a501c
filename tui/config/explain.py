"""A validation error in words: where in the file, what was expected, what was found."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import inspect as types
from rapidfuzz import process

from tui.config.document import Data, DataKey, Document, describe
from tui.config.errors import ConfigError
from tui.text.chrome.rule import NAME

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import msgspec


Path = tuple[DataKey, ...]


_AT = re.compile(r"(?s)(.*?)(?: - at `(?:key in )?\$([^`]*)`)?")


_STEP = re.compile(r"\.([^.\[\]]+)|\[(\d+|\.\.\.)\]")


_ANY_KEY = "..."


_BOUND = re.compile(r"([<>]=?) (-?[\d.]+)")


_BOUNDS = {">=": "of at least", "<=": "of at most", ">": "above", "<": "below"}


_LIKE_ENOUGH = 60


_WORDS = {
    "str": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "`true` or `false`",
    "array": "a list",
    "object": "a mapping (`key: value`)",
    "null": "nothing",
}


_TYPE_OF_DATA = {
    dict: "object",
    list: "array",
    str: "str",
    bool: "bool",
    int: "int",
    float: "float",
    type(None): "null",
}


def explain(said: str, document: Document, settings: type[msgspec.Struct]) -> ConfigError:
    """Say for people what msgspec says for programmers.

    Args:
        said: The message of a `msgspec.ValidationError`, with its path.
        document: What was refused.
        settings: The struct type that it was to become.

    Returns:
        The error to raise.
    """
    message, steps = _split(said)
    path = next(_concrete(document.data, steps, message), ())
    expected = _type_at(types.type_info(settings), document.data, path)
    found = _at(document.data, path)
    if field := re.fullmatch(r"Object contains unknown field `(.*)`", message, re.DOTALL):
        place = document.key_place(found, field[1])
        return ConfigError(_unknown(field[1], expected, found), place)
    place = document.place(document.data, path)
    if field := re.fullmatch(r"Object missing required field `(.*)`", message):
        return ConfigError(_missing(field[1], expected), place)
    if message.startswith("Invalid "):
        choices = _choices(expected, document.data, path, settings)
        return ConfigError(_one_of(found, choices), place)
    if wrong := re.fullmatch(r"Expected `([^`]*)`(?:, got `[^`]*`)?(.*)", message, re.DOTALL):
        names = wrong[1].split(" | ")
        wanted = " or ".join(_WORDS.get(name, name) for name in names) + _limit(wrong[2])
        reason = f"expected {wanted}, found {describe(found)}{_quote(names, found)}"
        return ConfigError(reason, place)
    return ConfigError(message, place)


def _split(said: str) -> tuple[str, Path]:
    match = _AT.fullmatch(said)
    if match is None:
        return said, ()
    steps = _STEP.findall(match[2] or "")
    return match[1], tuple(name or (int(at) if at.isdigit() else at) for name, at in steps)


def _concrete(data: Data, steps: Path, message: str) -> Iterator[Path]:
    """The paths that msgspec can have meant; it does not say which key of a mapping it was at."""
    if not steps:
        if _fits(data, message):
            yield ()
        return
    step, rest = steps[0], steps[1:]
    if step == _ANY_KEY and isinstance(data, dict):
        keys: Iterable[DataKey] = data
    else:
        keys = (step,)
    for key in keys:
        if _has(data, key):
            yield from ((key, *path) for path in _concrete(_at(data, (key,)), rest, message))


def _fits(data: Data, message: str) -> bool:
    if got := re.search(r", got `(\w+)`", message):
        return _TYPE_OF_DATA[type(data)] == got[1]
    if field := re.search(r"unknown field `(.*)`", message, re.DOTALL):
        return isinstance(data, dict) and field[1] in data
    if field := re.search(r"missing required field `(.*)`", message):
        return isinstance(data, dict) and field[1] not in data
    return True


def _has(data: Data, key: DataKey) -> bool:
    if isinstance(data, list):
        return isinstance(key, int) and key < len(data)
    return isinstance(data, dict) and key in data


def _at(data: Data, path: Path) -> Data:
    for key in path:
        data = data[key]  # type: ignore[index]
    return data


def _type_at(expected: types.Type, data: Data, path: Path) -> types.Type:
    """The type that is expected at a path, following tags to the member of a union."""
    for key in path:
        expected = _member(expected, data)
        data = _at(data, (key,))
        match expected:
            case types.StructType(fields=fields):
                named = {field.encode_name: field.type for field in fields}
                expected = named.get(str(key), types.AnyType())
            case types.DictType(value_type=inner):
                expected = inner
            case types.VarTupleType(item_type=inner) | types.ListType(item_type=inner):
                expected = inner
            case _:
                return types.AnyType()
    return _member(expected, data)


def _member(expected: types.Type, data: Data) -> types.Type:
    if isinstance(expected, types.Metadata):
        return _member(expected.type, data)
    if not isinstance(expected, types.UnionType):
        return expected
    for member in expected.types:
        bare = member.type if isinstance(member, types.Metadata) else member
        match bare, data:
            case types.StructType(tag_field=str(field), tag=tag), dict() if data.get(field) == tag:
                return bare
            case types.DictType() | types.StructType(tag_field=None), dict():
                return bare
            case types.VarTupleType() | types.ListType(), list():
                return bare
    return expected


def _unknown(key: str, expected: types.Type, data: Data) -> str:
    if not isinstance(expected, types.StructType):
        return f"unknown key `{key}`"
    known = [field.encode_name for field in expected.fields]
    if expected.tag_field:
        known.append(expected.tag_field)
    close = _closest(key, [name for name in known if not _has(data, name)])
    if close:
        return f"unknown key `{key}`; did you mean `{close}`?"
    return f"unknown key `{key}`; expected {_listed(known)}"


def _missing(key: str, expected: types.Type) -> str:
    reason = f"missing key `{key}`"
    if isinstance(expected, types.StructType):
        wanted = {field.encode_name: field.type for field in expected.fields}.get(key)
        parts = _member(wanted, {}) if wanted else None
        if isinstance(parts, types.StructType):
            inside = _listed((field.encode_name for field in parts.fields), "and")
            return f"{reason}; expected a mapping with {inside}"
    elif isinstance(expected, types.UnionType):
        return f"{reason}; expected {_listed(_tags(expected))}"
    return reason


def _one_of(found: Data, choices: list[str]) -> str:
    close = _closest(found, choices) if isinstance(found, str) else None
    meant = f"; did you mean `{close}`?" if close else ""
    return f"expected {_listed(choices)}, found {describe(found)}{meant}"


def _choices(
    expected: types.Type, data: Data, path: Path, settings: type[msgspec.Struct]
) -> list[str]:
    members = expected.types if isinstance(expected, types.UnionType) else (expected,)
    values = [
        str(value)
        for member in members
        if isinstance(member, types.LiteralType)
        for value in member.values
    ]
    if values:
        return values
    # The tag of a union is no field of it: the union stands one step up.
    union = _type_at(types.type_info(settings), data, path[:-1])
    return _tags(union)


def _tags(union: types.Type) -> list[str]:
    members = union.types if isinstance(union, types.UnionType) else (union,)
    return [str(member.tag) for member in members if isinstance(member, types.StructType)]


def _limit(words: str) -> str:
    words = words.strip()
    if words == "of length >= 1":
        return " that is not empty"
    if NAME in words:
        return " of small letters, digits and hyphens between them, as in reader-count"
    if bound := _BOUND.fullmatch(words):
        return f" {_BOUNDS[bound[1]]} {bound[2].removesuffix('.0')}"
    return f" {words}" if words else ""


def _quote(names: list[str], found: Data) -> str:
    if "str" in names and isinstance(found, bool | int | float):
        return "; quote it if it is text"
    return ""


def _closest(word: str, known: Iterable[str]) -> str | None:
    best = process.extractOne(word, list(known), score_cutoff=_LIKE_ENOUGH)
    return best[0] if best else None


def _listed(names: Iterable[str], joined: str = "or") -> str:
    quoted = [f"`{name}`" for name in names]
    if len(quoted) < 2:
        return "".join(quoted)
    return f"{', '.join(quoted[:-1])} {joined} {quoted[-1]}"
