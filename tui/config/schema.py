"""The JSON Schema of config.yaml, for editors that complete and check as one types.

The schema and docs/rules.md are made from what the settings say about themselves, docstrings,
fields and limits, so that neither can say anything else than the types do. Each section is in it
three times: as a file that stands alone must have it, as one that extends the default may change
it (`Change`), and as one that is laid over the lists alone may leave parts to them (`Part`).
"""

from __future__ import annotations

import inspect
import re
from typing import TYPE_CHECKING, Any

import msgspec

from tui.config.settings import Config

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

    It is on one line, and empty where neither the struct nor one that it extends names the field.
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
    """The structs that a field can hold, itself or in a list."""
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
    """A settings struct and all that can stand inside it, by name."""
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


def kind_of_value(settings: type[msgspec.Struct], field: str) -> str:
    """What may stand in a field, in a few words: its type and its limits."""
    from msgspec import inspect as types

    info: Any = types.type_info(settings)
    return next(_in_words(one.type) for one in info.fields if one.name == field)


def _in_words(type_: Any) -> str:
    from msgspec import inspect as types

    words = "text"
    match type_:
        case types.Metadata(type=inner):
            words = _in_words(inner)
        case types.LiteralType(values=values):
            words = ", ".join(f"`{value}`" for value in values)
        case types.UnionType(types=members):
            named = [_in_words(one) for one in members if not isinstance(one, types.NoneType)]
            words = " or ".join(dict.fromkeys(named))
        case types.VarTupleType(item_type=inner):
            words = f"list of {_in_words(inner)}s"
        case types.DictType(value_type=inner):
            words = f"{_in_words(inner)} by language"
        case types.IntType():
            words = "whole number" + _limits(type_)
        case types.FloatType():
            words = "number" + _limits(type_)
        case types.BoolType():
            words = "`true` or `false`"
    return words


def _limits(type_: Any) -> str:
    if type_.gt is not None:
        return f" above {type_.gt:g}"
    if type_.ge is not None and type_.le is not None:
        return f" from {type_.ge:g} to {type_.le:g}"
    return f", at least {type_.ge:g}" if type_.ge is not None else ""


DIALECT = "https://json-schema.org/draft/2020-12/schema"


_PLACEMENT = {
    "before": "In a file that extends the default: put it before the entry of this name.",
    "after": "In a file that extends the default: put it after the entry of this name.",
}


_ADD = "In a file that extends the default: what to add to the lists here."


_EXTENDS = (
    "Lay this file over the default configuration, or over its lists alone, as config.yaml itself"
    " is, instead of replacing all."
)


_DEFS = "#/$defs/"


_CHANGE = "Change"


_PART = "Part"


Schema = dict[str, Any]


def config_schema() -> Schema:
    """Make the schema.

    Returns:
        A JSON Schema of what a configuration may say, with descriptions: of a whole one, and of
        one that extends the default and may leave out whatever that has. Patterns and names
        that have to be looked at together are checked only when the file is loaded.
    """
    (root,), components = msgspec.json.schema_components([Config], ref_template=_DEFS + "{name}")
    for name, struct in structs_of(Config).items():
        _describe(components[name], struct)
    for component in components.values():
        for part in component["properties"].values():
            if "discriminator" in part.get("items", {}):
                part["items"] = _told_apart(part["items"])
    top = root["$ref"].removeprefix(_DEFS)
    one = {"type": "string", "minLength": 1}
    for name in ("articles", "originals"):
        paths = components[top]["properties"][name]
        components[top]["properties"][name] = {
            key: value for key, value in paths.items() if key in ("description", "default")
        } | {"anyOf": [one, {"type": "array", "items": one}]}
    known = tuple(components)
    for suffix, below in ((_CHANGE, "default"), (_PART, "lists")):
        components |= {name + suffix: _change(components, name, suffix) for name in known}
        extends = {"const": below, "description": _EXTENDS}
        components[top + suffix]["properties"]["extends"] = extends
    return {
        "$schema": DIALECT,
        "title": "compare: config.yaml",
        "if": {"required": ["extends"]},
        "then": {
            "if": {"properties": {"extends": {"const": "lists"}}},
            "then": {"$ref": f"{_DEFS}{top}{_PART}"},
            "else": {"$ref": f"{_DEFS}{top}{_CHANGE}"},
        },
        "else": root,
        "$defs": components,
    }


def _describe(component: Schema, struct: type[msgspec.Struct]) -> None:
    component["description"] = summary_of(struct)
    properties = component["properties"]
    for field, key in zip(struct.__struct_fields__, struct.__struct_encode_fields__, strict=True):
        if said := description_of(struct, field):
            properties[key]["description"] = said
    if "name" in properties:
        for key, said in _PLACEMENT.items():
            properties[key] = {"type": "string", "description": said}


def _told_apart(union: Schema) -> Schema:
    """Entries of several kinds, so that a mistake in one is told as its own kind's."""
    kinds: dict[str, str] = union["discriminator"]["mapping"]
    return {
        "type": "object",
        "properties": {"name": {"type": "string"}, "kind": {"enum": list(kinds)}},
        "required": ["name", "kind"],
        "allOf": [
            {
                "if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]},
                "then": {"$ref": reference},
            }
            for kind, reference in kinds.items()
        ],
    }


def _change(components: dict[str, Schema], name: str, suffix: str) -> Schema:
    """A part of a file that is laid over others: all may be left out, and lists added to."""
    component = components[name]
    properties = {key: _changed(part, suffix) for key, part in component["properties"].items()}
    properties["add"] = {"$ref": f"{_DEFS}{name}{_CHANGE}", "description": _ADD}
    changed = {key: value for key, value in component.items() if key != "required"}
    return changed | {"properties": properties}


def _changed(part: Schema, suffix: str) -> Schema:
    if "$ref" in part:
        return part | {"$ref": part["$ref"] + suffix}
    items = part.get("items", {})
    if "allOf" in items:
        return part | {"items": _part_of_kind(items) if suffix == _PART else _either(items)}
    if "$ref" in items:
        change = {"$ref": items["$ref"] + suffix, "required": ["name"]}
        return part | {"items": {"anyOf": [items, change]}}
    return part


def _either(items: Schema) -> Schema:
    """An entry of its own, or one that has no kind and changes the one of its name."""
    return {
        "type": "object",
        "required": ["name"],
        "properties": items["properties"],
        "if": {"required": ["kind"]},
        "then": {"allOf": items["allOf"]},
        "else": {
            "anyOf": [
                {"$ref": one["then"]["$ref"] + _CHANGE, "required": ["name"]}
                for one in items["allOf"]
            ]
        },
    }


def _part_of_kind(items: Schema) -> Schema:
    """An entry of which the lists below may say a part."""
    kinds = [one | {"then": {"$ref": one["then"]["$ref"] + _PART}} for one in items["allOf"]]
    return items | {"allOf": kinds}
