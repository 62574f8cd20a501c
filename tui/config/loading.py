"""From a YAML file to a frozen `Config`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec

from tui.config.document import MOST_BYTES, Data, Document, parse
from tui.config.errors import ConfigError
from tui.config.locating import Located, default_config_path, locate
from tui.config.settings import Config
from tui.config.validating import check_faults, check_names, convert

if TYPE_CHECKING:
    from tui.text.settings import TextSettings

    Settings = TypeVar("Settings", bound=TextSettings)


def load_config(path: str | os.PathLike[str] | None = None) -> Config:
    """Load the configuration.

    Args:
        path: A configuration file. Without it: `config.yaml` in the current folder, then the
            user's own, then the default.

    Returns:
        The configuration; its `articles` are paths that hold from the current folder.

    Raises:
        ConfigError: The file cannot be read, or says something that it may not. The message
            names the file, the line, the column and what was expected.
    """
    located = locate(path)
    try:
        document = _document(located)
        config = convert(document, Config)
        if located.origin != "default":
            check_faults(document, config, trusted=str(default_config_path()))
    except ConfigError as error:
        if located.origin == "folder":
            raise ConfigError(f"{error.reason}\n{_FOLDER_HINT}", error.place) from None
        raise
    return msgspec.structs.replace(config, articles=_articles(document, config, located))


_FOLDER_HINT = (
    "config.yaml of the current folder is read first; name another one with --config FILE"
)


def _document(located: Located) -> Document:
    document = parse(_read(located.path), located.path)
    check_names(document)
    extends = document.data.pop("extends", None)
    if extends is not None:
        if extends != "default" or located.origin == "default":
            place = document.marks(document.data, "extends").value
            raise ConfigError("`extends` can only be `default`, in another file", place)
        # Imported here because most configurations stand alone.
        from tui.config.extending import extend

        default_path = str(default_config_path())
        default = parse(_read(default_path), default_path)
        _list_articles(default)
        _list_articles(document)
        document = extend(default, document)
    _list_articles(document)
    return document


def _read(path: str) -> bytes:
    try:
        with Path(path).open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror})") from error


def _list_articles(document: Document) -> None:
    # One folder may be written without the list around it.
    one = document.data.get("articles")
    if isinstance(one, str):
        many: list[Data] = [one]
        document.copy_mark((document.data, "articles"), (many, 0))
        document.data["articles"] = many


def _articles(document: Document, config: Config, located: Located) -> tuple[str, ...]:
    written_in = located.path
    if "articles" in document.data:
        written_in = document.marks(document.data, "articles").value.path
    if written_in == str(default_config_path()):
        # The default's folder is meant from where the user stands.
        return config.articles
    folder = str(Path(written_in).parent)
    return tuple(
        os.path.normpath(os.path.join(folder, Path(entry).expanduser()))  # noqa: PTH118
        for entry in config.articles
    )
