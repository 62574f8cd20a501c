"""Rules written as YAML, and put into a user's own configuration."""

from __future__ import annotations

import json
import os
import re
import shutil
from typing import TYPE_CHECKING, Any

import msgspec

from tui.config.composing import compose
from tui.config.document import parse
from tui.config.errors import ConfigError
from tui.config.locating import Located, default_config_path
from tui.text.replacing import replace_file

if TYPE_CHECKING:
    from pathlib import Path

    from tui.config.document import Document
    from tui.text.chrome.rule import Rule

_PLAIN = re.compile(r"[a-z][a-z-]*")
_WORDS_OF_YAML = frozenset({"null", "true", "false", "yes", "no", "on", "off"})
# Written as escapes: what YAML does not allow, a terminal obeys or a reader cannot see.
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)
_NEW_FILE = "# compare: my own rules, laid over the default ones.\nextends: default\n"


def rule_yaml(rule: Rule, before: str | None = None) -> str:
    """A rule as YAML, as it stands in a list of rules.

    Args:
        rule: The rule.
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
            lines += [f"{key}:", *(f"  - {_scalar(one)}" for one in value)]
        else:
            lines.append(f"{key}: {_scalar(value)}")
    return lines


def _scalar(value: str | float | bool) -> str:
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
        rule: The rule.
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
    extends = "extends" in document.data
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

    Args:
        document: The file.
        text: Its text.
        rule: The rule as YAML.
        before: The rule of the file to put it above, if that is there.
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
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        beside.write_text(text, encoding="utf-8", newline="")
        if target.exists():
            shutil.copymode(target, beside)
        replace_file(beside, target)
    finally:
        beside.unlink(missing_ok=True)
