"""Why the system refused to write something, in words."""

from __future__ import annotations

import errno

_ADVICE = {
    "ENOSPC": "is the disk full?",
    "EDQUOT": "is the disk full, or your share of it used up?",
    "EFBIG": "is the size of files limited, or is the disk full?",
    "ENOENT": "is the folder there?",
    "ENOTDIR": "what should be its folder is a file",
    "EACCES": "check the permissions of its folder",
    "EPERM": "check the permissions of its folder",
    "EROFS": "this disk may only be read",
    "ENAMETOOLONG": "choose a shorter name",
    "EISDIR": "it is a folder; name a file in it",
    "ELOOP": "its links lead in a circle",
    "ETXTBSY": "another program uses it",
}
"""By the names of error numbers, of which a system need not have all."""

_BY_NUMBER = {getattr(errno, name): said for name, said in _ADVICE.items() if hasattr(errno, name)}

_OF_OUTPUT = frozenset(
    getattr(errno, name)
    for name in (
        "EAGAIN", "EBADF", "ECONNRESET", "EDQUOT", "EFBIG", "EINVAL", "EIO", "ENOSPC", "ENXIO",
        "EPERM", "EROFS", "ESTALE",
    )
    if hasattr(errno, name)
)  # fmt: skip

_FULL = frozenset(
    getattr(errno, name) for name in ("ENOSPC", "EDQUOT", "EFBIG") if hasattr(errno, name)
)


def refusal(error: OSError) -> str:
    """The reason why a file was not written and, where it is known, what to do about it.

    Args:
        error: What the system said.
    """
    advice = _BY_NUMBER.get(error.errno or 0)
    return f"{reason(error)}; {advice}" if advice else reason(error)


def refusal_of_output(error: OSError) -> str | None:
    """Why standard output was not written; None where something else has failed.

    Args:
        error: What the system said.
    """
    # What is written to is open already, so no file is named.
    if error.filename is not None or (error.errno or 0) not in _OF_OUTPUT:
        return None
    advice = f"; {_BY_NUMBER[error.errno or 0]}" if error.errno in _FULL else ""
    return f"cannot write the output ({reason(error)}){advice}"


def reason(error: OSError) -> str:
    """The system's own words, or the error's where it has none.

    Args:
        error: What the system said.
    """
    return error.strerror or str(error) or type(error).__name__
