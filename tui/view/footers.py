"""The footers: which commands stand in the line at the bottom of each view."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tui.view.command import View

Footer = tuple[tuple[tuple[str, ...], str, int], ...]
"""Entries: command ids, a word, and how soon it may go where room is short, the highest first."""

FOOTER: Footer = (
    (("up", "down"), "move", 5),
    (("page-up", "page-down"), "page", 9),
    (("first", "last"), "ends", 10),
    (("next-difference", "previous-difference"), "difference", 2),
    (("previous-right", "next-right"), "right", 3),
    (("previous-left", "next-left"), "left", 7),
    (("swap",), "swap", 4),
    (("chrome",), "chrome", 6),
    (("lens",), "lens", 3),
    (("filter",), "filter", 6),
    (("fold",), "fold", 7),
    (("order",), "order", 8),
    (("search",), "find", 2),
    (("articles",), "list", 2),
    (("page",), "page", 8),
    (("why",), "why", 6),
    (("coverage",), "coverage", 6),
    (("matrix",), "matrix", 7),
    (("export",), "export", 8),
    (("help",), "help", 1),
    (("palette",), "palette", 8),
    (("quit",), "quit", 1),
)
"""The footer of the main screen."""

SHORT_FOOTER: Footer = (
    (("next-difference", "previous-difference"), "difference", 4),
    (("previous-right", "next-right"), "right", 3),
    (("swap",), "swap", 6),
    (("lens",), "lens", 5),
    (("filter",), "filter", 7),
    (("search",), "find", 2),
    (("articles",), "list", 2),
    (("coverage", "matrix", "page", "why"), "views", 2),
    (("help",), "help", 1),
    (("quit",), "quit", 1),
)
"""The same where there is little room: no view is out of sight."""

ENOUGH = 112
"""Columns that the footer of the main screen has to have for naming views one by one."""

ALONE_FOOTER: Footer = (
    (("page",), "page", 1),
    (("help",), "help", 1),
    (("palette",), "palette", 2),
    (("quit",), "quit", 1),
)
"""The same where there are not two articles."""

VIEW_FOOTERS: Mapping[View, Footer] = {
    "coverage": (
        (("close",), "back", 1),
        (("up", "down", "column-left", "column-right"), "move", 4),
        (("open",), "open the pair", 2),
        (("export",), "export", 5),
        (("previous-left", "next-left"), "article", 5),
        (("help",), "help", 1),
        (("palette",), "palette", 6),
        (("quit",), "quit", 7),
    ),
    "matrix": (
        (("close",), "back", 1),
        (("up", "down", "column-left", "column-right"), "move", 4),
        (("open",), "open the pair", 2),
        (("export",), "export", 5),
        (("help",), "help", 1),
        (("palette",), "palette", 6),
        (("quit",), "quit", 7),
    ),
    "page": (
        (("close",), "back", 1),
        (("up", "down"), "move", 4),
        (("mark",), "mark", 3),
        (("teach",), "teach a rule", 2),
        (("take-rule-back",), "take back", 8),
        (("switch-rule",), "rule off or on", 2),
        (("rules-on",), "all on", 6),
        (("previous-left", "next-left"), "page", 5),
        (("open",), "compare", 5),
        (("export",), "export", 7),
        (("help",), "help", 1),
        (("palette",), "palette", 6),
        (("quit",), "quit", 7),
    ),
    "teach": (
        (("close",), "back", 1),
        (("write-rule",), "write", 1),
        (("turn-verdict",), "drop or keep", 2),
        (("name-rule",), "name", 3),
        (("up", "down"), "move", 4),
        (("help",), "help", 1),
        (("palette",), "palette", 6),
        (("quit",), "quit", 7),
    ),
    "why": (
        (("close",), "back", 1),
        (("up", "down"), "move", 4),
        (("next-pair", "previous-pair"), "other pairs", 3),
        (("pin",), "pin", 3),
        (("forbid",), "forbid", 3),
        (("take-back",), "take back", 5),
        (("open",), "go there", 4),
        (("export",), "export", 6),
        (("help",), "help", 1),
        (("palette",), "palette", 6),
        (("quit",), "quit", 7),
    ),
}
"""The footers of the other views."""
