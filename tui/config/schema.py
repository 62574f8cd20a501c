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


def config_schema() -> dict[str, Any]:
    """Make the schema.

    Returns:
        A JSON Schema of what a configuration may say, with descriptions. Patterns and names
        that have to be looked at together are checked only when the file is loaded.
    """
    (root,), components = msgspec.json.schema_components([Config], ref_template="#/$defs/{name}")
    for name, struct in structs_of(Config).items():
        _describe(components[name], struct)
    top = components[root["$ref"].rpartition("/")[2]]
    needed = top.pop("required")
    one = {"type": "string", "minLength": 1}
    articles = top["properties"]["articles"]
    top["properties"]["articles"] = {
        key: value for key, value in articles.items() if key in ("description", "default")
    } | {"anyOf": [one, {"type": "array", "items": one}]}
    top["properties"]["extends"] = {
        "const": "default",
        "description": "Lay this file over the default configuration instead of replacing it.",
    }
    # Whoever extends the default may leave out all that it has.
    top["if"] = {"not": {"required": ["extends"]}}
    top["then"] = {"required": needed}
    return {"$schema": DIALECT, "title": "compare: config.yaml", **root, "$defs": components}


def _describe(component: dict[str, Any], struct: type[msgspec.Struct]) -> None:
    component["description"] = summary_of(struct)
    properties = component["properties"]
    for field, key in zip(struct.__struct_fields__, struct.__struct_encode_fields__, strict=True):
        if said := description_of(struct, field):
            properties[key]["description"] = said
    if "name" in properties:
        for key, said in _PLACEMENT.items():
            properties[key] = {"type": "string", "description": said}
