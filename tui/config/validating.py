"""Plain data into typed settings; every refusal at its line and column."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import msgspec

from tui.config.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tui.config.document import Data, Document, Key
    from tui.text.faults import Fault

Settings = TypeVar("Settings", bound=msgspec.Struct)


def convert(document: Document, settings: type[Settings]) -> Settings:
    """Turn a document into typed settings.

    Args:
        document: The data to convert.
        settings: The struct type that says what is allowed.

    Returns:
        The settings.

    Raises:
        ConfigError: An unknown or missing key, a wrong type or a value out of its range.
    """
    try:
        return msgspec.convert(document.data, settings)
    except msgspec.ValidationError as error:
        # Imported here because a configuration without a fault never needs it.
        from tui.config.explaining import explain

        raise explain(str(error), document, settings) from None


def check_names(document: Document) -> None:
    """Refuse two entries of one list with the same name.

    Args:
        document: One file's document, before it extends another.

    Raises:
        ConfigError: A name is given twice; the message names the first place.
    """
    pending: list[Data] = [document.data]
    while pending:
        container = pending.pop()
        if isinstance(container, dict):
            pending.extend(container.values())
        elif isinstance(container, list):
            pending.extend(container)
            _check_list(document, container)


def _check_list(document: Document, entries: list[Data]) -> None:
    seen: dict[str, int] = {}
    for entry in entries:
        name = entry.get("name") if isinstance(entry, dict) else None
        if not isinstance(name, str):
            continue
        place = document.marks(entry, "name").value
        if name in seen:
            reason = f"duplicate name `{name}`, first given on line {seen[name]}; choose another"
            raise ConfigError(reason, place)
        seen[name] = place.line


def check_faults(document: Document, settings: msgspec.Struct, trusted: str) -> None:
    """Refuse what types cannot rule out, such as a pattern that does not compile.

    Args:
        document: The document that the settings came from.
        settings: The settings, converted from it.
        trusted: The file whose values are not checked: the shipped default.

    Raises:
        ConfigError: The fault that stands first.
    """
    found: list[ConfigError] = []
    pending: list[tuple[object, Data, str]] = [(settings, document.data, "")]
    while pending:
        value, data, called = pending.pop()
        # The nearest name around a fault, so that a rule in a long file is found by it too.
        called = str(getattr(value, "name", "") or called)
        # Not isinstance with the protocol: that takes 3 ms for the default's 200 structs.
        faults: Callable[[], Iterator[Fault]] | None = getattr(value, "faults", None)
        if faults is not None and isinstance(value, msgspec.Struct):
            who = f"`{called}`: " if called else ""
            found += (
                ConfigError(who + fault.reason, document.place(data, fault.where))
                for fault in faults()
            )
        pending.extend(
            (part, written, called)
            for part, written, key in _parts(value, data)
            if isinstance(part, msgspec.Struct | dict | tuple)
            and document.file_of(data, key) != trusted
        )
    if found:
        raise min(found, key=lambda error: error.order)


def _parts(value: object, data: Data) -> list[tuple[object, Data, Key]]:
    """The settings inside a setting, each with what was written for it."""
    if isinstance(value, msgspec.Struct) and isinstance(data, dict):
        fields = zip(value.__struct_fields__, value.__struct_encode_fields__, strict=True)
        return [(getattr(value, name), data[key], key) for name, key in fields if key in data]
    if isinstance(value, dict) and isinstance(data, dict):
        return [(part, data[key], key) for key, part in value.items()]
    if isinstance(value, tuple) and isinstance(data, list):
        return [(part, data[index], index) for index, part in enumerate(value)]
    return []
