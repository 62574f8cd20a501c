"""`extends: default`: a user's file laid over the default one.

Mappings are merged key by key. Lists of things with a `name` (rules, services, layers) keep
the default's order: an entry of a name already there replaces that one in its place, a new
one is appended, or placed `before:` or `after:` the one it names. Everything else is replaced.
"""

from __future__ import annotations

from typing import TypeGuard, cast

from tui.config.document import Data, Document, describe
from tui.config.errors import ConfigError

Named = list[dict[str, Data]]

_ANCHORS = ("before", "after")


def extend(default: Document, own: Document) -> Document:
    """Lay a user's document over the default one.

    Args:
        default: The document that is extended; left as it is.
        own: The document that extends it, without its `extends` key.

    Returns:
        The merged document, each value remembering the file it came from.

    Raises:
        ConfigError: An entry is to stand before or after one that is not there.
    """
    merged = Document({}, own.top)
    default.lend(merged)
    own.lend(merged)
    _merge_mapping(merged, default.data, own.data, merged.data)
    return merged


def _merge_mapping(
    merged: Document, below: dict[str, Data], above: dict[str, Data], into: dict[str, Data]
) -> None:
    for key, value in below.items():
        into[key] = value
        merged.copy_mark((below, key), (into, key))
    for key, value in above.items():
        merged.copy_mark((above, key), (into, key))
        into[key] = _merge_value(merged, below.get(key), value)


def _merge_value(merged: Document, below: Data, above: Data) -> Data:
    if isinstance(below, dict) and isinstance(above, dict):
        mapping: dict[str, Data] = {}
        _merge_mapping(merged, below, above, mapping)
        return mapping
    if _named(below) and _named(above):
        return _merge_named(merged, below, above)
    return above


def _named(value: Data) -> TypeGuard[Named]:
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(entry, dict) and "name" in entry for entry in value)
    )


def _merge_named(merged: Document, below: Named, above: Named) -> Data:
    entries: list[tuple[Named, int]] = [(below, index) for index in range(len(below))]
    placed: dict[int, dict[str, Data]] = {}

    def position(name: Data) -> int | None:
        names = (placed.get(id(source[at]), source[at])["name"] for source, at in entries)
        return next((at for at, known in enumerate(names) if known == name), None)

    for index, entry in enumerate(above):
        anchor = next((key for key in _ANCHORS if key in entry), None)
        if all(key in entry for key in _ANCHORS):
            place = merged.marks(entry, "after").key
            raise ConfigError("`before` and `after` for one entry; give one of them", place)
        placed[id(entry)] = _without_anchor(merged, entry)
        known = position(entry["name"])
        if anchor is None and known is not None:
            entries[known] = (above, index)
            continue
        if known is not None and entries[known][0] is below:
            del entries[known]
        at = len(entries)
        if anchor is not None:
            found = position(entry[anchor])
            if found is None:
                place = merged.marks(entry, anchor).value
                raise ConfigError(f"`{anchor}`: no entry named {describe(entry[anchor])}", place)
            at = found if anchor == "before" else found + 1
        entries.insert(at, (above, index))
    result: list[Data] = []
    for source, index in entries:
        merged.copy_mark((cast("Data", source), index), (result, len(result)))
        result.append(placed.get(id(source[index]), source[index]))
    return result


def _without_anchor(merged: Document, entry: dict[str, Data]) -> dict[str, Data]:
    if not any(key in entry for key in _ANCHORS):
        return entry
    bare: dict[str, Data] = {}
    for key, value in entry.items():
        if key not in _ANCHORS:
            bare[key] = value
            merged.copy_mark((entry, key), (bare, key))
    return bare
