"""What the settings say about themselves: their docstrings, fields and limits.

The JSON Schema and docs/rules.md are made from this, so neither can say anything else than
the types do.
"""

from __future__ import annotations

import inspect
import re
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterator

_SENTENCE = re.compile(r"(?<=[.;:])\s+(?=[A-Z`])")
_ATTRIBUTES = re.compile(r"\n\s*Attributes:\n(.*)", re.DOTALL)
_ATTRIBUTE = re.compile(r"(?m)^\s{4,8}(\w+): (.*(?:\n\s{9,}.*)*)")


def summary_of(settings: type[msgspec.Struct]) -> str:
    """A struct's docstring without its list of attributes, paragraphs on one line each."""
    text = _ATTRIBUTES.sub("", inspect.getdoc(settings) or "")
    return "\n\n".join(" ".join(part.split()) for part in re.split(r"\n\s*\n", text.strip()))


def description_of(settings: type[msgspec.Struct], field: str) -> str:
    """What docstrings say about a field: its attribute entry, or the sentences that name it.

    Args:
        settings: A settings struct.
        field: The name of one of its fields.

    Returns:
        Text on one line; empty where neither the struct nor a struct below it names the field.
    """
    for owner in settings.__mro__:
        own = owner.__dict__.get("__doc__") if issubclass(owner, msgspec.Struct) else None
        text = inspect.cleandoc(own or "")
        if found := _ATTRIBUTES.search("\n" + text):
            entries = dict(_ATTRIBUTE.findall(found[1]))
            if field in entries:
                return " ".join(entries[field].split())
        naming = [part for part in _SENTENCE.split(" ".join(text.split())) if f"`{field}`" in part]
        if naming:
            return " ".join(naming)
    # A part that only its own type explains.
    inside = structs_inside(settings, field)
    return summary_of(inside[0]).partition("\n")[0] if len(inside) == 1 else ""


def structs_inside(settings: type[msgspec.Struct], field: str) -> list[type[msgspec.Struct]]:
    """The structs that a field can hold, itself or in a list.

    Args:
        settings: A settings struct.
        field: The name of one of its fields.
    """
    from msgspec import inspect as types

    info: Any = types.type_info(settings)
    found: list[type[msgspec.Struct]] = []
    pending: list[Any] = [one.type for one in info.fields if one.name == field]
    while pending:
        match pending.pop(0):
            case types.StructType(cls=cls):
                found.append(cls)
            case types.Metadata(type=inner) | types.VarTupleType(item_type=inner):
                pending.append(inner)
            case types.UnionType(types=members):
                pending += members
    return found


def structs_of(settings: type[msgspec.Struct]) -> dict[str, type[msgspec.Struct]]:
    """A settings struct and all that can stand inside it, by name.

    Args:
        settings: The struct to begin with.
    """
    from msgspec import inspect as types

    found: dict[str, type[msgspec.Struct]] = {}
    pending: list[Any] = [types.type_info(settings)]
    while pending:
        match pending.pop():
            case types.StructType(cls=cls, fields=fields) if cls.__name__ not in found:
                found[cls.__name__] = cls
                pending += [field.type for field in fields]
            case types.Metadata(type=inner) | types.VarTupleType(item_type=inner):
                pending.append(inner)
            case types.DictType(value_type=inner):
                pending.append(inner)
            case types.UnionType(types=members) | types.TupleType(item_types=members):
                pending += members
    return found


def undescribed(settings: type[msgspec.Struct]) -> Iterator[str]:
    """The fields, as `Struct.field`, that no docstring explains."""
    for name, struct in sorted(structs_of(settings).items()):
        for field in struct.__struct_fields__:
            if not description_of(struct, field):
                yield f"{name}.{field}"
