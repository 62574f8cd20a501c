"""What systems make of the names of files: which are one, which are legal, and how they look.

Windows and macOS take no heed of case, macOS writes an accent as a character of its own, and
Windows keeps some names for devices. A name that is made here can be a file's anywhere.
"""

from __future__ import annotations

import os
import re
import sys
import unicodedata

MOST_NAME_BYTES = 240
"""Bytes, in UTF-8, of a name that every file system takes (255), with room for what is added."""


# What Windows takes for a device, whatever stands after the first dot.
_DEVICES = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³]) *(?:\.|$)", re.IGNORECASE
)


_NEVER_ON_WINDOWS = re.compile(r'[\x00-\x1f<>:"|?*]')


def composed(name: str) -> str:
    """A name as people write it, each accent in one character with its letter.

    Args:
        name: A file's name or path, as the system gives it.
    """
    return name if name.isascii() else unicodedata.normalize("NFC", name)


def folded_name(path: str) -> str:
    """What the paths of one file have in common where a system takes no heed of case.

    Args:
        path: A path. Paths of different files can come to the same: see `are_one`.
    """
    return composed(path).lower()


def known_as(path: str, system: str = sys.platform) -> str:
    """What a file is known by in what is kept, however its path is written this time.

    Args:
        path: An absolute path.
        system: The system, as `sys.platform` names it.

    Returns:
        The path itself where the system tells all names apart.
    """
    if system == "win32":
        # Unlike macOS, it tells the two ways to write an accent apart.
        return path.lower().replace("/", "\\")
    return folded_name(path) if system == "darwin" else path


def are_one(path: str, other: str) -> bool:
    """Whether two paths name one file, be it with other capitals or accents.

    Args:
        path: A path.
        other: Another one. A link is another file than the one that it leads to.
    """
    if path == other:
        return True
    if folded_name(os.path.normpath(path)) != folded_name(os.path.normpath(other)):
        return False
    try:
        # A folder can tell case apart on any system, so the disk is asked.
        return os.path.samestat(os.lstat(path), os.lstat(other))
    except (OSError, ValueError):
        return False


def on_disk(path: str) -> str:
    """A path as the disk has it, where only the way that its accents are written differs.

    Args:
        path: A path as it was typed; an archive or a disk of a Mac may write it otherwise.

    Returns:
        The path itself where that is there, or where nothing like it is.
    """
    if path.isascii() or os.path.lexists(path):
        return path
    folder, name = os.path.split(path)
    folder = on_disk(folder)
    wanted = composed(name)
    try:
        names = os.listdir(folder or ".")  # noqa: PTH208 - of a path that may be no text
    except (OSError, ValueError):
        return path
    found = next((one for one in sorted(names) if composed(one) == wanted), None)
    return path if found is None else os.path.join(folder, found)  # noqa: PTH118


def fault_of_name(name: str, system: str = sys.platform) -> str:
    """Why no file of this name can be written; empty where one can.

    Args:
        name: A file's name, without its folder.
        system: The system, as `sys.platform` names it.
    """
    if system != "win32":
        return ""
    if _DEVICES.match(name):
        return f"Windows keeps the name {name.partition('.')[0].strip()} for a device"
    if found := _NEVER_ON_WINDOWS.search(name):
        shown = found[0] if found[0].isprintable() else "a control character"
        return f"no file name on Windows can hold {shown}"
    return "no file name on Windows ends in a dot or a space" if name != name.rstrip(". ") else ""


def legal_name(stem: str, suffix: str) -> str:
    """A name that a file can have on every system.

    Args:
        stem: What it is to be called; letters, digits, `-`, `_` and dots.
        suffix: What the name ends in, with its dot.

    Returns:
        The stem and the suffix; the stem shortened where no file system takes that much, and
        with a word before it where it would name a device or hide the file.
    """
    while len(os.fsencode(stem)) > MOST_NAME_BYTES - len(suffix):
        stem = stem[:-1]
    stem = stem.strip("-. ")
    if not stem or _DEVICES.match(stem + suffix):
        stem = f"compare-{stem}".rstrip("-")
    return stem + suffix
