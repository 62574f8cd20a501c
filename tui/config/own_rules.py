"""The user's own rules: which file they stand in, adding one, and taking it back."""

from __future__ import annotations

import contextlib
import stat
import sys
from codecs import BOM_UTF8
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING

import msgspec

from tui.config.composing import compose
from tui.config.errors import ConfigError
from tui.config.keeping import alone
from tui.config.locating import (
    Located,
    default_config_path,
    is_default,
    locate,
    user_config_path,
)
from tui.config.writing import with_rule, write_beside
from tui.folders import is_nowhere, own_folder

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator

    from tui.config.settings import Config
    from tui.text.chrome.rule import Rule

_HOW = "" if sys.platform == "win32" else " (chmod u+w)"
_WRITABLE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


@dataclass(frozen=True, slots=True)
class Addition:
    """A file of rules as it is and as it will be with one more rule.

    `before` is None where there is no file yet; `lines` are what is added, without the
    indentation that they have in common; `config` is what the new file comes to.
    """

    path: Path
    rule: str
    before: bytes | None
    after: bytes
    lines: tuple[str, ...]
    config: Config


def own_file(asked: str | os.PathLike[str] | None = None) -> Path:
    """Find the file that a user's own rules are written to.

    Args:
        asked: The configuration that was asked for, if any.

    Returns:
        The configuration in use where it is the user's; where the default is in use, or a
        copy of it in the current folder, the user's own file, whether or not it is there.

    Raises:
        ConfigError: The default itself was asked for, so that no other file would be read, or
            the file asked for is not there.
    """
    located = locate(asked)
    path = Path(located.path)
    if located.origin == "asked" and path.samefile(default_config_path()):
        raise ConfigError(
            f"{located.path}: is the default configuration, which stays as it is; leave out"
            " --config to have rules written to your own"
        )
    mine = located.origin in ("asked", "user") or not is_default(path)
    return path if mine else user_config_path()


def plan(path: Path, rule: Rule, before: str | None) -> Addition:
    """Work out what a file will be with one more rule; nothing is written.

    Args:
        path: The file, whether or not it is there.
        rule: The rule.
        before: The name of the rule to put it before, if any.

    Returns:
        The file as it is and as it will be.

    Raises:
        ConfigError: The file cannot be read or written, or no rule can be added to it.
    """
    _check_no_link(path)
    old = _bytes(path)
    _check_writable(path)
    mark = BOM_UTF8 if old is not None and old.startswith(BOM_UTF8) else b""
    try:
        text = (old or b"").removeprefix(mark).decode()
    except UnicodeDecodeError:
        raise ConfigError(f"{path}: not UTF-8; save the file as UTF-8") from None
    new = mark + with_rule(text, rule, before, str(path)).encode()
    default = default_config_path().read_bytes()
    config = compose(Located(str(path), "user"), new, default).config
    return Addition(path, rule.name, old, new, _added(text, new.decode()), config)


def carry_out(addition: Addition) -> None:
    """Write a file with its new rule, whole or not at all.

    Args:
        addition: The file as it was when the addition was worked out, and as it will be.

    Raises:
        ConfigError: The file has been changed since, or cannot be written.
    """
    with _alone(addition.path):
        if _bytes(addition.path) != addition.before:
            raise ConfigError(
                f"{addition.path}: was changed meanwhile; nothing was written, try again"
            )
        _write(addition.path, addition.after)


def add(path: Path, rule: Rule, before: str | None, *, rename: bool) -> Addition:
    """Add a rule to a file, whatever other processes add to it at the same time.

    Args:
        path: The file, whether or not it is there.
        rule: The rule.
        before: The name of the rule to put it before, if any.
        rename: Whether the rule gets another name where the file has one of its name by now.

    Returns:
        What was written.

    Raises:
        ConfigError: As for `plan` and `carry_out`.
    """
    with _alone(path):
        addition = plan(path, _renamed(path, rule) if rename else rule, before)
        _write(path, addition.after)
    return addition


def _renamed(path: Path, rule: Rule) -> Rule:
    """A rule with a number in its name where a file has a rule of that name already."""
    content, default = _bytes(path), default_config_path().read_bytes()
    known = compose(Located(str(path), "user"), content or default, default).config.chrome.rules
    names = {one.name for one in known}
    number, name = 1, rule.name
    while name in names:
        number += 1
        name = f"{rule.name}-{number}"
    return msgspec.structs.replace(rule, name=name)


@contextlib.contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Let no other process change the user's rules meanwhile."""
    try:
        # Not beside the file: the folder may be somebody else's.
        with alone(own_folder("state") / "rules.lock"):
            yield
    except TimeoutError as error:
        raise ConfigError(f"{path}: cannot be written ({error.strerror}); try again") from error


def take_back(addition: Addition) -> None:
    """Make a file what it was before a rule was added to it, byte for byte.

    Args:
        addition: What was written.

    Raises:
        ConfigError: The file has been changed since, or cannot be written; it stays as it is.
    """
    with _alone(addition.path):
        _take_back(addition)


def _take_back(addition: Addition) -> None:
    path, now = addition.path, _bytes(addition.path)
    if now != addition.after:
        where = _where(now or b"", addition.rule)
        raise ConfigError(
            f"{path}{where}: was changed since `{addition.rule}` was added, and stays as it is;"
            " take the rule out by hand"
        )
    _check_writable(path)
    if addition.before is not None:
        _write(path, addition.before)
        return
    try:
        path.unlink()
    except OSError as error:
        raise ConfigError(f"{path}: cannot be deleted ({error.strerror})") from error


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror})") from error


def _check_writable(path: Path) -> None:
    # Renaming would replace a file that its owner has set to be only read.
    try:
        writable = path.stat().st_mode & _WRITABLE
    except OSError:
        return
    if not writable:
        raise ConfigError(f"{path}: may only be read; allow writing to it{_HOW} to add rules")


def _check_no_link(path: Path) -> None:
    # Only the user's own folder is surely the user's: elsewhere a link may lead anywhere.
    if path.is_symlink() and path != user_config_path():
        raise ConfigError(
            f"{path}: is a link to {path.readlink()}, and is not written to; name that file"
            " itself with --config"
        )


def _added(old: str, new: str) -> tuple[str, ...]:
    """The lines that stand in the new text and not in the old one, as far left as they go."""
    before, after = old.splitlines(), new.removeprefix("\ufeff").splitlines()
    at = next(
        (at for at, (one, other) in enumerate(zip(before, after, strict=False)) if one != other),
        None,
    )
    at = min(len(before), len(after)) if at is None else at
    lines = after[at : at + len(after) - len(before)]
    return tuple(dedent("\n".join(lines)).splitlines())


def _write(path: Path, content: bytes) -> None:
    if is_nowhere(path):
        raise ConfigError("no HOME is set, so rules of your own have no place; give --config FILE")
    _check_no_link(path)
    try:
        write_beside(path, content.decode())
    except OSError as error:
        raise ConfigError(f"{path}: cannot be written ({error.strerror})") from error


def _where(content: bytes, rule: str) -> str:
    """The line that a rule's name stands on, as `:LINE`; nothing where it is not there."""
    for number, line in enumerate(content.splitlines(), start=1):
        if rule.encode() in line.replace(b"'", b"").split() and b"name:" in line:
            return f":{number}"
    return ""
