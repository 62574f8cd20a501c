"""The user's own rules: which file they stand in, adding one, and taking it back.

A rule is put into the file as text, between the lines that are there, since a file that a
person wrote keeps its comments and its order. Whatever was made so is parsed and composed again
before it is written: it must come to the rules that were there and the new one, or nothing is
written. Files are written whole or not at all, by one process at a time.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import stat
import sys
from codecs import BOM_UTF8
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING, Any

import msgspec

from tui.config.compose import compose
from tui.config.document import parse
from tui.config.errors import ConfigError
from tui.config.locate import Located, default_config_path, is_default, locate, user_config_path
from tui.config.undo import Undoable
from tui.files.folders import is_nowhere, own_folder
from tui.files.write import alone, refusal, usual_mode, write_whole
from tui.text.inert import UNSEEN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tui.config.document import Document
    from tui.config.settings import Config
    from tui.text.chrome.rule import Rule


_PLAIN = re.compile(r"[a-z][a-z-]*")


_WORDS_OF_YAML = frozenset({"null", "true", "false", "yes", "no", "on", "off"})


# Written as escapes: what YAML does not allow, a terminal obeys or a reader cannot see.
_UNSEEN = re.compile(
    f"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufff9-\ufffb\ufffe\uffff\ud800-\udfff{UNSEEN}]"
)


_NEW_FILE = "# compare: my own rules, laid over the default ones.\nextends: default\n"


def rule_yaml(rule: Rule, before: str | None = None) -> str:
    """A rule as YAML, as it stands in a list of rules.

    Args:
        rule: What it leaves at its default is not written.
        before: The name of the rule to put it before, for a file that extends the default.

    Returns:
        Lines that begin with `- name:`, without indentation, a newline at the end.
    """
    said = _said(rule)
    data = {"name": rule.name} | ({"before": before} if before else {}) | said
    data["examples"] = data.pop("examples")
    return "".join(f"{'  ' if at else '- '}{line}\n" for at, line in enumerate(_lines(data)))


def _said(settings: msgspec.Struct) -> dict[str, Any]:
    """The settings that differ from their defaults, by key, the tag first."""
    config = settings.__struct_config__
    said: dict[str, Any] = {config.tag_field: config.tag} if config.tag_field else {}
    for field in msgspec.structs.fields(settings):
        value = getattr(settings, field.name)
        if value != field.default:
            said[field.encode_name] = _said(value) if isinstance(value, msgspec.Struct) else value
    return said


def _lines(data: dict[str, Any]) -> list[str]:
    lines: list[str] = []
    for key, value in data.items():
        if isinstance(value, dict):
            lines += [f"{key}:", *(f"  {line}" for line in _lines(value))]
        elif isinstance(value, list | tuple):
            lines += [f"{key}:", *(f"  - {scalar_yaml(one)}" for one in value)]
        else:
            lines.append(f"{key}: {scalar_yaml(value)}")
    return lines


def scalar_yaml(value: str | float | bool) -> str:
    """A value on one line of YAML; what a terminal would obey, or nobody sees, is escaped."""
    if not isinstance(value, str):
        return json.dumps(value)
    if _UNSEEN.search(value):
        quoted = json.dumps(value, ensure_ascii=False)
        return _UNSEEN.sub(lambda found: f"\\U{ord(found[0]):08x}", quoted)
    if _PLAIN.fullmatch(value) and value not in _WORDS_OF_YAML:
        return value
    return "'" + value.replace("'", "''") + "'"


def with_rule(text: str, rule: Rule, before: str | None, path: str) -> str:
    """A configuration with one more rule at the end of its rules; all else as it was.

    Args:
        text: The file's text; empty for a new file.
        rule: Its name must be new.
        before: The default rule to put it before, where the file extends the default.
        path: What the file is called in messages.

    Returns:
        The new text.

    Raises:
        ConfigError: The file cannot be used, has the rule already, or is written in a way in
            which no line can be added; the message says what to do.
    """
    text = text or _NEW_FILE
    newline = "\r\n" if "\r\n" in text else "\n"
    text += "" if text.endswith("\n") else newline
    document = parse(text.encode(), path)
    extends = document.data.get("extends") == "default"
    written = rule_yaml(rule, before if extends else None)
    at, block = _insertion(document, text, written, None if extends else before)
    lines = text.splitlines(keepends=True)
    new = "".join([*lines[:at], block.replace("\n", newline), *lines[at:]])
    located, default = Located(path, "user"), default_config_path().read_bytes()
    known = compose(located, text.encode(), default).config.chrome.rules
    if any(other.name == rule.name for other in known):
        raise ConfigError(f"{path}: has a rule named `{rule.name}` already; choose another name")
    try:
        rules = compose(located, new.encode(), default).config.chrome.rules
    except ConfigError as error:
        raise ConfigError(f"the rule was not written: {error.reason}", error.place) from None
    if rule not in rules or [other for other in rules if other != rule] != list(known):
        raise ConfigError(f"{path}: the rule was not written; add it to the file yourself")
    return new


def _insertion(document: Document, text: str, rule: str, before: str | None) -> tuple[int, str]:
    """After how many lines of the file to put the rule, and the lines to put there.

    `rule` is YAML; `before` names the rule of the file to put it above, if that is there.
    """
    chrome = document.data.get("chrome")
    if chrome is None and "chrome" not in document.data:
        return len(text.splitlines()), f"chrome:\n  rules:\n{_indented(rule, 4)}"
    key = document.marks(document.data, "chrome").key
    if not isinstance(chrome, dict):
        raise ConfigError("expected a mapping under `chrome`", key)
    if "rules" not in chrome:
        line = text.splitlines()[document.marks(chrome, next(iter(chrome))).key.line - 1]
        by = len(line) - len(line.lstrip())
        return key.line, f"{' ' * by}rules:\n{_indented(rule, by + 2)}"
    rules = chrome["rules"]
    key = document.marks(chrome, "rules").key
    if not isinstance(rules, list) or not rules or document.marks(rules, 0).value.line == key.line:
        raise ConfigError("write these rules below each other to have one added", key)
    first = document.marks(rules, 0).value.line
    line = text.splitlines()[first - 1]
    dash = len(line) - len(line.lstrip())
    names = [entry.get("name") if isinstance(entry, dict) else None for entry in rules]
    if before in names:
        at = document.marks(rules, names.index(before)).value.line
        return _above(text.splitlines(), at - 1), _indented(rule, dash)
    return _end_of(text, first, dash, key.column - 1), _indented(rule, dash)


def _above(lines: list[str], at: int) -> int:
    """The number of lines above an entry and the comments that lead to it."""
    while at and lines[at - 1].lstrip().startswith("#"):
        at -= 1
    return at


def _end_of(text: str, first: int, dash: int, key: int) -> int:
    """The number of lines down to the last one of a list that begins on line `first`."""
    end = first
    for number, line in enumerate(text.splitlines()[first - 1 :], start=first):
        bare = line.strip()
        if not bare or bare.startswith("#"):
            continue
        indent = len(line) - len(line.lstrip())
        if indent < dash or (indent <= key and not bare.startswith("-")):
            break
        end = number
    return end


def _indented(rule: str, by: int) -> str:
    return "".join(" " * by + line for line in rule.splitlines(keepends=True))


def write_beside(path: Path, text: str) -> None:
    """Write a file whole or not at all; it keeps the permissions that it has.

    Args:
        path: The file; its folder is made where it is not there.
        text: What to write, as UTF-8, line ends as they are.

    Raises:
        OSError: It cannot be written; what was there is as it was.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    # A link is followed, so that what it points to is kept in its place.
    target = path.resolve()
    mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else usual_mode()
    write_whole(target, [text.encode()], mode=mode)


_TRIES = 50
"""How often a change is worked out anew because another process was quicker: one of them always
gets on, so that this is how many may change a file at once."""


_CHANGED = "was changed meanwhile; nothing was written, try again"


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

    @property
    def change(self) -> Undoable:
        """The same as a change that can be kept, to be undone later."""
        return Undoable(str(self.path.absolute()), self.rule, self.before, self.after)


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


def plan(path: Path, rule: Rule, before: str | None, *, rename: bool = False) -> Addition:
    """Work out what a file will be with one more rule; nothing is written.

    Args:
        path: The file, whether or not it is there.
        rule: What to add, as it is to be called there.
        before: The name of the rule to put it before, if any.
        rename: Whether the rule gets another name where the file has one of its name.

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
    rule = _renamed(path, old, rule) if rename else rule
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
    if not _replaced(addition.path, addition.before, addition.after):
        raise ConfigError(f"{addition.path}: {_CHANGED}")


def add(path: Path, rule: Rule, before: str | None, *, rename: bool) -> Addition:
    """Add a rule to a file, whatever other processes add to it at the same time.

    Args:
        path: The file, whether or not it is there.
        rule: What to add, as it is to be called there.
        before: The name of the rule to put it before, if any.
        rename: Whether the rule gets another name where the file has one of its name by now.

    Returns:
        What was written.

    Raises:
        ConfigError: As for `plan` and `carry_out`.
    """
    for _ in range(_TRIES):
        addition = plan(path, rule, before, rename=rename)
        if _replaced(path, addition.before, addition.after):
            return addition
    raise ConfigError(f"{path}: {_CHANGED}")


def _replaced(path: Path, before: bytes | None, after: bytes) -> bool:
    """Whether a file was written, which is not done where it is no longer as it was.

    It is worked out before what is to be written, as that takes seconds on a busy machine and
    the others wait as long as this has the file.
    """
    with _alone(path):
        if _bytes(path) != before:
            return False
        _write(path, after)
    return True


def _renamed(path: Path, content: bytes | None, rule: Rule) -> Rule:
    """A rule with a number in its name where a file has a rule of that name already."""
    default = default_config_path().read_bytes()
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


class OwnRule(msgspec.Struct, frozen=True):
    """An entry of a user's own file: a rule of theirs, or what they have changed of another.

    Attributes:
        name: Its name.
        line: The line on which it begins, counted from 1.
        enabled: Whether it is at work.
    """

    name: str
    line: int
    enabled: bool


def own_rules(path: Path) -> tuple[OwnRule, ...]:
    """The rules that stand in a user's own file.

    Raises:
        ConfigError: It cannot be read.
    """
    document = parse(_bytes(path) or b"", str(path))
    found = []
    for place, entry in enumerate(_entries(document)):
        if isinstance(entry, dict) and isinstance(entry.get("name"), str):
            line = document.marks(_entries(document), place).value.line
            found.append(OwnRule(entry["name"], line, entry.get("enabled") is not False))
    return tuple(found)


def delete_rule(path: Path, name: str) -> Undoable:
    """Take a rule out of a user's own file; all else in it stays as it is.

    Raises:
        ConfigError: The file cannot be read or written, or is written in a way in which no
            lines can be taken out.
    """
    return _edit(path, name, _without)


def switch_rule(path: Path, name: str) -> Undoable:
    """Switch a rule of a user's own file off, or on again.

    Raises:
        ConfigError: As for `delete_rule`.
    """
    return _edit(path, name, _switched)


def _entries(document: Document) -> list[Any]:
    chrome = document.data.get("chrome")
    rules = chrome.get("rules") if isinstance(chrome, dict) else None
    return rules if isinstance(rules, list) else []


def _edit(path: Path, name: str, edited: Callable[[list[str], Document, int], None]) -> Undoable:
    for _ in range(_TRIES):
        _check_no_link(path)
        _check_writable(path)
        found = _bytes(path)
        old = found or b""
        document, lines = parse(old, str(path)), old.decode().splitlines(keepends=True)
        names = [one.get("name") for one in _entries(document) if isinstance(one, dict)]
        if name not in names or len(names) != len(_entries(document)):
            raise ConfigError(f"{path}: has no rule `{name}`; it may have been changed meanwhile")
        edited(lines, document, names.index(name))
        new = "".join(lines).encode()
        # Nothing is written that could not be read again.
        compose(Located(str(path), "user"), new, default_config_path().read_bytes())
        if _replaced(path, found, new):
            return Undoable(str(path.absolute()), name, old, new)
    raise ConfigError(f"{path}: {_CHANGED}")


def _span(lines: list[str], document: Document, place: int) -> tuple[int, int]:
    """The lines of an entry, from which and up to which, counted from 0."""
    rules = _entries(document)
    chrome = document.data["chrome"]
    key = document.marks(chrome, "rules").key
    starts = [document.marks(rules, at).value.line for at in range(len(rules))]
    if starts[0] == key.line or len(set(starts)) < len(starts):
        raise ConfigError("write these rules below each other to have one changed", key)
    first = lines[starts[0] - 1]
    dash = len(first) - len(first.lstrip())
    ends = [_above(lines, start - 1) for start in starts[1:]]
    ends.append(_end_of("".join(lines), starts[0], dash, key.column - 1))
    return starts[place] - 1, ends[place]


def _without(lines: list[str], document: Document, place: int) -> None:
    start, end = _span(lines, document, place)
    if len(_entries(document)) == 1:
        # A list without entries would be no list.
        chrome = document.data["chrome"]
        alone = isinstance(chrome, dict) and len(chrome) == 1
        inside, key = (document.data, "chrome") if alone else (chrome, "rules")
        start = document.marks(inside, key).key.line - 1
    del lines[_above(lines, start) if place else start : end]


def _switched(lines: list[str], document: Document, place: int) -> None:
    start, _end = _span(lines, document, place)
    rules = _entries(document)
    if "enabled" in rules[place]:
        at = document.marks(rules[place], "enabled").key.line - 1
        if at == start:
            raise ConfigError(f"line {at + 1}: write `name` first to have the rule switched")
        del lines[at]
        if rules[place]["enabled"] is False:
            return
    by = len(lines[start]) - len(lines[start].lstrip())
    inner = len(lines[start]) - len(lines[start].lstrip(" -"))
    newline = "\r\n" if lines[start].endswith("\r\n") else "\n"
    lines.insert(start + 1, " " * max(inner, by + 2) + f"enabled: false{newline}")


def take_back(addition: Addition | Undoable) -> None:
    """Make a file what it was before a rule was added to it, or changed, byte for byte.

    Raises:
        ConfigError: The file has been changed since, or cannot be written; it stays as it is.
    """
    with _alone(Path(addition.path)):
        _take_back(addition)


def _take_back(addition: Addition | Undoable) -> None:
    path = Path(addition.path)
    now = _bytes(path)
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
    if is_nowhere(path):
        raise ConfigError(
            "no HOME is set, so there is no place for your own rules; give --config FILE"
        )
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
    # (`Path.is_symlink` would fail in a folder that may not be searched.)
    if os.path.islink(path) and path != user_config_path():  # noqa: PTH114
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
    _check_no_link(path)
    try:
        write_beside(path, content.decode())
    except OSError as error:
        raise ConfigError(f"{path}: cannot be written ({refusal(error)})") from error


def _where(content: bytes, rule: str) -> str:
    """The line that a rule's name stands on, as `:LINE`; nothing where it is not there."""
    for number, line in enumerate(content.splitlines(), start=1):
        if rule.encode() in line.replace(b"'", b"").split() and b"name:" in line:
            return f":{number}"
    return ""
