"""Making a `Config` of what was written: parse, extend, check, convert."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from tui.config.document import Data, Document, parse
from tui.config.errors import ConfigError
from tui.config.locating import default_config_path
from tui.config.settings import Config
from tui.config.validating import check_faults, check_names, convert

if TYPE_CHECKING:
    from tui.config.locating import Located

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
        own: Its bytes.
        default: The bytes of the default configuration, which it may extend.

    Returns:
        The configuration, its articles as paths that hold from the current folder, and what
        it was made from.

    Raises:
        ConfigError: It says something that it may not.
    """
    try:
        document = _document(located, own, default)
        config = convert(document, Config)
        if located.origin != "default":
            check_faults(document, config, trusted=str(default_config_path()))
    except ConfigError as error:
        if located.origin == "folder":
            raise ConfigError(error.reason, error.place, FOLDER_HINT) from None
        raise
    articles = _articles(document, config, located)
    data: dict[str, Data] = {**document.data, "articles": list(articles)}
    return Composed(msgspec.structs.replace(config, articles=articles), document, data)


def _document(located: Located, own: bytes, default: bytes) -> Document:
    document = parse(own, located.path)
    check_names(document)
    extends = document.data.pop("extends", None)
    if extends is not None:
        if extends != "default" or located.origin == "default":
            place = document.marks(document.data, "extends").value
            raise ConfigError("`extends` can only be `default`, in another file", place)
        # Imported here because most configurations stand alone.
        from tui.config.extending import extend

        below = parse(default, str(default_config_path()))
        _list_articles(below)
        _list_articles(document)
        document = extend(below, document)
    _list_articles(document)
    return document


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
