"""`extends:` one file laid over others: a user's over the default, and that over its lists.

Mappings are merged key by key. Lists of things with a `name` (rules, services, layers) keep
the default's order: an entry of a name already there replaces that one in its place, or, where
it leaves out the `kind`, changes only the keys that it has; a new one is appended, or placed
`before:` or `after:` the one it names. Everything else is replaced; but what stands under `add:`
in a mapping is added to the lists there.

Entries below that have no `kind`, where those above have one, are no rules but parts of them,
such as a rule's words in one language. They make the rule of their name whole, wherever it
stands above, and are left out where there is none.
"""

from __future__ import annotations

from typing import TypeGuard, cast

from tui.config.document import Data, Document, describe
from tui.config.errors import ConfigError

Named = list[dict[str, Data]]


_ANCHORS = ("before", "after")


_ADD = "add"


_LIKE_ENOUGH = 60


_ONE_TEXT = frozenset({"name", "kind", "why", "pattern", "dateline"})
"""Keys whose text is no list."""


def extend(*documents: Document) -> Document:
    """Lay each document over those before it.

    Args:
        documents: At least one, each without its `extends` key; they are left as they are.

    Returns:
        The merged document, each value remembering the file it came from.

    Raises:
        ConfigError: An entry is to stand before or after one that is not there, or to change
            one that is not there, or something is to be added to what is no list.
    """
    first, *others = documents
    merged = Document(first.data, documents[-1].top)
    first.lend(merged)
    for document in others:
        document.lend(merged)
        laid: dict[str, Data] = {}
        _merge_mapping(merged, merged.data, document.data, laid)
        # What is laid over stays alive: its marks are known by its identity.
        merged.keep(merged.data)
        merged.data = laid
    return merged


def _merge_mapping(
    merged: Document, below: dict[str, Data], above: dict[str, Data], into: dict[str, Data]
) -> None:
    for key, value in below.items():
        into[key] = value
        merged.copy_mark((below, key), (into, key))
    for key, value in above.items():
        if key != _ADD:
            merged.copy_mark((above, key), (into, key))
            into[key] = _merge_value(merged, below.get(key), value)
    if _ADD in above:
        _add(merged, into, (above, _ADD))


def _add(merged: Document, into: dict[str, Data], where: tuple[dict[str, Data], str]) -> None:
    """Add to the lists in a mapping of its own what stands under a key of another one."""
    added = where[0][where[1]]
    if not isinstance(added, dict):
        reason = f"expected the lists to add to, as `key: [...]`, found {describe(added)}"
        raise ConfigError(reason, merged.marks(*where).value)
    for key, value in added.items():
        into[key] = _sum(merged, into[key], (added, key)) if key in into else value
        # What is added to is the user's own now: it is checked, and its faults stand there.
        merged.copy_mark((added, key), (into, key))


def _sum(merged: Document, below: Data, where: tuple[dict[str, Data], str]) -> Data:
    """A list of the default with what an own file adds to it."""
    added, key = where[0][where[1]], where[1]
    if isinstance(below, dict) and isinstance(added, dict):
        mapping: dict[str, Data] = {}
        _merge_mapping(merged, below, {}, mapping)
        _add(merged, mapping, where)
        return mapping
    if isinstance(below, list) and isinstance(added, list):
        if _named(below) and _named(added):
            return _merge_named(merged, below, added)
        longer: list[Data] = []
        for part in (below, added):
            for index, value in enumerate(part):
                merged.copy_mark((part, index), (longer, len(longer)))
                longer.append(value)
        return longer
    if isinstance(below, str) and isinstance(added, str) and key not in _ONE_TEXT:
        # A list written as text: a line for each entry, or words in one line.
        of_lines = any(sign in below for sign in "\n,|")
        return f"{below.rstrip()}\n{added}" if of_lines else f"{below} {added}"
    if isinstance(below, dict):
        reason = "expected a mapping, as the default has one, such as `en: [...]`"
    elif isinstance(below, list):
        reason = "expected a list, as the default has one"
    else:
        reason = f"`{key}` is not a list; write it outside of `{_ADD}` to change it"
    raise ConfigError(f"{reason}; found {describe(added)}", merged.marks(*where).value)


def _merge_value(merged: Document, below: Data, above: Data) -> Data:
    if isinstance(below, dict) and isinstance(above, dict):
        mapping: dict[str, Data] = {}
        _merge_mapping(merged, below, above, mapping)
        return mapping
    if _named(below) and (_named(above) or above == []):
        entries = cast("Named", above)
        if _has_kinds(entries) and not _has_kinds(below):
            return _made_whole(merged, below, entries)
        return _merge_named(merged, below, entries)
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
    # Most names of a long list are new: it need not be gone through for each of them.
    used = {str(entry["name"]) for entry in below}

    def position(name: Data) -> int | None:
        among = entries if str(name) in used else []
        names = (placed.get(id(source[at]), source[at])["name"] for source, at in among)
        return next((at for at, known in enumerate(names) if known == name), None)

    for index, entry in enumerate(above):
        anchor = next((key for key in _ANCHORS if key in entry), None)
        if all(key in entry for key in _ANCHORS):
            place = merged.marks(entry, "after").key
            raise ConfigError("`before` and `after` for one entry; give one of them", place)
        known = position(entry["name"])
        own = _without_anchor(merged, entry)
        if "kind" not in entry:
            own = _changed(merged, None if known is None else below[entries[known][1]], own, below)
        placed[id(entry)] = own
        used.add(str(entry["name"]))
        if anchor is None and known is not None:
            entries[known] = (above, index)
            continue
        if known is not None and entries[known][0] is below:
            del entries[known]
        at = len(entries)
        if anchor is not None:
            beside = position(entry[anchor])
            if beside is None:
                place = merged.marks(entry, anchor).value
                raise ConfigError(f"`{anchor}`: no entry named {describe(entry[anchor])}", place)
            at = beside if anchor == "before" else beside + 1
        entries.insert(at, (above, index))
    result: list[Data] = []
    for source, index in entries:
        merged.copy_mark((cast("Data", source), index), (result, len(result)))
        result.append(placed.get(id(source[index]), source[index]))
    return result


def _has_kinds(entries: Named) -> bool:
    return any("kind" in entry for entry in entries)


def _made_whole(merged: Document, parts: Named, entries: Named) -> Data:
    """Entries, each laid over the part of it that stands below; their keys come first."""
    known = {str(part["name"]): part for part in parts}
    whole: list[Data] = []
    for index, entry in enumerate(entries):
        merged.copy_mark((cast("Data", entries), index), (whole, index))
        part = known.get(str(entry["name"]), {})
        mapping: dict[str, Data] = {}
        _merge_mapping(merged, part, entry, mapping)
        for key in (*entry, *(key for key in part if key not in entry)):
            mapping[key] = mapping.pop(key)
        whole.append(mapping)
    return whole


def _changed(
    merged: Document, known: dict[str, Data] | None, own: dict[str, Data], below: Named
) -> dict[str, Data]:
    """An entry with the keys that a file changes."""
    if known is not None:
        changed: dict[str, Data] = {}
        _merge_mapping(merged, known, own, changed)
        return changed
    if not _has_kinds(below):
        return own
    # Imported here because most files name nothing that is not there.
    from rapidfuzz import process

    names = [str(entry["name"]) for entry in below]
    close = process.extractOne(str(own["name"]), names, score_cutoff=_LIKE_ENOUGH)
    meant = f"did you mean `{close[0]}`? A" if close else "a"
    raise ConfigError(
        f"there is nothing named {describe(own['name']).removeprefix('the text ')} to change;"
        f" {meant} new entry needs its `kind`",
        merged.marks(own, "name").value,
    )


def _without_anchor(merged: Document, entry: dict[str, Data]) -> dict[str, Data]:
    if not any(key in entry for key in _ANCHORS):
        return entry
    bare: dict[str, Data] = {}
    for key, value in entry.items():
        if key not in _ANCHORS:
            bare[key] = value
            merged.copy_mark((entry, key), (bare, key))
    return bare
