"""Making a `Config` of what was written: parse, lay over one another, convert, check.

What is written is plain data that remembers its places until the end, so that every refusal,
of a type as of a pattern that does not compile, names the line and column in the file that says
it, whichever of them that is: a list of words, config.yaml or the user's own.
"""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import msgspec

from tui.config.document import Data, Document, parse
from tui.config.errors import ConfigError
from tui.config.locate import default_config_path, read_lists, shipped_paths
from tui.config.settings import Config

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from tui.config.document import DataKey
    from tui.config.locate import Located
    from tui.text.fields import Fault


Converted = TypeVar("Converted", bound=msgspec.Struct)


def convert(document: Document, settings: type[Converted]) -> Converted:
    """Turn a document into settings of a type.

    Raises:
        ConfigError: An unknown or missing key, a wrong type or a value out of its range.
    """
    try:
        return msgspec.convert(document.data, settings)
    except msgspec.ValidationError as error:
        # Imported here because a configuration without a fault never needs it.
        from tui.config.explain import explain

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


def check_faults(document: Document, settings: msgspec.Struct, trusted: Collection[str]) -> None:
    """Refuse what types cannot rule out, such as a pattern that does not compile.

    Args:
        document: What the settings were converted from.
        settings: Only its structs with a method `faults` are asked.
        trusted: The files whose values are not checked: those of the shipped default.

    Raises:
        ConfigError: The fault that stands first.
    """
    errors: list[ConfigError] = []
    pending: list[tuple[object, Data, str]] = [(settings, document.data, "")]
    while pending:
        value, data, called = pending.pop()
        # The nearest name around a fault, so that a rule in a long file is found by it too.
        called = str(getattr(value, "name", "") or called)
        # Not isinstance with the protocol: that takes 3 ms for the default's 200 structs.
        faults: Callable[[], Iterator[Fault]] | None = getattr(value, "faults", None)
        if faults is not None and isinstance(value, msgspec.Struct):
            who = f"`{called}`: " if called else ""
            errors += (
                ConfigError(who + fault.reason, document.place(data, fault.where))
                for fault in faults()
            )
        pending.extend(
            (part, written, called)
            for part, written, key in _parts(value, data)
            if isinstance(part, msgspec.Struct | dict | tuple)
            and document.file_of(data, key) not in trusted
        )
    if errors:
        raise min(errors, key=lambda error: error.order)


def _parts(value: object, data: Data) -> list[tuple[object, Data, DataKey]]:
    """The settings inside a setting, each with what was written for it."""
    if isinstance(value, msgspec.Struct) and isinstance(data, dict):
        fields = zip(value.__struct_fields__, value.__struct_encode_fields__, strict=True)
        return [(getattr(value, name), data[key], key) for name, key in fields if key in data]
    if isinstance(value, dict) and isinstance(data, dict):
        return [(part, data[key], key) for key, part in value.items()]
    if isinstance(value, tuple) and isinstance(data, list):
        return [(part, data[index], index) for index, part in enumerate(value)]
    return []


FOLDER_HINT = "config.yaml of the current folder is read first; name another one with --config FILE"


class Composed(NamedTuple):
    """A configuration and what it was made from.

    `document` tells where everything stands; `data` is plain data that gives the same
    configuration again.
    """

    config: Config
    document: Document
    data: dict[str, Data]


def compose(located: Located, own: bytes, default: bytes) -> Composed:
    """Make a configuration of a file's bytes.

    Args:
        located: Which file it is, and why it is the one.
        own: What the file says, as bytes.
        default: What config.yaml says, which the file may extend.

    Returns:
        The configuration, its articles and originals as paths that hold from the current folder,
        and what it was made from.

    Raises:
        ConfigError: It says something that it may not.
    """
    try:
        document = _document(located, own, default)
        config = convert(document, Config)
        if located.origin != "default":
            check_faults(document, config, trusted=shipped_paths())
    except ConfigError as error:
        if located.origin == "folder":
            raise ConfigError(error.reason, error.place, FOLDER_HINT) from None
        raise
    paths = {
        "articles": _paths("articles", config.articles, document, located),
        "originals": _paths("originals", config.originals, document, located),
    }
    data: dict[str, Data] = {**document.data, **{key: list(of) for key, of in paths.items()}}
    return Composed(msgspec.structs.replace(config, **paths), document, data)


def _document(located: Located, own: bytes, default: bytes) -> Document:
    document = _parsed(own, located.path)
    check_names(document)
    extends = document.data.pop("extends", None)
    if extends is None:
        return document
    if extends != "lists" and (extends != "default" or located.origin == "default"):
        place = document.marks(document.data, "extends").value
        raise ConfigError("`extends` can only be `default`, in another file", place)
    # Imported here because a configuration may stand alone.
    from tui.config.extend import extend

    below = tuple((content, path) for path, content in read_lists())
    if extends == "default":
        below = (*below, (default, str(default_config_path())))
    return extend(_laid(below), document)


@lru_cache(maxsize=2)
def _laid(files: tuple[tuple[bytes, str], ...]) -> Document:
    """Files laid over one another: what the program brings is read once, and never changed."""
    from tui.config.extend import extend

    documents = [_parsed(content, path) for content, path in files]
    for document in documents:
        document.data.pop("extends", None)
    return extend(*documents)


def _parsed(content: bytes, path: str) -> Document:
    document = parse(content, path)
    # One folder may be written without the list around it.
    for key in ("articles", "originals"):
        one = document.data.get(key)
        if isinstance(one, str):
            paths: list[Data] = [one]
            document.copy_mark((document.data, key), (paths, 0))
            document.data[key] = paths
    return document


def _paths(
    key: str, paths: tuple[str, ...], document: Document, located: Located
) -> tuple[str, ...]:
    """Paths that a file gives as seen from its own folder, seen from the current one."""
    written_in = located.path
    if key in document.data:
        written_in = document.marks(document.data, key).value.path
    if written_in == str(default_config_path()):
        # The default's folder is meant from where the user stands.
        return paths
    folder = str(Path(written_in).parent)
    return tuple(
        os.path.normpath(os.path.join(folder, Path(entry).expanduser()))  # noqa: PTH118
        for entry in paths
    )
