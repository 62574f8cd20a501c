"""The JSON Schema of config.yaml, for editors that complete and check as one types."""

from __future__ import annotations

from typing import Any

import msgspec

from tui.config.describing import description_of, structs_of, summary_of
from tui.config.settings import Config

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_PLACEMENT = {
    "before": "In a file that extends the default: put it before the entry of this name.",
    "after": "In a file that extends the default: put it after the entry of this name.",
}
_ADD = "In a file that extends the default: what to add to the lists here."
_EXTENDS = "Lay this file over the default configuration instead of replacing it."
_DEFS = "#/$defs/"
_CHANGE = "Change"

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
    articles = components[top]["properties"]["articles"]
    components[top]["properties"]["articles"] = {
        key: value for key, value in articles.items() if key in ("description", "default")
    } | {"anyOf": [one, {"type": "array", "items": one}]}
    components |= {f"{name}{_CHANGE}": _change(components, name) for name in tuple(components)}
    extends = {"const": "default", "description": _EXTENDS}
    components[top + _CHANGE]["properties"]["extends"] = extends
    return {
        "$schema": DIALECT,
        "title": "compare: config.yaml",
        "if": {"required": ["extends"]},
        "then": {"$ref": f"{_DEFS}{top}{_CHANGE}"},
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


def _change(components: dict[str, Schema], name: str) -> Schema:
    """A part of a file that extends the default: all may be left out, and lists added to."""
    component = components[name]
    properties = {key: _changed(part) for key, part in component["properties"].items()}
    properties["add"] = {"$ref": f"{_DEFS}{name}{_CHANGE}", "description": _ADD}
    changed = {key: value for key, value in component.items() if key != "required"}
    return changed | {"properties": properties}


def _changed(part: Schema) -> Schema:
    if "$ref" in part:
        return part | {"$ref": part["$ref"] + _CHANGE}
    items = part.get("items", {})
    if "allOf" in items:
        # An entry that has no kind changes the one of its name.
        either = {
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
        return part | {"items": either}
    if "$ref" in items:
        change = {"$ref": items["$ref"] + _CHANGE, "required": ["name"]}
        return part | {"items": {"anyOf": [items, change]}}
    return part
